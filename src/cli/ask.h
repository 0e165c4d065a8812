// Identifiers of the person sought: from a file, standard input, or a prompt; never from the command line, where
// other users of the machine could read them.
#pragma once

#include <habeas/cli/context.h>
#include <habeas/find/find.h>

#include <string>

namespace habeas::cli {

// `from` is a file, or "-" for standard input (with a prompt when that is a terminal). Problems are printed, then a Fault.
find::Sought ask_identifiers(const std::string& from, const subject::Kinds& kinds);
// Adds what a human decided, from a file (none when its name is empty). Problems are printed, then a Fault.
void add_decisions(find::Sought& person, const std::string& file, const map::Map& map);
// For the ledger: "shop.customer: 1 this person, 2 somebody else; by Camille Roy". Names of ours only, no reasons.
std::string decisions_in_brief(const map::Map& map, const find::Sought& person);
// A decision that names a row which is not there stops everything: Fault.
void refuse_decisions_astray(const map::Map& map, const dossier::Dossier& dossier);
source::Inquiry inquiry_for(const find::Sought& person, const std::string& purpose);

}  // namespace habeas::cli

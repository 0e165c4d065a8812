// Identifiers of the person sought: from a file, standard input, or a prompt; never from the command line, where
// other users of the machine could read them.
#pragma once

#include <habeas/cli/context.h>
#include <habeas/find/find.h>

#include <string>

namespace habeas::cli {

// `from` is a file, or "-" for standard input (with a prompt when that is a terminal). Problems are printed, then a Fault.
find::Sought ask_identifiers(const std::string& from, const subject::Kinds& kinds);
source::Inquiry inquiry_for(const find::Sought& person, const std::string& purpose);

}  // namespace habeas::cli

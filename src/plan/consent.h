// Withdrawal of consent, and objection to marketing, in the systems (GDPR 7(3), 21(3)): every field that records one of
// these consents says "withdrawn" from now on, in every row of hers. Nothing else changes. docs/changing.md.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/plan/fate.h>

#include <string>
#include <vector>

namespace habeas::plan {

Plan withdrawal(const map::Map& map, const dossier::Dossier& dossier, const law::Library& library,
                const std::vector<std::string>& consents);
// The consents that activities with this channel rest on; all channels when it is empty.
std::vector<std::string> consents_for_marketing(const map::Map& map, const std::string& channel);

}  // namespace habeas::plan

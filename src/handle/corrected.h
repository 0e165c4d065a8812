// A correction may write an identifier: a new address, a card number. Whoever bears an identifier is taken to be its
// person, so one is not simply believed: where others' records bear it already, a human looks (GDPR 5(1)(d), 15(4), 32);
// and in a column that the organisation verifies, what habeas wrote at somebody's word is not verified. Internal to handle/.
#pragma once

#include <habeas/handle/work.h>

namespace habeas::handle {

// The identifiers that these corrections would write.
std::vector<subject::Identifier> identifiers_in(const map::Map& map,
                                                const std::vector<plan::Correction>& corrections);
// Those that corrections of hers wrote: of whoever this request is bound to, and of whoever bears what was proven.
std::vector<subject::Identifier> corrected_to(House& house, const Case& of,
                                              const std::vector<subject::Identifier>& proven);
// A question for each that stands in records which are not hers.
std::vector<std::string> borne_by_others(House& house, Found& found,
                                         const std::vector<subject::Identifier>& identifiers,
                                         const std::string& language);

}  // namespace habeas::handle

// What a request makes hold before anybody decided: uses are denied, nothing is changed in the systems.
#include <habeas/handle/work.h>

#include <algorithm>
#include <optional>

namespace habeas::handle {
namespace {

// An objection to what rests on a contract or a legal obligation is answered in words; it freezes nothing (21(1)).
bool may_be_objected_to(const House& house, const std::string& activity) {
  const map::Activity* declared = house.map.activity(map::ActivityName(activity));
  return declared && (declared->basis == law::LegalBasis::public_task ||
                      declared->basis == law::LegalBasis::legitimate_interests);
}

// What the right makes hold, one entry for each activity or channel that it names, or one for all.
struct Hold {
  standing::What what;
  std::string_view by;  // the detail that names activities, channels or consents
};
std::optional<Hold> hold_of(const Case& of) {
  if (of.request.right == law::Right::consent) return Hold{standing::What::consent_withdrawn, "consent"};
  if (of.marketing) return Hold{standing::What::marketing_opposed, "channel"};
  if (of.request.right == law::Right::objection) return Hold{standing::What::objection_made, "activity"};
  const std::string ground = of.detail("ground");
  if (!of.detail("lift").empty()) return std::nullopt;  // the end of a freeze, not another one
  if (of.request.right == law::Right::restriction && (ground == "a" || ground == "d"))
    return Hold{standing::What::restriction_asked, "activity"};
  if (is_of_heirs(of)) return Hold{standing::What::death_alleged, "none"};
  return std::nullopt;
}

bool said_already(const std::vector<standing::Entry>& entries, const standing::Entry& entry) {
  return std::any_of(entries.begin(), entries.end(), [&](const standing::Entry& other) {
    return other.by == entry.by && other.what == entry.what && other.activity == entry.activity &&
           other.channel == entry.channel && other.consent == entry.consent;
  });
}

}  // namespace

bool hold_for(House& house, const Case& of, const std::vector<store::PersonId>& people) {
  const auto rule = hold_of(of);
  if (!rule || people.empty()) return false;
  std::vector<std::string> names = of.all_of(rule->by);
  if (names.empty()) names.emplace_back();
  bool changed = false;
  for (const store::PersonId& person : people) {
    const auto now = standing::at(house.people.entries(person), house.clock.now());
    if (rule->what == standing::What::death_alleged && now.death == standing::Death::proven) continue;
    for (const std::string& name : names) {
      if (rule->what == standing::What::objection_made && !may_be_objected_to(house, name)) continue;
      standing::Entry entry = entry_of(house, rule->what, of.reference());
      (rule->by == "channel" ? entry.channel : rule->by == "consent" ? entry.consent : entry.activity) = name;
      entry.ground = of.detail("ground");
      if (said_already(house.people.entries(person), entry)) continue;
      house.people.add_entry(person, entry);
      changed = true;
    }
  }
  if (of.marketing && people.size() == 1 && !of.person) house.people.bind(of.reference(), people.front());
  return changed;
}

void say_held(House& house, const Case& of) {
  in_ledger(house, "standing.changed",
            {{"reference", of.reference()}, {"what", std::string(to_string(hold_of(of)->what))}});
}

}  // namespace habeas::handle

#include <habeas/handle/permission.h>

namespace habeas::handle {

permit::Permit may(const House& house, const std::vector<subject::Identifier>& identifiers,
                   const map::ActivityName& activity, const std::string& channel) {
  const base::Instant now = house.clock.now();
  const auto people = house.people.people_with(identifiers);
  if (people.empty()) return permit::permit(house.map, house.library, {}, activity, channel, now);
  permit::Permit all{permit::Answer::allow, {}, now};
  for (const store::PersonId& person : people) {
    const standing::Standing standing = standing::at(house.people.entries(person), now);
    permit::Permit one = permit::permit(house.map, house.library, standing, activity, channel, now);
    const bool stricter = (one.answer == permit::Answer::deny && all.answer != permit::Answer::deny) ||
                          (one.answer == permit::Answer::human && all.answer == permit::Answer::allow);
    if (stricter) all = {one.answer, {}, now};
    if (one.answer == all.answer)
      all.reasons.insert(all.reasons.end(), one.reasons.begin(), one.reasons.end());
  }
  return all;
}

}  // namespace habeas::handle

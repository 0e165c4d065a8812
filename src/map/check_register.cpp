// The record of processing activities: does it say what every person must be told (GDPR 13, 14, 15)?
#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace habeas::map {
namespace {

bool has(const std::vector<ActivityName>& purposes, const ActivityName& activity) {
  return std::ranges::find(purposes, activity) != purposes.end();
}

bool serves(const Collection& collection, const ActivityName& activity) {
  const auto for_it = [&](const auto& part) { return has(part.purposes, activity); };
  return has(collection.purposes, activity) || std::ranges::any_of(collection.fields, for_it) ||
         std::ranges::any_of(collection.links, for_it);
}

// Whose rows these are: each is one of these people, or belongs to one over links.
class Owners {
 public:
  explicit Owners(const Map& map) : map_(map) {}

  void add(const SystemMap& system, const Collection& collection) {
    if (!met_.insert(&collection).second) return;
    if (collection.is) {
      roles_.insert(*collection.is);
      return;
    }
    for (const auto& link : collection.links) {
      if (link.kind != LinkKind::of) continue;
      if (link.identifier) {
        bearers(*link.identifier);
      } else if (const auto* target = system.collection(link.target)) {
        add(system, *target);
      }
    }
  }

  std::vector<RoleName> roles() const { return {roles_.begin(), roles_.end()}; }

 private:
  void bearers(const subject::KindName& kind) {
    for (const auto& system : map_.systems) {
      for (const auto& collection : system.collections) {
        const bool bears = std::ranges::any_of(collection.fields,
                                               [&](const Field& field) { return field.identifier == kind; });
        if (bears && collection.is) roles_.insert(*collection.is);
      }
    }
  }

  const Map& map_;
  std::set<const Collection*> met_;
  std::set<RoleName> roles_;
};

void check_about(const Map& map, const Activity& activity, Findings& findings) {
  if (!activity.about.empty()) return;
  std::vector<std::string> people;
  for (const auto& role : people_served(map, activity.name)) people.push_back(role.text());
  if (people.empty()) return;
  findings.warning(activity.place,
                   fmt::format("Activity {} does not say whom it is about, and uses data of {}: no notice to "
                               "them would be complete (GDPR 13, 14)",
                               shown(activity.name.text()), listed(people)),
                   fmt::format("Write about: [{}]", fmt::join(people, ", ")));
}

}  // namespace

std::vector<RoleName> people_served(const Map& map, const ActivityName& activity) {
  Owners owners(map);
  for (const auto& system : map.systems) {
    for (const auto& collection : system.collections) {
      if (serves(collection, activity)) owners.add(system, collection);
    }
  }
  return owners.roles();
}

void check_register(const Map& map, Findings& findings) {
  for (const Activity& activity : map.activities) {
    check_about(map, activity, findings);
    if (activity.recipients_declared) continue;
    findings.warning(activity.place,
                     fmt::format("Activity {} does not say who receives its data (GDPR 15(1)(c))",
                                 shown(activity.name.text())),
                     "List its recipients; write 'recipients: []' if nobody outside receives it");
  }
}

}  // namespace habeas::map

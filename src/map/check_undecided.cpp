// What a draft left open: it loads and covers its databases, and still says nothing that people could be told.
#include <habeas/map/draft.h>
#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace habeas::map {
namespace {

bool says_nothing(const Words& words) {
  return std::ranges::any_of(words, [](const auto& said) {
    return std::ranges::find(undecided_words, said.second) != std::end(undecided_words);
  });
}

bool is_undecided(const Activity& activity) {
  return activity.name.text() == undecided_activity || says_nothing(activity.title) ||
         says_nothing(activity.purpose) || says_nothing(activity.interest) ||
         says_nothing(activity.retention.active);
}

// Every activity that something of the collection serves.
std::set<ActivityName> served_by(const Collection& collection) {
  std::set<ActivityName> all(collection.purposes.begin(), collection.purposes.end());
  for (const auto& field : collection.fields) all.insert(field.purposes.begin(), field.purposes.end());
  for (const auto& link : collection.links) all.insert(link.purposes.begin(), link.purposes.end());
  return all;
}

// A title is words for people: with one it is no longer the guess.
bool is_guessed(const Field& field) {
  return field.title.empty() && field.data == category_from_name(field.column);
}

class Undecided {
 public:
  explicit Undecided(const Map& map) : map_(map) {}

  base::Problems take() && {
    for (const auto& activity : map_.activities) {
      if (is_undecided(activity)) open(activity);
    }
    for (const auto& system : map_.systems) {
      for (const auto& collection : system.collections) look(collection);
    }
    return std::move(findings_).take();
  }

 private:
  void open(const Activity& activity) {
    open_.insert(activity.name);
    findings_.warning(activity.place,
                      fmt::format("Activity {} is still to be decided: people would be told just that",
                                  shown(activity.name.text())),
                      "Write your own in its place: what is done, why, on which legal basis, how long");
  }

  void look(const Collection& collection) {
    const auto name = shown(collection.name.text());
    for (const auto& activity : served_by(collection)) {
      if (!open_.contains(activity) && activity.text() != undecided_activity) continue;
      findings_.warning(collection.place,
                        fmt::format("What collection {} is used for is still to be decided: it is for {}",
                                    name, shown(activity.text())),
                        "Name activities of activities.yaml under its `for`");
    }
    for (const auto& field : collection.fields) {
      if (!is_guessed(field)) continue;
      findings_.warning(
          field.place,
          fmt::format("{} is {}, which is only the name of its column: what it is is still to be decided",
                      dotted(collection.table, field.column), shown(field.data)),
          "Give it a category of docs/map.md, or call it technical; if it is one of your own, give it a "
          "title");
    }
  }

  const Map& map_;
  std::set<ActivityName> open_;
  Findings findings_;
};

}  // namespace

base::Problems undecided(const Map& map) { return Undecided(map).take(); }

}  // namespace habeas::map

// Reach: from what a person can tell us, over the links, to every collection. The walk here is over collections
// as the finder's is over rows: what is hers leads on, what is only seen leads on where `follow` says so.
#include <habeas/map/judging.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace habeas::map {
namespace {

struct Reach {
  bool owned = false;
  bool seen = false;
  bool seen_onward = false;

  bool any() const { return owned || seen; }
  // True if this was news.
  bool join(const Reach& more) {
    const Reach before = *this;
    owned |= more.owned;
    seen |= more.seen || more.seen_onward;
    seen_onward |= more.seen_onward;
    return owned != before.owned || seen != before.seen || seen_onward != before.seen_onward;
  }
};

// What the row at the other end of a link gets from this end.
Reach across(const Reach& from, const Link& link) {
  const bool sight = link.kind == LinkKind::mentions || link.kind == LinkKind::shows;
  if (!sight) return {from.owned, from.seen_onward, false};
  const bool at_all = from.owned || from.seen_onward;
  return {false, at_all, at_all && link.follow};
}

class Walk {
 public:
  explicit Walk(const SystemMap& system) : system_(system), reach_(system.collections.size()) {
    for (std::size_t i = 0; i < reach_.size(); ++i) begin(i);
    for (bool changed = true; changed;) changed = step();
  }

  const Reach& at(std::size_t collection) const { return reach_[collection]; }
  bool only_shared(std::size_t collection) const {
    return !reach_[collection].any() && bears_shared(collection);
  }

 private:
  void begin(std::size_t at) {
    for (const auto& field : system_.collections[at].fields) {
      if (field.identifier && !field.shared) reach_[at].owned = true;
    }
    for (const auto& link : system_.collections[at].links) {
      if (!link.identifier) continue;
      reach_[at].join(link.kind == LinkKind::of ? Reach{true, false, false}
                                                : Reach{false, true, link.follow});
    }
  }

  bool bears_shared(std::size_t at) const {
    return std::ranges::any_of(system_.collections[at].fields,
                               [](const Field& f) { return f.identifier && f.shared; });
  }

  // `of` and `mentions` are found from their target, `owns` and `shows` lead to it.
  bool step() {
    bool changed = false;
    for (std::size_t here = 0; here < reach_.size(); ++here) {
      for (const auto& link : system_.collections[here].links) {
        const auto there = index_of(link);
        if (there == reach_.size()) continue;
        const bool backwards = link.kind == LinkKind::of || link.kind == LinkKind::mentions;
        changed |= backwards ? reach_[here].join(across(reach_[there], link))
                             : reach_[there].join(across(reach_[here], link));
      }
    }
    return changed;
  }

  std::size_t index_of(const Link& link) const {
    if (link.identifier || link.target_is_sight_only) return reach_.size();
    const auto* target = system_.collection(link.target);
    return target == nullptr ? reach_.size() : static_cast<std::size_t>(target - system_.collections.data());
  }

  const SystemMap& system_;
  std::vector<Reach> reach_;
};

void check_system(const SystemMap& system, Findings& findings) {
  const Walk walk(system);
  for (std::size_t i = 0; i < system.collections.size(); ++i) {
    const auto& collection = system.collections[i];
    const auto name = shown(collection.name.text());
    if (walk.only_shared(i)) {
      findings.warning(
          collection.place,
          fmt::format("Collection {} is reached only by identifiers that several people may share", name),
          "A request gives candidates for a human there, never rows. Name an identifier of one person, or a "
          "link");
    } else if (!walk.at(i).any()) {
      findings.error(
          collection.place,
          fmt::format(
              "Nothing leads to collection {}: no identifier, and no link from a collection that is reached",
              name),
          "Give it an identifier or an of link; or list the table under not_personal");
    }
  }
}

// The kinds that some collection's rows bear, as fields; and those that links ask for, with their places.
void check_kinds(const Map& map, Findings& findings) {
  std::set<std::string> borne;
  std::set<std::string> used;
  for (const auto& system : map.systems) {
    for (const auto& collection : system.collections) {
      for (const auto& field : collection.fields) {
        if (field.identifier) borne.insert(field.identifier->text());
      }
      for (const auto& link : collection.links) {
        if (link.identifier) used.insert(link.identifier->text());
      }
    }
  }
  for (const auto& system : map.systems) {
    for (const auto& collection : system.collections) {
      for (const auto& link : collection.links) {
        if (!link.identifier || borne.contains(link.identifier->text())) continue;
        findings.warning(link.place,
                         fmt::format("No collection bears the identifier {} that this link asks for",
                                     shown(link.identifier->text())),
                         "These rows are found only when the person supplies it");
      }
    }
  }
  const auto built_in = subject::Kinds().names();
  for (const auto& kind : map.organisation.kinds.names()) {
    if (borne.contains(kind) || used.contains(kind) || std::ranges::find(built_in, kind) != built_in.end())
      continue;
    findings.warning({"habeas.yaml", 0, 0},
                     fmt::format("Identifier {} is declared, but no collection bears it", shown(kind)),
                     "A person who gives it is not found by it");
  }
}

}  // namespace

void check_reach(const Map& map, Findings& findings) {
  for (const auto& system : map.systems) check_system(system, findings);
  check_kinds(map, findings);
}

}  // namespace habeas::map

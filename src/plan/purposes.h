// The law of erasure, purpose by purpose (GDPR 17(1), 17(3)): what each activity's claim does
// to a cell, and what all of them together leave of it. Knows nothing of rows, links or databases.
#pragma once

#include <habeas/law/library.h>
#include <habeas/plan/datum.h>
#include <habeas/plan/erasure.h>

namespace habeas::plan {

// What the purposes say of a cell, before structure is asked.
struct Verdict {
  enum class Kind {
    goes,       // nothing keeps it
    kept,       // a purpose, a law or a dispute keeps it
    untouched,  // the request does not reach it
    follows,    // no datum by itself (a key, a link, a technical column): it does what its row does
  };
  // Why a human must look: kept until he decides.
  enum class Doubt { none, start_missing, start_in_future, end_uncertain };

  Kind kind = Kind::goes;
  Fate fate = Fate::erase;  // of kept: keep or archive; of untouched: untouched
  std::string ground;
  std::optional<base::Date> until{};
  std::string reference{};
  std::string activity{};
  bool at_least = false;
  Doubt doubt = Doubt::none;
};

class Purposes {
 public:
  Purposes(const map::Map& map, const law::Library& library, const ErasureScope& scope, base::Date today)
      : map_(map), library_(library), scope_(scope), today_(today) {}

  // `field` as in Cell; `claims` of the cell's row.
  Verdict of(const Datum& datum, int field, const std::vector<KeptFor>& claims) const;

 private:
  std::optional<Verdict> out_of_reach(const Datum& datum, int field) const;
  Verdict one(const map::Activity& activity, const KeptFor* claim) const;
  Verdict on_contract(const map::Activity& activity, const KeptFor* claim) const;
  Verdict until_its_end(const map::Activity& activity, const KeptFor* claim, const std::string& ground) const;
  Verdict kept(const map::Activity& activity, const std::string& ground, Fate fate) const;
  std::string reference_of(const map::Activity& activity) const;
  bool objected(const map::Activity& activity) const;
  bool restricted(const Datum& datum) const;

  const map::Map& map_;
  const law::Library& library_;
  const ErasureScope& scope_;
  base::Date today_;
};

// Is the category one of these, or under one of them? Whole dotted segments (docs/map.md, Semantics 7).
bool in_categories(const std::string& category, const std::vector<std::string>& categories);

}  // namespace habeas::plan

// Owners: whose are the rows read (docs/map.md, Semantics 2)? The least fix-point of "its own person, or the owners of
// what owns it, or who bears an identifier in it", over any graph, rings included; never by recursion on rows.
// Kept as an intersection: who could be the only owner. It is all that the classes mine and shared ask.
#pragma once

#include <habeas/find/identity.h>

#include <cstdint>
#include <vector>

namespace habeas::find {

// The people of the wave who hold every owner of a row. Everybody, while a row has no owner at all.
class SoleOwners {
 public:
  bool may_be(std::uint32_t person) const;
  // True when it changed.
  bool keep_only(const std::vector<std::uint32_t>& people);  // sorted
  bool keep_only(const SoleOwners& other);

 private:
  bool everybody_ = true;
  std::vector<std::uint32_t> people_;  // sorted
};

class Owners {
 public:
  Owners(const Chart& chart, const Graph& graph, const std::vector<Person>& people);

  // Of a row that is not a person: has it an owner besides this one?
  bool has_others(RowId row, std::uint32_t person) const { return !sole_[row].may_be(person); }
  bool is_person(RowId row, std::uint32_t person) const;  // the row *is* this one
  bool is_hers(IdentId ident, std::uint32_t person) const;

 private:
  void begin(RowId row);
  void begin_written(RowId row);
  void restrict_to_bearers(RowId row, IdentId ident);
  void settle();

  const Chart& chart_;
  const Graph& graph_;
  std::vector<std::vector<std::uint32_t>> who_is_;     // by row that is a person
  std::vector<std::vector<std::uint32_t>> who_bears_;  // by identifier: whose own it is
  std::vector<SoleOwners> sole_;
};

}  // namespace habeas::find

// Coverage: what could not be searched for a person, and why. No later step may pretend otherwise.
#pragma once

#include <habeas/find/walk.h>

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace habeas::find {

using Reached = std::unordered_map<RowId, Reach>;

class Coverage {
 public:
  Coverage(const Chart& chart, const Graph& graph, const Reading::State& state);

  std::vector<dossier::NotSearched> not_searched(const Person& person, const Reached& reached);

 private:
  using Kinds = std::set<subject::KindName>;
  using Said = std::vector<dossier::NotSearched>;

  dossier::NotSearched said(dossier::NotSearched::Why why, std::uint32_t place, std::string name) const;
  void say_systems(Said& result) const;
  void say_fields(const Kinds& known, const Kinds& written, Said& result) const;
  template <class Crossing>
  bool is_followed(const Crossing& at, const Reach& reach) const;
  void say_slow_links(const Kinds& known, const Reached& reached, Said& result) const;
  void say_contested(const Person& person, const Reached& reached, Said& result) const;
  void say_outside(const Person& person, const Reached& reached, Said& result) const;
  void say_unmapped(Said& result) const;
  void say_unusable(const Person& person, Said& result) const;
  void say_differing(const Reached& reached, Said& result) const;
  const Said& unsupplied(const Kinds& known);
  std::vector<bool> searched_with(const Kinds& known) const;
  Kinds written_in(const Reached& reached) const;

  const Chart& chart_;
  const Graph& graph_;
  const Reading::State& state_;
  std::map<Kinds, Said> unsupplied_;  // many people know the same kinds
};

}  // namespace habeas::find

// Coverage: what could not be searched for a person, and why. No later step may pretend otherwise.
#pragma once

#include <habeas/find/serving.h>
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
  using Idents = std::set<IdentId>;
  using Said = std::vector<dossier::NotSearched>;

  dossier::NotSearched said(dossier::NotSearched::Why why, std::uint32_t place, std::string name) const;
  void say_systems(Said& result) const;
  void say_fields(const Idents& hers, const Reached& reached, Said& result) const;
  void say_undecodable(std::uint32_t place, std::uint32_t field, const Idents& hers, Said& result) const;
  bool reads_whole(std::uint32_t place, const map::Field& field, const Idents& by) const;
  bool reads_whole(const ChartedLink& link, const Idents& by) const;
  template <class Crossing>
  bool is_followed(const Crossing& at, const Reach& reach) const;
  void say_slow_links(const Idents& hers, const Reached& reached, Said& result) const;
  void say_contested(const Person& person, const Reached& reached, Said& result) const;
  void say_outside(const Person& person, const Reached& reached, Said& result) const;
  void say_unmapped(Said& result) const;
  void say_unusable(const Person& person, Said& result) const;
  void say_differing(const Reached& reached, Said& result) const;
  const Said& unsupplied(const Kinds& known);
  std::vector<bool> searched_with(const Kinds& known) const;
  Kinds kinds_written_in(const Reached& reached) const;
  Idents written_in(const Reached& reached) const;

  const Chart& chart_;
  const Graph& graph_;
  const Reading::State& state_;
  Serving serving_;
  std::map<Kinds, Said> unsupplied_;  // many people know the same kinds
};

}  // namespace habeas::find

// Likeness: do two rows that are persons agree, contradict, or say nothing of each other? By their fields marked
// `agree: true`, compared within one category of data (docs/map.md, Semantics 5).
#pragma once

#include <habeas/find/graph.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace habeas::find {

class Likeness {
 public:
  enum class Verdict { agree, contradict, silent };

  Likeness(const Chart& chart, const Graph& graph) : chart_(chart), graph_(graph) {}

  // What a row says of its person, interned: rows that say the same have the same number.
  std::size_t profile(RowId row);
  Verdict compare(std::size_t a, std::size_t b);

 private:
  using Profile = std::map<std::string, std::vector<std::string>>;  // category → values

  const Chart& chart_;
  const Graph& graph_;
  std::map<RowId, std::size_t> of_row_;
  std::map<Profile, std::size_t> numbers_;
  std::vector<const Profile*> profiles_;
  std::map<std::pair<std::size_t, std::size_t>, Verdict> verdicts_;
};

}  // namespace habeas::find

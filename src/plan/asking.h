// What a plan asks a human, or tells one: each sentence once, with the number of rows that it speaks of. Never
// personal: names of the map, and counts.
#pragma once

#include <habeas/plan/build.h>

#include <map>
#include <set>
#include <string>
#include <utility>

namespace habeas::plan {

class Asking {
 public:
  // Of a row of the dossier.
  void ask(const std::string& sentence, std::size_t collection, std::size_t row);
  void tell(const std::string& sentence, std::size_t collection, std::size_t row);
  // Of the plan as a whole.
  void ask(const std::string& sentence);
  void tell(const std::string& sentence);

  Remarks remarks() const;  // in order of their words

 private:
  using Said = std::map<std::string, std::set<std::pair<std::size_t, std::size_t>>>;
  static std::vector<std::string> in_words(const Said& said);

  Said questions_;
  Said notes_;
};

// "shop.orders", for words.
std::string place_in_words(const map::Map& map, const dossier::CollectionRows& where);

// A dossier that is not one person's is nobody's to change.
void ask_whose(const dossier::Dossier& dossier, Asking& asking);

}  // namespace habeas::plan

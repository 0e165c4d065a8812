#include <habeas/plan/asking.h>

#include <fmt/format.h>

namespace habeas::plan {

void Asking::ask(const std::string& sentence, std::size_t collection, std::size_t row) {
  questions_[sentence].emplace(collection, row);
}

void Asking::tell(const std::string& sentence, std::size_t collection, std::size_t row) {
  notes_[sentence].emplace(collection, row);
}

void Asking::ask(const std::string& sentence) { questions_[sentence]; }
void Asking::tell(const std::string& sentence) { notes_[sentence]; }

std::vector<std::string> Asking::in_words(const Said& said) {
  std::vector<std::string> words;
  for (const auto& [sentence, rows] : said) {
    if (rows.empty()) {
      words.push_back(sentence);
    } else {
      words.push_back(fmt::format("{} ({} row{})", sentence, rows.size(), rows.size() == 1 ? "" : "s"));
    }
  }
  return words;
}

Remarks Asking::remarks() const { return {in_words(questions_), in_words(notes_)}; }

std::string place_in_words(const map::Map& map, const dossier::CollectionRows& where) {
  return dossier::collection_name(map, where);
}

void ask_whose(const dossier::Dossier& dossier, Asking& asking) {
  if (dossier.outcome != dossier::Outcome::conflict && dossier.outcome != dossier::Outcome::candidates)
    return;
  asking.ask("Whose data this is is not decided: the search ended in " +
             std::string(dossier::to_string(dossier.outcome)) + ", so nothing of it is planned");
}

}  // namespace habeas::plan

// References between tables: those that the database declares, and those that only a column's name tells
// (customer_id, id_client, clientId), which is all that many schemas have.
#include <habeas/map/outline.h>
#include <habeas/map/words.h>

#include <algorithm>
#include <map>
#include <set>

namespace habeas::map {
namespace {

using relation::Catalogue;
using relation::Column;
using relation::Table;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += singular(word) + " ";
  return text;
}

bool is_id(const std::string& word) {
  return word == "id" || word == "no" || word == "code" || word == "key" || word == "fk" || word == "ref" ||
         word == "num";
}

// What a column seems to point at: the words beside "id", in the singular; empty if it has no such word.
std::string pointed_at(const Column& column) {
  auto words = known_words(column.name.text());
  const auto before = words.size();
  std::erase_if(words, is_id);
  return words.size() == before || words.empty() ? std::string() : joined(words);
}

bool comparable(const Table& table, const Column& column) {
  const auto* key = table.primary_key.size() == 1 ? table.column(table.primary_key.front()) : nullptr;
  return key != nullptr && key->family == column.family;
}

class Finder {
 public:
  explicit Finder(const Catalogue& catalogue) : catalogue_(catalogue) {
    for (std::size_t i = 0; i < catalogue.tables.size(); ++i) {
      const auto& table = catalogue.tables[i];
      if (table.kind == relation::TableKind::view) continue;
      by_words_.emplace(joined(known_words(table.name.name)), i);
    }
  }

  void declared(std::size_t at, std::vector<Reference>& found) const {
    for (const auto& key : catalogue_.tables[at].foreign_keys) {
      const auto target = std::ranges::find(catalogue_.tables, key.target, &Table::name);
      if (target == catalogue_.tables.end() || key.columns.empty() ||
          key.columns.size() != key.target_columns.size())
        continue;
      Reference made{at, static_cast<std::size_t>(target - catalogue_.tables.begin()), key.columns,
                     key.target_columns, true};
      const bool twice = std::ranges::any_of(found, [&](const Reference& r) {
        return r.from == at && r.to == made.to && r.columns == made.columns;
      });
      if (!twice) found.push_back(std::move(made));
    }
  }

  void by_name(std::size_t at, std::vector<Reference>& found) const {
    const auto& table = catalogue_.tables[at];
    for (const auto& column : table.columns) {
      const bool taken = std::ranges::any_of(found, [&](const Reference& r) {
        return r.from == at && std::ranges::find(r.columns, column.name) != r.columns.end();
      });
      // A table's own single key is its own number, whatever it is called.
      const bool own_key = table.primary_key.size() == 1 && table.primary_key.front() == column.name;
      if (taken || own_key) continue;
      if (const auto to = target_of(column); to && !(*to == at)) {
        found.push_back({at, *to, {column.name}, catalogue_.tables[*to].primary_key, false});
      }
    }
  }

 private:
  std::optional<std::size_t> target_of(const Column& column) const {
    const auto words = pointed_at(column);
    const auto named = by_words_.find(words);
    if (words.empty() || named == by_words_.end() || !comparable(catalogue_.tables[named->second], column))
      return std::nullopt;
    return named->second;
  }

  const Catalogue& catalogue_;
  std::map<std::string, std::size_t> by_words_;
};

}  // namespace

std::vector<Reference> references_in(const Catalogue& catalogue) {
  const Finder finder(catalogue);
  std::vector<Reference> found;
  for (std::size_t i = 0; i < catalogue.tables.size(); ++i) {
    finder.declared(i, found);
    finder.by_name(i, found);
  }
  return found;
}

std::vector<std::string> stray_words(const Reference& reference, const Catalogue& catalogue) {
  const auto of_target = known_words(catalogue.tables[reference.to].name.name);
  std::vector<std::string> stray;
  for (const auto& word : known_words(reference.columns.front().text())) {
    const bool same =
        std::ranges::any_of(of_target, [&](const auto& t) { return singular(t) == singular(word); });
    if (!same && !is_id(word)) stray.push_back(word);
  }
  return stray;
}

Claim claim_of(const std::vector<std::string>& stray) {
  static const std::set<std::string> speakers = {
      "sender",   "author",   "owner",        "creator", "buyer",   "from",   "auteur",   "expediteur",
      "acheteur", "emetteur", "proprietaire", "user",    "account", "holder", "titulaire"};
  if (stray.empty()) return Claim::plain;
  return std::ranges::any_of(stray, [](const auto& word) { return speakers.contains(word); }) ? Claim::speaker
                                                                                              : Claim::other;
}

}  // namespace habeas::map

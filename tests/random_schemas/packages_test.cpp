// What the finder finds in worlds of chance, through the plans and into the package: every cell of every row is given,
// or withheld and counted, and whoever asks receives her own words and nobody else's.
#include "files.h"
#include "generate.h"

#include <habeas/answer/package.h>
#include <habeas/support/folder.h>
#include <habeas/support/law.h>
#include <habeas/support/package.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace habeas::random_schemas {
namespace {

using dossier::Arrival;
using dossier::Class;
using Json = nlohmann::json;
using Package = support::Files;

const law::Library& library() {
  static const law::Library library = support::library_of_share();
  return library;
}

Package package_of(const map::Map& map, const dossier::Dossier& dossier, find::Reading& reading) {
  const support::Folder folder;
  answer::write_package(map, library(), dossier, reading, {"2026-0001", base::Instant{}},
                        folder.file("a.zip"));
  return support::unzip(folder.file("a.zip"));
}

// --- what docs/map.md lets her see of a row's words, said once more ---

// The link she came by. One that leads up is written in the collection that she came from.
const map::Link* link_of(const map::Map& map, const map::Collection& collection, const Arrival& arrival) {
  if (arrival.by == Arrival::By::link_down || arrival.by == Arrival::By::identifier_link)
    return &collection.links.at(arrival.link);
  if (arrival.by != Arrival::By::link_up) return nullptr;
  return &map.systems.at(arrival.from->system)
              .collections.at(arrival.from->collection)
              .links.at(arrival.link);
}

// Ownership shows everything and sight nothing, unless the link says otherwise.
bool shows_words(const map::Link* link, Class klass) {
  if (!link || link->withhold.kind == map::Withhold::Kind::default_) return klass != Class::anothers;
  return link->withhold.kind == map::Withhold::Kind::fields && link->withhold.fields.empty();
}

struct Sees {
  bool words = false, rest = false;
};

Sees sees(const map::Map& map, const dossier::CollectionRows& where, const dossier::ReachedRow& row,
          Said said) {
  if (where.sight_table) return {true, false};
  const auto& collection = map.systems.at(where.at.system).collections.at(where.at.collection);
  // A row that is her because it agrees with another that is has no link that could keep anything back.
  const bool is_her = row.arrivals.empty() && row.is_person;
  const bool shown =
      is_her || std::any_of(row.arrivals.begin(), row.arrivals.end(), [&](const Arrival& arrival) {
        return shows_words(link_of(map, collection, arrival), row.klass);
      });
  Sees sees{shown && said != Said::secret, false};
  // What no field reads of a document is hers only in a row that is hers alone.
  sees.rest = shown && row.klass == Class::mine && said == Said::member;
  return sees;
}

// --- whose words are where ---

struct Words {
  std::set<std::string> given, kept_back, carried;  // carried: of her own rows, on a contract, given by her
};

std::string cell(const relation::RowKey& key) {
  return relation::canonical_text(key.reveal().front()).value_or("");
}

// The rows of a table by id, or, without a key, none: those are told apart by their words.
std::size_t number_of(const World& world, std::size_t table, const std::string& id) {
  std::size_t at = 0;
  for (std::size_t row = 0; row < world.rows.size(); ++row) {
    if (world.rows[row].table == table && std::to_string(++at) == id) return row;
  }
  return world.rows.size();
}

std::string words_in(const World& world, std::size_t table, const map::Map& map,
                     const dossier::CollectionRows& where, const dossier::ReachedRow& row) {
  if (where.sight_table || world.tables[table].key != Key::none)
    return words_of(world, number_of(world, table, cell(row.key)));
  const auto columns = map::columns_read(map.systems.at(where.at.system).collections.at(where.at.collection));
  const auto at = std::find(columns.begin(), columns.end(), map::ColumnName("said")) - columns.begin();
  const auto text = relation::canonical_text(row.key.reveal().at(static_cast<std::size_t>(at))).value_or("");
  const auto begin = text.find("words-");
  return text.substr(begin, text.find("-end", begin) + 4 - begin);
}

Words words_for_her(const World& world, const map::Map& map, const dossier::Dossier& dossier) {
  Words words;
  for (std::size_t row = 0; row < world.rows.size(); ++row) {
    words.kept_back.insert(words_of(world, row));
    words.kept_back.insert(rest_of(world, row));
  }
  for (const auto& where : dossier.collections) {
    const auto& system = map.systems.at(where.at.system);
    const std::string name = where.sight_table ? system.not_personal.at(where.at.collection).name.text()
                                               : system.collections.at(where.at.collection).name.text();
    const std::size_t table = std::stoul(name.substr(1));
    for (const auto& row : where.rows) {
      const std::string said = words_in(world, table, map, where, row);
      const Sees seen = sees(map, where, row, world.tables[table].said);
      if (seen.words) words.given.insert(said);
      if (seen.rest) words.given.insert("rest-" + said);
      const Said how = world.tables[table].said;
      if (seen.words && !where.sight_table && row.klass == Class::mine && world.tables[table].portable &&
          world.tables[table].keeps == Keeps::nothing && (how == Said::field || how == Said::member))
        words.carried.insert(said);
    }
  }
  for (const auto& given : words.given) words.kept_back.erase(given);
  return words;
}

// "words-t1-2-end" lies in "rest-words-t1-2-end" too: that is no sight of the words.
bool holds(const std::string& text, const std::string& words) {
  for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    if (words.starts_with("rest-") || at < 5 || text.compare(at - 5, 5, "rest-") != 0) return true;
  }
  return false;
}

void expect_words(const Words& words, const Package& package) {
  const std::string all = support::text_of(package, "");
  for (const auto& kept_back : words.kept_back) RC_ASSERT(!holds(all, kept_back));
  for (const char* kind : {".html", ".json", ".csv"}) {
    const std::string data = support::text_of(package, "donnees/", kind);
    for (const auto& given : words.given) RC_ASSERT(holds(data, given));
  }
  const std::string taken = support::text_of(package, "portabilite/", ".json");
  for (const auto& carried : words.carried) RC_ASSERT(holds(taken, carried));
}

// Every row that was found is in the data files, and every column that the map reads of it.
void expect_rows(const map::Map& map, const dossier::Dossier& dossier, const Package& package) {
  for (const auto& where : dossier.collections) {
    const auto& system = map.systems.at(where.at.system);
    const std::string name = where.sight_table ? system.not_personal.at(where.at.collection).name.text()
                                               : system.collections.at(where.at.collection).name.text();
    if (where.rows.empty()) continue;
    const Json data = Json::parse(package.at("donnees/" + system.system.text() + "/" + name + ".json"));
    RC_ASSERT(data["rows"].size() == where.rows.size());
    if (where.sight_table) continue;
    std::set<std::string> columns, told;
    for (const auto& column : map::columns_read(system.collections.at(where.at.collection)))
      columns.insert(column.text());
    for (const Json& column : data["columns"]) told.insert(column["column"].get<std::string>());
    RC_ASSERT(told == columns);
  }
}

RC_GTEST_PROP(RandomPackages, FoundIsDisclosedAndWithheldAndNobodyElsesWordsAreGiven, ()) {
  const auto world = *worlds();
  Files files(world);
  std::uint64_t rows = 0;
  for (const auto& person : world.people) {
    files.find(person, [&](const dossier::Dossier& dossier, find::Reading& reading) {
      const bool decided =
          dossier.outcome == dossier::Outcome::found || dossier.outcome == dossier::Outcome::nobody;
      if (!decided) return;
      rows += dossier.row_count();
      const Package package = package_of(files.map(), dossier, reading);
      RC_ASSERT(support::contradictions(package) == std::vector<std::string>{});
      expect_words(words_for_her(world, files.map(), dossier), package);
      expect_rows(files.map(), dossier, package);
    });
  }
  RC_TAG(rows > 9 ? "many rows" : rows > 0 ? "some rows" : "no row");
}

}  // namespace
}  // namespace habeas::random_schemas

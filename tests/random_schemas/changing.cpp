#include "changing.h"

#include <habeas/find/cells_of_reading.h>
#include <habeas/plan/erasure.h>
#include <habeas/plan/restriction.h>
#include <habeas/support/law.h>
#include <habeas/support/sqlite.h>

#include <fmt/format.h>
#include <sqlite3.h>

#include <stdexcept>

namespace habeas::random_schemas {
namespace {

const law::Library& library() {
  static const law::Library library = support::library_of_share();
  return library;
}

constexpr base::Date today{std::chrono::year(2026), std::chrono::March, std::chrono::day(2)};

class Opened {
 public:
  explicit Opened(const std::string& path) { sqlite3_open(path.c_str(), &handle_); }
  ~Opened() { sqlite3_close(handle_); }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  template <class Each>
  void rows(const std::string& sql, const Each& each) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      throw std::logic_error(std::string(sqlite3_errmsg(handle_)) + "\n" + sql);
    while (sqlite3_step(statement) == SQLITE_ROW) each(statement);
    sqlite3_finalize(statement);
  }

 private:
  sqlite3* handle_ = nullptr;
};

std::string text_of(sqlite3_stmt* statement, int column) {
  return reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
}

// As quote() writes it.
std::string quoted(const relation::Value& value) {
  if (relation::is_null(value)) return "NULL";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  std::string text = "'";
  for (const char c : relation::canonical_text(value).value_or(""))
    text += c == '\'' ? "''" : std::string(1, c);
  return text + "'";
}

}  // namespace

Wish erasure() {
  return {[](const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
             const auto& catalogues) {
            return plan::erasure(map, dossier, plan::gather(map, dossier, cells), catalogues, library(), {},
                                 today);
          },
          {}};
}

Wish rectification(const std::vector<plan::Correction>& corrections) {
  return {[corrections](const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
                        const auto& catalogues) {
            return plan::rectification(map, dossier, cells, library(), corrections, catalogues);
          },
          corrections};
}

Wish freeze() {
  return {[](const map::Map& map, const dossier::Dossier& dossier, dossier::Cells&, const auto& catalogues) {
            return plan::restriction(map, dossier, library(), {"c", {}, true}, catalogues);
          },
          {}};
}

Wish release_of(const Approved& frozen) {
  return {[frozen](const map::Map& map, const dossier::Dossier& dossier, dossier::Cells&, const auto&) {
            return plan::release(map, dossier, library(), frozen.plan, frozen.dossier);
          },
          {}};
}

Changing::Changing(const World& world)
    : world_(world), files_(world), ledger_(ledger::Ledger::open(folder_.file("ledger"), files_.clock())) {
  const auto warrant = ledger_->warrant("prepare", {"prepare.intended", {}});
  for (const auto& access : files_.access()) access.source->prepare(warrant);
}

Contents Changing::contents() const {
  Contents contents;
  for (std::size_t t = 0; t < world_.tables.size(); ++t) {
    const Opened database(files_.path(world_.tables[t].system));
    std::vector<std::string> columns;
    std::string wanted = "rowid";
    database.rows(fmt::format("PRAGMA table_info({})", table_name(t)), [&](sqlite3_stmt* statement) {
      columns.push_back(text_of(statement, 1));
      wanted += ", quote(" + columns.back() + ")";
    });
    database.rows(fmt::format("SELECT {} FROM {}", wanted, table_name(t)), [&](sqlite3_stmt* statement) {
      Cells& cells = contents[{t, text_of(statement, 0)}];
      for (std::size_t i = 0; i < columns.size(); ++i)
        cells[columns[i]] = text_of(statement, static_cast<int>(i + 1));
    });
  }
  return contents;
}

void Changing::sql(std::size_t system, const std::string& statements) const {
  support::run_sql(files_.path(system), statements);
}

std::vector<std::optional<relation::Catalogue>> Changing::catalogues() const {
  std::vector<std::optional<relation::Catalogue>> catalogues;
  for (const auto& access : files_.access()) catalogues.emplace_back(access.source->catalogue());
  return catalogues;
}

Approved Changing::approve(const Person& person, const Wish& wish, const std::string& run) {
  Approved approved{person, wish, run, {}, {}};
  files_.find(person, [&](const dossier::Dossier& dossier, find::Reading& reading) {
    find::CellsOfReading cells(reading);
    approved.dossier = dossier;
    approved.plan = wish.plan(map(), dossier, cells, catalogues());
  });
  return approved;
}

std::vector<act::Outcome> Changing::run(const Approved& approved) {
  const auto catalogues = this->catalogues();
  act::Order order{approved.run,
                   map(),
                   sought(approved.person),
                   approved.plan,
                   approved.dossier,
                   approved.wish.corrections,
                   [&](const dossier::Dossier& dossier, dossier::Cells& cells) {
                     return approved.wish.plan(map(), dossier, cells, catalogues);
                   },
                   {},
                   {},
                   {}};
  order.put_away = [&](const std::string& name, const base::Personal<std::string>& bytes) {
    vault[name] = bytes.reveal();
  };
  order.take_back = [&](const std::string& name) {
    return base::Personal<std::string>(vault.contains(name) ? vault.at(name) : "");
  };
  order.going = [&](const map::SystemName&, const map::CollectionName& collection, const relation::RowKey&,
                    const base::Personal<std::string>&) { ++going[std::stoul(collection.text().substr(1))]; };
  const auto warrant = ledger_->warrant(approved.plan.digest, {"act.intended", {}});
  return act::run(order, files_.access(), warrant, files_.clock());
}

verify::Report Changing::check(const Approved& approved) {
  std::vector<verify::System> systems;
  for (const auto& access : files_.access())
    systems.push_back({map::SystemName(access.source->system()), access.source});
  return verify::check(map(), approved.plan, approved.dossier, approved.wish.corrections, systems, {});
}

std::vector<RowAt> rows_of(const World& world, const map::Map& map, const Contents& contents,
                           const dossier::CollectionRows& where, const relation::RowKey& key) {
  const auto& collection = map.systems.at(where.at.system).collections.at(where.at.collection);
  const std::size_t table = std::stoul(collection.name.text().substr(1));
  const auto columns = collection.key.empty() ? map::columns_read(collection) : collection.key;
  const auto cells = key.reveal();
  std::vector<RowAt> rows;
  for (auto at = contents.lower_bound({table, ""}); at != contents.end() && at->first.table == table; ++at) {
    bool same = true;
    for (std::size_t i = 0; i < columns.size(); ++i)
      same = same && at->second.at(columns[i].text()) == quoted(cells.at(i));
    const auto& filter = world.tables.at(table).where;
    if (same && (!filter || at->second.at("sort") == std::to_string(*filter))) rows.push_back(at->first);
  }
  return rows;
}

std::string in_words(const std::vector<act::Outcome>& outcomes) {
  std::string words;
  for (const auto& outcome : outcomes)
    words += fmt::format("{}: {} {}\n", outcome.system.text(), act::to_string(outcome.kind), outcome.why);
  return words;
}

std::string in_words(const verify::Report& report) {
  std::string words;
  for (const auto& finding : report.findings) {
    std::string key;
    for (const auto& cell : finding.key.reveal()) key += quoted(cell) + " ";
    words += fmt::format("{} {}.{} {} x{} {}\n", verify::to_string(finding.kind), finding.collection.text(),
                         finding.column, key, finding.count, finding.why);
  }
  return words;
}

}  // namespace habeas::random_schemas

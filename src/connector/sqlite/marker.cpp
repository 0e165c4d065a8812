#include <habeas/connector/sqlite/marker.h>

#include <habeas/connector/sqlite/shape.h>
#include <habeas/source/source.h>

#include <strings.h>

namespace habeas::sqlite {

using base::Fault;
using base::FaultKind;
using relation::Text;
using relation::Value;

namespace {

constexpr std::size_t longest_marker = 200;  // bytes, as source.h says

bool named_so(Database& database) {
  Statement find(database, "SELECT 1 FROM main.sqlite_master WHERE lower(name) = ?", "looking for markers");
  const Value name = Text{std::string(source::marker_table)};
  find.bind(1, name);
  return find.step();
}

}  // namespace

std::string create_marker_table() {
  return "CREATE TABLE " + std::string(source::marker_table) + " (run TEXT PRIMARY KEY, at TEXT)";
}

bool is_marker_table(Database& database, const std::string& name) {
  if (::strcasecmp(name.c_str(), std::string(source::marker_table).c_str()) != 0) return false;
  std::string columns;
  auto list = pragma(database, "table_xinfo", name);
  while (list.step()) columns += list.text(1) + (list.integer(5) > 0 ? " key," : ",");
  return columns == "run key,at,";
}

bool has_marker_table(Database& database) {
  if (!named_so(database)) return false;
  if (is_marker_table(database, std::string(source::marker_table))) return true;
  throw Fault(FaultKind::refused, database.system(),
              "a table of theirs is called " + std::string(source::marker_table));
}

void write_marker(Database& database, const std::string& run, base::Instant at) {
  if (run.empty() || run.size() > longest_marker || !has_marker_table(database)) {
    throw Fault(FaultKind::refused, database.system(), "not prepared: run habeas prepare first");
  }
  if (has_marker(database, run)) {
    throw Fault(FaultKind::changed, database.system(), "this run has taken effect before");
  }
  Statement insert(database, "INSERT INTO main." + std::string(source::marker_table) + " VALUES (?, ?)",
                   "marking the run");
  const Value cells[] = {Text{run}, Text{base::to_rfc3339(at)}};
  insert.bind(1, cells[0]);
  insert.bind(2, cells[1]);
  insert.step();
}

bool has_marker(Database& database, const std::string& run) {
  if (!has_marker_table(database)) return false;
  Statement find(database, "SELECT 1 FROM main." + std::string(source::marker_table) + " WHERE run = ?",
                 "looking for a marker");
  const Value name = Text{run};
  find.bind(1, name);
  return find.step();
}

}  // namespace habeas::sqlite

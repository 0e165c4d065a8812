// The copies an engine makes: triggers that write elsewhere, views, rows that are only marked as deleted, history
// tables. Whoever is erased in one table lives on in the other, unless the map knows of it.
#include <habeas/map/judging.h>
#include <habeas/map/words.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace habeas::map {
namespace {

using relation::Table;
using relation::TableKind;
using relation::TableName;

bool is_quote(char c) { return c == '"' || c == '`' || c == '[' || c == '\''; }

// One quoted word, from the quote at `at`, which moves past it.
std::string quoted_word(const std::string& sql, std::size_t& at) {
  const char end = sql[at] == '[' ? ']' : sql[at];
  const auto close = sql.find(end, at + 1);
  const auto stop = close == std::string::npos ? sql.size() : close;
  std::string word = sql.substr(at + 1, stop - at - 1);
  at = std::min(sql.size(), stop + 1);
  return word;
}

// Words of an SQL text; other characters are dropped, so that a.b is two words.
std::vector<std::string> sql_words(const std::string& sql) {
  const auto part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
  };
  std::vector<std::string> words;
  for (std::size_t at = 0; at < sql.size();) {
    if (is_quote(sql[at])) {
      words.push_back(quoted_word(sql, at));
      continue;
    }
    const auto begin = at;
    while (at < sql.size() && part(sql[at])) ++at;
    if (at > begin) words.push_back(sql.substr(begin, at - begin));
    if (at == begin) ++at;
  }
  return words;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// The tables that a trigger's body inserts into or updates: INSERT [OR x] INTO t, REPLACE INTO t, UPDATE [OR x] t.
std::set<std::string> written_by(const std::string& trigger) {
  const auto words = sql_words(trigger);
  std::set<std::string> tables;
  std::size_t at = 0;
  while (at < words.size() && lower(words[at]) != "begin") ++at;
  if (at == words.size()) at = 0;  // an engine that gives the body alone
  for (; at + 1 < words.size(); ++at) {
    const auto word = lower(words[at]);
    if (word == "into") tables.insert(lower(words[at + 1]));
    if (word != "update") continue;
    const bool with_or = lower(words[at + 1]) == "or" && at + 3 < words.size();
    tables.insert(lower(words[with_or ? at + 3 : at + 1]));
  }
  return tables;
}

void check_triggers(const Judged& judged, const Collection& collection, const Table& table,
                    Findings& findings) {
  for (const auto& trigger : table.triggers) {
    const auto written = written_by(trigger.text);
    for (const auto& other : judged.catalogue.tables) {
      if (other.name == table.name || !written.contains(lower(other.name.name))) continue;
      if (judged.declared_copy(other.name)) continue;
      const auto what =
          fmt::format("Trigger {} ({}) of {} writes into {}", shown(trigger.name), trigger.event,
                      shown(relation::to_string(table.name)), shown(relation::to_string(other.name)));
      if (judged.collections_of(other.name).empty()) {
        findings.warning(collection.place, what + ", which the map does not know as a copy",
                         fmt::format("Declare it: copies: {{history: {}, until: 90 days}}",
                                     relation::to_string(other.name)));
      } else {
        findings.note(collection.place, what, "An erasure here may write a new row there");
      }
    }
  }
}

// Columns in which a row is marked as deleted and stays.
bool marks_deletion(const ColumnName& column) {
  static const std::set<std::string> words = {"deleted",     "supprime",  "supprimee", "trashed", "removed",
                                              "suppression", "corbeille", "efface",    "effacee", "deletion"};
  static const std::set<std::string> beside = {"is", "est", "at",   "on",  "le",   "date", "time",
                                               "by", "par", "flag", "row", "soft", "dt",   "ts"};
  const auto parts = words_of(column.text());
  return std::ranges::any_of(parts, [](const auto& word) { return words.contains(word); }) &&
         std::ranges::all_of(parts,
                             [](const auto& word) { return words.contains(word) || beside.contains(word); });
}

void check_marks(const Collection& collection, const Table& table, Findings& findings) {
  for (const auto& column : table.columns) {
    if (!marks_deletion(column.name)) continue;
    findings.note(collection.place,
                  fmt::format("{} looks like a mark of deletion: marked rows are still there",
                              dotted(table.name, column.name)),
                  "They are found and disclosed like the others, and erased only by an erasure");
  }
}

bool sounds_like_history(const TableName& name) {
  static const std::set<std::string> words = {
      "history", "hist",     "historique", "histo",   "log",      "logs",       "audit", "audits",
      "archive", "archives", "archived",   "backup",  "bak",      "sauvegarde", "old",   "ancien",
      "anciens", "copy",     "copie",      "journal", "versions", "snapshot",   "tmp",   "trash"};
  return std::ranges::any_of(words_of(name.name), [](const auto& word) { return words.contains(word); });
}

// Columns of the same name as a mapped table's personal ones.
std::vector<std::string> shared_personal(const Judged& judged, const Collection& collection,
                                         const Table& table) {
  std::vector<std::string> names;
  if (judged.table_of(collection) == nullptr) return names;
  for (const auto& field : collection.fields) {
    const bool there = std::ranges::any_of(
        table.columns, [&](const auto& c) { return lower(c.name.text()) == lower(field.column.text()); });
    if (field.personal() && there && std::ranges::find(collection.key, field.column) == collection.key.end())
      names.push_back(field.column.text());
  }
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

void check_view(const Judged& judged, const Table& view, Findings& findings) {
  for (const auto& collection : judged.system.collections) {
    const auto same = shared_personal(judged, collection, view);
    // One column in common is a coincidence; `name` is in every second table.
    if (same.size() < 2) continue;
    return findings.note(collection.place,
                         fmt::format("View {} seems to show {} of {}", shown(relation::to_string(view.name)),
                                     listed(same), shown(collection.name.text())),
                         "It holds no data of its own, but whoever may read it reads these");
  }
}

void check_history(const Judged& judged, const Table& table, Findings& findings) {
  if (!holds_rows(table) || !judged.sight_only(table.name) || judged.declared_copy(table.name)) return;
  std::vector<std::string> same;
  std::string of;
  for (const auto& collection : judged.system.collections) {
    const auto names = shared_personal(judged, collection, table);
    if (names.size() > same.size()) of = collection.name.text();
    if (names.size() > same.size()) same = names;
  }
  if (!sounds_like_history(table.name) && same.size() < 2) return;
  const auto why = same.empty() ? std::string("its name sounds like a history or a copy")
                                : fmt::format("it has {} as {} does", listed(same), shown(of));
  findings.warning(
      judged.whole_file(),
      fmt::format("Table {} is under not_personal, but {}", shown(relation::to_string(table.name)), why),
      "If people are copied into it, map it or declare it under copies");
}

}  // namespace

void check_copies(const Judged& judged, Findings& findings) {
  for (const auto& collection : judged.system.collections) {
    const auto* table = judged.table_of(collection);
    if (table == nullptr) continue;
    check_triggers(judged, collection, *table, findings);
    check_marks(collection, *table, findings);
  }
  for (const auto& table : judged.catalogue.tables) {
    if (table.kind == TableKind::view && judged.collections_of(table.name).empty() &&
        !judged.sight_only(table.name)) {
      check_view(judged, table, findings);
    }
    check_history(judged, table, findings);
  }
}

}  // namespace habeas::map

#include <habeas/answer/data_files.h>

#include <habeas/answer/csv.h>
#include <habeas/answer/explain.h>
#include <habeas/answer/json_text.h>

#include <algorithm>

namespace habeas::answer {
namespace {

std::string words_json(const law::Words& words) {
  std::string text = "{";
  for (const auto& [language, said] : words) {
    if (text.size() > 1) text += ", ";
    text += json_string(language) + ": " + json_string(said);
  }
  return text + "}";
}

std::string column_json(const Table& table, const Column& column) {
  std::string text = "    {\"name\": " + json_string(column.name) +
                     ", \"column\": " + json_string(column.column.text()) +
                     ", \"title\": " + words_json(column.title);
  if (column.field && !column.field->data.empty()) text += ", \"data\": " + json_string(column.field->data);
  if (table.collection) {
    const map::From from = column.field ? column.field->from : table.collection->from;
    text += ", \"from\": " + json_string(code_of(from));
  }
  if (column.technical) text += ", \"technical\": true";
  return text + "}";
}

void write_header(const Table& table, Zip& zip) {
  std::string text = "{\n  \"system\": " + json_string(table.system->system.text()) +
                     ",\n  \"collection\": " + json_string(table.name) +
                     ",\n  \"title\": " + words_json(table.title) + ",\n  \"columns\": [\n";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    text += column_json(table, table.columns[i]) + (i + 1 < table.columns.size() ? ",\n" : "\n");
  }
  zip.write(text + "  ],\n  \"rows\": [");
}

std::string cells_json(const Table& table, const std::vector<Shown>& shown) {
  std::string text = "{";
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i].state != Shown::State::shown && shown[i].state != Shown::State::empty) continue;
    if (text.size() > 1) text += ", ";
    text += json_member(table.columns[i], shown[i]);
  }
  return text + "}";
}

std::string withheld_json(const Table& table, const std::vector<Shown>& shown) {
  std::string text;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i].state != Shown::State::withheld) continue;
    text +=
        (text.empty() ? "" : ", ") + json_string(table.columns[i].name) + ": " + json_string(shown[i].ground);
  }
  return text.empty() ? text : ", \"withheld\": {" + text + "}";
}

std::string documents_json(const Book& book, std::size_t table, std::size_t row, const Table& of) {
  std::string text;
  for (std::size_t i = 0; i < of.columns.size(); ++i) {
    const auto at = book.facts.documents.find({table, row, i});
    if (at == book.facts.documents.end()) continue;
    std::string names;
    for (const Document& document : at->second) {
      names += (names.empty() ? "" : ", ") + (document.name.empty() ? "null" : json_string(document.name));
    }
    text += (text.empty() ? "" : ", ") + json_string(of.columns[i].name) + ": [" + names + "]";
  }
  return text.empty() ? text : ", \"documents\": {" + text + "}";
}

// Of which columns the row says how they lie in the database, not what they mean.
std::string not_decoded_json(const Table& table, const std::vector<Shown>& shown) {
  std::string text;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i].not_decoded) text += (text.empty() ? "" : ", ") + json_string(table.columns[i].name);
  }
  return text.empty() ? text : ", \"not_decoded\": [" + text + "]";
}

std::string last_json(const Last& last, base::Date today) {
  std::vector<std::string> said;
  if (last.date) {
    said.push_back((last.at_least ? "\"kept_at_least_until\": " : "\"kept_until\": ") +
                   json_string(base::to_iso(*last.date)));
    if (overdue(last, today) == Overdue::yes) said.emplace_back("\"overdue\": true");
    if (overdue(last, today) == Overdue::perhaps) said.emplace_back("\"overdue\": \"perhaps\"");
  }
  if (last.start_missing) said.emplace_back("\"start_missing\": true");
  std::string text;
  for (const std::string& each : said) text += (text.empty() ? "" : ", ") + each;
  return text;
}

// Of the row, then of the cells that have a retention of their own.
std::string until_json(const Table& table, const Until& until, base::Date today) {
  const std::string row = last_json(until.row, today);
  std::string cells;
  for (const auto& [column, last] : until.cells)
    cells += (cells.empty() ? "" : ", ") + json_string(table.columns[column].name) + ": {" +
             last_json(last, today) + "}";
  return (row.empty() ? "" : ", " + row) + (cells.empty() ? "" : ", \"cells_kept\": {" + cells + "}");
}

// What was a number or a truth in a document is one here.
std::string json_of(const Shown& shown, std::size_t value) {
  const auto* text = std::get_if<relation::Text>(&shown.values[value]);
  if (text && shown.kind(value) == Shown::Kind::truth) return text->characters;
  if (text && shown.kind(value) == Shown::Kind::number) return json_number(text->characters);
  return json_value(shown.values[value]);
}

std::string csv_of(const Shown& shown) {
  switch (shown.state) {
    case Shown::State::elsewhere:
    case Shown::State::empty: return {};
    case Shown::State::in_rest: return csv_text("[not decoded]");
    case Shown::State::withheld: return csv_text("[withheld: " + shown.ground + "]");
    case Shown::State::shown: break;
  }
  if (shown.values.size() == 1) return csv_cell(shown.values.front());
  std::string all;
  for (const relation::Value& value : shown.values) {
    if (!all.empty()) all += " | ";
    all += relation::canonical_text(value).value_or("");
  }
  return csv_text(all);
}

}  // namespace

std::string json_member(const Column& column, const Shown& shown) {
  std::string text = json_string(column.name) + ": ";
  const bool list = column.field && column.field->codec.kind == map::Codec::Kind::list;
  if (!list && shown.values.size() < 2) return text + (shown.values.empty() ? "null" : json_of(shown, 0));
  std::string values;
  for (std::size_t i = 0; i < shown.values.size(); ++i)
    values += (values.empty() ? "" : ", ") + json_of(shown, i);
  return text + "[" + values + "]";
}

void write_data_json(const Book& book, std::size_t table, Cells& cells, Zip& zip) {
  const Table& of = book.tables[table];
  const Retention& retention = book.retention[table];
  zip.begin("donnees/" + of.file + ".json");
  write_header(of, zip);
  const base::Date today = book.today();
  each_row(book, table, cells, [&](const RowSeen& seen) {
    const auto shown = given(book, table, seen);
    std::string text = seen.row == 0 ? "\n    {" : ",\n    {";
    text += "\"whose\": " + json_string(code_of(seen.reached.klass));
    if (seen.reached.copies > 1) text += ", \"copies\": " + std::to_string(seen.reached.copies);
    text += ", \"cells\": " + cells_json(of, shown) + withheld_json(of, shown) + not_decoded_json(of, shown) +
            documents_json(book, table, seen.row, of);
    const Until until = retention.until(retention.claims(seen.reached, seen.cells));
    zip.write(text + until_json(of, until, today) + "}");
  });
  zip.write("\n  ]\n}\n");
  zip.end();
}

void write_data_csv(const Book& book, std::size_t table, Cells& cells, Zip& zip) {
  const Table& of = book.tables[table];
  zip.begin("donnees/" + of.file + ".csv");
  std::vector<std::string> line;
  for (const Column& column : of.columns) line.push_back(csv_text(column.name));
  zip.write(std::string(csv_byte_order_mark) + csv_line(line));
  each_row(book, table, cells, [&](const RowSeen& seen) {
    line.clear();
    for (const Shown& shown : given(book, table, seen)) {
      line.push_back(csv_of(shown));
    }
    zip.write(csv_line(line));
  });
  zip.end();
}

void write_portable_csv(const Book& book, std::size_t table, Cells& cells, Zip& zip) {
  const Table& of = book.tables[table];
  const plan::CollectionPlan& plan = book.portability.collections[table];
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < of.columns.size(); ++i) {
    const bool any = std::any_of(plan.patterns.begin(), plan.patterns.end(),
                                 [i](const auto& fates) { return fates[i].fate == plan::Fate::disclose; });
    if (any) columns.push_back(i);
  }
  if (columns.empty()) return;
  zip.begin("portabilite/" + of.file + ".csv");
  std::vector<std::string> line;
  for (const std::size_t i : columns) line.push_back(csv_text(of.columns[i].name));
  zip.write(csv_line(line));
  each_row(book, table, cells, [&](const RowSeen& seen) {
    const auto shown = carried(book, table, seen);
    line.clear();
    bool any = false;
    for (const std::size_t i : columns) {
      const bool given = shown[i].state == Shown::State::shown;
      any = any || given || shown[i].state == Shown::State::empty;
      line.push_back(given ? csv_of(shown[i]) : std::string());
    }
    if (any) zip.write(csv_line(line));
  });
  zip.end();
}

}  // namespace habeas::answer

#include <habeas/connector/sqlite/indexes.h>

#include <habeas/connector/sqlite/inside.h>
#include <habeas/connector/sqlite/query.h>
#include <habeas/connector/sqlite/sql_text.h>

#include <strings.h>

#include <algorithm>

namespace habeas::sqlite {

using relation::ColumnName;
using relation::Index;
using relation::Table;
using relation::Text;
using relation::Value;
using source::Form;

namespace {

bool same_name(const std::string& a, const std::string& b) { return ::strcasecmp(a.c_str(), b.c_str()) == 0; }

IndexText text_of(Database& database, const std::string& index) {
  Statement text(database, "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?",
                 "reading the definition of index " + index);
  const Value name = Text{index};
  text.bind(1, name);
  return text.step() && !text.null(0) ? read_create_index(text.text(0)) : IndexText{};
}

Index read_index(Database& database, const std::string& name) {
  Index index;
  index.name = name;
  const IndexText text = text_of(database, name);
  index.where = text.where;
  Statement parts = pragma(database, "index_xinfo", name);
  while (parts.step()) {
    if (parts.integer(5) == 0) continue;  // kept with the key, not part of it
    Index::Part part;
    const auto place = index.parts.size();
    if (!parts.null(2)) {
      part.column = ColumnName(parts.text(2));
    } else if (parts.integer(1) == -1) {
      part.column = ColumnName("rowid");
    } else {
      part.expression = place < text.parts.size() ? text.parts[place] : std::string();
    }
    if (!same_name(parts.text(4), "BINARY")) part.collation = parts.text(4);
    index.parts.push_back(std::move(part));
  }
  return index;
}

// The planner uses a partial index where the look-up itself implies its condition: for equality with a column,
// that it is not NULL.
bool implied(const std::string& where, const ColumnName& column) {
  return where.empty() ||
         normal_expression(where) == normal_expression(sqlite::quoted(column.text()) + " IS NOT NULL");
}

bool serves_column(const Index& index, const relation::Column& column) {
  const auto& first = index.parts.front();
  return same_name(first.column.text(), column.name.text()) && same_name(first.collation, column.collation) &&
         implied(index.where, column.name);
}

bool serves_expression(const Index& index, const std::string& wanted) {
  const auto& first = index.parts.front();
  return index.where.empty() && first.collation.empty() && !first.expression.empty() &&
         normal_expression(first.expression) == wanted;
}

// Index names share one name space with tables, so it says whose it is.
std::string index_name(const relation::TableName& table, const ColumnName& column, std::string_view form) {
  std::string name = "habeas_" + table.name + "_" + column.text() + "_" + std::string(form);
  std::replace_if(name.begin(), name.end(), [](char c) { return c == ' ' || c == '"' || c == ';'; }, '_');
  return name;
}

const char* word_for(Form form) {
  return form == Form::lower_trim ? "lower_trim" : form == Form::digits_tail ? "digits_tail" : "exact";
}

}  // namespace

void read_indexes(Database& database, Table& table) {
  Statement list = pragma(database, "index_list", table.name.name);
  while (list.step()) {
    Index index = read_index(database, list.text(1));
    index.unique = list.integer(2) != 0;
    table.indexes.push_back(std::move(index));
  }
  std::sort(table.indexes.begin(), table.indexes.end(),
            [](const Index& a, const Index& b) { return a.name < b.name; });
}

bool index_serves(const Table& table, const ColumnName& name, Form form) {
  const auto* column = table.column(name);
  if (column == nullptr || form == Form::contains) return false;
  const bool plain = form == Form::exact || form == Form::as_text;
  const auto wanted =
      normal_expression(form_expression(form, sqlite::quoted(name.text()), affinity_of(column->type)));
  return std::any_of(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
    if (index.parts.empty()) return false;
    return plain ? serves_column(index, *column) : serves_expression(index, wanted);
  });
}

std::string index_statement(const relation::TableName& table, const ColumnName& column, Form form,
                            Affinity affinity) {
  if (form == Form::contains) return {};
  return "CREATE INDEX " + sqlite::quoted(index_name(table, column, word_for(form))) + " ON " + sqlite::quoted(table.name) +
         " (" + form_expression(form, sqlite::quoted(column.text()), affinity) + ");";
}

std::string index_inside(const Table& table, const ColumnName& column, Form form,
                         const source::CellPath& path) {
  const auto expression = inside_expression(form, sqlite::quoted(column.text()), path);
  if (!expression || form == Form::contains) return {};
  const auto wanted = normal_expression(*expression);
  const auto serving = std::find_if(table.indexes.begin(), table.indexes.end(), [&](const Index& index) {
    return !index.parts.empty() && serves_expression(index, wanted);
  });
  return serving == table.indexes.end() ? std::string() : serving->name;
}

bool index_serves_inside(const Table& table, const ColumnName& column, Form form,
                         const source::CellPath& path) {
  return table.column(column) != nullptr && !index_inside(table, column, form, path).empty();
}

std::string index_statement_inside(const relation::TableName& table, const ColumnName& column, Form form,
                                   const source::CellPath& path) {
  const auto expression = inside_expression(form, sqlite::quoted(column.text()), path);
  if (!expression || form == Form::contains) return {};
  std::string word;
  for (const auto& step : path) word += std::get<std::string>(step) + "_";
  return "CREATE INDEX " + sqlite::quoted(index_name(table, column, word + word_for(form))) + " ON " +
         sqlite::quoted(table.name) + " (" + *expression + ");";
}

}  // namespace habeas::sqlite

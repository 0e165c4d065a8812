// The digest's input: every member in the order of the header, texts and lists with their length before them, so
// that no two catalogues share it. A new member is added here, or two catalogues that differ in it look alike.
#include <habeas/base/digest.h>
#include <habeas/relation/catalogue.h>

#include <algorithm>

namespace habeas::relation {
namespace {

class Canon {
 public:
  void number(std::uint64_t number) { hash_.add(std::to_string(number) + ";"); }
  void text(std::string_view text) {
    number(text.size());
    hash_.add(text);
  }
  void flag(const bool& set) { number(set ? 1 : 0); }
  void name(const ColumnName& column) { text(column.text()); }
  void name(const TableName& table) {
    text(table.schema);
    text(table.name);
  }
  void names(const std::vector<ColumnName>& columns) {
    number(columns.size());
    for (const ColumnName& column : columns) name(column);
  }
  void texts(const std::vector<std::string>& list) {
    number(list.size());
    for (const std::string& one : list) text(one);
  }
  std::string hex() { return hash_.hex(); }

 private:
  base::Sha256 hash_;
};

void add(Canon& canon, const Column& column) {
  canon.name(column.name);
  canon.text(column.type);
  canon.number(static_cast<std::uint64_t>(column.family));
  canon.flag(column.nullable);
  canon.flag(column.generated);
  canon.text(column.default_value);
  canon.text(column.collation);
  canon.text(column.comment);
}

void add(Canon& canon, const ForeignKey& key) {
  canon.names(key.columns);
  canon.name(key.target);
  canon.names(key.target_columns);
  canon.number(static_cast<std::uint64_t>(key.on_delete));
}

void add(Canon& canon, const Index& index) {
  canon.text(index.name);
  canon.number(index.parts.size());
  for (const Index::Part& part : index.parts) {
    canon.name(part.column);
    canon.text(part.expression);
    canon.text(part.collation);
  }
  canon.flag(index.unique);
  canon.text(index.where);
}

void add(Canon& canon, const Trigger& trigger) {
  canon.text(trigger.name);
  canon.text(trigger.event);
  canon.text(trigger.text);
}

template <class Part>
void add_all(Canon& canon, const std::vector<Part>& parts) {
  canon.number(parts.size());
  for (const Part& part : parts) add(canon, part);
}

void add(Canon& canon, const Table& table) {
  canon.name(table.name);
  canon.number(static_cast<std::uint64_t>(table.kind));
  add_all(canon, table.columns);
  canon.names(table.primary_key);
  add_all(canon, table.foreign_keys);
  add_all(canon, table.indexes);
  canon.texts(table.checks);
  add_all(canon, table.triggers);
  canon.text(table.comment);
}

}  // namespace

std::string digest(const Catalogue& catalogue) {
  std::vector<const Table*> tables;
  for (const Table& table : catalogue.tables) tables.push_back(&table);
  std::ranges::stable_sort(tables, {}, [](const Table* table) -> const TableName& { return table->name; });

  Canon canon;
  canon.text("habeas catalogue 1");
  canon.text(catalogue.engine);
  canon.number(tables.size());
  for (const Table* table : tables) add(canon, *table);
  canon.texts(catalogue.remarks);
  return canon.hex();
}

}  // namespace habeas::relation

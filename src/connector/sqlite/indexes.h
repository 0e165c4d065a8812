// Indexes: what a table has, whether one serves a form of look-up, and the CREATE INDEX that would.
#pragma once

#include <habeas/connector/sqlite/database.h>
#include <habeas/connector/sqlite/shape.h>
#include <habeas/relation/catalogue.h>
#include <habeas/source/source.h>

#include <string>

namespace habeas::sqlite {

void read_indexes(Database& database, relation::Table& table);

bool index_serves(const relation::Table& table, const relation::ColumnName& column, source::Form form);

// Only functions that every SQLite has: the owner's program must be able to write through the index.
std::string index_statement(const relation::TableName& table, const relation::ColumnName& column,
                            source::Form form, Affinity affinity);

// For what lies inside the JSON of a column (inside.h).
bool index_serves_inside(const relation::Table& table, const relation::ColumnName& column, source::Form form,
                         const source::CellPath& path);
// Its name; empty: there is none.
std::string index_inside(const relation::Table& table, const relation::ColumnName& column, source::Form form,
                         const source::CellPath& path);
std::string index_statement_inside(const relation::TableName& table, const relation::ColumnName& column,
                                   source::Form form, const source::CellPath& path);

}  // namespace habeas::sqlite

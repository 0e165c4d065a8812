#include <habeas/plan/cells.h>

#include <habeas/map/codec.h>

#include <algorithm>

namespace habeas::plan {
namespace {

bool contains(const std::vector<relation::ColumnName>& columns, const relation::ColumnName& column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::vector<std::uint32_t> links_with(const map::Collection& collection, const relation::ColumnName& column) {
  std::vector<std::uint32_t> links;
  for (std::size_t i = 0; i < collection.links.size(); ++i) {
    const auto& pairs = collection.links[i].columns;
    if (std::any_of(pairs.begin(), pairs.end(), [&](const auto& pair) { return pair.first == column; })) {
      links.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return links;
}

}  // namespace

std::vector<Cell> cells_of(const map::Collection& collection) {
  std::vector<Cell> cells;
  for (const relation::ColumnName& column : map::columns_read(collection)) {
    Cell cell;
    cell.column = column;
    cell.links = links_with(collection, column);
    cell.key = contains(collection.key, column);
    bool read = false;
    bool whole = false;
    for (std::size_t i = 0; i < collection.fields.size(); ++i) {
      if (collection.fields[i].column != column) continue;
      cell.field = static_cast<int>(i);
      cells.push_back(cell);
      read = true;
      whole = whole || map::reads_whole(collection.fields[i].codec);
    }
    if (whole) continue;
    cell.field = -1;
    cell.rest = read;
    cell.technical = read || (cell.links.empty() && contains(collection.technical, column));
    cells.push_back(cell);
  }
  return cells;
}

std::vector<Cell> cells_of(const map::NotPersonal& table) {
  std::vector<Cell> cells;
  for (const relation::ColumnName& column : table.show) {
    const bool seen =
        std::any_of(cells.begin(), cells.end(), [&](const Cell& cell) { return cell.column == column; });
    if (seen) continue;
    Cell cell;
    cell.column = column;
    cell.key = contains(table.key, column);
    cells.push_back(std::move(cell));
  }
  return cells;
}

const map::Collection* collection_of(const map::Map& map, const dossier::CollectionRows& rows) {
  return rows.sight_table ? nullptr : &map.systems.at(rows.at.system).collections.at(rows.at.collection);
}

const map::NotPersonal* sight_table_of(const map::Map& map, const dossier::CollectionRows& rows) {
  return rows.sight_table ? &map.systems.at(rows.at.system).not_personal.at(rows.at.collection) : nullptr;
}

std::vector<Cell> cells_of(const map::Map& map, const dossier::CollectionRows& rows) {
  const map::NotPersonal* table = sight_table_of(map, rows);
  return table ? cells_of(*table) : cells_of(*collection_of(map, rows));
}

std::vector<relation::ColumnName> columns_of(const map::Map& map, const dossier::CollectionRows& rows) {
  std::vector<relation::ColumnName> columns;
  for (const Cell& cell : cells_of(map, rows)) {
    if (!contains(columns, cell.column)) columns.push_back(cell.column);
  }
  return columns;
}

}  // namespace habeas::plan

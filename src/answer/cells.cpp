#include <habeas/answer/cells.h>

namespace habeas::answer {
namespace {

std::size_t size_of(const relation::Row& row) {
  std::size_t size = 64;
  for (const relation::Value& value : row) {
    size += sizeof(relation::Value);
    if (const auto* text = std::get_if<relation::Text>(&value)) size += text->characters.size();
    if (const auto* bytes = std::get_if<relation::Bytes>(&value)) size += bytes->octets.size();
  }
  return size;
}

}  // namespace

void CellsRemembered::rows(const dossier::CollectionRows& where,
                           const std::vector<relation::ColumnName>& columns, const EachRow& each) {
  if (kept_of_ == &where && kept_columns_ == columns) {
    for (const auto& [row, cells] : kept_) each(row, cells);
    return;
  }
  kept_.clear();
  kept_of_ = nullptr;
  std::size_t size = 0;
  bool keep = true;
  cells_.rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
    if (keep) size += size_of(cells.reveal());
    if (keep && size > limit_) {
      keep = false;
      kept_.clear();
    }
    if (keep) kept_.emplace_back(row, cells);
    each(row, cells);
  });
  if (!keep) return;
  kept_of_ = &where;
  kept_columns_ = columns;
}

bool CellsRemembered::document(const map::SystemName& system, const base::Personal<std::string>& path,
                               const EachPiece& piece) {
  return cells_.document(system, path, piece);
}

}  // namespace habeas::answer

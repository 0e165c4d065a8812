#include <habeas/plan/meeting.h>

#include <algorithm>

namespace habeas::plan {

std::optional<std::string> meeting_key(const relation::Row& row, const std::vector<std::size_t>& places) {
  relation::Row texts;
  for (const std::size_t place : places) {
    auto text = relation::canonical_text(row.at(place));
    if (!text) return std::nullopt;
    texts.emplace_back(relation::Text{std::move(*text)});
  }
  return relation::encode(texts);
}

std::optional<std::size_t> rows_of_collection(const map::Map& map, const dossier::Dossier& dossier,
                                              std::size_t system, const map::CollectionName& name) {
  for (std::size_t i = 0; i < dossier.collections.size(); ++i) {
    const dossier::CollectionRows& rows = dossier.collections[i];
    if (rows.sight_table || rows.at.system != system) continue;
    if (map.systems.at(system).collections.at(rows.at.collection).name == name) return i;
  }
  return std::nullopt;
}

std::size_t place_of(std::vector<relation::ColumnName>& columns, const relation::ColumnName& column) {
  const auto at = std::find(columns.begin(), columns.end(), column);
  const auto place = static_cast<std::size_t>(at - columns.begin());
  if (at == columns.end()) columns.push_back(column);
  return place;
}

}  // namespace habeas::plan

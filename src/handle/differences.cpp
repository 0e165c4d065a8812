// Before and after: what each changed cell holds, and what it will hold, for the eyes of those who decide.
#include <habeas/handle/preview.h>

#include <habeas/answer/titles.h>
#include <habeas/map/codec.h>
#include <habeas/plan/cells.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::handle {
namespace {

constexpr std::size_t most = 500;  // lines that a person can read; the preview counts all

std::string before_of(const map::Collection& collection, const plan::CellFate& cell,
                      const relation::Value& value) {
  if (cell.field < 0) return relation::canonical_text(value).value_or("");
  const auto values = map::read_values(collection.fields[static_cast<std::size_t>(cell.field)].codec, value);
  if (!values) return {};
  return fmt::format("{}", fmt::join(*values, ", "));
}

std::string after_of(const plan::CellFate& cell, const std::string& before,
                     const std::vector<plan::Correction>& corrections) {
  switch (cell.becomes) {
    case plan::Becomes::corrected:
      return corrections.at(static_cast<std::size_t>(cell.correction)).is.reveal();
    case plan::Becomes::literal: return cell.literal;
    case plan::Becomes::same: return before;
    case plan::Becomes::nothing:
    case plan::Becomes::put_away: return {};
    default: return "…";
  }
}

std::string where_of(const map::Map& map, const dossier::CollectionRows& rows,
                     const map::Collection& collection, const plan::CellFate& cell,
                     const std::string& language) {
  plan::Cell seen;
  seen.column = cell.column;
  seen.field = cell.field;
  seen.technical = cell.technical;
  if (cell.link >= 0) seen.links.push_back(static_cast<std::uint32_t>(cell.link));
  return fmt::format("{} · {} · {}", title_of_system(map, rows.at.system, language),
                     title_of(map, rows, language),
                     law::say(answer::column_title(map.systems[rows.at.system], collection, seen), language));
}

bool changes(const plan::CellFate& cell) { return cell.becomes != plan::Becomes::same; }

}  // namespace

std::vector<Difference> differences_of(const map::Map& map, const plan::Plan& plan, Found& found,
                                       const std::vector<plan::Correction>& corrections,
                                       const std::string& language) {
  std::vector<Difference> differences;
  for (const plan::CollectionPlan& of : plan.collections) {
    const dossier::CollectionRows& where = found.dossier.collections[of.rows_of];
    const map::Collection* collection = plan::collection_of(map, where);
    const bool any = std::any_of(of.patterns.begin(), of.patterns.end(), [](const auto& pattern) {
      return std::any_of(pattern.begin(), pattern.end(), changes);
    });
    if (!collection || !any) continue;
    const std::vector<relation::ColumnName> columns = plan::columns_of(map, where);
    found.cells->rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
      for (const plan::CellFate& cell : of.patterns[of.rows[row].pattern]) {
        if (!changes(cell) || differences.size() >= most) continue;
        const auto at = std::find(columns.begin(), columns.end(), cell.column);
        const std::string before =
            before_of(*collection, cell, cells.reveal()[static_cast<std::size_t>(at - columns.begin())]);
        differences.push_back({where_of(map, where, *collection, cell, language),
                               base::Personal<std::string>(before),
                               base::Personal<std::string>(after_of(cell, before, corrections))});
      }
    });
  }
  return differences;
}

}  // namespace habeas::handle

#include <habeas/plan/automated_decision.h>

#include <habeas/plan/build.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace habeas::plan {
namespace {

using Place = std::pair<std::size_t, std::size_t>;  // collection and row of the dossier

int field_of(const map::Collection& collection, const map::ActivityName& activity) {
  const auto at = std::find_if(collection.fields.begin(), collection.fields.end(),
                               [&](const map::Field& field) { return field.decision == activity; });
  return at == collection.fields.end() ? -1 : static_cast<int>(at - collection.fields.begin());
}

relation::ColumnName column_named(const map::Collection& collection, const std::string& name) {
  const map::Field* field = collection.field(map::FieldName(name));
  return field ? field->column : relation::ColumnName(name);
}

// The row of the latest decision among hers; several, when nothing tells which is the latest.
std::vector<std::size_t> latest(const map::Collection& collection, const dossier::CollectionRows& where,
                                dossier::Cells& cells) {
  std::vector<std::size_t> hers;
  for (std::size_t i = 0; i < where.rows.size(); ++i) {
    if (where.rows[i].klass == dossier::Class::mine) hers.push_back(i);
  }
  if (hers.size() < 2 || collection.retention_since.empty()) return hers;
  std::string last;
  std::vector<std::size_t> found;
  cells.rows(where, {column_named(collection, collection.retention_since)},
             [&](std::size_t row, const base::Personal<relation::Row>& read) {
               if (where.rows[row].klass != dossier::Class::mine) return;
               const std::string when = relation::canonical_text(read.reveal().front()).value_or("");
               if (when < last) return;
               if (last < when) found.clear();
               last = when;
               found.push_back(row);
             });
  return found;
}

}  // namespace

Plan review(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
            const law::Library& library, const map::ActivityName& activity, const std::string& outcome) {
  std::set<Place> decided;
  Remarks remarks;
  for (std::size_t at = 0; at < dossier.collections.size(); ++at) {
    const dossier::CollectionRows& where = dossier.collections[at];
    const map::Collection* collection = collection_of(map, where);
    if (!collection || field_of(*collection, activity) < 0) continue;
    const auto rows = latest(*collection, where, cells);
    if (rows.size() > 1)
      remarks.questions.push_back(collection->name.text() +
                                  " holds several decisions and nothing tells the latest");
    for (const std::size_t row : rows) decided.insert({at, row});
  }
  if (decided.empty()) remarks.questions.emplace_back("no decision of this activity about her was found");
  const auto fates_of = [&](std::size_t at, std::size_t row) {
    const dossier::CollectionRows& where = dossier.collections[at];
    const map::Collection* collection = collection_of(map, where);
    const int field = collection ? field_of(*collection, activity) : -1;
    std::vector<Decision> decisions;
    for (const Cell& cell : cells_of(map, where)) {
      Decision decision{Fate::untouched, "not-asked", article_of_ground(library, "not-asked")};
      if (field >= 0 && cell.field == field && decided.count({at, row}) != 0) {
        decision = {Fate::replace, "decided-by-human", article_of_ground(library, "decided-by-human")};
        decision.becomes = Becomes::literal;
        decision.literal = outcome;
      }
      decisions.push_back(std::move(decision));
    }
    return decisions;
  };
  return build_by_row(law::Right::automated_decision, map, dossier, library, fates_of,
                      [&] { return remarks; });
}

}  // namespace habeas::plan

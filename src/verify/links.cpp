#include <habeas/verify/looks.h>

#include <algorithm>

namespace habeas::verify {
namespace {

using relation::ColumnName;
using relation::Row;

std::vector<Row> keys_that_went(const Planned& planned, const map::Collection& target) {
  std::vector<Row> keys;
  for (const auto& collection : planned.plan.collections) {
    const auto& where = planned.dossier.collections.at(collection.rows_of);
    if (where.sight_table || where.at.system != planned.system) continue;
    if (planned.map.systems.at(planned.system).collections.at(where.at.collection).name != target.name)
      continue;
    for (const auto& row : collection.rows) {
      if (goes(collection.patterns.at(row.pattern))) keys.push_back(where.rows.at(row.row).key.reveal());
    }
  }
  return keys;
}

// The link's columns here in the order of the target's key; empty when the link is by something else, or by more than
// the key: a row that shares only part of it (another tenant's) does not point there.
std::vector<ColumnName> columns_to_key(const map::Link& link, const map::Collection& target) {
  std::vector<ColumnName> here;
  if (link.columns.size() != target.key.size()) return here;
  for (const auto& column : target.key) {
    const auto pair = std::find_if(link.columns.begin(), link.columns.end(),
                                   [&](const auto& two) { return two.second == column; });
    if (pair == link.columns.end()) return {};
    here.push_back(pair->first);
  }
  return here;
}

void probe(const Planned& planned, const map::Collection& collection, const map::Link& link, Reader& reader,
           Report& report, const Named& named) {
  const auto* target = reader.map().collection(link.target);
  if (link.identifier || target == nullptr) return;
  const auto here = columns_to_key(link, *target);
  const auto keys = here.empty() ? std::vector<Row>() : keys_that_went(planned, *target);
  if (keys.empty()) return;
  ++report.links_probed;
  std::uint64_t count = 0;
  std::string columns;
  for (const auto& column : here) columns += (columns.empty() ? "" : ", ") + column.text();
  const Asked asked{&collection, key_columns(collection), here, source::Form::as_text, link.when};
  reader.rows(asked, keys, [&](const Row& key) {
    const bool said = named.rows.contains(Named::row(collection, key)) ||
                      std::any_of(here.begin(), here.end(), [&](const auto& column) {
                        return named.cells.contains(Named::cell(collection, column, key));
                      });
    if (!said) ++count;
  });
  if (count > 0) reader.add(Finding::Kind::dangling_link, collection, columns).count = count;
}

}  // namespace

void probe_links(const Planned& planned, Reader& reader, Report& report, const Named& named) {
  for (const auto& collection : reader.map().collections) {
    for (const auto& link : collection.links) probe(planned, collection, link, reader, report, named);
  }
}

}  // namespace habeas::verify

#include "everybody.h"

#include <habeas/answer/package.h>
#include <habeas/support/package.h>

#include <algorithm>

namespace habeas::journey {
namespace {

constexpr std::size_t long_enough = 10;  // for a text to be nobody else's by chance

bool tells_who(const map::Field& field) {
  for (const char* kind : {"identity", "contact", "content"}) {
    if (field.data.starts_with(kind)) return true;
  }
  return field.identifier.has_value() || field.secret;
}

bool shows(const map::Map& map, const map::Collection& collection, const dossier::ReachedRow& row,
           const map::Field& field) {
  using By = dossier::Arrival::By;
  return std::any_of(row.arrivals.begin(), row.arrivals.end(), [&](const dossier::Arrival& arrival) {
    const map::Link* link = nullptr;
    if (arrival.by == By::link_down || arrival.by == By::identifier_link)
      link = &collection.links.at(arrival.link);
    if (arrival.by == By::link_up)
      link = &map.systems.at(arrival.from->system)
                  .collections.at(arrival.from->collection)
                  .links.at(arrival.link);
    if (!link || link->withhold.kind != map::Withhold::Kind::fields) return false;
    const auto& kept_back = link->withhold.fields;
    return std::find(kept_back.begin(), kept_back.end(), field.name) == kept_back.end();
  });
}

// What another's row shows, by column; a row of hers shows all but secrets.
bool may_see(const map::Map& map, const map::Collection& collection, const dossier::ReachedRow& row,
             const relation::ColumnName& column) {
  for (const map::Field& field : collection.fields) {
    if (field.column != column) continue;
    if (field.secret) return false;
    if (row.klass == dossier::Class::anothers && !shows(map, collection, row, field)) return false;
  }
  return true;
}

}  // namespace

std::set<std::string> texts_of_everybody(const map::Map& map, const std::string& folder) {
  std::set<std::string> texts;
  for (const map::SystemMap& system : map.systems) {
    const map::System* declared = map.organisation.system(system.system);
    if (!declared || declared->kind != "sqlite") continue;
    for (const map::Collection& collection : system.collections) {
      for (const map::Field& field : collection.fields) {
        if (!tells_who(field) || field.codec.kind != map::Codec::Kind::plain) continue;
        const std::string sql =
            "SELECT DISTINCT \"" + field.column.text() + "\" FROM \"" + collection.table.name + "\"";
        for (std::string& text : ask(folder + "/" + declared->path, sql)) {
          if (text.size() >= long_enough) texts.insert(std::move(text));
        }
      }
    }
  }
  return texts;
}

std::string texts_she_may_see(const map::Map& map, const dossier::Dossier& dossier, find::Reading& reading) {
  std::string texts;
  for (const dossier::CollectionRows& where : dossier.collections) {
    if (where.sight_table) continue;
    const map::Collection& collection = map.systems.at(where.at.system).collections.at(where.at.collection);
    const auto columns = map::columns_read(collection);
    reading.cells(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
      for (std::size_t i = 0; i < columns.size(); ++i) {
        if (may_see(map, collection, where.rows.at(row), columns[i]))
          texts += relation::canonical_text(cells.reveal().at(i)).value_or("") + "\n";
      }
    });
  }
  return texts;
}

std::vector<std::string> wrong_with_package(Organisation& organisation, const dossier::Dossier& dossier,
                                            const std::set<std::string>& everybody) {
  const std::string zip = scratch_folder() + "/answer.zip";
  answer::write_package(organisation.map(), organisation.library(), dossier, organisation.reading(),
                        {"2026-0001", base::Instant{}}, zip);
  const support::Files package = support::unzip(zip);
  std::vector<std::string> wrong = support::contradictions(package);
  const std::string hers = texts_she_may_see(organisation.map(), dossier, organisation.reading());
  for (const auto& [name, content] : package) {
    if (name.starts_with("fichiers/")) continue;
    const auto others = std::count_if(everybody.begin(), everybody.end(), [&](const std::string& text) {
      return content.find(text) != std::string::npos && hers.find(text) == std::string::npos;
    });
    if (others > 0) wrong.push_back(name + " holds " + std::to_string(others) + " texts of others");
  }
  return wrong;
}

}  // namespace habeas::journey

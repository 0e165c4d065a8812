#include "story.h"

#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/map/load.h>
#include <habeas/support/sqlite.h>

#include <fmt/format.h>
#include <stdexcept>

namespace habeas::finding {
namespace {

std::string organisation(const std::vector<SystemStory>& systems) {
  std::string yaml =
      "controller: {name: Maison Verdier SAS, address: Dijon, contact: donnees@verdier.example, country: "
      "FR}\n"
      "identifiers: {customer-no: number, card: text, pen-name: text}\n"
      "systems:\n";
  for (const auto& system : systems) yaml += fmt::format("  {0}: {{sqlite: {0}.db}}\n", system.name);
  return yaml;
}

constexpr std::string_view activities = R"yaml(
activities:
  orders:
    title: Commandes
    purpose: Livrer
    basis: {contract: "GDPR 6(1)(b)"}
    retention: {active: 3 years, since: last order}
)yaml";

map::Map load_all(const std::vector<SystemStory>& systems) {
  std::vector<map::MapFile> files = {{"habeas.yaml", organisation(systems)},
                                     {"activities.yaml", std::string(activities)}};
  for (const auto& system : systems) {
    files.push_back({"maps/" + system.name + ".yaml", "system: " + system.name + "\n" + system.map});
  }
  auto loaded = map::load(files, law::Library());
  for (const auto& problem : loaded.problems) {
    if (problem.gravity == base::Gravity::error) throw std::logic_error(base::to_string(problem));
  }
  return std::move(loaded.map);
}

std::string key_of(const relation::RowKey& key) {
  Lines cells;
  for (const auto& cell : key.reveal()) cells.push_back(relation::canonical_text(cell).value_or("NULL"));
  return fmt::format("{}", fmt::join(cells, ","));
}

const map::Collection* collection_of(const map::Map& map, const dossier::CollectionRows& rows) {
  return rows.sight_table ? nullptr : &map.systems[rows.at.system].collections[rows.at.collection];
}

}  // namespace

Story::Story(std::vector<SystemStory> systems) : map_(load_all(systems)) {
  for (const auto& system : systems)
    run_sql(system.name, "PRAGMA journal_mode = WAL; BEGIN;" + system.sql + ";COMMIT;");
}

void Story::run_sql(const std::string& system, const std::string& sql) {
  support::run_sql(folder_.file(system + ".db"), sql);
}

void Story::remove(const std::string& system) { std::filesystem::remove(folder_.file(system + ".db")); }

void Story::open() {
  reading_.reset();
  sources_.clear();
  std::vector<find::Reading::Access> access;
  for (const auto& system : map_.systems) {
    const auto& name = system.system.text();
    auto source = sqlite::make(name, folder_.file(name + ".db"), clock_);
    if (const auto plan = faults_.find(name); plan != faults_.end()) {
      source = std::make_unique<support::FaultySource>(std::move(source), plan->second);
    }
    access.push_back({source.get(), ""});
    sources_.push_back(std::move(source));
  }
  reading_ = std::make_unique<find::Reading>(map_, std::move(access), source::Inquiry{});
}

std::vector<dossier::Dossier> Story::find_all(const std::vector<std::string>& people,
                                              const find::Limits& limits) {
  std::vector<find::Sought> all;
  for (const auto& person : people) all.push_back(sought(person));
  return find_sought(all, limits);
}

find::Sought Story::sought(const std::string& identifiers) const {
  auto parsed = subject::parse_identifiers(map_.organisation.kinds, identifiers);
  if (!parsed.problems.empty()) throw std::logic_error(parsed.problems.front());
  return {std::move(parsed.identifiers), {}};
}

dossier::Dossier Story::find_decided(const std::string& identifiers, const std::string& decisions) {
  auto read = dossier::read_decisions(map_, "decisions:\n" + decisions, "decisions.yaml");
  if (!read.problems.empty()) throw std::logic_error(base::to_string(read.problems.front()));
  auto person = sought(identifiers);
  person.decisions = std::move(read.decisions);
  return std::move(find_sought({person}, {}).front());
}

std::vector<dossier::Dossier> Story::find_sought(const std::vector<find::Sought>& sought,
                                                 const find::Limits& limits) {
  open();
  std::vector<dossier::Dossier> found;
  find::find(map_, *reading_, sought, limits,
             [&](std::size_t, dossier::Dossier d) { found.push_back(std::move(d)); });
  return found;
}

dossier::Dossier Story::find(const std::string& identifiers, const find::Limits& limits) {
  return std::move(find_all({identifiers}, limits).front());
}

Lines Story::rows(const dossier::Dossier& dossier) const {
  Lines lines;
  for (const auto& rows : dossier.collections) {
    const auto* collection = collection_of(map_, rows);
    for (const auto& row : rows.rows) {
      auto line = fmt::format("{} {} {}", collection_name(map_, rows), key_of(row.key), to_string(row.klass));
      if (row.is_person) line += " person";
      if (row.copies > 1) line += fmt::format(" x{}", row.copies);
      for (const auto link : row.links_to_others) {
        line += " others: " + collection->links[link].columns.front().first.text();
      }
      for (const auto field : row.unproven_fields)
        line += " unproven: " + collection->fields[field].name.text();
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

Lines Story::paths(const dossier::Dossier& dossier) const {
  Lines lines;
  for (const auto& rows : dossier.collections) {
    for (std::size_t i = 0; i < rows.rows.size(); ++i) lines.push_back(path_in_words(map_, dossier, rows, i));
  }
  return lines;
}

Lines Story::missed(const dossier::Dossier& dossier) const {
  Lines lines;
  for (const auto& missed : dossier.not_searched) {
    auto line = missed.system.text();
    if (missed.collection) line += "." + missed.collection->text();
    if (!missed.field_or_link.empty()) line += " " + missed.field_or_link;
    line += fmt::format(": {}", to_string(missed.why));
    if (missed.count > 0) line += fmt::format(" ({})", missed.count);
    lines.push_back(std::move(line));
  }
  return lines;
}

Lines Story::candidates(const dossier::Dossier& dossier) const {
  Lines lines;
  for (const auto& candidate : dossier.candidates) {
    dossier::CollectionRows where;
    where.at = candidate.at;
    lines.push_back(fmt::format("{} {}: {} by {}", collection_name(map_, where), key_of(candidate.key),
                                to_string(candidate.why), candidate.by.text()));
  }
  return lines;
}

Lines Story::identifiers(const dossier::Dossier& dossier) {
  Lines lines;
  for (const auto& known : dossier.identifiers) {
    lines.push_back(fmt::format("{}={}{}", known.identifier.kind.text(), known.identifier.value.reveal(),
                                known.supplied ? "" : " found"));
  }
  return lines;
}

}  // namespace habeas::finding

#include <habeas/plan/plan_example.h>

#include <habeas/base/must.h>
#include <habeas/plan/cells.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace habeas::plan::example {
namespace {

map::Activity activity(const std::string& name, law::LegalBasis basis) {
  map::Activity activity;
  activity.name = map::ActivityName(name);
  activity.basis = basis;
  return activity;
}

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

map::Collection customer() {
  map::Collection customer;
  customer.name = map::CollectionName("customer");
  customer.table = {"", "customer"};
  customer.is = map::RoleName("customer");
  customer.key = {column("id")};
  customer.purposes = {map::ActivityName("orders")};
  customer.fields = {field("email", "contact.email"), field("name", "identity.name"), field("password", ""),
                     field("score", "profile.score")};
  customer.fields[0].identifier = subject::KindName("email");
  customer.fields[2].secret = true;
  customer.fields[3].from = map::From::derived;
  customer.fields[3].purposes = {map::ActivityName("scoring")};
  customer.technical = {column("created_at")};
  return customer;
}

map::Collection message() {
  map::Collection message;
  message.name = map::CollectionName("message");
  message.table = {"", "message"};
  message.key = {column("id")};
  message.purposes = {map::ActivityName("orders")};
  message.fields = {field("body", "communication.content")};
  message.links = {link(map::LinkKind::of, "sender_id", "customer"),
                   link(map::LinkKind::mentions, "recipient_id", "customer")};
  message.technical = {column("read_at")};
  return message;
}

}  // namespace

law::Library library() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::directory_iterator(HABEAS_SOURCE_DIR "/share/law")) {
    if (entry.path().extension() == ".yaml")
      files.emplace_back(entry.path().filename(), content_of(entry.path()));
  }
  base::Problems problems;
  law::Library library = law::Library::read(files, problems);
  base::must(problems.empty(), "share/law has problems");
  return library;
}

relation::ColumnName column(const std::string& name) { return relation::ColumnName(name); }

map::Field field(const std::string& name, const std::string& data) {
  map::Field field;
  field.name = map::FieldName(name);
  field.column = column(name);
  field.data = data;
  field.purposes = {map::ActivityName("orders")};
  return field;
}

map::Link link(map::LinkKind kind, const std::string& here, const std::string& target) {
  map::Link link;
  link.kind = kind;
  link.columns = {{column(here), column("id")}};
  link.target = map::CollectionName(target);
  return link;
}

map::Map shop() {
  map::Map map;
  map.organisation.systems.emplace_back();
  map.organisation.systems.back().name = map::SystemName("shop");
  map.organisation.systems.back().kind = "sqlite";
  map.activities = {activity("orders", law::LegalBasis::contract),
                    activity("newsletter", law::LegalBasis::consent),
                    activity("accounting", law::LegalBasis::legal_obligation),
                    activity("scoring", law::LegalBasis::legitimate_interests)};
  map.activities.back().automated.emplace();
  map.systems.emplace_back();
  map.systems.back().system = map::SystemName("shop");
  map.systems.back().collections = {customer(), message()};
  map.digest = "map";
  return map;
}

map::Collection& collection(map::Map& map, const std::string& name) {
  const map::CollectionAt where = at(map, name);
  return map.systems[where.system].collections[where.collection];
}

map::CollectionAt at(const map::Map& map, const std::string& name) {
  for (std::size_t i = 0; i < map.systems[0].collections.size(); ++i) {
    if (map.systems[0].collections[i].name.text() == name) return {0, i};
  }
  base::must(false, "the example has no such collection");
  return {};
}

dossier::ReachedRow row(std::int64_t key, dossier::Class klass, std::vector<dossier::Arrival> arrivals) {
  dossier::ReachedRow row;
  row.key = relation::RowKey({relation::Value(key)});
  row.klass = klass;
  row.arrivals = std::move(arrivals);
  return row;
}

dossier::Arrival down(std::size_t link) {
  dossier::Arrival arrival;
  arrival.by = dossier::Arrival::By::link_down;
  arrival.link = link;
  return arrival;
}

dossier::Arrival down_for_sight(std::size_t link) {
  dossier::Arrival arrival = down(link);
  arrival.sight = true;
  return arrival;
}

dossier::Arrival up_for_sight(std::size_t link, map::CollectionAt from) {
  dossier::Arrival arrival = down_for_sight(link);
  arrival.by = dossier::Arrival::By::link_up;
  arrival.from = from;
  return arrival;
}

dossier::Dossier dossier_of(const map::Map& map, const std::string& collection,
                            std::vector<dossier::ReachedRow> rows) {
  dossier::Dossier dossier;
  dossier.outcome = dossier::Outcome::found;
  dossier.collections.push_back({at(map, collection), false, std::move(rows)});
  return dossier;
}

std::vector<std::string> in_words(const Plan& plan) {
  std::vector<std::string> lines;
  const CollectionPlan& collection = plan.collections.at(0);
  for (const CellFate& cell : collection.patterns.at(collection.rows.at(0).pattern)) {
    lines.push_back(cell.column.text() + ": " + std::string(to_string(cell.fate)) + " " + cell.ground);
  }
  return lines;
}

std::vector<std::string> in_words(const map::Map& map, const dossier::Dossier& dossier, const Plan& plan,
                                  std::size_t collection, std::size_t row) {
  std::vector<std::string> lines;
  const map::Collection* of = collection_of(map, dossier.collections.at(collection));
  const CollectionPlan& planned = plan.collections.at(collection);
  for (const CellFate& cell : planned.patterns.at(planned.rows.at(row).pattern)) {
    const bool field = of && cell.field >= 0;
    std::string line =
        field ? of->fields[static_cast<std::size_t>(cell.field)].name.text() : cell.column.text();
    line += ": " + std::string(to_string(cell.fate)) + " " + cell.ground;
    if (!cell.reference.empty()) line += " " + cell.reference;
    if (cell.until) line += (cell.at_least ? " at least until " : " until ") + base::to_iso(*cell.until);
    if (cell.becomes == Becomes::literal) line += " = " + cell.literal;
    lines.push_back(std::move(line));
  }
  return lines;
}

void Values::rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
                  const EachRow& each) {
  const auto known = rows_.find(where.at);
  for (std::size_t i = 0; i < where.rows.size(); ++i) {
    relation::Row row(columns.size());
    if (known != rows_.end() && !where.sight_table) {
      for (std::size_t c = 0; c < columns.size(); ++c) {
        const auto cell = known->second.at(i).find(columns[c].text());
        if (cell != known->second.at(i).end()) row[c] = cell->second;
      }
    }
    each(i, base::Personal<relation::Row>(std::move(row)));
  }
}

relation::Value text(const std::string& characters) { return relation::Text{characters}; }

}  // namespace habeas::plan::example

#include <habeas/dossier/stored.h>

#include <habeas/base/fault.h>

#include <nlohmann/json.hpp>

namespace habeas::dossier {
namespace {

using nlohmann::json;
constexpr int version = 1;

json written(const map::CollectionAt& at) { return json::array({at.system, at.collection}); }
map::CollectionAt read_at(const json& from) {
  return {from.at(0).get<std::size_t>(), from.at(1).get<std::size_t>()};
}

json bytes_of(const std::string& text) {
  return json::binary(std::vector<std::uint8_t>(text.begin(), text.end()));
}
std::string text_of(const json& bytes) {
  const auto& binary = bytes.get_binary();
  return {binary.begin(), binary.end()};
}

json written(const Arrival& arrival) {
  json made = json::array({static_cast<int>(arrival.by), arrival.link, arrival.sight});
  made.push_back(arrival.from ? written(*arrival.from) : json());
  made.push_back(arrival.from_row ? json(*arrival.from_row) : json());
  return made;
}
Arrival read_arrival(const json& from) {
  Arrival arrival;
  arrival.by = static_cast<Arrival::By>(from.at(0).get<int>());
  arrival.link = from.at(1).get<std::size_t>();
  arrival.sight = from.at(2).get<bool>();
  if (!from.at(3).is_null()) arrival.from = read_at(from.at(3));
  if (!from.at(4).is_null()) arrival.from_row = from.at(4).get<std::uint32_t>();
  return arrival;
}

json written(const ReachedRow& row) {
  json arrivals = json::array();
  for (const Arrival& arrival : row.arrivals) arrivals.push_back(written(arrival));
  return json::array({bytes_of(row.key.reveal_encoded()), row.copies, row.is_person,
                      static_cast<int>(row.klass), std::move(arrivals), row.links_to_others,
                      row.unproven_fields});
}
ReachedRow read_row(const json& from) {
  ReachedRow row;
  const auto cells = relation::decode(text_of(from.at(0)));
  if (!cells) throw base::Fault(base::FaultKind::broken, "stored dossier", "a row key does not decode");
  row.key = relation::RowKey(*cells);
  row.copies = from.at(1).get<std::uint32_t>();
  row.is_person = from.at(2).get<bool>();
  row.klass = static_cast<Class>(from.at(3).get<int>());
  for (const json& arrival : from.at(4)) row.arrivals.push_back(read_arrival(arrival));
  row.links_to_others = from.at(5).get<std::vector<std::uint32_t>>();
  row.unproven_fields = from.at(6).get<std::vector<std::uint32_t>>();
  return row;
}

json written(const CollectionRows& rows) {
  json all = json::array();
  for (const ReachedRow& row : rows.rows) all.push_back(written(row));
  return {{"at", written(rows.at)}, {"sight", rows.sight_table}, {"rows", std::move(all)}};
}
CollectionRows read_rows(const json& from) {
  CollectionRows rows;
  rows.at = read_at(from.at("at"));
  rows.sight_table = from.at("sight").get<bool>();
  for (const json& row : from.at("rows")) rows.rows.push_back(read_row(row));
  return rows;
}

json written(const NotSearched& gap) {
  return {{"why", static_cast<int>(gap.why)},
          {"system", gap.system.text()},
          {"collection", gap.collection ? json(gap.collection->text()) : json()},
          {"name", gap.field_or_link},
          {"count", gap.count},
          {"detail", bytes_of(gap.detail)}};
}
NotSearched read_gap(const json& from) {
  NotSearched gap;
  gap.why = static_cast<NotSearched::Why>(from.at("why").get<int>());
  gap.system = map::SystemName(from.at("system").get<std::string>());
  if (!from.at("collection").is_null())
    gap.collection = map::CollectionName(from.at("collection").get<std::string>());
  gap.field_or_link = from.at("name").get<std::string>();
  gap.count = from.at("count").get<std::uint64_t>();
  gap.detail = text_of(from.at("detail"));
  return gap;
}

json written(const KnownIdentifier& known) {
  return {{"kind", known.identifier.kind.text()},
          {"value", bytes_of(known.identifier.value.reveal())},
          {"supplied", known.supplied},
          {"followed", known.followed},
          {"found", known.found_in ? written(*known.found_in) : json()}};
}
KnownIdentifier read_known(const json& from) {
  KnownIdentifier known;
  known.identifier.kind = subject::KindName(from.at("kind").get<std::string>());
  known.identifier.value = base::Personal<std::string>(text_of(from.at("value")));
  known.supplied = from.at("supplied").get<bool>();
  known.followed = from.at("followed").get<bool>();
  if (!from.at("found").is_null()) known.found_in = read_at(from.at("found"));
  return known;
}

}  // namespace

base::Personal<std::string> to_bytes(const Dossier& dossier) {
  json made = {
      {"dossier", version}, {"outcome", static_cast<int>(dossier.outcome)}, {"map", dossier.map_digest}};
  for (const char* list : {"collections", "identifiers", "gaps"}) made[list] = json::array();
  for (const CollectionRows& rows : dossier.collections) made["collections"].push_back(written(rows));
  for (const KnownIdentifier& known : dossier.identifiers) made["identifiers"].push_back(written(known));
  for (const NotSearched& gap : dossier.not_searched) made["gaps"].push_back(written(gap));
  const std::vector<std::uint8_t> bytes = json::to_cbor(made);
  return base::Personal<std::string>(std::string(bytes.begin(), bytes.end()));
}

Dossier from_bytes(const base::Personal<std::string>& bytes) {
  try {
    const json from = json::from_cbor(bytes.reveal());
    if (from.at("dossier").get<int>() != version)
      throw base::Fault(base::FaultKind::broken, "stored dossier", "written by another version");
    Dossier dossier;
    dossier.outcome = static_cast<Outcome>(from.at("outcome").get<int>());
    dossier.map_digest = from.at("map").get<std::string>();
    for (const json& rows : from.at("collections")) dossier.collections.push_back(read_rows(rows));
    for (const json& known : from.at("identifiers")) dossier.identifiers.push_back(read_known(known));
    for (const json& gap : from.at("gaps")) dossier.not_searched.push_back(read_gap(gap));
    return dossier;
  } catch (const json::exception&) {
    throw base::Fault(base::FaultKind::broken, "stored dossier", "its bytes are not a dossier");
  }
}

}  // namespace habeas::dossier

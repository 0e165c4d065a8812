#include <habeas/plan/stored.h>

#include <habeas/base/fault.h>

#include <nlohmann/json.hpp>

namespace habeas::plan {
namespace {

using nlohmann::json;
constexpr int version = 2;

json written(const CellFate& cell) {
  return json::array({cell.column.text(), cell.field, cell.link, cell.technical, static_cast<int>(cell.fate),
                      cell.ground, cell.article.text, cell.article.number, static_cast<int>(cell.becomes),
                      cell.literal, cell.correction, cell.until ? json(base::to_iso(*cell.until)) : json(),
                      cell.reference, cell.activity, cell.at_least});
}
CellFate read_cell(const json& from) {
  CellFate cell;
  cell.column = relation::ColumnName(from.at(0).get<std::string>());
  cell.field = from.at(1).get<int>();
  cell.link = from.at(2).get<int>();
  cell.technical = from.at(3).get<bool>();
  cell.fate = static_cast<Fate>(from.at(4).get<int>());
  cell.ground = from.at(5).get<std::string>();
  cell.article = {from.at(6).get<std::string>(), from.at(7).get<std::string>()};
  cell.becomes = static_cast<Becomes>(from.at(8).get<int>());
  cell.literal = from.at(9).get<std::string>();
  cell.correction = from.at(10).get<int>();
  if (!from.at(11).is_null()) cell.until = base::parse_date(from.at(11).get<std::string>());
  cell.reference = from.at(12).get<std::string>();
  cell.activity = from.at(13).get<std::string>();
  cell.at_least = from.at(14).get<bool>();
  return cell;
}

json written(const CollectionPlan& of) {
  json patterns = json::array();
  for (const auto& pattern : of.patterns) {
    json cells = json::array();
    for (const CellFate& cell : pattern) cells.push_back(written(cell));
    patterns.push_back(std::move(cells));
  }
  json rows = json::array();
  for (const RowFate& row : of.rows) rows.push_back(json::array({row.row, row.pattern}));
  return {{"of", of.rows_of}, {"patterns", std::move(patterns)}, {"rows", std::move(rows)}};
}
CollectionPlan read_collection(const json& from) {
  CollectionPlan of;
  of.rows_of = from.at("of").get<std::size_t>();
  for (const json& pattern : from.at("patterns")) {
    auto& cells = of.patterns.emplace_back();
    for (const json& cell : pattern) cells.push_back(read_cell(cell));
  }
  for (const json& row : from.at("rows"))
    of.rows.push_back({row.at(0).get<std::uint32_t>(), row.at(1).get<std::uint32_t>()});
  return of;
}

}  // namespace

std::string to_bytes(const Plan& plan) {
  json made = {{"plan", version},
               {"right", std::string(law::to_string(plan.right))},
               {"questions", plan.questions},
               {"notes", plan.notes},
               {"map", plan.map_digest},
               {"law", plan.law_digest},
               {"digest", plan.digest},
               {"collections", json::array()}};
  for (const CollectionPlan& of : plan.collections) made["collections"].push_back(written(of));
  const std::vector<std::uint8_t> bytes = json::to_cbor(made);
  return {bytes.begin(), bytes.end()};
}

Plan from_bytes(std::string_view bytes) {
  const auto broken = [](const char* why) {
    return base::Fault(base::FaultKind::broken, "stored plan", why);
  };
  try {
    const json from = json::from_cbor(bytes);
    if (from.at("plan").get<int>() != version) throw broken("written by another version");
    Plan plan;
    const auto right = law::right_named(from.at("right").get<std::string>());
    if (!right) throw broken("unknown right");
    plan.right = *right;
    plan.questions = from.at("questions").get<std::vector<std::string>>();
    plan.notes = from.at("notes").get<std::vector<std::string>>();
    plan.map_digest = from.at("map").get<std::string>();
    plan.law_digest = from.at("law").get<std::string>();
    plan.digest = from.at("digest").get<std::string>();
    for (const json& of : from.at("collections")) plan.collections.push_back(read_collection(of));
    return plan;
  } catch (const json::exception&) {
    throw broken("its bytes are not a plan");
  }
}

}  // namespace habeas::plan

#include <habeas/act/marks.h>

#include <habeas/map/codec.h>

#include <algorithm>
#include <array>

namespace habeas::act {
namespace {

bool is_name(const std::string& data) {
  static constexpr std::array<std::string_view, 4> names = {"identity.name", "identity.given-name",
                                                            "identity.family-name", "identity.former-name"};
  return std::find(names.begin(), names.end(), data) != names.end();
}

bool redacts(const plan::Plan& plan) {
  for (const auto& collection : plan.collections) {
    for (const auto& pattern : collection.patterns) {
      for (const auto& cell : pattern) {
        if (cell.becomes == plan::Becomes::redacted) return true;
      }
    }
  }
  return false;
}

void names_in(const map::Map& map, const dossier::Dossier& dossier, dossier::Cells& cells,
              std::vector<std::string>& names) {
  for (const auto& where : dossier.collections) {
    if (where.sight_table) continue;
    const auto& collection = map.systems.at(where.at.system).collections.at(where.at.collection);
    if (!collection.is) continue;
    for (const auto& field : collection.fields) {
      if (!is_name(field.data)) continue;
      cells.rows(where, {field.column}, [&](std::size_t row, const base::Personal<relation::Row>& content) {
        if (!where.rows[row].is_person) return;
        const auto values = map::read_values(field.codec, content.reveal().at(0));
        if (!values) return;
        for (const auto& value : *values) {
          for (auto& part : parts_of_name(value)) names.push_back(std::move(part));
        }
      });
    }
  }
}

std::vector<std::string> kept_names(const Order& order, const std::string& kept_as) {
  std::vector<std::string> names;
  if (!order.take_back) return names;
  const auto kept = order.take_back(kept_as);
  for (const auto& cell : relation::decode(kept.reveal()).value_or(relation::Row{}))
    names.push_back(relation::canonical_text(cell).value_or(""));
  return names;
}

void keep_names(const Order& order, const std::string& kept_as, const std::vector<std::string>& names) {
  if (!order.put_away || names.empty()) return;
  relation::Row row;
  for (const auto& name : names) row.emplace_back(relation::Text{name});
  order.put_away(kept_as, base::Personal<std::string>(relation::encode(row)));
}

}  // namespace

Marks marks_of(const Order& order, const plan::Plan& plan, const dossier::Dossier& dossier,
               dossier::Cells& cells) {
  Marks marks;
  if (!redacts(plan)) return marks;
  for (const auto& known : order.dossier.identifiers) marks.identifiers.push_back(known.identifier);
  const std::string kept_as = "names/" + order.run;
  auto names = kept_names(order, kept_as);
  if (names.empty()) {
    names_in(order.map, dossier, cells, names);
    keep_names(order, kept_as, names);
  }
  marks.names = base::Personal(std::move(names));
  return marks;
}

}  // namespace habeas::act

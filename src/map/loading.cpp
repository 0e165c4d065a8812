#include <habeas/map/loading.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace habeas::map {

using base::Node;
using relation::Condition;

bool Names::has(const std::string& name) const {
  return std::find(all.begin(), all.end(), name) != all.end();
}

void Loading::error(const base::Place& place, std::string what, std::string hint) {
  problems.push_back({place, std::move(what), std::move(hint), base::Gravity::error});
}

void Loading::warning(const base::Place& place, std::string what, std::string hint) {
  problems.push_back({place, std::move(what), std::move(hint), base::Gravity::warning});
}

bool Loading::known(const Placed& name, const Names& names, std::string_view what) {
  if (!names.whole || names.has(name.text)) return true;
  error(name.place, fmt::format("unknown {} '{}'.", what, name.text), did_you_mean(name.text, names.all));
  return false;
}

std::vector<ActivityName> read_purposes(const Node& node, const std::vector<ActivityName>& otherwise,
                                        Loading& loading) {
  if (!value(node, "for")) return otherwise;
  std::vector<ActivityName> purposes;
  for (const auto& name : texts(node, "for"))
    if (loading.known(name, loading.activities, "activity")) purposes.emplace_back(name.text);
  return purposes;
}

From read_from(const Node& node, From otherwise) {
  const std::string from = text(node, "from");
  if (from == "subject") return From::subject;
  if (from == "observed") return From::observed;
  if (from == "derived") return From::derived;
  if (from == "third-party") return From::third_party;
  return otherwise;
}

namespace {

// Whole numbers are bound as such; a spelling that is not canonical ("007") is text.
relation::Value constant_of(const Node& node) {
  std::int64_t number = 0;
  const auto& text = node.text;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole =
      error == std::errc() && end == text.data() + text.size() && std::to_string(number) == text;
  if (node.plain && whole) return number;
  return relation::Text{text};
}

// A column of type boolean is 1, t or true, according to the engine and to who made the table.
Condition is_boolean(const relation::ColumnName& column, bool yes) {
  Condition any;
  any.kind = Condition::Kind::any;
  any.parts = {relation::equals(column, std::int64_t{yes ? 1 : 0}),
               relation::equals(column, relation::Text{yes ? "true" : "false"}),
               relation::equals(column, relation::Text{yes ? "t" : "f"})};
  return any;
}

Condition column_is(const relation::ColumnName& column, const Node& constant) {
  if (constant.kind == Node::Kind::null) {
    Condition null;
    null.kind = Condition::Kind::is_null;
    null.column = column;
    return null;
  }
  if (constant.is_true() || constant.is_false()) return is_boolean(column, constant.is_true());
  return relation::equals(column, constant_of(constant));
}

}  // namespace

Condition read_condition(const Node& node, std::string_view key) {
  std::vector<Condition> parts;
  const Node* conditions = value(node, key);
  if (!conditions) return {};
  for (const auto& [name, constants] : conditions->entries) {
    const relation::ColumnName column(name.text);
    if (constants.kind != Node::Kind::list) {
      parts.push_back(column_is(column, constants));
      continue;
    }
    Condition any;
    any.kind = Condition::Kind::any;
    for (const auto& constant : constants.items) any.parts.push_back(column_is(column, constant));
    parts.push_back(std::move(any));
  }
  if (parts.size() == 1) return parts.front();
  return relation::all_of(std::move(parts));
}

Secret read_secret(const Node* node) {
  if (!node) return {};
  std::string_view which;
  const Node* found = the_one(*node, form("secret").exactly_one, which);
  if (!found) return {};
  const auto from = which == "env"    ? Secret::From::env
                    : which == "file" ? Secret::From::file
                                      : Secret::From::credential;
  return {from, found->text};
}

}  // namespace habeas::map

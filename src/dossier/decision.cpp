#include <habeas/dossier/decision.h>

#include <habeas/base/text.h>
#include <habeas/base/utf8.h>
#include <habeas/base/yaml.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

namespace habeas::dossier {
namespace {

using base::Node;
using relation::Value;

constexpr std::size_t longest_text = 1'000;  // bytes of a name or a reason
constexpr std::array known_keys = {"collection", "key", "is", "by", "on", "because"};

std::string name_of(const map::Map& map, const map::CollectionAt& at) {
  const auto& system = map.systems[at.system];
  return system.system.text() + "." + system.collections[at.collection].name.text();
}

bool bears_an_identifier(const map::Collection& collection) {
  return std::any_of(collection.fields.begin(), collection.fields.end(),
                     [](const map::Field& field) { return field.identifier.has_value(); }) ||
         std::any_of(collection.links.begin(), collection.links.end(),
                     [](const map::Link& link) { return link.identifier.has_value(); });
}

std::optional<std::string> octets_of(std::string_view hex) {
  std::string octets;
  if (hex.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    unsigned octet = 0;
    const auto read = std::from_chars(hex.data() + i, hex.data() + i + 2, octet, 16);
    if (read.ec != std::errc() || read.ptr != hex.data() + i + 2) return std::nullopt;
    octets += static_cast<char>(octet);
  }
  return octets;
}

// A whole number only in its one spelling: 0012 is a text.
Value plain_value(const Node& node) {
  std::int64_t number = 0;
  const auto* end = node.text.data() + node.text.size();
  const auto read = std::from_chars(node.text.data(), end, number);
  if (node.plain && read.ec == std::errc() && read.ptr == end && std::to_string(number) == node.text)
    return number;
  return relation::Text{node.text};
}

class Reader {
 public:
  Reader(const map::Map& map, std::string_view text, const std::string& file)
      : map_(map), file_(base::read_yaml(text, file)) {}

  Decisions run() {
    result_.problems = std::move(file_.problems);
    const auto* list = file_.root.find("decisions");
    if (file_.root.kind == Node::Kind::mapping) refuse_others(file_.root, {"decisions"});
    if (list == nullptr || list->kind != Node::Kind::list) {
      if (result_.problems.empty())
        complain(file_.root, "a list 'decisions' is needed",
                 "Paste the lines that habeas find prints for each candidate.");
    } else {
      for (const auto& item : list->items) read_item(item);
    }
    std::stable_sort(result_.problems.begin(), result_.problems.end(),
                     [](const auto& a, const auto& b) { return a.place < b.place; });
    return std::move(result_);
  }

 private:
  void complain(const Node& at, std::string what, std::string hint = "") {
    result_.problems.push_back({at.place, std::move(what), std::move(hint), base::Gravity::error});
  }

  void refuse_others(const Node& mapping, const std::vector<std::string>& known) {
    for (const auto& entry : mapping.entries) {
      if (std::find(known.begin(), known.end(), entry.first.text) != known.end()) continue;
      const auto meant = base::nearest(entry.first.text, known);
      complain(entry.first, "unknown key", meant.empty() ? "" : "Did you mean '" + meant + "'?");
    }
  }

  void read_item(const Node& item) {
    if (item.kind != Node::Kind::mapping)
      return complain(item, "a decision is {collection, key, is, by, on, because}");
    refuse_others(item, {known_keys.begin(), known_keys.end()});
    const auto before = result_.problems.size();
    Decision decision;
    decision.place = item.place;
    read_row(item, decision);
    read_verdict(item, decision);
    decision.by = words(item, "by", "who decided");
    decision.because = base::Personal<std::string>(words(item, "because", "why"));
    const auto on = base::parse_date(text(item, "on"));
    if (on)
      decision.on = *on;
    else
      complain(at(item, "on"), "'on' must be the day of the decision, as 2026-11-24");
    if (result_.problems.size() == before) add(item, std::move(decision));
  }

  static const Node& at(const Node& item, const char* key) {
    const auto* node = item.find(key);
    return node != nullptr ? *node : item;
  }
  static std::string text(const Node& item, const char* key) {
    const auto* node = item.find(key);
    return node != nullptr && node->kind == Node::Kind::scalar ? node->text : std::string();
  }

  std::string words(const Node& item, const char* key, const char* meaning) {
    const std::string given(base::trim(text(item, key)));
    if (given.empty()) complain(at(item, key), fmt::format("'{}' must say {}", key, meaning));
    if (given.size() > longest_text)
      complain(at(item, key), fmt::format("'{}' is longer than {} bytes", key, longest_text));
    return given;
  }

  void read_verdict(const Node& item, Decision& decision) {
    const auto says = text(item, "is");
    if (says == to_string(Decision::Says::this_person))
      decision.says = Decision::Says::this_person;
    else if (says != to_string(Decision::Says::somebody_else))
      complain(at(item, "is"), "'is' must be 'this person' or 'somebody else'");
  }

  void read_row(const Node& item, Decision& decision) {
    const auto* collection = find_collection(item, decision.at);
    if (collection == nullptr) return;
    if (!decidable(*collection))
      return complain(at(item, "collection"), name_of(map_, decision.at) + why_not(*collection),
                      "Decide upon the rows that are persons, or that bear an identifier.");
    read_key(item, *collection, decision);
  }

  static std::string why_not(const map::Collection& collection) {
    return collection.key.empty() ? " has no key, so none of its rows can be named"
                                  : " is not a person and bears no identifier: whose its rows are, links say";
  }

  const map::Collection* find_collection(const Node& item, map::CollectionAt& where) {
    const auto name = text(item, "collection");
    std::vector<std::string> known;
    for (std::size_t s = 0; s < map_.systems.size(); ++s) {
      for (std::size_t c = 0; c < map_.systems[s].collections.size(); ++c) {
        where = {s, c};
        known.push_back(name_of(map_, where));
        if (known.back() == name) return &map_.systems[s].collections[c];
      }
    }
    const auto meant = base::nearest(name, known);
    complain(at(item, "collection"), "'collection' must be one of the map's, as SYSTEM.COLLECTION",
             meant.empty() ? "" : "Did you mean '" + meant + "'?");
    return nullptr;
  }

  void read_key(const Node& item, const map::Collection& collection, Decision& decision) {
    const auto& node = at(item, "key");
    std::vector<const Node*> cells;
    if (node.kind == Node::Kind::list) {
      for (const auto& cell : node.items) cells.push_back(&cell);
    } else if (&node != &item) {
      cells.push_back(&node);
    }
    if (cells.size() != collection.key.size())
      return complain(node, fmt::format("'key' must have the {} cells of {}'s key", collection.key.size(),
                                        name_of(map_, decision.at)));
    relation::Row key;
    for (const auto* cell : cells) {
      const auto* hex = cell->kind == Node::Kind::mapping ? cell->find("hex") : nullptr;
      const auto octets = hex != nullptr ? octets_of(hex->text) : std::nullopt;
      if (cell->kind == Node::Kind::scalar)
        key.push_back(plain_value(*cell));
      else if (octets)
        key.emplace_back(relation::Bytes{*octets});
      else
        complain(*cell, "a key's cell is a number, a text, or {hex: …}");
    }
    decision.key = relation::RowKey(key);
  }

  // Two words about one row are a mistake, even when they agree.
  void add(const Node& item, Decision decision) {
    std::vector<std::string> texts = {name_of(map_, decision.at)};
    for (const auto& cell : decision.key.reveal()) texts.push_back(key_text(cell).value_or(""));
    const auto [first, is_new] = decided_.try_emplace(std::move(texts), item.place.line);
    if (is_new)
      result_.decisions.push_back(std::move(decision));
    else
      complain(item, fmt::format("this row is decided upon in line {} already", first->second));
  }

  const map::Map& map_;
  base::YamlFile file_;
  Decisions result_;
  std::map<std::vector<std::string>, std::size_t> decided_;  // by row: the line
};

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    const auto step = base::first_step(text);
    const auto c = step.character;
    if (c == U'"' || c == U'\\')
      result += fmt::format("\\{}", static_cast<char>(c));
    else if (!base::is_obeyed(c))
      result += text.substr(0, step.length);
    else
      result += c <= 0xFFFF ? fmt::format("\\u{:04X}", static_cast<std::uint32_t>(c))
                            : fmt::format("\\U{:08X}", static_cast<std::uint32_t>(c));
    text.remove_prefix(step.length);
  }
  return result + "\"";
}

std::string cell_in_yaml(const Value& cell) {
  if (std::holds_alternative<std::int64_t>(cell)) return *relation::canonical_text(cell);
  const auto text = *key_text(cell);
  if (std::holds_alternative<relation::Bytes>(cell) || !base::is_utf8(text))
    return "{hex: \"" + base::hex(text) + "\"}";
  return in_quotes(text);
}

}  // namespace

std::string_view to_string(Decision::Says says) {
  return says == Decision::Says::this_person ? "this person" : "somebody else";
}

bool decidable(const map::Collection& collection) {
  return !collection.key.empty() && (collection.is.has_value() || bears_an_identifier(collection));
}

std::optional<std::string> key_text(const Value& cell) {
  if (const auto* bytes = std::get_if<relation::Bytes>(&cell)) return bytes->octets;
  return relation::canonical_text(cell);
}

Decisions read_decisions(const map::Map& map, std::string_view text, const std::string& file) {
  return Reader(map, text, file).run();
}

std::string line_to_fill(const map::Map& map, const map::CollectionAt& at, const relation::RowKey& key) {
  const auto cells = key.reveal();
  if (!decidable(map.systems[at.system].collections[at.collection]) ||
      std::any_of(cells.begin(), cells.end(), relation::is_null))
    return {};
  std::vector<std::string> written;
  for (const auto& cell : cells) written.push_back(cell_in_yaml(cell));
  return fmt::format(R"(  - {{collection: {}, key: [{}], is: "", by: "", on: "", because: ""}})",
                     name_of(map, at), fmt::join(written, ", "));
}

}  // namespace habeas::dossier

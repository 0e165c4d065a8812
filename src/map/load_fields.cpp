// The fields of a collection: what each says about people, and how it lies in its column.
#include <habeas/map/codec_path.h>
#include <habeas/map/loading_system.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace habeas::map {

using base::Node;

namespace {

constexpr std::array<std::string_view, 6> codec_keys = {"json", "rows", "php", "ip", "list", "mime"};

bool is_own_category(std::string_view name) {
  return name.size() > 2 && name.substr(0, 2) == "x." && name.find("..") == name.npos && name.back() != '.';
}

std::vector<std::string> category_names() {
  std::vector<std::string> names;
  for (const auto& one : data_categories()) names.push_back(one.name);
  return names;
}

void read_category(const Placed& data, Field& field, Loading& loading) {
  field.data = data.text;
  if (is_own_category(data.text)) return;
  if (const auto* category = data_category(data.text)) {
    field.special = category->special;
    return;
  }
  auto hint = did_you_mean(data.text, category_names());
  if (hint.empty()) hint = "The list is in docs/map.md; your own begin with 'x.'.";
  loading.error(data.place, fmt::format("unknown category of data '{}'.", data.text), std::move(hint));
}

void check_path(const Placed& path, Loading& loading) {
  const auto steps = parse_path(path.text);
  if (!steps)
    loading.error(path.place, fmt::format("'{}' is not a path: {}.", path.text, steps.error()),
                  "Write $.name, $['any name'] or $.list[0].");
}

void read_key_value(const Node& rows, Field& field) {
  field.codec.kind = Codec::Kind::rows;
  field.codec.name_column = ColumnName(text(rows, "name"));
  field.codec.is = text(rows, "is");
  field.column = ColumnName(text(rows, "value"));
}

void read_one_codec(std::string_view key, const Node& node, Field& field, Loading& loading) {
  auto& codec = field.codec;
  if (key == "rows") {
    read_key_value(node, field);
  } else if (key == "ip") {
    codec.kind = node.is_true() ? Codec::Kind::ip : Codec::Kind::plain;
  } else if (key == "list") {
    codec.kind = Codec::Kind::list;
    codec.separator = node.text;
  } else if (key == "mime") {
    codec.kind = Codec::Kind::mime;
    codec.path = node.text;
  } else {
    codec.kind = key == "json" ? Codec::Kind::json : Codec::Kind::php;
    codec.path = node.text;
    if (node.kind == Node::Kind::scalar && !node.text.empty()) check_path({node.text, node.place}, loading);
  }
}

void read_codec(const Node& node, Field& field, Loading& loading) {
  std::string_view first;
  for (const auto& key : codec_keys) {
    const Node* codec = value(node, key);
    if (!codec) continue;
    if (!first.empty()) {
      loading.error(codec->place,
                    fmt::format("'{}' and '{}' exclude each other: a field is read in one way.", first, key));
      continue;
    }
    first = key;
    read_one_codec(key, *codec, field, loading);
  }
  if (const Node* column = value(node, "column"); column && first == "rows")
    loading.error(column->place, "'column' and 'rows' exclude each other: 'rows' names the columns.");
}

Erase read_field_erase(const Node& node, Loading& loading) {
  const Node* erase = value(node, "erase");
  if (!erase || erase->kind == Node::Kind::list || erase->kind == Node::Kind::mapping) return {};
  if (erase->kind == Node::Kind::null) {
    loading.error(erase->place, "'erase' is nothing.", "Write clear to empty the cell; it is the default.");
    return {};
  }
  static const std::vector<std::pair<std::string, Erase::Kind>> ways = {
      {"clear", Erase::Kind::clear},
      {"truncate", Erase::Kind::truncate},
      {"mask", Erase::Kind::mask},
      {"redact", Erase::Kind::redact},
      {"pseudonym", Erase::Kind::pseudonym}};
  std::vector<std::string> words;
  for (const auto& [word, kind] : ways) {
    if (erase->plain && erase->text == word) return {.kind = kind, .literal = {}, .fields = {}};
    words.push_back(word);
  }
  // Without quotes it may be a word misspelt; as a literal it would go into the database.
  const auto meant = erase->plain ? base::nearest(erase->text, words) : std::string();
  if (!meant.empty())
    loading.error(erase->place, fmt::format("'erase' cannot be '{}'.", erase->text),
                  fmt::format("Did you mean '{}'? If it is the text to write, put it in quotes.", meant));
  return {.kind = Erase::Kind::literal, .literal = erase->text, .fields = {}};
}

void read_consent(const Node& node, Field& field, Loading& loading) {
  if (const auto consent = placed(node, "consent")) {
    field.consent = consent->text;
    if (loading.consents.whole && !loading.consents.has(consent->text))
      loading.error(consent->place, fmt::format("no activity rests on the consent '{}'.", consent->text),
                    did_you_mean(consent->text, loading.consents.all));
  }
  const Node* values = value(node, "value");
  if (!values) return;
  if (!value(node, "consent"))
    loading.error(values->place, "'value' says when a consent is given, and there is no 'consent' here.");
  const Node* given = value(*values, "given");
  const Node* withdrawn = value(*values, "withdrawn");
  if (!given || !withdrawn) return;
  if (given->text == withdrawn->text && given->kind == withdrawn->kind)
    loading.error(withdrawn->place, "'given' and 'withdrawn' are the same value.");
  field.consent_values = {given->text, withdrawn->text};
}

void read_freeze(const Node& node, Field& field, Loading& loading) {
  const Node* values = value(node, "freeze");
  if (!values) return;
  const Node* frozen = value(*values, "frozen");
  const Node* free = value(*values, "free");
  if (!frozen || !free) return;
  if (frozen->text == free->text && frozen->kind == free->kind)
    loading.error(free->place, "'frozen' and 'free' are the same value.");
  field.freeze_values = {frozen->text, free->text};
}

void read_decision(const Node& node, Field& field, Loading& loading) {
  const auto decision = placed(node, "decision");
  if (!decision) return;
  field.decision = ActivityName(decision->text);
  if (!loading.known(*decision, loading.activities, "activity")) return;
  const Activity* activity = loading.map.activity(*field.decision);
  if (activity && !activity->automated)
    loading.error(decision->place, fmt::format("activity '{}' takes no automated decision.", decision->text),
                  "Give it `automated-decision: {effect, logic}` in activities.yaml.");
}

void read_file(const Node& node, Field& field, Loading& loading) {
  const auto file = placed(node, "file");
  if (!file) return;
  field.file = SystemName(file->text);
  if (!loading.known(*file, loading.systems, "system")) return;
  const System* system = loading.map.organisation.system(*field.file);
  if (system && !system->kind.empty() && system->kind != "files" && system->kind != "manual")
    loading.error(file->place,
                  fmt::format("'{}' is not a folder of files: it is {}.", file->text, system->kind));
}

// Whether a `for` is there; that its activities are known is held elsewhere.
bool says_purposes(const Node& node) {
  const Node* purposes = value(node, "for");
  return purposes && !(purposes->kind == Node::Kind::list && purposes->items.empty());
}

// What excludes what, and what must be said.
void check_sense(const Node& name, const Node& node, const Node& collection, Loading& loading) {
  const bool has_data = value(node, "data") || node.kind == Node::Kind::scalar;
  if (truth(node, "secret") && (has_data || value(node, "identifier")))
    loading.error(
        name.place,
        fmt::format("'{}' is secret and has '{}' too.", name.text, has_data ? "data" : "identifier"),
        "A secret is never disclosed, and nobody is found by it.");
  if (const Node* shared = value(node, "shared"); shared && !value(node, "identifier"))
    loading.error(shared->place, "'shared' is said of an identifier, and there is no 'identifier' here.");
  if (const Node* verified = value(node, "verified"); verified && !value(node, "identifier"))
    loading.error(verified->place, "'verified' is said of an identifier, and there is no 'identifier' here.");
  if (truth(node, "verified") && truth(node, "shared"))
    loading.error(name.place, fmt::format("'{}' is shared and verified.", name.text),
                  "What several people may have proves nobody.");
  const Node* secret = value(node, "secret");
  const bool says_something = has_data || value(node, "identifier") || (secret && !secret->is_false());
  if (!says_something && node.kind == Node::Kind::mapping)
    loading.error(
        name.place, fmt::format("'{}' does not say what it holds.", name.text),
        "Give 'data', 'identifier' or 'secret: true'; a column about nobody belongs in 'technical'.");
  if (!says_purposes(node) && !says_purposes(collection))
    loading.error(name.place, fmt::format("'{}' serves no activity.", name.text),
                  "Give 'for' here or on the collection.");
}

Field read_field(const Node& name, const Node& node, const Collection& defaults, Loading& loading) {
  Field field;
  field.name = FieldName(name.text);
  field.place = name.place;
  field.column = ColumnName(value(node, "column") ? text(node, "column") : name.text);
  field.title = words(node, "title", loading.language);
  field.from = read_from(node, defaults.from);
  field.purposes = read_purposes(node, defaults.purposes, loading);
  const auto data = node.kind == Node::Kind::scalar ? Placed{node.text, node.place}
                                                    : placed(node, "data").value_or(Placed{});
  if (!data.text.empty()) read_category(data, field, loading);
  if (const auto kind = placed(node, "identifier")) {
    field.identifier = subject::KindName(kind->text);
    loading.known(*kind, {loading.map.organisation.kinds.names()}, "kind of identifier");
  }
  field.shared = truth(node, "shared");
  field.verified = truth(node, "verified");
  field.secret = truth(node, "secret");
  field.agree = truth(node, "agree");
  field.erase = read_field_erase(node, loading);
  if (const Node* retention = value(node, "retention")) field.retention_since = text(*retention, "since");
  read_file(node, field, loading);
  read_freeze(node, field, loading);
  read_decision(node, field, loading);
  read_consent(node, field, loading);
  read_codec(node, field, loading);
  return field;
}

// Of two fields of one column: do they read the same part of it, or one the whole and one a part?
bool overlap(const Field& a, const Field& b) {
  if (a.codec.kind != b.codec.kind || a.codec.name_column != b.codec.name_column) return true;
  return a.codec.path == b.codec.path && a.codec.is == b.codec.is && a.codec.separator == b.codec.separator;
}

void check_columns(const std::vector<Field>& fields, Loading& loading) {
  std::map<ColumnName, std::vector<const Field*>> readers;
  for (const auto& field : fields) {
    auto& before = readers[field.column];
    const auto other =
        std::find_if(before.begin(), before.end(), [&](const Field* one) { return overlap(*one, field); });
    if (other != before.end())
      loading.error(field.place,
                    fmt::format("'{}' and '{}' read the same column '{}'.", (*other)->name.text(),
                                field.name.text(), field.column.text()),
                    "Several fields may share a column only when each reads its own part of it.");
    before.push_back(&field);
  }
}

// name+birthdate is several columns of one row: exactly one is the date, the others in written order the name.
void check_name_and_birthdate(const std::vector<Field>& fields, Loading& loading) {
  const Field* first = nullptr;
  std::size_t dates = 0;
  std::size_t names = 0;
  for (const auto& field : fields) {
    if (!field.identifier || field.identifier->text() != "name+birthdate") continue;
    if (!first) first = &field;
    ++(field.data == "identity.birthdate" ? dates : names);
  }
  if (!first || (dates == 1 && names > 0)) return;
  loading.error(
      first->place,
      fmt::format("name+birthdate has {} here and {}.",
                  dates == 0   ? "no date"
                  : dates == 1 ? "one date"
                               : "several dates",
                  names == 0 ? "no name" : "a name"),
      "One field with data identity.birthdate, and at least one with a name, must have this identifier.");
}

}  // namespace

std::vector<Field> read_fields(const Node& collection, const Collection& defaults, Loading& loading) {
  std::vector<Field> fields;
  const Node* written = value(collection, "fields");
  if (!written) return fields;
  for (const auto& [name, node] : written->entries) {
    fields.push_back(read_field(name, node, defaults, loading));
    check_sense(name, node, collection, loading);
  }
  check_columns(fields, loading);
  check_name_and_birthdate(fields, loading);
  return fields;
}

}  // namespace habeas::map

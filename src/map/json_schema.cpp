// The JSON Schemas for editors, written from the tables of the language. They say what the tables say: keys, types and
// closed lists. That a name must exist elsewhere is `habeas check`'s to say.
#include <habeas/map/language.h>
#include <habeas/map/load.h>

#include <nlohmann/json.hpp>

#include <set>

namespace habeas::map {

namespace {

using Json = nlohmann::ordered_json;

Json reference(std::string_view form_name) { return {{"$ref", "#/$defs/" + std::string(form_name)}}; }

// An editor reads 2024 or true as a number or a boolean; habeas reads them as they are written.
Json text() { return {{"type", {"string", "number", "boolean"}}}; }

Json list_of(Json each) { return {{"type", "array"}, {"items", std::move(each)}}; }

Json either(std::vector<Json> ways) { return {{"anyOf", std::move(ways)}}; }

template <class Texts>
Json one_of(const Texts& texts) {
  Json all = Json::array();
  for (const auto& one : texts) all.push_back(std::string(one));
  return {{"enum", std::move(all)}};
}

Json mapping_to(Json each) { return {{"type", "object"}, {"additionalProperties", std::move(each)}}; }

Json our_names_to(Json each, Naming naming) {
  Json object = mapping_to(std::move(each));
  if (naming == Naming::plain) object["propertyNames"] = {{"pattern", std::string(plain_name_pattern)}};
  return object;
}

Json words() {
  Json by_language = mapping_to(text());
  by_language["propertyNames"] = one_of(word_languages());
  by_language["minProperties"] = 1;
  return either({text(), by_language});
}

Json categories() {
  std::vector<std::string> names;
  for (const auto& one : data_categories()) names.push_back(one.name);
  return either({one_of(names), {{"type", "string"}, {"pattern", "^x\\.."}}});
}

Json closed_list(std::string_view of) {
  if (of == "data") return categories();
  if (of == "calendar") return one_of(calendars());
  return text();
}

Json constant() { return {{"type", {"string", "number", "boolean", "null"}}}; }

Json duration() {
  return {{"type", "string"},
          {"pattern", "^[0-9]+ (year|month|week|day)s?( [0-9]+ (year|month|week|day)s?)*$"}};
}

// The form, or the text that stands for one of its keys.
Json form_or_short(std::string_view name) {
  const Form& it = form(name);
  if (it.short_form.empty()) return reference(name);
  return either({closed_list(key_of(it, it.short_form)->of), reference(name)});
}

Json form_or_list(std::string_view name) {
  return either({form_or_short(name), list_of(form_or_short(name))});
}

Json of_type(const Key& key) {
  switch (key.type) {
    case Type::text: return closed_list(key.of);
    case Type::truth: return {{"type", "boolean"}};
    case Type::constant: return constant();
    case Type::words: return words();
    case Type::texts: return either({text(), list_of(text())});
    case Type::choice: return one_of(choices(key.of));
    case Type::choice_or_texts: return either({one_of(choices(key.of)), list_of(text())});
    case Type::country: return one_of(countries());
    case Type::languages: return list_of(one_of(our_languages()));
    case Type::duration: return duration();
    case Type::conditions: return mapping_to(either({constant(), list_of(constant())}));
    case Type::columns: return mapping_to(text());
    case Type::choices_by_name: return our_names_to(one_of(choices(key.of)), Naming::plain);
    case Type::form: return form_or_short(key.of);
    case Type::forms: return form_or_list(key.of);
    case Type::forms_by_name: return our_names_to(form_or_short(key.of), form(key.of).naming);
    case Type::form_lists_by_name: return our_names_to(form_or_list(key.of), form(key.of).naming);
  }
  return {};
}

Json definition(const Form& form) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const auto& key : form.keys) {
    Json property = {{"description", std::string(key.meaning)}};
    property.update(of_type(key));
    properties[std::string(key.name)] = std::move(property);
    if (key.need == Need::required) required.push_back(std::string(key.name));
  }
  Json object = {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) object["required"] = std::move(required);
  for (const auto& one : form.exactly_one) object["oneOf"].push_back({{"required", {std::string(one)}}});
  return object;
}

bool names_a_form(Type type) {
  return type == Type::form || type == Type::forms || type == Type::forms_by_name ||
         type == Type::form_lists_by_name;
}

// The forms that are reached from this one, itself first.
void collect(const Form& from, std::set<std::string_view>& seen, Json& definitions) {
  if (!seen.insert(from.name).second) return;
  definitions[std::string(from.name)] = definition(from);
  for (const auto& key : from.keys)
    if (names_a_form(key.type)) collect(form(key.of), seen, definitions);
}

}  // namespace

std::string json_schema(std::string_view which) {
  Json definitions = Json::object();
  std::set<std::string_view> seen;
  collect(form(which), seen, definitions);
  const Json schema = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                       {"title", "habeas: " + std::string(which)},
                       {"$ref", "#/$defs/" + std::string(which)},
                       {"$defs", std::move(definitions)}};
  return schema.dump(2) + "\n";
}

}  // namespace habeas::map

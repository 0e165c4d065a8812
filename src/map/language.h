// The language of the map as tables: which keys each mapping has, what may stand there, and one sentence on what it
// means. The loader checks a file against these tables (shape.h) and the JSON Schemas are written from them, so that
// there is one truth. What a table cannot say (names that must exist, keys that exclude each other) is in load_*.cpp.
// Source: docs/map.md.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace habeas::map {

enum class Type {
  text,                // `of`, if any, names a closed list: data, calendar
  truth,               // true or false
  constant,            // text, number, true, false or null
  words,               // text, or a mapping of languages to texts
  texts,               // text, or a list of texts
  choice,              // one of `of`, written a|b|c
  choice_or_texts,     // one of `of`, or a list of texts
  country,             // ISO 3166, two letters
  languages,           // a list of languages that we have texts in
  duration,            // "3 years"
  conditions,          // column: constant, or column: [constants]
  columns,             // column here: column there
  choices_by_name,     // our name: one of `of`
  form,                // a mapping of the form named in `of`
  forms,               // such a mapping, or a list of them
  forms_by_name,       // our name: such a mapping
  form_lists_by_name,  // our name: such a mapping, or a list of them
};

enum class Need { optional, required };

struct Key {
  std::string_view name;
  Type type = Type::text;
  std::string_view of;
  Need need = Need::optional;
  std::string_view meaning;
};

// What a name of ours may be: a column or table may be called anything, what we name ourselves is a plain word.
enum class Naming { any, plain };

struct Form {
  std::string_view name;
  std::string_view short_form = {};  // the key that a bare text stands for; empty: only the mapping itself
  Naming naming = Naming::any;       // of the entries of a `…_by_name` of this form
  std::vector<std::string_view> exactly_one = {};  // of these keys
  std::vector<Key> keys = {};
};

std::span<const Form> forms();
const Form& form(std::string_view name);  // must exist
const Key* key_of(const Form& form, std::string_view name);
std::vector<std::string_view> choices(std::string_view of);  // "a|b" → a, b

// Letters, digits, `-`, `_` and `.`, beginning with a letter or digit; at most 64.
bool is_plain_name(std::string_view text);
inline constexpr std::string_view plain_name_pattern = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$";

bool is_country(std::string_view code);  // ISO 3166-1, two letters
bool is_in_eea(std::string_view code);   // the Union, Iceland, Liechtenstein, Norway
std::vector<std::string_view> countries();
std::span<const std::string_view> our_languages();   // those that we have texts in
std::span<const std::string_view> word_languages();  // those in which an organisation may write its words
std::span<const std::string_view> calendars();

}  // namespace habeas::map

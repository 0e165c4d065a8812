// Holds a file's tree against the tables of the language (language.h): unknown and missing keys, and values of the
// wrong type. And reads values out of a tree that was checked: whatever was of the wrong type reads as absent, since it
// has been reported.
#pragma once

#include <habeas/base/yaml.h>
#include <habeas/law/library.h>
#include <habeas/map/language.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

// Every problem of `node` as a mapping of this form, and of everything in it.
void check_shape(const base::Node& node, const Form& form, base::Problems& problems);

// "Did you mean 'x'?", or the possibilities if they are few, or nothing.
std::string did_you_mean(const std::string& wrong, const std::vector<std::string>& known);

// A value with its place, since a name is checked after it is read.
struct Placed {
  std::string text;
  base::Place place;
};

// In all of these, `node` may be of any kind: what is not a mapping has no keys.
const base::Node* value(const base::Node& node, std::string_view key);  // nullptr: absent
std::optional<Placed> placed(const base::Node& node, std::string_view key);
std::string text(const base::Node& node, std::string_view key);  // empty: absent
bool truth(const base::Node& node, std::string_view key);
std::vector<Placed> texts(const base::Node& node, std::string_view key);  // a text alone is a list of one
std::vector<Placed> texts(const base::Node& node);
// A text alone is in `language`.
law::Words words(const base::Node& node, std::string_view key, const std::string& language);
law::Words words(const base::Node& node, const std::string& language);

// The only key of `among` that is there, when exactly one must be; the first if a mistaken file has several.
const base::Node* the_one(const base::Node& node, const std::vector<std::string_view>& among,
                          std::string_view& which);

}  // namespace habeas::map

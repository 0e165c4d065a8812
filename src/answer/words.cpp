#include <habeas/answer/words.h>

#include <habeas/base/must.h>
#include <habeas/base/yaml.h>
#include <habeas/base/zone.h>

#include <array>
#include <cstdio>

namespace habeas::answer {

std::string_view text_of(std::string_view file);  // from share/, by cmake/embed.cmake

namespace {

void replace_all(std::string& text, const std::string& what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// French typography: no line begins with what closes a sentence, none ends with an opening guillemet.
std::string in_french(std::string text) {
  for (const char* mark : {":", ";", "!", "?", "»"})
    replace_all(text, std::string(" ") + mark, std::string("\u00A0") + mark);
  replace_all(text, "« ", "«\u00A0");
  return text;
}

}  // namespace

const std::string& Words::french() {
  static const std::string name = "fr";
  return name;
}

const std::string& Words::english() {
  static const std::string name = "en";
  return name;
}

Words::Words(std::string language) : language_(std::move(language)) {
  const std::string file = "words/" + language_ + ".yaml";
  const base::YamlFile yaml = base::read_yaml(text_of(file), file);
  base::must(yaml.problems.empty(), "share/words/ can be read");
  const bool is_french = language_ == french();
  for (const auto& [key, sentence] : yaml.root.entries)
    sentences_[key.text] = is_french ? in_french(sentence.text) : sentence.text;
}

const Words& Words::in(std::string_view language) {
  static const Words in_french(french());
  static const Words in_english(english());
  return language == french() ? in_french : in_english;
}

const std::string& Words::operator[](std::string_view key) const {
  const auto at = sentences_.find(key);
  base::must(at != sentences_.end(), "share/words/ has every key that the package uses");
  return at->second;
}

std::string Words::fill(std::string_view key, Fillings fillings) const {
  std::string text = (*this)[key];
  for (const auto& [name, value] : fillings) replace_all(text, "{" + std::string(name) + "}", value);
  return text;
}

std::string Words::count(std::string_view key, std::uint64_t n) const {
  const bool one = n == 1 || (n == 0 && language_ == french());
  return fill(std::string(key) + (one ? ".one" : ".other"), {{"n", number(n)}});
}

std::string Words::number(std::uint64_t n) const {
  std::string digits = std::to_string(n);
  const std::string& separator = (*this)["number.thousands"];
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, separator);
  return digits;
}

std::string Words::date(base::Date date) const {
  static constexpr std::array<std::string_view, 12> months = {"month.1", "month.2",  "month.3",  "month.4",
                                                              "month.5", "month.6",  "month.7",  "month.8",
                                                              "month.9", "month.10", "month.11", "month.12"};
  const unsigned day = static_cast<unsigned>(date.day());
  const std::string& month = (*this)[months.at(static_cast<unsigned>(date.month()) - 1)];
  return fill(day == 1 ? "date.first" : "date", {{"day", std::to_string(day)},
                                                 {"month", month},
                                                 {"year", std::to_string(static_cast<int>(date.year()))}});
}

std::string Words::moment(base::Instant at) const {
  const std::string clock = base::to_rfc3339(at).substr(11, 5);
  return fill("moment", {{"date", date(base::date_of(at))}, {"time", clock}});
}

std::string Words::moment_in(const std::string& zone, base::Instant at) const {
  return fill("moment.there", {{"date", date(base::date_in(zone, at))}, {"time", base::time_in(zone, at)}});
}

std::string Words::size(std::uint64_t bytes) const {
  if (bytes < 1000) return count("size.bytes", bytes);
  if (bytes < 1'000'000) return fill("size.kilo", {{"n", number(bytes / 1000)}});
  return fill("size.mega", {{"n", number(bytes / 1'000'000)}});
}

std::vector<std::string> Words::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, sentence] : sentences_) keys.push_back(key);
  return keys;
}

std::string spelt_as_words(std::string_view name) {
  if (name.starts_with("x.")) name.remove_prefix(2);  // a category of the organisation's own
  std::string words(name);
  for (char& c : words) {
    if (c == '_' || c == '-' || c == '.') c = ' ';
  }
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

}  // namespace habeas::answer

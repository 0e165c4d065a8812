// What a package says, in French and English: share/words/<language>.yaml, one line a sentence, for translators.
// {name} in a sentence is filled in; a key ending in .one or .other is chosen by number.
#pragma once

#include <habeas/base/time.h>
#include <habeas/law/library.h>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace habeas::answer {

class Words {
 public:
  // "fr" or "en"; any other language is answered in English.
  static const Words& in(std::string_view language);

  const std::string& language() const { return language_; }
  const std::string& other_language() const { return language_ == "fr" ? english() : french(); }

  // The sentence; the key must exist (a test holds every key in both languages).
  const std::string& operator[](std::string_view key) const;
  using Fillings = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  std::string fill(std::string_view key, Fillings fillings) const;
  // key.one or key.other with {n}; in French 0 and 1 are one, in English 1.
  std::string count(std::string_view key, std::uint64_t n) const;
  // A text of the map or of the law, in this language.
  std::string say(const law::Words& words) const { return law::say(words, language_); }

  std::string number(std::uint64_t n) const;   // 12 345 / 12,345
  std::string date(base::Date date) const;     // 24 novembre 2026 / 24 November 2026
  std::string moment(base::Instant at) const;  // 24 novembre 2026 à 13:05 (UTC)
  // The same where the organisation is (map::zone_of): 24 novembre 2026 à 14:05
  std::string moment_in(const std::string& zone, base::Instant at) const;
  std::string size(std::uint64_t bytes) const;  // 12 ko / 12 kB
  std::vector<std::string> keys() const;

 private:
  explicit Words(std::string language);
  static const std::string& french();
  static const std::string& english();

  std::string language_;
  std::map<std::string, std::string, std::less<>> sentences_;
};

// "read_at" → "Read at": what is left when neither map nor law have words.
std::string spelt_as_words(std::string_view name);

}  // namespace habeas::answer

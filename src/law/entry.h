// Reading one entry of a rule file: a mapping with known keys, each of a known shape. Whatever is wrong
// becomes a problem with its place; what is read in spite of it is only good for finding more problems.
#pragma once

#include <habeas/base/yaml.h>
#include <habeas/law/entries.h>

#include <initializer_list>

namespace habeas::law {

class Entry {
 public:
  // Reports whatever is not a mapping, and keys that are not in `known`.
  Entry(const base::Node& node, std::initializer_list<std::string_view> known, base::Problems& problems);

  // Required: a missing key is a problem.
  std::string text(std::string_view key);
  Words words(std::string_view key);  // {fr: …, en: …}: both, neither empty
  Article article(std::string_view key);
  std::string proof();  // V, S, M or P: see entries.h
  // Optional.
  bool has(std::string_view key) const;
  Words words_if(std::string_view key);
  std::string text_if(std::string_view key);
  std::vector<std::string> texts_if(std::string_view key);
  std::vector<Article> articles_if(std::string_view key);
  std::optional<Duration> duration_if(std::string_view key);
  std::optional<std::chrono::month_day> day_of_year_if(std::string_view key);  // "07-14"
  std::optional<int> number_if(std::string_view key);                          // -366 to 366
  bool is_true(std::string_view key);
  // valid_from is required, valid_to is not; they must be in order.
  void dates(base::Date& from, std::optional<base::Date>& to);

  void report(const base::Node& at, std::string what, std::string hint = "");
  const base::Node& node() const { return node_; }

 private:
  const base::Node* required(std::string_view key);
  std::string scalar(const base::Node& node, std::string_view key);
  std::optional<base::Date> date_if(std::string_view key);
  Article read_article(const base::Node& node);

  const base::Node& node_;
  base::Problems& problems_;
};

}  // namespace habeas::law

#include <habeas/law/entry.h>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace habeas::law {
namespace {

using base::Node;

constexpr std::string_view languages[] = {"fr", "en"};

bool is_text(const Node& node) { return node.kind == Node::Kind::scalar && !node.text.empty(); }

}  // namespace

Entry::Entry(const Node& node, std::initializer_list<std::string_view> known, base::Problems& problems)
    : node_(node), problems_(problems) {
  if (node.kind != Node::Kind::mapping) {
    report(node, "expected a mapping of keys");
    return;
  }
  const std::vector<std::string> names(known.begin(), known.end());
  for (const auto& [key, value] : node.entries) {
    if (std::find(names.begin(), names.end(), key.text) != names.end()) continue;
    const std::string near = base::nearest(key.text, names);
    report(key, fmt::format("unknown key '{}'", key.text),
           near.empty() ? "" : fmt::format("Did you mean '{}'?", near));
  }
}

void Entry::report(const Node& at, std::string what, std::string hint) {
  problems_.push_back({at.place, std::move(what), std::move(hint), base::Gravity::error});
}

bool Entry::has(std::string_view key) const {
  return node_.kind == Node::Kind::mapping && node_.find(key) != nullptr;
}

const Node* Entry::required(std::string_view key) {
  if (node_.kind != Node::Kind::mapping) return nullptr;  // said already
  const Node* found = node_.find(key);
  if (found == nullptr) report(node_, fmt::format("'{}' is missing", key));
  return found;
}

std::string Entry::scalar(const Node& node, std::string_view key) {
  if (is_text(node)) return node.text;
  report(node, fmt::format("'{}' must be a text that is not empty", key));
  return "";
}

std::string Entry::text(std::string_view key) {
  const Node* found = required(key);
  return found == nullptr ? "" : scalar(*found, key);
}

std::string Entry::text_if(std::string_view key) { return has(key) ? text(key) : ""; }

Words Entry::words(std::string_view key) {
  const Node* found = required(key);
  if (found == nullptr) return {};
  Words words;
  Entry each(*found, {languages[0], languages[1]}, problems_);
  for (const auto language : languages) words[std::string(language)] = each.text(language);
  return words;
}

Words Entry::words_if(std::string_view key) { return has(key) ? words(key) : Words{}; }

Article Entry::read_article(const Node& node) {
  const auto article = node.kind == Node::Kind::scalar ? parse_article(node.text) : std::nullopt;
  if (!article) report(node, "not a citation", "Write it as 'GDPR 15(3)' or 'C. com. L123-22'.");
  return article.value_or(Article{});
}

Article Entry::article(std::string_view key) {
  const Node* found = required(key);
  return found == nullptr ? Article{} : read_article(*found);
}

std::vector<Article> Entry::articles_if(std::string_view key) {
  std::vector<Article> articles;
  if (!has(key)) return articles;
  const Node& list = *node_.find(key);
  if (list.kind != Node::Kind::list) report(list, fmt::format("'{}' must be a list", key));
  for (const Node& item : list.items) articles.push_back(read_article(item));
  return articles;
}

std::vector<std::string> Entry::texts_if(std::string_view key) {
  std::vector<std::string> texts;
  if (!has(key)) return texts;
  const Node& list = *node_.find(key);
  if (list.kind != Node::Kind::list) report(list, fmt::format("'{}' must be a list", key));
  for (const Node& item : list.items) texts.push_back(scalar(item, key));
  return texts;
}

std::string Entry::proof() {
  const std::string tag = text("proof");
  if (!tag.empty() && (tag.size() != 1 || std::string_view("VSMP").find(tag[0]) == std::string_view::npos)) {
    report(*node_.find("proof"), "'proof' must be V, S, M or P");
  }
  return tag;
}

std::optional<Duration> Entry::duration_if(std::string_view key) {
  if (!has(key)) return std::nullopt;
  const auto duration = parse_duration(text(key));
  if (!duration)
    report(*node_.find(key), fmt::format("'{}' is not a duration", key), "Write it as '10 years'.");
  return duration;
}

std::optional<std::chrono::month_day> Entry::day_of_year_if(std::string_view key) {
  if (!has(key)) return std::nullopt;
  const auto date = base::parse_date("2000-" + text(key));  // a leap year: 02-29 is a day
  if (!date) {
    report(*node_.find(key), fmt::format("'{}' is not a day of the year", key), "Write it as 07-14.");
    return std::nullopt;
  }
  return date->month() / date->day();
}

std::optional<int> Entry::number_if(std::string_view key) {
  if (!has(key)) return std::nullopt;
  const std::string written = text(key);
  int number = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
  if (error == std::errc() && end == written.data() + written.size() && number >= -366 && number <= 366)
    return number;
  report(*node_.find(key), fmt::format("'{}' is not a number of days", key));
  return std::nullopt;
}

bool Entry::is_true(std::string_view key) {
  if (!has(key)) return false;
  const Node& node = *node_.find(key);
  if (!node.is_true() && !node.is_false()) report(node, fmt::format("'{}' must be true or false", key));
  return node.is_true();
}

std::optional<base::Date> Entry::date_if(std::string_view key) {
  if (!has(key)) return std::nullopt;
  const auto date = base::parse_date(text(key));
  if (!date) report(*node_.find(key), fmt::format("'{}' is not a date", key), "Write it as 2026-11-24.");
  return date;
}

void Entry::dates(base::Date& from, std::optional<base::Date>& to) {
  required("valid_from");
  const auto start = date_if("valid_from");
  to = date_if("valid_to");
  if (!start) return;
  from = *start;
  if (to && *to < from) report(*node_.find("valid_to"), "'valid_to' is before 'valid_from'");
}

}  // namespace habeas::law

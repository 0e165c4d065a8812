#include <habeas/law/duration.h>

#include <fmt/format.h>

#include <array>
#include <vector>

namespace habeas::law {
namespace {

struct Unit {
  std::string_view word;
  int Duration::* part;
  int times;
};
constexpr std::array<Unit, 8> units = {{
    {"year", &Duration::years, 1},
    {"years", &Duration::years, 1},
    {"month", &Duration::months, 1},
    {"months", &Duration::months, 1},
    {"week", &Duration::days, 7},
    {"weeks", &Duration::days, 7},
    {"day", &Duration::days, 1},
    {"days", &Duration::days, 1},
}};

const Unit* unit_named(std::string_view word) {
  for (const auto& unit : units) {
    if (unit.word == word) return &unit;
  }
  return nullptr;
}

std::string_view next_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const auto word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

std::optional<int> count_in(std::string_view word) {
  if (word.empty() || word.size() > 4) return std::nullopt;
  int count = 0;
  for (const char c : word) {
    if (c < '0' || c > '9') return std::nullopt;
    count = count * 10 + (c - '0');
  }
  return count;
}

std::string counted(int count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.empty() || text.back() == ' ') return std::nullopt;
  Duration duration;
  while (!text.empty()) {
    const auto count = count_in(next_word(text));
    const Unit* unit = unit_named(next_word(text));
    if (!count || unit == nullptr || duration.*(unit->part) != 0) return std::nullopt;
    duration.*(unit->part) = *count * unit->times;
  }
  return duration;
}

std::string in_words(const Duration& duration, std::string_view language) {
  const bool french = language == "fr";
  std::vector<std::string> parts;
  if (duration.years != 0) {
    parts.push_back(french ? counted(duration.years, "an", "ans") : counted(duration.years, "year", "years"));
  }
  if (duration.months != 0) {
    parts.push_back(french ? counted(duration.months, "mois", "mois")
                           : counted(duration.months, "month", "months"));
  }
  if (duration.days != 0 || parts.empty()) {
    parts.push_back(french ? counted(duration.days, "jour", duration.days == 0 ? "jour" : "jours")
                           : counted(duration.days, "day", "days"));
  }
  std::string words = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) {
    words += i + 1 < parts.size() ? ", " : french ? " et " : " and ";
    words += parts[i];
  }
  return words;
}

base::Date after(base::Date start, const Duration& duration) {
  base::Date date = start + std::chrono::years{duration.years} + std::chrono::months{duration.months};
  if (!date.ok()) date = date.year() / date.month() / std::chrono::last;
  return base::Date{std::chrono::sys_days{date} + std::chrono::days{duration.days}};
}

}  // namespace habeas::law

#include <habeas/base/time.h>

#include <fmt/format.h>

#include <cstdlib>

namespace habeas::base {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Instant SystemClock::now() const {
  if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH")) {
    if (*fixed != '\0') return Instant{std::chrono::seconds{std::strtoll(fixed, nullptr, 10)}};
  }
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string to_rfc3339(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_iso(Date{day}), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::string to_iso(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<Date> leading_date(std::string_view text) {
  if (text.size() > 10) {
    const char next = text[10];
    if (next != ' ' && next != 'T') return std::nullopt;
    text = text.substr(0, 10);
  }
  return parse_date(text);
}

Date date_of(Instant at) { return Date{std::chrono::floor<std::chrono::days>(at)}; }

}  // namespace habeas::base

// For tests: events on a day, and what the rules need.
#pragma once

#include <habeas/request/request.h>

namespace habeas::request::example {

using namespace std::chrono_literals;
using Facts = std::vector<std::pair<std::string, std::string>>;

inline const law::Calendar& no_holidays() {
  static const law::Calendar calendar{};
  return calendar;
}

inline Rules on(base::Date today) { return {no_holidays(), today}; }

inline Event event(What what, base::Date day, Facts facts = {}, const std::string& by = "C. Roy") {
  return {what, base::Instant{std::chrono::sys_days{day}}, by, std::move(facts), {}};
}

inline Event saying(Event one, const std::string& text) {
  one.text = base::Personal<std::string>(text);
  return one;
}

inline Event receipt(const std::string& right, base::Date day, Facts more = {}) {
  Facts facts = {{"right", right}, {"received", base::to_iso(day)}, {"channel", "letter"}};
  facts.insert(facts.end(), more.begin(), more.end());
  return event(What::received, day, std::move(facts), "person");
}

}  // namespace habeas::request::example

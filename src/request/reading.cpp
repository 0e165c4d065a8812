#include <habeas/request/reading.h>

#include <algorithm>
#include <array>

namespace habeas::request {

const std::string& said(const Event& event, std::string_view key) {
  static const std::string nothing;
  const std::string* fact = event.fact(key);
  return fact == nullptr ? nothing : *fact;
}

bool says_yes(const Event& event, std::string_view key) {
  const std::string& fact = said(event, key);
  return fact == "yes" || fact == "true";
}

base::Date day_of(const Event& event) {
  return base::parse_date(said(event, "on")).value_or(base::date_of(event.at));
}

bool is_answer(const Event& letter) {
  static constexpr std::array<std::string_view, 8> on_the_way = {
      "acknowledgement", "identity-code",  "clarification",    "extension",
      "interim",         "access-in-part", "recipient-notice", "lift-notice"};
  return std::find(on_the_way.begin(), on_the_way.end(), said(letter, "letter")) == on_the_way.end();
}

bool has_left(const Event& letter) {
  return !said(letter, "mailed").starts_with("no") || says_yes(letter, "on-her-page");
}

std::vector<std::string> letters_to_post(const Request& request) {
  const bool is_over =
      request.state == State::answered || request.state == State::closed || request.state == State::withdrawn;
  std::vector<std::string> waiting;
  for (const Event& event : request.events) {
    if (event.what != What::letter_sent) continue;
    const std::string& letter = said(event, "letter");
    std::erase(waiting, letter);
    // Once she has her answer, what was said on the way to it is past.
    const bool is_past = is_over && !is_answer(event) && letter != "lift-notice";
    if (!has_left(event) && !is_past) waiting.push_back(letter);
  }
  return waiting;
}

bool stops_the_clock(const Event& clarification) {
  const std::string& why = said(clarification, "why");
  return why == "much-held" || why == "mandate";
}

int level_number(std::string_view level) {
  const bool is_level = level.size() == 2 && level[0] == 'L' && level[1] >= '0' && level[1] <= '6';
  return is_level ? level[1] - '0' : -1;
}

bool is_identified(const Request& request) {
  return request.identity_proven || least_identity(request.right, request.marketing) == "L0";
}

bool may_suspend(const Request& request) {
  return !immediate(request.right, request.marketing) && request.right != law::Right::restriction;
}

}  // namespace habeas::request

// What an event does to a request. What may follow at all is in follow.cpp; here every event was allowed.
#include <habeas/request/request.h>

#include <habeas/base/must.h>
#include <habeas/request/reading.h>

#include <algorithm>

namespace habeas::request {
namespace {

// Where the request stands while nothing is planned.
State waiting_state(const Request& request) {
  if (request.identity_asked) return State::identity_pending;
  if (request.clarification_asked) return State::clarification_pending;
  return is_identified(request) ? State::in_progress : State::received;
}

void receive(Request& request, const Event& event) {
  request.right = law::right_named(said(event, "right")).value_or(request.right);
  request.course.received = base::parse_date(said(event, "received")).value_or(base::date_of(event.at));
  request.channel = said(event, "channel");
  if (event.fact("language") != nullptr) request.language = said(event, "language");
  request.marketing = says_yes(event, "marketing");
  request.minor = says_yes(event, "minor");
}

// A question makes what was planned before its answer worthless.
void ask(Request& request, std::optional<base::Date>& asked, const Event& event, bool suspends) {
  asked = day_of(event);
  if (suspends) request.course.asks.push_back({*asked, std::nullopt});
  request.plan.clear();
  request.state = waiting_state(request);
}

void answered(Request& request, std::optional<base::Date>& asked, const Event& event) {
  if (asked) {
    for (law::Ask& ask : request.course.asks) {
      if (ask.asked != *asked || ask.answered) continue;
      ask.answered = day_of(event);
      break;
    }
    asked.reset();
  }
}

bool is_carried_out(const Request& request) {
  return request.run_begun || request.state == State::executed || request.state == State::answered ||
         request.state == State::closed;
}

void identify(Request& request, const Event& event) {
  answered(request, request.identity_asked, event);
  request.identity_proven = true;
  request.identity_level = said(event, "level");
  if (!is_carried_out(request)) request.state = waiting_state(request);
}

void plan(Request& request, const Event& event) {
  request.plan = said(event, "plan");
  request.begun_before = request.begun_before || request.run_begun;
  request.run_begun = false;
  request.approved_by.clear();
  request.state = State::planned;
}

void finish_system(Request& request, const std::string& system) {
  std::erase(request.systems_failed, system);
  auto& done = request.systems_done;
  if (std::find(done.begin(), done.end(), system) == done.end()) done.push_back(system);
}

void fail_system(Request& request, const std::string& system) {
  std::erase(request.systems_done, system);
  auto& failed = request.systems_failed;
  if (std::find(failed.begin(), failed.end(), system) == failed.end()) failed.push_back(system);
}

// What is still awaited is awaited no longer: the clock goes on.
void end_asking(Request& request, const Event& event) {
  answered(request, request.identity_asked, event);
  answered(request, request.clarification_asked, event);
}

void refuse(Request& request, const Event& event) {
  end_asking(request, event);
  request.ground = said(event, "ground");
  request.state = State::refused;
}

void withdraw(Request& request, const Event& event) {
  end_asking(request, event);
  request.state = State::withdrawn;
}

void send(Request& request, const Event& event) {
  const bool decided = request.state == State::executed || request.state == State::refused;
  if (decided && is_answer(event) && has_left(event)) request.state = State::answered;
}

void apply(Request& request, const Event& event) {
  switch (event.what) {
    case What::received: receive(request, event); break;
    case What::acknowledged:
      if (request.state == State::received) request.state = waiting_state(request);
      break;
    case What::identity_asked: ask(request, request.identity_asked, event, may_suspend(request)); break;
    case What::identity_proven: identify(request, event); break;
    case What::clarification_asked:
      ask(request, request.clarification_asked, event, may_suspend(request) && stops_the_clock(event));
      break;
    case What::clarification_given:
      answered(request, request.clarification_asked, event);
      request.state = waiting_state(request);
      break;
    case What::extended:
      request.course.extension = {base::parse_date(said(event, "noticed")).value_or(base::Date{}),
                                  said(event, "reason")};
      break;
    case What::planned: plan(request, event); break;
    case What::approved:
      request.approved_by = event.by;
      request.state = State::approved;
      break;
    case What::refused: refuse(request, event); break;
    case What::run_begun: request.run_begun = true; break;
    case What::system_done: finish_system(request, said(event, "system")); break;
    case What::system_failed: fail_system(request, said(event, "system")); break;
    case What::executed: request.state = State::executed; break;
    case What::letter_sent: send(request, event); break;
    case What::recipients_told: request.recipients_told.push_back(said(event, "recipient")); break;
    case What::withdrawn: withdraw(request, event); break;
    case What::closed: request.state = State::closed; break;
    case What::verified:
    case What::package_ready:
    case What::package_fetched:
    case What::message_in:
    case What::message_out:
    case What::noted: break;  // kept, and nothing else
  }
  request.events.push_back(event);
}

}  // namespace

const std::string* Event::fact(std::string_view key) const {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const auto& fact) { return fact.first == key; });
  return found == facts.end() ? nullptr : &found->second;
}

tl::expected<Request, std::string> begun(std::string reference, const Event& received, const Rules& rules) {
  if (auto no = why_not_begun(received, rules)) return tl::unexpected(std::move(*no));
  Request request;
  request.reference = std::move(reference);
  apply(request, received);
  return request;
}

tl::expected<Request, std::string> after(Request request, const Event& event, const Rules& rules) {
  if (auto no = why_not(request, event, rules)) return tl::unexpected(std::move(*no));
  apply(request, event);
  return request;
}

Request retold(std::string reference, const std::vector<Event>& events) {
  base::must(!events.empty() && events.front().what == What::received, "a request begins with its receipt");
  Request request;
  request.reference = std::move(reference);
  for (const Event& event : events) apply(request, event);
  return request;
}

law::Deadline deadline(const Request& request, const Rules& rules) {
  return law::deadline(request.course, rules.calendar, rules.today);
}

bool overdue(const Request& request, const Rules& rules) {
  const bool over =
      request.state == State::answered || request.state == State::closed || request.state == State::withdrawn;
  return !over && rules.today > deadline(request, rules).in_force;
}

}  // namespace habeas::request

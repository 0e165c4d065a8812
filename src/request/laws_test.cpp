// What must hold for every request: properties over events made of chance.
#include <habeas/request/test_events.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace habeas::request {
namespace {

using namespace example;

base::Date day(int count) {
  return base::Date{std::chrono::sys_days{2026y / 9 / 1} + std::chrono::days{count}};
}

// An event with every fact that some kind asks for, so that it is the rules on order that decide.
Event any_event(int count) {
  const auto what = static_cast<What>(*rc::gen::inRange(0, static_cast<int>(What::noted) + 1));
  const auto digest = *rc::gen::element<std::string>("d1", "d2");
  const auto by = *rc::gen::element<std::string>("C. Roy", "person", "rule");
  Facts facts = {{"right", "erasure"},
                 {"received", base::to_iso(day(count))},
                 {"channel", "letter"},
                 {"method", "code"},
                 {"level", *rc::gen::element<std::string>("L1", "L2")},
                 {"why", *rc::gen::element<std::string>("much-held", "unclear")},
                 {"noticed", base::to_iso(day(count))},
                 {"reason", "many systems"},
                 {"plan", digest},
                 {"ground", *rc::gen::element<std::string>("legal-claims", "identity-not-proven", "other")},
                 {"position", "1"},
                 {"system", *rc::gen::element<std::string>("shop", "crm")},
                 {"letter", *rc::gen::element<std::string>("erased", "refusal", "interim")},
                 {"mailed", *rc::gen::element<std::string>("yes", "no: no address", "by post")},
                 {"sha256", "00"},
                 {"recipient", "chronovia"}};
  if (*rc::gen::arbitrary<bool>()) facts.emplace_back("left", "the crm is down");
  return saying(event(what, day(count), std::move(facts), by), "words");
}

Request any_request() {
  const auto right = *rc::gen::element<std::string>("access", "erasure", "restriction", "objection",
                                                    "consent", "complaint", "rectification");
  Facts more;
  if (*rc::gen::arbitrary<bool>()) more.emplace_back("marketing", "yes");
  return *begun("R-2026-000001", receipt(right, day(0), more), on(day(0)));
}

bool happened(const Request& request, What what) {
  return std::any_of(request.events.begin(), request.events.end(),
                     [&](const Event& event) { return event.what == what; });
}

bool a_letter_left(const Request& request) {
  return std::any_of(request.events.begin(), request.events.end(),
                     [](const Event& event) { return event.what == What::letter_sent && has_left(event); });
}

bool same(const Request& a, const Request& b) {
  return a.state == b.state && a.plan == b.plan && a.approved_by == b.approved_by &&
         a.course.received == b.course.received && a.course.asks.size() == b.course.asks.size() &&
         a.course.extension.has_value() == b.course.extension.has_value() &&
         a.events.size() == b.events.size() && a.identity_proven == b.identity_proven &&
         a.run_begun == b.run_begun && a.systems_done == b.systems_done &&
         a.systems_failed == b.systems_failed && a.identity_asked == b.identity_asked &&
         a.clarification_asked == b.clarification_asked && a.ground == b.ground && a.right == b.right;
}

// The state of a request never lacks what it needs.
void needed_steps(const Request& request) {
  const bool approval = needs_approval(request.right, request.marketing);
  const bool identified = request.identity_proven || least_identity(request.right, request.marketing) == "L0";
  const bool decided = happened(request, What::executed) || happened(request, What::refused);
  switch (request.state) {
    case State::planned: RC_ASSERT(identified && !request.plan.empty()); break;
    case State::approved:
      RC_ASSERT(identified && !request.plan.empty() && !request.approved_by.empty());
      RC_ASSERT(request.approved_by != "person");
      break;
    case State::executed:
      RC_ASSERT(identified);
      RC_ASSERT(!approval || !request.approved_by.empty());
      break;
    case State::refused: RC_ASSERT(!refusal_grounds(request.right, request.marketing).empty()); break;
    case State::answered: RC_ASSERT(decided && a_letter_left(request)); break;
    case State::closed: RC_ASSERT(decided && a_letter_left(request)); break;
    default: break;
  }
  if (request.run_begun && approval) RC_ASSERT(!request.approved_by.empty() && identified);
}

RC_GTEST_PROP(AnyRequest, NeverLacksAStepAndNeverChangesItsReceipt, ()) {
  Request request = any_request();
  const int count = *rc::gen::inRange(0, 80);
  for (int i = 1; i <= count; ++i) {
    const Event next = any_event(i);
    const Request before = request;
    const auto result = after(request, next, on(day(i)));
    if (!result) {
      RC_ASSERT(!result.error().empty());
      RC_ASSERT(same(before, request));
      continue;
    }
    request = *result;
    RC_ASSERT(request.course.received == day(0));
    RC_ASSERT(request.right == before.right);
    RC_ASSERT(request.events.size() == before.events.size() + 1);
    needed_steps(request);
  }
  RC_ASSERT(same(retold("R-2026-000001", request.events), request));
}

RC_GTEST_PROP(AnyRequest, ThatIsImmediateIsNeverSuspendedExtendedOrRefused, ()) {
  Request request = *begun("R-2026-000001", receipt("consent", day(0)), on(day(0)));
  for (int i = 1; i <= 60; ++i) {
    const auto result = after(request, any_event(i), on(day(i)));
    if (result) request = *result;
    RC_ASSERT(request.course.asks.empty() && !request.course.extension);
    RC_ASSERT(request.state != State::refused);
  }
}

RC_GTEST_PROP(AnyRequest, IsOverdueExactlyWhenNothingLeftAndItsLastDayIsOver, ()) {
  Request request = any_request();
  const int count = *rc::gen::inRange(0, 60);
  for (int i = 1; i <= count; ++i) {
    const auto result = after(request, any_event(i), on(day(i)));
    if (result) request = *result;
  }
  const Rules later = on(day(*rc::gen::inRange(0, 400)));
  const bool open =
      request.state != State::answered && request.state != State::closed && request.state != State::withdrawn;
  RC_ASSERT(overdue(request, later) == (open && deadline(request, later).in_force < later.today));
}

}  // namespace
}  // namespace habeas::request

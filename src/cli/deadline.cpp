// habeas deadline: by when a request must be answered (GDPR 12(3); Reg. 1182/71; décret 2019-536 art. 77). No
// organisation and no register is needed. The dates are told to a request as its events, so that the rules which refuse
// a stop of the clock or an extension are the same here as for a real one.
#include <habeas/cli/commands.h>

#include <habeas/base/fault.h>
#include <habeas/request/request.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace habeas::cli {
namespace {

using request::What;
using std::chrono::days;
using std::chrono::sys_days;
using Json = nlohmann::ordered_json;

struct Words {
  std::string received;
  std::string right = "access";
  std::string today;
  std::string calendar = "FR";
  std::string identity;
  std::vector<std::string> clarifications;
  std::string why = "much-held";
  std::string extended;
  std::string reason;
  bool marketing = false;
  bool minor = false;
};

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw base::Fault(base::FaultKind::refused, where, why);
}

base::Date day(const std::string& option, const std::string& text) {
  const auto date = base::parse_date(text);
  if (!date) refuse(option, "is not a day that exists (YYYY-MM-DD)");
  return *date;
}

// What happened on a day; a question before an answer of the same day.
struct Dated {
  base::Date on{};
  request::Event event;
};

Dated dated(What what, base::Date on, std::vector<std::pair<std::string, std::string>> facts) {
  Dated made{on, {what, base::Instant(sys_days(on)), "habeas deadline", std::move(facts), {}}};
  made.event.facts.emplace_back("on", base::to_iso(on));
  if (what == What::clarification_asked) made.event.text = base::Personal<std::string>("asked");
  return made;
}

// "ASKED..ANSWERED", or "ASKED" while the answer is awaited.
struct Stop {
  base::Date asked{};
  std::optional<base::Date> answered;
};
Stop stop(const std::string& option, const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return {day(option, text), std::nullopt};
  return {day(option, text.substr(0, dots)), day(option, text.substr(dots + 2))};
}

std::vector<Dated> all_dated(const Words& words, law::Right right) {
  std::vector<Dated> all;
  const std::string level = request::least_identity(right, words.marketing);
  if (!words.identity.empty()) {
    const Stop it = stop("--identity", words.identity);
    all.push_back(dated(What::identity_asked, it.asked, {{"method", "any"}, {"why", "doubt"}}));
    if (it.answered)
      all.push_back(dated(What::identity_proven, *it.answered, {{"method", "any"}, {"level", level}}));
  }
  for (const std::string& clarification : words.clarifications) {
    const Stop it = stop("--clarification", clarification);
    all.push_back(dated(What::clarification_asked, it.asked, {{"why", words.why}}));
    if (it.answered) all.push_back(dated(What::clarification_given, *it.answered, {}));
  }
  if (!words.extended.empty()) {
    const base::Date noticed = day("--extended", words.extended);
    all.push_back(
        dated(What::extended, noticed, {{"noticed", base::to_iso(noticed)}, {"reason", words.reason}}));
  }
  std::stable_sort(all.begin(), all.end(), [](const Dated& a, const Dated& b) { return a.on < b.on; });
  return all;
}

request::Request told(const Words& words, law::Right right, const request::Rules& rules) {
  request::Event received = dated(What::received, day("--received", words.received), {}).event;
  received.facts = {{"right", words.right}, {"received", words.received}, {"channel", "desk"}};
  if (words.marketing) received.facts.emplace_back("marketing", "yes");
  if (words.minor) received.facts.emplace_back("minor", "yes");
  auto made = request::begun("deadline", received, rules);
  if (!made) refuse("--received", made.error());
  for (const Dated& next : all_dated(words, right)) {
    auto after = request::after(std::move(*made), next.event, rules);
    if (!after) refuse(base::to_iso(next.on), after.error());
    made = std::move(after);
  }
  return *made;
}

std::string weekday_of(base::Date date) {
  constexpr std::array names = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
  return names.at(std::chrono::weekday(sys_days(date)).c_encoding());
}

std::string in_words(base::Date date) { return base::to_iso(date) + " " + weekday_of(date); }

// Why a term does not end on its day: "Sunday 2026-04-05, Easter Monday 2026-04-06".
std::string rolled_over(const law::Calendar& calendar, base::Date nominal, base::Date due) {
  std::string over;
  for (base::Date at = nominal; at < due; at = base::Date(sys_days(at) + days(1))) {
    const law::Holiday* holiday = law::holiday_on(calendar, at);
    over += (over.empty() ? "" : ", ") + (holiday ? law::say(holiday->name, "en") : weekday_of(at)) + " " +
            base::to_iso(at);
  }
  return over;
}

struct Answer {
  request::Request request;
  law::Deadline deadline;
  bool immediate = false;
  bool overdue = false;
};

void print_json(const Answer& answer, const law::Calendar& calendar, const law::Library& library) {
  const law::Deadline& it = answer.deadline;
  fmt::print("{}\n", Json{{"received", base::to_iso(answer.request.course.received)},
                          {"right", law::to_string(answer.request.right)},
                          {"immediate", answer.immediate},
                          {"suspended_days", it.suspended_days},
                          {"waiting", it.waiting},
                          {"late_asks", it.late_asks},
                          {"nominal", base::to_iso(it.nominal)},
                          {"due", base::to_iso(it.due)},
                          {"extended_nominal", base::to_iso(it.extended_nominal)},
                          {"extended", base::to_iso(it.extended)},
                          {"is_extended", answer.request.course.extension.has_value()},
                          {"in_force", base::to_iso(it.in_force)},
                          {"work_to", base::to_iso(it.safe)},
                          {"overdue", answer.overdue},
                          {"calendar", calendar.id},
                          {"law", library.digest()}}
                         .dump(2));
}

void print_text(const Answer& answer, const law::Calendar& calendar) {
  const law::Deadline& it = answer.deadline;
  const auto line = [](const char* name, const std::string& text) { fmt::print("{:<12}{}\n", name, text); };
  const auto with_reason = [&](base::Date nominal, base::Date due) {
    const std::string over = rolled_over(calendar, nominal, due);
    return in_words(due) + (over.empty() ? "" : "; not on " + over);
  };
  if (answer.immediate)
    fmt::print("Carried out at once: the month is for telling her, not for going on (GDPR 7(3), 21(3)).\n");
  line("received", in_words(answer.request.course.received));
  line("stopped", fmt::format("{} day{}{}", it.suspended_days, it.suspended_days == 1 ? "" : "s",
                              it.waiting ? ", and it still stands: the dates move" : ""));
  if (it.late_asks > 0)
    line("", "asked later than 5 working days after receipt: the data protection officer looks");
  line("due", with_reason(it.nominal, it.due));
  line("extended", answer.request.course.extension
                       ? with_reason(it.extended_nominal, it.extended)
                       : "no" + (request::immediate(answer.request.right, answer.request.marketing)
                                     ? std::string()
                                     : fmt::format("; until {} if she is told why by {}",
                                                   base::to_iso(it.extended), base::to_iso(it.due))));
  line("in force",
       in_words(it.in_force) + (answer.overdue ? ", which is over: it must still be answered" : ""));
  line("work to", in_words(it.safe));
  line("calendar", calendar.id);
}

int deadline_command(Context& context, const Words& words) {
  const law::Library library = read_library();
  const law::Calendar* calendar = library.calendar(words.calendar);
  if (!calendar) refuse("--calendar", fmt::format("is none of {}", fmt::join(library.calendar_ids(), ", ")));
  const auto right = law::right_named(words.right);
  if (!right) refuse("--right", "is none of the eleven; see habeas deadline --help");
  const base::Date today =
      words.today.empty() ? base::date_in(calendar->zone, context.clock.now()) : day("--today", words.today);
  const request::Rules rules{*calendar, today};
  Answer answer{told(words, *right, rules), {}, request::immediate(*right, words.marketing), false};
  answer.deadline = request::deadline(answer.request, rules);
  answer.overdue = request::overdue(answer.request, rules);
  if (context.json) {
    print_json(answer, *calendar, library);
  } else {
    print_text(answer, *calendar);
  }
  return done;
}

}  // namespace

void add_deadline(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("deadline", "By when a request must be answered (GDPR 12(3))");
  command->add_option("--received", words->received, "The day it reached us, weekends included")->required();
  command->add_option("--right", words->right, "One of the eleven")->capture_default_str();
  command->add_flag("--marketing", words->marketing, "The objection is to marketing");
  command->add_flag("--minor", words->minor, "The data was collected from a minor (LIL 51 II)");
  command->add_option("--identity", words->identity, "ASKED..PROVEN, or ASKED while it is awaited");
  command->add_option("--clarification", words->clarifications,
                      "ASKED..GIVEN, or ASKED while it is awaited; once for each");
  command->add_option("--why", words->why, "Of clarifications: much-held, mandate, unclear")
      ->capture_default_str();
  command->add_option("--extended", words->extended, "The day on which she was told of an extension");
  command->add_option("--reason", words->reason, "Why it was extended");
  command->add_option("--calendar", words->calendar, "Public holidays of share/law")->capture_default_str();
  command->add_option("--today", words->today, "Instead of today");
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return deadline_command(context, *words); }; });
}

}  // namespace habeas::cli

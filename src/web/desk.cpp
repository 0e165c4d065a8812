// The desk: the queue by date, and a request's page: clock, plan with its fates, approval, decision, run, answer. Signed
// in only; each act says who did it.
#include <habeas/web/page.h>
#include <habeas/web/site.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace habeas::web {
namespace {

int days_left(const Visit& visit, base::Date due) {
  return static_cast<int>((std::chrono::sys_days(due) - std::chrono::sys_days(visit.house.today())).count());
}

bool over(const request::Request& request) {
  return request.state == request::State::closed || request.state == request::State::withdrawn ||
         request.state == request::State::answered;
}

Reply sign_in(Visit& visit, Staff& staff) {
  std::vector<Mistake> mistakes;
  if (visit.message.method == "POST" && visit.path == "/desk/sign-in") {
    const std::string name = visit.message.field("name");
    if (staff.signs_in(name, visit.message.field("password"), visit.house.clock.now())) {
      visit.session.staff = name;
      Session& renewed = visit.sessions.renew(visit.session, visit.house.clock.now());
      Reply reply = see_other("/" + visit.words.language() + "/desk");
      reply.headers.emplace_back("Set-Cookie", session_cookie(renewed.id));
      return reply;
    }
    mistakes.push_back({"name", visit.words["web.desk.bad-sign-in"]});
  }
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.desk.sign-in"], "/desk",
            mistakes);
  page.form(visit.link("/desk/sign-in"));
  page.input("name", visit.words["web.desk.name"], "text", "username");
  page.input("password", visit.words["web.desk.password"], "password", "current-password");
  page.end_form(visit.words["web.desk.sign-in"]);
  return page.reply(mistakes.empty() ? 200 : 422);
}

std::vector<request::Request> queue(const Visit& visit) {
  std::vector<request::Request> all;
  for (const std::string& reference : visit.house.people.references()) {
    if (auto request = visit.house.people.request(reference, visit.house.rules()))
      all.push_back(std::move(*request));
  }
  std::stable_sort(all.begin(), all.end(), [&](const request::Request& a, const request::Request& b) {
    if (over(a) != over(b)) return over(b);
    return std::chrono::sys_days(request::deadline(a, visit.house.rules()).in_force) <
           std::chrono::sys_days(request::deadline(b, visit.house.rules()).in_force);
  });
  return all;
}

void tile(Page& page, std::string_view words, std::size_t count) {
  page.html().open("li", {{"class", "tile"}});
  page.html().element("strong", std::to_string(count));
  page.html().text(" ");
  page.html().element("span", words);
  page.html().close();
}

void tiles(Page& page, const Visit& visit, const std::vector<request::Request>& all) {
  std::array<std::size_t, 4> counts{};
  for (const request::Request& request : all) {
    if (over(request)) continue;
    const law::Deadline deadline = request::deadline(request, visit.house.rules());
    const int left = days_left(visit, deadline.in_force);
    counts[0] += left < 0 ? 1 : 0;
    counts[1] += left >= 0 && left <= 7 ? 1 : 0;
    (deadline.waiting ? counts[2] : counts[3]) += 1;
  }
  page.html().open("ul", {{"class", "tiles"}});
  tile(page, visit.words["web.desk.overdue"], counts[0]);
  tile(page, visit.words["web.desk.this-week"], counts[1]);
  tile(page, visit.words["web.desk.waiting-person"], counts[2]);
  tile(page, visit.words["web.desk.waiting-us"], counts[3]);
  page.html().close();
}

std::string left_in_words(const Visit& visit, const request::Request& request) {
  if (over(request)) return visit.words["web.state." + std::string(request::to_string(request.state))];
  const int left = days_left(visit, request::deadline(request, visit.house.rules()).in_force);
  return left < 0 ? visit.words.count("web.desk.late", static_cast<std::uint64_t>(-left))
                  : visit.words.count("web.desk.left", static_cast<std::uint64_t>(left));
}

Reply queue_page(Visit& visit) {
  const auto all = queue(visit);
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.desk.queue"], "/desk");
  tiles(page, visit, all);
  auto& html = page.html();
  html.open("div", {{"class", "scroll"},
                    {"tabindex", "0"},
                    {"role", "region"},
                    {"aria-label", visit.words["web.desk.queue"]}});
  html.open("table");
  html.open("thead");
  html.open("tr");
  for (const char* head : {"web.reference", "web.right", "web.state", "web.due", "web.desk.remaining"})
    html.element("th", visit.words[head], {{"scope", "col"}});
  html.close();
  html.close();
  html.open("tbody");
  for (const request::Request& request : all) {
    html.open("tr");
    html.open("th", {{"scope", "row"}});
    html.element("a", request.reference, {{"href", visit.link("/desk/" + request.reference)}});
    html.close();
    html.element("td", visit.words["web.want." + std::string(law::to_string(request.right))]);
    html.element("td", visit.words["web.state." + std::string(request::to_string(request.state))]);
    html.element("td", visit.words.date(request::deadline(request, visit.house.rules()).in_force));
    html.element("td", left_in_words(visit, request));
    html.close();
  }
  html.close();
  html.close();
  html.close();
  return page.reply();
}

void show_plan(Page& page, const Visit& visit, const handle::Preview& preview) {
  auto& html = page.html();
  html.element("h2", visit.words["web.desk.plan"]);
  html.open("div", {{"class", "scroll"},
                    {"tabindex", "0"},
                    {"role", "region"},
                    {"aria-label", visit.words["web.desk.plan"]}});
  html.open("table");
  html.open("thead");
  html.open("tr");
  for (const char* head :
       {"web.desk.where", "web.desk.fate", "web.desk.cells", "web.desk.why", "web.desk.until"})
    html.element("th", visit.words[head], {{"scope", "col"}});
  html.close();
  html.close();
  html.open("tbody");
  for (const handle::PreviewLine& line : preview.lines) {
    html.open("tr");
    html.element("th", line.system + " · " + line.collection, {{"scope", "row"}});
    html.element("td", visit.words["web.fate." + std::string(plan::to_string(line.fate))]);
    html.element("td", visit.words.number(line.cells));
    html.element("td", line.words + (line.law.empty() ? "" : " (" + line.law + ")"));
    html.element("td", line.until ? visit.words.date(*line.until) : "–");
    html.close();
  }
  html.close();
  html.close();
  html.close();
  for (const handle::Difference& one : preview.differences) {
    html.open("dl", {{"class", "difference"}});
    html.element("dt", one.where);
    html.open("dd");
    html.open("del");
    html.datum(one.before.reveal());
    html.close();
    html.text(" → ");
    html.open("ins");
    html.datum(one.after.reveal());
    html.close();
    html.close();
    html.close();
  }
  for (const std::string& gap : preview.not_searched)
    page.note(visit.words["web.desk.not-searched"] + " " + gap, "warning");
  for (const std::string& question : preview.questions)
    page.note(visit.words["web.desk.question"] + " " + question, "warning");
}

void act_forms(Page& page, Visit& visit, const request::Request& request) {
  const std::string base = visit.link("/desk/" + request.reference);
  const answer::Words& words = visit.words;
  if (!over(request) && request.state != request::State::executed) {
    page.form(base + "/plan");
    page.end_form(words["web.desk.make-plan"]);
  }
  if (!request.identity_proven && !over(request)) {
    page.form(base + "/identity", words["web.desk.identity"]);
    page.input("method", words["web.desk.identity-how"], "text", "");
    page.end_form(words["web.desk.identity-proven"]);
  }
  const bool decides = request.right == law::Right::objection ||
                       request.right == law::Right::automated_decision ||
                       request.right == law::Right::restriction;
  if (decides) {
    page.form(base + "/decide", words["web.desk.decide"]);
    page.input("outcome", words["web.desk.outcome"], "text", "", "",
               words["web.desk.outcome-hint." + std::string(law::to_string(request.right))]);
    page.area("reasons", words["web.desk.reasons"]);
    page.end_form(words["web.desk.decide"]);
  }
  if (request.state == request::State::approved) {
    page.form(base + "/run");
    page.end_form(words["web.desk.run"]);
  }
  if (request.state == request::State::executed) {
    page.form(base + "/answer");
    page.end_form(words["web.desk.answer"]);
  }
  if (request.state == request::State::answered || request.state == request::State::refused) {
    page.form(base + "/close");
    page.end_form(words["web.desk.close"]);
  }
  if (!over(request) && request.state != request::State::executed && request.right != law::Right::consent) {
    page.form(base + "/refuse", words["web.desk.refuse"]);
    page.input("ground", words["web.desk.ground"], "text", "", "", words["web.desk.ground-hint"]);
    page.area("reasons", words["web.desk.reasons"]);
    page.end_form(words["web.desk.refuse"]);
  }
}

Reply request_page(Visit& visit, const request::Request& request, const handle::Preview* preview,
                   const std::string& said = {}) {
  Page page(visit.words, visit.session, visit.controller(),
            request.reference + " – " + visit.words["web.want." + std::string(law::to_string(request.right))],
            "/desk/" + request.reference);
  if (!said.empty()) page.note(said, "done");
  const law::Deadline deadline = request::deadline(request, visit.house.rules());
  page.html().open("dl", {{"class", "facts"}});
  page.row(visit.words["web.state"],
           visit.words["web.state." + std::string(request::to_string(request.state))]);
  page.row(visit.words["web.received"], visit.words.date(request.course.received));
  page.row(visit.words["web.due"],
           visit.words.date(deadline.in_force) + " (" + left_in_words(visit, request) + ")");
  page.row(visit.words["web.desk.work-to"], visit.words.date(deadline.safe));
  page.row(visit.words["web.identity"], request.identity_proven ? request.identity_level : "–");
  for (const auto& [name, value] : visit.house.people.details(request.reference).reveal())
    page.row(visit.words["web.detail." + name], value);
  page.html().close();
  if (preview) {
    show_plan(page, visit, *preview);
    if (preview->questions.empty()) {
      page.form(visit.link("/desk/" + request.reference + "/approve"));
      page.hidden("plan", preview->digest);
      page.end_form(visit.words["web.desk.approve"]);
    }
  }
  act_forms(page, visit, request);
  page.html().element("h2", visit.words["web.timeline"]);
  page.html().open("ol", {{"class", "timeline"}});
  for (const request::Event& event : request.events) {
    page.html().open("li");
    page.html().element("span", visit.words.moment(event.at), {{"class", "when"}});
    page.html().text(" " + visit.words["web.event." + std::string(request::to_string(event.what))] + " – " +
                     event.by);
    if (!event.text.reveal().empty()) {
      page.html().open("blockquote");
      page.html().datum(event.text.reveal());
      page.html().close();
    }
    page.html().close();
  }
  page.html().close();
  return page.reply();
}

// What was done, in a line; nothing for what only shows.
std::string carry_out(Visit& visit, const std::string& reference, const std::string& act) {
  handle::House& house = visit.house;
  const Message& message = visit.message;
  const std::string& who = visit.session.staff;
  const base::Personal<std::string> reasons(message.field("reasons"));
  if (act == "approve") handle::approve(house, reference, message.field("plan"), who);
  if (act == "refuse") handle::refuse(house, reference, message.field("ground"), reasons, who);
  if (act == "decide") handle::decide(house, reference, {message.field("outcome"), reasons, who});
  if (act == "identity") handle::prove_otherwise(house, reference, "L3", message.field("method"), who);
  if (act == "answer") handle::answer(house, reference);
  if (act == "close") handle::close(house, reference, who);
  if (act == "run") {
    const handle::RunReport report = handle::run(house, reference);
    return visit.words[report.complete ? "web.desk.run-complete" : "web.desk.run-incomplete"];
  }
  return visit.words["web.desk.done"];
}

}  // namespace

Reply desk(Visit& visit, Staff& staff, const std::string& below) {
  if (visit.session.staff.empty()) return sign_in(visit, staff);
  if (below.empty() || below == "/") return queue_page(visit);
  if (below == "/sign-in") return see_other(visit.link("/desk"));
  if (below == "/sign-out" && visit.message.method == "POST") {
    visit.sessions.end(visit.session);
    Reply reply = see_other("/" + visit.words.language() + "/");
    reply.headers.emplace_back("Set-Cookie", session_cookie("") + "; Max-Age=0");
    return reply;
  }
  const std::size_t slash = std::min(below.find('/', 1), below.size());
  const std::string reference = below.substr(1, slash - 1);
  const std::string act = slash < below.size() ? below.substr(slash + 1) : std::string();
  auto request = visit.house.people.request(reference, visit.house.rules());
  if (!request) return not_found(visit);
  if (visit.message.method != "POST") return request_page(visit, *request, nullptr);
  if (act == "plan") {
    const handle::Preview preview = handle::plan(visit.house, reference, visit.words.language());
    return request_page(visit, *visit.house.people.request(reference, visit.house.rules()), &preview);
  }
  const std::string said = carry_out(visit, reference, act);
  return request_page(visit, *visit.house.people.request(reference, visit.house.rules()), nullptr, said);
}

}  // namespace habeas::web

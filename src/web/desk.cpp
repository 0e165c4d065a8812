// The desk: sign in, and the queue by the date by which people must hear. Signed in only; each act says who did it.
#include <habeas/web/desk.h>
#include <habeas/web/told.h>

#include <habeas/base/fault.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace habeas::web {
namespace {

int days_left(const Visit& visit, base::Date due) {
  return static_cast<int>((std::chrono::sys_days(due) - std::chrono::sys_days(visit.house.today())).count());
}

base::Date due_of(const Visit& visit, const request::Request& request) {
  return request::deadline(request, visit.house.rules()).in_force;
}

Reply sign_in(Visit& visit, Staff& staff) {
  std::vector<Mistake> mistakes;
  if (visit.message.method == "POST" && visit.path == "/desk/sign-in") {
    const std::string name = visit.message.field("name");
    if (staff.signs_in(name, visit.message.field("password"), visit.house.clock.now(), visit.message.from)) {
      visit.session.staff = name;
      visit.session.credential = staff.credential(name);
      Session& renewed = visit.sessions.renew(visit.session, visit.house.clock.now());
      Reply reply = see_other("/" + visit.words.language() + "/desk");
      reply.headers.emplace_back("Set-Cookie", session_cookie(renewed.id, visit.tls));
      return reply;
    }
    mistakes.push_back({"name", visit.words["web.desk.bad-sign-in"]});
  }
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.desk.title"], "/desk",
            mistakes);
  page.form(visit.link("/desk/sign-in"));
  page.input("name", visit.words["web.desk.name"], "text", "username", visit.message.field("name"));
  page.input("password", visit.words["web.desk.password"], "password", "current-password");
  page.end_form(visit.words["web.desk.sign-in"]);
  const bool acts = visit.message.method == "POST" || visit.path != "/desk";
  return page.reply(mistakes.empty() && !acts ? 200 : 401);
}

std::vector<request::Request> queue(const Visit& visit) {
  std::vector<request::Request> all;
  for (const std::string& reference : visit.house.people.references()) {
    if (auto request = visit.house.people.request(reference, visit.house.rules()))
      all.push_back(std::move(*request));
  }
  std::stable_sort(all.begin(), all.end(), [&](const request::Request& a, const request::Request& b) {
    if (is_over(a) != is_over(b)) return is_over(b);
    return std::chrono::sys_days(due_of(visit, a)) < std::chrono::sys_days(due_of(visit, b));
  });
  return all;
}

void tile(Page& page, std::string_view words, std::size_t count) {
  page.html().open("li");
  page.html().element("strong", std::to_string(count));
  page.html().text(" ");
  page.html().element("span", words);
  page.html().close();
}

void tiles(Page& page, const Visit& visit, const std::vector<request::Request>& all) {
  std::array<std::size_t, 4> counts{};
  for (const request::Request& request : all) {
    if (is_over(request)) continue;
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

void line(Page& page, const Visit& visit, const request::Request& request) {
  auto& html = page.html();
  const std::string left = left_in_words(visit, request);
  html.open("tr");
  html.open("th", {{"scope", "row"}});
  html.element("a", request.reference, {{"href", visit.link("/desk/" + request.reference)}});
  html.close();
  html.element("td", visit.words["web.want." + std::string(law::to_string(request.right))],
               {{"data-label", visit.words["web.desk.right"]}});
  html.element("td", state_in_words(visit, request), {{"data-label", visit.words["web.desk.state"]}});
  html.element("td", visit.words.date(due_of(visit, request)), {{"data-label", visit.words["web.due"]}});
  html.open("td", {{"data-label", visit.words["web.desk.remaining"]}});
  const bool late = !is_over(request) && days_left(visit, due_of(visit, request)) < 0;
  html.element("span", left, {{"class", late ? "late" : "left"}});
  html.close();
  html.close();
}

Reply queue_page(Visit& visit) {
  const auto all = queue(visit);
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.desk.queue"], "/desk");
  tiles(page, visit, all);
  if (all.empty()) page.note(visit.words["web.desk.none"]);
  if (!all.empty()) {
    page.table(visit.words["web.desk.queue"],
               {visit.words["web.reference"], visit.words["web.desk.right"], visit.words["web.desk.state"],
                visit.words["web.due"], visit.words["web.desk.remaining"]});
    for (const request::Request& request : all) line(page, visit, request);
    page.end_table();
  }
  return page.reply();
}

Reply sign_out(Visit& visit) {
  visit.sessions.end(visit.session);
  Reply reply = see_other("/" + visit.words.language() + "/desk");
  reply.headers.emplace_back("Set-Cookie", session_cookie("", visit.tls) + "; Max-Age=0");
  return reply;
}

// A letter or a package as she receives it.
Reply file(Visit& visit, const request::Request& request, const std::string& name) {
  for (const store::Filed& filed : visit.house.people.files(request.reference)) {
    if (filed.name != name) continue;
    return letter_page(visit, request, filed, {visit.link("/desk/" + request.reference), request.reference});
  }
  return not_found(visit);
}

}  // namespace

bool is_over(const request::Request& request) {
  return request.state == request::State::closed || request.state == request::State::withdrawn ||
         request.state == request::State::answered;
}

std::string left_in_words(const Visit& visit, const request::Request& request) {
  if (is_over(request)) return "–";
  if (request::deadline(request, visit.house.rules()).waiting) return visit.words["web.desk.suspended"];
  const int left = days_left(visit, due_of(visit, request));
  return left < 0 ? visit.words.count("web.desk.late", static_cast<std::uint64_t>(-left))
                  : visit.words.count("web.desk.left", static_cast<std::uint64_t>(left));
}

std::string state_in_words(const Visit& visit, const request::Request& request) {
  return visit.words["web.desk.state." + std::string(request::to_string(request.state))];
}

Reply desk(Visit& visit, Staff& staff, const std::string& below) {
  if (visit.session.staff.empty()) return sign_in(visit, staff);
  if (below.empty() || below == "/") return queue_page(visit);
  if (below == "/sign-in") return see_other(visit.link("/desk"));
  const bool post = visit.message.method == "POST";
  if (below == "/sign-out" && post) return sign_out(visit);
  const std::size_t slash = std::min(below.find('/', 1), below.size());
  const std::string reference = below.substr(1, slash - 1);
  const std::string act = slash < below.size() ? below.substr(slash + 1) : std::string();
  const auto request = visit.house.people.request(reference, visit.house.rules());
  if (!request) return not_found(visit);
  if (!post && act.rfind("file/", 0) == 0) return file(visit, *request, act.substr(5));
  if (!post) return request_page(visit, reference, {});
  Shown shown;
  shown.mistakes = mistakes_of(visit, *request, act);
  if (!shown.mistakes.empty()) return request_page(visit, reference, shown);
  try {
    return carry_out(visit, reference, act);
  } catch (const base::Fault& fault) {
    shown.refused = fault.detail();
    return request_page(visit, reference, shown);
  }
}

}  // namespace habeas::web

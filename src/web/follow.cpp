// Following a request: reference and a code to the contact on file, or the session that made it. What is held about
// her is shown only where the identity was proven in this session.
#include <habeas/web/page.h>
#include <habeas/web/site.h>

namespace habeas::web {
namespace {

struct Followed {
  std::string reference;
  std::string act;   // "", "code", "send-code", "message", "withdraw", "file"
  std::string name;  // of a file
};

Followed parts_of(const std::string& below) {
  Followed parts;
  std::string rest = below.empty() ? below : below.substr(1);
  const auto take = [&rest] {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string part = rest.substr(0, end);
    rest.erase(0, std::min(end + 1, rest.size()));
    return part;
  };
  parts.reference = take();
  parts.act = take();
  parts.name = rest;
  return parts;
}

bool may_see(const Visit& visit, const std::string& reference) {
  return visit.session.mine.count(reference) != 0 || visit.session.proven.count(reference) != 0;
}

Reply ask_reference(Visit& visit) {
  if (visit.message.method == "POST")
    return see_other(visit.link("/follow/" + visit.message.field("reference")));
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.follow"], visit.path);
  page.form(visit.link("/follow"));
  page.input("reference", visit.words["web.reference"], "text", "", "", visit.words["web.reference-hint"]);
  page.end_form(visit.words["web.continue"]);
  return page.reply();
}

void code_forms(Page& page, Visit& visit, const std::string& reference) {
  page.html().element("h2", visit.words["web.identity"]);
  page.html().element("p", visit.words["web.identity-help"]);
  page.form(visit.link("/follow/" + reference + "/send-code"));
  page.end_form(visit.words["web.send-code"]);
  page.form(visit.link("/follow/" + reference + "/code"));
  page.input("code", visit.words["web.code"], "text", "one-time-code");
  page.end_form(visit.words["web.confirm-code"]);
}

// The same page whether or not there is such a request.
Reply identify(Visit& visit, const std::string& reference, const std::vector<Mistake>& mistakes = {}) {
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.follow"], visit.path, mistakes);
  code_forms(page, visit, reference);
  return page.reply(mistakes.empty() ? 200 : 422);
}

// How far a marketing objection came depends on who is known; without a proof that is nobody's to see.
request::State shown(const Visit& visit, const request::Request& request) {
  const bool proven = visit.session.proven.count(request.reference) != 0;
  return proven || !request.marketing ? request.state : request::State::received;
}

void state_of(Page& page, Visit& visit, const request::Request& request) {
  const law::Deadline deadline = request::deadline(request, visit.house.rules());
  page.html().open("dl", {{"class", "facts"}});
  page.row(visit.words["web.reference"], request.reference);
  page.row(visit.words["web.right"], visit.words["web.want." + std::string(law::to_string(request.right))]);
  page.row(visit.words["web.state"],
           visit.words["web.state." + std::string(request::to_string(shown(visit, request)))]);
  page.row(visit.words["web.received"], visit.words.date(request.course.received));
  page.row(visit.words["web.due"], visit.words.date(deadline.in_force));
  page.html().close();
  if (deadline.waiting) page.note(visit.words["web.clock-stands"]);
}

void timeline(Page& page, Visit& visit, const request::Request& request) {
  page.html().element("h2", visit.words["web.timeline"]);
  page.html().open("ol", {{"class", "timeline"}});
  for (const request::Event& event : request.events) {
    page.html().open("li");
    page.html().element("span", visit.words.moment(event.at), {{"class", "when"}});
    page.html().text(" " + visit.words["web.event." + std::string(request::to_string(event.what))]);
    const bool words = event.what == request::What::message_in || event.what == request::What::message_out;
    if (words) {
      page.html().open("blockquote");
      page.html().datum(event.text.reveal());
      page.html().close();
    }
    page.html().close();
  }
  page.html().close();
}

void files_of(Page& page, Visit& visit, const std::string& reference) {
  const auto files = visit.house.people.files(reference);
  if (files.empty()) return;
  page.html().element("h2", visit.words["web.files"]);
  page.html().open("ul");
  for (const store::Filed& file : files) {
    page.html().open("li");
    page.html().element("a", file.name,
                        {{"href", visit.link("/follow/" + reference + "/file/" + file.name)}});
    if (file.expires)
      page.html().text(" – " + visit.words.fill("web.until", {{"date", visit.words.date(*file.expires)}}));
    page.html().close();
  }
  page.html().close();
}

Reply status(Visit& visit, const std::string& reference) {
  const auto request = visit.house.people.request(reference, visit.house.rules());
  if (!request || !may_see(visit, reference)) return identify(visit, reference);
  const bool proven = visit.session.proven.count(reference) != 0;
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.your-request"], visit.path);
  page.note(visit.words.fill(
                "web.next." + std::string(request::to_string(shown(visit, *request))),
                {{"date", visit.words.date(request::deadline(*request, visit.house.rules()).in_force)}}),
            "lead");
  state_of(page, visit, *request);
  if (!proven) code_forms(page, visit, reference);
  if (proven) {
    files_of(page, visit, reference);
    timeline(page, visit, *request);
    page.form(visit.link("/follow/" + reference + "/message"), visit.words["web.write"]);
    page.area("text", visit.words["web.message"]);
    page.end_form(visit.words["web.send-message"]);
  }
  return page.reply();
}

Reply prove(Visit& visit, const std::string& reference) {
  std::string code;
  for (const char c : visit.message.field("code")) {
    if (c >= '0' && c <= '9') code += c;
  }
  const bool known = visit.house.people.request(reference, visit.house.rules()).has_value();
  if (!known || !handle::prove_by_code(visit.house, reference, code))
    return identify(visit, reference, {{"code", visit.words["web.bad-code"]}});
  visit.session.proven.insert(reference);
  const auto request = visit.house.people.request(reference, visit.house.rules());
  if (request && request->right == law::Right::consent) handle::carry_out_at_once(visit.house, reference);
  return see_other(visit.link("/follow/" + reference));
}

Reply send(Visit& visit, const std::string& reference) {
  if (visit.house.people.request(reference, visit.house.rules())) handle::send_code(visit.house, reference);
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.follow"], visit.path);
  page.note(visit.words["web.code-sent"], "done");
  code_forms(page, visit, reference);
  return page.reply();
}

Reply file(Visit& visit, const Followed& followed) {
  if (visit.session.proven.count(followed.reference) == 0) return identify(visit, followed.reference);
  for (const store::Filed& filed : visit.house.people.files(followed.reference)) {
    if (filed.name != followed.name) continue;
    const auto ended =
        filed.expires && std::chrono::sys_days(*filed.expires) < std::chrono::sys_days(visit.house.today());
    if (ended) break;
    Reply reply;
    reply.type = filed.media_type;
    reply.body = filed.content.reveal();
    if (filed.media_type == "application/zip")
      reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + filed.name + "\"");
    return reply;
  }
  return not_found(visit);
}

}  // namespace

Reply follow(Visit& visit, const std::string& below) {
  const Followed followed = parts_of(below);
  if (followed.reference.empty()) return ask_reference(visit);
  const bool post = visit.message.method == "POST";
  if (followed.act.empty()) return status(visit, followed.reference);
  if (followed.act == "file") return file(visit, followed);
  if (post && followed.act == "send-code") return send(visit, followed.reference);
  if (post && followed.act == "code") return prove(visit, followed.reference);
  if (post && followed.act == "message" && visit.session.proven.count(followed.reference) != 0) {
    handle::message(visit.house, followed.reference, base::Personal<std::string>(visit.message.field("text")),
                    true, "person");
    return see_other(visit.link("/follow/" + followed.reference));
  }
  return not_found(visit);
}

}  // namespace habeas::web

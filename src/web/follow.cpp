// Following a request: the session that made it, or that came by its number with the key (handle::follow_number), sees
// that it was received and may ask for a code; what became of it, letters and packages only where the identity was proven
// in this session, by a code to the contact on file. A reference alone, which anybody can guess, does nothing: every page
// is then the same, and leaves at the same time, whether or not there is such a request. So no stranger's wrong codes
// count against her, sets off letters to her or stops her clock.
#include <habeas/web/told.h>

#include <algorithm>
#include <regex>

namespace habeas::web {
namespace {

// Longer than looking anything up takes.
constexpr unsigned answers_within = 400;  // milliseconds

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

bool is_reference(const std::string& text) {
  static const std::regex form("R-[0-9]{4}-[0-9]{6,12}");
  return std::regex_match(text, form);
}
bool is_number(const std::string& text) {
  static const std::regex form("R-[0-9]{4}-[0-9]{6,12}-[0-9A-Za-z]{10}");
  return std::regex_match(text, form);
}

bool is_mine(const Visit& visit, const std::string& reference) {
  return visit.session.mine.count(reference) != 0;
}
bool is_proven(const Visit& visit, const std::string& reference) {
  return visit.session.proven.count(reference) != 0;
}
bool is_known(const Visit& visit, const std::string& reference) {
  return is_mine(visit, reference) || is_proven(visit, reference);
}

// By where the visitor comes from alone, so that it tells nothing of anybody's requests.
bool tries_too_often(Visit& visit) {
  return !visit.tries.allows(visit.message.from, visit.house.clock.now());
}

Reply too_often(Visit& visit) {
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.too-often"], "/follow");
  page.note(visit.words.fill("web.too-often-help", {{"contact", visit.contact()}}), "warning");
  Reply reply = page.reply(429);
  reply.milliseconds = answers_within;
  return reply;
}

// As people type it: with spaces, in small letters.
std::string reference_in(const Visit& visit) {
  std::string text;
  for (const char c : visit.message.field("reference")) {
    if (c != ' ') text += static_cast<char>(c == 'r' ? 'R' : c);
  }
  return text;
}

// Whatever was typed or followed: what is said depends on nobody's requests.
Reply ask_number(Visit& visit, const std::string& typed = {}) {
  std::vector<Mistake> mistakes;
  if (!typed.empty() || visit.message.method == "POST")
    mistakes.push_back({"reference", visit.words["web.bad-reference"]});
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.follow"], "/follow", mistakes);
  page.html().element("p", visit.words["web.follow-help"], {{"class", "lead"}});
  page.form(visit.link("/follow"));
  page.input("reference", visit.words["web.follow-number"], "text", "", typed,
             visit.words["web.reference-hint"]);
  page.end_form(visit.words["web.continue"]);
  Reply reply = page.reply(visit.message.method == "POST" ? 422 : 200);
  reply.milliseconds = answers_within;
  return reply;
}

Reply ask_reference(Visit& visit) {
  if (visit.message.method != "POST") return ask_number(visit);
  const std::string typed = reference_in(visit);
  if (is_reference(typed) || is_number(typed)) return see_other(visit.link("/follow/" + typed));
  return ask_number(visit, visit.message.field("reference"));
}

// The number of her letter: from now on this session may ask for a code. Its address leaves the browser's line at once.
Reply come_by_number(Visit& visit, const std::string& number) {
  if (tries_too_often(visit)) return too_often(visit);
  const auto reference = handle::followed(visit.house, number);
  if (!reference) return ask_number(visit, number);
  visit.session.mine.insert(*reference);
  Reply reply = see_other(visit.link("/follow/" + *reference));
  reply.milliseconds = answers_within;
  return reply;
}

// What was asked for is done already; a code only lets her read what we wrote about it.
bool is_done_without_proof(const request::Request& request) {
  return request.right != law::Right::complaint &&
         request::least_identity(request.right, request.marketing) == "L0";
}

void code_forms(Page& page, Visit& visit, const request::Request& request) {
  const std::string at = visit.link("/follow/" + request.reference);
  const bool only_to_read = is_done_without_proof(request);
  page.html().element("h2", visit.words[only_to_read ? "web.read-letters" : "web.confirm-you"]);
  page.html().element("p", visit.words[only_to_read ? "web.read-letters-help" : "web.identity-help"]);
  page.form(at + "/send-code");
  page.end_form(visit.words["web.send-code"]);
  page.form(at + "/code");
  page.input("code", visit.words["web.code"], "text", "one-time-code", {}, visit.words["web.code-hint"]);
  page.end_form(visit.words["web.confirm-code"]);
}

// The same for everybody: whether a code left is not told, and what to do without one is.
void after_asking(Page& page, const Visit& visit) {
  const std::string asked = visit.message.asked("code");
  if (asked == "sent") page.note(visit.words["web.code-sent"], "done");
  if (asked == "wait") page.note(visit.words["web.code-wait"], "warning");
  if (asked == "sent" || asked == "wait")
    page.say(visit.words.fill("web.no-code", {{"contact", visit.contact()}}));
}

std::string due_date(const Visit& visit, const request::Request& request) {
  return visit.words.date(request::deadline(request, visit.house.rules()).in_force);
}

void state_of(Page& page, Visit& visit, const request::Request& request) {
  page.html().open("dl", {{"class", "facts"}});
  page.row(visit.words["web.reference"], request.reference);
  page.row(visit.words["web.follow-number"], handle::follow_number(visit.house, request.reference));
  page.row(visit.words["web.right"], visit.words["web.want." + std::string(law::to_string(request.right))]);
  if (is_proven(visit, request.reference))
    page.row(visit.words["web.state"],
             visit.words["web.state." + std::string(request::to_string(request.state))]);
  page.row(visit.words["web.received"], visit.words.date(request.course.received));
  page.row(visit.words["web.due"], due_date(visit, request));
  page.html().close();
}

void timeline(Page& page, Visit& visit, const request::Request& request) {
  page.html().element("h2", visit.words["web.timeline"]);
  page.html().open("ol", {{"class", "timeline"}});
  for (const request::Event& event : request.events) {
    if (event.what == request::What::noted) continue;  // the organisation's own
    page.html().open("li");
    page.html().element("span", visit.moment(event.at), {{"class", "when"}});
    page.html().text(" " + event_in_words(visit, event, Reader::person));
    const bool words = event.what == request::What::message_in || event.what == request::What::message_out ||
                       event.what == request::What::clarification_asked;
    if (words && !event.text.reveal().empty()) {
      page.html().open("blockquote");
      page.html().datum(event.text.reveal());
      page.html().close();
    }
    page.html().close();
  }
  page.html().close();
}

bool has_ended(const Visit& visit, const store::Filed& file) {
  return file.destroyed ||
         (file.expires && std::chrono::sys_days(*file.expires) < std::chrono::sys_days(visit.house.today()));
}

void files_of(Page& page, Visit& visit, const std::string& reference) {
  const auto files = visit.house.people.files(reference);
  if (files.empty()) return;
  page.html().element("h2", visit.words["web.files"]);
  page.html().open("ul", {{"class", "files"}});
  for (const store::Filed& file : files) {
    page.html().open("li");
    if (has_ended(visit, file)) {
      page.html().text(file_in_words(visit.words, file) + " – " + visit.words["web.file-ended"]);
      page.html().close();
      continue;
    }
    page.html().element("a", file_in_words(visit.words, file),
                        {{"href", visit.link("/follow/" + reference + "/file/" + file.name)}});
    std::string beside = visit.words.size(file.content.reveal().size());
    if (file.media_type == "application/zip") beside += ", " + visit.words["web.zip"];
    if (file.expires)
      beside += ", " + visit.words.fill("web.until", {{"date", visit.words.date(*file.expires)}});
    page.html().element("span", " " + beside, {{"class", "when"}});
    page.html().close();
  }
  page.html().close();
}

void message_form(Page& page, Visit& visit, const request::Request& request) {
  const std::string base = visit.link("/follow/" + request.reference);
  page.html().element("h2", visit.words["web.write"]);
  page.form(base + "/message");
  page.area("text", visit.words["web.message"]);
  page.end_form(visit.words["web.send-message"]);
  const bool open = request.state == request::State::received ||
                    request.state == request::State::identity_pending ||
                    request.state == request::State::clarification_pending ||
                    request.state == request::State::in_progress || request.state == request::State::planned;
  if (!open) return;
  page.html().element("h2", visit.words["web.withdraw"]);
  page.html().element("p", visit.words["web.withdraw-help"]);
  page.form(base + "/withdraw");
  page.end_form(visit.words["web.withdraw"], "second");
}

// Nothing here depends on whether anybody was found: that is for who proves that it is she.
std::string next_unproven(const Visit& visit, const request::Request& request) {
  if (request.right == law::Right::information) return visit.words["web.next.notice-ready"];
  if (is_done_without_proof(request)) return visit.words["web.next.at-once"];
  if (request.right == law::Right::complaint) return visit.words["web.next.complaint"];
  return visit.words.fill("web.next.unproven", {{"date", due_date(visit, request)}});
}

Reply status(Visit& visit, const std::string& reference, const std::vector<Mistake>& mistakes = {}) {
  const auto request = visit.house.people.request(reference, visit.house.rules());
  const bool proven = is_proven(visit, reference);
  if (!request || !is_known(visit, reference)) return ask_number(visit, reference);
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.your-request"],
            "/follow/" + reference, mistakes);
  if (!proven) after_asking(page, visit);
  page.note(proven ? visit.words.fill("web.next." + std::string(request::to_string(request->state)),
                                      {{"date", due_date(visit, *request)}})
                   : next_unproven(visit, *request),
            "lead");
  state_of(page, visit, *request);
  if (!proven && request->right != law::Right::information) page.note(visit.words["web.note-number"]);
  if (proven && request::deadline(*request, visit.house.rules()).waiting)
    page.note(visit.words["web.clock-stands"]);
  if (proven || request->right == law::Right::information) files_of(page, visit, reference);
  if (!proven && request->right != law::Right::information) code_forms(page, visit, *request);
  if (proven) {
    timeline(page, visit, *request);
    message_form(page, visit, *request);
  }
  Reply reply = page.reply(mistakes.empty() ? 200 : 422);
  reply.milliseconds = answers_within;
  return reply;
}

// What her proof sets free, at once.
void once_proven(Visit& visit, const std::string& reference) {
  const auto request = visit.house.people.request(reference, visit.house.rules());
  if (request->state != request::State::received && request->state != request::State::in_progress) return;
  if (request::immediate(request->right, request->marketing))
    handle::carry_out_at_once(visit.house, reference);
  if (request->right == law::Right::complaint) handle::answer(visit.house, reference);
}

Reply prove(Visit& visit, const std::string& reference) {
  if (tries_too_often(visit)) return too_often(visit);
  std::string code;
  for (const char c : visit.message.field("code")) {
    if (c >= '0' && c <= '9') code += c;
  }
  if (!handle::prove_by_code(visit.house, reference, code))
    return status(visit, reference, {{"code", visit.words["web.bad-code"]}});
  visit.session.proven.insert(reference);
  const Session& renewed = visit.sessions.renew(visit.session, visit.house.clock.now());
  once_proven(visit, reference);
  Reply reply = see_other(visit.link("/follow/" + reference));
  reply.headers.emplace_back("Set-Cookie", session_cookie(renewed.id, visit.tls));
  reply.milliseconds = answers_within;
  return reply;
}

// Five codes an hour for one request, known or not: she is told to wait. What one mailbox may be sent for all requests
// together is in handle::send_code, and is not said.
Reply send(Visit& visit, const std::string& reference) {
  if (tries_too_often(visit)) return too_often(visit);
  const bool may = visit.codes.allows(reference, visit.house.clock.now());
  if (may) do_later(visit, reference, Work::send_code);
  Reply reply = see_other(visit.link("/follow/" + reference + (may ? "?code=sent" : "?code=wait")));
  reply.milliseconds = answers_within;
  return reply;
}

// It was there, and is not any more: not an address that leads nowhere.
Reply ended(Visit& visit, const std::string& reference, const store::Filed& filed) {
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.file-ended"],
            "/follow/" + reference);
  page.note(filed.expires
                ? visit.words.fill("web.file-ended-on", {{"date", visit.words.date(*filed.expires)}})
                : visit.words["web.file-ended-help"]);
  page.html().element("a", visit.words["web.your-request"], {{"href", visit.link("/follow/" + reference)}});
  return page.reply(410);
}

Reply file(Visit& visit, const Followed& followed) {
  const auto request = visit.house.people.request(followed.reference, visit.house.rules());
  const bool may = is_proven(visit, followed.reference) || (is_mine(visit, followed.reference) && request &&
                                                            request->right == law::Right::information);
  if (!may) return status(visit, followed.reference);
  for (const store::Filed& filed : visit.house.people.files(followed.reference)) {
    if (filed.name != followed.name) continue;
    if (has_ended(visit, filed)) return ended(visit, followed.reference, filed);
    Reply reply = letter_page(visit, *request, filed,
                              {visit.link("/follow/" + followed.reference), visit.words["web.your-request"]});
    if (filed.media_type == "application/zip") {
      reply.sent = [&house = visit.house, reference = followed.reference, name = filed.name] {
        handle::fetched(house, reference, name);
      };
    }
    return reply;
  }
  return not_found(visit);
}

}  // namespace

std::string file_in_words(const answer::Words& words, const store::Filed& file) {
  const std::size_t dot = std::min(file.name.rfind('.'), file.name.size());
  const std::string key = "web.file." + file.name.substr(0, dot);
  const auto keys = words.keys();
  if (std::find(keys.begin(), keys.end(), key) != keys.end()) return words[key];
  return file.media_type == "application/zip" ? words["web.file.package"] : file.name;
}

Reply follow(Visit& visit, const std::string& below) {
  const Followed followed = parts_of(below);
  const std::string& reference = followed.reference;
  if (reference.empty()) return ask_reference(visit);
  if (is_number(reference) && followed.act.empty()) return come_by_number(visit, reference);
  if (!is_reference(reference)) return not_found(visit);
  if (followed.act.empty()) return status(visit, reference);
  if (followed.act == "file") return file(visit, followed);
  if (visit.message.method != "POST") return see_other(visit.link("/follow/" + reference));
  if (!is_known(visit, reference)) return ask_number(visit, reference);
  if (followed.act == "send-code") return send(visit, reference);
  if (followed.act == "code") return prove(visit, reference);
  if (!is_proven(visit, reference)) return status(visit, reference);
  if (followed.act == "message" && !visit.message.field("text").empty())
    handle::message(visit.house, reference, base::Personal<std::string>(visit.message.field("text")), true,
                    "person");
  if (followed.act == "withdraw") handle::withdraw(visit.house, reference);
  return see_other(visit.link("/follow/" + reference));
}

}  // namespace habeas::web

#include <habeas/web/site.h>

#include <habeas/base/fault.h>

#include <algorithm>

namespace habeas::web {

std::string_view text_of(std::string_view file);  // from share/, by cmake/embed.cmake

namespace {

Reply style() {
  Reply reply;
  reply.type = "text/css; charset=utf-8";
  reply.body = text_of("web/site.css");
  reply.headers = {{"Cache-Control", "max-age=3600"}};
  return reply;
}

// Of those that the browser names, the first that we speak; else the organisation's.
std::string first_language(const Message& message, const map::Map& map) {
  std::string_view rest = message.languages;
  while (!rest.empty()) {
    const std::string_view one = rest.substr(0, std::min(rest.find(','), rest.size()));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    const std::string_view tag = one.substr(std::min(one.find_first_not_of(' '), one.size()));
    for (const char* language : {"fr", "en"}) {
      if (tag.rfind(language, 0) == 0) return language;
    }
  }
  return map.organisation.languages.front() == "en" ? "en" : "fr";
}

// Somebody else's request is being worked on, and takes long: nothing was read of this one, so nothing was lost.
Reply busy(const Message& message, const map::Map& map) {
  const answer::Words& words = answer::Words::in(first_language(message, map));
  Reply reply = plain(503, std::string(words["web.busy"]) + "\n");
  reply.headers.emplace_back("Retry-After", "10");
  return reply;
}

// What the world or a rule refuses. Why is for the desk (desk.cpp): a system's trouble is nothing that people can mend.
Reply refused(Visit& visit, const base::Fault& fault) {
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.refused"], visit.path);
  page.note(visit.words.fill("web.refused-help", {{"contact", visit.contact()}}), "warning");
  return page.reply(fault.kind() == base::FaultKind::refused ? 422 : 503);
}

// A session ends; what was typed in a form of the portal is shown again (ask.cpp), the rest is said.
Reply form_ended(Visit& visit) {
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.ended"], "/");
  page.note(visit.words["web.ended-help"], "warning");
  return page.reply(403);
}

// Nothing of hers stays in this browser.
Reply leave(Visit& visit) {
  visit.sessions.end(visit.session);
  Reply reply = see_other("/" + visit.words.language() + "/");
  reply.headers.emplace_back("Set-Cookie", session_cookie("", visit.tls) + "; Max-Age=0");
  return reply;
}

Reply page_at(Visit& visit, Staff& staff) {
  const std::string& path = visit.path;
  if (path == "/") return home(visit);
  if (path == "/leave" && visit.message.method == "POST") return leave(visit);
  if (path == "/notice") return notice(visit);
  if (path == "/accessibility") return accessibility(visit);
  if (path.rfind("/request/", 0) == 0) {
    if (const auto right = law::right_named(path.substr(9))) return ask(visit, *right);
  }
  if (path == "/follow" || path.rfind("/follow/", 0) == 0) return follow(visit, path.substr(7));
  if (path == "/desk" || path.rfind("/desk/", 0) == 0) return desk(visit, staff, path.substr(5));
  return not_found(visit);
}

}  // namespace

Site::Site(handle::House& house, Staff& staff, std::string api_key, std::chrono::milliseconds patience)
    : house_(house), staff_(staff), api_key_(std::move(api_key)), patience_(patience) {}

bool Site::over_tls() const { return house_.portal_link.rfind("https://", 0) == 0; }

// The whole origin is compared: http://ours.example.evil.example begins like ours. A browser says it with every form;
// "null" is nobody.
bool Site::comes_from_us(const Message& message) const {
  if (message.origin.empty()) return true;
  if (over_tls()) return message.origin == origin_of(house_.portal_link);
  return message.origin == "http://" + message.host;
}

// Who was removed from the staff, or has another password since, is out: his session ends with what it rested on.
Session& Site::session_of(const Message& message) {
  Session& session = sessions_.of(message.session, house_.clock.now());
  if (session.staff.empty() || staff_.credential(session.staff) == session.credential) return session;
  sessions_.end(session);
  return sessions_.of({}, house_.clock.now());
}

Reply Site::operator()(const Message& message) {
  if (message.path == "/style.css") return style();
  const std::unique_lock lock(one_at_a_time_, patience_);
  if (!lock) return busy(message, house_.map);
  if (message.path.rfind("/api/", 0) == 0) return api(house_, api_key_, message);
  if (message.path.rfind("/stop/", 0) == 0) return stop(house_, message, first_language(message, house_.map));
  Session& session = session_of(message);
  const std::string id = session.id;  // signing in or out ends this session
  Reply reply = answer(message, session);
  const bool sets = std::any_of(reply.headers.begin(), reply.headers.end(),
                                [](const auto& header) { return header.first == "Set-Cookie"; });
  if (!sets && message.session != id)
    reply.headers.emplace_back("Set-Cookie", session_cookie(id, over_tls()));
  return reply;
}

Reply Site::answer(const Message& message, Session& session) {
  if (message.path == "/") return see_other("/" + first_language(message, house_.map) + "/");
  if (message.method != "GET" && message.method != "HEAD" && message.method != "POST") {
    Reply reply = plain(405, "This address is read or sent a form to.\n");
    reply.headers.emplace_back("Allow", "GET, HEAD, POST");
    return reply;
  }
  for (const char* language : {"fr", "en"}) {
    const std::string prefix = std::string("/") + language + "/";
    if (message.path.rfind(prefix, 0) == 0)
      return in_language(message, session, language, message.path.substr(3));
  }
  return plain(404, "There is nothing at this address.\n");
}

Reply Site::in_language(const Message& message, Session& session, const std::string& language,
                        const std::string& path) {
  Visit visit{house_, sessions_,  later_, codes_, tries_, message, session, answer::Words::in(language),
              path,   over_tls(), false};
  // A form counts only from our own pages, and with its session's token.
  if (message.method == "POST") {
    if (!comes_from_us(message)) return form_ended(visit);
    visit.form_ended = !same_secret(message.field("token"), session.token);
    if (visit.form_ended && path.rfind("/request/", 0) != 0) return form_ended(visit);
  }
  try {
    return page_at(visit, staff_);
  } catch (const base::Fault& fault) {
    return refused(visit, fault);
  }
}

std::string session_cookie(const std::string& id, bool tls) {
  return (tls ? "__Host-habeas=" : "habeas=") + id + "; Path=/; HttpOnly; SameSite=Lax" +
         (tls ? "; Secure" : "");
}

void do_later(Visit& visit, const std::string& reference, Work work) {
  handle::House& house = visit.house;
  const std::string from = visit.message.from.empty() ? "somewhere" : visit.message.from;
  visit.later.add([&house, reference, work, from] {
    try {
      if (!house.people.request(reference, house.rules())) return;
      if (work == Work::send_code) handle::send_code(house, reference, from);
      if (work == Work::carry_out_at_once) handle::carry_out_at_once(house, reference);
    } catch (const base::Fault& fault) {
      request::Event noted;
      noted.at = house.clock.now();
      noted.by = "portal";
      noted.facts = {{"not-done", work == Work::send_code ? "send-code" : "at-once"},
                     {"why", fault.detail()}};
      house.people.add_event(reference, noted, house.rules());
    }
  });
}

Reply not_found(Visit& visit) {
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.not-found"], visit.path);
  page.note(visit.words["web.not-found-help"]);
  return page.reply(404);
}

}  // namespace habeas::web

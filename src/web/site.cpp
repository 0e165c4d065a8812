#include <habeas/web/site.h>

#include <habeas/base/fault.h>
#include <habeas/web/page.h>

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

std::string first_language(const Message& message, const map::Map& map) {
  for (const char* language : {"fr", "en"}) {
    if (message.languages.rfind(language, 0) == 0) return language;
  }
  return map.organisation.languages.front() == "en" ? "en" : "fr";
}

// A rule that forbids: said to the reader as it is, since it holds nothing of anybody.
Reply refused(Visit& visit, const base::Fault& fault) {
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.refused"], visit.path);
  const bool rule = fault.kind() == base::FaultKind::refused;
  if (rule) page.note(fault.detail(), "warning");  // a failure names our systems and files
  return page.reply(rule ? 422 : 503);
}

}  // namespace

// A form counts only with its session's token, and only from our own pages.
bool Site::form_is_ours(const Message& message, const Session& session) const {
  if (!message.origin.empty() && message.origin.find("://" + message.host) == std::string::npos) return false;
  return same_secret(message.field("token"), session.token);
}

Reply Site::operator()(const Message& message) {
  const std::lock_guard lock(one_at_a_time_);
  Reply reply;
  if (message.path == "/style.css") {
    reply = style();
  } else if (message.path.rfind("/api/", 0) == 0) {
    reply = api(house_, message, api_key_);
  } else if (message.path.rfind("/stop/", 0) == 0) {
    reply = stop(house_, message, first_language(message, house_.map));
  } else {
    Session& session = sessions_.of(message.session, house_.clock.now());
    const std::string id = session.id;  // signing in or out ends this session
    reply = answer(message, session);
    const bool sets = std::any_of(reply.headers.begin(), reply.headers.end(),
                                  [](const auto& header) { return header.first == "Set-Cookie"; });
    if (!sets && message.session != id) reply.headers.emplace_back("Set-Cookie", session_cookie(id));
  }
  secure(reply);
  return reply;
}

Reply Site::answer(const Message& message, Session& session) {
  if (message.path == "/") return see_other("/" + first_language(message, house_.map) + "/");
  if (message.method != "GET" && message.method != "HEAD" && message.method != "POST")
    return plain(405, "This address is read or sent a form to.\n");
  if (message.method == "POST" && !form_is_ours(message, session))
    return plain(
        403,
        "This form has ended, or comes from elsewhere. Go back, load the page again, and send it again.\n");
  for (const char* language : {"fr", "en"}) {
    const std::string prefix = std::string("/") + language + "/";
    if (message.path.rfind(prefix, 0) == 0)
      return in_language(message, session, language, message.path.substr(3));
  }
  return plain(404, "There is nothing at this address.\n");
}

Reply Site::in_language(const Message& message, Session& session, const std::string& language,
                        const std::string& path) {
  Visit visit{house_, sessions_, message, session, answer::Words::in(language), path};
  try {
    if (path == "/") return home(visit);
    if (path == "/notice") return notice(visit);
    if (path == "/accessibility") return accessibility(visit);
    if (path.rfind("/request/", 0) == 0) {
      if (const auto right = law::right_named(path.substr(9))) return ask(visit, *right);
    }
    if (path == "/follow" || path.rfind("/follow/", 0) == 0) return follow(visit, path.substr(7));
    if (path == "/desk" || path.rfind("/desk/", 0) == 0) return desk(visit, staff_, path.substr(5));
  } catch (const base::Fault& fault) {
    return refused(visit, fault);
  }
  return not_found(visit);
}

std::string session_cookie(const std::string& id) {
  return "habeas=" + id + "; Path=/; HttpOnly; SameSite=Strict";
}

Reply not_found(Visit& visit) {
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.not-found"], visit.path);
  page.note(visit.words["web.not-found-help"]);
  return page.reply(404);
}

}  // namespace habeas::web

// The site: portal for people, desk for staff, API for applications, over one House. Every request comes through
// here: session, CSRF token and origin of every form, security headers of every answer. One request at a time works on
// the register (thin; docs/web.md).
#pragma once

#include <habeas/handle/handle.h>
#include <habeas/web/http.h>
#include <habeas/web/session.h>
#include <habeas/web/staff.h>

#include <mutex>
#include <string>

namespace habeas::web {

// What a page needs to answer.
struct Visit {
  handle::House& house;
  Sessions& sessions;
  const Message& message;
  Session& session;
  const answer::Words& words;
  std::string path;  // below the language: "/request/access"

  std::string link(const std::string& below) const { return "/" + words.language() + below; }
  const std::string& controller() const { return house.map.organisation.controller.name; }
};

class Site {
 public:
  // `api_key`: what applications must show; empty: the API answers nobody.
  Site(handle::House& house, Staff& staff, std::string api_key)
      : house_(house), staff_(staff), api_key_(std::move(api_key)) {}
  Reply operator()(const Message& message);

 private:
  Reply answer(const Message& message, Session& session);
  Reply in_language(const Message& message, Session& session, const std::string& language,
                    const std::string& path);
  bool form_is_ours(const Message& message, const Session& session) const;

  handle::House& house_;
  Staff& staff_;
  std::string api_key_;
  Sessions sessions_;
  std::mutex one_at_a_time_;
};

// --- the pages, each in its file ------------------------------------------------------------------------------------
Reply home(Visit& visit);
Reply notice(Visit& visit);
Reply accessibility(Visit& visit);
Reply ask(Visit& visit, law::Right right);             // form, check, confirmation
Reply follow(Visit& visit, const std::string& below);  // status, code, messages, files
Reply desk(Visit& visit, Staff& staff, const std::string& below);
Reply api(handle::House& house, const Message& message, const std::string& key);
Reply stop(handle::House& house, const Message& message, const std::string& language);  // "/stop/TOKEN"
Reply not_found(Visit& visit);
std::string session_cookie(const std::string& id);  // for Set-Cookie

}  // namespace habeas::web

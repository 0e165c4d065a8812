// The site: portal for people, desk for staff, API for applications, over one House. Every request comes through
// here: session, CSRF token and origin of every form. One request at a time works on the register (thin; docs/web.md),
// except what is done later (later.h).
#pragma once

#include <habeas/handle/handle.h>
#include <habeas/web/http.h>
#include <habeas/web/later.h>
#include <habeas/web/page.h>
#include <habeas/web/session.h>
#include <habeas/web/staff.h>

#include <mutex>
#include <string>

namespace habeas::web {

// What a page needs to answer.
struct Visit {
  handle::House& house;
  Sessions& sessions;
  Later& later;
  Throttle& codes;  // asked for, by request
  Throttle& tries;  // codes asked for and typed, and numbers, by where the visitor comes from
  const Message& message;
  Session& session;
  const answer::Words& words;
  std::string path;  // below the language: "/request/access"
  bool tls = false;  // people come to us over TLS
  bool form_ended =
      false;  // a form was sent whose session ended: nothing may be done with it but show it again

  std::string link(const std::string& below) const { return "/" + words.language() + below; }
  const map::Organisation& organisation() const { return house.map.organisation; }
  const std::string& contact() const { return contact_of(organisation()); }
  // Where the organisation is.
  std::string moment(base::Instant at) const {
    return words.moment_in(map::zone_of(organisation(), house.library), at);
  }
};

class Site {
 public:
  // `api_key`: what an application says to be answered. `house.portal_link` is where people come to: forms from
  // elsewhere are refused, and over https the cookie is Secure. Who has waited for `patience` while somebody else's request
  // is worked on is told to come again (503).
  Site(handle::House& house, Staff& staff, std::string api_key,
       std::chrono::milliseconds patience = std::chrono::seconds(5));
  Reply operator()(const Message& message);
  void wait_for_what_is_later() { later_.wait(); }

 private:
  Reply answer(const Message& message, Session& session);
  Reply in_language(const Message& message, Session& session, const std::string& language,
                    const std::string& path);
  bool comes_from_us(const Message& message) const;
  bool over_tls() const;
  Session& session_of(const Message& message);

  handle::House& house_;
  Staff& staff_;
  std::string api_key_;
  Sessions sessions_;
  Throttle codes_{5, std::chrono::hours(1)};
  Throttle tries_{60, std::chrono::hours(1)};
  std::timed_mutex one_at_a_time_;
  std::chrono::milliseconds patience_;
  Later later_;
};

// --- the pages, each in its file ------------------------------------------------------------------------------------
Reply home(Visit& visit);
Reply notice(Visit& visit);
Reply accessibility(Visit& visit);
Reply ask(Visit& visit, law::Right right);             // form, check, confirmation
Reply follow(Visit& visit, const std::string& below);  // status, code, messages, files
Reply desk(Visit& visit, Staff& staff, const std::string& below);
Reply api(handle::House& house, const std::string& key, const Message& message);
Reply stop(handle::House& house, const Message& message, const std::string& language);  // "/stop/TOKEN"
Reply not_found(Visit& visit);
// For Set-Cookie; over TLS also Secure, and bound to this host (RFC 6265bis, __Host-).
std::string session_cookie(const std::string& id, bool tls);

// Where to complain, in a list.
void show_authority(Page& page, const Visit& visit);
// What a letter or a package is called.
std::string file_in_words(const answer::Words& words, const store::Filed& file);

// Carried out after the answer has left; what the world refuses is noted with the request, for the desk to see.
enum class Work { send_code, carry_out_at_once };
void do_later(Visit& visit, const std::string& reference, Work work);

}  // namespace habeas::web

// For tests: Maison Verdier with a site, and somebody who visits it with a browser that keeps one cookie and fills in
// forms. Everything goes through web::Site as the server calls it; nothing is drawn.
#pragma once

#include "../journeys/journey.h"

#include <habeas/cli/house.h>
#include <habeas/web/site.h>

#include <memory>
#include <string>

namespace habeas::journey {

// A shop of its own for every test: they change it.
class Verdier {
 public:
  Verdier();

  web::Site& site() { return *site_; }
  handle::House& house() { return *whole_->house; }
  web::Staff& staff() { return staff_; }
  std::string staff_file() const { return folder_ + "/var/desk"; }
  const std::string& api_key() const { return api_key_; }
  // What was asked for later is done.
  void settle() { site_->wait_for_what_is_later(); }

  std::string database(const std::string& name) const { return folder_ + "/data/" + name + ".db"; }
  std::int64_t count(const std::string& name, const std::string& sql) const {
    return journey::count(database(name), sql);
  }
  // The code in the last letter of the outbox for this request; empty if none left.
  std::string code_for(const std::string& reference) const;
  std::size_t letters(const std::string& kind) const;
  request::Request request(const std::string& reference);

 private:
  std::string folder_;
  std::string api_key_ = "0123456789abcdef0123456789abcdef";
  cli::Context context_;
  std::unique_ptr<cli::WholeHouse> whole_;
  web::Staff staff_;
  std::unique_ptr<web::Site> site_;
};

class Visitor {
 public:
  explicit Visitor(web::Site& site) : site_(site) {}

  web::Reply get(const std::string& target);
  // With the token of the page that was read last.
  web::Reply post(const std::string& target, web::Pairs form = {});
  web::Reply send(web::Message message);  // as it is, with the cookie
  // Asks for a right on the portal, from the question to the confirmation; gives the reference.
  std::string ask(const std::string& right, web::Pairs form);
  void sign_in(const std::string& name, const std::string& password);

  std::string from = "203.0.113.1";  // whose connection it is
  std::string cookie;
  std::string token;

 private:
  web::Reply remember(web::Reply reply);

  web::Site& site_;
};

std::string header(const web::Reply& reply, const std::string& name);

inline constexpr const char* claires = "claire.fontaine@courriel.example";
inline constexpr const char* nobodys = "nobody@elsewhere.example";
inline constexpr const char* password = "a long enough password";

}  // namespace habeas::journey

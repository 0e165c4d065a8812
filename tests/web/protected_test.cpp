// What protects the site: every form from our own pages only, sessions, limits, and that nobody can find out by it whether a
// person is known.
#include "visitor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <regex>
#include <thread>
#include <utility>

namespace habeas::journey {
namespace {

using request::State;
using testing::HasSubstr;
using testing::Not;
using web::Message;
using web::Pairs;
using web::Reply;

const std::vector<std::string>& rights() {
  static const std::vector<std::string> all = {
      "information", "access",      "rectification", "erasure",
      "restriction", "portability", "objection",     "automated-decision",
      "consent",     "complaint",   "posthumous"};
  return all;
}

// What stays the same from one request to the next.
std::string without_names(const std::string& text) {
  static const std::regex names("R-[0-9]{4}-[0-9]{6}(-[0-9A-Z]{10})?|[0-9a-f]{32}");
  return std::regex_replace(text, names, "*");
}

std::string seen(const Reply& reply) {
  std::string all = std::to_string(reply.status) + " after " + std::to_string(reply.milliseconds) + " ms, " +
                    reply.type + "\n";
  for (const auto& [name, value] : reply.headers) all += name + ": " + value + "\n";
  return without_names(all + reply.body);
}

TEST(Site, EveryPageIsOneWithAHeadingALanguageAndNoScript) {
  Verdier verdier;
  Visitor visitor(verdier.site());
  std::vector<std::string> paths = {"/",    "/notice", "/accessibility", "/follow", "/follow/R-2026-000001",
                                    "/desk"};
  for (const std::string& right : rights()) paths.push_back("/request/" + right);
  for (const std::string language : {"fr", "en"}) {
    for (const std::string& path : paths) {
      const Reply reply = visitor.get("/" + language + path);
      EXPECT_EQ(reply.status, 200u) << path;
      EXPECT_THAT(reply.body, HasSubstr("<html lang=\"" + language + "\"")) << path;
      EXPECT_THAT(reply.body, HasSubstr("<h1")) << path;
      EXPECT_THAT(reply.body, Not(HasSubstr("<script"))) << path;
      EXPECT_THAT(reply.body, Not(HasSubstr(" style=\""))) << path;
    }
  }
  EXPECT_EQ(visitor.get("/fr/nowhere").status, 404u);
  EXPECT_EQ(visitor.get("/de/").status, 404u);
  EXPECT_EQ(visitor.get("/fr/request/unheard-of").status, 404u);
}

TEST(Site, LeadsToTheLanguageThatTheBrowserNamesFirst) {
  Verdier verdier;
  const auto leads = [&](const std::string& languages) {
    Message message;
    message.method = "GET";
    message.path = "/";
    message.languages = languages;
    return header(verdier.site()(message), "Location");
  };
  EXPECT_EQ(leads("en-GB,en;q=0.9,fr;q=0.8"), "/en/");
  EXPECT_EQ(leads("de, fr;q=0.5, en;q=0.3"), "/fr/");
  EXPECT_EQ(leads(""), "/fr/");
}

TEST(Site, HasNoFilesToClimbTo) {
  Verdier verdier;
  Visitor visitor(verdier.site());
  for (const char* target :
       {"/fr/../../etc/passwd", "/../habeas.yaml", "/fr/%2e%2e/var/keys", "/style.css/../var",
        "/fr/follow/R-2026-000001/file/../../../var/register.db", "/fr/follow/../desk"}) {
    const Reply reply = visitor.get(target);
    EXPECT_TRUE(reply.status == 404 || reply.status == 200) << target;
    EXPECT_THAT(reply.body, Not(HasSubstr("root:"))) << target;
    EXPECT_THAT(reply.body, Not(HasSubstr("sqlite"))) << target;
  }
}

TEST(Site, RefusesMethodsThatItDoesNotKnow) {
  Verdier verdier;
  Visitor visitor(verdier.site());
  for (const char* method : {"PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "BREW"}) {
    Message message;
    message.method = method;
    message.path = "/fr/";
    const Reply reply = visitor.send(message);
    EXPECT_EQ(reply.status, 405u) << method;
    EXPECT_EQ(header(reply, "Allow"), "GET, HEAD, POST");
  }
}

TEST(Site, CookieIsHttpOnlyLaxAndSecureOverTls) {
  Verdier verdier;
  EXPECT_THAT(header(Visitor(verdier.site()).get("/fr/"), "Set-Cookie"),
              testing::MatchesRegex("habeas=[0-9a-f]+; Path=/; HttpOnly; SameSite=Lax"));
  verdier.house().portal_link = "https://rights.verdier.example";
  EXPECT_THAT(header(Visitor(verdier.site()).get("/fr/"), "Set-Cookie"),
              testing::MatchesRegex("__Host-habeas=[0-9a-f]+; Path=/; HttpOnly; SameSite=Lax; Secure"));
}

// Every address that a form of ours is sent to.
std::vector<std::string> targets_of_forms(const std::string& reference) {
  std::vector<std::string> targets = {"/fr/follow", "/fr/desk/sign-in", "/fr/desk/sign-out"};
  for (const std::string& right : rights()) targets.push_back("/fr/request/" + right);
  for (const char* act : {"send-code", "code", "message", "withdraw"})
    targets.push_back("/fr/follow/" + reference + "/" + act);
  for (const char* act : {"plan", "who", "approve", "run", "answer", "close", "refuse", "decide", "identity",
                          "extend", "message", "lift", "death", "by-hand"})
    targets.push_back("/fr/desk/" + reference + "/" + act);
  return targets;
}

TEST(Site, AFormWithoutItsTokenOrFromElsewhereDoesNothing) {
  Verdier verdier;
  verdier.staff().set("Camille Roy", password);
  Visitor person(verdier.site());
  const std::string reference = person.ask("access", {{"id-email", claires}});
  Visitor agent(verdier.site());
  agent.sign_in("Camille Roy", password);
  const std::size_t events = verdier.request(reference).events.size();
  const std::size_t requests = verdier.house().people.references().size();
  struct From {
    std::string token, origin;
  };
  for (Visitor* visitor : {&person, &agent}) {
    const std::string right = visitor->token;
    const std::vector<From> forged = {{"", "http://verdier.example"},
                                      {std::string(32, '0'), "http://verdier.example"},
                                      {right, "http://elsewhere.example"},
                                      {right, "null"},
                                      {right, "http://verdier.example.elsewhere.example"},
                                      {right, "https://verdier.example"}};
    for (const std::string& target : targets_of_forms(reference)) {
      for (const From& from : forged) {
        Message message;
        message.method = "POST";
        message.path = target;
        message.origin = from.origin;
        message.form = {{"step", "send"}, {"id-email", claires}, {"token", from.token}};
        const Reply reply = visitor->send(message);
        EXPECT_TRUE(reply.status == 403 || reply.status == 422) << target << " " << reply.status;
        visitor->token = right;
      }
    }
  }
  verdier.settle();
  EXPECT_EQ(verdier.request(reference).events.size(), events);
  EXPECT_EQ(verdier.house().people.references().size(), requests);
}

TEST(Site, AFormThatStayedOpenTooLongIsShownAgainAsItWasFilledIn) {
  Verdier verdier;
  Visitor visitor(verdier.site());
  visitor.get("/fr/request/rectification");
  visitor.cookie = "ended";
  const Reply reply =
      visitor.post("/fr/request/rectification",
                   {{"step", "send"}, {"data", "contact.city"}, {"is", "Beaune"}, {"id-email", claires}});
  EXPECT_EQ(reply.status, 422u);
  EXPECT_THAT(reply.body, testing::AllOf(HasSubstr("Beaune"), HasSubstr(claires)));
  EXPECT_TRUE(verdier.house().people.references().empty()) << "nothing was sent";
}

TEST(Site, ShowsWhatWasTypedAndNeverObeysIt) {
  Verdier verdier;
  Visitor visitor(verdier.site());
  visitor.get("/fr/request/access");
  const Reply reply = visitor.post("/fr/request/access", {{"step", "check"},
                                                          {"id-email", claires},
                                                          {"text", "<script>alert(1)</script>\"><img src=x>"},
                                                          {"\"><b>", "x"}});
  EXPECT_EQ(reply.status, 200u);
  EXPECT_THAT(reply.body, Not(HasSubstr("<script>")));
  EXPECT_THAT(reply.body, Not(HasSubstr("<img")));
  EXPECT_THAT(reply.body, Not(HasSubstr("\"><b>")));
}

TEST(Site, AReferenceIsOneOrNothing) {
  Verdier verdier;
  Visitor visitor(verdier.site());
  visitor.get("/fr/follow");
  for (const char* typed :
       {"R-2026-000001\r\nSet-Cookie: habeas=planted", "//elsewhere.example", "", "R-1"}) {
    const Reply reply = visitor.post("/fr/follow", {{"reference", typed}});
    EXPECT_EQ(reply.status, 422u) << typed;
    EXPECT_EQ(header(reply, "Location"), "") << typed;
  }
  EXPECT_EQ(header(visitor.post("/fr/follow", {{"reference", " r-2026-000001 "}}), "Location"),
            "/fr/follow/R-2026-000001");
}

// --- no existence oracle --------------------------------------------------------------------------------------------

TEST(NoOracle, AskingIsAnsweredTheSameForAPersonKnownAndUnknown) {
  Verdier verdier;
  for (const std::string& right : rights()) {
    const Pairs details = {
        {"data", "contact.city"},    {"is", "Beaune"},          {"ground", "a"},      {"marketing", "yes"},
        {"activity", "instalments"}, {"consent", "newsletter"}, {"act", "directive"}, {"wish", "erase"},
        {"audience", "customer"}};
    std::vector<std::string> answers;
    for (const char* email : {claires, nobodys}) {
      Visitor visitor(verdier.site());
      Pairs form = details;
      form.emplace_back("id-email", email);
      visitor.get("/fr/request/" + right);
      form.emplace_back("step", "send");
      const Reply sent = visitor.post("/fr/request/" + right, form);
      ASSERT_EQ(sent.status, 303u) << right << sent.body;
      verdier.settle();
      answers.push_back(seen(sent) + seen(visitor.get(header(sent, "Location"))));
    }
    EXPECT_EQ(answers[0], answers[1]) << right;
    EXPECT_THAT(answers[0], HasSubstr("after 700 ms")) << right;
  }
}

TEST(NoOracle, ACodeIsSentOrNotAndTheAnswerIsTheSame) {
  Verdier verdier;
  std::vector<std::string> answers;
  for (const char* email : {claires, nobodys}) {
    Visitor visitor(verdier.site());
    const std::string reference = visitor.ask("access", {{"id-email", email}});
    visitor.get("/fr/follow/" + reference);
    const Reply sent = visitor.post("/fr/follow/" + reference + "/send-code");
    verdier.settle();
    const Reply page = visitor.get(header(sent, "Location"));
    const Reply wrong = visitor.post("/fr/follow/" + reference + "/code", {{"code", "00000000"}});
    EXPECT_EQ(verdier.code_for(reference).empty(), email == std::string(nobodys));
    answers.push_back(seen(sent) + seen(page) + seen(wrong));
  }
  EXPECT_EQ(answers[0], answers[1]);
}

TEST(NoOracle, SomebodyElsesRequestLooksLikeOneThatIsNotThere) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  for (const std::string act : {"", "/file/acknowledgement.html"}) {
    Visitor stranger(verdier.site());
    const std::string there = seen(stranger.get("/fr/follow/" + reference + act));
    EXPECT_EQ(there, seen(Visitor(verdier.site()).get("/fr/follow/R-2026-999999" + act)));
  }
  for (const std::string act : {"send-code", "code", "message", "withdraw"}) {
    Visitor stranger(verdier.site());
    stranger.get("/fr/follow/" + reference);
    const std::string there = seen(stranger.post("/fr/follow/" + reference + "/" + act, {{"text", "x"}}));
    EXPECT_EQ(there, seen(stranger.post("/fr/follow/R-2026-999999/" + act, {{"text", "x"}}))) << act;
  }
}

// --- strangers neither lock, nor flood, nor stop ---------------------------------------------------------------------

TEST(Stranger, WithHerReferenceNeitherLocksHerCodeNorSetsOffLettersNorStopsHerClock) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  const std::string at = "/fr/follow/" + reference;
  Visitor stranger(verdier.site());
  stranger.from = "198.51.100.7";
  stranger.get(at);
  for (int i = 0; i < 10; ++i) {
    stranger.post(at + "/send-code");
    stranger.post(at + "/code", {{"code", "00000000"}});
    stranger.get(at + "-AAAAAAAAAA");
  }
  verdier.settle();
  EXPECT_EQ(verdier.letters("code"), 0u);
  EXPECT_EQ(verdier.request(reference).state, State::received) << "her clock runs";
  claire.get(at);
  claire.post(at + "/send-code");
  verdier.settle();
  for (int i = 0; i < 10; ++i) stranger.post(at + "/code", {{"code", "00000000"}});
  EXPECT_EQ(claire.post(at + "/code", {{"code", verdier.code_for(reference)}}).status, 303u);
}

TEST(Stranger, FiveWrongCodesEndThatCodeAndTheNextOneServes) {
  Verdier verdier;
  Visitor visitor(verdier.site());
  const std::string reference = visitor.ask("access", {{"id-email", claires}});
  const std::string at = "/fr/follow/" + reference;
  visitor.get(at);
  visitor.post(at + "/send-code");
  verdier.settle();
  const std::string code = verdier.code_for(reference);
  ASSERT_EQ(code.size(), 8u);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(visitor.post(at + "/code", {{"code", "00000000"}}).status, 422u);
  EXPECT_EQ(visitor.post(at + "/code", {{"code", code}}).status, 422u);
  visitor.post(at + "/send-code");
  verdier.settle();
  EXPECT_EQ(visitor.post(at + "/code", {{"code", verdier.code_for(reference)}}).status, 303u);
}

TEST(Stranger, OneMailboxIsNotFloodedHoweverManyRequestsNameIt) {
  Verdier verdier;
  const auto asks_for_codes = [&](const char* from) {
    for (int request = 0; request < 4; ++request) {
      Visitor visitor(verdier.site());
      visitor.from = from;
      const std::string at = "/fr/follow/" + visitor.ask("access", {{"id-email", claires}});
      visitor.get(at);
      for (int i = 0; i < 3; ++i) EXPECT_EQ(visitor.post(at + "/send-code").status, 303u);
    }
    verdier.settle();
  };
  asks_for_codes("198.51.100.7");
  EXPECT_EQ(verdier.letters("code"), 5u) << "one visitor does not use up what others may be sent";
  asks_for_codes("203.0.113.1");
  EXPECT_EQ(verdier.letters("code"), 10u);
  asks_for_codes("192.0.2.3");
  EXPECT_EQ(verdier.letters("code"), 10u);
  EXPECT_LE(verdier.letters("acknowledgement"), 10u);
}

TEST(Stranger, WhoAsksTooOftenIsToldAndOnlyByWhereHeComesFrom) {
  Verdier verdier;
  std::vector<std::string> answers;
  for (const char* email : {claires, nobodys}) {
    Visitor visitor(verdier.site());
    visitor.from = std::string("198.51.100.") + (email == claires ? "7" : "8");
    const std::string at = "/fr/follow/" + visitor.ask("access", {{"id-email", email}});
    visitor.get(at);
    std::string all;
    for (int i = 0; i < 6; ++i) all += seen(visitor.post(at + "/send-code"));
    EXPECT_THAT(all, HasSubstr("code=wait"));
    for (int i = 0; i < 60; ++i) all += seen(visitor.post(at + "/code", {{"code", "00000000"}}));
    EXPECT_THAT(all, HasSubstr("Trop d’essais"));
    verdier.settle();
    answers.push_back(all);
  }
  EXPECT_EQ(answers[0], answers[1]);
}

TEST(Site, ASlowRequestDoesNotStopThePortal) {
  Verdier verdier;
  verdier.staff().set("Camille Roy", password);
  web::Site site(verdier.house(), verdier.staff(), verdier.api_key(), std::chrono::milliseconds(50));
  Visitor agent(site);
  agent.sign_in("Camille Roy", password);
  Visitor claire(site);
  const std::string at = "/fr/desk/" + claire.ask("access", {{"id-email", claires}});
  agent.get(at);
  std::promise<void> begun, go_on;
  const auto open = verdier.house().open;
  verdier.house().open = [&, first = true]() mutable {
    if (std::exchange(first, false)) {
      begun.set_value();
      go_on.get_future().wait();
    }
    return open();
  };
  std::thread slow([&] { agent.post(at + "/identity", {{"level", "L3"}, {"method", "seen"}}); });
  begun.get_future().wait();
  const Reply reply = claire.get("/fr/");
  EXPECT_EQ(reply.status, 503u);
  EXPECT_EQ(header(reply, "Retry-After"), "10");
  EXPECT_THAT(reply.body, HasSubstr("revenez dans quelques secondes"));
  go_on.set_value();
  slow.join();
  EXPECT_EQ(claire.get("/fr/").status, 200u);
}

// --- the API --------------------------------------------------------------------------------------------------------

Message question(const std::string& key, const std::string& body) {
  Message message;
  message.method = "POST";
  message.path = "/api/permit";
  message.type = "application/json";
  message.key = key;
  message.body = body;
  return message;
}

constexpr const char* asks =
    R"({"activity": "newsletter", "channel": "email", "identifiers": [{"kind": "email", "value": "claire.fontaine@courriel.example"}]})";

TEST(Api, AnswersApplicationsAndNobodyElse) {
  Verdier verdier;
  for (const std::string key : {"", "wrong", "0123456789abcdef0123456789abcdee"}) {
    const Reply reply = verdier.site()(question(key, asks));
    EXPECT_EQ(reply.status, 401u) << key;
    EXPECT_THAT(reply.body, Not(HasSubstr("answer")));
  }
  const Reply reply = verdier.site()(question(verdier.api_key(), asks));
  EXPECT_EQ(reply.status, 200u);
  EXPECT_EQ(reply.type, "application/json");
  EXPECT_THAT(reply.body, HasSubstr(R"("answer":")"));
}

TEST(Api, SaysWhatIsWrongWithAQuestion) {
  Verdier verdier;
  const auto status = [&](Message message) { return verdier.site()(message).status; };
  for (const char* body :
       {"", "{", "[]", "{}", R"({"activity": "newsletter"})", R"({"activity": 1, "identifiers": []})",
        R"({"activity": "newsletter", "identifiers": []})",
        R"({"activity": "newsletter", "identifiers": [{"kind": "shoe", "value": "42"}]})"})
    EXPECT_EQ(status(question(verdier.api_key(), body)), 400u) << body;
  Message other = question(verdier.api_key(), asks);
  other.path = "/api/other";
  EXPECT_EQ(status(other), 404u);
  Message read = question(verdier.api_key(), asks);
  read.method = "GET";
  EXPECT_EQ(status(read), 405u);
  Message text = question(verdier.api_key(), asks);
  text.type = "text/plain";
  EXPECT_EQ(status(text), 415u);
}

}  // namespace
}  // namespace habeas::journey

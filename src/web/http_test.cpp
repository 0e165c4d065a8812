// What of a request is read by us.
#include <habeas/web/http.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace habeas::web {
namespace {

Pairs parsed(std::string_view text) {
  Pairs pairs;
  EXPECT_TRUE(parse_pairs(text, pairs)) << text;
  return pairs;
}

bool refused(std::string_view text) {
  Pairs pairs;
  return !parse_pairs(text, pairs);
}

std::string escaped(const std::string& text) {
  static const char* digits = "0123456789ABCDEF";
  std::string all;
  for (const unsigned char c : text) {
    all += '%';
    all += digits[c / 16];
    all += digits[c % 16];
  }
  return all;
}

TEST(Network, IsWhatTheNearestProxySawAndNothingElse) {
  EXPECT_EQ(network_in("203.0.113.9, 198.51.100.7"), "198.51.100.7");
  EXPECT_EQ(network_in("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
  EXPECT_EQ(network_in("::ffff:198.51.100.7"), "198.51.100.7");
  EXPECT_EQ(network_in("somebody"), "");
  EXPECT_EQ(network_in(""), "");
}

TEST(Form, IsReadInOrderAndNamesMayRepeat) {
  EXPECT_EQ(parsed("data=a&data=b&x="), (Pairs{{"data", "a"}, {"data", "b"}, {"x", ""}}));
  EXPECT_EQ(parsed("&&a&&"), (Pairs{{"a", ""}}));
  EXPECT_EQ(parsed("a=b=c"), (Pairs{{"a", "b=c"}}));
  EXPECT_EQ(parsed("n=Ren%C3%A9+Morel%26co"), (Pairs{{"n", "René Morel&co"}}));
}

TEST(Form, WithABrokenEscapeIsRefused) {
  EXPECT_TRUE(refused("a=%"));
  EXPECT_TRUE(refused("a=%4"));
  EXPECT_TRUE(refused("a=%4g"));
  EXPECT_TRUE(refused("%zz=1"));
}

TEST(Form, ThatIsNoTextIsRefused) {
  EXPECT_TRUE(refused("a=%00"));
  EXPECT_TRUE(refused("a=%FF"));
  EXPECT_TRUE(refused("a=%1B[2J"));
  EXPECT_TRUE(refused("a=%ED%A0%80")) << "half a pair of UTF-16";
  EXPECT_EQ(parsed("a=%0D%0A%09"), (Pairs{{"a", "\r\n\t"}})) << "of a text area";
}

TEST(Form, HasFiveHundredFieldsAtMost) {
  std::string most;
  for (int i = 0; i < 500; ++i) most += "a=1&";
  EXPECT_EQ(parsed(most).size(), 500u);
  EXPECT_TRUE(refused(most + "a=1"));
}

RC_GTEST_PROP(Form, IsReadAsItWasWritten, ()) {
  const auto letters = *rc::gen::container<std::string>(rc::gen::inRange<char>(0x20, 0x7f));
  const auto name = "n" + letters;
  const auto pairs = parsed(escaped(name) + "=" + escaped(letters));
  RC_ASSERT(pairs == (Pairs{{name, letters}}));
}

TEST(Target, IsAPathAndAQuery) {
  Message message;
  ASSERT_TRUE(parse_target("/fr/follow/R-2026-000001?code=sent", message));
  EXPECT_EQ(message.path, "/fr/follow/R-2026-000001");
  EXPECT_EQ(message.asked("code"), "sent");
  EXPECT_EQ(message.asked("other"), "");
}

TEST(Target, ThatIsNotAPathOfOursIsRefused) {
  for (const char* target : {"", "*", "http://elsewhere.example/", "fr/", "/fr%", "/a%00b",
                             "/a%0d%0aSet-Cookie:x", "/a+b", "/%ff", "/?a=%"}) {
    Message message;
    EXPECT_FALSE(parse_target(target, message)) << target;
  }
}

TEST(Cookie, OfOursIsFoundAmongOthersAndNoOtherIsTaken) {
  EXPECT_EQ(session_in("habeas=abc"), "abc");
  EXPECT_EQ(session_in("theme=dark; habeas=abc; x=y"), "abc");
  EXPECT_EQ(session_in("x=habeas=abc"), "");
  EXPECT_EQ(session_in("nothabeas=abc"), "");
  EXPECT_EQ(session_in("__Host-habeas=tls"), "tls");
  EXPECT_EQ(session_in(""), "");
}

TEST(Origin, IsSchemeAndHostAndNothingElse) {
  EXPECT_EQ(origin_of("http://127.0.0.1:8321/fr/"), "http://127.0.0.1:8321");
  EXPECT_EQ(origin_of("https://ours.example"), "https://ours.example");
  EXPECT_EQ(origin_of("null"), "");
  EXPECT_EQ(origin_of("://x"), "");
}

TEST(MediaType, IsLowerCaseWithoutItsParameters) {
  EXPECT_EQ(media_type("Application/JSON ; charset=utf-8"), "application/json");
  EXPECT_EQ(media_type(""), "");
}

TEST(Bearer, IsTheKeyAfterItsScheme) {
  EXPECT_EQ(bearer_in("Bearer abc"), "abc");
  EXPECT_EQ(bearer_in("bearer abc"), "abc");
  EXPECT_EQ(bearer_in("Basic abc"), "");
  EXPECT_EQ(bearer_in("Bearer"), "");
}

std::string policy_of(const Reply& reply) {
  for (const auto& [name, value] : reply.headers) {
    if (name == "Content-Security-Policy") return value;
  }
  return {};
}

TEST(Policy, AllowsNoScriptAndOnlyTheStyleThatALetterBrings) {
  Reply page;
  page.body = "<html><p>x</p></html>";
  secure(page);
  EXPECT_EQ(policy_of(page),
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'");
  Reply letter;
  letter.body = "<html><style>p{}</style></html>";
  secure(letter);
  // echo -n 'p{}' | openssl dgst -sha256 -binary | base64
  EXPECT_NE(policy_of(letter).find("'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='"),
            std::string::npos)
      << policy_of(letter);
  EXPECT_EQ(policy_of(letter).find("unsafe"), std::string::npos);
}

}  // namespace
}  // namespace habeas::web

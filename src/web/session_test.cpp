// Sessions, tokens, throttles, what is done later.
#include <habeas/web/later.h>
#include <habeas/web/session.h>

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>

namespace habeas::web {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const base::Instant noon = base::Instant() + hours(12);

TEST(Session, IsFoundAgainByItsCookieAndOnlyByIt) {
  Sessions sessions;
  const std::string id = sessions.of("", noon).id;
  EXPECT_EQ(id.size(), 32u);
  EXPECT_EQ(sessions.of(id, noon).id, id);
  EXPECT_NE(sessions.of("planted-by-somebody", noon).id, "planted-by-somebody");
}

TEST(Session, EndsAfterTwoHoursWithoutUse) {
  Sessions sessions;
  const std::string id = sessions.of("", noon).id;
  EXPECT_EQ(sessions.of(id, noon + minutes(119)).id, id);
  EXPECT_EQ(sessions.of(id, noon + minutes(238)).id, id) << "it was used in between";
  EXPECT_NE(sessions.of(id, noon + minutes(358)).id, id);
}

TEST(Session, ChangesItsNameAndTokenWhenSomebodySignsIn) {
  Sessions sessions;
  Session& before = sessions.of("", noon);
  before.staff = "Camille Roy";
  const std::string id = before.id;
  const std::string token = before.token;
  const Session after = sessions.renew(before, noon);
  EXPECT_NE(after.id, id);
  EXPECT_NE(after.token, token);
  EXPECT_EQ(after.staff, "Camille Roy");
  EXPECT_EQ(sessions.of(id, noon).staff, "") << "the old cookie is nobody's";
}

TEST(Session, ThatHoldsSomethingOutlivesAFloodOfEmptyOnes) {
  Sessions sessions(10);
  Session& hers = sessions.of("", noon);
  hers.mine.insert("R-2026-000001");
  const std::string id = hers.id;
  for (int i = 0; i < 100; ++i) sessions.of("", noon + minutes(1));
  EXPECT_LE(sessions.size(), 10u);
  EXPECT_EQ(sessions.of(id, noon + minutes(2)).mine.count("R-2026-000001"), 1u);
}

// Anybody can open sessions, and make requests in them.
TEST(Session, OfStaffOrOfAProvenPersonOutlivesAFloodOfThoseThatOnlyMadeRequests) {
  Sessions sessions(10);
  Session& agent = sessions.of("", noon);
  agent.staff = "Camille Roy";
  const std::string agents = agent.id;
  Session& claire = sessions.of("", noon);
  claire.proven.insert("R-2026-000001");
  const std::string claires = claire.id;
  for (int i = 0; i < 100; ++i) sessions.of("", noon + minutes(1)).mine.insert("R-2026-000002");
  EXPECT_LE(sessions.size(), 10u);
  EXPECT_EQ(sessions.of(agents, noon + minutes(2)).staff, "Camille Roy");
  EXPECT_EQ(sessions.of(claires, noon + minutes(2)).proven.count("R-2026-000001"), 1u);
}

TEST(Session, ThatHasEndedGoesBeforeAnyOther) {
  Sessions sessions(2);
  sessions.of("", noon).staff = "Camille Roy";
  Session& hers = sessions.of("", noon + hours(2));
  const std::string id = hers.id;
  hers.mine.insert("R-2026-000001");
  sessions.of("", noon + hours(2));
  EXPECT_EQ(sessions.of(id, noon + hours(2)).mine.count("R-2026-000001"), 1u);
}

TEST(Token, IsComparedWholeAndAnEmptyOneIsNobodys) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_FALSE(same_secret("", ""));
  EXPECT_NE(random_token(), random_token());
}

TEST(Throttle, AllowsSoManyInSoLongForEachNameApart) {
  Throttle throttle(2, hours(1));
  EXPECT_TRUE(throttle.allows("a", noon));
  EXPECT_TRUE(throttle.allows("a", noon));
  EXPECT_FALSE(throttle.allows("a", noon + minutes(59)));
  EXPECT_TRUE(throttle.allows("b", noon));
  EXPECT_TRUE(throttle.allows("a", noon + minutes(60)));
}

TEST(Later, DoesEverythingInOrderAndNothingThatFailsStopsTheRest) {
  std::string done;
  {
    Later later;
    later.add([&] { done += 'a'; });
    later.add([] { throw std::runtime_error("no"); });
    later.add([&] { done += 'b'; });
    later.wait();
    EXPECT_EQ(done, "ab");
    later.add([&] { done += 'c'; });
  }
  EXPECT_EQ(done, "abc") << "what waits is done before it ends";
}

}  // namespace
}  // namespace habeas::web

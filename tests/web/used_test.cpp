// The site as people and staff use it: what a form sets in motion, and what is whose to see.
#include "visitor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

namespace habeas::journey {
namespace {

using request::State;
using testing::HasSubstr;
using testing::Not;
using web::Reply;

// She reads the code in her mailbox, and types it with spaces.
void prove(Verdier& verdier, Visitor& visitor, const std::string& reference) {
  const std::string at = "/fr/follow/" + reference;
  visitor.get(at);
  visitor.post(at + "/send-code");
  verdier.settle();
  const std::string code = verdier.code_for(reference);
  ASSERT_EQ(code.size(), 8u);
  const Reply reply = visitor.post(at + "/code", {{"code", code.substr(0, 4) + " " + code.substr(4)}});
  ASSERT_EQ(reply.status, 303u) << reply.body;
}

Visitor agent_at(Verdier& verdier) {
  verdier.staff().set("Camille Roy", password);
  Visitor agent(verdier.site());
  agent.sign_in("Camille Roy", password);
  return agent;
}

std::string first(const std::string& text, const char* pattern) {
  std::smatch found;
  return std::regex_search(text, found, std::regex(pattern)) ? found[1].str() : std::string();
}

// Plan, approve as it was shown, run.
void carry_out(Visitor& agent, const std::string& reference) {
  const std::string at = "/fr/desk/" + reference;
  agent.get(at);
  const Reply plan = agent.post(at + "/plan");
  const std::string digest = first(plan.body, "name=\"plan\" value=\"([^\"]+)\"");
  ASSERT_NE(digest, "") << plan.body;
  EXPECT_EQ(agent.post(at + "/approve", {{"plan", digest}}).status, 200u);
  EXPECT_THAT(agent.post(at + "/run").body, HasSubstr("Fait, relu, et vérifié."));
}

TEST(Portal_GDPR21_3, AnObjectionToMarketingIsDoneWithTheForm) {
  Verdier verdier;
  Visitor claire(verdier.site());
  ASSERT_EQ(verdier.count("shop", "SELECT wants_news FROM customer WHERE id = 1"), 1);
  const std::string reference = claire.ask("objection", {{"marketing", "yes"}, {"id-email", claires}});
  verdier.settle();
  EXPECT_EQ(verdier.request(reference).state, State::answered);
  EXPECT_EQ(verdier.count("shop", "SELECT wants_news FROM customer WHERE id = 1"), 0);
}

TEST(Portal_GDPR7_3, AWithdrawalOfTheConsentToMailingsIsDoneWithTheForm) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("consent", {{"consent", "newsletter"}, {"id-email", claires}});
  verdier.settle();
  EXPECT_EQ(verdier.request(reference).state, State::answered);
  EXPECT_EQ(verdier.count("shop", "SELECT wants_news FROM customer WHERE id = 1"), 0);
}

TEST(Portal_GDPR13, TheNoticeIsThereWithoutAskingWhoSheIs) {
  Verdier verdier;
  Visitor anybody(verdier.site());
  const std::string reference = anybody.ask("information", {{"audience", "customer"}});
  EXPECT_EQ(verdier.request(reference).state, State::answered);
  EXPECT_THAT(anybody.get("/fr/follow/" + reference + "/file/notice.html").body, HasSubstr("CNIL"));
  EXPECT_TRUE(verdier.house().people.supplied(reference).empty());
}

TEST(Portal_GDPR77, TheComplaintFileIsHersOnceSheProvesIt) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("complaint", {{"id-email", claires}});
  EXPECT_THAT(claire.get("/fr/follow/" + reference).body, Not(HasSubstr("complaint-file.html")));
  prove(verdier, claire, reference);
  EXPECT_THAT(claire.get("/fr/follow/" + reference + "/file/complaint-file.html").body,
              testing::AllOf(HasSubstr("Fontenoy"), HasSubstr(reference)));
}

TEST(Portal_GDPR15, ThePackageIsForWhoProvesThatItIsSheInWhateverBrowser) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  prove(verdier, claire, reference);
  Visitor agent = agent_at(verdier);
  carry_out(agent, reference);
  EXPECT_EQ(agent.post("/fr/desk/" + reference + "/answer").status, 200u);
  const std::string at = "/fr/follow/" + reference + "/file/" + reference + ".zip";
  const Reply package = claire.get(at);
  EXPECT_EQ(package.type, "application/zip");
  EXPECT_EQ(package.body.substr(0, 2), "PK");
  EXPECT_THAT(header(package, "Content-Disposition"), HasSubstr("attachment"));
  Visitor elsewhere(verdier.site());
  EXPECT_EQ(elsewhere.get(at).type, "text/html; charset=utf-8");
  const Reply came = elsewhere.get("/fr/follow/" + handle::follow_number(verdier.house(), reference));
  EXPECT_EQ(header(came, "Location"), "/fr/follow/" + reference) << "the link of her letter";
  EXPECT_THAT(elsewhere.get(at).body, Not(HasSubstr("PK"))) << "it proves nothing yet";
  prove(verdier, elsewhere, reference);
  EXPECT_EQ(elsewhere.get(at).type, "application/zip");
  EXPECT_EQ(elsewhere.get("/fr/follow/" + reference + "/file/other.zip").status, 404u);
  const auto fetched = [&] {
    const auto events = verdier.request(reference).events;
    return std::count_if(events.begin(), events.end(),
                         [](const auto& event) { return event.what == request::What::package_fetched; });
  };
  EXPECT_EQ(fetched(), 0) << "it was asked for, and has not left yet";
  package.sent();
  EXPECT_EQ(fetched(), 1);
  verdier.house().people.empty_file(reference, reference + ".zip");
  const Reply gone = elsewhere.get(at);
  EXPECT_EQ(gone.status, 410u);
  EXPECT_THAT(gone.body, HasSubstr("Vous pouvez la redemander"));
  EXPECT_THAT(elsewhere.get("/fr/follow/" + reference).body, Not(HasSubstr("/file/" + reference + ".zip")));
}

// Why staff decided what they decided may name other people (GDPR 15(4)).
TEST(Portal, HerPageHoldsNothingThatStaffNotedForThemselves) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("erasure", {{"id-email", claires}});
  prove(verdier, claire, reference);
  handle::House& house = verdier.house();
  house.people.add_event(reference,
                         {request::What::noted,
                          house.clock.now(),
                          "Camille Roy",
                          {{"who-is-who", "said"}},
                          base::Personal<std::string>("La fiche de son voisin Léo Bernard.")},
                         house.rules());
  handle::message(house, reference, base::Personal<std::string>("Nous cherchons."), false, "Camille Roy");
  const std::string page = claire.get("/fr/follow/" + reference).body;
  EXPECT_THAT(page, HasSubstr("Nous cherchons."));
  EXPECT_THAT(page, Not(HasSubstr("voisin")));
}

// GDPR 12(3)-(4): what no mail takes to her is said to be in a drawer, until somebody posts it.
TEST(Desk, SaysWhichLettersNobodyWasSentAndTakesThatTheyWerePosted) {
  Verdier verdier;
  handle::House& house = verdier.house();
  handle::Incoming incoming;
  incoming.received = house.today();
  incoming.channel = "letter";
  incoming.by = "Camille Roy";
  incoming.supplied.push_back({subject::KindName("phone"), base::Personal<std::string>("06 11 22 33 44")});
  incoming.wishes = {{law::Right::access, {}}};
  const std::string reference = handle::receive(house, incoming).front();
  Visitor agent = agent_at(verdier);
  const std::string at = "/fr/desk/" + reference;
  EXPECT_THAT(agent.get(at).body, HasSubstr("imprimez et postez acknowledgement.html"));
  const Reply posted = agent.post(at + "/posted", {{"letter", "acknowledgement"}});
  EXPECT_EQ(posted.status, 200u);
  EXPECT_THAT(posted.body, Not(HasSubstr("imprimez et postez")));
  EXPECT_EQ(agent.post(at + "/posted", {{"letter", "acknowledgement"}}).status, 422u) << "once";
}

TEST(Portal, AMessageAndAChangeOfMindReachTheDesk) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("erasure", {{"id-email", claires}});
  const std::string at = "/fr/follow/" + reference;
  claire.get(at);
  claire.post(at + "/withdraw");
  EXPECT_NE(verdier.request(reference).state, State::withdrawn) << "not before she proves that it is she";
  prove(verdier, claire, reference);
  claire.get(at);
  claire.post(at + "/message", {{"text", "Gardez ma liste d'envies."}});
  Visitor agent = agent_at(verdier);
  EXPECT_THAT(agent.get("/fr/desk/" + reference).body, HasSubstr("Gardez ma liste"));
  claire.get(at);
  claire.post(at + "/withdraw");
  EXPECT_EQ(verdier.request(reference).state, State::withdrawn);
}

TEST(Portal, WhoLeavesLeavesNothingBehind) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  const std::string before = claire.cookie;
  prove(verdier, claire, reference);
  EXPECT_NE(claire.cookie, before) << "a cookie that was planted is not a proof";
  const std::string proven = claire.cookie;
  claire.get("/fr/follow/" + reference);
  EXPECT_THAT(header(claire.post("/fr/leave"), "Set-Cookie"), HasSubstr("Max-Age=0"));
  Visitor next(verdier.site());
  for (const std::string& cookie : {before, proven}) {
    next.cookie = cookie;
    EXPECT_THAT(next.get("/fr/follow/" + reference).body, Not(HasSubstr("Ce qui s’est passé")));
  }
}

TEST(Desk, ShowsNothingToWhoHasNotSignedIn) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  const std::size_t events = verdier.request(reference).events.size();
  Visitor stranger(verdier.site());
  for (const std::string& path :
       std::vector<std::string>{"", "/" + reference, "/" + reference + "/file/acknowledgement.html"}) {
    const Reply reply = stranger.get("/fr/desk" + path);
    EXPECT_EQ(reply.status, path.empty() ? 200u : 401u);
    EXPECT_THAT(reply.body, Not(HasSubstr(reference)));
  }
  for (const char* act : {"plan", "approve", "run", "answer", "close", "refuse", "decide", "identity", "who"})
    EXPECT_EQ(
        stranger.post("/fr/desk/" + reference + "/" + act, {{"level", "L6"}, {"method", "seen"}}).status,
        401u);
  EXPECT_EQ(verdier.request(reference).events.size(), events);
}

TEST(Desk, SignInGivesAnotherSessionAndSignOutEndsIt) {
  Verdier verdier;
  verdier.staff().set("Camille Roy", password);
  Visitor agent(verdier.site());
  agent.get("/fr/desk");
  const std::string planted = agent.cookie;
  agent.sign_in("Camille Roy", password);
  EXPECT_NE(agent.cookie, planted);
  Visitor thief(verdier.site());
  thief.cookie = planted;
  EXPECT_THAT(thief.get("/fr/desk").body, HasSubstr("Mot de passe"));
  const std::string signed_in = agent.cookie;
  agent.post("/fr/desk/sign-out");
  thief.cookie = signed_in;
  EXPECT_THAT(thief.get("/fr/desk").body, HasSubstr("Mot de passe"));
}

TEST(Desk, SignInIsThrottledAndSaysTheSameForANameThatIsNotThere) {
  Verdier verdier;
  verdier.staff().set("Camille Roy", password);
  Visitor guesser(verdier.site());
  guesser.get("/fr/desk");
  const auto tries = [&](const char* name, const char* secret) {
    const Reply reply = guesser.post("/fr/desk/sign-in", {{"name", name}, {"password", secret}});
    return std::to_string(reply.status) +
           std::regex_replace(reply.body, std::regex("[0-9a-f]{32}|value=\"[A-Z][^\"]*\""), "*");
  };
  EXPECT_EQ(tries("Camille Roy", "wrong wrong wrong"), tries("Nobody Here", "wrong wrong wrong"));
  for (int i = 0; i < 4; ++i) tries("Camille Roy", "wrong wrong wrong");
  EXPECT_THAT(tries("Camille Roy", password), testing::StartsWith("401"));
}

TEST(Desk, AnActThatARuleForbidsSaysWhichAndDoesNothing) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("erasure", {{"id-email", claires}});
  Visitor agent = agent_at(verdier);
  const std::string at = "/fr/desk/" + reference;
  agent.get(at);
  const std::size_t events = verdier.request(reference).events.size();
  for (const char* act : {"plan", "approve", "run", "answer", "close"}) {
    const Reply reply = agent.post(at + "/" + act);
    EXPECT_EQ(reply.status, 422u) << act;
    EXPECT_THAT(reply.body, HasSubstr("Ce n’est pas possible")) << act;
  }
  EXPECT_EQ(agent.post(at + "/refuse", {{"ground", "because"}, {"reasons", "no"}}).status, 422u);
  EXPECT_EQ(agent.post(at + "/unheard-of").status, 404u);
  EXPECT_EQ(verdier.request(reference).events.size(), events);
}

TEST(Desk, ApprovalBindsExactlyThePlanThatWasShown) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("erasure", {{"id-email", claires}});
  prove(verdier, claire, reference);
  Visitor agent = agent_at(verdier);
  const std::string at = "/fr/desk/" + reference;
  agent.get(at);
  EXPECT_THAT(agent.post(at + "/plan").body, HasSubstr("Code de commerce"));
  EXPECT_EQ(agent.post(at + "/approve", {{"plan", std::string(64, '0')}}).status, 422u);
  EXPECT_EQ(verdier.request(reference).state, State::planned);
}

TEST(Desk_LIL85, ADeathIsProvenByItsOwnDocumentAndHeirsByTheirs) {
  Verdier verdier;
  Visitor agent = agent_at(verdier);
  handle::Incoming incoming;
  incoming.received = verdier.house().today();
  incoming.channel = "letter";
  incoming.by = "Camille Roy";
  incoming.supplied = {{subject::KindName("email"), base::Personal<std::string>(claires)}};
  incoming.wishes = {
      {law::Right::posthumous, base::Personal(handle::Details{{"act", "close"}, {"heir", "Marc"}})}};
  const std::string at = "/fr/desk/" + handle::receive(verdier.house(), incoming).front();
  EXPECT_THAT(agent.get(at).body, HasSubstr("Noter que le décès est prouvé"));
  agent.post(at + "/identity", {{"level", "L6"}, {"method", "livret de famille"}});
  const Reply no = agent.post(at + "/plan");
  EXPECT_EQ(no.status, 422u) << "an heir proves no death";
  EXPECT_THAT(no.body, HasSubstr("its own document"));
  EXPECT_EQ(
      agent.post(at + "/death", {{"document", "certificate"}, {"died", "2026-02-30"}, {"place", "Dijon"}})
          .status,
      422u);
  const std::string day = base::to_iso(verdier.house().today());
  EXPECT_THAT(
      agent.post(at + "/death", {{"document", "certificate"}, {"died", day}, {"place", "Mairie de Dijon"}})
          .body,
      HasSubstr("Le décès est prouvé."));
  EXPECT_EQ(agent.post(at + "/plan").status, 200u);
}

// A living customer: what somebody announced and nobody proved is taken back, also after the request is over.
TEST(Desk_LIL85, AMistakenDeathIsTakenBackWhateverTheStateOfItsRequest) {
  Verdier verdier;
  Visitor agent = agent_at(verdier);
  handle::Incoming incoming;
  incoming.received = verdier.house().today();
  incoming.channel = "letter";
  incoming.by = "Camille Roy";
  incoming.supplied = {{subject::KindName("email"), base::Personal<std::string>(claires)}};
  incoming.wishes = {
      {law::Right::posthumous, base::Personal(handle::Details{{"act", "death"}, {"heir", "Marc"}})}};
  const std::string reference = handle::receive(verdier.house(), incoming).front();
  const std::string at = "/fr/desk/" + reference;
  agent.get(at);
  agent.post(at + "/identity", {{"level", "L6"}, {"method", "livret de famille"}});
  const std::string day = base::to_iso(verdier.house().today());
  agent.post(at + "/death", {{"document", "judgment"}, {"died", day}, {"place", "Dijon"}});
  carry_out(agent, reference);
  agent.post(at + "/answer");
  agent.post(at + "/posted", {{"letter", "death-recorded"}});  // heirs have no address on file
  agent.post(at + "/close");
  ASSERT_EQ(verdier.request(reference).state, State::closed);
  EXPECT_THAT(agent.get(at).body, HasSubstr("Annoncé par erreur"));
  agent.post(at + "/decide", {{"outcome", "mistaken"}, {"decision-reasons", "She came in."}});
  EXPECT_THAT(agent.get(at).body, Not(HasSubstr("Annoncé par erreur")));
}

// Whom the directive names, and who asks, stand side by side; a named human says whether they are one.
TEST(Desk_LIL85, TheNameInTheDirectiveAndWhoAsksAreShownBesideTheQuestion) {
  Verdier verdier;
  Visitor agent = agent_at(verdier);
  handle::Incoming incoming;
  incoming.received = verdier.house().today();
  incoming.channel = "letter";
  incoming.by = "Camille Roy";
  incoming.supplied = {{subject::KindName("email"), base::Personal<std::string>(claires)}};
  const auto asks = [&](handle::Details details) {
    incoming.wishes = {{law::Right::posthumous, base::Personal(std::move(details))}};
    const std::string reference = handle::receive(verdier.house(), incoming).front();
    agent.get("/fr/desk/" + reference);
    agent.post("/fr/desk/" + reference + "/identity", {{"level", "L6"}, {"method", "passport"}});
    return reference;
  };
  carry_out(agent, asks({{"act", "directive"}, {"wish", "communicate"}, {"executor", "Marc Fontaine"}}));
  const std::string reference = asks({{"act", "death"}, {"heir", "Luc Fontaine"}});
  const std::string at = "/fr/desk/" + reference;
  const std::string day = base::to_iso(verdier.house().today());
  agent.post(at + "/death", {{"document", "judgment"}, {"died", day}, {"place", "Dijon"}});
  EXPECT_THAT(agent.post(at + "/plan").body,
              AllOf(HasSubstr("Marc Fontaine"), HasSubstr("Luc Fontaine"), HasSubstr("La directive nomme")));
  EXPECT_THAT(verdier.request(reference).state, State::planned);
  agent.post(at + "/decide", {{"outcome", "entitled"}, {"decision-reasons", "Luc is his second name."}});
  carry_out(agent, reference);
  EXPECT_EQ(verdier.request(reference).state, State::executed);
}

TEST(Desk_GDPR32, WhoLeavesOrHasAnotherPasswordIsOutWithoutARestart) {
  Verdier verdier;
  Visitor agent = agent_at(verdier);
  web::Staff elsewhere(verdier.staff_file());  // habeas desk, in another process
  EXPECT_THAT(agent.get("/fr/desk").body, HasSubstr("Camille Roy"));
  elsewhere.set("Camille Roy", "quite another password");
  EXPECT_EQ(agent.get("/fr/desk").body.find("Camille Roy"), std::string::npos) << "her session has ended";
  agent.post("/fr/desk/sign-in", {{"name", "Camille Roy"}, {"password", "quite another password"}});
  EXPECT_THAT(agent.get("/fr/desk").body, HasSubstr("Camille Roy"));
  elsewhere.remove("Camille Roy");
  EXPECT_EQ(agent.get("/fr/desk").body.find("Camille Roy"), std::string::npos);
  EXPECT_EQ(agent.post("/fr/desk/sign-in", {{"name", "Camille Roy"}, {"password", "quite another password"}})
                .status,
            401u);
}

TEST(Desk_GDPR12_6, AHumanSaysWhoIsWhoBeforeAnythingIsPlanned) {
  Verdier verdier;
  Visitor household(verdier.site());
  const std::string reference = household.ask("access", {{"id-phone", "03 80 00 12 34"}});
  Visitor agent = agent_at(verdier);
  const std::string at = "/fr/desk/" + reference;
  agent.get(at);
  const web::Pairs seen = {{"level", "L3"}, {"method", "her customer number and last order"}};
  const Reply asked = agent.post(at + "/identity", seen);
  EXPECT_THAT(asked.body, HasSubstr("Qui est qui"));
  EXPECT_FALSE(verdier.request(reference).identity_proven) << "nobody is proven to be several people";
  EXPECT_THAT(asked.body, Not(HasSubstr("@courriel.example"))) << "nothing that the rows hold is shown";
  std::vector<std::string> rows;
  static const std::regex row("name=\"(who-[0-9a-f]+)\" value=\"hers\"");
  for (std::sregex_iterator one(asked.body.begin(), asked.body.end(), row); one != std::sregex_iterator();
       ++one)
    rows.push_back((*one)[1].str());
  ASSERT_GE(rows.size(), 2u);
  EXPECT_EQ(agent.post(at + "/who", {{rows[0], "hers"}}).status, 422u) << "and why?";
  web::Pairs said = {{"because", "called back at the number on file"}};
  for (std::size_t i = 0; i < rows.size(); ++i) said.emplace_back(rows[i], i == 0 ? "hers" : "anothers");
  EXPECT_EQ(agent.post(at + "/who", said).status, 200u);
  agent.post(at + "/identity", seen);
  EXPECT_TRUE(verdier.request(reference).identity_proven);
  carry_out(agent, reference);
}

}  // namespace
}  // namespace habeas::journey

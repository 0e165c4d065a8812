// What the site tells people and staff: the truth about letters and codes, a way on from every page, and no word that only a
// program understands.
#include "visitor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace habeas::journey {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using web::Reply;

constexpr const char* phone_of_a_household = "03 80 00 12 34";

Visitor agent_at(Verdier& verdier) {
  verdier.staff().set("Camille Roy", password);
  Visitor agent(verdier.site());
  agent.sign_in("Camille Roy", password);
  return agent;
}

void prove(Verdier& verdier, Visitor& visitor, const std::string& reference) {
  const std::string at = "/fr/follow/" + reference;
  visitor.get(at);
  visitor.post(at + "/send-code");
  verdier.settle();
  ASSERT_EQ(visitor.post(at + "/code", {{"code", verdier.code_for(reference)}}).status, 303u);
}

// What is between the tags, as people read it.
std::string read(const Reply& reply) {
  const std::string untagged = std::regex_replace(reply.body, std::regex("<[^>]*>"), " ");
  return std::regex_replace(untagged, std::regex("\\s+"), " ");
}

std::string first(const std::string& text, const char* pattern) {
  std::smatch found;
  return std::regex_search(text, found, std::regex(pattern)) ? found[1].str() : std::string();
}

// --- the portal ----------------------------------------------------------------------------------------------------

TEST(Portal, EveryPageSaysWhomToWriteTo) {
  Verdier verdier;
  Visitor anybody(verdier.site());
  for (const char* path : {"/", "/notice", "/accessibility", "/follow", "/request/access", "/nowhere"})
    EXPECT_THAT(anybody.get(std::string("/fr") + path).body, HasSubstr("mailto:dpo@maison-verdier.example"))
        << path;
}

TEST(Portal, WithoutACodeThereIsAWayOn) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string at = "/fr/follow/" + claire.ask("access", {{"id-email", claires}});
  EXPECT_THAT(read(claire.get(at)),
              AllOf(HasSubstr("Notez votre numéro de suivi"), Not(HasSubstr("Rien reçu"))));
  EXPECT_THAT(read(claire.get(at + "?code=sent")),
              AllOf(HasSubstr("Rien reçu"), HasSubstr("messages indésirables"), HasSubstr("un autre moyen"),
                    HasSubstr("écrire à dpo@maison-verdier.example")));
}

TEST(Portal, AWrongCodeMayBeTypedAgain) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string at = "/fr/follow/" + claire.ask("access", {{"id-email", claires}});
  claire.get(at);
  EXPECT_THAT(claire.post(at + "/code", {{"code", "00000000"}}).body,
              HasSubstr("Réessayez, ou demandez-en un autre"));
}

TEST(Portal, ANumberThatDoesNotFitIsSaidToAndStaysInItsField) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  Visitor elsewhere(verdier.site());
  elsewhere.get("/fr/follow");
  for (const std::string& typed : {reference, reference + "-AAAAAAAAAA", std::string("R-2026-999999")}) {
    const Reply led = elsewhere.post("/fr/follow", {{"reference", typed}});
    const Reply page = elsewhere.get(header(led, "Location"));
    EXPECT_THAT(page.body,
                AllOf(HasSubstr("ne mène à aucune demande"), HasSubstr("les dix signes qui la suivent"),
                      HasSubstr("value=\"" + typed + "\"")))
        << typed;
  }
  EXPECT_THAT(elsewhere.get("/fr/follow").body, Not(HasSubstr("ne mène à aucune demande")));
}

TEST(Portal, MistakesNameTheirFieldsFirst) {
  Verdier verdier;
  Visitor claire(verdier.site());
  claire.get("/fr/request/rectification");
  const Reply reply = claire.post(
      "/fr/request/rectification",
      {{"step", "check"}, {"id-email", "claire"}, {"id-phone", "12"}, {"id-shop-customer", "douze"}});
  EXPECT_EQ(reply.status, 422u);
  EXPECT_THAT(read(reply), AllOf(HasSubstr("Information à corriger\u00A0: choisissez laquelle"),
                                 HasSubstr("Ce qui est juste\u00A0: écrivez-le"),
                                 HasSubstr("Adresse e-mail\u00A0: il manque le @"),
                                 HasSubstr("Numéro de téléphone\u00A0: "),
                                 HasSubstr("Numéro de client\u00A0: des chiffres seulement")));
}

TEST(Portal_GDPR21_3, WhatIsDoneAlreadyAsksForNothingMore) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("objection", {{"marketing", "yes"}, {"id-email", claires}});
  EXPECT_THAT(read(claire.get("/fr/follow/" + reference)),
              AllOf(HasSubstr("cela vaut dès maintenant"), HasSubstr("Lire ici nos lettres (facultatif)"),
                    Not(HasSubstr("Confirmez que c’est bien vous"))));
}

TEST(Portal_GDPR13, TheNoticeIsAPageOfTheSiteInItsLanguage) {
  Verdier verdier;
  Visitor anybody(verdier.site());
  const Reply notice = anybody.get("/fr/notice");
  EXPECT_THAT(notice.body, AllOf(HasSubstr("class=\"top\""), HasSubstr("href=\"/en/notice")));
  EXPECT_THAT(read(notice), AllOf(HasSubstr("3 ans, à compter de\u00A0: votre dernier contact"),
                                  HasSubstr("10 ans en archive, à compter de"), Not(HasSubstr("3 years")),
                                  Not(HasSubstr("n’est déclaré"))));
}

TEST(Portal, ALetterHasAWayBackAndIsTheSameAsAFile) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  prove(verdier, claire, reference);
  const std::string at = "/fr/follow/" + reference + "/file/acknowledgement.html";
  EXPECT_THAT(claire.get(at).body,
              AllOf(HasSubstr("href=\"/fr/follow/" + reference + "\""),
                    HasSubstr("Nous avons bien reçu votre demande</h1>"), HasSubstr("class=\"top\"")));
  const Reply file = claire.get(at + "?as=file");
  EXPECT_THAT(header(file, "Content-Disposition"), HasSubstr("acknowledgement.html"));
  for (const store::Filed& filed : verdier.house().people.files(reference)) {
    if (filed.name == "acknowledgement.html") {
      EXPECT_EQ(file.body, filed.content.reveal());
    }
  }
  EXPECT_THAT(Visitor(verdier.site()).get(at + "?as=file").body, Not(HasSubstr("bien reçu")));
}

TEST(Letters, OneThatDidNotLeaveIsNotSaidToBeSent) {
  Verdier verdier;
  std::string reference;
  for (int i = 0; i < 12; ++i) {
    Visitor visitor(verdier.site());
    reference = visitor.ask("erasure", {{"id-email", nobodys}, {"text", std::to_string(i)}});
  }
  ASSERT_EQ(verdier.letters("acknowledgement"), 10u);
  Visitor agent = agent_at(verdier);
  EXPECT_THAT(read(agent.get("/fr/desk/" + reference)),
              AllOf(HasSubstr("Lettre écrite, non envoyée (trop de messages à cette adresse)"),
                    Not(HasSubstr("Lettre envoyée"))));
  EXPECT_THAT(read(agent.get("/fr/desk/R-2026-000001")), HasSubstr("Lettre envoyée"));
}

TEST(Letters, OneWithoutAnAddressIsOnItsPageOnly) {
  Verdier verdier;
  Visitor caller(verdier.site());
  const std::string reference = caller.ask("access", {{"id-phone", phone_of_a_household}});
  Visitor agent = agent_at(verdier);
  EXPECT_THAT(read(agent.get("/fr/desk/" + reference)),
              AllOf(HasSubstr("sans e-mail"), Not(HasSubstr("Lettre envoyée"))));
}

// --- the desk ------------------------------------------------------------------------------------------------------

TEST(Desk, SpeaksItsLanguage) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("consent", {{"consent", "newsletter"}, {"id-email", claires}});
  verdier.settle();
  const std::string access = claire.ask("access", {{"id-email", claires}});
  prove(verdier, claire, access);
  Visitor agent = agent_at(verdier);
  const std::string consent_page = read(agent.get("/fr/desk/" + reference));
  EXPECT_THAT(consent_page, AllOf(HasSubstr("Lettre d&#39;information"), HasSubstr("– la personne")));
  agent.get("/fr/desk/" + access);
  const std::string page = read(agent.post("/fr/desk/" + access + "/plan"));
  EXPECT_THAT(page, AllOf(HasSubstr("La personne reçoit une copie de ses données"),
                          HasSubstr("Classeurs du magasin\u00A0: la recherche est faite à la main"),
                          HasSubstr("Accusé de réception"), HasSubstr("RGPD, art. 12, § 6")));
  for (const std::string& all : {consent_page, page})
    EXPECT_THAT(all, AllOf(Not(HasSubstr("– person ")), Not(HasSubstr("acknowledgement")),
                           Not(HasSubstr("GDPR 12(6)")), Not(HasSubstr("waiting for a person")),
                           Not(HasSubstr("not supplied")), Not(HasSubstr("Vous recevez")),
                           Not(HasSubstr("· newsletter")),
                           Not(HasSubstr("temps universel"))));
}

TEST(Desk, TellsTheStaffWhatTheyWaitFor) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  claire.get("/fr/follow/" + reference);
  claire.post("/fr/follow/" + reference + "/send-code");
  verdier.settle();
  Visitor agent = agent_at(verdier);
  EXPECT_THAT(read(agent.get("/fr/desk")),
              AllOf(HasSubstr("Attend que la personne prouve qui elle est"), HasSubstr("‖ suspendu"),
                    Not(HasSubstr("votre confirmation"))));
}

TEST(Desk, ASearchByHandIsSeenAndSaidToHaveFoundNothing) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("access", {{"id-email", claires}});
  const std::string another = claire.ask("erasure", {{"id-email", claires}});
  prove(verdier, claire, reference);
  Visitor agent = agent_at(verdier);
  const std::string at = "/fr/desk/" + reference;
  agent.get(at);
  const Reply asked = agent.post(at + "/plan");
  const std::string task = first(asked.body, "name=\"task\" value=\"([0-9a-f]+)\"");
  ASSERT_NE(task, "") << asked.body;
  EXPECT_THAT(read(asked),
              AllOf(HasSubstr("À faire à la main"), HasSubstr("service-clients@maison-verdier.example"),
                    HasSubstr(claires), HasSubstr("habeas task done " + task + " --evidence")));
  EXPECT_EQ(agent.post("/fr/desk/" + another + "/by-hand", {{"task", task}}).status, 422u)
      << "it is not that request's";
  EXPECT_THAT(read(agent.get(at)), HasSubstr("À faire à la main"));
  const Reply done =
      agent.post(at + "/by-hand", {{"task", task}, {"note-" + task, "Les deux classeurs sont vus."}});
  EXPECT_EQ(done.status, 200u);
  EXPECT_THAT(read(done),
              AllOf(Not(HasSubstr("À faire à la main")), HasSubstr("cherché à la main, rien trouvé"),
                    HasSubstr("Les deux classeurs sont vus."), HasSubstr("– Camille Roy")));
  EXPECT_THAT(read(agent.post(at + "/plan")), Not(HasSubstr("Classeurs du magasin\u00A0: la recherche")));
  EXPECT_EQ(agent.post(at + "/by-hand", {{"task", task}}).status, 422u) << "once";
}

TEST(Desk, AnEntryThatComesTooEarlyIsKeptAndSaidNotToBeRecorded) {
  Verdier verdier;
  Visitor household(verdier.site());
  const std::string reference = household.ask("access", {{"id-phone", phone_of_a_household}});
  Visitor agent = agent_at(verdier);
  const std::string at = "/fr/desk/" + reference;
  agent.get(at);
  const Reply asked = agent.post(at + "/identity", {{"level", "L3"}, {"method", "her last order"}});
  EXPECT_THAT(read(asked), HasSubstr("Votre saisie n’a pas été enregistrée"));
  EXPECT_THAT(asked.body, AllOf(HasSubstr("value=\"her last order\""), HasSubstr("value=\"L3\" checked")));
  EXPECT_THAT(read(asked), AllOf(HasSubstr("Identiques\u00A0: "), Not(HasSubstr("first_name")),
                                 Not(HasSubstr("Différents\u00A0: –"))));
}

TEST(Desk_GDPR12_4, ARefusalWithoutItsGroundSaysWhatIsMissingAtItsField) {
  Verdier verdier;
  Visitor claire(verdier.site());
  const std::string reference = claire.ask("erasure", {{"id-email", claires}});
  Visitor agent = agent_at(verdier);
  agent.get("/fr/desk/" + reference);
  const Reply reply = agent.post("/fr/desk/" + reference + "/refuse", {{"reasons", "La facture reste due."}});
  EXPECT_EQ(reply.status, 422u);
  EXPECT_THAT(reply.body, AllOf(HasSubstr("href=\"#ground\""), HasSubstr("Motif\u00A0: choisissez"),
                                HasSubstr("<details open"), HasSubstr("La facture reste due."),
                                Not(HasSubstr("closed list")), Not(HasSubstr("liste fermée"))));
  EXPECT_EQ(verdier.request(reference).state, request::State::received);
}

}  // namespace
}  // namespace habeas::journey

// Maison Verdier, found through the command line's own code and counted by SQL written by hand.
#include "verdier.h"
#include "journey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace habeas::journey {
namespace {

using dossier::Class;
using dossier::NotSearched;
using dossier::Outcome;

const std::string& folder() { return verdier(); }
std::string shop() { return folder() + "/data/shop.db"; }
std::string mailing() { return folder() + "/data/mailing.db"; }
std::string support() { return folder() + "/data/support.db"; }

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

bool says(const dossier::Dossier& dossier, NotSearched::Why why, const std::string& system) {
  for (const auto& gap : dossier.not_searched) {
    if (gap.why == why && gap.system.text() == system) return true;
  }
  return false;
}

TEST(MaisonVerdier, ClaireIsFoundInBothHerAccountsByHerLoyaltyCard) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  EXPECT_EQ(found.outcome, Outcome::found);
  EXPECT_THAT(keys(verdier.map(), found, "shop.customer"), testing::IsSupersetOf({"1", "11"}));
  EXPECT_EQ(rows(verdier.map(), found, "shop.customer", Class::mine), 2);
}

TEST(MaisonVerdier, EveryOrderAndWhatHangsOnItIsHers) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  const auto& map = verdier.map();
  EXPECT_EQ(keys(map, found, "shop.orders"),
            sorted(ask(shop(),
                       "SELECT id FROM orders WHERE customer_id IN (1, 11) UNION SELECT id FROM orders WHERE "
                       "gift_for IN (1, 11)")));
  const std::string hers = "(SELECT id FROM orders WHERE customer_id IN (1, 11))";
  EXPECT_EQ(rows(map, found, "shop.order_line", Class::mine),
            count(shop(), "SELECT count(*) FROM order_line WHERE order_id IN " + hers));
  EXPECT_EQ(rows(map, found, "shop.parcel_line", Class::mine),
            count(shop(), "SELECT count(*) FROM parcel_line WHERE order_id IN " + hers));
  EXPECT_EQ(rows(map, found, "shop.invoice", Class::mine),
            count(shop(), "SELECT count(*) FROM invoice WHERE order_id IN " + hers));
  EXPECT_EQ(rows(map, found, "shop.visit"),
            count(shop(), "SELECT count(*) FROM visit WHERE customer_id IN (1, 11)"));
  EXPECT_EQ(rows(map, found, "shop.customer_meta"),
            count(shop(), "SELECT count(*) FROM customer_meta WHERE customer_id IN (1, 11)"));
  EXPECT_EQ(rows(map, found, "shop.instalment_decision"),
            count(shop(), "SELECT count(*) FROM instalment_decision WHERE customer_id IN (1, 11)"));
}

TEST(MaisonVerdier, APolymorphicAddressGoesToItsOwnerOnly) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  EXPECT_EQ(
      rows(verdier.map(), found, "shop.address"),
      count(shop(), "SELECT count(*) FROM address WHERE owner_type = 'customer' AND owner_id IN (1, 11)"));
  EXPECT_EQ(rows(verdier.map(), found, "shop.supplier_address"), 0);
  EXPECT_EQ(rows(verdier.map(), found, "shop.supplier"), 0);
}

TEST(MaisonVerdier, AWishListWithTwoMembersIsSharedAndHerOwnIsHers) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  const std::string of_hers =
      " FROM wishlist_member WHERE wishlist_id IN (SELECT wishlist_id FROM wishlist_member WHERE customer_id "
      "IN (1, 11)) GROUP BY wishlist_id";
  const auto shared = count(shop(), "SELECT count(*) FROM (SELECT wishlist_id" + of_hers +
                                        " HAVING sum(customer_id NOT IN (1, 11)) > 0)");
  const auto alone = count(shop(), "SELECT count(*) FROM (SELECT wishlist_id" + of_hers +
                                       " HAVING sum(customer_id NOT IN (1, 11)) = 0)");
  EXPECT_GE(shared, 1);
  EXPECT_GE(alone, 1);
  EXPECT_EQ(rows(verdier.map(), found, "shop.wishlist", Class::shared), shared);
  EXPECT_EQ(rows(verdier.map(), found, "shop.wishlist", Class::mine), alone);
}

TEST(MaisonVerdier, MessagesSheSentAreHersAndThoseSheGotAreSeen) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  EXPECT_EQ(rows(verdier.map(), found, "shop.message", Class::mine),
            count(shop(), "SELECT count(*) FROM message WHERE sender_id IN (1, 11)"));
  EXPECT_EQ(rows(verdier.map(), found, "shop.message", Class::anothers),
            count(shop(),
                  "SELECT count(*) FROM message WHERE recipient_id IN (1, 11) AND sender_id NOT IN (1, 11)"));
}

TEST(MaisonVerdier, ReviewsAreFoundByPenName) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  EXPECT_EQ(
      rows(verdier.map(), found, "shop.review", Class::mine),
      count(
          shop(),
          "SELECT count(*) FROM review WHERE author IN (SELECT pen_name FROM customer WHERE id IN (1, 11))"));
}

TEST(MaisonVerdier, TheNewsletterIsFoundThoughItWritesTheAddressInCapitals) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  const std::string id =
      "(SELECT id FROM subscriber WHERE lower(trim(email)) IN ('claire.fontaine@courriel.example', "
      "'cfontaine@travail.example'))";
  EXPECT_EQ(rows(verdier.map(), found, "mailing.subscriber"),
            count(mailing(), "SELECT count(*) FROM subscriber WHERE id IN " + id));
  EXPECT_EQ(rows(verdier.map(), found, "mailing.sending"),
            count(mailing(), "SELECT count(*) FROM sending WHERE subscriber_id IN " + id));
}

TEST(MaisonVerdier, AReusedLoyaltyNumberIsShownToAHumanAndNotFollowed) {
  Organisation verdier(folder());
  const auto found = verdier.find("shop-customer=8\n");
  EXPECT_EQ(found.outcome, Outcome::found);
  const bool pauls_card =
      std::any_of(found.candidates.begin(), found.candidates.end(), [](const auto& candidate) {
        return candidate.why == dossier::Candidate::Why::contradiction &&
               candidate.by.text() == "loyalty-card";
      });
  EXPECT_TRUE(pauls_card);
  EXPECT_THAT(keys(verdier.map(), found, "shop.customer"), testing::Not(testing::Contains("6")));
}

TEST(MaisonVerdier, TheHouseholdsPhoneLeadsToCandidatesOnly) {
  Organisation verdier(folder());
  const auto found = verdier.find("phone=03 80 00 12 34\n");
  EXPECT_EQ(found.outcome, Outcome::candidates);
  EXPECT_TRUE(found.collections.empty());
  EXPECT_GE(found.candidates.size(), 2u);
}

TEST(MaisonVerdier, AnAccentAwayIsAnotherPerson) {
  Organisation verdier(folder());
  const auto plain = verdier.find("email=rene.morel@courriel.example\n");
  EXPECT_EQ(keys(verdier.map(), plain, "shop.customer"), std::vector<std::string>{"5"});
  const auto both = verdier.find("email=rene.morel@courriel.example\nemail=rené.morel@courriel.example\n");
  EXPECT_EQ(both.outcome, Outcome::conflict);
  EXPECT_TRUE(both.collections.empty());
}

TEST(MaisonVerdier, ARingOfReferrersReachesNobodyElsesRows) {
  Organisation verdier(folder());
  const auto found = verdier.find("shop-customer=8\n");
  EXPECT_EQ(rows(verdier.map(), found, "shop.customer", Class::mine), 1);
  EXPECT_EQ(rows(verdier.map(), found, "shop.orders", Class::mine),
            count(shop(), "SELECT count(*) FROM orders WHERE customer_id = 8"));
}

TEST(MaisonVerdier, SomebodyWithoutAnAddressIsFoundByNumber) {
  Organisation verdier(folder());
  const auto found = verdier.find("shop-customer=7\n");
  EXPECT_EQ(found.outcome, Outcome::found);
  EXPECT_EQ(rows(verdier.map(), found, "shop.orders", Class::mine), 3);
}

TEST(MaisonVerdier, HerTicketIsHersAndMarcIsOnlyNamed) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  EXPECT_EQ(rows(verdier.map(), found, "support.ticket", Class::mine),
            count(support(), "SELECT count(*) FROM ticket WHERE email = 'claire.fontaine@courriel.example'"));
  const auto marc = verdier.find("email=marc.fontaine@courriel.example\n");
  EXPECT_EQ(rows(verdier.map(), marc, "support.ticket"),
            count(support(), "SELECT count(*) FROM ticket WHERE email = 'marc.fontaine@courriel.example'"));
  EXPECT_GE(rows(verdier.map(), marc, "support.ticket_message", Class::shared), 1);
}

TEST(MaisonVerdier, ReceiptsAreFoundInTheTillsFiles) {
  Organisation verdier(folder());
  const auto found = verdier.find(claire);
  EXPECT_GE(rows(verdier.map(), found, "tills.passages", Class::mine), 2);
}

TEST(MaisonVerdier, ThePaperFilesAreNotSearchedYetAndItIsSaid) {
  Organisation verdier(folder());
  EXPECT_TRUE(says(verdier.find(claire), NotSearched::Why::manual_pending, "crm"));
}

TEST(MaisonVerdier, NobodyGivesAnEmptyHonestAnswer) {
  Organisation verdier(folder());
  const auto found = verdier.find("email=personne@ailleurs.example\n");
  EXPECT_EQ(found.outcome, Outcome::nobody);
  EXPECT_EQ(found.row_count(), 0u);
  EXPECT_TRUE(says(found, NotSearched::Why::manual_pending, "crm"));
}

TEST(MaisonVerdier, AKindThatNoFieldBearsIsRefusedAndNothingIsWritten) {
  const std::string at = verdier_copy();
  const std::string command =
      "printf 'name+birthdate=Claire Fontaine|1984-06-12\\n' | " HABEAS_PROGRAM " --in '" + at +
      "' --quiet access --identifiers - --out '" + at + "/answer.zip' 2>/dev/null";
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 1);
  EXPECT_FALSE(std::filesystem::exists(at + "/answer.zip"));
}

TEST(MaisonVerdier, ADatabaseThatIsGoneStopsItsOwnBranchOnly) {
  const std::string at = verdier_copy();
  std::filesystem::remove(at + "/data/mailing.db");
  Organisation verdier(at);
  const auto found = verdier.find(claire);
  EXPECT_TRUE(says(found, NotSearched::Why::system_unavailable, "mailing"));
  EXPECT_GE(rows(verdier.map(), found, "shop.orders"), 6);
  EXPECT_FALSE(std::filesystem::exists(at + "/data/mailing.db"));
}

}  // namespace
}  // namespace habeas::journey

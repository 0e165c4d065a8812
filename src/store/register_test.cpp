#include <habeas/store/test_register.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::store {
namespace {

using namespace example;
using request::State;
using request::What;
using testing::ElementsAre;
using testing::IsEmpty;
using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const base::Fault& fault) {
    return fault.detail();
  }
  return "";
}

TEST(Register, NumbersRequestsByYear) {
  const Home home;
  const auto people = home.open();
  EXPECT_EQ(people->add_request(receipt("access"), {}, on(first)), "R-2026-000001");
  EXPECT_EQ(people->add_request(receipt("erasure"), {}, on(first)), "R-2026-000002");
  EXPECT_EQ(people->add_request(receipt("access"), {}, on(2027y / 1 / 4)), "R-2027-000001");
  EXPECT_THAT(people->references(), ElementsAre("R-2027-000001", "R-2026-000002", "R-2026-000001"));
}

TEST(Register, KeepsARequestAcrossOpenings) {
  const Home home;
  const std::string reference = home.open()->add_request(receipt("erasure", "Please forget me."),
                                                         {email("rene@client.example")}, on(first));
  home.open()->add_event(reference, event(What::identity_proven, {{"method", "account"}, {"level", "L2"}}),
                         on(first));
  const auto people = home.open();
  const auto found = people->request(reference, on(first));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->state, State::in_progress);
  EXPECT_EQ(found->course.received, first);
  ASSERT_EQ(found->events.size(), 2u);
  EXPECT_EQ(found->events[0].text.reveal(), "Please forget me.");
  EXPECT_EQ(*found->events[1].fact("level"), "L2");
  EXPECT_EQ(found->events[1].at, noon());
  EXPECT_EQ(people->supplied(reference).at(0).value.reveal(), "rene@client.example");
}

TEST(Register, RefusesWhatTheRulesRefuseAndKeepsNothingOfIt) {
  const Home home;
  const auto people = home.open();
  const std::string reference = people->add_request(receipt("erasure"), {}, on(first));
  EXPECT_THAT(
      refusal([&] { people->add_event(reference, event(What::planned, {{"plan", "d"}}), on(first)); }),
      testing::HasSubstr("GDPR 12(6)"));
  EXPECT_EQ(people->request(reference, on(first))->events.size(), 1u);
  EXPECT_THAT(refusal([&] { people->add_request(receipt("levitation"), {}, on(first)); }),
              testing::HasSubstr("right"));
  EXPECT_THAT(refusal([&] { people->add_event("R-2026-000099", event(What::noted), on(first)); }),
              testing::HasSubstr("no such request"));
  EXPECT_EQ(people->references().size(), 1u);
  EXPECT_EQ(people->request("R-2026-000099", on(first)), std::nullopt);
}

TEST(Register, KnowsAPersonByAnySpellingOfAnIdentifier) {
  const Home home;
  const auto people = home.open();
  const PersonId rene = people->add_person();
  people->prove(rene, email("Rene@Client.example "), "code to the contact on file");
  people->prove(rene, email("rene@client.example"), "again");
  EXPECT_THAT(people->people_with({email("rene@client.example")}), ElementsAre(rene));
  EXPECT_THAT(people->people_with({email("ren\xC3\xA9@client.example")}), IsEmpty());  // another address
  EXPECT_THAT(people->people_with({email("no address")}), IsEmpty());
  people->prove(rene, email("no address"), "nobody's");
  EXPECT_THAT(people->people_with({email("no address")}), IsEmpty());
}

// Homonyms born on one day are two people: whatever holds for one must not hold for the other.
TEST(Register, KnowsNobodyByANameAndABirthDate) {
  const Home home;
  const auto people = home.open();
  const subject::Identifier both{subject::KindName("name+birthdate"),
                                 base::Personal<std::string>("Ada Martin|1980-02-03")};
  const PersonId ada = people->add_person();
  people->prove(ada, both, "supplied with the request");
  EXPECT_THAT(people->people_with({both}), IsEmpty());
}

TEST(Register, ListsPeopleInOrderOfFirstAppearance) {
  const Home home;
  const auto people = home.open();
  const PersonId one = people->add_person();
  const PersonId two = people->add_person();
  EXPECT_NE(one, two);
  people->prove(two, email("shared@client.example"), "code");
  people->prove(one, email("shared@client.example"), "code");
  EXPECT_THAT(people->people_with({email("shared@client.example")}), ElementsAre(one, two));
}

TEST(Register, BindsARequestToOnePersonOnce) {
  const Home home;
  const auto people = home.open();
  const std::string reference = people->add_request(receipt("access"), {}, on(first));
  EXPECT_EQ(people->person_of(reference), std::nullopt);
  const PersonId rene = people->add_person();
  people->bind(reference, rene);
  people->bind(reference, rene);
  EXPECT_EQ(people->person_of(reference), rene);
  EXPECT_THAT(people->requests_of(rene), ElementsAre(reference));
  EXPECT_THAT(refusal([&] { people->bind(reference, people->add_person()); }),
              testing::HasSubstr("another person"));
  EXPECT_THAT(refusal([&] { people->bind("R-2026-000009", rene); }), testing::HasSubstr("no such request"));
}

TEST(Register, KeepsDetailsAndFilesAndReplacesThem) {
  const Home home;
  const auto people = home.open();
  const std::string reference = people->add_request(receipt("rectification"), {}, on(first));
  EXPECT_THAT(people->details(reference).reveal(), IsEmpty());
  const Pairs asked = {{"field", "city"}, {"value", "Dij\xFFon"}};  // not UTF-8, and still hers
  people->set_details(reference, base::Personal<Pairs>(Pairs{{"field", "street"}}));
  people->set_details(reference, base::Personal<Pairs>(asked));
  EXPECT_EQ(people->details(reference).reveal(), asked);

  Filed letter{"letter.html", "text/html",     "00",
               noon(),        2026y / 12 / 31, base::Personal<std::string>("draft")};
  people->file(reference, letter);
  letter.content = base::Personal<std::string>("final");
  people->file(reference, letter);
  const auto files = people->files(reference);
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].content.reveal(), "final");
  EXPECT_EQ(files[0].expires, base::Date(2026y / 12 / 31));
}

TEST(Register, DoesSeveralChangesAsOne) {
  const Home home;
  const auto people = home.open();
  const auto two_changes = [&](const std::function<void()>& then) {
    people->in_one([&] {
      const std::string reference = people->add_request(receipt("objection"), {}, on(first));
      people->set_details(reference, base::Personal<Pairs>(Pairs{{"marketing", "yes"}}));
      then();
    });
  };
  EXPECT_THAT(refusal([&] {
                two_changes([&] { people->add_event("R-2026-000099", event(What::noted), on(first)); });
              }),
              testing::HasSubstr("no such request"));
  EXPECT_THAT(people->references(), IsEmpty());
  two_changes([&] {
    // A part that is refused, and whose refusal is taken, undoes that part alone.
    EXPECT_NE(refusal([&] { people->add_event("R-2026-000099", event(What::noted), on(first)); }), "");
  });
  EXPECT_THAT(home.open()->references(), ElementsAre("R-2026-000001"));
  EXPECT_EQ(home.open()->details("R-2026-000001").reveal(), (Pairs{{"marketing", "yes"}}));
}

TEST(Register, DestroysWhatHasComeToItsEndAndKeepsTheProof) {
  const Home home;
  const auto people = home.open();
  const std::string reference =
      people->add_request(receipt("access", "my words"), {email("rene@client.example")}, on(first));
  people->set_details(reference, base::Personal<Pairs>(Pairs{{"category", "contact"}}));
  people->file(reference,
               {"letter.html", "text/html", "ab", noon(), {}, base::Personal<std::string>("a letter")});
  people->file(reference,
               {"all.zip", "application/zip", "cd", noon(), first, base::Personal<std::string>("a package")});
  people->put_away(reference, "plan/1", base::Personal<std::string>("a plan"));
  EXPECT_THAT(people->names_put_away(reference), ElementsAre("plan/1"));

  people->empty_file(reference, "all.zip");
  for (const Filed& filed : people->files(reference)) {
    EXPECT_EQ(filed.destroyed, filed.name == "all.zip");
    EXPECT_EQ(filed.content.reveal(), filed.destroyed ? "" : "a letter");
  }
  people->empty_request(reference);
  const auto told = people->request(reference, on(first));
  EXPECT_EQ(told->events.at(0).text.reveal(), "");
  EXPECT_EQ(told->right, law::Right::access);
  EXPECT_EQ(told->course.received, first);
  EXPECT_THAT(people->supplied(reference), IsEmpty());
  EXPECT_THAT(people->details(reference).reveal(), IsEmpty());
  EXPECT_THAT(people->names_put_away(reference), IsEmpty());
  ASSERT_EQ(people->files(reference).size(), 2u);
  EXPECT_EQ(people->files(reference).at(0).sha256.size(), 2u);
  EXPECT_TRUE(people->files(reference).at(0).destroyed);
}

TEST(Register, KeepsEveryWordOfAnEntry) {
  const Home home;
  const auto people = home.open();
  const PersonId rene = people->add_person();
  standing::Entry entry;
  entry.what = standing::What::directive_lodged;
  entry.at = noon();
  entry.by = "R-2026-000001";
  entry.activity = "orders";
  entry.channel = "email";
  entry.consent = "newsletter";
  entry.ground = "c";
  entry.version = "v2";
  entry.reference = "dir-1";
  entry.outcome = "granted";
  entry.how = "a form of its own";
  entry.words = base::Personal<std::string>("Erase everything.");
  people->add_entry(rene, entry);
  const auto read = people->entries(rene).at(0);
  EXPECT_EQ(read.what, entry.what);
  EXPECT_EQ(read.at, entry.at);
  EXPECT_EQ(read.by + read.activity + read.channel + read.consent + read.ground + read.version +
                read.reference + read.outcome + read.how,
            entry.by + entry.activity + entry.channel + entry.consent + entry.ground + entry.version +
                entry.reference + entry.outcome + entry.how);
  EXPECT_EQ(read.words.reveal(), "Erase everything.");
}

TEST(OppositionList, KnowsWhoOpposesByChannel_21_3) {
  const Home home;
  const auto people = home.open();
  const PersonId rene = people->add_person();
  people->prove(rene, email("rene@client.example"), "supplied with the objection");
  people->add_entry(rene, opposition("email"));
  EXPECT_TRUE(people->opposed(email("RENE@client.example"), "email", noon()));
  EXPECT_FALSE(people->opposed(email("rene@client.example"), "post", noon()));
  EXPECT_FALSE(people->opposed(email("rene@client.example"), "email", noon() - 1s));
  EXPECT_FALSE(people->opposed(email("other@client.example"), "email", noon()));
  people->add_entry(rene, opposition(""));
  EXPECT_TRUE(people->opposed(email("rene@client.example"), "post", noon()));
}

TEST(Tombstones, AreKeptOnceAndHashedWithAKey) {
  const Home home;
  const Home other;
  const auto people = home.open();
  const std::string key = people->hash("shop", "customer", "42");
  EXPECT_EQ(key.size(), 64u);
  EXPECT_EQ(home.open()->hash("shop", "customer", "42"), key);
  EXPECT_NE(people->hash("shop", "custome", "r42"), key);
  EXPECT_NE(other.open()->hash("shop", "customer", "42"), key);
  const Tombstone stone{"shop", "customer", key, "cells", noon(), "digest", "R-2026-000001"};
  people->add_tombstones({stone, stone});
  people->add_tombstones({stone});
  ASSERT_EQ(people->tombstones().size(), 1u);
  EXPECT_EQ(people->tombstones()[0].key_hash, key);
  EXPECT_EQ(people->tombstones()[0].at, noon());
}

TEST(Vault, GivesBackExactlyWhatWasPutAwayUntilItIsDestroyed) {
  const Home home;
  const auto people = home.open();
  const std::string reference = people->add_request(receipt("restriction"), {}, on(first));
  const std::string value("\0\xFF secret", 9);
  people->put_away(reference, "vault/1", base::Personal<std::string>(value));
  EXPECT_EQ(home.open()->put_away(reference, "vault/1")->reveal(), value);
  EXPECT_FALSE(people->put_away(reference, "vault/2").has_value());
  people->destroy(reference, "vault/1");
  EXPECT_FALSE(people->put_away(reference, "vault/1").has_value());
}

// --- secrets ----------------------------------------------------------------------------------------------

TEST(Secret, IsACodeForPeopleOrALinkForMachines) {
  const Home home;
  const auto people = home.open();
  const std::string code = people->new_secret("R-1", "identity", noon() + 1h);
  EXPECT_EQ(code.size(), 8u);
  EXPECT_EQ(code.find_first_not_of("0123456789"), code.npos);
  EXPECT_EQ(people->new_secret("R-1", "link", noon() + 1h).size(), 32u);
}

TEST(Secret, IsUsedOnce) {
  const Home home;
  const auto people = home.open();
  const std::string link = people->new_secret("R-1", "link", noon() + 1h);
  EXPECT_FALSE(people->use_secret("R-2", "link", link, noon()));
  EXPECT_FALSE(people->use_secret("R-1", "identity", link, noon()));
  EXPECT_TRUE(people->use_secret("R-1", "link", link, noon() + 1h));
  EXPECT_FALSE(people->use_secret("R-1", "link", link, noon()));
}

TEST(Secret, MayBeTypedWithASpaceInIt) {
  const Home home;
  const auto people = home.open();
  const std::string code = people->new_secret("R-1", "code", noon() + 1h);
  EXPECT_TRUE(people->use_secret("R-1", "code", code.substr(0, 4) + " " + code.substr(4), noon()));
}

TEST(Secret, Ends) {
  const Home home;
  const auto people = home.open();
  const std::string link = people->new_secret("R-1", "link", noon());
  EXPECT_FALSE(people->use_secret("R-1", "link", link, noon() + 1s));
  EXPECT_TRUE(people->use_secret("R-1", "link", link, noon()));
}

TEST(Secret, IsSupersededByTheNextForTheSamePurpose) {
  const Home home;
  const auto people = home.open();
  const std::string before = people->new_secret("R-1", "link", noon() + 1h);
  const std::string now = people->new_secret("R-1", "link", noon() + 1h);
  EXPECT_FALSE(people->use_secret("R-1", "link", before, noon()));
  EXPECT_TRUE(people->use_secret("R-1", "link", now, noon()));
}

TEST(Secret, EndsAfterFiveWrongGuessesAndTheNextOneServes) {
  const Home home;
  const auto people = home.open();
  const std::string link = people->new_secret("R-1", "link", noon() + 1h);
  for (int guess = 0; guess < 5; ++guess) EXPECT_FALSE(people->use_secret("R-1", "link", "wrong", noon()));
  EXPECT_FALSE(people->use_secret("R-1", "link", link, noon()));
  const std::string next = people->new_secret("R-1", "link", noon() + 1h);
  EXPECT_FALSE(people->use_secret("R-1", "link", link, noon())) << "the one that was guessed at stays ended";
  EXPECT_TRUE(people->use_secret("R-1", "link", next, noon()));
}

TEST(Sent, CountsSoManyInSoLongForEachOfWhomAndOfWhat) {
  const Home home;
  const auto people = home.open();
  const auto counts = [&](const char* what, const char* whom, base::Instant at) {
    return home.open()->counts(what, whom, 2, 1h, at);
  };
  EXPECT_TRUE(counts("code", "ada@example.org", noon()));
  EXPECT_TRUE(counts("code", "ada@example.org", noon() + 1min));
  EXPECT_FALSE(counts("code", "ada@example.org", noon() + 59min));
  EXPECT_TRUE(counts("code", "leo@example.org", noon() + 59min));
  EXPECT_TRUE(counts("letter", "ada@example.org", noon() + 59min));
  EXPECT_TRUE(counts("code", "ada@example.org", noon() + 60min)) << "the first one is an hour old";
  EXPECT_EQ(all_bytes(home).find("ada@example.org"), std::string::npos);
}

TEST(Key, GoesWithItsNameOnlyAndIsTheSameEveryTime) {
  const Home home;
  const std::string key = home.open()->key_of("follow", "R-2026-000001");
  EXPECT_THAT(key, testing::MatchesRegex("[0-9A-HJKMNP-TV-Z]+"));
  EXPECT_EQ(key.size(), 10u);
  EXPECT_EQ(home.open()->key_of("follow", "R-2026-000001"), key);
  EXPECT_NE(home.open()->key_of("follow", "R-2026-000002"), key);
  EXPECT_NE(home.open()->key_of("other", "R-2026-000001"), key);
  EXPECT_NE(Home().open()->key_of("follow", "R-2026-000001"), key);
}

TEST(Secret, ForgetsWrongGuessesOnceItWasRight) {
  const Home home;
  const auto people = home.open();
  for (int round = 0; round < 2; ++round) {
    const std::string link = people->new_secret("R-1", "link", noon() + 1h);
    for (int guess = 0; guess < 4; ++guess) EXPECT_FALSE(people->use_secret("R-1", "link", "wrong", noon()));
    EXPECT_TRUE(people->use_secret("R-1", "link", link, noon()));
  }
}

}  // namespace
}  // namespace habeas::store

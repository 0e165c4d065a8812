#include <habeas/map/example_map.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::map {
namespace {

using relation::ColumnName;
using relation::Condition;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

std::vector<std::string> said(const Loaded& loaded) {
  std::vector<std::string> lines;
  for (const auto& problem : loaded.problems) lines.push_back(base::to_string(problem));
  return lines;
}

const Collection& in_shop(const Loaded& loaded, const std::string& name) {
  return *loaded.map.system(SystemName("shop"))->collection(CollectionName(name));
}

const Field& field(const Collection& collection, const std::string& name) {
  return *collection.field(FieldName(name));
}

// The shop's map with its collections replaced.
Loaded with_shop(const std::string& collections) {
  return load({example::organisation(),
               example::activities(),
               example::mailing(),
               {"maps/shop.yaml", "system: shop\ncollections:\n" + collections}},
              example::library());
}

TEST(Load, ReadsEveryKeyOfTheLanguageWithoutAProblem) {
  const auto loaded = load(example::files(), example::library());
  EXPECT_THAT(said(loaded), IsEmpty());
  EXPECT_TRUE(loaded.usable());
}

TEST(Load, KnowsTheOrganisation) {
  const auto organisation = load(example::files(), example::library()).map.organisation;
  EXPECT_EQ(organisation.controller.name, "Maison Verdier SAS");
  EXPECT_EQ(organisation.dpo->contact, "dpo@maison-verdier.example");
  EXPECT_EQ(organisation.kinds.shape(subject::KindName("loyalty-card")), subject::Shape::text);
  const System& shop = *organisation.system(SystemName("shop"));
  EXPECT_EQ(shop.kind, "postgresql");
  EXPECT_EQ(shop.read.from, Secret::From::env);
  EXPECT_EQ(shop.act.name, "SHOP_ACT_DSN");
  EXPECT_EQ(organisation.system(SystemName("crm"))->within_days, 5);
  EXPECT_EQ(organisation.recipient(RecipientName("chronovia"))->notify_mail, "rgpd@chronovia.example");
}

TEST(Load, KnowsWherePeopleFollowTheirRequests) {
  auto files = example::files();
  EXPECT_EQ(load(files, example::library()).map.organisation.portal, "") << "none unless it is written";
  for (auto& file : files)
    if (file.name == "habeas.yaml") file.content += "portal: https://droits.maison-verdier.example\n";
  const auto loaded = load(files, example::library());
  EXPECT_THAT(said(loaded), IsEmpty());
  EXPECT_EQ(loaded.map.organisation.portal, "https://droits.maison-verdier.example");
}

TEST(Load, KnowsTheActivities) {
  const auto loaded = load(example::files(), example::library());
  const Activity& orders = *loaded.map.activity(ActivityName("orders"));
  EXPECT_EQ(orders.basis, law::LegalBasis::contract);
  EXPECT_EQ(orders.basis_reference, "GDPR 6(1)(b)");
  EXPECT_EQ(orders.retention.archive, (law::Duration{.years = 5}));
  EXPECT_FALSE(orders.retention.active_for);
  const Activity& letter = *loaded.map.activity(ActivityName("newsletter"));
  EXPECT_EQ(letter.basis_reference, "newsletter");
  EXPECT_EQ(letter.retention.active_for, (law::Duration{.years = 3}));
  EXPECT_THAT(letter.retention.since, ElementsAre(Pair("fr", "last contact")));
  EXPECT_TRUE(loaded.map.activity(ActivityName("advertising"))->automated);
}

TEST(Load, GivesFieldsTheDefaultsOfTheirCollection) {
  const auto loaded = load(example::files(), example::library());
  const auto& customer = in_shop(loaded, "customer");
  EXPECT_THAT(field(customer, "name").purposes, ElementsAre(ActivityName("orders")));
  EXPECT_EQ(field(customer, "name").data, "identity.name");
  EXPECT_THAT(field(customer, "segment").purposes, ElementsAre(ActivityName("advertising")));
  EXPECT_EQ(field(customer, "segment").from, From::derived);
  EXPECT_TRUE(field(customer, "phone").shared);
  EXPECT_EQ(field(customer, "wants_news").consent_values,
            (std::pair<std::string, std::string>("true", "false")));
  EXPECT_EQ(field(customer, "photo").file, SystemName("scans"));
}

TEST(Load, PairsABareLinkWithTheKeyOfItsTarget) {
  const auto loaded = load(example::files(), example::library());
  EXPECT_THAT(in_shop(loaded, "orders").links[0].columns,
              ElementsAre(Pair(ColumnName("customer_id"), ColumnName("id"))));
  EXPECT_THAT(in_shop(loaded, "line").links[0].columns,
              ElementsAre(Pair(ColumnName("order_id"), ColumnName("id")),
                          Pair(ColumnName("tenant"), ColumnName("tenant"))));
}

TEST(Load, PairsTheOpenPartOfACompositeKeyWithTheLinksOwnColumn) {
  const auto loaded = load(example::files(), example::library());
  const auto& owns = in_shop(loaded, "album_member").links[1];
  EXPECT_THAT(owns.columns, ElementsAre(Pair(ColumnName("album_id"), ColumnName("number")),
                                        Pair(ColumnName("shop"), ColumnName("shop"))));
  EXPECT_EQ(owns.heir->in, CollectionName("album_member"));
}

TEST(Load, LeadsAShownLinkToATableAboutNobody) {
  const auto loaded = load(example::files(), example::library());
  const auto& shows = in_shop(loaded, "orders").links[1];
  EXPECT_TRUE(shows.target_is_sight_only);
  EXPECT_THAT(shows.columns, ElementsAre(Pair(ColumnName("product_id"), ColumnName("id"))));
}

TEST(Load, ReadsSeveralTargetsOfOneColumn) {
  const auto loaded = load(example::files(), example::library());
  const auto& links = in_shop(loaded, "comment").links;
  ASSERT_EQ(links.size(), 3u);
  EXPECT_EQ(links[1].identifier, subject::KindName("email"));
  EXPECT_EQ(links[1].withhold.kind, Withhold::Kind::row);
  EXPECT_EQ(links[2].erase.kind, Erase::Kind::placeholder);
}

TEST(Load, ReadsConditionsAsAllOfAny) {
  const auto loaded = load(example::files(), example::library());
  const auto& when = in_shop(loaded, "address").links[0].when;
  ASSERT_EQ(when.kind, Condition::Kind::all);
  ASSERT_EQ(when.parts.size(), 2u);
  EXPECT_EQ(when.parts[0].kind, Condition::Kind::any);
  EXPECT_EQ(when.parts[0].parts[1], relation::equals(ColumnName("owner_type"), relation::Text{"client"}));
  EXPECT_EQ(when.parts[1].kind, Condition::Kind::is_null);
}

TEST(Load, HoldsABooleanConstantAgainstEverySpellingOfABoolean) {
  const auto loaded = load(example::files(), example::library());
  const auto& where = in_shop(loaded, "address").where;
  for (const relation::Value& active :
       {relation::Value(std::int64_t{1}), relation::Value(relation::Text{"t"}),
        relation::Value(relation::Text{"true"})}) {
    const relation::Value tenant = std::int64_t{1};
    EXPECT_TRUE(relation::holds(where, [&](const ColumnName& column) -> const relation::Value& {
      return column == ColumnName("tenant") ? tenant : active;
    }));
  }
}

TEST(Load, ReadsHowAValueLiesInItsColumn) {
  const auto loaded = load(example::files(), example::library());
  EXPECT_EQ(field(in_shop(loaded, "orders"), "city").column, ColumnName("delivery"));
  EXPECT_EQ(field(in_shop(loaded, "orders"), "city").codec.path, "$.address.city");
  const auto& meta = field(in_shop(loaded, "meta"), "billing_phone");
  EXPECT_EQ(meta.codec.kind, Codec::Kind::rows);
  EXPECT_EQ(meta.column, ColumnName("meta_value"));
  EXPECT_EQ(meta.codec.is, "billing_phone");
}

TEST(Load, TellsAWordOfErasureFromALiteral) {
  const auto loaded = load(example::files(), example::library());
  EXPECT_EQ(field(in_shop(loaded, "orders"), "note").erase.kind, Erase::Kind::redact);
  EXPECT_EQ(field(in_shop(loaded, "orders"), "mail").erase.kind, Erase::Kind::literal);
  EXPECT_EQ(field(in_shop(loaded, "message"), "body").erase.literal, "message deleted");
  EXPECT_EQ(in_shop(loaded, "message").erase.kind, Erase::Kind::cells);
  EXPECT_THAT(in_shop(loaded, "comment").erase.fields, ElementsAre(FieldName("text")));
}

TEST(Load, SplitsTableNamesAndReadsCopies) {
  const auto loaded = load(example::files(), example::library());
  EXPECT_EQ(in_shop(loaded, "address").table, (relation::TableName{"crm", "address"}));
  const auto& copies = in_shop(loaded, "comment").copies;
  ASSERT_EQ(copies.size(), 3u);
  EXPECT_EQ(copies[0].what, "history");
  EXPECT_EQ(copies[2].name, "weekly");
}

TEST(Load, SortsCollectionsByNameAndSystemsAsWritten) {
  const auto loaded =
      load({example::mailing(), example::shop(), example::activities(), example::organisation()},
           example::library());
  EXPECT_EQ(loaded.map.systems[0].system, SystemName("shop"));
  EXPECT_EQ(loaded.map.systems[0].collections.front().name, CollectionName("address"));
}

TEST(Load, HasOneDigestWhateverTheOrderOfTheFiles) {
  auto turned = example::files();
  std::reverse(turned.begin(), turned.end());
  const auto digest = load(example::files(), example::library()).map.digest;
  EXPECT_EQ(load(turned, example::library()).map.digest, digest);
  turned[0].content += " ";
  EXPECT_NE(load(turned, example::library()).map.digest, digest);
}

TEST(Load, AcceptsRingsAndSelfLinks) {
  const auto loaded = with_shop("  a: {key: id, of: {b_id: b, boss: a}}\n  b: {key: id, of: {a_id: a}}\n");
  EXPECT_TRUE(loaded.usable());
}

TEST(Load, NamesTheNearestKnownWord) {
  const auto loaded =
      with_shop("  a: {key: id, for: orders, fields: {mail: {idnetifier: email, data: contact.emial}}}\n");
  EXPECT_THAT(
      said(loaded),
      ElementsAre(
          HasSubstr("'scans' has no map"),
          HasSubstr("maps/shop.yaml:3:45: error: unknown key 'idnetifier'. Did you mean 'identifier'?"),
          HasSubstr("Did you mean 'contact.email'?")));
}

TEST(Load, ReportsNoReferenceWhenTheFileThatDeclaresThemIsMissing) {
  const auto loaded = load({example::shop()}, example::library());
  EXPECT_THAT(
      said(loaded),
      ElementsAre(HasSubstr("there is no file 'activities.yaml'"),
                  HasSubstr("there is no file 'habeas.yaml'"), HasSubstr("unknown kind of identifier"),
                  HasSubstr("unknown kind of identifier"), HasSubstr("unknown kind of identifier")));
}

TEST(Load, WarnsOfASystemWithoutAMap) {
  const auto loaded =
      load({example::organisation(), example::activities(), example::shop()}, example::library());
  EXPECT_THAT(said(loaded), ElementsAre(HasSubstr("habeas.yaml:10:3: warning: 'mailing' has no map")));
  EXPECT_TRUE(loaded.usable());
}

TEST(Load, NobodyReceivesIsNotTheSameAsNotSaid) {
  for (const auto& [line, declared] : {std::pair{"    recipients: []\n", true}, std::pair{"", false}}) {
    const std::string activities =
        std::string("activities:\n  orders:\n    title: Orders\n    purpose: Deliver\n") +
        "    basis: {contract: \"GDPR 6(1)(b)\"}\n" + line + "    retention: {archive: 5 years}\n";
    const auto loaded = load({example::organisation(), {"activities.yaml", activities}}, example::library());
    ASSERT_EQ(loaded.map.activities.size(), 1u);
    EXPECT_TRUE(loaded.map.activities[0].recipients.empty());
    EXPECT_EQ(loaded.map.activities[0].recipients_declared, declared);
  }
}

}  // namespace
}  // namespace habeas::map

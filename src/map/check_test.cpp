#include <habeas/map/building.h>
#include <habeas/map/check.h>

#include <gmock/gmock.h>

#include <algorithm>

namespace habeas::map {
namespace {

using namespace building;
using relation::OnDelete;
using testing::HasSubstr;
using testing::Not;

std::string judged(const Map& map, const KnownSystems& facts) { return told(check(map, facts)); }

Collection orders() {
  return collection("orders", {field("total", "order.amount")},
                    {link(LinkKind::of, "customer_id", "customer", 9)});
}
relation::Table orders_table() {
  return table("orders", {needed(number("id")), number("customer_id"), column("total")});
}

TEST(Check, SaysNothingOfAMapThatCoversItsDatabase) {
  EXPECT_EQ("", judged(map_of({customer(), orders()}, {not_personal("currency")}),
                       known({customer_table(), orders_table(), table("currency", {column("code")})})));
}

TEST(Check, NamesAMissingTableAndTheNearestOne) {
  EXPECT_EQ(
      "maps/shop.yaml: error: Table 'customers' is neither mapped nor listed under not_personal. Map it, "
      "declare it "
      "under copies, or list it under not_personal with the reason\n"
      "maps/shop.yaml:3:3: error: There is no table 'customer' in system shop. Did you mean 'customers'?\n",
      judged(map_of({customer()}), known({table("customers", {number("id"), column("email")})})));
}

TEST(Check, NamesAMissingColumnWhereTheMapSpeaksOfIt) {
  const auto map = map_of(
      {person("customer", {identifier("email", "email"), field("frist_name", "identity.given-name", 12)})});
  const auto facts = known({table("customer", {number("id"), column("email"), column("first_name")})});
  EXPECT_THAT(judged(map, facts),
              HasSubstr("maps/shop.yaml:12:7: error: Table 'customer' has no column 'frist_name'. "
                        "Did you mean 'first_name'?"));
}

TEST(Check, NamesAMissingColumnOnTheOtherSideOfALink) {
  const auto map = map_of(
      {customer(), collection("orders", {}, {link(LinkKind::of, "customer_id", "customer", 9, "number")})});
  const auto facts = known({customer_table(), table("orders", {number("id"), number("customer_id")})});
  EXPECT_THAT(judged(map, facts), HasSubstr(":9:5: error: Table 'customer' has no column 'number'"));
}

TEST(Check, FailsWhenAColumnIsNotClassified) {
  auto table_now = customer_table();
  table_now.columns.push_back(column("shoe_size"));
  EXPECT_EQ(
      "maps/shop.yaml:3:3: error: Column 'customer.shoe_size' is not classified. Say under 'customer' what "
      "it is: a "
      "field, a link, or technical\n",
      judged(map_of({customer()}), known({table_now})));
}

TEST(Check, LetsSeveralCollectionsShareTheColumnsOfOneTable) {
  auto part = customer();
  auto rest =
      collection("customer_rest", {field("note", "content.note")}, {link(LinkKind::of, "id", "customer")});
  rest.table.name = "customer";
  auto both = customer_table();
  both.columns.push_back(column("note"));
  EXPECT_EQ("", judged(map_of({part, rest}), known({both})));
}

TEST(Check, TellsAnUnmappedTableHowItRefersToAPerson) {
  const auto facts = known({customer_table(), with(table("session", {number("id"), number("customer_id")}),
                                                   refers("customer_id", "customer"))});
  EXPECT_THAT(
      judged(map_of({customer()}), facts),
      HasSubstr("Table 'session' is neither mapped nor listed under not_personal. It refers to 'customer' by "
                "'customer_id': map it, perhaps with of: {customer_id: customer}"));
}

TEST(Check, CountsADeclaredCopyAsSpokenOf) {
  auto with_copy = customer();
  with_copy.copies = {{"history", "customer_log", {{"en", "90 days"}}}};
  EXPECT_EQ("", judged(map_of({with_copy}),
                       known({customer_table(), table("customer_log", {number("id"), column("email")})})));
}

TEST(Check, AsksForAMapOfASystemThatHasNone) {
  Map map = map_of({customer()});
  System mailing;
  mailing.name = SystemName("mailing");
  mailing.place = {"habeas.yaml", 8, 3};
  map.organisation.systems.push_back(mailing);
  auto facts = known({customer_table()});
  facts[SystemName("mailing")] = facts[SystemName("shop")];
  EXPECT_EQ(
      "habeas.yaml:8:3: error: System 'mailing' has 1 tables and no map. Write a first one with: habeas map "
      "draft mailing\n",
      judged(map, facts));
}

TEST(Check, LeavesASystemAloneWhoseCatalogueIsNotKnown) { EXPECT_EQ("", judged(map_of({customer()}), {})); }

TEST(Check, FindsARetentionThatCountsFromNothing) {
  auto mapped = customer();
  mapped.retention_since = "closed_at";
  EXPECT_THAT(
      judged(map_of({mapped}), known({customer_table()})),
      HasSubstr(
          "error: The retention of 'customer' counts from 'closed_at', which is no field or column of it"));
}

TEST(Check, AcceptsARetentionOverALink) {
  auto line = collection("line", {}, {link(LinkKind::of, "order_id", "orders")});
  line.retention_since = "order_id.placed_at";
  const auto facts =
      known({customer_table(), orders_table(), table("line", {number("id"), number("order_id")})});
  EXPECT_EQ("", judged(map_of({customer(), line, orders()}), facts));
}

TEST(Reach, FailsWhereNothingLeadsToACollection) {
  const auto map = map_of({customer(), collection("visit", {field("page", "technical.log", 4)})});
  EXPECT_THAT(judged(map, {}), HasSubstr("error: Nothing leads to collection 'visit'"));
}

TEST(Reach, FollowsOwnershipBothWays) {
  const auto member =
      collection("member", {},
                 {link(LinkKind::of, "customer_id", "customer"), link(LinkKind::owns, "album_id", "album")});
  const auto photo = collection("photo", {}, {link(LinkKind::of, "album_id", "album")});
  EXPECT_EQ("", judged(map_of({collection("album"), customer(), member, photo}), {}));
}

TEST(Reach, StopsOneRowDeepOnSight) {
  const auto ticket = collection("ticket", {}, {link(LinkKind::mentions, "customer_id", "customer")});
  const auto answer = collection("answer", {}, {link(LinkKind::mentions, "ticket_id", "ticket")});
  EXPECT_THAT(judged(map_of({answer, customer(), ticket}), {}),
              HasSubstr("Nothing leads to collection 'answer'"));
}

TEST(Reach, GoesOnFromSightThatIsFollowed) {
  auto followed = link(LinkKind::mentions, "customer_id", "customer");
  followed.follow = true;
  const auto ticket = collection("ticket", {}, {followed});
  const auto answer = collection("answer", {}, {link(LinkKind::mentions, "ticket_id", "ticket")});
  EXPECT_EQ("", judged(map_of({answer, customer(), ticket}), {}));
}

TEST(Reach, EndsInARing) {
  const auto a = collection("a", {}, {link(LinkKind::of, "b_id", "b")});
  const auto b = collection("b", {}, {link(LinkKind::of, "a_id", "a")});
  EXPECT_THAT(judged(map_of({a, b}), {}), HasSubstr("Nothing leads to collection 'a'"));
}

TEST(Reach, WarnsWhereOnlySharedIdentifiersLead) {
  auto phone = identifier("phone", "phone");
  phone.shared = true;
  EXPECT_THAT(judged(map_of({person("household", {phone})}), {}),
              HasSubstr("warning: Collection 'household' is reached only by identifiers"));
}

TEST(Reach, WarnsOfAnIdentifierThatNobodyBears) {
  auto map =
      map_of({customer(), collection("review", {}, {identifier_link(LinkKind::of, "author", "pen-name")})});
  ASSERT_TRUE(map.organisation.kinds.declare(subject::KindName("pen-name"), "text"));
  ASSERT_TRUE(map.organisation.kinds.declare(subject::KindName("badge"), "number"));
  const auto text = judged(map, {});
  EXPECT_THAT(text,
              HasSubstr("warning: No collection bears the identifier 'pen-name' that this link asks for"));
  EXPECT_THAT(text,
              HasSubstr("habeas.yaml: warning: Identifier 'badge' is declared, but no collection bears it"));
}

TEST(Links, NamesTheTwoTypesThatDoNotCompare) {
  const auto map = map_of({customer(), orders()});
  auto there = orders_table();
  there.columns[1] = column("customer_id", "varchar(10)");
  EXPECT_EQ(
      "maps/shop.yaml:9:5: warning: The two sides of this link have different types and are compared as "
      "text: "
      "'orders.customer_id' (varchar(10)) and 'customer.id' (INTEGER). 12 and '12' meet, 12 and '012' do "
      "not. Give both "
      "columns one type where you can\n",
      judged(map, known({customer_table(), there})));
}

TEST(Links, NotesCollationsThatDiffer) {
  auto map =
      map_of({customer(), collection("review", {}, {link(LinkKind::of, "email", "customer", 9, "email")})});
  auto folded = column("email");
  folded.collation = "NOCASE";
  EXPECT_THAT(judged(map, known({customer_table(), table("review", {number("id"), folded})})),
              HasSubstr(":9:5: note: The two sides of this link have different collations"));
}

TEST(Links, WarnsOfAPhoneKeptAsANumber) {
  const auto map = map_of({person("customer", {identifier("phone", "phone")})});
  EXPECT_THAT(judged(map, known({table("customer", {number("id"), number("phone")})})),
              HasSubstr("A number loses its leading 0"));
}

TEST(Links, WarnsOfAForeignKeyThatTheMapDoesNotUse) {
  const auto map =
      map_of({customer(), collection("orders", {field("total", "order.amount")},
                                     {link(LinkKind::of, "customer_id", "customer")}, {"seller_id"})});
  auto there = orders_table();
  there.columns.push_back(number("seller_id"));
  EXPECT_THAT(judged(map, known({customer_table(), with(there, refers("seller_id", "customer"))})),
              HasSubstr("warning: The database says that 'orders.seller_id' refers to 'customer'; the map "
                        "does not use this link"));
}

TEST(Links, WarnsOfATableAboutNobodyThatPointsAtAPerson) {
  const auto map = map_of({customer()}, {not_personal("theme")});
  const auto theme = with(table("theme", {number("id"), number("customer_id")}),
                          refers("customer_id", "customer", OnDelete::set_null));
  EXPECT_THAT(judged(map, known({customer_table(), theme})), HasSubstr("lists the table under not_personal"));
}

IndexOracle only(const std::string& column_name) {
  return {[column_name](const relation::Table&, const ColumnName& c, std::string_view) {
            return c.text() == column_name;
          },
          [](const relation::TableName& t, const ColumnName& c, std::string_view form) {
            return "CREATE INDEX ON " + t.name + " (" + std::string(form) + " " + c.text() + ");";
          }};
}

TEST(Searches, GivesTheIndexToCreate) {
  const auto text = judged(map_of({customer()}), known({customer_table()}, only("id")));
  EXPECT_THAT(text, HasSubstr("warning: A search by 'customer.email' reads the whole table: no index serves "
                              "it. Run: CREATE INDEX ON customer (lower_trim email);"));
}

TEST(Searches, GivesTheIndexForWhatLiesInsideJson) {
  auto mail = identifier("work_email", "email");
  mail.column = ColumnName("profile");
  mail.codec.kind = Codec::Kind::json;
  mail.codec.path = "$.contact.mail";
  auto there = customer_table();
  there.columns.push_back(column("profile"));
  auto indexes = only("id");
  bool served = false;
  indexes.serves_inside = [&](const relation::Table&, const ColumnName&, std::string_view, std::string_view) {
    return served;
  };
  indexes.index_inside = [](const relation::TableName& t, const ColumnName& c, std::string_view form,
                            std::string_view path) {
    return "CREATE INDEX ON " + t.name + " (" + std::string(form) + " " + c.text() + " " + std::string(path) +
           ");";
  };
  const auto map = map_of({person("customer", {identifier("email", "email"), mail})});
  EXPECT_THAT(judged(map, known({there}, indexes)),
              HasSubstr("Run: CREATE INDEX ON customer (lower_trim profile $.contact.mail);"));
  served = true;
  EXPECT_THAT(judged(map, known({there}, indexes)), Not(HasSubstr("customer.profile")));
}

TEST(Searches, JudgesBothEndsOfOwnershipAndOneOfSight) {
  const auto shown_by =
      collection("basket", {},
                 {link(LinkKind::of, "customer_id", "customer"), link(LinkKind::shows, "shop_id", "branch")});
  const auto map = map_of({shown_by, collection("branch"), customer()});
  const auto facts =
      known({customer_table(), table("basket", {number("id"), number("customer_id"), number("shop_id")}),
             table("branch", {number("id")})},
            only("email"));
  const auto text = judged(map, facts);
  EXPECT_THAT(text, HasSubstr("A search by 'basket.customer_id'"));
  EXPECT_THAT(text, HasSubstr("A search by 'customer.id'"));
  EXPECT_THAT(text, HasSubstr("A search by 'branch.id'"));
  EXPECT_THAT(text, Not(HasSubstr("'basket.shop_id'")));
}

TEST(Searches, OnlyNotesASmallTable) {
  auto small = customer_table();
  small.estimated_rows = 12;
  EXPECT_THAT(judged(map_of({customer()}), known({small}, only("id"))),
              HasSubstr("note: A search by 'customer.email' reads the whole table (about 12 rows)"));
}

TEST(Searches, SaysEachOnlyOnce) {
  auto again = orders();
  again.links.push_back(link(LinkKind::mentions, "customer_id", "customer"));
  const auto problems =
      check(map_of({customer(), again}), known({customer_table(), orders_table()}, only("email")));
  EXPECT_EQ(1, std::ranges::count_if(problems, [](const auto& p) {
              return p.what.find("'orders.customer_id'") != std::string::npos;
            }));
}

TEST(Erasure, SaysWhichForeignKeyTheDatabaseWouldDefend) {
  const auto map = map_of({customer()}, {not_personal("coupon")});
  const auto coupon = with(table("coupon", {number("id"), number("customer_id")}),
                           refers("customer_id", "customer", OnDelete::restrict));
  EXPECT_THAT(judged(map, known({customer_table(), coupon})),
              HasSubstr("warning: The database refuses to delete a row of 'customer' while "
                        "'coupon.customer_id' points at it"));
}

TEST(Erasure, FollowsCascadesIntoTablesThatNobodyMapped) {
  const auto map = map_of({customer()}, {not_personal("basket"), not_personal("basket_line")});
  const auto basket = with(table("basket", {number("id"), number("customer_id")}),
                           refers("customer_id", "customer", OnDelete::cascade));
  const auto line = with(table("basket_line", {number("id"), number("basket_id")}),
                         refers("basket_id", "basket", OnDelete::cascade));
  const auto text = judged(map, known({basket, line, customer_table()}));
  EXPECT_THAT(text, HasSubstr("the database itself deletes the rows of 'basket' that point at it by "
                              "'basket.customer_id' (ON DELETE CASCADE), and the map does not know them"));
  EXPECT_THAT(text, HasSubstr("the database itself deletes the rows of 'basket_line'"));
}

TEST(Erasure, OnlyNotesACascadeOverWhatIsHers) {
  const auto facts =
      known({customer_table(), with(orders_table(), refers("customer_id", "customer", OnDelete::cascade))});
  const auto text = judged(map_of({customer(), orders()}), facts);
  EXPECT_THAT(text, HasSubstr("maps/shop.yaml:9:5: note: When a row of 'customer' goes, the database itself "
                              "deletes the rows of 'orders'"));
  EXPECT_THAT(text, Not(HasSubstr("warning")));
}

TEST(Erasure, NamesALinkThatCannotBeEmptied) {
  const auto message = collection("message", {},
                                  {link(LinkKind::of, "sender_id", "customer", 5),
                                   link(LinkKind::mentions, "recipient_id", "customer", 6)});
  const auto facts =
      known({customer_table(),
             table("message", {number("id"), number("sender_id"), needed(number("recipient_id"))})});
  EXPECT_EQ(
      "maps/shop.yaml:6:5: warning: 'message.recipient_id' may not be NULL: when the row of 'customer' that "
      "it names goes, it "
      "cannot be emptied. That row would stay as an emptied shell. Or say on this link: erase: row, "
      "placeholder or refuse\n",
      judged(map_of({customer(), message}), facts));
}

TEST(Erasure, IsContentWhenTheLinkSaysWhatHappens) {
  auto told_link = link(LinkKind::mentions, "recipient_id", "customer", 6);
  told_link.erase.kind = Erase::Kind::row;
  const auto message = collection("message", {}, {told_link});
  const auto facts =
      known({customer_table(), table("message", {number("id"), needed(number("recipient_id"))})});
  EXPECT_EQ("", judged(map_of({customer(), message}), facts));
}

TEST(Erasure, NamesACellThatMayNotBeNull) {
  auto post = collection("post", {field("body", "content.message", 8)},
                         {link(LinkKind::of, "author_id", "customer")});
  post.erase.kind = Erase::Kind::cells;
  auto there = table("post", {number("id"), number("author_id"), needed(column("body"))});
  there.checks = {"length(body) > 0"};
  const auto text = judged(map_of({customer(), post}), known({customer_table(), there}));
  EXPECT_THAT(text, HasSubstr(":8:7: warning: 'post.body' may not be NULL and cannot be cleared"));
  EXPECT_THAT(
      text,
      HasSubstr(
          "A CHECK of the table speaks of 'post.body' and may refuse what erasure writes: length(body) > 0"));
}

TEST(Erasure, RefusesOneLiteralForAUniqueColumn) {
  auto mapped = customer();
  mapped.erase.kind = Erase::Kind::cells;
  mapped.fields[0].erase = {Erase::Kind::literal, "gone", {}};
  auto there = customer_table();
  there.indexes = {{"u", {{ColumnName("email"), "", ""}}, true, ""}};
  EXPECT_THAT(judged(map_of({mapped}), known({there})),
              HasSubstr("two erased people cannot both hold the same literal"));
}

TEST(Copies, NamesATriggerThatWritesElsewhere) {
  auto there = customer_table();
  there.triggers = {{"keep_old", "AFTER UPDATE",
                     "CREATE TRIGGER keep_old AFTER UPDATE OF email ON customer BEGIN INSERT OR IGNORE INTO "
                     "\"customer_log\" VALUES (old.id, old.email); END"}};
  const auto map = map_of({customer()}, {not_personal("customer_log")});
  EXPECT_THAT(judged(map, known({there, table("customer_log", {number("id"), column("mail")})})),
              HasSubstr("warning: Trigger 'keep_old' (AFTER UPDATE) of 'customer' writes into "
                        "'customer_log', which the map does not know as a copy"));
}

TEST(Copies, KnowsThatATriggerMayUpdateItsOwnTable) {
  auto there = customer_table();
  there.triggers = {
      {"touch", "AFTER UPDATE",
       "CREATE TRIGGER touch AFTER UPDATE ON customer BEGIN UPDATE customer SET email = lower(email); END"}};
  EXPECT_EQ("", judged(map_of({customer()}), known({there})));
}

TEST(Copies, NotesMarksOfDeletionInTwoLanguages) {
  for (const std::string name :
       {"deleted_at", "is_deleted", "isDeleted", "supprime_le", "date_suppression"}) {
    auto mapped = customer();
    mapped.technical = names({name});
    auto there = customer_table();
    there.columns.push_back(column(name));
    EXPECT_THAT(judged(map_of({mapped}), known({there})),
                HasSubstr("'customer." + name + "' looks like a mark of deletion"))
        << name;
  }
}

TEST(Copies, DoubtsAHistoryUnderNotPersonal) {
  const auto map = map_of({customer()}, {not_personal("historique_client")});
  EXPECT_THAT(
      judged(map, known({customer_table(), table("historique_client", {column("quoi")})})),
      HasSubstr(
          "Table 'historique_client' is under not_personal, but its name sounds like a history or a copy"));
}

TEST(Copies, NotesAViewOverPersonalColumns) {
  auto mapped =
      person("customer", {identifier("email", "email", "contact.email"), field("name", "identity.name")});
  auto view = table("mailing_view", {column("Email"), column("name")});
  view.kind = relation::TableKind::view;
  EXPECT_THAT(judged(map_of({mapped}),
                     known({table("customer", {number("id"), column("email"), column("name")}), view})),
              HasSubstr("note: View 'mailing_view' seems to show email and name of 'customer'"));
}

TEST(People, AsksWhichOfTwoIsThePerson) {
  const auto login =
      person("login", {identifier("name", "email")}, {link(LinkKind::of, "customer_id", "customer", 7)});
  EXPECT_THAT(judged(map_of({customer(), login}), {{SystemName("shop"), {}}}),
              HasSubstr(":7:5: note: 'login' and 'customer' both say `is`"));
}

TEST(People, ProposesTheRowThatBearsTheName) {
  const auto card = collection("contact", {field("name", "identity.name")},
                               {link(LinkKind::of, "id", "login", 0, "contact_id")});
  const auto login =
      person("login", {identifier("email", "email")}, {link(LinkKind::mentions, "contact_id", "contact")});
  auto there = with(table("login", {number("id"), number("contact_id"), column("email")}),
                    refers("contact_id", "contact"));
  there.indexes = {{"u", {{ColumnName("contact_id"), "", ""}}, true, ""}};
  EXPECT_THAT(judged(map_of({card, login}), known({table("contact", {number("id"), column("name")}), there})),
              HasSubstr("Perhaps 'contact' is really the person, and 'login' what belongs to her"));
}

TEST(Coverage, CountsTablesAndColumns) {
  auto more = customer_table();
  more.columns.push_back(column("shoe_size"));
  const auto map = map_of({customer()}, {not_personal("currency")});
  const auto facts = known({more, table("currency", {column("code")}), table("secret", {column("x")})});
  EXPECT_EQ((Coverage{3, 2, 3, 2}), coverage(map.systems[0], facts.at(SystemName("shop")).catalogue));
}

TEST(Filled, WarnsOfAnOwnerLinkThatIsNeverFilled) {
  const auto links = owner_links(map_of({customer(), orders()}));
  ASSERT_EQ(1u, links.size());
  EXPECT_EQ("", told(check_filled({{links[0], 10, 1}})));
  EXPECT_EQ("", told(check_filled({{links[0], 0, 0}})));
  EXPECT_THAT(told(check_filled({{links[0], 10, 0}})),
              HasSubstr("'orders.customer_id' is NULL in every one of the 10 rows of 'orders'"));
}

TEST(Check, TellsTheSameInTheSameOrderWhateverTheOrderOfTables) {
  const auto map = map_of({customer()}, {not_personal("a"), not_personal("b")});
  auto tables =
      std::vector{with(table("a", {number("id"), number("c")}), refers("c", "customer")),
                  with(table("b", {number("id"), number("c")}), refers("c", "customer")), customer_table()};
  const auto once = judged(map, known(tables));
  std::ranges::reverse(tables);
  EXPECT_EQ(once, judged(map, known(tables)));
}

TEST(Check, SurvivesNamesThatHoldAnything) {
  const std::string hostile = "x\"; DROP TABLE \x1b[31m\n--";
  const auto text =
      judged(map_of({customer()}), known({customer_table(), table(hostile, {column(hostile)})}));
  EXPECT_THAT(text, HasSubstr("neither mapped"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(CheckRegister, AsksWhoReceivesTheDataWhereNothingIsSaid) {
  Map map = map_of({});
  map.activities.resize(2);
  map.activities[0].name = ActivityName("orders");
  map.activities[1].name = ActivityName("accounting");
  map.activities[1].recipients_declared = true;
  const std::string said = judged(map, {});
  EXPECT_THAT(said, testing::HasSubstr("Activity 'orders' does not say who receives its data"));
  EXPECT_THAT(said, testing::Not(testing::HasSubstr("accounting")));
}

}  // namespace
}  // namespace habeas::map

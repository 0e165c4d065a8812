#include <habeas/map/building.h>
#include <habeas/map/draft.h>
#include <habeas/map/example_map.h>
#include <habeas/map/guess.h>
#include <habeas/map/load.h>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace habeas::map {
namespace {

using namespace building;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const SystemName shop("shop");

relation::Catalogue catalogue(std::vector<relation::Table> tables) {
  std::ranges::sort(tables, {}, &relation::Table::name);
  return {"SQLite", std::move(tables), {}};
}

std::string habeas_yaml(const std::string& identifiers) {
  return "controller: {name: Maison Verdier, contact: donnees@maison-verdier.example}\nidentifiers: {" +
         identifiers + "}\nsystems:\n  shop: {sqlite: shop.db}\n";
}

struct Read {
  Map map;
  std::string problems;  // of loading and of checking coverage: errors only
};

// What the strict loader and check make of a draft.
Read read_back(const relation::Catalogue& facts, const DraftHints& hints = {},
               const std::string& identifiers = "") {
  const auto text = draft(shop, facts, hints);
  const auto loaded = load({{"habeas.yaml", habeas_yaml(identifiers)},
                            {"activities.yaml", draft_activities(people_in(shop, facts, hints), hints)},
                            {"maps/shop.yaml", text}},
                           example::library());
  auto problems = loaded.problems;
  KnownSystems systems;
  systems[shop].catalogue = facts;
  for (auto& problem : check(loaded.map, systems)) problems.push_back(std::move(problem));
  std::erase_if(problems, [](const auto& p) { return p.gravity != base::Gravity::error; });
  return {loaded.map, told(problems) + (problems.empty() ? "" : text)};
}

const Link* link_over(const Map& map, const std::string& collection_name, const std::string& column_name) {
  const auto* found = map.systems.at(0).collection(CollectionName(collection_name));
  if (found == nullptr) return nullptr;
  for (const auto& one : found->links) {
    if (one.columns.front().first.text() == column_name) return &one;
  }
  return nullptr;
}

LinkKind kind_over(const Map& map, const std::string& collection_name, const std::string& column_name) {
  const auto* found = link_over(map, collection_name, column_name);
  if (found == nullptr) throw std::runtime_error("no link over " + collection_name + "." + column_name);
  return found->kind;
}

relation::Table clients() {
  return table("clients", {number("id"), column("nom"), column("prenom"), column("courriel"),
                           column("mot_de_passe"), column("created_at")});
}

std::string data_of(const std::string& table_name, const std::string& column_name, Sort in = Sort::person) {
  return guess(table(table_name, {number("id"), column(column_name)}), column(column_name), in).data;
}

TEST(Guess, OnlyAnswersCategoriesThatExist) {
  for (const auto& name : guessable_categories()) EXPECT_NE(nullptr, data_category(name)) << name;
}

TEST(Guess, ReadsFrenchAndEnglishInEverySpelling) {
  for (const std::string name : {"birth_date", "BirthDate", "birthdate", "date_naissance", "dateNaissance",
                                 "DATE-DE-NAISSANCE", "ddn", "CLI_DATE_NAISSANCE", "datenaissance"}) {
    EXPECT_EQ("identity.birthdate", data_of("personne", name)) << name;
  }
  for (const std::string name :
       {"email", "e_mail", "EMailAddress", "courriel", "Adresse_Mail", "mél", "work_email", "email2"}) {
    EXPECT_EQ("contact.email", data_of("clients", name)) << name;
  }
  EXPECT_EQ("contact.postcode", data_of("adresse", "cp", Sort::unknown));
  EXPECT_EQ("contact.phone", data_of("client", "tel_portable"));
  EXPECT_EQ("identity.national-id", data_of("salarie", "numero_secu"));
  EXPECT_EQ("belief.union", data_of("salarie", "syndicat"));
}

TEST(Guess, IsNotFooledByAWordBesideAnother) {
  for (const std::string name : {"product_name", "file_name", "nom_fichier", "host_name", "email_verified",
                                 "email_count", "phone_type", "address_space", "name"}) {
    const auto found = guess(table("thing_log", {number("id"), column(name)}), column(name), Sort::unknown);
    EXPECT_NE(Guess::Kind::identity, found.kind) << name;
  }
  EXPECT_EQ(Guess::Kind::nothing,
            guess(table("t", {number("id")}), column("enumeration"), Sort::person).kind);
}

TEST(Guess, LeavesAsideWhatAllColumnsOfATableShare) {
  const auto emp = table("T_EMP", {column("EMP_NOM"), column("EMP_PRENOM"), column("EMP_VILLE")});
  EXPECT_EQ("identity.family-name",
            guess(table("emp", {column("emp_nom_famille"), column("emp_id"), column("emp_x")}),
                  column("emp_nom_famille"), Sort::unknown)
                .data);
  EXPECT_EQ("contact.city", guess(emp, emp.columns[2], Sort::unknown).data);
  EXPECT_EQ("identity.given-name", guess(emp, emp.columns[1], Sort::unknown).data);
}

TEST(Guess, LetsATypeForbid) {
  EXPECT_EQ(Guess::Kind::nothing,
            guess(clients(), column("email", "BOOLEAN", Family::boolean), Sort::person).kind);
  EXPECT_EQ(Guess::Kind::nothing, guess(clients(), number("email"), Sort::person).kind);
}

TEST(Guess, KnowsSecretsAndTheirDates) {
  EXPECT_EQ(Guess::Kind::secret, guess(clients(), column("password_hash"), Sort::person).kind);
  EXPECT_EQ(Guess::Kind::secret, guess(clients(), column("mot_de_passe"), Sort::person).kind);
  EXPECT_NE(Guess::Kind::secret, guess(clients(), column("token_expires_at"), Sort::person).kind);
  EXPECT_NE(Guess::Kind::secret,
            guess(clients(), column("password_changed", "BOOLEAN", Family::boolean), Sort::person).kind);
}

TEST(Guess, SortsTablesByTheirHead) {
  const auto sort = [](const std::string& name) { return sort_of({"", name}); };
  EXPECT_EQ(Sort::person, sort("Clients"));
  EXPECT_EQ(Sort::person, sort("tbl_client"));
  EXPECT_EQ(Sort::staff, sort("employees"));
  EXPECT_EQ(Sort::staff, sort("salariés"));
  EXPECT_EQ(Sort::organisation, sort("suppliers"));
  EXPECT_EQ(Sort::thing, sort("product"));
  EXPECT_EQ(Sort::thing, sort("type_client"));
  EXPECT_EQ(Sort::unknown, sort("customer_address"));
  EXPECT_EQ(Sort::unknown, sort("adresse_client"));
}

TEST(Draft, GivesAPersonWhatHerColumnsSay) {
  const auto read = read_back(catalogue({clients()}));
  EXPECT_EQ("", read.problems);
  const auto& found = *read.map.systems.at(0).collection(CollectionName("clients"));
  EXPECT_EQ("client", found.is->text());
  EXPECT_EQ("identity.name", found.field(FieldName("nom"))->data);
  EXPECT_TRUE(found.field(FieldName("prenom"))->agree);
  EXPECT_EQ("email", found.field(FieldName("courriel"))->identifier->text());
  EXPECT_TRUE(found.field(FieldName("mot_de_passe"))->secret);
  EXPECT_THAT(found.technical, ElementsAre(ColumnName("created_at")));
}

relation::Table two_keys() {
  auto made =
      table("order_line", {number("order_id"), number("line_no"), number("product_id"), number("quantity")});
  made.primary_key = names({"order_id", "line_no"});
  made.foreign_keys = {refers("order_id", "orders"), refers("product_id", "product")};
  return made;
}

std::vector<relation::Table> a_shop() {
  return {
      clients(),
      with(with(table("orders", {number("id"), number("client_id"), number("created_by"), column("total")}),
                refers("client_id", "clients")),
           refers("created_by", "staff")),
      two_keys(), table("product", {number("id"), column("title"), column("price")}),
      table("staff", {number("id"), column("full_name"), column("email"), number("manager_id")})};
}

TEST(Draft, ReadsForeignKeysAsOwnershipAndSight) {
  const auto read = read_back(catalogue(a_shop()));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(LinkKind::of, kind_over(read.map, "orders", "client_id"));
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "orders", "created_by"));
  EXPECT_EQ(LinkKind::of, kind_over(read.map, "order_line", "order_id"));
  EXPECT_EQ(LinkKind::shows, kind_over(read.map, "order_line", "product_id"));
  EXPECT_TRUE(link_over(read.map, "order_line", "product_id")->target_is_sight_only);
  EXPECT_THAT(read.map.systems[0].sight_table(CollectionName("product"))->show,
              ElementsAre(ColumnName("title")));
}

TEST(Draft, NeverMakesOnePersonTheOwnerOfAnother) {
  const auto read =
      read_back(catalogue({with(with(table("customer", {number("id"), column("email"), number("referred_by"),
                                                        number("employee_id")}),
                                     refers("referred_by", "customer")),
                                refers("employee_id", "employee")),
                           table("employee", {number("id"), column("email")})}));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "customer", "referred_by"));
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "customer", "employee_id"));
}

TEST(Draft, GivesARowToWhomItNamesPlainlyOrWhoSpeaksInIt) {
  auto message =
      with(with(table("message", {number("id"), number("recipient_id"), number("sender_id"), column("body")}),
                refers("recipient_id", "clients")),
           refers("sender_id", "clients"));
  auto gift = with(with(table("gift", {number("id"), number("gift_for"), number("client_id")}),
                        refers("gift_for", "clients")),
                   refers("client_id", "clients"));
  const auto read = read_back(catalogue({clients(), message, gift}));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "message", "recipient_id"));
  EXPECT_EQ(LinkKind::of, kind_over(read.map, "message", "sender_id"));
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "gift", "gift_for"));
  EXPECT_EQ(LinkKind::of, kind_over(read.map, "gift", "client_id"));
}

TEST(Draft, LeavesATicketToItsWriterAndNotToTheAgent) {
  const auto read =
      read_back(catalogue({table("agent", {number("id"), column("name"), column("email")}),
                           with(table("ticket", {number("id"), column("email"), number("agent_id")}),
                                refers("agent_id", "agent")),
                           with(table("ticket_note", {number("id"), number("ticket_id"), column("body")}),
                                refers("ticket_id", "ticket"))}));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "ticket", "agent_id"));
  EXPECT_EQ("email", read.map.systems.at(0)
                         .collection(CollectionName("ticket"))
                         ->field(FieldName("email"))
                         ->identifier->text());
  EXPECT_EQ(LinkKind::of, kind_over(read.map, "ticket_note", "ticket_id"));
}

// --- the names of the organisation's own people ---------------------------------------------------------------------

TEST(Guess, SeesWhoHandledARowAndWhoSpeaksInIt) {
  const auto ours = [](const std::string& name) {
    return guess(table("entry", {number("id"), column(name)}), column(name), Sort::unknown).ours;
  };
  for (const std::string name :
       {"assigned_to", "created_by", "handledBy", "operator", "agent", "agent_name", "agent2",
        "operator_email", "saisi_par", "traité_par", "affecté_à", "conseiller", "SalesRep"})
    EXPECT_EQ(Guess::Ours::handles, ours(name)) << name;
  for (const std::string name :
       {"author", "auteur", "written_by", "rédigé_par", "author_name", "sender", "reviewer"})
    EXPECT_EQ(Guess::Ours::speaks, ours(name)) << name;
  for (const std::string name : {"user_agent", "agent_type", "author_count", "created_at", "operator_code",
                                 "name", "email", "paid_by", "referred_by", "assigned_at"})
    EXPECT_EQ(Guess::Ours::no, ours(name)) << name;
  EXPECT_EQ(Guess::Ours::no, guess(table("entry", {number("agent")}), number("agent"), Sort::unknown).ours);
}

relation::Table notes() {
  return with(table("notes", {number("id"), number("client_id"), column("author"), column("body")}),
              refers("client_id", "clients"));
}

// A wrong guess shows a person too little, never somebody else's data: `author` is mostly one of the shop's people.
TEST(Draft, WithholdsTheNameOfWhoWroteANoteFromWhomItIsAbout) {
  const auto read = read_back(catalogue({clients(), notes()}));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "notes", "author"));
  EXPECT_EQ("email", link_over(read.map, "notes", "author")->identifier->text());
  EXPECT_EQ(nullptr, read.map.systems.at(0).collection(CollectionName("notes"))->field(FieldName("author")));
  EXPECT_THAT(
      draft(shop, catalogue({clients(), notes()})),
      HasSubstr(
          "author: {identifier: email}    # guessed: one of your people, so withheld from whoever the row "
          "is about. If it holds names, declare identifiers: {staff: text}"));
}

TEST(Draft, NamesOurPeopleByTheKindThatIsDeclaredForThem) {
  DraftHints hints;
  ASSERT_TRUE(hints.kinds.declare(subject::KindName("staff"), "text"));
  const auto read = read_back(catalogue({clients(), notes()}), hints, "staff: text");
  EXPECT_EQ("", read.problems);
  EXPECT_EQ("staff", link_over(read.map, "notes", "author")->identifier->text());
}

TEST(Draft, LeavesAReviewToWhoeverSpeaksInItByHerOwnAddress) {
  const auto read =
      read_back(catalogue({table("review", {number("id"), column("author"), column("author_email"),
                                            column("body"), column("moderator")})}));
  EXPECT_EQ("", read.problems);
  const auto& review = *read.map.systems.at(0).collection(CollectionName("review"));
  EXPECT_EQ("identity.name", review.field(FieldName("author"))->data);
  EXPECT_EQ("email", review.field(FieldName("author_email"))->identifier->text());
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "review", "moderator"));
}

TEST(Draft, DoesNotFindAPersonByTheAddressOfWhoAdvisesHer) {
  const auto read =
      read_back(catalogue({table("clients", {number("id"), column("nom"), column("email"),
                                             column("conseiller"), column("conseiller_email")})}));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "clients", "conseiller"));
  EXPECT_EQ(LinkKind::mentions, kind_over(read.map, "clients", "conseiller_email"));
  EXPECT_EQ("email", read.map.systems.at(0)
                         .collection(CollectionName("clients"))
                         ->field(FieldName("email"))
                         ->identifier->text());
}

TEST(Draft, DoubtsWhatItLeavesOut) {
  const auto text = draft(
      shop,
      catalogue({clients(),
                 table("address", {number("id"), column("owner_type"), number("owner_id"), column("city")}),
                 table("opinion", {number("id"), column("author"), column("body")})}));
  EXPECT_THAT(text, HasSubstr("# please check: city may be personal; owner_id may lead to several tables, as "
                              "owner_type says: of: {owner_id: {to: …, when: {owner_type: …}}}"));
  EXPECT_THAT(text, HasSubstr("# please check: author, body may be personal"));
}

TEST(Draft, SaysWhyAndWhatIsGuessed) {
  const auto text = draft(
      shop, catalogue({clients(), table("visite", {number("id"), number("client_id"), column("duree")})}));
  EXPECT_THAT(text, HasSubstr("clients:    # guessed: each row is a person, please check"));
  EXPECT_THAT(text, HasSubstr("client_id: clients    # guessed from the column's name, please check"));
  EXPECT_THAT(text, HasSubstr("duree: x.duree    # guessed: something about the person"));
}

TEST(Draft, LetsAnAddressBelongToWhoeverPointsAtIt) {
  const auto read = read_back(
      catalogue({with(table("member", {number("id"), column("email"), number("address_id")}),
                      refers("address_id", "address")),
                 table("address", {number("id"), column("street"), column("city"), column("postcode")})}));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(LinkKind::owns, kind_over(read.map, "member", "address_id"));
}

TEST(Draft, FindsPeopleWithoutContactOnceAKindIsDeclared) {
  const auto facts = catalogue({table("patient", {number("id"), column("nom"), column("date_naissance")})});
  const auto bare = draft(shop, facts);
  EXPECT_THAT(bare,
              HasSubstr("Declare a kind of identifier in habeas.yaml (identifiers: {shop-patient: number})"));
  EXPECT_EQ("", read_back(facts).problems);
  DraftHints hints;
  ASSERT_TRUE(hints.kinds.declare(subject::KindName("shop-patient"), "number"));
  const auto read = read_back(facts, hints, "shop-patient: number");
  EXPECT_EQ("", read.problems);
  EXPECT_EQ("shop-patient", read.map.systems.at(0)
                                .collection(CollectionName("patient"))
                                ->field(FieldName("id"))
                                ->identifier->text());
}

TEST(Draft, PairsCompositeKeys) {
  auto parcel = table("parcel", {number("id"), number("order_id"), number("line_no")});
  parcel.foreign_keys = {{names({"order_id", "line_no"}),
                          {"", "order_line"},
                          names({"order_id", "line_no"}),
                          relation::OnDelete::no_action}};
  auto tables = a_shop();
  tables.push_back(parcel);
  const auto read = read_back(catalogue(tables));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(2u, link_over(read.map, "parcel", "order_id")->columns.size());
}

TEST(Draft, KeepsTablesOfTwoSchemasApart) {
  auto one = clients();
  one.name.schema = "sales";
  auto two = clients();
  two.name.schema = "old";
  const auto read = read_back(catalogue({one, two}));
  EXPECT_EQ("", read.problems);
  EXPECT_EQ(2u, read.map.systems.at(0).collections.size());
}

TEST(Draft, IsTheSameEachTime) {
  EXPECT_EQ(draft(shop, catalogue(a_shop())), draft(shop, catalogue(a_shop())));
}

TEST(Draft, WritesAnEmptyMapOfAnEmptyDatabase) { EXPECT_EQ("", read_back(catalogue({})).problems); }

TEST(Draft, SurvivesNamesThatHoldAnything) {
  for (const std::string name :
       {"a\nb: [c", "x\" y", "# no", "none", "true", "'", "\\", "{}", "é è", "no: yes", "*a", "&b", "!c",
        "%d", " ", "-", "a\x1B[2J", "a\xC2\x9B\xE2\x80\xAE"}) {
    EXPECT_EQ("",
              read_back(catalogue({table("client", {number("id"), column("email"), column(name)}),
                                   with(table(name, {number(name), number("c")}), refers("c", "client"))}))
                  .problems)
        << name;
  }
}

TEST(Draft, PrintsNothingThatATerminalWouldObey) {
  const std::string name = "a\x1B[2J\xC2\x9B\xE2\x80\xAE";
  const auto text = draft(shop, catalogue({table(name, {number("id"), column(name)})}), {});
  for (const char* obeyed : {"\x1B", "\xC2\x9B", "\xE2\x80\xAE"}) EXPECT_THAT(text, Not(HasSubstr(obeyed)));
}

// Any schema, from words that mean something: the draft loads and covers it.
rc::Gen<std::string> word() {
  return rc::gen::element<std::string>("client", "customer", "employee", "supplier", "product", "email",
                                       "nom", "name", "id", "phone", "address", "city", "password", "note",
                                       "order", "created", "at", "by", "none", "total", "type", "user", "log",
                                       "manager");
}

rc::Gen<std::string> wording() {
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(2, word()),
                      [](const auto& parts) { return parts[0] + "_" + parts[1]; });
}

RC_GTEST_PROP(Draft, LoadsAndCoversAnySchema, ()) {
  const auto table_names =
      *rc::gen::resize(8, rc::gen::unique<std::vector<std::string>>(rc::gen::oneOf(word(), wording())));
  std::vector<relation::Table> tables;
  for (const auto& name : table_names) {
    auto columns =
        *rc::gen::resize(8, rc::gen::unique<std::vector<std::string>>(rc::gen::oneOf(word(), wording())));
    std::erase(columns, "id");
    std::vector<relation::Column> made = {number("id")};
    for (const auto& one : columns) made.push_back(*rc::gen::arbitrary<bool>() ? column(one) : number(one));
    tables.push_back(table(name, made));
  }
  for (auto& one : tables) {
    for (const auto& from : one.columns) {
      if (from.name.text() == "id" || !*rc::gen::arbitrary<bool>()) continue;
      one.foreign_keys.push_back(refers(from.name.text(), *rc::gen::elementOf(table_names)));
    }
  }
  RC_ASSERT(read_back(catalogue(tables)).problems == "");
}

}  // namespace
}  // namespace habeas::map

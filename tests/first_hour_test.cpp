// The first hour with the program: what a newcomer types, from docs/start.md to the places where one gets stuck.
#include <habeas/support/folder.h>
#include <habeas/support/sqlite.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <iterator>
#include <sstream>

namespace habeas {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Ended {
  int code = -1;
  std::string out;
  std::string err;
};

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string one_cell(const std::string& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  sqlite3_stmt* statement = nullptr;
  sqlite3_open(path.c_str(), &handle);
  std::string cell = "NULL";
  if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) cell = "no such query";
  if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_type(statement, 0) != SQLITE_NULL)
    cell = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(handle);
  return cell;
}

constexpr const char* two_tables =
    "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT, email TEXT);"
    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id), colour TEXT,"
    "                     author TEXT);"
    "CREATE INDEX e ON customer (lower(trim(email))); CREATE INDEX c ON orders (customer_id);"
    "INSERT INTO customer VALUES (1, 'Ana Lopez', 'ana@courriel.example'), (2, 'Paul Girard', "
    "'paul@courriel.example');"
    "INSERT INTO orders VALUES (10, 1, 'green', 'Julie');";

constexpr const char* its_map = R"yaml(system: shop
collections:
  customer:
    is: customer
    key: id
    for: [orders]
    fields: {name: identity.name, email: {data: contact.email, identifier: email}}
  orders:
    key: id
    for: [orders]
    of: {customer_id: customer}
    fields: {colour: order.item, author: {data: x.colleague, title: Who took it}}
)yaml";

constexpr const char* its_activities = R"yaml(activities:
  orders: {title: Orders, purpose: Deliver, basis: {contract: "GDPR 6(1)(b)"}, about: [customer], recipients: [],
           retention: {active: 3 years, since: last order}}
  newsletter: {title: Newsletter, purpose: Write to you, basis: {consent: newsletter}, about: [customer],
               recipients: [], channel: [email], retention: {active: 3 years, since: last contact}}
)yaml";

class Shop {
 public:
  Shop() {
    write("habeas.yaml",
          "controller: {name: Verdier, address: Dijon, contact: donnees@verdier.example, country: FR}\n"
          "languages: [en, fr]\nsystems:\n  shop: {sqlite: shop.db}\n");
    write("ana", "email=ana@courriel.example\n");
    support::run_sql(file("shop.db"), two_tables);
  }

  // With its map, as a human left it.
  static Shop mapped() { return Shop(its_map, its_activities); }

  Ended run(const std::string& words) const { return shell("habeas " + words); }
  Ended shell(const std::string& words) const {
    const auto line = "cd '" + folder_->path().string() +
                      "' && PATH=\"$(dirname '" HABEAS_PROGRAM "'):$PATH\" && (" + words +
                      "\n) >out 2>err </dev/null";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(file("out")), content(file("err"))};
  }
  // A request of Ana's whose identity a human has seen; its reference.
  std::string request(const std::string& right) const {
    const auto made = run("request new --right " + right + " --identifiers ana --by Roy");
    const std::string reference = made.out.substr(0, made.out.find(' '));
    run("request identity " + reference + " --level L3 --method 'customer number' --by Roy");
    return reference;
  }
  void write(const std::string& name, std::string_view text) const { folder_->write(name, text); }
  std::string read(const std::string& name) const { return content(file(name)); }
  std::string file(const std::string& name) const { return folder_->file(name); }

 private:
  Shop(const std::string& map, const std::string& activities) : Shop() {
    write("maps/shop.yaml", map);
    write("activities.yaml", activities);
  }

  std::unique_ptr<support::Folder> folder_ = std::make_unique<support::Folder>();
};

// --- the page -----------------------------------------------------------------------------------------------------

// What stands between ```KIND and ``` on the page, one after the other.
std::string blocks(const std::string& page, const std::string& kind) {
  std::istringstream lines(page);
  std::string all;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line == "```" + kind) {
      inside = true;
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      all += line + "\n";
    }
  }
  return all;
}

TEST(Start, RunsAsItIsWritten) {
  const std::string page = content(HABEAS_SOURCE_DIR "/docs/start.md");
  const Shop shop;
  std::filesystem::remove(shop.file("habeas.yaml"));
  std::filesystem::remove(shop.file("ana"));
  std::filesystem::remove(shop.file("shop.db"));
  support::run_sql(shop.file("shop.db"), blocks(page, "sql"));
  shop.write("commands", "set -eu\n" + blocks(page, "sh"));
  const auto ended = shop.shell("sh commands");
  ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out,
              AllOf(HasSubstr("still to decide."), HasSubstr("The map covers its databases.\n"),
                    HasSubstr("shop is ready."), HasSubstr("the promise was kept"),
                    HasSubstr("what is kept stays where it is"), Not(HasSubstr("a human decides"))));
  EXPECT_THAT(ended.err, HasSubstr("a first one was written"));
  const std::string database = shop.file("shop.db");
  EXPECT_EQ(one_cell(database,
                     "SELECT name IS NULL AND email IS NULL AND phone IS NULL FROM customer WHERE id = 1"),
            "1");
  EXPECT_EQ(one_cell(database, "SELECT item FROM orders WHERE id = 10"), "a coffee pot");
  EXPECT_EQ(one_cell(database, "SELECT name FROM customer WHERE id = 2"), "Paul Girard");
  EXPECT_EQ(shop.shell("unzip -p ana/*.zip | grep -c Julie").out, "0\n");
}

TEST(Start, ItsScriptHandsEachLetterOverOnce) {
  const std::string page = content(HABEAS_SOURCE_DIR "/docs/start.md");
  const Shop shop = Shop::mapped();
  const std::string script = blocks(page, "sh");
  shop.write("make", script.substr(script.find("cat >send-outbox")));
  shop.write("sendmail", "#!/bin/sh\ncat >>handed\n");
  shop.request("access");
  const auto sent = shop.shell(
      "sh make && chmod +x sendmail && SENDMAIL=./sendmail ./send-outbox && SENDMAIL=./sendmail "
      "./send-outbox");
  ASSERT_EQ(sent.code, 0) << sent.err;
  EXPECT_EQ(shop.shell("grep -c '^To: ana@courriel.example' handed").out,
            shop.shell("ls var/outbox/*.eml | grep -c .").out);
  EXPECT_EQ(shop.shell("grep -c . var/outbox.sent").out, shop.shell("ls var/outbox/*.eml | grep -c .").out);
}

// --- the map ------------------------------------------------------------------------------------------------------

TEST(FirstHour, DraftWritesActivitiesWhereThereAreNoneAndNeverOverThem) {
  const Shop shop;
  const auto first = shop.shell("mkdir maps && habeas map draft shop >maps/shop.yaml");
  EXPECT_EQ(first.code, 0) << first.err;
  EXPECT_THAT(first.err, HasSubstr("there was no activities.yaml, so a first one was written"));
  EXPECT_THAT(shop.read("activities.yaml"), HasSubstr("about:     [customer]"));
  shop.write("activities.yaml", "# mine\n");
  EXPECT_THAT(shop.run("map draft shop").err, Not(HasSubstr("activities.yaml")));
  EXPECT_EQ(shop.read("activities.yaml"), "# mine\n");
}

TEST(FirstHour, CheckDoesNotCallAnUntouchedDraftFinished) {
  const Shop shop;
  shop.shell("mkdir maps && habeas map draft shop >maps/shop.yaml");
  const auto checked = shop.run("check");
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.out, AllOf(HasSubstr("4 things in it are still to decide"), Not(HasSubstr("covers"))));
  EXPECT_THAT(checked.err,
              AllOf(HasSubstr("warning: What collection 'customer' is used for is still to be decided"),
                    HasSubstr("warning: What collection 'orders' is used for is still to be decided"),
                    HasSubstr("warning: 'orders.colour' is 'x.colour', which is only the name"),
                    HasSubstr("warning: Activity 'to-decide' is still to be decided")));
  EXPECT_THAT(shop.run("--json check").out, HasSubstr("\"to_decide\": 4"));
  const auto decided = Shop::mapped().run("check");
  EXPECT_THAT(decided.out, HasSubstr("The map covers its databases.\n"));
}

TEST(FirstHour, AnUntouchedDraftDoesNotGiveACustomerTheNameOfWhoTookTheOrder) {
  const Shop shop;
  shop.shell("mkdir maps && habeas map draft shop >maps/shop.yaml");
  EXPECT_EQ(shop.run("access --identifiers ana --out ana.zip").code, 0);
  EXPECT_EQ(shop.shell("unzip -p ana.zip | grep -c green >/dev/null && unzip -p ana.zip | grep -c Julie").out,
            "0\n");
}

TEST(FirstHour, ANoticeIsNotCompleteWithoutAnActivityThatDoesNotSayWhomItIsAbout) {
  const Shop shop = Shop::mapped();
  EXPECT_EQ(shop.run("notice customer").code, 0);
  std::string activities = its_activities;
  activities.replace(activities.find("about: [customer], "), 19, "");
  shop.write("activities.yaml", activities);
  const auto told = shop.run("notice customer");
  EXPECT_EQ(told.code, 1);
  EXPECT_THAT(told.err, HasSubstr("whom 'orders' is about"));
  EXPECT_THAT(shop.run("check").err,
              HasSubstr("Activity 'orders' does not say whom it is about, and uses data of customer"));
}

// --- prepare ------------------------------------------------------------------------------------------------------

TEST(FirstHour, ASystemThatIsNotPreparedIsSaidByCheckAndPlanAndStopsARunBeforeItBegins) {
  const Shop shop = Shop::mapped();
  EXPECT_THAT(shop.run("check").err,
              AllOf(HasSubstr("system 'shop' is not prepared"), HasSubstr("habeas prepare shop --confirm")));
  const std::string reference = shop.request("erasure");
  const auto plan = shop.run("request plan " + reference);
  EXPECT_THAT(plan.out,
              HasSubstr("not prepared: shop: before it can be changed: habeas prepare shop --confirm"));
  const auto digest = plan.out.substr(plan.out.find("  plan ") + 7, 64);
  EXPECT_EQ(shop.run("request approve " + reference + " --plan " + digest + " --by Roy").code, 0);
  const auto refused = shop.run("request run " + reference);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("nothing was begun: habeas prepare shop --confirm"));
  EXPECT_THAT(shop.run("request show " + reference).out, Not(HasSubstr("run-begun")));
  EXPECT_EQ(shop.run("prepare shop --confirm").code, 0);
  EXPECT_EQ(shop.run("request run " + reference).code, 0);
  EXPECT_EQ(one_cell(shop.file("shop.db"), "SELECT count(*) FROM customer WHERE id = 1"), "0");
  EXPECT_THAT(shop.run("check").err, Not(HasSubstr("not prepared")));
}

TEST(FirstHour, APlanWithAnOpenQuestionDoesNotOfferToBeApproved) {
  const Shop shop = Shop::mapped();
  support::run_sql(
      shop.file("shop.db"),
      "CREATE TABLE bill (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, made TEXT NOT NULL);"
      "INSERT INTO bill VALUES (5, 1, '2026-01-02'); ALTER TABLE customer ADD COLUMN town TEXT NOT NULL "
      "DEFAULT 'Dijon';");
  std::string map = its_map;
  map.replace(map.find("name: identity.name"), 19, "town: contact.city, name: identity.name");
  shop.write(
      "maps/shop.yaml",
      map +
          "  bill: {key: id, for: [accounting], of: {customer_id: customer}, retention: {since: made},\n"
          "         fields: {made: order.date}}\n");
  shop.write(
      "activities.yaml",
      std::string(its_activities) +
          "  accounting: {title: Accounts, purpose: Keep them, basis: {legal-obligation: c-com-L123-22},\n"
          "    about: [customer], recipients: [], retention: {archive: 10 years}}\n");
  EXPECT_THAT(shop.run("check").err, HasSubstr("'customer.town' may not be NULL and cannot be cleared, "
                                               "where its row stays because rows of 'bill'"));
  const std::string reference = shop.request("erasure");
  const auto plan = shop.run("request plan " + reference);
  EXPECT_EQ(plan.code, 3);
  EXPECT_THAT(plan.out, AllOf(HasSubstr("a human decides:"), Not(HasSubstr("to go on")),
                              Not(HasSubstr("request approve"))));
}

TEST(FirstHour, WhereAHumanMustSayWhoIsWhoTheNextCommandIsNamedAndWorks) {
  const Shop shop = Shop::mapped();
  // Two people who hand over one loyalty card.
  support::run_sql(shop.file("shop.db"),
                   "ALTER TABLE customer ADD COLUMN card TEXT; UPDATE customer SET card = 'C1'");
  shop.write("habeas.yaml", shop.read("habeas.yaml") + "identifiers: {card: text}\n");
  std::string map = its_map;
  map.replace(map.find("name: identity.name"), 19,
              "card: {identifier: card}, name: {data: identity.name, agree: true}");
  shop.write("maps/shop.yaml", map);
  shop.write("ana", "card=C1\n");
  const auto made = shop.run("request new --right access --identifiers ana --by Roy");
  const std::string reference = made.out.substr(0, made.out.find(' '));
  const auto refused = shop.run("request identity " + reference + " --level L3 --method seen --by Roy");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("next: habeas request who " + reference));
  const auto rows = shop.run("request who " + reference);
  EXPECT_EQ(rows.code, 3) << rows.err;
  EXPECT_THAT(rows.out, AllOf(HasSubstr("key 1:"), HasSubstr("key 2:"), Not(HasSubstr("Lopez"))));
  std::istringstream lines(rows.out);
  std::string said;
  for (std::string line; std::getline(lines, line);) {
    if (line.find(", key ") == std::string::npos) continue;
    said += line.substr(2, 24) + (line.find("key 1:") != std::string::npos ? "=hers\n" : "=anothers\n");
  }
  shop.write("said", said);
  shop.write("why", "called her\n");
  EXPECT_EQ(shop.run("request who " + reference + " --decisions said --reason why --by Roy").code, 0);
  EXPECT_EQ(shop.run("request identity " + reference + " --level L3 --method seen --by Roy").code, 0);
  EXPECT_EQ(shop.run("request plan " + reference).code, 0);
}

// --- consents -----------------------------------------------------------------------------------------------------

const std::string may_write = "permit --identifiers ana --activity newsletter --channel email";

TEST(Consent, IsProvenOnceItIsRecordedWithItsTextAndHow_GDPR7_1) {
  const Shop shop = Shop::mapped();
  EXPECT_EQ(shop.run(may_write).code, 1);
  const std::string record =
      "consent record --identifiers ana --consent newsletter --how 'box ticked' --by web-shop";
  const auto no_text = shop.run(record);
  EXPECT_EQ(no_text.code, 1);
  EXPECT_THAT(no_text.err, AllOf(HasSubstr("GDPR 7(1)"), HasSubstr("nothing was recorded")));
  EXPECT_EQ(shop.run(record + " --version 2026-01").out, "recorded\n");
  EXPECT_EQ(shop.run(may_write).code, 0);
  EXPECT_THAT(
      shop.read("var/ledger"),
      HasSubstr(
          R"("what":"consent.recorded","facts":{"consent":"newsletter","version":"2026-01","how":"box ticked","people":"1","by":"web-shop"})"));
  EXPECT_THAT(shop.read("var/ledger"), Not(HasSubstr("courriel")));
  EXPECT_EQ(shop.run("ledger verify").code, 0);
}

TEST(Consent, OfAnOldListDoesNotUndoALaterWithdrawal_GDPR7_3) {
  const Shop shop = Shop::mapped();
  shop.write("stop", "consent=newsletter\n");
  shop.run("request new --right consent --identifiers ana --details stop --by Roy");
  const std::string record =
      "consent record --identifiers ana --consent newsletter --version 1 --how 'box ticked' --by Roy";
  EXPECT_EQ(shop.run(record + " --at 2025-05-02").out, "recorded\n");
  EXPECT_EQ(shop.run(may_write).code, 1);
  EXPECT_EQ(shop.run(record + " --at 2025-05-02").out, "was recorded before; nothing was added\n");
  EXPECT_THAT(shop.run(record + " --at 2999-01-01").err, HasSubstr("in the future"));
  EXPECT_THAT(shop.run(record + " --at 2025-02-30").err, HasSubstr("not a day that exists"));
}

TEST(Consent, OfManyIsRecordedFromAListWholeOrNotAtAll) {
  const Shop shop = Shop::mapped();
  shop.write("list.csv",
             "email;consent;version;how;at\nana@courriel.example;newsletter;2025-02;box ticked;2025-03-04\n"
             "paul@courriel.example;newsletter;2025-02;box ticked;2025-03-05\n");
  shop.write("off.csv",
             "email,consent,version,how,at\nana@courriel.example,newsletter,2025-02,box ticked,2025-03-04\n"
             "no address,newsletter,2025-02,box "
             "ticked,2025-03-05\nzoe@courriel.example,lottery,1,box,2025-03-05\n");
  const auto off = shop.run("consent import off.csv --by Roy");
  EXPECT_EQ(off.code, 1);
  EXPECT_THAT(off.err,
              AllOf(HasSubstr("line 3: the value of 'email' is not of its form"),
                    HasSubstr("line 4: unknown consent"),
                    HasSubstr("2 lines cannot be recorded, so nothing was"), Not(HasSubstr("no address"))));
  EXPECT_EQ(shop.run(may_write).code, 1);
  EXPECT_EQ(shop.run("consent import list.csv --by Roy").out, "2 recorded, 0 recorded before\n");
  EXPECT_EQ(shop.run("consent import list.csv --by Roy").out, "0 recorded, 2 recorded before\n");
  EXPECT_EQ(shop.shell("printf 'ana@courriel.example\\nzoe@courriel.example\\n' | habeas screen --activity "
                       "newsletter --channel email")
                .out,
            "ana@courriel.example\n");
}

TEST(Consent, OfAColumnThatMeansNothingIsRefused) {
  const Shop shop = Shop::mapped();
  shop.write("list.csv", "email,consnet\nana@courriel.example,newsletter\n");
  const auto refused = shop.run("consent import list.csv --version 1 --how box --at 2025-01-01 --by Roy");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("column 2 is neither"));
}

}  // namespace
}  // namespace habeas

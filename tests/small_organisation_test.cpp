// The program itself, on a small organisation: what it prints, records, refuses and ends with.
#include <habeas/support/folder.h>
#include <habeas/support/sqlite.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdlib>
#include <iterator>

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

class Organisation {
 public:
  explicit Organisation(const std::string& map, const std::string& sql) {
    folder_.write(
        "habeas.yaml",
        "controller: {name: Verdier, address: Dijon, contact: donnees@verdier.example, country: FR}\n"
        "identifiers: {card: text}\nsystems:\n  shop: {sqlite: shop.db}\n");
    folder_.write("activities.yaml",
                  "activities:\n  orders:\n    title: Commandes\n    purpose: Livrer\n"
                  "    basis: {contract: \"GDPR 6(1)(b)\"}\n"
                  "    retention: {active: 3 years, since: last order}\n");
    folder_.write("maps/shop.yaml", "system: shop\n" + map);
    support::run_sql(folder_.file("shop.db"), sql);
  }

  // `words` are of this test; what a person or a database says goes through files.
  Ended run(const std::string& words) const {
    const auto line =
        "cd '" + folder_.path().string() + "' && '" HABEAS_PROGRAM "' " + words + " >out 2>err </dev/null";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content(folder_.file("out")),
            content(folder_.file("err"))};
  }
  void write(const std::string& name, std::string_view text) const { folder_.write(name, text); }
  std::string read(const std::string& name) const { return content(folder_.file(name)); }
  std::string file(const std::string& name) const { return folder_.file(name); }

 private:
  support::Folder folder_;
};

constexpr const char* two_people = R"(
collections:
  customer:
    is: customer
    key: id
    for: [orders]
    fields:
      email: {data: contact.email, identifier: email}
      card: {identifier: card}
      name: {data: identity.name, agree: true}
  orders: {key: id, for: [orders], of: {customer_id: customer}, fields: {item: {data: content.message}}}
)";
constexpr const char* two_peoples_rows = R"(
CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT UNIQUE, card TEXT, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, item TEXT);
CREATE INDEX by_card ON customer (card);
CREATE INDEX by_customer ON orders (customer_id);
INSERT INTO customer VALUES (1, 'ana@x.example', 'C1', 'Ana Lo'), (2, 'mal@x.example', 'C1', 'Mal Ory');
INSERT INTO orders VALUES (70, 1, 'a coffee pot');
)";

// The lines to paste, filled in as `says` for each row in turn.
std::string filled_in(const std::string& output, const std::vector<std::string>& says) {
  auto lines = output.substr(output.find("\ndecisions:\n") + 1);
  lines = lines.substr(0, lines.find("\n\n"));
  for (const auto& one : says) {
    const auto at = lines.find("is: \"\"");
    lines.replace(at, 6, "is: " + one);
  }
  const auto fill = [&](const std::string& empty, const std::string& with) {
    for (auto at = lines.find(empty); at != std::string::npos; at = lines.find(empty))
      lines.replace(at, empty.size(), with);
  };
  fill("by: \"\"", "by: Camille Roy");
  fill("on: \"\"", "on: 2026-11-24");
  fill("because: \"\"", "because: called her at the number on file");
  return lines + "\n";
}

TEST(SmallOrganisation, AHumanDecidesWhoIsWhoWithTheLinesThatWerePrinted) {
  const Organisation verdier(two_people, two_peoples_rows);
  verdier.write("who", "card=C1\n");
  const auto stopped = verdier.run("access --identifiers who --out answer.zip");
  EXPECT_EQ(stopped.code, 3) << stopped.err;
  EXPECT_THAT(stopped.err,
              HasSubstr("shop.customer 2: homonym, by card\n      the same: card\n      different: name\n"));
  EXPECT_THAT(stopped.err, Not(HasSubstr("Mal Ory")));
  verdier.write("decided.yaml", filled_in(stopped.err, {"this person", "somebody else"}));
  const auto done = verdier.run("access --identifiers who --decisions decided.yaml --out answer.zip");
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_THAT(
      verdier.read("var/ledger"),
      HasSubstr(
          "shop.customer somebody else by Camille Roy: 1; shop.customer this person by Camille Roy: 1"));
  EXPECT_THAT(verdier.read("var/ledger"), Not(HasSubstr("number on file")));
  const auto found = verdier.run("find --identifiers who --decisions decided.yaml --explain");
  EXPECT_THAT(found.out, HasSubstr("decided by Camille Roy: called her at the number on file"));
}

TEST(SmallOrganisation, ADecisionUponARowThatIsNotThereIsAnErrorWithItsPlace) {
  const Organisation verdier(two_people, two_peoples_rows);
  verdier.write("who", "email=ana@x.example\n");
  verdier.write("d.yaml",
                "decisions:\n  - {collection: shop.customer, key: 9, is: somebody else, by: C. Roy, on: "
                "2026-11-24, because: asked}\n");
  const auto ended = verdier.run("access --identifiers who --decisions d.yaml --out answer.zip");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, HasSubstr("d.yaml:2: shop.customer has no row with this key"));
  EXPECT_FALSE(std::filesystem::exists(verdier.file("answer.zip")));
}

TEST(SmallOrganisation, ADecisionsFileThatCannotBeReadAsMeantStopsBeforeAnythingIsSearched) {
  const Organisation verdier(two_people, two_peoples_rows);
  verdier.write("who", "email=ana@x.example\n");
  verdier.write(
      "d.yaml",
      "decisions:\n  - {collection: shop.orders, key: 70, is: this person, by: '', on: x, because: y}\n");
  const auto ended = verdier.run("find --identifiers who --decisions d.yaml");
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("d.yaml:2:18: error: shop.orders is not a person"),
                               HasSubstr("'by' must say who decided"), HasSubstr("'on' must be the day")));
  EXPECT_EQ(ended.out, "");
}

TEST(SmallOrganisation, CheckCountsOwnerLinksThatAreNeverFilled) {
  const Organisation verdier(
      two_people, std::string(two_peoples_rows) +
                      "UPDATE orders SET customer_id = NULL; INSERT INTO orders VALUES (71, NULL, 'x');");
  const auto checked = verdier.run("check");
  EXPECT_THAT(checked.err, HasSubstr("'orders.customer_id' is NULL in every one of the 2 rows"));
  const Organisation other(two_people, two_peoples_rows);
  EXPECT_THAT(other.run("check").err, Not(HasSubstr("is NULL in every")));
}

TEST(SmallOrganisation, CheckSaysThatTheAccountMayDoMoreThanRead) {
  const Organisation verdier(two_people, two_peoples_rows);
  EXPECT_THAT(verdier.run("check").err, HasSubstr("may also write"));
}

TEST(SmallOrganisation, CheckNamesADamagedFileAndWhatToDo) {
  const Organisation verdier(two_people, two_peoples_rows);
  std::filesystem::resize_file(verdier.file("shop.db"), 4096);
  const auto checked = verdier.run("check");
  EXPECT_EQ(checked.code, 1);
  EXPECT_THAT(checked.err, AllOf(HasSubstr("shop.db is damaged or cut short; run PRAGMA integrity_check"),
                                 Not(HasSubstr("is not there"))));
  verdier.write("who", "email=ana@x.example\n");
  const auto found = verdier.run("find --identifiers who");
  EXPECT_EQ(found.code, 4);
  EXPECT_THAT(found.out, AllOf(HasSubstr("system unavailable"), HasSubstr("is damaged or cut short"),
                               Not(HasSubstr("table missing"))));
}

// --- What people and databases write, and what it does ---

constexpr const char* hostile_map = R"(
collections:
  "p\"; drop table x; --":
    table: "p\"; drop table x; --"
    is: customer
    key: ["k\"; drop"]
    for: [orders]
    fields:
      "e'; --": {data: contact.email, identifier: email}
      "<b>=1+1\u202e": {data: identity.name}
)";

std::string hostile_rows(const std::string& key, const std::string& name) {
  return "CREATE TABLE \"p\"\"; drop table x; --\" (\"k\"\"; drop\" TEXT PRIMARY KEY, \"e'; --\" TEXT, "
         "\"<b>=1+1\u202e\" TEXT);"
         "INSERT INTO \"p\"\"; drop table x; --\" VALUES (" +
         key + ", 'ana@x.example', " + name + ");";
}

void expect_no_control(const std::string& text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    ASSERT_TRUE(byte == '\n' || (byte >= 0x20 && byte != 0x7F)) << static_cast<int>(byte);
  }
  EXPECT_THAT(text, AllOf(Not(HasSubstr("\u202e")), Not(HasSubstr("\u009b"))));
}

TEST(SmallOrganisation, HostileNamesAndCellsDoNoHarmAtATerminal) {
  const Organisation verdier(
      hostile_map, hostile_rows("CAST(x'1b5b33316d' AS TEXT) || char(0x9b) || '31m' || char(0x202e) || "
                                "'<script>' || char(10) || CAST(x'ff' AS TEXT)",
                                "'=cmd()'"));
  verdier.write("who", "email=ana@x.example\n");
  for (const char* words : {"find --identifiers who --explain", "check", "map explain", "map draft shop",
                            "access --identifiers who --out answer.zip", "grants shop"}) {
    SCOPED_TRACE(words);
    const auto ended = verdier.run(words);
    EXPECT_THAT(ended.code, testing::AnyOf(0, 1, 4)) << ended.err;
    EXPECT_THAT(ended.err, Not(HasSubstr("unexpected")));
    expect_no_control(ended.out);
    expect_no_control(ended.err);
  }
  const auto found = verdier.run("find --identifiers who --json");
  EXPECT_EQ(found.code, 0) << found.err;
  EXPECT_THAT(found.out, HasSubstr("\"rows\": 1"));
}

TEST(SmallOrganisation, HostileIdentifiersFindNobodyAndAreNeverRepeated) {
  const Organisation verdier(two_people, two_peoples_rows);
  const std::vector<std::string> all = {
      "email=" + std::string(10u << 20, 'a') + "@x.example\n",
      std::string("card=C1\0' OR 1=1\n", 17),
      "card=' OR '1'='1\n",
      "card=\"; DROP TABLE customer; --\n",
      "card=\xff\xfe\n",
      std::string(300'000, '\n'),
      "email=\n",
      "=\n",
  };
  for (const auto& one : all) {
    SCOPED_TRACE(one.substr(0, 20));
    verdier.write("who", one);
    const auto ended = verdier.run("find --identifiers who");
    EXPECT_THAT(ended.code, testing::AnyOf(0, 1)) << ended.err;
    EXPECT_THAT(ended.out, Not(HasSubstr("hers")));
    EXPECT_THAT(ended.err, AllOf(Not(HasSubstr("DROP")), Not(HasSubstr("OR"))));
    EXPECT_LT(ended.err.size(), 2'000u);
  }
  verdier.write("who", "email=ana@x.example\n");
  EXPECT_THAT(verdier.run("find --identifiers who").out, HasSubstr("1 hers")) << "the tables are still there";
}

TEST(SmallOrganisation, AYamlBombAsDecisionsOrAsAMapIsRefusedQuickly) {
  const Organisation verdier(two_people, two_peoples_rows);
  verdier.write("who", "email=ana@x.example\n");
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 30; ++i) {
    const auto before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before + "," + before + "," +
            before + "]\n";
  }
  verdier.write("d.yaml", bomb + "decisions: *a29\n");
  EXPECT_EQ(verdier.run("find --identifiers who --decisions d.yaml").code, 1);
  verdier.write("d.yaml", std::string(100'000, '['));
  EXPECT_EQ(verdier.run("find --identifiers who --decisions d.yaml").code, 1);
  verdier.write("maps/shop.yaml", bomb);
  EXPECT_EQ(verdier.run("check").code, 1);
}

}  // namespace
}  // namespace habeas

// Claire's values, looked for where they must not be: errors, the record, and what is kept of tasks. Two places may
// hold them by design: what `find` prints for the operator who asked (row keys), and the file identifiers.json of an
// open task, which tells a person what to search for.
#include "journey.h"
#include "program.h"
#include "verdier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <set>

namespace habeas::journey {
namespace {

namespace fs = std::filesystem;

// Every text of hers that is long enough to be nobody else's by chance.
std::set<std::string> hers(const std::string& folder) {
  std::set<std::string> values;
  const auto take = [&](const std::string& database, const std::string& columns, const std::string& from) {
    std::string rest = columns;
    while (!rest.empty()) {
      const auto comma = rest.find(',');
      const std::string column = rest.substr(0, comma);
      rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
      for (const auto& text :
           ask(folder + "/data/" + database + ".db", "SELECT " + column + " FROM " + from)) {
        if (text.size() >= 5 && text != "NULL") values.insert(text);
      }
    }
  };
  take("shop", "first_name,last_name,birth_date,email,phone,loyalty_card,pen_name,password_hash,photo",
       "customer WHERE id IN (1, 11)");
  take("shop", "line1", "address WHERE owner_type = 'customer' AND owner_id IN (1, 11)");
  take("shop", "body", "message WHERE sender_id IN (1, 11)");
  take("shop", "note", "orders WHERE customer_id IN (1, 11)");
  take("support", "phone,subject", "ticket WHERE email = 'claire.fontaine@courriel.example'");
  take("support", "body",
       "ticket_message WHERE ticket_id IN (SELECT id FROM ticket WHERE email = "
       "'claire.fontaine@courriel.example')");
  take("mailing", "email", "subscriber WHERE lower(email) = 'claire.fontaine@courriel.example'");
  return values;
}

void expect_none(const std::set<std::string>& values, const std::string& text, const std::string& where) {
  for (const auto& value : values) EXPECT_EQ(text.find(value), std::string::npos) << where;
}

void expect_silent(const std::string& folder, const std::set<std::string>& values) {
  const std::string zip = folder + "/answer.zip";
  const auto access = habeas(folder, "access --identifiers - --out '" + zip + "'", claire);
  EXPECT_EQ(access.code, 4) << access.err;
  expect_none(values, access.err + access.out, "what access says");
  expect_none(values, habeas(folder, "find --identifiers -", claire).err, "the errors of find");
  expect_none(values, habeas(folder, "check").err, "check");
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder + "/var")) {
    if (!entry.is_regular_file() || entry.path().filename() == "identifiers.json") continue;
    expect_none(values, read_text(entry.path()), entry.path().filename());
    ++files;
  }
  EXPECT_GE(files, 3u) << "the ledger, the key of tasks, a task";
}

TEST(Canary, NothingOfHersIsInErrorsTheRecordOrATaskWhenASystemIsGone) {
  const std::string at = verdier_copy();
  const auto values = hers(at);
  EXPECT_GE(values.size(), 15u);
  fs::remove(at + "/data/mailing.db");
  expect_silent(at, values);
}

TEST(Canary, NothingOfHersIsInErrorsTheRecordOrATaskWhenASystemIsDamaged) {
  const std::string at = verdier_copy();
  const auto values = hers(at);
  std::string bytes = read_text(at + "/data/mailing.db");
  for (std::size_t i = 4096; i < bytes.size(); i += 512) bytes.replace(i, 64, std::string(64, '\xFF'));
  write_text(at + "/data/mailing.db", bytes);
  expect_silent(at, values);
}

TEST(Canary, NothingOfHersIsInErrorsTheRecordOrATaskWhenASystemIsLocked) {
  const std::string at = verdier_copy();
  const auto values = hers(at);
  sqlite3* owner = nullptr;
  ASSERT_EQ(sqlite3_open((at + "/data/mailing.db").c_str(), &owner), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(owner, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr), SQLITE_OK);
  expect_silent(at, values);
  sqlite3_close(owner);
}

TEST(Canary, AMapThatIsWrongIsQuotedAndHerDataIsNot) {
  const std::string at = verdier_copy();
  const auto values = hers(at);
  write_text(at + "/maps/mailing.yaml", "system: mailing\ncollections: {subscriber: {key: id, fild: 1}}\n");
  const auto ran = habeas(at, "access --identifiers - --out '" + at + "/answer.zip'", claire);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, testing::HasSubstr("fild"));
  expect_none(values, ran.err + ran.out, "what access says");
}

}  // namespace
}  // namespace habeas::journey

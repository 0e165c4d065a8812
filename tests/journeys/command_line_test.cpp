// The real program: what it prints, and what it exits with (docs/cli.md).
#include "journey.h"
#include "program.h"
#include "verdier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>

namespace habeas::journey {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
namespace fs = std::filesystem;

// A shop where nobody has to leaf through papers first.
std::string without_papers() {
  const std::string at = verdier_copy();
  std::string yaml = read_text(at + "/habeas.yaml");
  const auto line = yaml.find("  crm:");
  yaml.erase(line, yaml.find('\n', line) + 1 - line);
  write_text(at + "/habeas.yaml", yaml);
  fs::remove(at + "/maps/crm.yaml");
  return at;
}

TEST(CommandLine, FindEndsWith0WhenEverythingWasSearched) {
  const auto ran = habeas(without_papers(), "find --identifiers -", claire);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, AllOf(StartsWith("found: "), HasSubstr("shop.orders"), HasSubstr("hers"),
                             HasSubstr("Time per system")));
}

TEST(CommandLine, FindEndsWith4AndSaysWhatWasNotSearched) {
  const auto ran = habeas(verdier(), "find --explain --identifiers -", claire);
  EXPECT_EQ(ran.code, 4);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("waiting for a person"), HasSubstr("by email → shop.customer")));
}

TEST(CommandLine, FindEndsWith3WhenAHumanMustDecide) {
  EXPECT_EQ(habeas(verdier(), "find --identifiers -", "phone=03 80 00 12 34\n").code, 3);
}

TEST(CommandLine, FindInJsonHasRowsKeysClassesPathsAndTimes) {
  const auto found = json::parse(habeas(verdier(), "--json find --identifiers -", claire).out);
  EXPECT_EQ(found.at("outcome"), "found");
  const auto& row = found.at("collections").at(0).at("rows").at(0);
  for (const auto* key : {"key", "class", "path"}) EXPECT_TRUE(row.contains(key)) << key;
  EXPECT_TRUE(found.at("systems").at(0).contains("microseconds"));
  EXPECT_FALSE(found.at("not_searched").empty());
}

TEST(CommandLine, EndsWith1ForAProblemAnd2ForWordsThatAreOff) {
  EXPECT_EQ(habeas("/nonexistent", "check").code, 1);
  EXPECT_EQ(habeas(verdier(), "find").code, 2);
  EXPECT_EQ(habeas(verdier(), "fnid").code, 2);
  EXPECT_EQ(habeas(verdier(), "").code, 2);
}

TEST(CommandLine, AnIdentifierWrittenAsAWordIsRefusedAndNotRepeated) {
  for (const std::string words :
       {"find --identifiers email=secret@courriel.example", "find --identifiers secret@courriel.example",
        "find --identifiers secret", "find secret@courriel.example --identifiers -", "task show secret",
        "access --out /nonexistent/a.zip --identifiers name=secret"}) {
    const auto ran = habeas(verdier(), words, claire);
    EXPECT_NE(ran.code, 0) << words;
    EXPECT_THAT(ran.err + ran.out, Not(HasSubstr("secret"))) << words;
  }
}

TEST(CommandLine, CheckEndsWith0OnTheDemosMapAnd1OnceAColumnIsNew) {
  const std::string at = verdier_copy();
  const auto before = habeas(at, "check");
  EXPECT_EQ(before.code, 0) << before.err;
  EXPECT_THAT(before.err, Not(HasSubstr("error:"))) << "the demo's map has no error";
  ask(at + "/data/shop.db", "ALTER TABLE customer ADD COLUMN shoe_size TEXT");
  const auto after = habeas(at, "check");
  EXPECT_EQ(after.code, 1);
  EXPECT_THAT(after.err, HasSubstr("shoe_size"));
}

TEST(CommandLine, CheckInJsonIsOneObjectWithOrphansOrWithout) {
  const std::string at = verdier_copy();
  const auto plain = json::parse(habeas(at, "--json check").out);
  EXPECT_TRUE(plain.at("found").is_array());
  EXPECT_FALSE(plain.contains("orphans"));
  EXPECT_TRUE(json::parse(habeas(at, "--json check --orphans").out).at("orphans").is_object());
}

TEST(CommandLine, GrantsAreStatementsToRun) {
  const auto ran = habeas(verdier(), "grants shop");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("setfacl -m u:habeas-read:r "));
  const auto said = json::parse(habeas(verdier(), "--json grants shop").out);
  EXPECT_THAT(said.at("statements").at(0).get<std::string>(), StartsWith("setfacl"));
  EXPECT_EQ(habeas(verdier(), "grants nowhere").code, 1);
}

TEST(CommandLine, ATaskIsListedShownAndDone) {
  const std::string at = verdier_copy();
  EXPECT_EQ(habeas(at, "task list").out, "No task.\n");
  habeas(at, "find --identifiers -", claire);
  const auto tasks = json::parse(habeas(at, "--json task list").out);
  const std::string reference = tasks.at(0).at("reference");
  EXPECT_THAT(habeas(at, "task show " + reference).out, HasSubstr("email=claire.fontaine@courriel.example"));
  EXPECT_EQ(json::parse(habeas(at, "--json task show " + reference).out).at("search").at(0).at("kind"),
            "email");
  const auto finished = habeas(at, "--json task done " + reference);
  EXPECT_EQ(json::parse(finished.out).at("state"), "done");
  EXPECT_EQ(habeas(at, "task done " + reference).code, 1);
  EXPECT_EQ(habeas(at, "find --identifiers -", claire).code, 0);
}

TEST(CommandLine, TheLedgerIsIntactUntilALineIsChanged) {
  const std::string at = without_papers();
  habeas(at, "find --identifiers -", claire);
  EXPECT_EQ(habeas(at, "ledger verify").code, 0);
  EXPECT_EQ(json::parse(habeas(at, "--json ledger verify").out).at("intact"), true);
  std::string record = read_text(at + "/var/ledger");
  record[record.find("find.started")] = 'F';
  write_text(at + "/var/ledger", record);
  EXPECT_EQ(habeas(at, "ledger verify").code, 1);
  EXPECT_EQ(json::parse(habeas(at, "--json ledger verify").out).at("intact"), false);
}

TEST(CommandLine, AMapIsDraftedExplainedDrawnAndHasASchema) {
  EXPECT_THAT(habeas(verdier(), "map draft mailing").out, HasSubstr("subscriber:"));
  EXPECT_THAT(habeas(verdier(), "map explain shop.customer").out, HasSubstr("customer"));
  EXPECT_THAT(habeas(verdier(), "map picture").out, HasSubstr("<svg"));
  EXPECT_TRUE(json::parse(habeas(verdier(), "map schema map").out).contains("$schema"));
  const auto papers = habeas(verdier(), "map draft crm");
  EXPECT_EQ(papers.code, 1);
  EXPECT_THAT(papers.err, HasSubstr("by hand"));
}

TEST(CommandLine, AccessWritesAPackageForItsOwnerAloneAndNeverOverAnother) {
  const std::string at = without_papers();
  const std::string words = "access --identifiers - --out '" + at + "/answer.zip'";
  const auto ran = habeas(at, "--json --quiet " + words, claire);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  const auto said = json::parse(ran.out);
  const auto& access = said.at("package").at("access");
  EXPECT_EQ(access.at("found").get<int>(),
            access.at("disclosed").get<int>() + access.at("withheld").get<int>());
  EXPECT_EQ(fs::status(at + "/answer.zip").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(habeas(at, words, claire).code, 1);
}

TEST(CommandLine, AccessThatStopsAtAHumanSaysSoInJson) {
  const std::string at = verdier_copy();
  const auto ran = habeas(at, "--json --quiet access --identifiers - --out '" + at + "/answer.zip'",
                          "phone=03 80 00 12 34\n");
  EXPECT_EQ(ran.code, 3);
  EXPECT_TRUE(json::parse(ran.out).at("package").is_null());
}

TEST(CommandLine, ThePackageOpensInTheOrganisationsFirstLanguage) {
  const std::string at = without_papers();
  std::string yaml = read_text(at + "/habeas.yaml");
  yaml.replace(yaml.find("[fr, en]"), 8, "[en, fr]");
  write_text(at + "/habeas.yaml", yaml);
  habeas(at, "--quiet access --identifiers - --out '" + at + "/first.zip'", claire);
  EXPECT_THAT(member(at + "/first.zip", "index.html"), HasSubstr("lang=\"en\""));
  habeas(at, "--quiet access --language fr --identifiers - --out '" + at + "/said.zip'", claire);
  EXPECT_THAT(member(at + "/said.zip", "index.html"), HasSubstr("lang=\"fr\""));
}

TEST(CommandLine, NothingThatATerminalWouldObeyReachesIt) {
  const std::string at = without_papers();
  const std::string c1 = "\xC2\x9B", turned = "\xE2\x80\xAE", escape = "\x1B";
  ask(at + "/data/shop.db", "CREATE TABLE \"drop" + escape + "[2J" + turned + "\" (note TEXT)");
  ask(at + "/data/support.db",
      "INSERT INTO card_holder VALUES ('X" + c1 + "31m" + turned +
          "', 'Fontaine', '1984-06-12', 'claire.fontaine@courriel.example', '2025-01-01')");
  std::string tills = read_text(at + "/maps/tills.yaml");
  tills.replace(tills.find("  passages:"), 11, "  \"pass\\e[2J\\u202E\":\n    table: passages");
  write_text(at + "/maps/tills.yaml", tills);
  std::string all;
  for (const std::string words :
       {"find --explain --identifiers -", "--json find --identifiers -", "check", "--json check --orphans",
        "check --orphans", "map explain", "map draft shop", "grants tills"}) {
    const auto ran = habeas(at, words, claire);
    all += ran.out + ran.err;
  }
  EXPECT_THAT(all, AllOf(HasSubstr("\\u{9b}31m"), HasSubstr("drop\\u{1b}[2J"), HasSubstr("pass\\u{1b}[2J")));
  for (const auto& obeyed : {c1, turned, escape}) EXPECT_EQ(all.find(obeyed), std::string::npos);
}

TEST(CommandLine, ASystemThatThisVersionCannotReadIsSaidInPlainWords) {
  const std::string at = without_papers();
  std::string yaml = read_text(at + "/habeas.yaml");
  yaml.replace(yaml.find("{sqlite: data/mailing.db,"), 25,
               "{postgresql: {read: {env: MAILING_READ}, act: {env: MAILING_ACT}},");
  write_text(at + "/habeas.yaml", yaml);
  const auto ran = habeas(at, "find --identifiers -", claire);
  EXPECT_EQ(ran.code, 4) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("cannot connect to postgresql servers"));
  EXPECT_EQ(habeas(at, "grants mailing").code, 1);
}

TEST(CommandLine, ReadingLeavesEveryByteOfTheSystemsAsItWas) {
  const std::string at = without_papers();
  const auto read_all = [&] {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(at + "/data")) {
      const std::string name = entry.path();
      if (entry.is_regular_file() && !name.ends_with("-shm")) files[name] = read_text(name);
    }
    return files;
  };
  ask(at + "/data/shop.db",
      "SELECT count(*) FROM customer");  // an owner that came and went: no log is left over
  const auto before = read_all();
  habeas(at, "access --identifiers - --out '" + at + "/answer.zip'", claire);
  habeas(at, "check --orphans");
  auto after = read_all();
  std::erase_if(after, [](const auto& file) { return file.first.ends_with("-wal") && file.second.empty(); });
  ASSERT_EQ(before.size(), after.size());
  for (const auto& [name, bytes] : before) EXPECT_TRUE(after.at(name) == bytes) << name;
}

}  // namespace
}  // namespace habeas::journey

// Who may read the register, and what lies in its bytes.
#include <habeas/store/schema.h>
#include <habeas/store/seal.h>
#include <habeas/store/sql.h>
#include <habeas/store/test_register.h>
#include <habeas/support/sqlite.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace habeas::store {
namespace {

using namespace example;
namespace fs = std::filesystem;
using testing::HasSubstr;

std::string fault_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const base::Fault& fault) {
    return fault.detail();
  }
  return "";
}

std::unique_ptr<sqlite::Database> raw(const Home& home) {
  return std::make_unique<sqlite::Database>("register", home.path(), sqlite::Access::change,
                                            std::chrono::seconds(5));
}

// A register with one of everything that is personal, each with a word that nothing else holds.
std::string filled(const Home& home) {
  const auto people = home.open();
  const std::string reference = people->add_request(receipt("erasure", "wordoneintheletter"),
                                                    {email("wordtwo@client.example")}, on(first));
  const std::vector<std::pair<std::string, std::string>> details = {{"field", "wordthreedetail"}};
  people->set_details(reference, base::Personal(details));
  people->file(reference,
               {"l.html", "text/html", "00", noon(), {}, base::Personal<std::string>("wordfourfile")});
  people->put_away(reference, "vault/1", base::Personal<std::string>("wordfivevault"));
  const PersonId person = people->add_person();
  people->prove(person, email("wordsix@client.example"), "code");
  standing::Entry entry = opposition("email");
  entry.words = base::Personal<std::string>("wordsevenview");
  people->add_entry(person, entry);
  return reference;
}

TEST(Bytes, OfTheRegisterHoldNoPersonalValueWhileItIsOpenAndAfter) {
  const Home home;
  const auto kept_open = home.open();  // so that the -wal file stays
  filled(home);
  const std::string open = all_bytes(home);
  EXPECT_THAT(open, HasSubstr("R-2026-000001"));  // what is not personal can be found: the search works
  for (const auto* word : {"wordone", "wordtwo", "wordthree", "wordfour", "wordfive", "wordsix", "wordseven"})
    EXPECT_EQ(open.find(word), open.npos) << word;
}

TEST(Bytes, OfTheRegisterHoldNoIdentifierAsAPlainHash) {
  const Home home;
  const Home other;
  filled(home);
  filled(other);
  const auto hash_in = [](const Home& each) {
    std::string hash;
    const auto database = raw(each);
    each_row(*database, "SELECT hash FROM identifier", "", {},
             [&](const sqlite::Statement& row) { hash = octets(row, 0); });
    return hash;
  };
  EXPECT_EQ(hash_in(home).size(), 32u);
  EXPECT_NE(hash_in(home), hash_in(other));  // the key makes it
}

TEST(Key, MissingIsAFaultAndTheRegisterStaysClosed) {
  const Home home;
  filled(home);
  fs::remove(home.keys() + "/register.key");
  EXPECT_THAT(fault_of([&] { home.open(); }), HasSubstr("missing"));
  EXPECT_FALSE(fs::exists(home.keys() + "/register.key"));  // none is made in its place
  fs::remove_all(home.keys());
  EXPECT_THAT(fault_of([&] { home.open(); }), HasSubstr("missing"));
}

TEST(Key, OfAnotherRegisterIsAFault) {
  const Home home;
  const Home other;
  filled(home);
  filled(other);
  fs::copy_file(other.keys() + "/register.key", home.keys() + "/register.key",
                fs::copy_options::overwrite_existing);
  EXPECT_THAT(fault_of([&] { home.open(); }), HasSubstr("not the one of this register"));
}

TEST(Key, DamagedOrOpenToOthersIsAFault) {
  const Home home;
  filled(home);
  ::chmod((home.keys() + "/register.key").c_str(), 0640);
  EXPECT_THAT(fault_of([&] { home.open(); }), HasSubstr("others than its owner"));
  ::chmod((home.keys() + "/register.key").c_str(), 0600);
  ::chmod(home.keys().c_str(), 0750);
  EXPECT_THAT(fault_of([&] { home.open(); }), HasSubstr("others than its owner"));
  ::chmod(home.keys().c_str(), 0700);
  std::ofstream(home.keys() + "/register.key", std::ios::app) << "x";
  EXPECT_THAT(fault_of([&] { home.open(); }), HasSubstr("not a register's key"));
}

TEST(Files, AreTheirOwnersAlone) {
  const Home home;
  const auto people = home.open();
  people->add_person();
  const auto mode = [](const std::string& path) {
    struct stat about{};
    return ::stat(path.c_str(), &about) == 0 ? about.st_mode & 07777 : 0;
  };
  EXPECT_EQ(mode(home.path()), 0600u);
  EXPECT_EQ(mode(home.path() + "-wal"), 0600u);
  EXPECT_EQ(mode(home.keys()), 0700u);
  EXPECT_EQ(mode(home.keys() + "/register.key"), 0600u);
  ::chmod(home.path().c_str(), 0644);
  EXPECT_THAT(fault_of([&] { home.open(); }), HasSubstr("others than its owner"));
}

TEST(SealedValue, OpensInItsOwnPlaceOnly) {
  const Key key{1, 2, 3};
  const std::string bytes = sealed(key, {"event", "text", "R-1", "1"}, base::Personal<std::string>("hers"));
  EXPECT_EQ(opened(key, {"event", "text", "R-1", "1"}, bytes).reveal(), "hers");
  EXPECT_NE(fault_of([&] { opened(key, {"event", "text", "R-1", "2"}, bytes); }), "");
  EXPECT_NE(fault_of([&] { opened(key, {"event", "text", "R-11", ""}, bytes); }), "");
  EXPECT_NE(fault_of([&] { opened(Key{4}, {"event", "text", "R-1", "1"}, bytes); }), "");
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_NE(fault_of([&] { opened(key, {"event", "text", "R-1", "1"}, changed); }), "") << i;
  }
  EXPECT_NE(fault_of([&] { opened(key, {"event"}, bytes.substr(0, 20)); }), "");
}

TEST(SealedValue, MovedToAnotherRowIsNoticed) {
  const Home home;
  const std::string reference = filled(home);
  home.open()->set_details(home.open()->add_request(receipt("access"), {}, on(first)), {});
  raw(home)->run(
      "UPDATE detail SET content = (SELECT content FROM detail WHERE reference = 'R-2026-000001')");
  EXPECT_THAT(fault_of([&] { home.open()->details("R-2026-000002"); }), HasSubstr("does not open"));
  EXPECT_EQ(fault_of([&] { home.open()->details(reference); }), "");
}

TEST(Tables, OfWhatHappenedAreOnlyAddedTo) {
  const Home home;
  filled(home);
  const auto database = raw(home);
  for (const auto* sql :
       {"UPDATE event SET who = 'X'", "UPDATE event SET text = x'00'",
        "UPDATE event SET text = x'', who = 'X'", "DELETE FROM event", "UPDATE entry SET at = 0",
        "DELETE FROM entry", "DELETE FROM request", "UPDATE request SET number = 9",
        "INSERT OR REPLACE INTO event SELECT reference, number, at, what, 'X', facts, text FROM event",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry"}) {
    EXPECT_THAT(fault_of([&] { database->run(sql); }), HasSubstr("refuses it")) << sql;
  }
}

TEST(Schema, OfANewerVersionOrAnotherProgramIsRefused) {
  const Home home;
  filled(home);
  raw(home)->run("PRAGMA user_version = 99");
  EXPECT_THAT(fault_of([&] { home.open(); }), HasSubstr("newer habeas"));
  const Home foreign;
  support::run_sql(foreign.path(), "CREATE TABLE invoice (number INTEGER)");
  ::chmod(foreign.path().c_str(), 0600);
  EXPECT_THAT(fault_of([&] { foreign.open(); }), HasSubstr("not a register"));
  EXPECT_FALSE(fs::exists(foreign.keys()));
}

TEST(Schema, IsDescribedTableByTableHereAndInTheDocs) {
  const Home home;
  filled(home);
  std::vector<std::string> there;
  const auto database = raw(home);
  each_row(*database,
           "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
           "", {}, [&](const sqlite::Statement& row) { there.push_back(row.text(0)); });
  std::vector<std::string> described;
  for (const Table& table : tables()) described.emplace_back(table.name);
  EXPECT_EQ(there, described);

  std::ostringstream page;
  page << std::ifstream(HABEAS_SOURCE_DIR "/docs/register.md").rdbuf();
  for (const Table& table : tables()) {
    const std::string sealed_column = table.sealed.empty() ? "–" : "`" + std::string(table.sealed) + "`";
    EXPECT_THAT(page.str(), HasSubstr("| `" + std::string(table.name) + "` | " + std::string(table.holds) +
                                      " | " + sealed_column + " | " + std::string(table.change) + " |"));
  }
}

}  // namespace
}  // namespace habeas::store

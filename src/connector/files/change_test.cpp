// What only folders do when they are changed; the rest is in tests/conformance/.
#include <habeas/connector/files/files.h>
#include <habeas/connector/files/journal.h>

#include <habeas/base/fault.h>
#include <habeas/ledger/ledger.h>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace habeas::files {
namespace {

namespace fs = std::filesystem;
using base::FaultKind;
using relation::Text;
using source::RowChange;

const base::FixedClock noon(base::Instant{});

struct Place {
  fs::path path;
  std::unique_ptr<ledger::Ledger> ledger;
  std::unique_ptr<source::Source> source;

  explicit Place(Settings settings = {}) {
    std::string name = (fs::temp_directory_path() / "habeas-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = name;
    fs::create_directory(path / "in");
    ledger = ledger::Ledger::open((path / "ledger").string(), noon);
    source = make("scans", (path / "in").string(), noon, settings);
    source->prepare(warrant());
  }
  ~Place() { fs::remove_all(path); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  ledger::Warrant warrant() const { return ledger->warrant("digest", {"act.intended", {}}); }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(path / "in" / name, std::ios::binary) << content;
  }
  std::string read(const std::string& name) const {
    std::ifstream file(path / "in" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void change(const RowChange& change) const {
    const auto transaction = source->begin(warrant());
    ASSERT_EQ(transaction->apply(change), 1u);
    transaction->commit();
  }
};

RowChange::Cells cell(const std::string& name, const std::string& value) {
  return {{relation::ColumnName(name), Text{value}}};
}
RowChange set_name(const std::string& id, const std::string& name) {
  return {RowChange::Kind::update,
          {"", "t"},
          base::Personal(cell("id", id)),
          {},
          base::Personal(cell("name", name)),
          1};
}
RowChange remove(const std::string& id) {
  return {RowChange::Kind::remove, {"", "t"}, base::Personal(cell("id", id)), {}, {}, 1};
}

std::optional<FaultKind> fault_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Fault& fault) {
    return fault.kind();
  }
  return std::nullopt;
}

TEST(FolderChanges, EveryOtherByteStays) {
  Place place;
  place.write("t.csv", "\xEF\xBB\xBFid;name;\"x\"\n\n1;Ana;\"a \"\"b\"\"\"\r\n2;\"Bo\";\n  3;;z");
  place.change(set_name("2", "C;D"));
  EXPECT_EQ(place.read("t.csv"), "\xEF\xBB\xBFid;name;\"x\"\n\n1;Ana;\"a \"\"b\"\"\"\r\n2;\"C;D\";\n  3;;z");
  place.change(remove("1"));
  EXPECT_EQ(place.read("t.csv"), "\xEF\xBB\xBFid;name;\"x\"\n\n2;\"C;D\";\n  3;;z");
}

TEST(FolderChanges, AFileThatSomebodyWroteMeanwhileIsLeftAsItIs) {
  Place place;
  place.write("t.csv", "id,name\n1,Ana\n");
  const auto transaction = place.source->begin(place.warrant());
  EXPECT_EQ(transaction->apply(remove("1")), 1u);
  place.write("t.csv", "id,name\n1,Ana\n2,Bo\n");
  EXPECT_EQ(fault_of([&] { transaction->commit(); }), FaultKind::changed);
  EXPECT_EQ(place.read("t.csv"), "id,name\n1,Ana\n2,Bo\n");
}

TEST(FolderChanges, KeepsTheFilesPermissions) {
  Place place;
  place.write("t.csv", "id,name\n1,Ana\n");
  fs::permissions(place.path / "in" / "t.csv", fs::perms(0640));
  place.change(set_name("1", "B"));
  EXPECT_EQ(fs::status(place.path / "in" / "t.csv").permissions(), fs::perms(0640));
}

TEST(FolderChanges, WritesTheFilesEncodingOrRefuses) {
  Settings settings;
  settings.encoding = Encoding::windows_1252;
  Place place(settings);
  place.write("t.csv", "id,name\n1,Ana\n");
  place.change(set_name("1", "\u00e9\u20ac"));
  EXPECT_EQ(place.read("t.csv"), "id,name\n1,\xE9\x80\n");
  EXPECT_EQ(fault_of([&] { place.source->begin(place.warrant())->apply(set_name("1", "\u4e2d")); }),
            FaultKind::refused);
}

TEST(FolderChanges, ALinkOrAFileWithTwoNamesIsRefused) {
  Place place;
  place.write("real.txt", "a");
  fs::create_symlink("real.txt", place.path / "in" / "link.txt");
  place.write("twice.txt", "a");
  fs::create_hard_link(place.path / "in" / "twice.txt", place.path / "other");
  for (const std::string name : {"link.txt", "twice.txt"}) {
    EXPECT_EQ(fault_of([&] {
                place.source->begin(place.warrant())->remove_document(base::Personal<std::string>(name));
              }),
              FaultKind::refused);
  }
}

TEST(FolderChanges, OurOwnFolderIsNoDocumentAndNoTable) {
  Place place;
  EXPECT_EQ(
      fault_of([&] {
        place.source->begin(place.warrant())->remove_document(base::Personal<std::string>(".habeas/lock"));
      }),
      FaultKind::refused);
  EXPECT_TRUE(place.source->catalogue().tables.empty());
}

TEST(FolderChanges, OneTransactionAtATime) {
  Settings settings;
  settings.wait = std::chrono::milliseconds(20);
  Place place(settings);
  const auto first = place.source->begin(place.warrant());
  EXPECT_EQ(fault_of([&] { place.source->begin(place.warrant()); }), FaultKind::unavailable);
}

TEST(FolderChanges, ADamagedJournalIsForAHuman) {
  Place place;
  place.write(".habeas/journal", "not a journal");
  EXPECT_EQ(fault_of([&] { place.source->open({}); }), FaultKind::broken);
}

TEST(FolderChanges, AFileWrittenAfterACrashIsNotOverwrittenByItsCompletion) {
  Place place;
  place.write("t.csv", "id,name\n1,Ana\n");
  place.write(".habeas/new-1", "id,name\n");
  Journal journal;
  journal.replaced.push_back({"t.csv", "new-1", Stamp{}});
  place.write(".habeas/journal", to_bytes(journal));
  EXPECT_EQ(fault_of([&] { place.source->open({}); }), FaultKind::changed);
  EXPECT_EQ(place.read("t.csv"), "id,name\n1,Ana\n");
}

TEST(FolderChanges, AJournalReadsAsItWasWrittenAndNothingElseDoes) {
  Journal journal;
  journal.run = "R-1 d";
  journal.replaced.push_back({"t.csv", "new-1", Stamp{1, 2, 3, 4, 0}});
  journal.removed.push_back({"a/b.pdf", Stamp{1, 2, 3, 4, 0}});
  const auto bytes = to_bytes(journal);
  const auto again = journal_from(bytes);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(to_bytes(*again), bytes);
  for (std::size_t cut = 0; cut < bytes.size(); ++cut)
    EXPECT_FALSE(journal_from(bytes.substr(0, cut)).has_value());
}

}  // namespace
}  // namespace habeas::files

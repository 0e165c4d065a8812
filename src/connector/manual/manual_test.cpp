#include <habeas/connector/manual/manual.h>

#include <habeas/base/fault.h>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace habeas::manual {
namespace {

namespace fs = std::filesystem;
using base::FaultKind;
using relation::Row;
using relation::Text;
using Pairs = std::vector<std::pair<std::string, std::string>>;

base::FixedClock day(unsigned number) {
  return base::FixedClock(std::chrono::sys_days(std::chrono::year(2026) / 3 / std::chrono::day(number)) +
                          std::chrono::hours(12));
}
const auto first_of_march = day(1);
const auto third_of_march = day(3);

struct Office {
  fs::path path;
  Office() {
    std::string made = (fs::temp_directory_path() / "habeas-test-XXXXXX").string();
    if (::mkdtemp(made.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path = made;
  }
  ~Office() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  std::string tasks() const { return (path / "var" / "manual").string(); }
  std::unique_ptr<source::Source> source() const {
    return make("crm", first_of_march, {tasks(), "service@shop.example", 5});
  }
  std::string found(const Pairs& files) const {
    fs::create_directories(path / "found" / "letters");
    for (const auto& [name, content] : files)
      std::ofstream(path / "found" / name, std::ios::binary) << content;
    return (path / "found").string();
  }
};

source::Inquiry inquiry(const std::string& email = "ana@example.org",
                        const std::string& purpose = "request-7") {
  return {purpose, base::Personal<Pairs>(Pairs{{"email", email}, {"phone", "+33612345678"}})};
}

source::Pending pending(source::Source& source, const source::Inquiry& about = inquiry()) {
  return std::get<source::Pending>(source.open(about));
}

std::optional<FaultKind> fault_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const base::Fault& fault) {
    return fault.kind();
  }
  return std::nullopt;
}

struct Rows final : source::RowSink {
  std::vector<Row> rows;
  void row(std::size_t, const base::Personal<Row>& cells) override { rows.push_back(cells.reveal()); }
};

std::vector<Row> clients(source::Snapshot& snapshot) {
  Rows sink;
  source::Lookup lookup;
  lookup.table.name = "client";
  lookup.columns = {relation::ColumnName("email")};
  snapshot.read({&lookup, 1}, sink);
  return sink.rows;
}

const base::Personal<std::string> no_note;

TEST(Manual, TheSameInquiryFindsTheSameTask) {
  const Office office;
  const auto source = office.source();
  const auto first = pending(*source);
  EXPECT_EQ(first.who, "service@shop.example");
  EXPECT_EQ(base::to_iso(first.due), "2026-03-06");
  auto reversed = inquiry().identifiers.reveal();
  std::swap(reversed[0], reversed[1]);
  EXPECT_EQ(pending(*source, {"request-7", base::Personal<Pairs>(reversed)}).task, first.task);
  EXPECT_EQ(pending(*office.source()).task, first.task);
  EXPECT_NE(pending(*source, inquiry("bo@example.org")).task, first.task);
  EXPECT_NE(pending(*source, inquiry("ana@example.org", "request-8")).task, first.task);
  EXPECT_EQ(list(office.tasks()).size(), 3u);
}

TEST(Manual, AReferenceDependsOnTheInstallationsKey) {
  const Office here;
  const Office there;
  EXPECT_NE(pending(*here.source()).task, pending(*there.source()).task);
}

TEST(Manual, OnlyTheOwnerMayReadATask) {
  const Office office;
  const auto task = find(office.tasks(), pending(*office.source()).task);
  for (const auto& entry : fs::recursive_directory_iterator(office.path)) {
    struct stat status{};
    ASSERT_EQ(::stat(entry.path().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 077, 0u) << entry.path().filename();
  }
  EXPECT_EQ(identifiers(office.tasks(), task).reveal(), inquiry().identifiers.reveal());
  std::ifstream file(fs::path(office.tasks()) / "crm" / task.reference / "task.json");
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(json.find("request-7"), std::string::npos);
  EXPECT_EQ(json.find("ana@"), std::string::npos) << "identifiers are kept apart";
}

TEST(Manual, WhatWasFoundIsReadFromTheEvidence) {
  const Office office;
  const auto source = office.source();
  const auto reference = pending(*source).task;
  const auto folder = office.found({{"client.csv", "email\nana@example.org\n"}, {"letters/1.txt", "dear"}});
  const auto done =
      complete(office.tasks(), reference, folder, base::Personal<std::string>("two files"), third_of_march);
  fs::remove_all(folder);  // the evidence was copied

  EXPECT_EQ(done.state, State::done);
  ASSERT_EQ(done.evidence.size(), 2u);
  EXPECT_EQ(done.evidence[0].sha256.size(), 64u);
  EXPECT_EQ(find(office.tasks(), reference).note.reveal(), "two files");
  EXPECT_TRUE(identifiers(office.tasks(), done).reveal().empty()) << "no longer needed";
  const auto snapshot = std::get<std::unique_ptr<source::Snapshot>>(source->open(inquiry()));
  EXPECT_EQ(snapshot->taken_at(), third_of_march.now());
  EXPECT_EQ(clients(*snapshot), (std::vector<Row>{{Text{"ana@example.org"}}}));
  std::string content;
  EXPECT_TRUE(snapshot->document(base::Personal<std::string>("letters/1.txt"),
                                 [&](std::string_view piece) { content += piece; }));
  EXPECT_EQ(content, "dear");
}

TEST(Manual, NothingFoundIsAnAnswerAndAForgottenTableIsNot) {
  const Office office;
  const auto source = office.source();
  complete(office.tasks(), pending(*source).task, "", no_note, third_of_march);
  const auto nothing = std::get<std::unique_ptr<source::Snapshot>>(source->open(inquiry()));
  EXPECT_TRUE(clients(*nothing).empty());

  const auto other = inquiry("bo@example.org");
  complete(office.tasks(), pending(*source, other).task, office.found({{"order.csv", "id\n1\n"}}), no_note,
           third_of_march);
  const auto partly = std::get<std::unique_ptr<source::Snapshot>>(source->open(other));
  EXPECT_EQ(fault_of([&] { clients(*partly); }), FaultKind::vanished);
}

TEST(Manual, EvidenceThatWasTouchedAfterwardsIsRefused) {
  const Office office;
  const auto source = office.source();
  const auto reference = pending(*source).task;
  complete(office.tasks(), reference, office.found({{"client.csv", "email\nana@example.org\n"}}), no_note,
           third_of_march);
  std::ofstream(fs::path(office.tasks()) / "crm" / reference / "evidence" / "client.csv", std::ios::app)
      << "bo@example.org\n";
  EXPECT_EQ(fault_of([&] { source->open(inquiry()); }), FaultKind::changed);
}

TEST(Manual, EvidenceIsRegularFilesOnly) {
  const Office office;
  const auto reference = pending(*office.source()).task;
  const auto folder = office.found({});
  fs::create_symlink("/etc/passwd", fs::path(folder) / "client.csv");
  EXPECT_EQ(fault_of([&] { complete(office.tasks(), reference, folder, no_note, third_of_march); }),
            FaultKind::refused);
  EXPECT_EQ(find(office.tasks(), reference).state, State::open);
}

TEST(Manual, ATaskIsDoneOnceAndFoundByItsReferenceOnly) {
  const Office office;
  const auto reference = pending(*office.source()).task;
  complete(office.tasks(), reference, "", no_note, third_of_march);
  EXPECT_EQ(fault_of([&] { complete(office.tasks(), reference, "", no_note, third_of_march); }),
            FaultKind::refused);
  for (const std::string wrong : {"", "../crm", "0123456789abcdef0123", "key"}) {
    EXPECT_EQ(fault_of([&] { find(office.tasks(), wrong); }), FaultKind::vanished);
  }
}

TEST(Manual, IsOverdueTheDayAfterItsDueDate) {
  const Office office;
  const auto task = find(office.tasks(), pending(*office.source()).task);
  EXPECT_FALSE(overdue(task, base::date_of(day(6).now())));
  EXPECT_TRUE(overdue(task, base::date_of(day(7).now())));
  EXPECT_FALSE(overdue(complete(office.tasks(), task.reference, "", no_note, third_of_march),
                       base::date_of(day(7).now())));
}

TEST(Manual, ListsNoTasksWhereThereIsNoFolder) { EXPECT_TRUE(list("/nonexistent/habeas").empty()); }

TEST(Manual, ADamagedTaskIsBroken) {
  const Office office;
  const auto reference = pending(*office.source()).task;
  std::ofstream(fs::path(office.tasks()) / "crm" / reference / "task.json") << "{";
  EXPECT_EQ(fault_of([&] { find(office.tasks(), reference); }), FaultKind::broken);
}

}  // namespace
}  // namespace habeas::manual

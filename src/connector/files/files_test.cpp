#include <habeas/connector/files/files.h>

#include <habeas/base/fault.h>

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace habeas::files {
namespace {

namespace fs = std::filesystem;
using base::FaultKind;
using relation::Row;
using relation::Text;

const base::FixedClock noon(std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12));

// A folder `in` to serve, and its parent, where secrets lie.
struct Given {
  fs::path parent;
  Given() {
    std::string path = (fs::temp_directory_path() / "habeas-test-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary folder");
    parent = path;
    fs::create_directory(parent / "in");
    write("secret.txt", "secret");
    write("secret.csv", "a\nsecret\n");
  }
  ~Given() {
    std::error_code ignored;
    fs::remove_all(parent, ignored);
  }
  void write(const std::string& name, const std::string& content) const {
    std::ofstream(parent / name, std::ios::binary) << content;
  }
  std::string in(const std::string& name) const { return (parent / "in" / name).string(); }
  std::unique_ptr<source::Source> source(Settings settings = {}) const {
    return make("scans", (parent / "in").string(), noon, settings);
  }
};

std::unique_ptr<source::Snapshot> snapshot_of(source::Source& source) {
  return std::get<std::unique_ptr<source::Snapshot>>(source.open({}));
}

struct Collected final : source::RowSink {
  std::vector<Row> rows;
  std::optional<FaultKind> fault;
  std::string message;
  void row(std::size_t, const base::Personal<Row>& cells) override { rows.push_back(cells.reveal()); }
  void failed(std::size_t, const std::exception_ptr& what) override {
    try {
      std::rethrow_exception(what);
    } catch (const base::Fault& f) {
      fault = f.kind();
      message = f.what();
    }
  }
};

source::Lookup all_of(const std::string& table, const std::string& column) {
  source::Lookup lookup;
  lookup.table.name = table;
  lookup.columns = {relation::ColumnName(column)};
  return lookup;
}

Collected read(source::Snapshot& snapshot, const source::Lookup& lookup) {
  Collected collected;
  snapshot.read({&lookup, 1}, collected);
  return collected;
}

std::optional<FaultKind> document(source::Snapshot& snapshot, const std::string& path) {
  try {
    EXPECT_FALSE(
        snapshot.document(base::Personal<std::string>(path), [](std::string_view) { FAIL() << "content"; }));
  } catch (const base::Fault& fault) {
    EXPECT_EQ(std::string(fault.what()).find("secret"), std::string::npos);
    return fault.kind();
  }
  return std::nullopt;
}

TEST(Files, NeverLeaveTheFolder) {
  const Given given;
  fs::create_symlink("../secret.txt", given.in("out"));
  fs::create_symlink(given.parent / "secret.txt", given.in("absolute"));
  fs::create_directory_symlink("..", given.in("up"));
  fs::create_symlink("loop", given.in("loop"));
  fs::create_symlink("/proc/self/environ", given.in("magic"));
  const auto source = given.source();
  const auto snapshot = snapshot_of(*source);
  for (const char* path : {"../secret.txt", "x/../../secret.txt", "/etc/passwd", "//etc/passwd", "out",
                           "absolute", "up/secret.txt", "loop", "magic", ".", ".."}) {
    EXPECT_EQ(document(*snapshot, path), FaultKind::refused) << path;
  }
  EXPECT_EQ(document(*snapshot, std::string("a\0b", 3)), FaultKind::refused);
  EXPECT_EQ(document(*snapshot, "absent"), std::nullopt);
  EXPECT_EQ(document(*snapshot, "absent/deeper"), std::nullopt);
}

TEST(Files, FollowALinkThatStaysInside) {
  const Given given;
  given.write("in/real.txt", "hello");
  fs::create_symlink("real.txt", given.in("link"));
  const auto source = given.source();
  std::string content;
  EXPECT_TRUE(snapshot_of(*source)->document(base::Personal<std::string>("link"),
                                             [&](std::string_view piece) { content += piece; }));
  EXPECT_EQ(content, "hello");
}

TEST(Files, RefuseWhatIsNoRegularFileWithoutWaitingForIt) {
  const Given given;
  ASSERT_EQ(::mkfifo(given.in("pipe").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo(given.in("pipe.csv").c_str(), 0600), 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = given.in("s");
  path.copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  fs::create_directory(given.in("folder"));
  const auto source = given.source();
  const auto snapshot = snapshot_of(*source);
  for (const char* name : {"pipe", "s", "folder"})
    EXPECT_EQ(document(*snapshot, name), FaultKind::refused) << name;
  EXPECT_EQ(read(*snapshot, all_of("pipe", "a")).fault, FaultKind::refused);
  EXPECT_EQ(source->catalogue().remarks.size(), 1u);
  ::close(socket);
}

TEST(Files, ATableThatIsALinkOutsideIsRefused) {
  const Given given;
  fs::create_symlink("../secret.csv", given.in("t.csv"));
  const auto source = given.source();
  const auto collected = read(*snapshot_of(*source), all_of("t", "a"));
  EXPECT_EQ(collected.fault, FaultKind::refused);
  EXPECT_TRUE(collected.rows.empty());
}

TEST(Files, ARaggedRecordIsBrokenAtItsLine) {
  const Given given;
  given.write("in/t.csv", "a,b\n1,2\nana@example.org\n");
  const auto source = given.source();
  const auto collected = read(*snapshot_of(*source), all_of("t", "a"));
  EXPECT_EQ(collected.fault, FaultKind::broken);
  EXPECT_NE(collected.message.find("t.csv, line 3: 1 fields where the header has 2"), std::string::npos)
      << collected.message;
  EXPECT_EQ(collected.message.find("ana@"), std::string::npos);
}

TEST(Files, ABadHeaderIsARemarkOfTheCatalogueAndBrokenWhenRead) {
  const Given given;
  given.write("in/empty.csv", "");
  given.write("in/twice.csv", "a,a\n1,2\n");
  given.write("in/nameless.csv", "a,\n1,2\n");
  given.write("in/good.CSV", "a\n1\n");
  const auto source = given.source();
  const auto catalogue = source->catalogue();
  EXPECT_EQ(catalogue.remarks.size(), 3u);
  ASSERT_EQ(catalogue.tables.size(), 1u);
  EXPECT_EQ(catalogue.tables[0].name.name, "good");
  for (const char* table : {"empty", "twice", "nameless"}) {
    EXPECT_EQ(read(*snapshot_of(*source), all_of(table, "a")).fault, FaultKind::broken);
  }
}

TEST(Files, AFileThatChangedSinceTheSnapshotIsAFault) {
  const Given given;
  given.write("in/t.csv", "a\n1\n");
  const auto source = given.source();
  const auto snapshot = snapshot_of(*source);
  EXPECT_EQ(read(*snapshot, all_of("t", "a")).rows.size(), 1u);
  given.write("in/t.csv", "a\n2\n3\n");
  EXPECT_EQ(read(*snapshot, all_of("t", "a")).fault, FaultKind::changed);
  fs::remove(given.in("t.csv"));
  EXPECT_EQ(read(*snapshot, all_of("t", "a")).fault, FaultKind::vanished);
}

TEST(Files, AFileThatChangesWhileItIsReadIsAFault) {
  const Given given;
  std::string csv = "a\n";
  for (int i = 0; i < 100'000; ++i) csv += "row\n";
  given.write("in/t.csv", csv);
  given.write("in/d.bin", std::string(1u << 20, 'x'));
  const auto source = given.source();
  const auto snapshot = snapshot_of(*source);
  struct Appending final : source::RowSink {
    const Given& given;
    std::optional<FaultKind> fault;
    bool appended = false;
    explicit Appending(const Given& to) : given(to) {}
    void row(std::size_t, const base::Personal<Row>&) override {
      if (!std::exchange(appended, true)) std::ofstream(given.in("t.csv"), std::ios::app) << "more\n";
    }
    void failed(std::size_t, const std::exception_ptr& what) override {
      try {
        std::rethrow_exception(what);
      } catch (const base::Fault& f) {
        fault = f.kind();
      }
    }
  } sink(given);
  const auto lookup = all_of("t", "a");
  snapshot->read({&lookup, 1}, sink);
  EXPECT_EQ(sink.fault, FaultKind::changed);
  EXPECT_THROW(snapshot->document(
                   base::Personal<std::string>("d.bin"),
                   [&](std::string_view) { std::ofstream(given.in("d.bin"), std::ios::app) << "more"; }),
               base::Fault);
}

TEST(Files, ReadsWindows1252WhenDeclared) {
  const Given given;
  given.write("in/t.csv", "pr\xE9nom;prix\nZo\xEB;5 \x80\n");
  Settings settings;
  settings.encoding = Encoding::windows_1252;
  const auto source = given.source(settings);
  EXPECT_EQ(read(*snapshot_of(*source), all_of("t", "pr\xC3\xA9nom")).rows,
            (std::vector<Row>{{Text{"Zo\xC3\xAB"}}}));
  EXPECT_EQ(read(*snapshot_of(*source), all_of("t", "prix")).rows,
            (std::vector<Row>{{Text{"5 \xE2\x82\xAC"}}}));
}

TEST(Files, StopAtTheLimitOfALookUp) {
  const Given given;
  std::string csv = "a\n";
  for (int i = 0; i < 300'000; ++i) csv += "row\n";
  given.write("in/t.csv", csv);
  auto lookup = all_of("t", "a");
  lookup.limit = std::chrono::milliseconds(1);
  const auto source = given.source();
  EXPECT_EQ(read(*snapshot_of(*source), lookup).fault, FaultKind::timed_out);
}

TEST(Files, AMissingFolderIsUnavailableAndAFileIsNone) {
  const Given given;
  const auto opening = [](const std::string& path) -> std::optional<FaultKind> {
    try {
      make("scans", path, noon)->open({});
    } catch (const base::Fault& fault) {
      return fault.kind();
    }
    return std::nullopt;
  };
  EXPECT_EQ(opening(given.in("gone")), FaultKind::unavailable);
  EXPECT_EQ(opening((given.parent / "secret.txt").string()), FaultKind::broken);
}

}  // namespace
}  // namespace habeas::files

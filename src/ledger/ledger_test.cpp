#include <habeas/ledger/ledger.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace habeas::ledger {
namespace {

using base::Fault;
using base::FaultKind;
using std::chrono::seconds;

const base::FixedClock noon{base::Instant{seconds{1795609871}}};

// A folder that goes when the test ends.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "ledger-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file() const { return path_ + "/ledger.jsonl"; }

 private:
  std::string path_;
};

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

void fill(const std::string& path, int events) {
  const auto ledger = Ledger::open(path, noon);
  for (int i = 0; i < events; ++i)
    ledger->append({"find.started", {{"case", "2026-000" + std::to_string(i)}}});
}

FaultKind kind_of_fault(const std::function<void()>& act) {
  try {
    act();
  } catch (const Fault& fault) {
    return fault.kind();
  }
  ADD_FAILURE() << "no fault";
  return FaultKind::cancelled;
}

// Runs `act` in a child process; its exit status.
int in_child(const std::function<void()>& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    act();
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

TEST(Ledger, WritesLinesThatAnySha256ToolCanCheck) {
  const Folder folder;
  fill(folder.file(), 1);
  const std::string hashed =
      R"({"position":0,"at":"2026-11-25T12:31:11Z","what":"find.started","facts":{"case":"2026-0000"},"previous":")" +
      std::string(64, '0') + '"';
  EXPECT_EQ(content(folder.file()), hashed + R"(,"hash":")" + base::sha256_hex(hashed) + "\"}\n");
}

TEST(Ledger, GivesPositionsFromZeroAndGoesOnWhereItStopped) {
  const Folder folder;
  fill(folder.file(), 3);
  const auto ledger = Ledger::open(folder.file(), noon);
  EXPECT_EQ(ledger->size(), 3u);
  EXPECT_EQ(ledger->append({"find.ended", {}}), 3u);
  EXPECT_EQ(verify(folder.file()).events, 4u);
  EXPECT_EQ(verify(folder.file()).head, ledger->head());
}

TEST(Ledger, HeadOfAnEmptyOneIsZeros) {
  const Folder folder;
  EXPECT_EQ(Ledger::open(folder.file(), noon)->head(), std::string(64, '0'));
  EXPECT_TRUE(verify(folder.file()).intact);
}

TEST(Ledger, KeepsAnyTextInOneLine) {
  const Folder folder;
  {
    const auto ledger = Ledger::open(folder.file(), noon);
    ledger->append({"odd", {{"\"", "\\\n\r\t\x01"}, {"\xFF", "é\u2028"}, {std::string(1, '\0'), ""}}});
  }
  EXPECT_EQ(verify(folder.file()).events, 1u);
  const std::string text = content(folder.file());
  EXPECT_EQ(std::ranges::count(text, '\n'), 1);
  EXPECT_NE(text.find(R"({"\"":"\\\u000a\u000d\u0009\u0001",")"
                      "\xEF\xBF\xBD"
                      R"(":"é)"),
            std::string::npos)
      << text;
}

TEST(Ledger, IsReadableByItsOwnerOnly) {
  const Folder folder;
  fill(folder.file(), 1);
  EXPECT_EQ(std::filesystem::status(folder.file()).permissions(), std::filesystem::perms{0600});
}

TEST(Ledger, MintsAWarrantOnlyAfterTheIntentIsInTheFile) {
  const Folder folder;
  const auto ledger = Ledger::open(folder.file(), noon);
  ledger->append({"find.started", {}});
  const Warrant warrant = ledger->warrant("abc123", {"act.intended", {{"case", "2026-0001"}}});
  EXPECT_EQ(warrant.position(), 1u);
  EXPECT_EQ(warrant.plan_digest(), "abc123");
  EXPECT_NE(content(folder.file()).find(R"("facts":{"case":"2026-0001","plan":"abc123"})"),
            std::string::npos);
}

TEST(Ledger, CutsOffATornLastLineAtEveryByteAndRecordsIt) {
  const Folder folder;
  fill(folder.file(), 3);
  const std::string whole = content(folder.file());
  const std::size_t last = whole.rfind('\n', whole.size() - 2) + 1;
  for (std::size_t length = last + 1; length < whole.size(); ++length) {
    write(folder.file(), whole.substr(0, length));
    EXPECT_FALSE(verify(folder.file()).intact);
    EXPECT_EQ(verify(folder.file()).problem, "line 3 is cut short, or being written");
    EXPECT_EQ(Ledger::open(folder.file(), noon)->size(), 3u);
    const std::string repaired = content(folder.file());
    EXPECT_TRUE(repaired.starts_with(whole.substr(0, last)));
    EXPECT_NE(repaired.find(R"("what":"ledger.repaired","facts":{"bytes-cut-off":")" +
                            std::to_string(length - last) + R"(","their-sha256":")" +
                            base::sha256_hex(whole.substr(last, length - last))),
              std::string::npos);
    EXPECT_TRUE(verify(folder.file()).intact);
  }
}

TEST(Ledger, CutAtALineEndIsIntactButHasAnotherHead) {
  const Folder folder;
  fill(folder.file(), 3);
  const std::string head = verify(folder.file()).head;
  const std::string whole = content(folder.file());
  write(folder.file(), whole.substr(0, whole.rfind('\n', whole.size() - 2) + 1));
  EXPECT_TRUE(verify(folder.file()).intact);
  EXPECT_NE(verify(folder.file()).head, head);
}

TEST(Ledger, NoticesAChangeOfAnySingleByte) {
  const Folder folder;
  fill(folder.file(), 3);
  const std::string whole = content(folder.file());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char other :
         {'\n', '0', '"', static_cast<char>(whole[at] ^ 1), static_cast<char>(whole[at] ^ 0x20)}) {
      if (other == whole[at]) continue;
      std::string changed = whole;
      changed[at] = other;
      write(folder.file(), changed);
      const Verdict verdict = verify(folder.file());
      ASSERT_FALSE(verdict.intact) << "byte " << at << " became " << static_cast<int>(other);
      ASSERT_EQ(verdict.events, static_cast<std::uint64_t>(
                                    std::count(whole.begin(), whole.begin() + static_cast<long>(at), '\n')));
    }
  }
}

TEST(Ledger, NoticesAnInsertedAndARemovedByteBeforeTheEnd) {
  const Folder folder;
  fill(folder.file(), 3);
  const std::string whole = content(folder.file());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    write(folder.file(), whole.substr(0, at) + ' ' + whole.substr(at));
    ASSERT_FALSE(verify(folder.file()).intact) << "inserted at " << at;
    write(folder.file(), whole.substr(0, at) + whole.substr(at + 1));
    ASSERT_FALSE(verify(folder.file()).intact) << "removed at " << at;
  }
}

TEST(Ledger, NoticesLinesSwappedRemovedAndRepeated) {
  const Folder folder;
  fill(folder.file(), 3);
  const std::string whole = content(folder.file());
  const std::size_t size = whole.size() / 3;
  const std::string a = whole.substr(0, size), b = whole.substr(size, size), c = whole.substr(2 * size);
  for (const std::string& order : {a + c + b, b + a + c, a + c, b + c, a + a + b + c, a + b + c + c}) {
    write(folder.file(), order);
    EXPECT_FALSE(verify(folder.file()).intact) << order;
    EXPECT_EQ(kind_of_fault([&] { Ledger::open(folder.file(), noon); }), FaultKind::broken);
    EXPECT_EQ(content(folder.file()), order) << "damage is left as it is";
  }
}

// A line whose own hash is right: what is left is whether it follows, and whether it has the one spelling.
TEST(Ledger, RefusesALineThatWasComputedAnewButDoesNotFollow) {
  const Folder folder;
  fill(folder.file(), 1);
  const std::string first = content(folder.file());
  const std::string head = verify(folder.file()).head;
  const auto problem_with = [&](const std::string& start, const std::string& previous) {
    const std::string hashed = start + R"(,"previous":")" + previous + '"';
    write(folder.file(), first + hashed + R"(,"hash":")" + base::sha256_hex(hashed) + "\"}\n");
    return verify(folder.file()).problem;
  };
  EXPECT_EQ(problem_with(R"({"position":1,"at":"x","what":"y","facts":{"a":"b","c":"\"\\"})", head), "");
  EXPECT_EQ(problem_with(R"({"position":1,"at":"x","what":"y","facts":{})", std::string(64, 'a')),
            "line 2 does not follow the line before it");
  EXPECT_EQ(problem_with(R"({"position":2,"at":"x","what":"y","facts":{})", head),
            "line 2 should have position 1");
  for (const std::string start :
       {R"({"position":1,"at":"x","what":"y","facts":{"a":1})",
        R"({"position":1,"at":"x","what":"y","facts":{"a":"b",})",
        R"({"position":1,"at":"x","what":"y","facts":{"a")",
        R"({"position":1,"at":"x","what":"y","facts":{"a":"b"},"more":{)",
        R"({"position":1,"at":"x","facts":{})", R"({"position":1,"at":"x", "what":"y","facts":{})",
        "{\"position\":1,\"at\":\"\t\",\"what\":\"y\",\"facts\":{}"}) {
    EXPECT_EQ(problem_with(start, head), "line 2 is not a line of a ledger") << start;
  }
}

TEST(Ledger, NamesTheDamagedLine) {
  const Folder folder;
  fill(folder.file(), 3);
  std::string text = content(folder.file());
  text[text.find("2026-0001")] = '1';
  write(folder.file(), text);
  EXPECT_EQ(verify(folder.file()).problem, "line 2 does not match its hash");
  try {
    Ledger::open(folder.file(), noon);
    ADD_FAILURE() << "opened";
  } catch (const Fault& fault) {
    EXPECT_EQ(fault.detail(), "line 2 does not match its hash");
  }
}

TEST(Ledger, IsSharedByProcessesThatAppendInTurn) {
  const Folder folder;
  const auto ledger = Ledger::open(folder.file(), noon);
  ledger->append({"find.started", {}});
  const auto append_twenty = [&] {
    const auto theirs = Ledger::open(folder.file(), noon);
    for (int i = 0; i < 20; ++i) theirs->append({"plan.made", {}});
    ::_exit(0);
  };
  const pid_t child = ::fork();
  if (child == 0) append_twenty();
  for (int i = 0; i < 20; ++i) ledger->append({"find.ended", {}});
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(ledger->append({"find.ended", {}}), 41u);
  EXPECT_TRUE(verify(folder.file()).intact);
  EXPECT_EQ(verify(folder.file()).events, 42u);
}

// A process that died while it wrote left a line cut short: whoever appends next repairs it.
TEST(Ledger, RepairsALineThatAnotherProcessCutShort) {
  const Folder folder;
  const auto ledger = Ledger::open(folder.file(), noon);
  ledger->append({"find.started", {}});
  std::ofstream(folder.file(), std::ios::app) << "{\"position\":1";
  EXPECT_EQ(ledger->append({"find.ended", {}}), 2u);
  EXPECT_TRUE(verify(folder.file()).intact);
}

TEST(Ledger, IsFreeAgainWhenItsProcessWasKilled) {
  const Folder folder;
  const int status = in_child([&] {
    const auto ledger = Ledger::open(folder.file(), noon);
    for (;;) {
      if (ledger->append({"find.started", {}}) == 20) ::raise(SIGKILL);
    }
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(Ledger::open(folder.file(), noon)->size(), 21u);
}

TEST(Ledger, SurvivesAKillAtAnyMoment) {
  const Folder folder;
  for (int round = 0; round < 20; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      const auto ledger = Ledger::open(folder.file(), noon);
      for (;;) ledger->append({"find.started", {{"round", std::to_string(round)}}});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{3 + round});
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    const auto ledger = Ledger::open(folder.file(), noon);
    EXPECT_TRUE(verify(folder.file()).intact);
  }
}

// A size limit stands for a full disk: the write gives part of the line, then fails.
TEST(Ledger, StandsAsBeforeWhenThereIsNoRoom) {
  const Folder folder;
  fill(folder.file(), 2);
  const std::string before = content(folder.file());
  for (const std::size_t room : {std::size_t{0}, std::size_t{1}, std::size_t{100}}) {
    const int status = in_child([&] {
      ::signal(SIGXFSZ, SIG_IGN);
      const auto ledger = Ledger::open(folder.file(), noon);
      const rlim_t limit = before.size() + room;
      rlimit was{};
      ::getrlimit(RLIMIT_FSIZE, &was);
      const rlimit now{limit, was.rlim_max};
      ::setrlimit(RLIMIT_FSIZE, &now);
      if (kind_of_fault([&] { ledger->append({"find.started", {}}); }) != FaultKind::full) ::_exit(1);
      if (content(folder.file()) != before || ledger->size() != 2) ::_exit(2);
      ::setrlimit(RLIMIT_FSIZE, &was);
      ::_exit(ledger->append({"find.started", {}}) == 2 && verify(folder.file()).intact ? 0 : 3);
    });
    EXPECT_EQ(WEXITSTATUS(status), 0);
    write(folder.file(), before);
  }
}

TEST(Ledger, RefusesToWriteBehindSomebodyElsesBytes) {
  const Folder folder;
  const auto ledger = Ledger::open(folder.file(), noon);
  ledger->append({"find.started", {}});
  std::ofstream(folder.file(), std::ios::app) << "{}\n";
  EXPECT_EQ(kind_of_fault([&] { ledger->append({"find.ended", {}}); }), FaultKind::changed);
}

TEST(Ledger, RefusesToWriteIntoAFileThatWasMovedAway) {
  const Folder folder;
  const auto ledger = Ledger::open(folder.file(), noon);
  std::filesystem::rename(folder.file(), folder.file() + ".old");
  EXPECT_EQ(kind_of_fault([&] { ledger->append({"find.ended", {}}); }), FaultKind::vanished);
  EXPECT_EQ(content(folder.file() + ".old"), "");
}

TEST(Ledger, IsARegularFileAndNoLink) {
  const Folder folder;
  EXPECT_EQ(kind_of_fault([] { Ledger::open("/dev/full", noon); }), FaultKind::refused);
  fill(folder.file(), 1);
  std::filesystem::create_symlink(folder.file(), folder.file() + ".link");
  EXPECT_EQ(kind_of_fault([&] { Ledger::open(folder.file() + ".link", noon); }), FaultKind::refused);
  EXPECT_EQ(kind_of_fault([&] { Ledger::open(folder.file() + "/none", noon); }), FaultKind::unavailable);
  EXPECT_EQ(kind_of_fault([&] { verify(folder.file() + ".none"); }), FaultKind::unavailable);
}

TEST(Ledger, RefusesAFileThatIsNone) {
  const Folder folder;
  for (const std::string& other : {std::string("\n"), std::string("{}\n"), std::string(300, 'x') + "\n",
                                   std::string(std::size_t{1} << 21, 'x'), std::string(300, '\0') + "\n"}) {
    write(folder.file(), other);
    EXPECT_FALSE(verify(folder.file()).intact);
    EXPECT_EQ(kind_of_fault([&] { Ledger::open(folder.file(), noon); }), FaultKind::broken);
  }
}

TEST(Ledger, ReadsLinesAcrossItsBlocks) {
  const Folder folder;
  {
    const auto ledger = Ledger::open(folder.file(), noon);
    for (int i = 0; i < 5; ++i) ledger->append({"long", {{"text", std::string(200'000, 'x')}}});
  }
  EXPECT_EQ(Ledger::open(folder.file(), noon)->size(), 5u);
}

TEST(Ledger, CountsEachEventOnceWhenThreadsShareIt) {
  const Folder folder;
  const auto ledger = Ledger::open(folder.file(), noon);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < 25; ++j) ledger->append({"find.started", {}});
      });
    }
  }
  EXPECT_EQ(verify(folder.file()).events, 100u);
  EXPECT_EQ(verify(folder.file()).head, ledger->head());
}

}  // namespace
}  // namespace habeas::ledger

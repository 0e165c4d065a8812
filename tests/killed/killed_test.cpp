// A request at Maison Verdier whose process dies: at every statement and every durable write of carrying it out, in the
// systems, the register and the ledger. Called again, it is done once, and each system was before or after, never
// between. A sample of the steps here; HABEAS_EVERY_STEP=1 for all of them (docs/acting.md).
#include "stepping.h"

#include "../journeys/journey.h"

#include <habeas/act/act.h>
#include <habeas/cli/house.h>
#include <habeas/connector/manual/task.h>
#include <habeas/handle/handle.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <regex>
#include <set>

namespace habeas::killed {
namespace {

namespace fs = std::filesystem;
using handle::Details;
using law::Right;
using request::State;

constexpr const char* claires = "claire.fontaine@courriel.example";
constexpr const char* roy = "Camille Roy";
constexpr std::uint64_t sample = 3;

std::string copy_of(const std::string& folder) {
  const std::string copy = journey::scratch_folder();
  journey::copy_folder(folder, copy);
  return copy;
}

// An organisation's folder, with its house open.
class Shop {
 public:
  explicit Shop(std::string folder) : folder_(std::move(folder)) {
    context_.folder = folder_;
    context_.quiet = true;
    whole_ = cli::open_house(context_);
  }

  handle::House& house() { return *whole_->house; }
  const cli::Context& context() const { return context_; }

  // As the house, but with a step before each of its own writes.
  handle::RunReport run_in_steps(const std::string& reference) {
    SteppingLedger ledger(*whole_->ledger);
    SteppingRegister people(*whole_->people);
    handle::House steps{whole_->map,    whole_->library,        people,
                        ledger,         *whole_->outbox,        whole_->house->open,
                        context_.clock, whole_->house->scratch, whole_->house->portal_link};
    return handle::run(steps, reference);
  }

  std::string receive(Right right, Details details) {
    handle::Incoming incoming;
    incoming.received = house().today();
    incoming.channel = "desk";
    incoming.supplied.push_back({subject::KindName("email"), base::Personal<std::string>(claires)});
    incoming.wishes.push_back({right, base::Personal(std::move(details))});
    const std::string reference = handle::receive(house(), incoming).front();
    handle::prove_otherwise(house(), reference, "L3", "her own letter", roy);
    return reference;
  }

  // Somebody looks through the paper files first, and finds nothing of hers.
  void approve(const std::string& reference) {
    handle::plan(house(), reference, "fr");
    for (const manual::Task& task : manual::list(folder_ + "/var/manual")) {
      if (task.state == manual::State::open)
        manual::complete(folder_ + "/var/manual", task.reference, "", {}, context_.clock);
    }
    const handle::Preview preview = handle::plan(house(), reference, "fr");
    ASSERT_THAT(preview.questions, testing::IsEmpty());
    handle::approve(house(), reference, preview.digest, roy);
  }

  void prepare() {
    for (const map::System& system : house().map.organisation.systems) {
      const auto source = cli::open_system(system, context_);
      if (!source->preparation().empty())
        source->prepare(house().ledger.warrant("prepare", {"prepare.intended", {}}));
    }
  }

  // Whoever opens a system completes what was committed there.
  void look_in() {
    for (const auto& source : house().open().sources) {
      if (source) source->open({"looking in", {}});
    }
  }

 private:
  std::string folder_;
  cli::Context context_;
  std::unique_ptr<cli::WholeHouse> whole_;
};

const std::string& model() {
  static const std::string made = [] {
    const std::string at = journey::scratch_folder();
    const std::string command =
        std::string(HABEAS_DEMO) + " --people 60 --seed 7 --out '" + at + "' >/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
    journey::copy_folder(HABEAS_SOURCE_DIR "/demo/maison-verdier", at);
    Shop(at).prepare();
    return at;
  }();
  return made;
}

// --- what the systems hold ------------------------------------------------------------------------------------------

using Held = std::map<std::string, std::string>;  // by system

std::string without_chance(const std::string& text) {
  static const std::regex chance("p-[0-9a-f]{8,}|\\[gel\xC3\xA9\\] [0-9a-f]+");
  return std::regex_replace(text, chance, "*");
}

std::string all_rows(const fs::path& database) {
  std::string all;
  for (const std::string& table :
       journey::ask(database.string(),
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'habeas_%' "
                    "AND name NOT LIKE 'sqlite_%' ORDER BY 1")) {
    std::string columns;
    for (const std::string& column :
         journey::ask(database.string(), "SELECT name FROM pragma_table_info('" + table + "')"))
      columns += (columns.empty() ? "quote(\"" : " || '|' || quote(\"") + column + "\")";
    auto rows = journey::ask(database.string(), "SELECT " + columns + " FROM \"" + table + "\"");
    std::sort(rows.begin(), rows.end());
    all += table + "\n";
    for (const std::string& row : rows) all += row + "\n";
  }
  return all;
}

std::string all_files(const fs::path& folder) {
  std::set<fs::path> paths;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().string().find(".habeas") == std::string::npos)
      paths.insert(entry.path());
  }
  std::string all;
  for (const fs::path& path : paths) {
    std::ifstream in(path, std::ios::binary);
    all +=
        path.lexically_relative(folder).string() + "\n" + std::string(std::istreambuf_iterator<char>(in), {});
  }
  return all;
}

Held held(const std::string& folder) {
  Held held;
  for (const auto& entry : fs::directory_iterator(folder + "/data")) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory()) held[name] = all_files(entry.path());
    if (entry.path().extension() == ".db") held[name] = without_chance(all_rows(entry.path()));
  }
  return held;
}

// --- dying ------------------------------------------------------------------------------------------------------------

// Dies before step number `at`, or, when there are fewer, ends.
bool dies(const std::string& folder, const std::string& reference, std::uint64_t at) {
  const pid_t child = ::fork();
  if (child == 0) {
    Shop shop(folder);
    act::call_between_changes([&](std::uint64_t number) {
      if (number == at) ::kill(::getpid(), SIGKILL);
    });
    shop.run_in_steps(reference);
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

using Stones = std::set<std::vector<std::string>>;

Stones stones_of(handle::House& house) {
  Stones stones;
  for (const store::Tombstone& stone : house.people.tombstones())
    stones.insert({stone.system, stone.collection, stone.key_hash, stone.cells_hash, stone.request});
  return stones;
}

std::size_t entries_of(handle::House& house, const std::string& reference) {
  const auto person = house.people.person_of(reference);
  return person ? house.people.entries(*person).size() : 0;
}

// An approved request, and what carrying it out whole does.
struct Whole {
  std::string folder;  // approved, not carried out
  std::string reference;
  Held before, after;
  Stones stones;
  std::size_t entries = 0;
  std::uint64_t steps = 0;
};

Whole carried_out(const std::string& folder, const std::string& reference) {
  Whole whole{folder, reference, held(folder), {}, {}, 0, 0};
  const std::string copy = copy_of(folder);
  Shop shop(copy);
  act::call_between_changes([&](std::uint64_t number) { whole.steps = number; });
  const auto report = shop.run_in_steps(reference);
  act::call_between_changes({});
  EXPECT_TRUE(report.complete);
  whole.after = held(copy);
  whole.stones = stones_of(shop.house());
  whole.entries = entries_of(shop.house(), reference);
  EXPECT_NE(whole.after, whole.before);
  return whole;
}

void expect_before_or_after(const Whole& whole, const Held& now) {
  for (const auto& [system, content] : now)
    EXPECT_TRUE(content == whole.before.at(system) || content == whole.after.at(system))
        << system << " is between";
}

void expect_done_once(const Whole& whole, Shop& shop, const std::string& folder) {
  handle::House& house = shop.house();
  EXPECT_EQ(held(folder), whole.after);
  const auto request = house.people.request(whole.reference, house.rules());
  EXPECT_EQ(request->state, State::executed);
  const std::set<std::string> done(request->systems_done.begin(), request->systems_done.end());
  EXPECT_EQ(done.size(), request->systems_done.size()) << "a system is said to be done once";
  EXPECT_EQ(stones_of(house), whole.stones);
  EXPECT_EQ(entries_of(house, whole.reference), whole.entries);
  const auto verdict = ledger::verify(folder + "/var/ledger");
  EXPECT_TRUE(verdict.intact) << verdict.problem;
}

// Kills it before each of the steps, or some, and carries it out again. `then` goes on with what came of it.
void kill_and_resume(const Whole& whole, const std::function<void(Shop&, const std::string& folder)>& then) {
  ASSERT_GT(whole.steps, 10u);
  const std::uint64_t apart = std::getenv("HABEAS_EVERY_STEP") != nullptr ? 1 : whole.steps / sample;
  for (std::uint64_t at = 1 + apart / 2; at <= whole.steps; at += apart) {
    SCOPED_TRACE("killed before step " + std::to_string(at) + " of " + std::to_string(whole.steps));
    const std::string folder = copy_of(whole.folder);
    EXPECT_TRUE(dies(folder, whole.reference, at));
    Shop shop(folder);
    shop.look_in();
    expect_before_or_after(whole, held(folder));
    if (shop.house().people.request(whole.reference, shop.house().rules())->state != State::executed) {
      const auto report = handle::run(shop.house(), whole.reference);
      EXPECT_TRUE(report.complete);
      for (const auto& outcome : report.outcomes) EXPECT_EQ(outcome.why, "") << outcome.system.text();
    }
    expect_done_once(whole, shop, folder);
    then(shop, folder);
    fs::remove_all(folder);
  }
}

std::string approved(const std::string& folder, Right right, Details details) {
  Shop shop(folder);
  const std::string reference = shop.receive(right, std::move(details));
  shop.approve(reference);
  return reference;
}

const auto nothing_more = [](Shop&, const std::string&) {};

TEST(KilledErasure_GDPR17, IsBeforeOrAfterInEverySystemAndDoneOnce) {
  const std::string folder = copy_of(model());
  const std::string reference = approved(folder, Right::erasure, {});
  kill_and_resume(carried_out(folder, reference), nothing_more);
}

TEST(KilledRectification_GDPR16, IsBeforeOrAfterInEverySystemAndDoneOnce) {
  const std::string folder = copy_of(model());
  const std::string reference =
      approved(folder, Right::rectification,
               {{"data", "contact.email"}, {"was", claires}, {"is", "claire.durand@courriel.example"}});
  const Whole whole = carried_out(folder, reference);
  EXPECT_EQ(whole.stones, Stones{}) << "what was corrected is not erased when an older copy comes back";
  kill_and_resume(whole, nothing_more);
}

// The end of a freeze, told to her and approved.
std::string approved_release(Shop& shop, const std::string& freeze) {
  handle::answer(shop.house(), freeze);
  handle::decide(shop.house(), freeze, {"notice", base::Personal<std::string>("settled"), roy});
  const std::string release = shop.receive(Right::restriction, {{"ground", "c"}, {"lift", freeze}});
  shop.approve(release);
  return release;
}

TEST(KilledRestriction_GDPR18, IsBeforeOrAfterInEverySystemAndPutsNothingAwayTwice) {
  const std::string folder = copy_of(model());
  const std::string freeze = approved(folder, Right::restriction, {{"ground", "c"}, {"vault", "yes"}});
  const Whole whole = carried_out(folder, freeze);
  kill_and_resume(whole, [&](Shop& shop, const std::string& resumed) {
    const std::string release = approved_release(shop, freeze);
    EXPECT_TRUE(handle::run(shop.house(), release).complete);
    EXPECT_EQ(held(resumed), whole.before) << "what was put away while it died is all put back";
  });
}

TEST(KilledRelease_GDPR18_3, IsBeforeOrAfterInEverySystemAndPutsEverythingBack) {
  const std::string folder = copy_of(model());
  const Held before = held(folder);
  const std::string freeze = approved(folder, Right::restriction, {{"ground", "c"}, {"vault", "yes"}});
  std::string release;
  {
    Shop shop(folder);
    ASSERT_TRUE(handle::run(shop.house(), freeze).complete);
    release = approved_release(shop, freeze);
  }
  const Whole whole = carried_out(folder, release);
  EXPECT_EQ(whole.after, before);
  kill_and_resume(whole, nothing_more);
}

}  // namespace
}  // namespace habeas::killed

// The finder at speed and in bounded memory, on SQLite:
//   find_bench            everything below that takes less than about a minute
//   find_bench --full     also Maison Verdier with 200 000 people, and 10 000 people with 1 000 rows each
// One person over sixty tables against a bare client that runs the same statements, prepared; the same person in a
// shop ten times larger; thousands of people in one walk, and one person with a million rows. Processor time of the
// whole process, medians; peak resident memory is that of a process of its own.
#include "bare_client.h"
#include "crowd.h"
#include "measure.h"
#include "process.h"
#include "shop.h"
#include "sixty_tables.h"

#include <habeas/base/fault.h>
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/find/find.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace habeas;
using bench::median_ms;
using find::Reading;

const base::SystemClock wall_clock;
constexpr std::size_t finds = 41;

using Access = std::vector<Reading::Access>;

find::Sought somebody(const std::string& email) {
  find::Sought sought;
  sought.identifiers.push_back({subject::KindName("email"), base::Personal<std::string>(email)});
  return sought;
}

void say(std::string_view what, const std::string& figures) {
  fmt::print("  {:<46} {}\n", what, figures);
  std::fflush(stdout);
}

// --- one person, sixty tables ---------------------------------------------------------------------------------

// The statements of these finds are recorded in a reading of their own, so that nothing watches those measured.
std::vector<std::unique_ptr<bench::BareClient>> bare_clients(const map::Map& map, const Access& access,
                                                             const std::vector<find::Sought>& people) {
  std::vector<std::unique_ptr<bench::BareClient>> bare;
  const bench::Recording recording;
  Reading reading(map, access, {});
  bench::Recording::take();
  for (const auto& person : people) {
    find::find_one(map, reading, person);
    bare.push_back(std::make_unique<bench::BareClient>(bench::Recording::take()));
  }
  return bare;
}

void sixty_tables() {
  const support::Folder folder;
  bench::fill_sixty_tables(folder.file("work.db"));
  const auto map = bench::map_of_sixty_tables();
  const auto source = sqlite::make("work", folder.file("work.db"), wall_clock);
  const Access access = {{source.get(), "", map.systems[0].system}};
  std::vector<find::Sought> people;
  for (std::size_t i = 0; i < finds; ++i) {
    people.push_back(somebody(bench::email_of_sixty_tables(1 + static_cast<int>(i * 997) % 10'000)));
  }
  auto bare = bare_clients(map, access, people);
  Reading reading(map, access, {});
  std::uint64_t found = 0;
  for (const auto& person : people) find::find_one(map, reading, person);
  const double find_ms =
      median_ms(finds, [&](std::size_t i) { found += find::find_one(map, reading, people[i]).row_count(); });
  for (const auto& client : bare) client->run();  // each has a connection of its own, and its pages in memory
  const double bare_ms = median_ms(finds, [&](std::size_t i) { bare[i]->run(); });
  fmt::print("One person, sixty indexed tables of {} people\n", bench::people_of_sixty_tables);
  say("find", fmt::format("{:.3f} ms; {} rows", find_ms, found / finds));
  say("bare client, the same statements prepared",
      fmt::format("{:.3f} ms; {} statements; find takes {:.2f} x", bare_ms, bare[0]->statements(),
                  find_ms / bare_ms));
  say("opening a reading", fmt::format("{:.3f} ms", median_ms(finds, [&](std::size_t) {
                                         const Reading opened(map, access, {});
                                       })));
}

// --- the same person, ten times the data ------------------------------------------------------------------------

constexpr const char* claire = "claire.fontaine@courriel.example";

struct Timed {
  double find_ms = 0, whole_ms = 0;
  std::uint64_t rows = 0;
};

void print(std::string_view what, const Timed& timed, const std::optional<Timed>& tenth) {
  auto figures = fmt::format("find {:.2f} ms, with opening {:.2f} ms; {} rows", timed.find_ms, timed.whole_ms,
                             timed.rows);
  if (tenth) {
    figures += fmt::format("; {:.2f} x and {:.2f} x", timed.find_ms / tenth->find_ms,
                           timed.whole_ms / tenth->whole_ms);
  }
  say(what, figures);
}

Timed find_claire(const map::Map& map, const Access& access) {
  Timed timed;
  Reading reading(map, access, {});
  timed.rows = find::find_one(map, reading, somebody(claire)).row_count();
  timed.find_ms = median_ms(finds, [&](std::size_t) { find::find_one(map, reading, somebody(claire)); });
  timed.whole_ms = median_ms(9, [&](std::size_t) {
    Reading opened(map, access, {});
    find::find_one(map, opened, somebody(claire));
  });
  return timed;
}

void ten_times_the_data(bool full) {
  fmt::print("Claire Fontaine in Maison Verdier\n");
  std::optional<Timed> databases, all;
  for (const int people : {2'000, 20'000, 200'000}) {
    if (people == 200'000 && !full) break;
    const support::Folder folder;
    const bench::Shop shop(folder, people);
    const auto timed = find_claire(shop.map(), shop.databases());
    print(fmt::format("{} people, her three databases", people), timed, databases);
    databases = timed;
    const auto with_files = find_claire(shop.map(), shop.everything());
    print(fmt::format("{} people, and till receipts read whole", people), with_files, all);
    all = with_files;
  }
}

// --- memory -----------------------------------------------------------------------------------------------------

// Each of these runs in a process of its own.
int find_crowd(const std::string& file, std::size_t people) {
  const auto map = bench::map_of_crowd();
  const auto source = sqlite::make("work", file, wall_clock);
  Reading reading(map, {{source.get(), "", map.systems[0].system}}, {});
  std::vector<find::Sought> sought;
  for (std::size_t i = 1; i <= people; ++i) sought.push_back(somebody(bench::email_of_crowd(i)));
  std::uint64_t rows = 0;
  const double begun = bench::cpu_ms();
  find::find(map, reading, sought, {},
             [&](std::size_t, const dossier::Dossier& dossier) { rows += dossier.row_count(); });
  const double spent = bench::cpu_ms() - begun;
  say(fmt::format("{} people in one walk", people),
      fmt::format("{} rows; {:.1f} s, {:.2f} us a row", rows, spent / 1e3,
                  spent * 1e3 / static_cast<double>(rows)));
  return 0;
}

int find_one_of_many_rows(const std::string& file) {
  const auto map = bench::map_of_crowd();
  const auto source = sqlite::make("work", file, wall_clock);
  Reading reading(map, {{source.get(), "", map.systems[0].system}}, {});
  const double begun = bench::cpu_ms();
  const auto rows = find::find_one(map, reading, somebody(bench::email_of_crowd(1))).row_count();
  say("one person", fmt::format("{} rows; {:.1f} s", rows, (bench::cpu_ms() - begun) / 1e3));
  return 0;
}

void memory(bool full) {
  const support::Folder folder;
  const std::string people = full ? "10000" : "1000";
  fmt::print("Memory\n");
  std::fflush(stdout);
  bench::fill_crowd(folder.file("crowd.db"), std::stoul(people), 1'000);
  const auto crowd = bench::run_this_again({"crowd", folder.file("crowd.db"), people});
  say("", fmt::format("peak resident {:.0f} MiB", crowd.peak_mib));
  bench::fill_crowd(folder.file("work.db"), 1, 1'000'000);
  const auto one = bench::run_this_again({"one", folder.file("work.db")});
  say("", fmt::format("peak resident {:.0f} MiB", one.peak_mib));
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    if (words.size() == 3 && words[0] == "crowd") return find_crowd(words[1], std::stoul(words[2]));
    if (words.size() == 2 && words[0] == "one") return find_one_of_many_rows(words[1]);
    const bool full = std::find(words.begin(), words.end(), "--full") != words.end();
    sixty_tables();
    ten_times_the_data(full);
    memory(full);
  } catch (const base::Fault& fault) {
    fmt::print(stderr, "find_bench: {}\n", fault.detail());
    return 1;
  }
  return 0;
}

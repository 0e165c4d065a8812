// habeas-demo: makes Maison Verdier, the fictional shop of the demo, the tests and the benchmarks.
//   habeas-demo --out FOLDER [--people N] [--seed N]
//   habeas-demo --query FILE SQL      (what stands in one of its databases, for the demo to show)
// The same seed and number give the same bytes. 2 000 people are about 43 000 rows; 466 000 are about 10 million.
#include "database.h"
#include "people.h"
#include "systems.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>

int main(int argc, char** argv) {
  CLI::App app{"Makes Maison Verdier, a fictional shop with the traps of real ones."};
  std::string out;
  std::int64_t people = 2000;
  std::uint64_t seed = 1;
  std::vector<std::string> query;
  const auto* filling = app.add_option("--out", out, "The folder to fill; its data/ is replaced");
  app.add_option("--query", query, "A database and a statement: its rows, a line each")->expected(2);
  app.add_option("--people", people, "How many people")
      ->check(CLI::Range(std::int64_t{20}, std::int64_t{5'000'000}));
  app.add_option("--seed", seed, "Another shop for each number");
  CLI11_PARSE(app, argc, argv);
  if (filling->empty() && query.empty()) {
    fmt::print(stderr, "habeas-demo: say --out FOLDER; see --help\n");
    return 2;
  }
  try {
    using namespace habeas::demo;
    if (!query.empty()) {
      for (const auto& line : answers(query[0], query[1])) fmt::print("{}\n", line);
      return 0;
    }
    const std::string data = out + "/data";
    std::filesystem::remove_all(data);
    std::filesystem::create_directories(data);
    const auto everyone = make_people(seed, people);
    const auto rows = fill_shop(data, seed, everyone) + fill_mailing(data, seed, everyone) +
                      fill_support(data, seed, everyone);
    const auto lines = fill_tills(data, seed, everyone);
    const auto documents = fill_scans(data, seed, everyone);
    fmt::print("Maison Verdier: {} people, {} rows in 3 databases, {} till receipts, {} documents, in {}\n",
               people, rows, lines, documents, data);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "habeas-demo: {}\n", failure.what());
    return 1;
  }
  return 0;
}

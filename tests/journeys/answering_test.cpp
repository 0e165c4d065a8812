// A system that dies between the find and the package: left out, said, and everything else is answered.
#include "journey.h"
#include "program.h"
#include "verdier.h"

#include <habeas/base/fault.h>
#include <habeas/cli/answering.h>
#include <habeas/cli/ask.h>
#include <habeas/support/faulty.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace habeas::journey {
namespace {

using dossier::NotSearched;
using support::FaultPlan;
using support::FaultySource;

// Maison Verdier with one system that fails when the plan says so.
struct Shop {
  cli::Context context;
  law::Library library = cli::read_library();
  map::Map map;
  cli::Systems systems;
  find::Sought person;
  FaultySource* faulty = nullptr;

  Shop(const std::string& system, FaultPlan plan) {
    context.folder = verdier();
    map = cli::load_map(context, library);
    systems = cli::open_systems(map, context);
    person.identifiers = subject::parse_identifiers(map.organisation.kinds, claire).identifiers;
    for (std::size_t i = 0; i < systems.all.size(); ++i) {
      if (map.organisation.systems[i].name.text() != system) continue;
      auto wrapped = std::make_unique<FaultySource>(std::move(systems.all[i].source), plan);
      faulty = wrapped.get();
      systems.all[i].source = std::move(wrapped);
    }
  }

  cli::Answered answer(const std::string& zip) {
    return cli::answer_person(map, library, systems, person, {"2026-9", context.clock.now(), "fr"}, zip,
                              [](const dossier::Dossier&) { return true; });
  }
};

// The number of the first look-up that reads a cell for the package, after those of the find.
std::uint64_t first_of_package(const std::string& system) {
  Shop shop(system, {});
  find::Reading reading(shop.map, shop.systems.access_for(shop.map), cli::inquiry_for(shop.person, "2026-9"));
  find::find_one(shop.map, reading, shop.person);
  return shop.faulty->next_lookup();
}

std::string why_not(const dossier::Dossier& dossier, const std::string& system) {
  for (const auto& gap : dossier.not_searched) {
    if (gap.system.text() == system && gap.why == NotSearched::Why::system_unavailable) return gap.detail;
  }
  return {};
}

TEST(Answering, ASystemThatDiesBeforeItsCellsAreReadIsSaidAndTheOthersAreAnswered) {
  for (const std::string system : {"shop", "mailing", "support", "tills"}) {
    const auto kind = system == "tills" ? base::FaultKind::changed : base::FaultKind::unavailable;
    Shop shop(system, {.kind = kind, .dies = first_of_package(system)});
    const std::string zip = scratch_folder() + "/answer.zip";
    const auto answered = shop.answer(zip);
    ASSERT_TRUE(answered.report) << system;
    EXPECT_EQ(answered.report->access.found,
              answered.report->access.disclosed + answered.report->access.withheld);
    EXPECT_THAT(why_not(answered.dossier, system), testing::HasSubstr("while the answer was being written"));
    const auto manifest = member(zip, "manifest.json");
    EXPECT_THAT(manifest, testing::Not(testing::HasSubstr("donnees/" + system + "/")));
    const std::string other = system == "support" ? "shop" : "support";
    EXPECT_THAT(manifest, testing::HasSubstr("donnees/" + other + "/"));
  }
}

TEST(Answering, OneThatDiesInTheMidstOfThePackageLeavesNoHalfPackageBehind) {
  Shop shop("support", {.dies = first_of_package("support") + 3});
  const std::string folder = scratch_folder();
  const auto answered = shop.answer(folder + "/answer.zip");
  ASSERT_TRUE(answered.report);
  EXPECT_FALSE(why_not(answered.dossier, "support").empty());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1) << "only the package";
}

TEST(Answering, ADiskThatCannotTakeThePackageIsNoSystemsFault) {
  Shop shop("tills", {});
  EXPECT_THROW(shop.answer("/nonexistent/answer.zip"), base::Fault);
  EXPECT_NE(shop.systems.all[3].source, nullptr);
}

}  // namespace
}  // namespace habeas::journey

// Packages of many people of Maison Verdier: each holds all that was found, counted, and nothing of anybody else.
#include "everybody.h"
#include "verdier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace habeas::journey {
namespace {

TEST(Packages, OfMaisonVerdierHoldWhatWasFoundAndNothingOfAnybodyElse) {
  Organisation shop(verdier());
  const auto everybody = texts_of_everybody(shop.map(), verdier());
  EXPECT_GT(everybody.size(), 3000u);
  // Claire, the people of every trap (they come first), and some of the rest.
  auto people = ask(verdier() + "/data/shop.db",
                    "SELECT 'shop-customer=' || id FROM customer WHERE id <= 24 OR id % 97 = 0 ORDER BY id");
  people.insert(people.begin(), "email=claire.fontaine@courriel.example");
  std::size_t packages = 0;
  for (const std::string& person : people) {
    const auto found = shop.find(person + "\n");
    if (found.outcome != dossier::Outcome::found) continue;
    ++packages;
    EXPECT_THAT(wrong_with_package(shop, found, everybody), testing::IsEmpty()) << person;
  }
  EXPECT_GT(packages, 15u);
}

}  // namespace
}  // namespace habeas::journey

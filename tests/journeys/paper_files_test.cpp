// A system that a person searches, from the task to the rows in the package.
#include "journey.h"
#include "program.h"
#include "verdier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace habeas::journey {
namespace {

using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

Ran access(const std::string& folder, const std::string& zip, const std::string& words = "--quiet") {
  return habeas(folder, words + " access --identifiers - --reference 2026-7 --out '" + zip + "'", claire);
}

std::string only_task(const std::string& folder) {
  const auto tasks = nlohmann::json::parse(habeas(folder, "--json task list").out);
  EXPECT_EQ(tasks.size(), 1u);
  return tasks.at(0).at("reference");
}

// What a person found in the binders, as docs/connectors.md asks for it.
std::string evidence(const std::string& folder) {
  const std::string at = folder + "/found";
  write_text(at + "/fiche.csv",
             "numero;nom;email;telephone;remarque\n"
             "F-12;Claire Fontaine;Claire.Fontaine@courriel.example;;aime le cuivre\n"
             "F-13;Marc Fontaine;marc.fontaine@courriel.example;;\n");
  write_text(at + "/courrier.csv",
             "numero;fiche;recu_le;objet;scan\nL-1;F-12;2026-02-03;Une casserole;lettres/1.txt\n"
             "L-2;F-13;2026-02-04;Un fouet;\n");
  write_text(at + "/lettres/1.txt", "Ma casserole est arrivée sans couvercle.");
  return at;
}

TEST(PaperFiles, WhatAPersonFoundIsInThePackage) {
  const std::string at = verdier_copy();
  const auto before = access(at, at + "/before.zip");
  EXPECT_EQ(before.code, 4);
  EXPECT_THAT(member(at + "/before.zip", "manifest.json"), HasSubstr("crm"));
  const auto finished = habeas(at, "task done " + only_task(at) + " --evidence '" + evidence(at) + "'");
  EXPECT_EQ(finished.code, 0) << finished.err;

  access(at, at + "/after.zip");
  const auto cards = member(at + "/after.zip", "donnees/crm/fiche.json");
  EXPECT_THAT(cards, HasSubstr("aime le cuivre"));
  EXPECT_THAT(cards, Not(HasSubstr("Marc")));
  const auto letters = member(at + "/after.zip", "donnees/crm/courrier.json");
  EXPECT_THAT(letters, HasSubstr("Une casserole"));
  EXPECT_THAT(letters, Not(HasSubstr("fouet")));
  EXPECT_EQ(member(at + "/after.zip", "fichiers/crm/*"), "Ma casserole est arrivée sans couvercle.");
}

TEST(PaperFiles, AListThatIsMissingFromTheEvidenceIsNotSearchedAndTheOthersAre) {
  const std::string at = verdier_copy();
  access(at, at + "/before.zip");
  const std::string found = evidence(at);
  fs::remove(found + "/courrier.csv");
  habeas(at, "task done " + only_task(at) + " --evidence '" + found + "'");
  const auto after = access(at, at + "/after.zip", "");
  EXPECT_EQ(after.code, 4);
  EXPECT_THAT(after.err, HasSubstr("crm.courrier"));
  EXPECT_THAT(after.err, Not(HasSubstr("waiting for a person")));
  EXPECT_THAT(member(at + "/after.zip", "donnees/crm/fiche.json"), HasSubstr("aime le cuivre"));
}

TEST(PaperFiles, AListThatTheMapDoesNotKnowIsRefusedWhileTheTaskIsStillOpen) {
  const std::string at = verdier_copy();
  access(at, at + "/before.zip");
  const std::string found = evidence(at);
  fs::rename(found + "/fiche.csv", found + "/fiches.csv");
  const auto refused = habeas(at, "task done " + only_task(at) + " --evidence '" + found + "'");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("courrier.csv, fiche.csv"));
  EXPECT_THAT(habeas(at, "task list").out, HasSubstr("open"));
}

TEST(PaperFiles, NothingFoundCountsAsSearchedWithAMapAndWithout) {
  for (const bool mapped : {true, false}) {
    const std::string at = verdier_copy();
    if (!mapped) fs::remove(at + "/maps/crm.yaml");
    const auto before = access(at, at + "/before.zip", "");
    EXPECT_THAT(before.err, HasSubstr("waiting for a person"));
    habeas(at, "task done " + only_task(at));
    const auto after = access(at, at + "/after.zip", "");
    EXPECT_THAT(after.err, Not(HasSubstr("Not searched"))) << "mapped: " << mapped;
    EXPECT_EQ(after.code, 0) << after.err;
  }
}

TEST(PaperFiles, EvidenceThatNoMapSpeaksOfIsSaid) {
  const std::string at = verdier_copy();
  fs::remove(at + "/maps/crm.yaml");
  access(at, at + "/before.zip");
  habeas(at, "task done " + only_task(at) + " --evidence '" + evidence(at) + "'");
  const auto after = access(at, at + "/after.zip", "");
  EXPECT_EQ(after.code, 4);
  EXPECT_THAT(after.err, HasSubstr("crm"));
}

TEST(PaperFiles, CheckTakesTheMapOfASystemWithoutCatalogueAtItsWord) {
  const std::string at = verdier_copy();
  const auto checked = habeas(at, "check --orphans");
  EXPECT_THAT(checked.out + checked.err, Not(HasSubstr("fiche")));
  EXPECT_EQ(habeas(at, "--json task list").out, "[]\n") << "check asks nobody to search";
}

}  // namespace
}  // namespace habeas::journey

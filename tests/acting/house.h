// A house for the tests of acting and verifying: a shop and a mailing list on SQLite, badges and photos in a folder, and a
// plan made by hand: for each collection, what becomes of its rows and cells.
#pragma once

#include <habeas/act/act.h>
#include <habeas/support/folder.h>
#include <habeas/verify/verify.h>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace habeas::acting {

using Lines = std::vector<std::string>;

// What becomes of rows of hers: of a collection by its name ("orders" erased), of a cell as "collection.field-or-column".
struct ByHand {
  std::set<std::string> erased;
  std::map<std::string, plan::Becomes> cells;
  std::map<std::string, std::string> literals;
  plan::Fate fate = plan::Fate::clear;  // of changed cells
};
ByHand whole_erasure();

class House {
 public:
  // SQL that is run in the shop after its tables are made.
  explicit House(const std::string& more = "");

  void sql(const std::string& system, const std::string& statements) const;
  Lines rows(const std::string& system, const std::string& query) const;  // "1|ana", NULL as "~"
  Lines everything() const;                                               // all rows, all files
  std::string badges() const;                                             // the bytes of the CSV file
  void prepare();

  plan::Plan plan(const ByHand& by_hand, const dossier::Dossier& dossier) const;
  dossier::Dossier find();
  // Finds, plans and keeps both as what was approved.
  void approve(const ByHand& by_hand);
  std::vector<act::Outcome> run();
  verify::Report verify();
  const plan::Plan& approved() const { return plan_; }
  const dossier::Dossier& dossier() const { return dossier_; }

  // Puts something between: each source as it is opened.
  std::function<std::unique_ptr<source::Source>(std::unique_ptr<source::Source>)> wrap;
  std::set<std::string> unreachable;
  std::vector<plan::Correction> corrections;
  std::map<std::string, std::string> vault;
  Lines going;  // "shop.customer"

 private:
  std::vector<find::Reading::Access> open();

  support::Folder folder_;
  base::FixedClock clock_{base::Instant{}};
  map::Map map_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::vector<std::unique_ptr<source::Source>> sources_;
  ByHand by_hand_;
  std::optional<ledger::Warrant> warrant_;
  plan::Plan plan_;
  dossier::Dossier dossier_;
};

Lines in_words(const std::vector<act::Outcome>& outcomes);  // "shop: done"
Lines in_words(const verify::Report& report);               // "row-survives shop.orders x1"

}  // namespace habeas::acting

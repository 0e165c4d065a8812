// A world in which something is done: found, planned, carried out and read back, as for a request, on its real files;
// and what its tables hold, read by plain SQL.
#pragma once

#include "files.h"
#include "naive.h"

#include <habeas/act/act.h>
#include <habeas/support/folder.h>
#include <habeas/verify/verify.h>

#include <map>
#include <optional>
#include <set>

namespace habeas::random_schemas {

// By row: its cells by column, as SQL writes them.
using Cells = std::map<std::string, std::string>;
using Contents = std::map<RowAt, Cells>;

// How a right plans: again and again over what stands.
struct Wish {
  std::function<plan::Plan(const map::Map&, const dossier::Dossier&, dossier::Cells&,
                           const std::vector<std::optional<relation::Catalogue>>&)>
      plan;
  std::vector<plan::Correction> corrections;
};
Wish erasure();
Wish rectification(const std::vector<plan::Correction>& corrections);
Wish freeze();

struct Approved {
  Person person;
  Wish wish;
  std::string run;
  dossier::Dossier dossier;
  plan::Plan plan;
};

// The end of a freeze.
Wish release_of(const Approved& frozen);

class Changing {
 public:
  explicit Changing(const World& world);

  const map::Map& map() const { return files_.map(); }
  Contents contents() const;
  void sql(std::size_t system, const std::string& statements) const;

  Approved approve(const Person& person, const Wish& wish, const std::string& run);
  std::vector<act::Outcome> run(const Approved& approved);
  verify::Report check(const Approved& approved);

  std::map<std::string, std::string> vault;
  std::map<std::size_t, std::size_t> going;  // by table: rows of which act said that they go or lose cells

 private:
  std::vector<std::optional<relation::Catalogue>> catalogues() const;

  const World& world_;
  Files files_;
  support::Folder folder_;
  std::unique_ptr<ledger::Ledger> ledger_;
};

// The rows that a key of the dossier names, as the tables held them.
std::vector<RowAt> rows_of(const World& world, const map::Map& map, const Contents& contents,
                           const dossier::CollectionRows& where, const relation::RowKey& key);

std::string in_words(const std::vector<act::Outcome>& outcomes);
std::string in_words(const verify::Report& report);

}  // namespace habeas::random_schemas

// Maison Verdier on its day of opening: demo data, its map, a register, an outbox, and everything that people do there
// through handle/. A shop of its own for every test: they change it.
#pragma once

#include "journey.h"

#include <habeas/cli/house.h>
#include <habeas/handle/permission.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace habeas::journey {

inline constexpr const char* claires = "claire.fontaine@courriel.example";
inline constexpr const char* roy = "Camille Roy";

class Shop {
 public:
  Shop();

  // As after a restart of the program.
  void open();
  // Lets go of the register and the ledger, for the real program to run.
  void leave() { whole_.reset(); }

  handle::House& house() { return *whole_->house; }
  const std::string& folder() const { return folder_; }
  std::string database(const std::string& name) const { return folder_ + "/data/" + name + ".db"; }
  std::int64_t count(const std::string& name, const std::string& sql) const;
  std::string one(const std::string& name,
                  const std::string& sql) const;  // the first column of the first row

  std::string receive(law::Right right, handle::Details details = {}, const std::string& email = claires);
  // She reads the code in her mailbox: the one on file.
  void prove(const std::string& reference);
  // Somebody at the desk sees the death certificate.
  void prove_death(const std::string& reference);
  std::string code_for(const std::string& reference) const;
  // The last letter of this kind in the outbox, headers first; empty if there is none.
  std::string mail(const std::string& reference, const std::string& kind) const;
  // Somebody looks through the paper files, and finds nothing of hers.
  void search_paper(const std::string& reference);
  // Planned, approved, run and read back, with no question, failure or finding on the way.
  handle::RunReport carry_out(const std::string& reference);

  request::State state(const std::string& reference);
  law::Deadline deadline(const std::string& reference);
  std::string file(const std::string& reference, const std::string& name);
  permit::Answer may(const std::string& activity, const std::string& channel = "",
                     const std::string& email = claires);

 private:
  void prepare();

  std::string folder_;
  cli::Context context_;
  std::unique_ptr<cli::WholeHouse> whole_;
};

}  // namespace habeas::journey

// A journey: an organisation's folder on disk, its map, its live systems, and one person found in them, through the
// same code as the command line. What must be found is counted by SQL written by hand, which shares nothing with
// the finder.
#pragma once

#include <habeas/cli/context.h>
#include <habeas/cli/systems.h>
#include <habeas/dossier/dossier.h>
#include <habeas/find/find.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace habeas::journey {

// A folder of this test program's own, removed when it ends.
std::string scratch_folder();

// Copies a folder of YAML beside data that a test made.
void copy_folder(const std::string& from, const std::string& to);
void run_script(const std::string& database, const std::string& sql_file);
// The first column of every row, as text; and a single number.
std::vector<std::string> ask(const std::string& database, const std::string& sql);
std::int64_t count(const std::string& database, const std::string& sql);

class Organisation {
 public:
  explicit Organisation(const std::string& folder);

  const map::Map& map() const { return map_; }
  const law::Library& library() const { return library_; }
  // Lines kind=value.
  dossier::Dossier find(const std::string& identifiers);
  // The snapshots of the last find, still open.
  find::Reading& reading() { return *reading_; }

 private:
  cli::Context context_;
  law::Library library_;
  map::Map map_;
  cli::Systems systems_;
  std::unique_ptr<find::Reading> reading_;
};

// Rows of "shop.orders" in the dossier, of one class or of all.
std::int64_t rows(const map::Map& map, const dossier::Dossier& dossier, const std::string& collection);
std::int64_t rows(const map::Map& map, const dossier::Dossier& dossier, const std::string& collection,
                  dossier::Class klass);
// Their keys as text, sorted.
std::vector<std::string> keys(const map::Map& map, const dossier::Dossier& dossier,
                              const std::string& collection);

}  // namespace habeas::journey

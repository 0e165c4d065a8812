// What every command shares: where the organisation's folder is, the law that comes with the program, the loaded
// map, opened systems, and how to speak. Commands are listed once, in commands.h.
#pragma once

#include <habeas/base/problem.h>
#include <habeas/base/time.h>
#include <habeas/law/library.h>
#include <habeas/ledger/ledger.h>
#include <habeas/map/load.h>

#include <memory>
#include <string>
#include <vector>

namespace habeas::cli {

// Exit codes, as in docs/cli.md.
enum Exit : int {
  done = 0,
  problems = 1,    // the map, the input or the world has a problem; nothing was done by halves
  usage = 2,       // the call's words are off
  human = 3,       // a person must decide: conflict, candidates
  incomplete = 4,  // done, but something could not be searched: it is said what
};

struct Context {
  std::string folder = ".";  // of habeas.yaml
  bool json = false;
  bool quiet = false;
  base::SystemClock clock;
};

// The folder of law data, words and schemas: HABEAS_SHARE, else beside the program, else where it was built.
std::string share_folder();

std::string read_file(const std::string& path);  // Fault if it cannot be read; 64 MiB at most
law::Library read_library();                     // Fault if the shipped law is damaged

// Reads habeas.yaml, activities.yaml and maps/*.yaml below `folder`.
std::vector<map::MapFile> read_map_files(const std::string& folder);

// Problems to standard error, one a line, and a last line that counts them.
void print_problems(const base::Problems& problems);

// The map, or a Fault after its problems were printed.
map::Map load_map(const Context& context, const law::Library& library);

// var/ledger of the organisation: every find and every package is itself recorded.
std::unique_ptr<ledger::Ledger> open_ledger(const Context& context);

}  // namespace habeas::cli

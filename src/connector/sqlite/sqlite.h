// A SQLite file as a Source. Reading never disturbs its owner: a database in WAL mode is read in one
// transaction, where readers and writers do not meet; in a rollback-journal mode an open reader would make the
// owner's writes fail, so a private copy is taken in short slices (copy.h) and read instead.
// The file is opened read-only for reading; changes use a second connection, under a Warrant.
// Values arrive with the type of their cell, not of their column: SQLite lets them differ.
#pragma once

#include <habeas/source/source.h>

#include <chrono>
#include <memory>
#include <string>

namespace habeas::sqlite {

struct Settings {
  std::chrono::milliseconds wait{5000};          // for another program's lock, then Fault unavailable
  std::string scratch;                           // where private copies go; empty: TMPDIR or /tmp
  int pages_per_slice = 256;                     // the owner's program may write between two slices…
  std::chrono::milliseconds burst{5};            // …and after so long of them, has
  std::chrono::milliseconds pause{2};            // …this long to itself
  int restarts = 4;                              // each write of the owner begins a copy anew; after so many…
  std::chrono::milliseconds longest_lock{1000};  // …one last try holds the owner's writes up for at most this
};

// `path` is used as it is; a relative one is relative to the working directory. The clock must outlive it.
std::unique_ptr<source::Source> make(std::string system, std::string path, const base::Clock& clock,
                                     Settings settings = {});

}  // namespace habeas::sqlite

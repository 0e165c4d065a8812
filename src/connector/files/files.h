// A folder as a Source: its CSV files are tables (`clients.csv` is table `clients`, its first record the
// columns, all of them text), and any file below it is a document by its relative path. Nothing outside the
// folder is ever read. Look-ups scan: one pass over a file for all look-ups of a level.
// A Snapshot remembers the state of each CSV file; one that changed since is a Fault, not a mixture.
// Changing: new contents are written beside, in `.habeas/`, and named in a journal before any file is replaced, so that
// whoever opens the folder after a crash finds all of it or nothing (journal.h).
#pragma once

#include <habeas/source/source.h>

#include <chrono>
#include <memory>
#include <string>

namespace habeas::files {

enum class Encoding { utf8, windows_1252 };  // the second holds ISO 8859-1 too, as spreadsheets mean it

struct Settings {
  Encoding encoding = Encoding::utf8;
  char delimiter = '\0';                  // of the CSV files; NUL: seen from their first line
  std::size_t field_limit = 16u << 20;    // bytes of one CSV field
  std::size_t change_limit = 256u << 20;  // bytes of a CSV file that is rewritten
  std::chrono::milliseconds wait{5000};   // for another change of ours to end, then Fault unavailable
};

// A relative folder is relative to the working directory. The clock must outlive it.
std::unique_ptr<source::Source> make(std::string system, std::string folder, const base::Clock& clock,
                                     Settings settings = {});

}  // namespace habeas::files

// Reads a ledger's file and follows the chain, in bounded memory.
#pragma once

#include <habeas/ledger/file.h>
#include <habeas/ledger/line.h>

#include <cstdint>
#include <string>

namespace habeas::ledger {

struct Reading {
  Chain chain;             // as far as it is intact
  std::uint64_t good = 0;  // bytes of the lines that are
  std::string torn;        // what stands after the last line feed
  std::string damage;      // "line 12 does not match its hash"; empty if there is none
};

Reading read_chain(const File& file);
// Goes on where the reading stopped: what others appended since.
void read_on(const File& file, Reading& reading);

}  // namespace habeas::ledger

// A system that only a person can search: habeas asks, waits and records. open() finds or makes a task, a
// folder of its own, and answers Pending until somebody marks it done with the evidence; from then on it gives
// a Snapshot over that evidence (files/): a CSV per collection, and documents. An evidence folder without any
// file says "searched, nothing found": every table is then empty. A table that is missing beside others is a
// Fault vanished: it was perhaps forgotten.
// Changes are a task too: commit() asks for them, with a date, and they count as done when she says so.
#pragma once

#include <habeas/connector/manual/task.h>
#include <habeas/source/source.h>

#include <memory>
#include <string>

namespace habeas::manual {

struct Settings {
  std::string folder;  // of all tasks: var/manual. Made, owner-only, when the first task is
  std::string who;     // who is asked
  int within_days = 5;
};

// The clock must outlive it.
std::unique_ptr<source::Source> make(std::string system, const base::Clock& clock, Settings settings);

}  // namespace habeas::manual

// A private copy of a database whose owner goes on writing: SQLite's online backup, a few pages at a time, so
// that a write waits for a burst of them at most, of a few milliseconds. A write between two slices begins the copy anew; after
// Settings::restarts of them, one last try holds a read lock throughout, for Settings::longest_lock at most.
// The copy lies in a folder of mode 0700 and has no name as soon as it is open: it ends with the process.
#pragma once

#include <habeas/connector/sqlite/database.h>
#include <habeas/connector/sqlite/sqlite.h>

#include <memory>

namespace habeas::sqlite {

std::unique_ptr<Database> private_copy(Database& original, const Settings& settings);

}  // namespace habeas::sqlite

// The table of markers: each transaction of ours writes one row, so that after a crash it is known whether it took
// effect. Made by `habeas prepare`, never within a run.
#pragma once

#include <habeas/base/time.h>
#include <habeas/connector/sqlite/database.h>

#include <string>

namespace habeas::sqlite {

std::string create_marker_table();  // the statement
// Is this our table, by its name and its columns? One that only has its name is theirs.
bool is_marker_table(Database& database, const std::string& name);
bool has_marker_table(Database& database);  // Fault refused where a table of theirs has its name
// Fault refused without the table, changed if the marker is there: then its transaction has taken effect before.
void write_marker(Database& database, const std::string& run, base::Instant at);
bool has_marker(Database& database, const std::string& run);

}  // namespace habeas::sqlite

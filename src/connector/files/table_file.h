// One CSV file of the folder: its header, and its records in order.
#pragma once

#include <habeas/connector/files/beneath.h>
#include <habeas/connector/files/csv.h>
#include <habeas/connector/files/files.h>

#include <functional>
#include <string>
#include <vector>

namespace habeas::files {

// The name of the table that a file is, or empty when it is none.
std::string table_of(const std::string& file_name);

// Reads the file to its end, or until `record` returns false. Fault broken, with the line, for what is no CSV,
// a record that is longer or shorter than the header, or a header that names a column twice or not at all.
void read_table(const Folder& folder, const Descriptor& file, const std::string& table,
                const Settings& settings,
                const std::function<bool(const std::vector<std::string>& header)>& header,
                const std::function<bool(relation::Row& record)>& record);

}  // namespace habeas::files

// One transaction on a folder: CSV files are changed in memory and written beside; commit() checks that none of them
// changed since the transaction began, and hands all to the journal.
#pragma once

#include <habeas/connector/files/files.h>

#include <memory>
#include <string>

namespace habeas::files {

std::unique_ptr<source::Transaction> begin_transaction(const std::string& system, const std::string& path,
                                                       const base::Clock& clock, const Settings& settings);

}  // namespace habeas::files

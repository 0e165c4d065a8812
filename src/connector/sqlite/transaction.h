// One transaction on a SQLite file: BEGIN IMMEDIATE, foreign keys on, what is deleted overwritten
// (secure_delete). A row changes only if its key names it alone and its expected cells are exactly, in type and
// bytes, what they were; what is not committed is rolled back.
#pragma once

#include <habeas/source/source.h>

#include <chrono>
#include <memory>
#include <string>

namespace habeas::sqlite {

std::unique_ptr<source::Transaction> begin_transaction(const std::string& system, const std::string& path,
                                                       const base::Clock& clock,
                                                       std::chrono::milliseconds wait);

}  // namespace habeas::sqlite

// Changes that a person carries out: collected, and asked of her all at once when they are committed.
#pragma once

#include <habeas/connector/manual/manual.h>
#include <habeas/connector/manual/task.h>

#include <memory>
#include <optional>
#include <string>

namespace habeas::manual {

std::unique_ptr<source::Transaction> begin_transaction(const std::string& system, const base::Clock& clock,
                                                       const Settings& settings);
// The task that carries this marker, if the person was asked.
std::optional<Task> task_of_run(const std::string& system, const Settings& settings, const std::string& run);

}  // namespace habeas::manual

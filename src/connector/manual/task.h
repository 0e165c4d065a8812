// A task for a person: search one system for one inquiry, or change it. It lies in FOLDER/SYSTEM/REFERENCE/, owner-only:
//   task.json         state, who, purpose, dates, and the digests of the evidence
//   changes.json      what to remove and to change; removed when the task is done
//   identifiers.json  what to search by; removed when the task is done
//   evidence/         what was found
// The reference is a keyed hash of the inquiry, so the same inquiry finds the same task, and without the
// installation's key (FOLDER/key) nobody can test who a reference is about.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/base/time.h>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace habeas::manual {

enum class State { open, done };
enum class What { search, change };

struct Evidence {
  base::Personal<std::string> name;  // a relative path; a file may be named after somebody
  std::string sha256;
  std::uint64_t bytes = 0;
};

struct Task {
  std::string system;
  std::string reference;
  State state = State::open;
  What what = What::search;
  std::string purpose;
  std::string who;
  base::Instant created{};
  base::Date due{};
  std::optional<base::Instant> done;
  base::Personal<std::string> note;  // free words of the person who searched
  std::vector<Evidence> evidence;
};

using Identifiers = base::Personal<std::vector<std::pair<std::string, std::string>>>;

bool overdue(const Task& task, base::Date today);  // open, and today is after the due date

// All tasks, by due date, then system and reference. None when the folder does not exist.
std::vector<Task> list(const std::string& folder);
// Fault vanished when there is no such task.
Task find(const std::string& folder, const std::string& reference);
// What to search by, kind and value; empty once the task is done.
Identifiers identifiers(const std::string& folder, const Task& task);
// What to change, a line each; empty once the task is done.
base::Personal<std::vector<std::string>> changes(const std::string& folder, const Task& task);

// Copies the evidence into the task, with its digests, and marks it done. An empty `evidence` folder name means
// that nothing was found. Fault refused for a task already done, or for evidence that is not regular files.
Task complete(const std::string& folder, const std::string& reference, const std::string& evidence,
              const base::Personal<std::string>& note, const base::Clock& clock);

}  // namespace habeas::manual

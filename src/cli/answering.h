// From the person sought to the package, through whatever fails in between. A system that dies after the find, while
// its cells are read, is left out and the person is found again without it: the package then says that it was not
// searched, and everything else stands.
#pragma once

#include <habeas/answer/package.h>
#include <habeas/cli/systems.h>

#include <functional>
#include <optional>

namespace habeas::cli {

struct Answered {
  dossier::Dossier dossier;  // that of the package, or the one that was stopped at
  std::optional<answer::PackageReport> report;
};

// Shown each dossier before anything is written: true to write. It may throw.
using Consider = std::function<bool(const dossier::Dossier&)>;

// A system that dies is noted in `systems` (no source, and why).
Answered answer_person(const map::Map& map, const law::Library& library, Systems& systems,
                       const find::Sought& person, const answer::PackageRequest& request,
                       const std::string& out, const Consider& consider);

}  // namespace habeas::cli

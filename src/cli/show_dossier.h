// A Dossier for people at a terminal, and as JSON for programs (docs/cli.md). It shows row keys, which the operator
// needs, and no other cell.
#pragma once

#include <habeas/dossier/dossier.h>

#include <string>

namespace habeas::cli {

enum class Detail { keys, paths };
std::string dossier_as_text(const map::Map& map, const dossier::Dossier& dossier, Detail detail);
std::string dossier_as_json(const map::Map& map, const dossier::Dossier& dossier);

// done, human or incomplete.
int exit_for(const dossier::Dossier& dossier);

}  // namespace habeas::cli

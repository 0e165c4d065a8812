// A Dossier for people at a terminal, and as JSON for programs (docs/cli.md). `keys` and `paths` show row keys, which
// an operator asked for; no other cell is ever shown.
#pragma once

#include <habeas/dossier/dossier.h>
#include <habeas/relation/row_key.h>

#include <string>

namespace habeas::cli {

enum class Detail { counts, keys, paths };
std::string dossier_as_text(const map::Map& map, const dossier::Dossier& dossier, Detail detail);
std::string dossier_as_json(const map::Map& map, const dossier::Dossier& dossier);

std::string gaps_as_json(const dossier::Dossier& dossier);  // the list "not_searched" of it alone

// One row's key: for a terminal, its cells joined by " | "; and as a JSON array.
std::string key_text(const relation::RowKey& key);
std::string key_as_json(const relation::RowKey& key);

// done, human or incomplete.
int exit_for(const dossier::Dossier& dossier);

}  // namespace habeas::cli

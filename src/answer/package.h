// The package: what a person receives. A ZIP as in docs/package.md, written as a stream, deterministic for the
// same snapshot and request: offline pages in French and English, informations/, donnees/, fichiers/,
// portabilite/, manifest.json. When nothing is held it says that, honestly.
#pragma once

#include <habeas/answer/cells.h>
#include <habeas/base/time.h>
#include <habeas/dossier/dossier.h>
#include <habeas/find/find.h>
#include <habeas/law/library.h>
#include <habeas/plan/access.h>

#include <cstdint>
#include <string>

namespace habeas::answer {

struct PackageRequest {
  std::string reference;        // ours, not personal: "2026-0001"
  base::Instant at{};           // the moment of writing, shown in the pages and the manifest
  std::string language = "fr";  // which one index.html opens in
  plan::Scope scope{};          // what she asked for; the information of art. 15(1)-(2) is always whole
};

struct PackageReport {
  plan::Counts access;  // as read: what did not decode is withheld, not disclosed
  plan::Counts portability;
  std::uint64_t documents = 0;
  std::uint64_t documents_missing = 0;
  std::uint64_t rows_overdue = 0;          // kept although their retention is over
  std::uint64_t rows_perhaps_overdue = 0;  // likewise, if the earliest end that there can be is the real one
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  std::string sha256;       // of the ZIP
  std::string access_plan;  // digests
  std::string portability_plan;
};

// Writes to `path`, which must not exist; a partial file is removed when it fails. Owner-only permissions.
// Refuses (Fault) a dossier whose outcome is a conflict or candidates: nothing is disclosed until a human decides.
PackageReport write_package(const map::Map& map, const law::Library& library, const dossier::Dossier& dossier,
                            find::Reading& reading, const PackageRequest& request, const std::string& path);

// The same, with cells from anywhere.
PackageReport write_package(const map::Map& map, const law::Library& library, const dossier::Dossier& dossier,
                            Cells& cells, const PackageRequest& request, const std::string& path);

}  // namespace habeas::answer

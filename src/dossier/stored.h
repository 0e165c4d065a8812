// A dossier as bytes (CBOR), so that an approved plan can be carried out after a restart, and looked at again months
// later. The bytes hold a person's keys and identifiers: whoever stores them seals them.
#pragma once

#include <habeas/dossier/dossier.h>

#include <string>

namespace habeas::dossier {

base::Personal<std::string> to_bytes(const Dossier& dossier);
// Fault `broken` for anything that to_bytes() did not write.
Dossier from_bytes(const base::Personal<std::string>& bytes);

}  // namespace habeas::dossier

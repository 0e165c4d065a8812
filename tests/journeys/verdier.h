// Maison Verdier on disk, as the demo's generator makes it.
#pragma once

#include <string>

namespace habeas::journey {

// Made once for the program; no test changes what lies in it, but for tasks.
const std::string& verdier();
// A copy of its own, for a test that changes something.
std::string verdier_copy();

// Claire Fontaine, of whom one address is known: a line for find().
inline constexpr const char* claire = "email=claire.fontaine@courriel.example\n";

}  // namespace habeas::journey

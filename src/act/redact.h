// Redaction: her identifiers and names in a free text, replaced. A name is met whatever its case and accents, as a whole
// word; a phone number however it is written. Pure. What it cannot know (nicknames, "the neighbour of…") stays.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/subject/identifier.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::act {

// What is replaced.
struct Marks {
  std::vector<subject::Identifier> identifiers;
  base::Personal<std::vector<std::string>> names;  // whole names and their parts
};

// A full name, and each of its parts that is long enough not to be a word of anything.
std::vector<std::string> parts_of_name(std::string_view name);

std::string redacted(const subject::Kinds& kinds, const Marks& marks, std::string_view text);

}  // namespace habeas::act

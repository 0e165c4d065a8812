// Phone numbers as identifiers, by libphonenumber: E.164. *Same* only what is written with ASCII digits, a
// leading + and the separators that databases are told to drop; letters, extensions and other digits are
// nobody's. Every number that is *same* ends, without separators, in one of phone_keys(): where a country
// writes its mobile numbers so differently at home and abroad that this fails (Argentina), the odd spelling
// is *alike* only.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::subject {

struct Phone {
  std::string e164;      // "+33612345678": the normal form
  std::string code;      // "33"
  std::string national;  // "612345678", with leading zeros where they belong to the number (Italy)
};
std::optional<Phone> read_phone(std::string_view value, const std::string& region);

// The last eight characters that any spelling of this number may have without its separators: sorted, a
// function of e164 alone.
std::vector<std::string> phone_keys(const Phone& phone);

}  // namespace habeas::subject

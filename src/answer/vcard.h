// vCard 4.0 (RFC 6350): the contact details that a person takes away, for any address book.
// UTF-8, CRLF, lines folded at 75 octets without cutting a character, values escaped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace habeas::answer {

class VCard {
 public:
  // Adds what a category of data means in an address book: "identity.name", "contact.email"… False if nothing.
  bool add(std::string_view data_category, std::string_view value);
  bool empty() const { return lines_.empty() && name_.empty() && given_.empty() && family_.empty(); }
  // The whole card, or nothing when it is empty.
  std::string text() const;

 private:
  std::string name_, given_, family_;
  std::vector<std::pair<std::string, std::string>> address_;  // part, value
  std::vector<std::string> lines_;                            // "EMAIL:…", unfolded
};

// Backslash, comma, semicolon and line breaks, RFC 6350 § 3.4.
std::string vcard_escape(std::string_view text);
// RFC 6350 § 3.2, with the CRLF.
std::string vcard_fold(std::string_view line);

}  // namespace habeas::answer

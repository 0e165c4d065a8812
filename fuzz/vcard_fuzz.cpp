// Whatever a person's contact details hold, the card has the lines that we mean and no others: RFC 6350, by its grammar.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <habeas/answer/vcard.h>
#include <habeas/base/must.h>
#include <habeas/base/text.h>

namespace {

using habeas::base::must;

constexpr std::array<std::string_view, 12> categories = {
    "identity.name",      "identity.given-name", "identity.family-name", "identity.birthdate",
    "identity.pseudonym", "contact.address",     "contact.city",         "contact.postcode",
    "contact.country",    "contact.email",       "contact.phone",        "contact.website"};

// The lines, unfolded.
std::vector<std::string> lines_of(const std::string& card) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < card.size();) {
    const std::size_t end = card.find("\r\n", at);
    must(end != std::string::npos, "every line ends");
    const std::string line = card.substr(at, end - at);
    must(line.size() <= 75, "no line is longer than 75 octets");
    must(habeas::base::is_utf8(line), "no character is cut");
    must(line.find_first_of("\r\n") == std::string::npos, "a line is a line");
    if (!lines.empty() && line.starts_with(' ')) {
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
    at = end + 2;
  }
  return lines;
}

void one_of_ours(const std::string& line) {
  constexpr std::array<std::string_view, 10> ours = {
      "FN:", "N:", "BDAY:", "ADR:", "EMAIL:", "TEL;VALUE=text:", "URL:", "ORG:", "NICKNAME:", "VERSION:4.0"};
  const bool known = std::any_of(ours.begin(), ours.end(), [&](auto each) { return line.starts_with(each); });
  must(known, "a property that we write");
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    must((byte >= 0x20 && byte != 0x7f) || c == '\t', "no control character");
  }
}

}  // namespace

// Lines: the first byte of each chooses the category, the rest is the value; \x1f stands for a line break in it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view all(reinterpret_cast<const char*>(data), size);
  habeas::answer::VCard card;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    std::string value(all.substr(at, end - at));
    at = end + 1;
    if (value.empty()) continue;
    const auto category = categories[static_cast<unsigned char>(value[0]) % categories.size()];
    value.erase(0, 1);
    for (char& c : value) c = c == '\x1f' ? '\n' : c;
    card.add(category, value);
  }
  const std::string text = card.text();
  if (text.empty()) return 0;
  const auto lines = lines_of(text);
  must(lines.size() >= 4 && lines.front() == "BEGIN:VCARD" && lines.back() == "END:VCARD", "one card");
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) one_of_ours(lines[i]);
  return 0;
}

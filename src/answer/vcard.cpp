#include <habeas/answer/vcard.h>

#include <habeas/base/text.h>

#include <algorithm>
#include <array>

namespace habeas::answer {
namespace {

// Where a postal address's parts stand in ADR: post office box; extended; street; city; region; code; country.
constexpr std::array<std::pair<std::string_view, std::size_t>, 4> address_parts = {{
    {"contact.address", 2},
    {"contact.city", 3},
    {"contact.postcode", 5},
    {"contact.country", 6},
}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> properties = {{
    {"contact.email", "EMAIL:"},
    {"contact.phone", "TEL;VALUE=text:"},
    {"contact.website", "URL:"},
    {"contact.company", "ORG:"},
    {"identity.pseudonym", "NICKNAME:"},
}};

std::string basic_date(std::string_view iso) {
  std::string date;
  for (const char c : iso.substr(0, 10)) {
    if (c != '-') date += c;
  }
  const bool digits = date.size() == 8 && date.find_first_not_of("0123456789") == std::string::npos;
  return digits ? date : std::string();
}

}  // namespace

std::string vcard_escape(std::string_view text) {
  std::string out;
  const std::string clean = base::to_utf8(text);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const char c = clean[i];
    if (c == '\r' && i + 1 < clean.size() && clean[i + 1] == '\n') continue;
    if (c == '\n' || c == '\r') {
      out += "\\n";
    } else if (c == '\\' || c == ',' || c == ';') {
      out += '\\';
      out += c;
    } else if ((static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\t') {
      out += c;
    }
  }
  return out;
}

std::string vcard_fold(std::string_view line) {
  std::string out;
  std::size_t room = 75;
  for (std::size_t i = 0; i < line.size();) {
    std::size_t length = 1;  // of the character that begins here
    while (i + length < line.size() && (static_cast<unsigned char>(line[i + length]) & 0xC0) == 0x80)
      ++length;
    if (length > room) {
      out += "\r\n ";
      room = 74;
    }
    out += line.substr(i, length);
    room -= std::min(room, length);
    i += length;
  }
  return out + "\r\n";
}

bool VCard::add(std::string_view category, std::string_view value) {
  if (base::trim(value).empty()) return false;
  const std::string escaped = vcard_escape(base::trim(value));
  if (category == "identity.name") return name_.empty() ? (name_ = escaped, true) : false;
  if (category == "identity.given-name") return given_.empty() ? (given_ = escaped, true) : false;
  if (category == "identity.family-name") return family_.empty() ? (family_ = escaped, true) : false;
  if (category == "identity.birthdate") {
    const std::string date = basic_date(value);
    const auto born = [](const std::string& line) { return line.starts_with("BDAY:"); };
    if (date.empty() || std::any_of(lines_.begin(), lines_.end(), born)) return false;  // at most one
    lines_.push_back("BDAY:" + date);
    return true;
  }
  for (const auto& [name, part] : address_parts) {
    if (name != category) continue;
    address_.emplace_back(std::to_string(part), escaped);
    return true;
  }
  for (const auto& [name, property] : properties) {
    if (name != category) continue;
    std::string line = std::string(property) + escaped;
    if (std::find(lines_.begin(), lines_.end(), line) == lines_.end()) lines_.push_back(std::move(line));
    return true;
  }
  return false;
}

std::string VCard::text() const {
  if (empty() && address_.empty()) return {};
  std::string full = name_;
  if (full.empty()) full = given_ + (given_.empty() || family_.empty() ? "" : " ") + family_;
  std::string out = "BEGIN:VCARD\r\nVERSION:4.0\r\n" + vcard_fold("FN:" + full);
  if (!given_.empty() || !family_.empty()) out += vcard_fold("N:" + family_ + ";" + given_ + ";;;");
  for (const std::string& line : lines_) out += vcard_fold(line);
  if (!address_.empty()) {
    std::array<std::string, 7> parts;
    for (const auto& [part, value] : address_) {
      std::string& where = parts.at(static_cast<std::size_t>(part[0] - '0'));
      where += where.empty() ? value : "\\, " + value;
    }
    std::string line = "ADR:" + parts[0];
    for (std::size_t i = 1; i < parts.size(); ++i) line += ";" + parts[i];
    out += vcard_fold(line);
  }
  return out + "END:VCARD\r\n";
}

}  // namespace habeas::answer

#include <habeas/ledger/line.h>

#include <habeas/base/must.h>
#include <habeas/base/text.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace habeas::ledger {
namespace {

constexpr std::string_view hash_member = ",\"hash\":\"";
constexpr std::string_view previous_member = "},\"previous\":\"";
constexpr std::string_view ending = "\"}";
constexpr std::size_t hash_size = 64;
constexpr std::size_t tail_size = hash_member.size() + hash_size + ending.size();

void add_text(std::string& line, std::string_view text) {
  line += '"';
  for (const char c : base::to_utf8(text)) {
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      line += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      line += c;
    }
  }
  line += '"';
}

void add_facts(std::string& line, const Event& event) {
  std::set<std::string> names;
  line += '{';
  for (const auto& [name, value] : event.facts) {
    base::must(names.insert(name).second, "an event states each fact once");
    if (names.size() > 1) line += ',';
    add_text(line, name);
    line += ':';
    add_text(line, value);
  }
  line += '}';
}

// Takes one text in its one spelling off `rest`.
bool take_text(std::string_view& rest) {
  if (!rest.starts_with('"')) return false;
  for (std::size_t at = 1; at < rest.size(); ++at) {
    const char c = rest[at];
    if (c == '"') {
      rest.remove_prefix(at + 1);
      return true;
    }
    if (static_cast<unsigned char>(c) < 0x20) return false;
    if (c == '\\') ++at;
  }
  return false;
}

bool take_word(std::string_view& rest, std::string_view word) {
  if (!rest.starts_with(word)) return false;
  rest.remove_prefix(word.size());
  return true;
}

// {"name":"value",…} to the end of `rest`, without its closing brace.
bool are_facts(std::string_view rest) {
  if (!take_word(rest, "{")) return false;
  if (rest.empty()) return true;
  do {
    if (!take_text(rest) || !take_word(rest, ":") || !take_text(rest)) return false;
  } while (take_word(rest, ","));
  return rest.empty();
}

}  // namespace

Line write_line(std::uint64_t position, base::Instant at, const Event& event, std::string_view previous) {
  Line line;
  line.text = fmt::format("{{\"position\":{},\"at\":\"{}\",\"what\":", position, base::to_rfc3339(at));
  add_text(line.text, event.what);
  line.text += ",\"facts\":";
  add_facts(line.text, event);
  line.text += fmt::format(",\"previous\":\"{}\"", previous);
  line.hash = base::sha256_hex(line.text);
  line.text += fmt::format("{}{}{}\n", hash_member, line.hash, ending);
  base::must(line.text.size() <= longest_line, "an event fits a line of the ledger");
  return line;
}

void Chain::add(const Line& line) {
  ++size_;
  head_ = line.hash;
}

std::string Chain::take(std::string_view line) {
  constexpr std::string_view not_a_line = "is not a line of a ledger";
  if (line.size() < tail_size) return std::string(not_a_line);
  const auto hashed = line.substr(0, line.size() - tail_size);
  auto tail = line.substr(hashed.size());
  const auto hash = tail.substr(hash_member.size(), hash_size);
  if (!tail.starts_with(hash_member) || !tail.ends_with(ending)) return std::string(not_a_line);

  hash_.restart();
  hash_.add(hashed);
  if (hash_.hex() != hash) return "does not match its hash";

  auto rest = hashed;
  if (!take_word(rest, "{\"position\":") || !take_word(rest, std::to_string(size_)) ||
      !take_word(rest, ",\"at\":")) {
    return fmt::format("should have position {}", size_);
  }
  if (!rest.ends_with('"') || rest.size() < previous_member.size() + hash_size + 1)
    return std::string(not_a_line);
  const auto link = rest.substr(rest.size() - previous_member.size() - hash_size - 1);
  if (!link.starts_with(previous_member)) return std::string(not_a_line);
  if (link.substr(previous_member.size(), hash_size) != head_) return "does not follow the line before it";
  rest.remove_suffix(link.size());
  if (!take_text(rest) || !take_word(rest, ",\"what\":") || !take_text(rest) ||
      !take_word(rest, ",\"facts\":") || !are_facts(rest)) {
    return std::string(not_a_line);
  }
  ++size_;
  head_ = hash;
  return {};
}

}  // namespace habeas::ledger

// Reading what a person types or a file holds. Problems name the line and never the value: what was typed
// before "=" is repeated only when it is nearly a kind that exists, since it may be an address in the wrong
// place.
#include <fmt/format.h>

#include <habeas/base/problem.h>
#include <habeas/base/text.h>
#include <habeas/subject/identifier.h>

namespace habeas::subject {
namespace {

std::string list(const std::vector<std::string>& names) {
  std::string all;
  for (const auto& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

std::string unknown_kind(const Kinds& kinds, std::string_view kind) {
  const std::string written(kind.substr(0, 40));
  const std::string near = base::nearest(written, kinds.names());
  if (near.empty()) return "unknown kind. Known kinds: " + list(kinds.names());
  return fmt::format("unknown kind '{}'. Did you mean '{}'?", written, near);
}

std::string_view expected(Shape shape) {
  switch (shape) {
    case Shape::email: return "an e-mail address (name@example.com)";
    case Shape::phone: return "a phone number that is possible (0612345678, +33612345678), without extension";
    case Shape::number: return "a number of at most 20 digits";
    case Shape::text: return "a text";
    case Shape::name_birthdate: return "a name and a birth date (Marie Dupont, 1980-05-02)";
  }
  return "";
}

// What is wrong with one line; empty when an identifier was read or there was nothing to read.
std::string read_line(const Kinds& kinds, std::string_view line, std::vector<Identifier>& out) {
  if (!base::is_utf8(line)) return "not UTF-8 text";
  line = base::trim(line);
  if (line.empty() || line.front() == '#') return "";
  const std::size_t equals = line.find('=');
  if (equals == line.npos) return "expected kind=value, found no '='";
  const KindName kind{std::string(base::trim(line.substr(0, equals)))};
  const auto value = base::trim(line.substr(equals + 1));
  const auto shape = kinds.shape(kind);
  if (!shape) return unknown_kind(kinds, kind.text());
  if (value.empty()) return fmt::format("no value for '{}'", kind.text());
  if (value.size() > identifier_limit) {
    return fmt::format("the value for '{}' is longer than {} bytes", kind.text(), identifier_limit);
  }
  if (value.find('\0') != value.npos) return fmt::format("the value for '{}' holds a NUL byte", kind.text());
  if (!normal_form(kinds, kind, value)) {
    return fmt::format("the value for '{}' is not {}", kind.text(), expected(*shape));
  }
  out.push_back({kind, base::Personal<std::string>(std::string(value))});
  return "";
}

}  // namespace

Parsed parse_identifiers(const Kinds& kinds, std::string_view text) {
  Parsed parsed;
  if (text.size() > identifiers_limit) {
    parsed.problems.push_back(
        fmt::format("line 1: more than {} bytes of identifiers; split them", identifiers_limit));
    return parsed;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string problem = read_line(kinds, text.substr(0, end), parsed.identifiers);
    if (!problem.empty()) parsed.problems.push_back(fmt::format("line {}: {}", number, problem));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parsed;
}

}  // namespace habeas::subject

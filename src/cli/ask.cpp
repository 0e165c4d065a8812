#include <habeas/cli/ask.h>

#include <habeas/base/fault.h>

#include <fmt/format.h>

#include <unistd.h>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>

namespace habeas::cli {
namespace {

constexpr std::size_t largest_input = 1u << 20;

std::string read_standard_input() {
  if (isatty(STDIN_FILENO) != 0) {
    fmt::print(stderr,
               "Identifiers, one a line as kind=value (email=…, phone=…); an empty line or Ctrl-D ends:\n");
  }
  std::string text;
  std::string line;
  while (text.size() <= largest_input && std::getline(std::cin, line)) {
    if (line.empty() && isatty(STDIN_FILENO) != 0) break;
    text += line + "\n";
  }
  return text;
}

// What is no file may be an identifier that somebody wrote on the command line, so it is never repeated.
void refuse_unless_file(const std::string& from) {
  std::error_code trouble;
  if (from == "-" || std::filesystem::exists(from, trouble)) return;
  if (from.find_first_of("=@") == std::string::npos)
    throw base::Fault(base::FaultKind::unavailable, "--identifiers",
                      "there is no such file; write the identifiers into one, or give - for standard input");
  throw base::Fault(
      base::FaultKind::refused, "--identifiers",
      "takes a file, or - for standard input, and not an identifier itself: other users of this "
      "machine can read a command line, and the shell remembers it");
}

}  // namespace

find::Sought ask_identifiers(const std::string& from, const subject::Kinds& kinds) {
  refuse_unless_file(from);
  const std::string text = from == "-" ? read_standard_input() : read_file(from);
  if (text.size() > largest_input) {
    throw base::Fault(base::FaultKind::full, "identifiers", "more than 1 MiB; one person has a few lines");
  }
  subject::Parsed parsed = subject::parse_identifiers(kinds, text);
  for (const std::string& problem : parsed.problems) fmt::print(stderr, "identifiers: {}\n", problem);
  if (!parsed.problems.empty()) {
    throw base::Fault(base::FaultKind::broken, "identifiers",
                      fmt::format("{} lines cannot be used; nothing was searched", parsed.problems.size()));
  }
  if (parsed.identifiers.empty()) {
    throw base::Fault(base::FaultKind::broken, "identifiers",
                      "none given; write lines such as email=someone@example.org");
  }
  return {std::move(parsed.identifiers), {}};
}

void add_decisions(find::Sought& person, const std::string& file, const map::Map& map) {
  if (file.empty()) return;
  auto read = dossier::read_decisions(map, read_file(file), file);
  print_problems(read.problems);
  if (!read.problems.empty())
    throw base::Fault(base::FaultKind::broken, file, "cannot be used; nothing was searched");
  person.decisions = std::move(read.decisions);
}

std::string decisions_in_brief(const map::Map& map, const find::Sought& person) {
  std::map<std::string, std::size_t> counts;
  for (const auto& decision : person.decisions) {
    const auto& system = map.systems[decision.at.system];
    ++counts[fmt::format("{}.{} {} by {}", system.system.text(),
                         system.collections[decision.at.collection].name.text(), to_string(decision.says),
                         decision.by)];
  }
  std::string brief;
  for (const auto& [what, count] : counts)
    brief += fmt::format("{}{}: {}", brief.empty() ? "" : "; ", what, count);
  return brief;
}

void refuse_decisions_astray(const map::Map& map, const dossier::Dossier& dossier) {
  const auto* astray = dossier.decision_of_no_row();
  if (astray == nullptr) return;
  const auto& system = map.systems[astray->at.system];
  throw base::Fault(base::FaultKind::changed, fmt::format("{}:{}", astray->place.file, astray->place.line),
                    fmt::format("{}.{} has no row with this key; nothing was decided and nothing written",
                                system.system.text(), system.collections[astray->at.collection].name.text()));
}

source::Inquiry inquiry_for(const find::Sought& person, const std::string& purpose) {
  std::vector<std::pair<std::string, std::string>> pairs;
  pairs.reserve(person.identifiers.size());
  for (const subject::Identifier& identifier : person.identifiers) {
    pairs.emplace_back(identifier.kind.text(), identifier.value.reveal());
  }
  return {purpose, base::Personal(std::move(pairs))};
}

}  // namespace habeas::cli

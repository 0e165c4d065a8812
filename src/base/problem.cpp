#include <habeas/base/problem.h>

#include <habeas/base/text.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::base {
namespace {

std::string_view word(Gravity gravity) {
  switch (gravity) {
    case Gravity::error: return "error";
    case Gravity::warning: return "warning";
    case Gravity::note: return "note";
  }
  return "error";
}

std::string lower(const std::string& text) {
  std::string result = text;
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

// Edit distance with neighbouring letters swapped counted once (optimal string alignment).
std::size_t distance(const std::string& a, const std::string& b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> cost((a.size() + 1) * width);
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i * width] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      std::size_t best = std::min({cost[(i - 1) * width + j] + 1, cost[i * width + j - 1] + 1,
                                   cost[(i - 1) * width + j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        best = std::min(best, cost[(i - 2) * width + j - 2] + 1);
      }
      cost[i * width + j] = best;
    }
  }
  return cost.back();
}

// Nobody mistypes a name longer than this, and the work grows with the square.
constexpr std::size_t longest_name = 200;

}  // namespace

std::string to_string(const Problem& problem) {
  std::string text = problem.place.file;
  if (problem.place.line > 0) text += fmt::format(":{}", problem.place.line);
  if (problem.place.line > 0 && problem.place.column > 0) text += fmt::format(":{}", problem.place.column);
  if (!text.empty()) text += ": ";
  text += fmt::format("{}: {}", word(problem.gravity), problem.what);
  if (problem.hint.empty()) return for_terminal(text);
  const bool ended =
      !problem.what.empty() && std::string_view(".!?:").find(problem.what.back()) != std::string_view::npos;
  return for_terminal(text + (ended ? " " : ". ") + problem.hint);
}

std::string nearest(const std::string& wrong, const std::vector<std::string>& known) {
  if (wrong.empty() || wrong.size() > longest_name) return {};
  const std::string meant = lower(wrong);
  std::size_t limit = std::max<std::size_t>(1, wrong.size() / 3) + 1;
  std::string best;
  for (const std::string& name : known) {
    if (name.size() > longest_name || name.empty()) continue;
    const std::size_t apart = distance(meant, lower(name));
    if (apart >= limit) continue;
    // A name that shares no letter's place with a short mistake is a guess, not a suggestion.
    if (apart >= std::max(wrong.size(), name.size())) continue;
    limit = apart;
    best = name;
    if (apart == 0) break;
  }
  return best;
}

}  // namespace habeas::base

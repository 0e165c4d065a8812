// What differs from right to right, as a table (docs/rights.md).
#include <habeas/request/request.h>

#include <algorithm>
#include <array>

namespace habeas::request {
namespace {

using law::Right;

struct Row {
  Right right;
  std::string_view least;  // identity
  bool immediate;
  bool approval;
  std::array<std::string_view, 7> grounds;  // of refusal, beside the common ones
};

constexpr std::array<Row, 11> table = {{
    {Right::information, "L0", false, false, {}},
    {Right::access, "L2", false, true, {}},
    {Right::rectification, "L1", false, true, {"proven-accurate"}},
    {Right::erasure,
     "L2",
     false,
     true,
     {"no-ground-for-erasure", "legal-obligation", "legal-claims", "expression", "public-health",
      "archiving-research", "another-purpose"}},
    {Right::restriction, "L1", false, true, {"no-ground-for-restriction"}},
    {Right::portability,
     "L2",
     false,
     true,
     {"basis-not-portable", "public-task", "not-automated", "inferred"}},
    {Right::objection, "L1", false, true, {"overriding-grounds", "wrong-basis-for-objection"}},
    {Right::automated_decision, "L1", false, true, {"not-solely-automated"}},
    {Right::consent, "L1", true, false, {}},
    {Right::complaint, "L0", false, false, {}},
    {Right::posthumous,
     "L2",
     false,
     true,
     {"estate-only", "directive-contrary", "not-a-specific-directive", "heir-not-proven",
      "death-not-proven"}},
}};

const Row& row_of(Right right) { return table[static_cast<std::size_t>(right)]; }

bool never_refused(Right right, bool marketing) {
  return immediate(right, marketing) || right == Right::information || right == Right::complaint;
}

// GDPR 11(2): articles 15 to 20. The others remain for a person whom we cannot recognise.
bool falls_when_unidentifiable(Right right) {
  static constexpr std::array<Right, 5> those = {Right::access, Right::rectification, Right::erasure,
                                                 Right::restriction, Right::portability};
  return std::find(those.begin(), those.end(), right) != those.end();
}

}  // namespace

bool immediate(Right right, bool marketing) {
  return row_of(right).immediate || (right == Right::objection && marketing);
}

std::string least_identity(Right right, bool marketing) {
  if (marketing && immediate(right, marketing)) return "L0";
  return std::string(row_of(right).least);
}

bool needs_approval(Right right, bool marketing) {
  return row_of(right).approval && !immediate(right, marketing);
}

std::vector<std::string> refusal_grounds(Right right, bool marketing) {
  std::vector<std::string> grounds;
  if (never_refused(right, marketing)) return grounds;
  for (const auto ground : row_of(right).grounds)
    if (!ground.empty()) grounds.emplace_back(ground);
  grounds.emplace_back("identity-not-proven");
  grounds.emplace_back("manifestly-unfounded-or-excessive");
  if (falls_when_unidentifiable(right)) grounds.emplace_back("not-identifiable");
  return grounds;
}

}  // namespace habeas::request

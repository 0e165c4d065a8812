#include <habeas/law/basis.h>

#include <array>

namespace habeas::law {
namespace {

struct BasisRow {
  LegalBasis basis;
  std::string_view word;
  const char* number;  // of the GDPR
  bool portable;       // RIGHTS: consent and contract only, GDPR 20(1)(a)
};

constexpr std::array<BasisRow, 6> bases = {{
    {LegalBasis::consent, "consent", "6(1)(a)", true},
    {LegalBasis::contract, "contract", "6(1)(b)", true},
    {LegalBasis::legal_obligation, "legal-obligation", "6(1)(c)", false},
    {LegalBasis::vital_interests, "vital-interests", "6(1)(d)", false},
    {LegalBasis::public_task, "public-task", "6(1)(e)", false},
    {LegalBasis::legitimate_interests, "legitimate-interest", "6(1)(f)", false},
}};

struct RightRow {
  Right right;
  std::string_view word;
  const char* text;
  const char* number;
};

constexpr std::array<RightRow, 11> rights = {{
    {Right::information, "information", "GDPR", "13"},
    {Right::access, "access", "GDPR", "15"},
    {Right::rectification, "rectification", "GDPR", "16"},
    {Right::erasure, "erasure", "GDPR", "17"},
    {Right::restriction, "restriction", "GDPR", "18"},
    {Right::portability, "portability", "GDPR", "20"},
    {Right::objection, "objection", "GDPR", "21"},
    {Right::automated_decision, "automated-decision", "GDPR", "22"},
    {Right::consent, "consent", "GDPR", "7(3)"},
    {Right::complaint, "complaint", "GDPR", "77"},
    {Right::posthumous, "posthumous", "LIL", "85"},
}};

const BasisRow& row_of(LegalBasis basis) { return bases[static_cast<std::size_t>(basis)]; }
const RightRow& row_of(Right right) { return rights[static_cast<std::size_t>(right)]; }

}  // namespace

std::string_view to_string(LegalBasis basis) { return row_of(basis).word; }

std::optional<LegalBasis> basis_named(std::string_view word) {
  for (const auto& row : bases) {
    if (row.word == word) return row.basis;
  }
  return std::nullopt;
}

Article article_of(LegalBasis basis) { return {"GDPR", row_of(basis).number}; }

std::string_view to_string(Right right) { return row_of(right).word; }

std::optional<Right> right_named(std::string_view word) {
  for (const auto& row : rights) {
    if (row.word == word) return row.right;
  }
  return std::nullopt;
}

Article article_of(Right right) { return {row_of(right).text, row_of(right).number}; }

bool portable(LegalBasis basis) { return row_of(basis).portable; }

}  // namespace habeas::law

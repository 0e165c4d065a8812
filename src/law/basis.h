// The six legal bases of art. 6(1) GDPR, and which right exists for which.
#pragma once

#include <habeas/law/article.h>

#include <optional>
#include <string_view>

namespace habeas::law {

enum class LegalBasis {
  consent,
  contract,
  legal_obligation,
  vital_interests,
  public_task,
  legitimate_interests
};

enum class Right {
  information,
  access,
  rectification,
  erasure,
  restriction,
  portability,
  objection,
  automated_decision,
  consent,
  complaint,
  posthumous,
};

std::string_view to_string(LegalBasis basis);  // the map's word: "legitimate-interest"
std::optional<LegalBasis> basis_named(std::string_view word);
Article article_of(LegalBasis basis);  // GDPR 6(1)(f)
std::string_view to_string(Right right);
std::optional<Right> right_named(std::string_view word);  // "access"
Article article_of(Right right);                          // GDPR 15

// Does portability reach data processed on this basis? GDPR 20(1)(a).
bool portable(LegalBasis basis);

}  // namespace habeas::law

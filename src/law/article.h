// Article: a citation as a value: "GDPR 15(1)(c)", "LIL 49", "C. com. L123-22". Used in code, in plans, in
// letters and in test titles. Rules and citations themselves are data with dates, in share/law/.
#pragma once

#include <habeas/base/time.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::law {

struct Article {
  std::string text;    // "GDPR", "LIL", "C. com."
  std::string number;  // "15(1)(c)", "49", "L123-22"

  friend bool operator==(const Article&, const Article&) = default;
  friend auto operator<=>(const Article&, const Article&) = default;
};
std::string to_string(const Article& article);  // "GDPR 15(1)(c)"
// "RGPD, art. 15, § 1, c)" in French; "GDPR, Art. 15(1)(c)" in English.
std::string in_words(const Article& article, std::string_view language);
std::optional<Article> parse_article(std::string_view text);

}  // namespace habeas::law

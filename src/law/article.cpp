#include <habeas/law/article.h>

#include <algorithm>
#include <array>

namespace habeas::law {
namespace {

// The texts that we cite, as they are abbreviated and as a person reads them.
struct Text {
  std::string_view shorthand;
  std::string_view french;
  std::string_view english;
};
constexpr std::array<Text, 19> texts = {{
    {"GDPR", "RGPD", "GDPR"},
    {"LIL", "loi Informatique et Libertés", "French Data Protection Act"},
    {"Décret 2019-536", "décret n° 2019-536", "French Decree 2019-536"},
    {"LRN", "loi pour une République numérique", "French Digital Republic Act"},
    {"LCEN", "loi pour la confiance dans l’économie numérique",
     "French Act on Confidence in the Digital Economy"},
    {"C. civ.", "Code civil", "French Civil Code"},
    {"C. com.", "Code de commerce", "French Commercial Code"},
    {"C. conso", "Code de la consommation", "French Consumer Code"},
    {"C. trav.", "Code du travail", "French Labour Code"},
    {"C. assur.", "Code des assurances", "French Insurance Code"},
    {"C. mon. fin.", "Code monétaire et financier", "French Monetary and Financial Code"},
    {"C. pén.", "Code pénal", "French Criminal Code"},
    {"CPCE", "Code des postes et des communications électroniques",
     "French Post and Electronic Communications Code"},
    {"CSI", "Code de la sécurité intérieure", "French Internal Security Code"},
    {"CSP", "Code de la santé publique", "French Public Health Code"},
    {"CRPA", "Code des relations entre le public et l’administration",
     "French Code of Relations between the Public and the Administration"},
    {"LPF", "Livre des procédures fiscales", "French Tax Procedure Code"},
    {"CNIL", "CNIL, délibération", "CNIL, decision"},
    {"Reg. 1182/71", "règlement (CEE, Euratom) n° 1182/71", "Regulation (EEC, Euratom) 1182/71"},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool balanced(std::string_view number) {
  int open = 0;
  for (const char c : number) {
    open += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (open < 0 || open > 1) return false;
  }
  return open == 0;
}

// "15(1)(c)", "L123-22", "L102 B", "85 I", "2021-131".
bool is_number(std::string_view number) {
  if (number.empty() || number.back() == ' ' || !balanced(number)) return false;
  const bool by_law = number.size() > 1 && std::string_view("LRDA").find(number[0]) != number.npos;
  if (!is_digit(number[by_law ? 1 : 0])) return false;
  return std::all_of(number.begin(), number.end(), [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view(" -/().").find(c) != std::string_view::npos;
  });
}

// The shorthand that begins a citation: one that we know, or all words before the first that has a number.
std::string_view text_part(std::string_view citation) {
  for (const auto& text : texts) {
    if (citation.starts_with(text.shorthand) && citation.substr(text.shorthand.size()).starts_with(' ')) {
      return text.shorthand;
    }
  }
  for (std::size_t space = citation.find(' '); space != citation.npos;
       space = citation.find(' ', space + 1)) {
    if (is_number(citation.substr(space + 1))) return citation.substr(0, space);
  }
  return {};
}

// "15(1)(c)" as "15, § 1, c)"; "L123-22" as "L. 123-22".
std::string french_number(std::string_view number) {
  std::string out;
  if (number.size() > 1 && !is_digit(number[0]) && is_digit(number[1])) {
    out = std::string(1, number[0]) + ". ";
    number.remove_prefix(1);
  }
  for (std::size_t i = 0; i < number.size(); ++i) {
    if (number[i] != '(') {
      out += number[i];
      continue;
    }
    const std::size_t end = number.find(')', i);
    const auto part = number.substr(i + 1, end - i - 1);
    out += !part.empty() && is_digit(part[0]) ? ", § " + std::string(part) : ", " + std::string(part) + ")";
    i = end;
  }
  return out;
}

}  // namespace

std::string to_string(const Article& article) { return article.text + " " + article.number; }

std::string in_words(const Article& article, std::string_view language) {
  const auto known = std::find_if(texts.begin(), texts.end(),
                                  [&](const Text& text) { return text.shorthand == article.text; });
  const bool french = language == "fr";
  std::string name = article.text;
  if (known != texts.end()) name = french ? known->french : known->english;
  if (article.text == "CNIL") return name + (french ? " n° " : " ") + article.number;
  return name + (french ? ", art. " + french_number(article.number) : ", Art. " + article.number);
}

std::optional<Article> parse_article(std::string_view text) {
  const std::string_view law = text_part(text);
  if (law.empty() || law.front() == ' ' || is_digit(law.front())) return std::nullopt;
  const std::string_view number = text.substr(law.size() + 1);
  if (!is_number(number)) return std::nullopt;
  return Article{std::string(law), std::string(number)};
}

}  // namespace habeas::law

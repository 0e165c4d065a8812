#include <habeas/subject/plain.h>

#include <unicode/uchar.h>

#include <habeas/base/text.h>
#include <habeas/base/time.h>
#include <habeas/subject/letters.h>
#include <habeas/subject/white_space.h>

#include <algorithm>

namespace habeas::subject {

std::optional<std::string> normal_number(std::string_view value) {
  if (value.empty() || value.size() > number_limit) return std::nullopt;
  if (value.find_first_not_of("0123456789") != value.npos) return std::nullopt;
  const std::size_t first = std::min(value.find_first_not_of('0'), value.size() - 1);
  return std::string(value.substr(first));
}

std::vector<std::string> number_keys(const std::string& normal) {
  std::vector<std::string> keys;
  for (std::string key = normal; key.size() <= number_limit; key.insert(key.begin(), '0'))
    keys.push_back(key);
  return keys;
}

std::optional<std::string> normal_text(std::string_view value) {
  const auto text = code_points(without_outer_spaces(value));
  if (!text || text->empty() || text->find(U'\0') != text->npos) return std::nullopt;
  if (std::any_of(text->begin(), text->end(), poses_as_ascii)) return std::nullopt;
  return utf8(fold(*text, Folding::equivalence));
}

std::optional<std::vector<std::string>> text_keys(std::string_view normal, std::size_t limit) {
  return spellings(*code_points(normal), Folding::equivalence, limit);
}

std::vector<std::string> words_of(std::string_view utf8_text) {
  std::vector<std::string> words;
  std::u32string word;
  const auto text = code_points(utf8_text);
  if (!text) return words;
  for (const char32_t c : *text + U" ") {
    if (!u_isUWhiteSpace(static_cast<UChar32>(c))) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(utf8(word));
      word.clear();
    }
  }
  return words;
}

std::optional<std::string> normal_name_birthdate(std::string_view value) {
  const std::size_t cut = value.find_last_of("|,");
  if (cut == value.npos || !base::is_utf8(value)) return std::nullopt;
  const auto date = base::parse_date(base::trim(value.substr(cut + 1)));
  if (!date) return std::nullopt;
  std::string name;
  for (const auto& word : words_of(base::fold_case(value.substr(0, cut)))) {
    const auto letters = code_points(word);
    if (!letters || !std::all_of(letters->begin(), letters->end(), is_visible)) return std::nullopt;
    name += (name.empty() ? "" : " ") + word;
  }
  if (name.empty() || name.find_first_of("|,") != name.npos) return std::nullopt;
  return name + "|" + base::to_iso(*date);
}

}  // namespace habeas::subject

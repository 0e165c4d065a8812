#include <habeas/map/words.h>

#include <habeas/base/text.h>

#include <cctype>

namespace habeas::map {
namespace {

enum class Class { upper, lower, digit, other };

Class class_of(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (std::isdigit(byte)) return Class::digit;
  if (std::isupper(byte)) return Class::upper;
  // Letters beyond ASCII count as small ones: names rarely turn on their case.
  return std::islower(byte) || byte >= 0x80 ? Class::lower : Class::other;
}

// Does a word begin at `at`? aB, and the B of ABc; a digit after a letter, and the reverse.
bool begins(std::string_view name, std::size_t at) {
  const auto before = class_of(name[at - 1]);
  const auto here = class_of(name[at]);
  if (here == Class::other || before == Class::other) return true;
  if ((here == Class::digit) != (before == Class::digit)) return true;
  if (here != Class::upper) return false;
  if (before == Class::lower) return true;
  return at + 1 < name.size() && class_of(name[at + 1]) == Class::lower;
}

bool ends_with(const std::string& word, std::string_view end) {
  return word.size() > end.size() + 1 && word.ends_with(end);
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) words.push_back(base::fold_loosely(base::to_utf8(word)));
    word.clear();
  };
  for (std::size_t at = 0; at < name.size(); ++at) {
    if (at > 0 && begins(name, at)) finish();
    if (class_of(name[at]) != Class::other) word += name[at];
  }
  finish();
  return words;
}

std::string singular(const std::string& word) {
  if (ends_with(word, "ies")) return word.substr(0, word.size() - 3) + "y";
  if (ends_with(word, "eaux")) return word.substr(0, word.size() - 1);
  if (ends_with(word, "sses") || ends_with(word, "xes") || ends_with(word, "ches"))
    return word.substr(0, word.size() - 2);
  if (ends_with(word, "ss") || ends_with(word, "us") || ends_with(word, "is")) return word;
  if (ends_with(word, "s")) return word.substr(0, word.size() - 1);
  return word;
}

}  // namespace habeas::map

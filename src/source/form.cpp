#include <habeas/source/form.h>

#include <array>

namespace habeas::source {
namespace {

// NBSP, thin space, narrow no-break space, figure space, non-breaking hyphen.
constexpr std::array<std::string_view, 12> separators = {
    " ",           "\t", ".", "-", "/", "(", ")", "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF", "\xE2\x80\x87",
    "\xE2\x80\x91"};

std::string lower_trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// The last `count` characters of UTF-8 text.
std::string tail(const std::string& text, std::size_t count) {
  std::size_t begin = text.size();
  while (begin > 0 && count > 0) {
    --begin;
    if ((static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80) --count;
  }
  return text.substr(begin);
}

std::string digits_tail(std::string_view text) {
  text = text.substr(0, text.find('\0'));
  std::string kept;
  while (!text.empty()) {
    std::size_t dropped = 0;
    for (const auto separator : separators) {
      if (text.starts_with(separator)) dropped = separator.size();
    }
    if (dropped == 0) kept += text.front();
    text.remove_prefix(dropped == 0 ? 1 : dropped);
  }
  return tail(kept, digits_tail_length);
}

}  // namespace

std::string reference_form(Form form, std::string_view text) {
  switch (form) {
    case Form::lower_trim: return lower_trim(text);
    case Form::digits_tail: return digits_tail(text);
    case Form::exact:
    case Form::as_text:
    case Form::contains: return std::string(text);
  }
  return std::string(text);
}

std::span<const std::string_view> digits_tail_separators() { return separators; }

}  // namespace habeas::source

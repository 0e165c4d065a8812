#include <habeas/base/yaml_source.h>

#include <habeas/base/must.h>
#include <habeas/base/utf8.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::base {
namespace {

constexpr std::size_t block = 256;  // bytes between two counted places, so that a long line stays cheap
constexpr std::size_t most_reported = 20;  // a binary file has one cause, not thousands

// c-printable of YAML 1.2.2, § 5.1.
bool is_allowed(char32_t c) {
  return c == 0x09 || c == 0x0A || c == 0x0D || (c >= 0x20 && c <= 0x7E) || c == 0x85 ||
         (c >= 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

YamlSource::YamlSource(std::string_view bytes, std::string file) : file_(std::move(file)) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
  copy(bytes);
  refuse_directives();
}

// yaml-cpp passes over directives that it does not know, and over what somebody meant to be a key.
void YamlSource::refuse_directives() {
  for (std::size_t line = 0; line < lines_.size() && problems_.size() < most_reported; ++line) {
    if (at(lines_[line]) != '%' || (line == 0 && has_at(0, "%YAML 1."))) continue;
    problems_.push_back({{file_, line + 1, 1},
                         "a directive ('%') is not allowed",
                         "Put text that begins with '%' between quotes.",
                         Gravity::error});
  }
}

bool YamlSource::has_at(std::size_t offset, std::string_view word) const {
  return std::string_view(text_).substr(std::min(offset, text_.size())).starts_with(word);
}

// yaml-cpp takes the end of the file for the closing quote when a line feed comes before it.
bool YamlSource::closes_quote(std::size_t offset) const {
  const char quote = at(offset);
  if (quote != '"' && quote != '\'') return true;
  for (std::size_t i = offset + 1; i < text_.size(); ++i) {
    if (quote == '"' && text_[i] == '\\') {
      ++i;
    } else if (text_[i] == quote) {
      if (quote == '"' || at(i + 1) != quote) return true;
      ++i;  // '' stands for one
    }
  }
  return false;
}

void YamlSource::copy(std::string_view bytes) {
  text_.reserve(bytes.size());
  lines_.push_back(0);
  std::size_t column = 1;
  std::size_t reported = 0;
  while (!bytes.empty()) {
    const Step step = first_step(bytes);
    const bool allowed = step.well_formed && is_allowed(step.character);
    if (!allowed && reported++ < most_reported) {
      const std::string what = step.well_formed ? fmt::format("the character U+{:04X} is not allowed",
                                                              static_cast<unsigned>(step.character))
                                                : "this is not UTF-8";
      problems_.push_back({{file_, lines_.size(), column},
                           what,
                           step.well_formed ? "" : "Save the file as UTF-8.",
                           Gravity::error});
    }
    append_utf8(text_, allowed ? step.character : replacement);
    bytes.remove_prefix(step.length);
    ++column;
    if (step.character == '\n') {
      lines_.push_back(text_.size());
      column = 1;
    }
  }
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text_.size(); ++at) {
    if (at % block == 0) characters_.push_back(characters);
    if (!continues_character(text_[at])) ++characters;
  }
}

std::size_t YamlSource::characters_before(std::size_t offset) const {
  if (characters_.empty()) return 0;
  const std::size_t start = std::min(offset / block, characters_.size() - 1);
  std::size_t count = characters_[start];
  for (std::size_t at = start * block; at < offset; ++at) {
    if (!continues_character(text_[at])) ++count;
  }
  return count;
}

Place YamlSource::place(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::ranges::upper_bound(lines_, offset);
  const auto line = static_cast<std::size_t>(after - lines_.begin());
  must(line > 0, "the first line starts at 0");
  const std::size_t start = lines_[line - 1];
  return {file_, line, characters_before(offset) - characters_before(start) + 1};
}

std::string YamlSource::null_word_at(std::size_t offset) const {
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (has_at(offset, word)) return std::string(word);
  }
  return {};
}

std::optional<std::size_t> YamlSource::tab_in_indentation(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  std::optional<std::size_t> tab;
  for (std::size_t at = offset; at > 0; --at) {
    const char c = text_[at - 1];
    if (c == '\t')
      tab = at - 1;
    else if (c != ' ')
      return c == '\n' ? tab : std::nullopt;
  }
  return tab;
}

}  // namespace habeas::base

// The text of a YAML file made fit for a parser: characters that YAML does not allow are problems and become
// U+FFFD; and the places in it. Line and column count from 1, columns in characters. For yaml.cpp only.
#pragma once

#include <habeas/base/problem.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::base {

class YamlSource {
 public:
  YamlSource(std::string_view bytes, std::string file);

  const std::string& text() const { return text_; }
  const Problems& problems() const { return problems_; }

  Place place(std::size_t offset) const;
  Place whole() const { return {file_, 0, 0}; }
  // The character at an offset of text(); 0 behind its end.
  char at(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\0'; }
  bool has_at(std::size_t offset, std::string_view word) const;
  // Is the quote that opens at this offset closed again? True where none opens.
  bool closes_quote(std::size_t offset) const;
  // How the null at this offset is written: "~", "null", "Null", "NULL", or nothing.
  std::string null_word_at(std::size_t offset) const;
  // The first tab between the start of the line and `offset`, if only white space lies between them.
  std::optional<std::size_t> tab_in_indentation(std::size_t offset) const;

 private:
  void copy(std::string_view bytes);
  void refuse_directives();
  std::size_t characters_before(std::size_t offset) const;

  std::string file_;
  std::string text_;
  Problems problems_;
  std::vector<std::size_t> lines_;       // where each line starts
  std::vector<std::size_t> characters_;  // how many characters lie before each block
};

}  // namespace habeas::base

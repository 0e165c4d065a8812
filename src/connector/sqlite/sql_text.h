// SQL as text: quoting what we write, and reading the few things that SQLite tells only as text (the
// expressions of an index, the checks of a table, the event of a trigger). Pure. It reads statements that
// SQLite itself accepted and stored, so it needs no grammar: tokens and matching parentheses are enough.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace habeas::sqlite {

std::string quoted(std::string_view name);   // "na""me": an identifier, whatever it holds
std::string literal(std::string_view text);  // 'it''s'

struct Token {
  enum class Kind { word, quoted_name, text, symbol };
  Kind kind = Kind::symbol;
  std::string value;      // words in lower case, names without their quotes, text with its quotes
  std::size_t begin = 0;  // where it stands in the statement
  std::size_t end = 0;
};
std::vector<Token> tokens(std::string_view sql);

// Two expressions with the same normal text are the same to SQLite's planner: white space, comments, the case
// of names, the style of quotes and outer parentheses do not count.
std::string normal_expression(std::string_view expression);

struct IndexText {
  std::vector<std::string> parts;  // each part's SQL, without COLLATE, ASC, DESC
  std::string where;
};
IndexText read_create_index(std::string_view sql);

std::vector<std::string> read_checks(std::string_view create_table);  // the text between the parentheses
std::string read_trigger_event(std::string_view create_trigger);      // "AFTER DELETE"

}  // namespace habeas::sqlite

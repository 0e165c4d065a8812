#include <habeas/connector/sqlite/sql_text.h>

#include <algorithm>
#include <array>

namespace habeas::sqlite {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         byte >= 0x80;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string wrapped(std::string_view text, char quote) {
  std::string result(1, quote);
  for (const char c : text) {
    result += c;
    if (c == quote) result += c;
  }
  return result += quote;
}

// Past the white space or comment that begins at `at`; `at` itself if none does.
std::size_t skip_blank(std::string_view sql, std::size_t at) {
  if (is_space(sql[at])) return at + 1;
  if (sql.substr(at, 2) == "--") return std::min(sql.find('\n', at), sql.size());
  if (sql.substr(at, 2) != "/*") return at;
  const auto end = sql.find("*/", at + 2);
  return end == std::string_view::npos ? sql.size() : end + 2;
}

Token read_quoted(std::string_view sql, std::size_t at) {
  const char close = sql[at] == '[' ? ']' : sql[at];
  Token token{close == '\'' ? Token::Kind::text : Token::Kind::quoted_name, {}, at, at + 1};
  while (token.end < sql.size()) {
    const char c = sql[token.end++];
    if (c != close) {
      token.value += c;
    } else if (close != ']' && token.end < sql.size() && sql[token.end] == close) {
      token.value += c;
      ++token.end;
    } else {
      break;
    }
  }
  if (token.kind == Token::Kind::text) token.value = literal(token.value);
  return token;
}

Token read_token(std::string_view sql, std::size_t at) {
  if (std::string_view("'\"`[").find(sql[at]) != std::string_view::npos) return read_quoted(sql, at);
  if (!is_word(sql[at])) return {Token::Kind::symbol, std::string(1, sql[at]), at, at + 1};
  std::size_t end = at;
  while (end < sql.size() && is_word(sql[end])) ++end;
  return {Token::Kind::word, lower(sql.substr(at, end - at)), at, end};
}

bool is_symbol(const Token& token, char c) {
  return token.kind == Token::Kind::symbol && token.value.front() == c;
}
bool is_keyword(const Token& token, std::string_view word) {
  return token.kind == Token::Kind::word && token.value == word;
}

// The index of the parenthesis that closes the one at `open`.
std::size_t closing(const std::vector<Token>& all, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < all.size(); ++i) {
    if (is_symbol(all[i], '(')) ++depth;
    if (is_symbol(all[i], ')') && --depth == 0) return i;
  }
  return all.size();
}

std::string between(std::string_view sql, const Token& first, const Token& last) {
  return std::string(sql.substr(first.begin, last.end - first.begin));
}

// A part of an index, tokens [first, last), without what follows its expression.
std::string part_text(std::string_view sql, const std::vector<Token>& all, std::size_t first,
                      std::size_t last) {
  if (last > first && (is_keyword(all[last - 1], "asc") || is_keyword(all[last - 1], "desc"))) --last;
  if (last > first + 2 && is_keyword(all[last - 2], "collate")) last -= 2;
  return last > first ? between(sql, all[first], all[last - 1]) : std::string();
}

}  // namespace

std::string quoted(std::string_view name) { return wrapped(name, '"'); }
std::string literal(std::string_view text) { return wrapped(text, '\''); }

std::vector<Token> tokens(std::string_view sql) {
  std::vector<Token> result;
  for (std::size_t at = 0; at < sql.size();) {
    const auto after = skip_blank(sql, at);
    if (after != at) {
      at = after;
      continue;
    }
    result.push_back(read_token(sql, at));
    at = result.back().end;
  }
  return result;
}

std::string normal_expression(std::string_view expression) {
  auto all = tokens(expression);
  while (all.size() > 2 && is_symbol(all.front(), '(') && closing(all, 0) == all.size() - 1) {
    all.erase(all.begin());
    all.pop_back();
  }
  std::string result;
  for (const auto& token : all) {
    result += token.kind == Token::Kind::quoted_name ? lower(token.value) : token.value;
    result += '\x1f';
  }
  return result;
}

IndexText read_create_index(std::string_view sql) {
  const auto all = tokens(sql);
  const auto open = static_cast<std::size_t>(
      std::find_if(all.begin(), all.end(), [](const Token& t) { return is_symbol(t, '('); }) - all.begin());
  const auto close = closing(all, open);
  if (close >= all.size()) return {};

  IndexText result;
  std::size_t first = open + 1;
  std::size_t depth = 0;
  for (std::size_t i = first; i <= close; ++i) {
    if (i == close || (depth == 0 && is_symbol(all[i], ','))) {
      result.parts.push_back(part_text(sql, all, first, i));
      first = i + 1;
    } else if (is_symbol(all[i], '(')) {
      ++depth;
    } else if (is_symbol(all[i], ')')) {
      --depth;
    }
  }
  if (close + 2 < all.size() && is_keyword(all[close + 1], "where")) {
    result.where = between(sql, all[close + 2], all.back());
  }
  return result;
}

std::vector<std::string> read_checks(std::string_view create_table) {
  const auto all = tokens(create_table);
  std::vector<std::string> result;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (!is_keyword(all[i], "check") || !is_symbol(all[i + 1], '(')) continue;
    const auto close = closing(all, i + 1);
    if (close < all.size() && close > i + 2)
      result.push_back(between(create_table, all[i + 2], all[close - 1]));
  }
  return result;
}

std::string read_trigger_event(std::string_view create_trigger) {
  static constexpr std::array<std::string_view, 3> events = {"DELETE", "INSERT", "UPDATE"};
  std::string moment = "BEFORE";
  for (const auto& token : tokens(create_trigger)) {
    if (is_keyword(token, "before")) moment = "BEFORE";
    if (is_keyword(token, "after")) moment = "AFTER";
    if (is_keyword(token, "instead")) moment = "INSTEAD OF";
    if (is_keyword(token, "on")) break;
    for (const auto event : events) {
      if (is_keyword(token, lower(event))) return moment + " " + std::string(event);
    }
  }
  return moment;
}

}  // namespace habeas::sqlite

#include <habeas/connector/files/csv.h>

#include <array>
#include <utility>

namespace habeas::files {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

}  // namespace

char guess_delimiter(std::string_view beginning) {
  constexpr std::array<char, 3> known = {',', ';', '\t'};
  std::array<std::size_t, 3> seen{};
  bool quoted = false;
  for (const char c : beginning) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    for (std::size_t i = 0; i < known.size(); ++i) seen[i] += c == known[i] ? 1 : 0;
  }
  std::size_t best = 0;
  for (std::size_t i = 1; i < known.size(); ++i) {
    if (seen[i] > seen[best]) best = i;
  }
  return known[best];
}

// The mark may come byte by byte; a beginning that turns out not to be one is given back as text.
std::string_view Csv::without_mark(std::string_view piece) {
  while (mark_seen_ < mark.size() && !piece.empty()) {
    if (piece.front() != mark[mark_seen_]) {
      field_ = std::string(mark.substr(0, mark_seen_));
      if (mark_seen_ > 0) state_ = State::plain;
      mark_seen_ = mark.size();
      break;
    }
    ++mark_seen_;
    piece.remove_prefix(1);
  }
  return piece;
}

std::optional<CsvTrouble> Csv::add(std::string_view piece, const OnRecord& on_record) {
  for (const char c : without_mark(piece)) {
    if (stopped_) return std::nullopt;
    if (auto trouble = take(c, on_record)) return trouble;
  }
  return std::nullopt;
}

std::optional<CsvTrouble> Csv::take(char c, const OnRecord& on_record) {
  if (std::exchange(after_return_, false) && c == '\n') return std::nullopt;
  switch (state_) {
    case State::field_start:
      if (c == '"') {
        begin_quote();
        return std::nullopt;
      }
      [[fallthrough]];
    case State::plain: return separator(c, on_record);
    case State::quoted:
      if (c == '"') {
        state_ = State::quote_in_quoted;
        return std::nullopt;
      }
      if (c == '\n') ++line_;
      return keep(c);
    case State::quote_in_quoted:
      if (c == '"') {
        state_ = State::quoted;
        return keep(c);
      }
      if (c != format_.delimiter && c != '\n' && c != '\r') {
        return CsvTrouble{line_, "text after a closing quote"};
      }
      return separator(c, on_record);
  }
  return std::nullopt;
}

void Csv::begin_quote() {
  state_ = State::quoted;
  was_quoted_ = true;
  quote_line_ = line_;
}

// A byte outside quotes.
std::optional<CsvTrouble> Csv::separator(char c, const OnRecord& on_record) {
  if (c == format_.delimiter) return end_field();
  if (c != '\n' && c != '\r') {
    state_ = State::plain;
    return keep(c);
  }
  after_return_ = c == '\r';
  if (auto trouble = end_field()) return trouble;
  ++line_;
  end_record(on_record);
  return std::nullopt;
}

std::optional<CsvTrouble> Csv::keep(char c) {
  if (field_.size() >= format_.field_limit) {
    return CsvTrouble{record_line_, "a field longer than " + std::to_string(format_.field_limit) + " bytes"};
  }
  field_ += c;
  return std::nullopt;
}

std::optional<CsvTrouble> Csv::end_field() {
  if (record_.size() >= format_.fields_limit) {
    return CsvTrouble{record_line_, "more than " + std::to_string(format_.fields_limit) + " fields"};
  }
  if (field_.empty() && !was_quoted_) {
    record_.emplace_back(relation::Null{});
  } else {
    record_.emplace_back(relation::Text{std::exchange(field_, {})});
  }
  was_quoted_ = false;
  state_ = State::field_start;
  return std::nullopt;
}

void Csv::end_record(const OnRecord& on_record) {
  const bool blank = record_.size() == 1 && relation::is_null(record_.front());
  if (!blank && !on_record(record_, record_line_)) stopped_ = true;
  record_.clear();
  record_line_ = line_;
}

std::optional<CsvTrouble> Csv::finish(const OnRecord& on_record) {
  if (mark_seen_ > 0 && mark_seen_ < mark.size()) {
    field_ = std::string(mark.substr(0, mark_seen_));
    state_ = State::plain;
  }
  if (stopped_) return std::nullopt;
  if (state_ == State::quoted) return CsvTrouble{quote_line_, "a quote that is never closed"};
  if (state_ == State::field_start && record_.empty()) return std::nullopt;
  if (auto trouble = end_field()) return trouble;
  end_record(on_record);
  return std::nullopt;
}

}  // namespace habeas::files

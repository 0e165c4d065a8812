// A CSV file as a stream of records (RFC 4180), fed in pieces of any size. Beyond the RFC: `;` and tab as
// delimiters, LF or CR alone as line ends, a UTF-8 byte order mark, quotes inside an unquoted field. A field
// that is empty and unquoted is NULL; "" is an empty text. Blank lines are no records.
// It stops at the first trouble, with its line: after it, nobody can say which cell is whose.
#pragma once

#include <habeas/relation/value.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace habeas::files {

struct CsvFormat {
  char delimiter = ',';
  std::size_t field_limit = 16u << 20;  // bytes of one field
  std::size_t fields_limit = 4096;      // fields of one record
};

struct CsvTrouble {
  std::size_t line = 0;  // from 1
  std::string what;      // never a cell's content
};

// The delimiter that the first line uses most outside quotes: comma, semicolon or tab; a comma if it has none.
char guess_delimiter(std::string_view beginning);

class Csv {
 public:
  // A record, and the line it begins on. False: no more is wanted.
  using OnRecord = std::function<bool(const relation::Row& record, std::size_t line)>;

  explicit Csv(CsvFormat format) : format_(format) {}

  std::optional<CsvTrouble> add(std::string_view piece, const OnRecord& on_record);
  std::optional<CsvTrouble> finish(const OnRecord& on_record);
  bool stopped() const { return stopped_; }  // on_record wanted no more

 private:
  enum class State { field_start, plain, quoted, quote_in_quoted };

  std::optional<CsvTrouble> take(char c, const OnRecord& on_record);
  std::optional<CsvTrouble> keep(char c);
  std::optional<CsvTrouble> end_field();
  void end_record(const OnRecord& on_record);
  std::optional<CsvTrouble> separator(char c, const OnRecord& on_record);
  void begin_quote();
  std::string_view without_mark(std::string_view piece);

  CsvFormat format_;
  State state_ = State::field_start;
  relation::Row record_;
  std::string field_;
  bool was_quoted_ = false;
  bool after_return_ = false;  // the last byte was a CR that ended a record: a LF now belongs to it
  bool stopped_ = false;
  std::size_t line_ = 1;
  std::size_t record_line_ = 1;
  std::size_t quote_line_ = 1;
  std::size_t mark_seen_ = 0;  // bytes of the byte order mark; 3: past it
};

}  // namespace habeas::files

#include <habeas/connector/files/layout.h>

namespace habeas::files {
namespace {

constexpr std::string_view mark = "\xEF\xBB\xBF";

// Behind the closing quote, or at the end of a file that has none.
std::size_t after_quotes(std::string_view csv, std::size_t at) {
  for (++at; at < csv.size(); ++at) {
    if (csv[at] != '"') continue;
    if (at + 1 >= csv.size() || csv[at + 1] != '"') return at + 1;
    ++at;
  }
  return at;
}

std::size_t field_end(std::string_view csv, std::size_t at, char delimiter) {
  if (at < csv.size() && csv[at] == '"') at = after_quotes(csv, at);
  while (at < csv.size() && csv[at] != delimiter && csv[at] != '\n' && csv[at] != '\r') ++at;
  return at;
}

std::size_t line_end(std::string_view csv, std::size_t at) {
  if (at < csv.size() && csv[at] == '\r') return at + (csv.substr(at, 2) == "\r\n" ? 2 : 1);
  return at < csv.size() ? at + 1 : at;
}

RecordLayout record_at(std::string_view csv, std::size_t at, char delimiter) {
  RecordLayout record;
  record.begin = at;
  while (true) {
    const auto end = field_end(csv, at, delimiter);
    record.fields.push_back({at, end});
    if (end >= csv.size() || csv[end] != delimiter) {
      record.content_end = end;
      record.end = line_end(csv, end);
      return record;
    }
    at = end + 1;
  }
}

}  // namespace

std::vector<RecordLayout> layout_of(std::string_view csv, char delimiter) {
  std::vector<RecordLayout> records;
  for (std::size_t at = csv.starts_with(mark) ? mark.size() : 0; at < csv.size();) {
    auto record = record_at(csv, at, delimiter);
    at = record.end;
    const bool blank = record.content_end == record.begin;
    if (!blank) records.push_back(std::move(record));
  }
  return records;
}

}  // namespace habeas::files

#include <habeas/connector/files/changed_table.h>

#include <habeas/base/fault.h>
#include <habeas/connector/files/csv.h>
#include <habeas/connector/files/encoding.h>
#include <habeas/connector/files/table_file.h>

#include <algorithm>

namespace habeas::files {

using base::Fault;
using base::FaultKind;
using relation::Row;
using relation::Value;
using source::RowChange;

namespace {

// Every cell of a CSV file is text.
bool same(const Value& cell, const Value& wanted) {
  return relation::canonical_text(cell) == relation::canonical_text(wanted);
}

std::string all_of(const Descriptor& file, const std::string& system, std::size_t limit) {
  std::string bytes;
  read_pieces(file, system, [&](std::string_view piece) {
    bytes += piece;
    return bytes.size() <= limit;
  });
  if (bytes.size() <= limit) return bytes;
  throw Fault(FaultKind::full, system,
              "a CSV file of more than " + std::to_string(limit) + " bytes is not rewritten");
}

}  // namespace

ChangedTable::ChangedTable(const Folder& folder, const Descriptor& file, std::string table,
                           const Settings& settings)
    : system_(folder.system()), table_(std::move(table)), settings_(settings) {
  bytes_ = all_of(file, system_, settings_.change_limit);
  delimiter_ = settings_.delimiter != '\0' ? settings_.delimiter : guess_delimiter(bytes_);
  read_table(
      folder, file, table_, settings_,
      [&](const std::vector<std::string>& header) {
        header_ = header;
        return true;
      },
      [&](Row& record) {
        records_.push_back({std::move(record), {}, std::vector<bool>(header_.size()), false});
        return true;
      });
  auto layout = layout_of(bytes_, delimiter_);
  if (layout.size() != records_.size() + 1) {
    throw Fault(FaultKind::changed, system_, table_ + ".csv changed while it was being read");
  }
  const RecordLayout& first = layout.front();
  if (first.end > first.content_end)
    line_end_ = bytes_.substr(first.content_end, first.end - first.content_end);
  for (std::size_t i = 0; i < records_.size(); ++i) records_[i].layout = std::move(layout[i + 1]);
}

std::size_t ChangedTable::column(const relation::ColumnName& name) const {
  const auto found = std::find(header_.begin(), header_.end(), name.text());
  if (found != header_.end()) return static_cast<std::size_t>(found - header_.begin());
  throw Fault(FaultKind::vanished, system_, table_ + ".csv has no column " + name.text());
}

bool ChangedTable::has(const Record& record, const RowChange::Cells& cells) const {
  return std::all_of(cells.begin(), cells.end(),
                     [&](const auto& cell) { return same(record.cells[column(cell.first)], cell.second); });
}

std::size_t ChangedTable::apply(const RowChange& change) {
  if (change.kind == RowChange::Kind::insert) return insert(change);
  std::vector<Record*> found;
  for (auto& record : records_) {
    if (!record.removed && has(record, change.key.reveal()) && has(record, change.expected.reveal()))
      found.push_back(&record);
  }
  if (found.empty()) return 0;
  if (found.size() != change.copies) {
    throw Fault(FaultKind::changed, system_,
                "a key of " + table_ + " names " + std::to_string(found.size()) + " rows, not " +
                    std::to_string(change.copies));
  }
  for (Record* record : found) {
    if (change.kind == RowChange::Kind::remove) record->removed = true;
    for (const auto& [name, value] : change.cells.reveal()) {
      const auto at = column(name);
      field(value, false);  // what cannot be written is refused before anything is
      record->cells[at] = value;
      record->rewritten[at] = true;
    }
  }
  changed_ = true;
  return found.size();
}

std::size_t ChangedTable::insert(const RowChange& change) {
  Record record{Row(header_.size()), {}, std::vector<bool>(header_.size(), true), false};
  for (const auto* cells : {&change.key.reveal(), &change.cells.reveal()}) {
    for (const auto& [name, value] : *cells) {
      field(value, false);
      record.cells[column(name)] = value;
    }
  }
  records_.push_back(std::move(record));
  changed_ = true;
  return 1;
}

std::string ChangedTable::field(const Value& cell, bool quoted) const {
  auto text = relation::canonical_text(cell);
  if (!text && header_.size() > 1) return {};
  if (!text) throw Fault(FaultKind::refused, system_, table_ + ".csv has one column, which cannot be empty");
  if (settings_.encoding == Encoding::windows_1252) text = windows_1252_from_utf8(*text);
  if (!text)
    throw Fault(FaultKind::refused, system_, "a character that the encoding of " + table_ + ".csv lacks");
  const std::string special = std::string("\"\r\n") + delimiter_;
  if (!quoted && !text->empty() && text->find_first_of(special) == std::string::npos) return *text;
  std::string result = "\"";
  for (const char c : *text) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + "\"";
}

std::string ChangedTable::written(const Record& record) const {
  std::string line;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (i > 0) line += delimiter_;
    if (record.layout.fields.empty()) {
      line += field(record.cells[i], false);
      continue;
    }
    const Span at = record.layout.fields[i];
    const auto before = std::string_view(bytes_).substr(at.begin, at.end - at.begin);
    line += record.rewritten[i] ? field(record.cells[i], before.starts_with('"')) : std::string(before);
  }
  return line;
}

std::string ChangedTable::content() const {
  std::string result;
  std::size_t at = 0;  // up to here the old bytes are dealt with
  for (const auto& record : records_) {
    if (record.layout.fields.empty()) continue;
    const auto& lies = record.layout;
    result += bytes_.substr(at, lies.begin - at);
    at = lies.end;
    if (record.removed) continue;
    const bool same =
        std::find(record.rewritten.begin(), record.rewritten.end(), true) == record.rewritten.end();
    result += same ? bytes_.substr(lies.begin, lies.content_end - lies.begin) : written(record);
    result += bytes_.substr(lies.content_end, lies.end - lies.content_end);
  }
  result += bytes_.substr(at);
  for (const auto& record : records_) {
    if (!record.layout.fields.empty() || record.removed) continue;
    if (!result.empty() && result.back() != '\n' && result.back() != '\r') result += line_end_;
    result += written(record) + line_end_;
  }
  return result;
}

}  // namespace habeas::files

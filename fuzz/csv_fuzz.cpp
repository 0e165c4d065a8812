// Any bytes as a CSV file. What must hold: no crash; the same records and
// the same trouble however the bytes are cut into pieces; what was read, written again, reads as the same.
#include <habeas/base/must.h>
#include <habeas/connector/files/csv.h>

#include <cstdint>
#include <vector>

namespace {

using namespace habeas;

struct Parsed {
  std::vector<relation::Row> records;
  bool trouble = false;
};

Parsed parse(std::string_view csv, std::size_t piece) {
  Parsed parsed;
  files::Csv reader({files::guess_delimiter(csv), 1u << 16, 64});
  const auto take = [&](const relation::Row& record, std::size_t) {
    parsed.records.push_back(record);
    return true;
  };
  for (std::size_t at = 0; at < csv.size() && !parsed.trouble; at += piece) {
    parsed.trouble = reader.add(csv.substr(at, piece), take).has_value();
  }
  if (!parsed.trouble) parsed.trouble = reader.finish(take).has_value();
  return parsed;
}

// With a delimiter first, so that no record looks blank and the guess is the comma.
std::string written(const std::vector<relation::Row>& records) {
  std::string csv;
  for (const auto& record : records) {
    csv += "x,,,,,,,,,,";
    for (std::size_t i = 0; i < record.size(); ++i) {
      if (i > 0) csv += ',';
      const auto* text = std::get_if<relation::Text>(&record[i]);
      if (text == nullptr) continue;
      csv += '"';
      for (const char c : text->characters) csv += c == '"' ? "\"\"" : std::string(1, c);
      csv += '"';
    }
    csv += '\n';
  }
  return csv;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = parse(bytes, bytes.size() + 1);
  const auto pieces = parse(bytes, 1);
  base::must(whole.records == pieces.records && whole.trouble == pieces.trouble, "pieces do not matter");
  const bool narrow = whole.records.empty() || whole.records.front().size() < 50;
  if (whole.trouble || !narrow) return 0;
  const auto again = parse(written(whole.records), 7);
  if (again.trouble) return 0;  // over a limit, with the columns put before
  base::must(again.records.size() == whole.records.size(), "every record is read back");
  for (std::size_t i = 0; i < again.records.size(); ++i) {
    const relation::Row cells(again.records[i].begin() + 10, again.records[i].end());
    base::must(cells == whole.records[i], "every cell is read back");
  }
  return 0;
}

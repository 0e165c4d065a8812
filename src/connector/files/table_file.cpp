#include <habeas/connector/files/table_file.h>

#include <habeas/base/fault.h>
#include <habeas/connector/files/encoding.h>

#include <set>

namespace habeas::files {

using base::Fault;
using base::FaultKind;
using relation::Row;
using relation::Text;

namespace {

class Reader {
 public:
  Reader(const Folder& folder, const std::string& table, const Settings& settings)
      : folder_(folder), table_(table), settings_(settings) {}

  std::vector<std::string> header;

  void check(const std::optional<CsvTrouble>& trouble) const {
    if (trouble) fail(trouble->line, trouble->what);
  }

  [[noreturn]] void fail(std::size_t line, const std::string& what) const {
    throw Fault(FaultKind::broken, folder_.system(),
                table_ + ".csv, line " + std::to_string(line) + ": " + what);
  }

  Row decoded(const Row& record) const {
    Row result = record;
    if (settings_.encoding == Encoding::utf8) return result;
    for (auto& cell : result) {
      if (auto* text = std::get_if<Text>(&cell)) text->characters = utf8_from_windows_1252(text->characters);
    }
    return result;
  }

  void read_header(const Row& record, std::size_t line) {
    std::set<std::string> seen;
    for (const auto& cell : record) {
      const auto* text = std::get_if<Text>(&cell);
      if (text == nullptr || text->characters.empty()) fail(line, "a column without a name");
      if (!seen.insert(text->characters).second) fail(line, "two columns of the same name");
      header.push_back(text->characters);
    }
  }

  void check_width(const Row& record, std::size_t line) const {
    if (record.size() == header.size()) return;
    fail(line,
         std::to_string(record.size()) + " fields where the header has " + std::to_string(header.size()));
  }

 private:
  const Folder& folder_;
  const std::string& table_;
  const Settings& settings_;
};

}  // namespace

std::string table_of(const std::string& file_name) {
  if (file_name.size() <= 4) return {};
  std::string ending = file_name.substr(file_name.size() - 4);
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending == ".csv" ? file_name.substr(0, file_name.size() - 4) : std::string();
}

void read_table(const Folder& folder, const Descriptor& file, const std::string& table,
                const Settings& settings,
                const std::function<bool(const std::vector<std::string>& header)>& header,
                const std::function<bool(Row& record)>& record) {
  Reader reader(folder, table, settings);
  const auto on_record = [&](const Row& cells, std::size_t line) {
    Row decoded = reader.decoded(cells);
    if (reader.header.empty()) {
      reader.read_header(decoded, line);
      return header(reader.header);
    }
    reader.check_width(decoded, line);
    return record(decoded);
  };
  std::optional<Csv> csv;
  read_pieces(file, folder.system(), [&](std::string_view piece) {
    if (!csv) {
      const char delimiter = settings.delimiter != '\0' ? settings.delimiter : guess_delimiter(piece);
      csv.emplace(CsvFormat{delimiter, settings.field_limit});
    }
    reader.check(csv->add(piece, on_record));
    return !csv->stopped();
  });
  if (csv) reader.check(csv->finish(on_record));
  if (reader.header.empty()) reader.fail(1, "no header");
}

}  // namespace habeas::files

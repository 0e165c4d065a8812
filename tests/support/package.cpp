#include <habeas/support/package.h>

#include <archive.h>
#include <archive_entry.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <set>
#include <stdexcept>

namespace habeas::support {
namespace {

using Json = nlohmann::json;
using Grounds = std::map<std::string, std::uint64_t>;

std::set<std::string> texts(const Json& list) {
  std::set<std::string> texts;
  for (const Json& text : list) texts.insert(text.get<std::string>());
  return texts;
}

std::uint64_t number(const Json& counts, const char* key) { return counts.at(key).get<std::uint64_t>(); }

Grounds grounds_of(const Json& counts) {
  Grounds grounds;
  for (const auto& [ground, cells] : counts.at("withheld_by_ground").items())
    grounds[ground] = cells.get<std::uint64_t>();
  return grounds;
}

// What the data files of a collection hold, cell by cell.
struct Tally {
  std::uint64_t rows = 0;
  std::uint64_t given = 0;
  Grounds withheld;
};

class Reader {
 public:
  explicit Reader(const Files& package)
      : package_(package), manifest_(Json::parse(package.at("manifest.json"))) {}

  std::vector<std::string> contradictions() {
    files_are_listed();
    Sums access, portability;
    const Json carried = package_.contains("portabilite/donnees.json")
                             ? Json::parse(package_.at("portabilite/donnees.json")).at("collections")
                             : Json::object();
    std::size_t read = 0;
    for (const Json& collection : manifest_.at("collections")) {
      const std::string file = collection.at("file").get<std::string>();
      if (!package_.contains(file + ".json")) {
        expect(number(collection.at("access"), "rows") == 0, file + " is counted and not there");
        continue;
      }
      ++read;
      const Tally tally = tally_of(file, Json::parse(package_.at(file + ".json")));
      holds(file, collection, tally);
      const std::string name = file.substr(std::string("donnees/").size());
      carries(name, collection.at("portability"), carried.value(name, Json::array()));
      expect(number(collection.at("portability"), "found") == number(collection.at("access"), "found"),
             file + " has other cells for portability than for access");
      access.add(collection.at("access"));
      portability.add(collection.at("portability"));
    }
    access.expect_total(manifest_.at("access"), "access", *this);
    portability.expect_total(manifest_.at("portability"), "portability", *this);
    expect(read == data_files(), "a data file is counted nowhere");
    return said_;
  }

 private:
  // The counts of the collections, and of all.
  struct Sums {
    std::uint64_t rows = 0, found = 0, disclosed = 0, withheld = 0;
    Grounds by_ground;

    void add(const Json& counts) {
      rows += number(counts, "rows");
      found += number(counts, "found");
      disclosed += number(counts, "disclosed");
      withheld += number(counts, "withheld");
      for (const auto& [ground, cells] : grounds_of(counts)) by_ground[ground] += cells;
    }
    void expect_total(const Json& counts, const std::string& right, Reader& reader) const {
      const bool same = rows == number(counts, "rows") && found == number(counts, "found") &&
                        disclosed == number(counts, "disclosed") && withheld == number(counts, "withheld") &&
                        by_ground == grounds_of(counts);
      reader.expect(same, right + " is not the sum of its collections");
      reader.expect(found == disclosed + withheld, right + ": found is not disclosed + withheld");
    }
  };

  void expect(bool holds, const std::string& otherwise) {
    if (!holds) said_.push_back(otherwise);
  }

  void files_are_listed() {
    std::map<std::string, std::uint64_t> listed;
    for (const Json& file : manifest_.at("files")) listed[file.at("name")] = number(file, "bytes");
    expect(listed.size() + 1 == package_.size(), "manifest.json lists other files");
    for (const auto& [name, bytes] : listed) {
      const auto at = package_.find(name);
      expect(at != package_.end() && at->second.size() == bytes, name + " is not as listed");
    }
  }

  std::size_t data_files() const {
    std::size_t files = 0;
    for (const auto& [name, content] : package_) {
      if (name.starts_with("donnees/") && name.ends_with(".json")) ++files;
    }
    return files;
  }

  Tally tally_of(const std::string& file, const Json& data) {
    std::map<std::string, std::string> column_of;
    std::set<std::string> columns;
    for (const Json& column : data.at("columns")) {
      column_of[column.at("name")] = column.at("column");
      columns.insert(column.at("column").get<std::string>());
    }
    Tally tally;
    for (const Json& row : data.at("rows")) {
      ++tally.rows;
      expect(columns_told(file, row, column_of, tally) == columns, file + ": a column of a row vanished");
    }
    return tally;
  }

  // The columns of one row that are given, withheld or left undecoded; each of their parts is so once.
  std::set<std::string> columns_told(const std::string& file, const Json& row,
                                     const std::map<std::string, std::string>& column_of, Tally& tally) {
    std::set<std::string> told;
    std::set<std::string> columns;
    const auto tell = [&](const std::string& name) {
      expect(column_of.contains(name) && told.insert(name).second,
             file + ": a cell is told twice, or of no column");
      columns.insert(column_of.at(name));
    };
    for (const auto& [name, value] : row.at("cells").items()) {
      tell(name);
      ++tally.given;
    }
    const Json withheld = row.value("withheld", Json::object());
    for (const auto& [name, ground] : withheld.items()) {
      tell(name);
      expect(!ground.get<std::string>().empty(), file + ": withheld without a ground");
      ++tally.withheld[ground.get<std::string>()];
    }
    // A part of a document that does not decode is given with the whole of its column.
    for (const std::string& name : texts(row.value("not_decoded", Json::array()))) {
      if (row.at("cells").contains(name)) continue;
      tell(name);
      ++tally.given;
    }
    return columns;
  }

  void holds(const std::string& file, const Json& collection, const Tally& tally) {
    const Json& counts = collection.at("access");
    expect(tally.rows == number(counts, "rows"), file + ": other rows than counted");
    expect(tally.given == number(counts, "disclosed"), file + ": other cells than counted as disclosed");
    expect(tally.withheld == grounds_of(counts), file + ": other cells than counted as withheld");
    expect(tally.rows ==
               number(collection, "mine") + number(collection, "shared") + number(collection, "anothers"),
           file + ": a row is nobody's");
  }

  void carries(const std::string& name, const Json& counts, const Json& rows) {
    std::uint64_t cells = 0;
    for (const Json& row : rows) cells += row.size();
    expect(cells == number(counts, "disclosed"), name + ": other cells are carried than counted");
  }

  const Files& package_;
  const Json manifest_;
  std::vector<std::string> said_;
};

}  // namespace

Files unzip(const std::string& path) {
  Files files;
  archive* reader = archive_read_new();
  archive_read_support_format_zip(reader);
  if (archive_read_open_filename(reader, path.c_str(), 1 << 16) != ARCHIVE_OK) {
    archive_read_free(reader);
    throw std::runtime_error("the package does not open");
  }
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
    std::string& content = files[archive_entry_pathname(entry)];
    std::string piece(1 << 16, '\0');
    for (la_ssize_t n = 0; (n = archive_read_data(reader, piece.data(), piece.size())) > 0;)
      content.append(piece.data(), static_cast<std::size_t>(n));
  }
  archive_read_free(reader);
  return files;
}

std::vector<std::string> contradictions(const Files& package) { return Reader(package).contradictions(); }

std::string text_of(const Files& package, const std::string& begins, const std::string& ends) {
  std::string text;
  for (const auto& [name, content] : package) {
    if (name.starts_with(begins) && name.ends_with(ends)) text += content + "\n";
  }
  return text;
}

}  // namespace habeas::support

// A whole package made of hostile cells and names: it is written, contradicts itself nowhere, and no file of it obeys
// what a cell or a name says.
#include "scratch.h"

#include <cstdint>
#include <map>
#include <vector>

#include <habeas/answer/package.h>
#include <habeas/base/must.h>
#include <habeas/base/text.h>
#include <habeas/support/law.h>
#include <habeas/support/package.h>

namespace {

using namespace habeas;
using base::must;

// The input, piece by piece: a byte says how long the next one is.
class Pieces {
 public:
  explicit Pieces(std::string_view all) : all_(all) {}
  std::string next() {
    if (at_ >= all_.size()) return {};
    const std::size_t length = static_cast<unsigned char>(all_[at_]);
    const std::string piece(all_.substr(at_ + 1, length));
    at_ += 1 + length;
    return piece;
  }

 private:
  std::string_view all_;
  std::size_t at_ = 0;
};

map::Field field(const std::string& name, const std::string& data, map::Codec::Kind codec) {
  map::Field field;
  field.name = map::FieldName(name);
  field.column = relation::ColumnName(name);
  field.data = data;
  field.purposes = {map::ActivityName("orders")};
  field.codec.kind = codec;
  field.codec.path = "$.a";
  field.codec.separator = ",";
  field.codec.name_column = relation::ColumnName("id");
  field.codec.is = "a";
  return field;
}

// A name from the input; where it says nothing, or what another column says, one of ours.
std::string column_name(Pieces& pieces, std::vector<std::string>& taken) {
  std::string name = pieces.next();
  for (const std::string& other : taken) {
    if (name == other) name.clear();
  }
  if (name.empty()) name = "column " + std::to_string(taken.size());
  taken.push_back(name);
  return name;
}

map::Map map_of(Pieces& pieces) {
  map::Map map;
  map.organisation.controller = {pieces.next(), pieces.next(), "donnees@shop.example", "FR"};
  map.organisation.systems.resize(1);
  map.organisation.systems[0].name = map::SystemName(pieces.next());
  map.systems.resize(1);
  map.systems[0].system = map.organisation.systems[0].name;
  map::Activity activity;
  activity.name = map::ActivityName("orders");
  map.activities = {activity};
  map::Collection collection;
  collection.name = map::CollectionName(pieces.next());
  collection.is = map::RoleName("customer");
  collection.key = {relation::ColumnName("id")};
  collection.purposes = {activity.name};
  std::vector<std::string> taken = {"id"};
  using Kind = map::Codec::Kind;
  for (const Kind codec : {Kind::plain, Kind::json, Kind::php, Kind::list, Kind::ip, Kind::rows, Kind::plain})
    collection.fields.push_back(
        field(column_name(pieces, taken), taken.size() == 2 ? "identity.name" : "contact.email", codec));
  collection.fields.back().secret = true;
  map.systems[0].collections = {collection};
  return map;
}

class CellsOfInput final : public dossier::Cells {
 public:
  CellsOfInput(Pieces& pieces, const map::Collection& collection) {
    for (const auto& column : map::columns_read(collection)) {
      const std::string piece = pieces.next();
      cells_[column.text()] = piece.size() % 7 == 3 ? relation::Value(relation::Bytes{piece})
                                                    : relation::Value(relation::Text{piece});
    }
  }
  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override {
    relation::Row row;
    for (const auto& column : columns) row.push_back(cells_.at(column.text()));
    for (std::size_t i = 0; i < where.rows.size(); ++i) each(i, base::Personal<relation::Row>(row));
  }
  bool document(const map::SystemName&, const base::Personal<std::string>&, const EachPiece&) override {
    return false;
  }

 private:
  std::map<std::string, relation::Value> cells_;
};

dossier::Dossier found() {
  dossier::Dossier dossier;
  dossier.outcome = dossier::Outcome::found;
  dossier.collections.push_back({{0, 0}, false, {}});
  for (const auto klass : {dossier::Class::mine, dossier::Class::shared, dossier::Class::anothers}) {
    dossier::ReachedRow row;
    row.key = relation::RowKey({static_cast<std::int64_t>(dossier.collections[0].rows.size())});
    row.klass = klass;
    row.is_person = klass == dossier::Class::mine;
    dossier.collections[0].rows.push_back(std::move(row));
  }
  return dossier;
}

void harmless(const std::string& name, const std::string& content) {
  must(name.find("..") == std::string::npos && name.front() != '/', "a name is no path out of the package");
  must(base::is_utf8(content), "every file is UTF-8");
  const bool shown = name.ends_with(".html") || name.ends_with(".csv") || name.ends_with(".txt");
  if (shown)
    must(content.find_first_of(std::string_view("\0\x1b\x07\x08", 4)) == std::string::npos, "no control");
  if (!name.ends_with(".html")) return;
  for (const char* element : {"<script", "<img", "<iframe", "<object", "<svg", "<base", "<form"})
    must(content.find(element) == std::string::npos, "no element of a cell's own");
  must(content.find("\u202E") == std::string::npos, "nothing turns the reading direction");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const law::Library library = support::library_of_share();
  Pieces pieces({reinterpret_cast<const char*>(data), size});
  const map::Map map = map_of(pieces);
  CellsOfInput cells(pieces, map.systems[0].collections[0]);
  const std::string path = fuzz::scratch_file("package");
  const dossier::Dossier dossier = found();
  answer::write_package(map, library, dossier, cells, {"2026-0001", base::Instant{}}, path);
  const support::Files package = support::unzip(path);
  ::unlink(path.c_str());
  for (const auto& [name, content] : package) harmless(name, content);
  must(support::contradictions(package).empty(), "found is disclosed and withheld");
  return 0;
}

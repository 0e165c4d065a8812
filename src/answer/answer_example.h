// A small house for the tests of this room: a shop with a customer, her orders, a message to somebody else, a
// photo, and whatever cells a test puts in. Invented people, reserved domains.
#pragma once

#include <habeas/answer/package.h>

#include <map>
#include <string>
#include <vector>

namespace habeas::answer::example {

law::Library library();  // share/law/
std::string content_of(const std::string& path);

// Cells from values: by collection name, rows in the dossier's order, columns by name.
class FakeCells final : public Cells {
 public:
  using RowByName = std::map<std::string, relation::Value>;
  FakeCells(const map::Map& map) : map_(map) {}

  std::map<std::string, std::vector<RowByName>> tables;
  std::map<std::string, std::string> documents;  // by path
  std::vector<std::string> columns_asked;        // of everything, for "a secret is not even read"
  bool fail_in_documents = false;

  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override;
  bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                const EachPiece& piece) override;

 private:
  const map::Map& map_;
};

struct House {
  map::Map map;
  dossier::Dossier dossier;
  FakeCells cells;
  PackageRequest request;

  House();
  ~House();  // its package is gone, unless HABEAS_KEEP is set, to look at it
  House(const House&) = delete;
  // The collection of that name, to change it.
  map::Collection& collection(const std::string& name);
  dossier::CollectionRows& rows(const std::string& name);
  // Writes the package and reads it back: name → content.
  std::map<std::string, std::string> package();
  std::string path() const { return path_; }
  PackageReport report;

 private:
  std::string path_;
};

relation::Value text(const std::string& characters);
relation::Value number(std::int64_t n);

// All entries of a ZIP, read back with libarchive.
std::map<std::string, std::string> unzip(const std::string& path);

}  // namespace habeas::answer::example

#include <habeas/answer/package.h>

namespace habeas::answer {

void CellsOfReading::rows(const dossier::CollectionRows& where,
                          const std::vector<relation::ColumnName>& columns, const EachRow& each) {
  reading_.cells(where, columns, each);
}

bool CellsOfReading::document(const map::SystemName& system, const base::Personal<std::string>& path,
                              const EachPiece& piece) {
  return reading_.document(system, path, piece);
}

PackageReport write_package(const map::Map& map, const law::Library& library, const dossier::Dossier& dossier,
                            find::Reading& reading, const PackageRequest& request, const std::string& path) {
  CellsOfReading cells(reading);
  return write_package(map, library, dossier, cells, request, path);
}

}  // namespace habeas::answer

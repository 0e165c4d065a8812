#include <habeas/answer/package.h>
#include <habeas/find/cells_of_reading.h>

namespace habeas::answer {

PackageReport write_package(const map::Map& map, const law::Library& library, const dossier::Dossier& dossier,
                            find::Reading& reading, const PackageRequest& request, const std::string& path) {
  find::CellsOfReading cells(reading);
  return write_package(map, library, dossier, cells, request, path);
}

}  // namespace habeas::answer

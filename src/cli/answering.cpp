#include <habeas/cli/answering.h>

#include <habeas/base/fault.h>
#include <habeas/cli/ask.h>
#include <habeas/find/cells_of_reading.h>

#include <algorithm>
#include <utility>

namespace habeas::cli {
namespace {

// A system failed while its cells or documents were read.
class SystemLost final : public base::Fault {
 public:
  SystemLost(map::SystemName system, const base::Fault& fault)
      : base::Fault(fault.kind(), fault.where(), fault.detail()), system_(std::move(system)) {}
  const map::SystemName& system() const { return system_; }

 private:
  map::SystemName system_;
};

// Reads cells, and says which system failed. A fault of whoever takes them (the disk that the package goes to) is
// no system's.
class NamedCells final : public dossier::Cells {
 public:
  NamedCells(find::Reading& reading, const map::Map& map) : cells_(reading), map_(map) {}

  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override {
    name_failures(map_.systems[where.at.system].system, [&](bool& taking) {
      cells_.rows(where, columns, [&](std::size_t row, const base::Personal<relation::Row>& cells) {
        taking = true;
        each(row, cells);
        taking = false;
      });
      return true;
    });
  }

  bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                const EachPiece& piece) override {
    return name_failures(system, [&](bool& taking) {
      return cells_.document(system, path, [&](std::string_view bytes) {
        taking = true;
        piece(bytes);
        taking = false;
      });
    });
  }

 private:
  template <class Read>
  static bool name_failures(const map::SystemName& system, Read read) {
    bool taking = false;
    try {
      return read(taking);
    } catch (const base::Fault& fault) {
      if (taking) throw;
      throw SystemLost(system, fault);
    }
  }

  find::CellsOfReading cells_;
  const map::Map& map_;
};

// Each loss takes a source away, so that answering comes to an end.
void leave_out(const map::Map& map, Systems& systems, const SystemLost& lost) {
  for (std::size_t i = 0; i < systems.all.size(); ++i) {
    if (map.organisation.systems[i].name != lost.system() || systems.all[i].source == nullptr) continue;
    systems.all[i].source.reset();
    systems.all[i].why_not = "it failed while the answer was being written: " + lost.detail();
    return;
  }
  throw lost;
}

}  // namespace

Answered answer_person(const map::Map& map, const law::Library& library, Systems& systems,
                       const find::Sought& person, const answer::PackageRequest& request,
                       const std::string& out, const Consider& consider) {
  while (true) {
    std::optional<SystemLost> failed;
    {
      find::Reading reading(map, systems.access_for(map), inquiry_for(person, request.reference));
      Answered answered{find::find_one(map, reading, person), std::nullopt};
      if (!consider(answered.dossier)) return answered;
      NamedCells cells(reading, map);
      try {
        answered.report = answer::write_package(map, library, answered.dossier, cells, request, out);
        return answered;
      } catch (const SystemLost& lost) {
        failed = lost;
      }
    }
    leave_out(map, systems, *failed);  // its snapshots are gone by now
  }
}

}  // namespace habeas::cli

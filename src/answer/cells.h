// Where a package's writers get cells and documents: find's open snapshots, or, in a test, values.
#pragma once

#include <habeas/find/find.h>

#include <functional>

namespace habeas::answer {

class Cells {
 public:
  using EachRow = std::function<void(std::size_t row, const base::Personal<relation::Row>& cells)>;
  using EachPiece = std::function<void(std::string_view piece)>;

  virtual ~Cells() = default;
  // The rows of `where`, in their order, with these columns in this order.
  virtual void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
                    const EachRow& each) = 0;
  // False: there is no document by that path.
  virtual bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                        const EachPiece& piece) = 0;
};

class CellsOfReading final : public Cells {
 public:
  explicit CellsOfReading(find::Reading& reading) : reading_(reading) {}
  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override;
  bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                const EachPiece& piece) override;

 private:
  find::Reading& reading_;
};

// The package reads a collection once for each file it writes of it. A small collection is read once and kept;
// a large one is read again from the same snapshot, so that memory stays bounded.
class CellsRemembered final : public Cells {
 public:
  CellsRemembered(Cells& cells, std::size_t bytes) : cells_(cells), limit_(bytes) {}
  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override;
  bool document(const map::SystemName& system, const base::Personal<std::string>& path,
                const EachPiece& piece) override;

 private:
  Cells& cells_;
  std::size_t limit_;
  const dossier::CollectionRows* kept_of_ = nullptr;
  std::vector<relation::ColumnName> kept_columns_;
  std::vector<std::pair<std::size_t, base::Personal<relation::Row>>> kept_;
};

}  // namespace habeas::answer

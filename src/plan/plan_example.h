// Maps and dossiers for the tests of this room, built as values: each test adds what it is about.
#pragma once

#include <habeas/dossier/cells.h>
#include <habeas/dossier/dossier.h>
#include <habeas/law/library.h>
#include <habeas/plan/fate.h>

#include <map>
#include <string>
#include <vector>

namespace habeas::plan::example {

law::Library library();  // share/law/

relation::ColumnName column(const std::string& name);
map::Field field(const std::string& name, const std::string& data);
map::Link link(map::LinkKind kind, const std::string& here, const std::string& target);

// A shop: customers, and messages from one to another about orders; activities `orders` (contract),
// `newsletter` (consent), `accounting` (legal obligation), `scoring` (legitimate interests, automated).
//   customer(id, email, name, password, score, created_at)   message(id, sender_id, recipient_id, body, read_at)
map::Map shop();
map::Collection& collection(map::Map& map, const std::string& name);
map::CollectionAt at(const map::Map& map, const std::string& name);

dossier::ReachedRow row(std::int64_t key, dossier::Class klass, std::vector<dossier::Arrival> arrivals);
dossier::Arrival down(std::size_t link);
dossier::Arrival down_for_sight(std::size_t link);
dossier::Arrival up_for_sight(std::size_t link, map::CollectionAt from);
dossier::Dossier dossier_of(const map::Map& map, const std::string& collection,
                            std::vector<dossier::ReachedRow> rows);

// "email: disclose own-data", one line a cell, of the first row.
std::vector<std::string> in_words(const Plan& plan);
// Likewise, of any row, with what else a fate says: "total: archive legal-obligation c-com-L123-22 until 2033-03-04".
std::vector<std::string> in_words(const map::Map& map, const dossier::Dossier& dossier, const Plan& plan,
                                  std::size_t collection, std::size_t row);

// Cells as values, by collection, in the order of the dossier's rows; what is not given is NULL.
class Values final : public dossier::Cells {
 public:
  using Cells = std::map<std::string, relation::Value>;
  void put(map::CollectionAt at, Cells cells) { rows_[at].push_back(std::move(cells)); }
  void rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
            const EachRow& each) override;
  bool document(const map::SystemName&, const base::Personal<std::string>&, const EachPiece&) override {
    return false;
  }

 private:
  std::map<map::CollectionAt, std::vector<Cells>> rows_;
};
relation::Value text(const std::string& characters);

}  // namespace habeas::plan::example

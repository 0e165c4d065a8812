#include <habeas/verify/looks.h>

#include <habeas/base/text.h>
#include <habeas/map/codec.h>

#include <algorithm>
#include <map>

namespace habeas::verify {
namespace {

using relation::ColumnName;
using relation::Row;
using Fates = std::vector<plan::CellFate>;

// Where an identifier may stand.
struct Place {
  const map::Collection* collection = nullptr;
  const map::Field* field = nullptr;  // nullptr: a link
  ColumnName column;
  relation::Condition when;
  bool free_text = false;
};

std::vector<Place> places_of(const map::SystemMap& system, const subject::KindName& kind) {
  std::vector<Place> places;
  for (const auto& collection : system.collections) {
    for (const auto& field : collection.fields) {
      const bool bears = field.identifier == kind && !field.shared;
      const bool text = field.erase.kind == map::Erase::Kind::redact;
      if (bears || text) places.push_back({&collection, &field, field.column, {}, !bears});
    }
    for (const auto& link : collection.links) {
      if (link.identifier == kind && !link.columns.empty())
        places.push_back({&collection, nullptr, link.columns.front().first, link.when, false});
    }
  }
  return places;
}

class Search {
 public:
  Search(const Planned& planned, const Known& known, Reader& reader, Report& report, const Named& named)
      : planned_(planned), known_(known), reader_(reader), report_(report), named_(named) {
    remember_rows();
  }

  void all() {
    for (const auto& identifier : known_.identifiers) {
      for (const auto& place : places_of(reader_.map(), identifier.kind)) look(identifier, place);
    }
  }

 private:
  // The rows that may still bear her identifiers, and why: kept, withheld, another's, or perhaps somebody else's.
  void remember_rows() {
    for (const auto& collection : planned_.plan.collections) {
      const auto& where = planned_.dossier.collections.at(collection.rows_of);
      if (where.sight_table || where.at.system != planned_.system) continue;
      const auto& mapped = reader_.map().collections.at(where.at.collection);
      for (const auto& row : collection.rows) {
        const auto key = key_cells(mapped, where.rows.at(row.row).key);
        fates_[Named::row(mapped, key)] = &collection.patterns.at(row.pattern);
        if (mapped.key.empty()) keyless_[&mapped].emplace_back(key, &collection.patterns.at(row.pattern));
      }
    }
    for (const auto& candidate : planned_.dossier.candidates) {
      if (candidate.at.system != planned_.system) continue;
      const auto& mapped = reader_.map().collections.at(candidate.at.collection);
      fates_.emplace(Named::row(mapped, key_cells(mapped, candidate.key)), nullptr);
    }
  }

  bool may_stay(const Place& place, const Row& key) const {
    const auto found = fates_.find(Named::row(*place.collection, key));
    if (found == fates_.end()) return may_be_changed(place, key);
    return found->second == nullptr || stays(*found->second, place);
  }

  static bool stays(const Fates& fates, const Place& place) {
    return std::none_of(fates.begin(), fates.end(), [&](const plan::CellFate& fate) {
      return fate.column == place.column && was_to_go(fate);
    });
  }

  // A row without a key is known by its cells, and those that changed are not what the plan knew: one that agrees in
  // all the others, and looks in these as was promised, is that row.
  bool may_be_changed(const Place& place, const Row& now) const {
    const auto rows = keyless_.find(place.collection);
    if (rows == keyless_.end()) return false;
    const auto columns = key_columns(*place.collection);
    return std::any_of(rows->second.begin(), rows->second.end(), [&](const auto& planned) {
      const auto& [before, fates] = planned;
      return stays(*fates, place) && became(*place.collection, columns, before, *fates, now);
    });
  }

  bool became(const map::Collection& collection, const std::vector<ColumnName>& columns, const Row& before,
              const Fates& fates, const Row& now) const {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool changes = std::any_of(fates.begin(), fates.end(), [&](const plan::CellFate& fate) {
        return fate.column == columns[i] && fate.becomes != plan::Becomes::same;
      });
      if (!changes && as_text({before[i]}) != as_text({now[i]})) return false;
    }
    const auto cell = [&](const ColumnName& name) -> const relation::Value& {
      return now.at(
          static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin()));
    };
    return kept_promises(fates, collection, cell, known_);
  }

  static bool was_to_go(const plan::CellFate& fate) {
    using plan::Becomes;
    const bool stays = fate.becomes == Becomes::same || fate.becomes == Becomes::corrected ||
                       fate.becomes == Becomes::put_back;
    return fate.fate == plan::Fate::erase || !stays;
  }

  bool said(const Place& place, const Row& key) const {
    return named_.rows.contains(Named::row(*place.collection, key)) ||
           named_.cells.contains(Named::cell(*place.collection, place.column, key));
  }

  bool bears(const subject::Identifier& identifier, const Place& place, const relation::Value& cell) const {
    const auto values = map::read_values(place.field != nullptr ? place.field->codec : map::Codec{}, cell);
    if (!values) return false;
    return std::any_of(values->begin(), values->end(), [&](const std::string& value) {
      if (place.free_text) return mentions(identifier, value);
      return subject::same(known_.kinds, identifier.kind, value, identifier.value.reveal());
    });
  }

  void look(const subject::Identifier& identifier, const Place& place) {
    const auto key = key_columns(*place.collection);
    Asked asked{place.collection, key, {place.column}, source::Form::as_text, place.when};
    asked.columns.push_back(place.column);
    const bool in_rows = place.field != nullptr && place.field->codec.kind == map::Codec::Kind::rows;
    if (in_rows)
      asked.when = relation::equals(place.field->codec.name_column, relation::Text{place.field->codec.is});
    const auto keys = keys_for(identifier, place, asked);
    ++report_.columns_searched;
    std::uint64_t count = 0;
    reader_.rows(asked, keys, [&](const Row& cells) {
      const Row row(cells.begin(), cells.end() - 1);
      if (bears(identifier, place, cells.back()) && !may_stay(place, row) && !said(place, row)) ++count;
    });
    if (count == 0) return;
    auto& finding = reader_.add(Finding::Kind::identifier_remains, *place.collection, place.column.text());
    finding.count = count;
    finding.why = "her " + identifier.kind.text() + (place.free_text ? ", in a text" : "");
  }

  // Plain cells by the form that the identifier's own probes ask for; what lies inside a cell by reading it all.
  std::vector<Row> keys_for(const subject::Identifier& identifier, const Place& place, Asked& asked) const {
    using subject::ProbeForm;
    const bool plain = place.field == nullptr || place.field->codec.kind == map::Codec::Kind::plain ||
                       place.field->codec.kind == map::Codec::Kind::rows;
    const auto probes = subject::probes(known_.kinds, identifier);
    if (place.free_text || !plain || probes.form == ProbeForm::read_all) {
      asked.match.clear();
      return {Row{}};
    }
    asked.form = probes.form == ProbeForm::lower_trim    ? source::Form::lower_trim
                 : probes.form == ProbeForm::digits_tail ? source::Form::digits_tail
                                                         : source::Form::as_text;
    std::vector<Row> keys;
    for (const auto& key : probes.keys.reveal()) keys.push_back({relation::Text{key}});
    return keys;
  }

  const Planned& planned_;
  const Known& known_;
  Reader& reader_;
  Report& report_;
  const Named& named_;
  std::map<std::string, const Fates*> fates_;  // nullptr: a candidate
  std::map<const map::Collection*, std::vector<std::pair<Row, const Fates*>>> keyless_;
};

}  // namespace

void search_identifiers(const Planned& planned, const Known& known, Reader& reader, Report& report,
                        const Named& named) {
  Search(planned, known, reader, report, named).all();
}

}  // namespace habeas::verify

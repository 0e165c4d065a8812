// Dossier: what the finder found about one person: every row, whose it is, by which links she came to it,
// and what could not be searched. Keys and facts, no cells: cells are read again from the same snapshot.
// docs/map.md, Semantics.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/base/time.h>
#include <habeas/dossier/decision.h>
#include <habeas/map/map.h>
#include <habeas/relation/row_key.h>
#include <habeas/subject/identifier.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace habeas::dossier {

enum class Class {
  mine,      // all owners are this person
  shared,    // several owners, this person among them
  anothers,  // sight only
};
std::string_view to_string(Class klass);

// How she came to a row. `of`/`owns` carry ownership, the others sight.
struct Arrival {
  enum class By {
    identifier,       // a field of the row bears one of her identifiers (link = index of the field)
    identifier_link,  // an `of`/`mentions` link to an identifier (link = index in Collection::links)
    link_down,        // this row's own link (`of`, `mentions`) points at a row of hers
    link_up,          // a row of hers points here (`owns`, `shows`): link = index in *that* row's collection
    decision,         // a human said that it is hers (link = index in Dossier::decisions)
  };
  By by = By::identifier;
  std::size_t link = 0;
  bool sight = false;                     // this arrival gives sight only
  std::optional<map::CollectionAt> from;  // the collection of the row she came from
  std::optional<std::uint32_t> from_row;  // its index in that collection's rows (of the dossier)

  friend bool operator==(const Arrival&, const Arrival&) = default;
};

struct ReachedRow {
  relation::RowKey key;
  std::uint32_t copies = 1;  // > 1 only for `key: none`: equal rows
  bool is_person = false;    // the row *is* this person
  Class klass = Class::mine;
  std::vector<Arrival> arrivals;  // the first is the shortest path; all kinds of arrival are here once
  // Indexes of links of this row's collection that name somebody else (their cells are theirs, Semantics 3).
  std::vector<std::uint32_t> links_to_others;
  // Indexes of identifier fields whose value is not proven to be hers (Semantics 6): masked and reported.
  std::vector<std::uint32_t> unproven_fields;
};

struct CollectionRows {
  map::CollectionAt at;
  bool sight_table = false;      // at.collection is then an index into SystemMap::not_personal
  std::vector<ReachedRow> rows;  // sorted by RowKey::Order
};

struct NotSearched {
  enum class Why {
    system_unavailable,
    manual_pending,
    no_index_in_time,
    identifier_not_supplied,
    codec_unknown,
    table_missing,
    column_missing,
    differs_in_spelling,
    document_missing,
    cell_undecodable,
    no_map,
    contested,     // borne by somebody else too: a human must say whose
    not_mapped,    // a table or column that the map does not speak of
    kind_nowhere,  // an identifier was supplied of a kind that nothing in the map bears
    outside_where,  // it bears an identifier of hers, or a link leads there, and the map's `where` leaves it out
    other,
  };
  Why why = Why::other;
  map::SystemName system;
  std::optional<map::CollectionName> collection;  // none: the whole system
  std::string field_or_link;                      // a name from the map, or empty
  std::uint64_t count = 0;                        // cells or rows concerned, when known
  std::string detail;                             // for the operator; never personal
};
std::string_view to_string(NotSearched::Why why);

// A row that may be hers, for a human: never disclosed until one decides.
struct Candidate {
  // `unverified`: reached only by an identifier that nobody verified (said of a request, never by the finder).
  enum class Why { shared_identifier, homonym, alike, nothing_to_compare, contradiction, unverified };
  Why why = Why::homonym;
  map::CollectionAt at;
  relation::RowKey key;
  subject::KindName by;  // the identifier's kind
  // What speaks for it and against it: names of its fields, never what they hold. Identifiers are compared with
  // those that are hers; fields marked `agree` with the rows that are her, or else with the other candidates.
  struct Evidence {
    std::vector<std::string> same, different, silent;
  };
  Evidence evidence{};
};
std::string_view to_string(Candidate::Why why);

enum class Outcome {
  found,       // one person
  nobody,      // no row, everything searched or said
  conflict,    // supplied identifiers lead to two people: nothing is disclosed until a human decides
  candidates,  // only candidates: likewise
};
std::string_view to_string(Outcome outcome);

struct SystemReading {
  map::SystemName system;
  std::optional<base::Instant> snapshot;  // none: not read
  std::chrono::microseconds spent{0};
  std::uint64_t statements = 0;
};

struct KnownIdentifier {
  subject::Identifier identifier;
  bool supplied = false;
  // Where it was found, when not supplied.
  std::optional<map::CollectionAt> found_in;
  bool followed = true;  // false: it led nowhere by itself: a name with a birth date, or what others bear too
};

struct Dossier {
  Outcome outcome = Outcome::nobody;
  std::vector<KnownIdentifier> identifiers;  // supplied first, then in the order found
  std::vector<CollectionRows>
      collections;  // sorted: personal ones by (system, collection), then sight tables
  std::vector<NotSearched> not_searched;
  std::vector<Candidate> candidates;
  std::vector<DecisionTaken> decisions;  // as supplied
  std::vector<SystemReading> systems;    // in the map's order
  std::string map_digest;

  const CollectionRows* rows_of(const map::CollectionAt& at) const;
  std::uint64_t row_count() const;
  // Of the decisions, the first that names a row that is not there. Then the outcome is `candidates`.
  const Decision* decision_of_no_row() const;
};

// The names at a path's joints, from the identifier to the row: "email → shop.customer → shop.orders (of customer_id)".
std::string path_in_words(const map::Map& map, const Dossier& dossier, const CollectionRows& where,
                          std::size_t row);

// The collection an arrival's row of origin lies in, its name included: for words.
std::string collection_name(const map::Map& map, const CollectionRows& rows);

}  // namespace habeas::dossier

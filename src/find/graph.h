// Graph: the rows that the walk of one wave has read, and how they hang together. It knows no persons: who
// reaches what is judged afterwards, on the graph alone, so that a person walked among a thousand others gets
// what she gets alone. Identifiers are interned, each searched once.
#pragma once

#include <habeas/find/chart.h>
#include <habeas/relation/row_key.h>
#include <habeas/subject/identifier.h>

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace habeas::find {

using RowId = std::uint32_t;    // index into Graph::rows
using IdentId = std::uint32_t;  // index into Graph::idents

// What has to be asked of the databases about a row.
namespace ask {
inline constexpr std::uint8_t own_of = 1;      // the rows that its `of` links point at
inline constexpr std::uint8_t own_others = 2;  // …its `owns`, `mentions` and `shows` links
inline constexpr std::uint8_t pointing = 4;    // the rows that point here by `of` and `mentions`
inline constexpr std::uint8_t owning = 8;      // the rows that own it by `owns`
inline constexpr std::uint8_t bearers = 16;    // who bears the identifiers written in it
}  // namespace ask

struct Edge {
  RowId to = 0;
  std::uint32_t link = 0;  // index into Chart::links
  bool up = false;         // by a link of the row left (`owns`, `shows`), not of the row reached
  friend auto operator<=>(const Edge&, const Edge&) = default;
};

// Rows that the database took for equal under a link, and that are not: not followed, counted.
struct Differing {
  std::uint32_t link = 0;
  bool pointing = false;  // those rows point here; otherwise this row points at them
  std::uint32_t rows = 0;
};

// A row that an identifier or a link leads to, and that the map's `where` leaves out: counted, never read further.
using OutsideId = std::uint32_t;  // index into Graph::outside
struct Outside {
  std::uint32_t link = 0;
  bool pointing = false;
  OutsideId row = 0;
};

struct GraphRow {
  std::uint32_t place = 0;
  relation::RowKey key;
  base::Personal<relation::Row> cells;  // Place::columns
  std::uint32_t copies = 1;
  std::vector<Edge> onward;   // where ownership and sight go from here
  std::vector<RowId> owners;  // rows whose owners are its owners too
  std::vector<Edge> targets;  // what its own links point at
  std::vector<Differing> differing;
  std::vector<Outside> outside;
  std::uint8_t wanted = 0, asked = 0;  // of ask::
  bool owned = false;                  // by somebody of the wave
  bool seen = false, seen_onward = false;
};

struct Hit {
  RowId row = 0;
  std::uint32_t index = 0;  // field or link of the row's collection
  enum class What { field, shared_field, link } what = What::field;
  friend auto operator<=>(const Hit&, const Hit&) = default;
};

struct Ident {
  subject::KindName kind;
  base::Personal<std::string> value;  // as first met
  base::Personal<std::string> normal;
  std::vector<Hit> hits;  // sorted once searched
  std::vector<OutsideId> outside;
  subject::ProbeForm probes = subject::ProbeForm::read_all;  // once asked for
  // Cells of a field that did not decode while it was searched, by (place, field).
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> undecodable;
  bool bearers_wanted = false, bearers_asked = false;  // unshared fields of collections that are persons
  bool rest_wanted = false, rest_asked = false;        // every other field and link of its kind
};

struct Graph {
  std::deque<GraphRow> rows;                                        // grows without a copy of what is there
  std::vector<std::unordered_multimap<std::size_t, RowId>> by_key;  // per place, by the hash of the key
  std::vector<Ident> idents;
  std::unordered_map<std::string, IdentId> by_normal;
  std::vector<std::uint32_t> outside;  // by OutsideId: the place
  std::map<std::pair<std::uint32_t, std::string>, OutsideId> outside_by_key;

  explicit Graph(const Chart& chart) : by_key(chart.places.size()) {}
};

// The identifier of that kind and value, interned; nothing when the value is none of that kind.
std::optional<IdentId> intern(Graph& graph, const subject::Kinds& kinds, const subject::KindName& kind,
                              std::string_view value);
std::optional<IdentId> known_ident(const Graph& graph, const subject::Kinds& kinds,
                                   const subject::KindName& kind, std::string_view value);

// The row with those cells (Place::columns), entered when new.
RowId enter(Graph& graph, const Chart& chart, std::uint32_t place, relation::Row cells);
// The row of that place with that key, as encode() writes it.
std::optional<RowId> row_of_key(const Graph& graph, std::uint32_t place, std::string_view encoded_key);
relation::RowKey key_of(const Place& place, const relation::Row& cells);

// Does `row` of the link's place satisfy the link's `when`?
bool active(const Chart& chart, const ChartedLink& link, const relation::Row& row);
bool satisfies(const Place& place, const relation::Condition& condition, const relation::Row& row);
// The link's columns in a row of either place, as they are compared; nothing when one is NULL.
std::optional<relation::Row> compared(const ChartedLink& link, const std::vector<std::size_t>& positions,
                                      const relation::Row& row);

// A name and birth date is several fields of one row, which together are the identifier; the date's field searches.
bool is_name_and_birthdate(const subject::KindName& kind);
bool searches(const map::Field& field);

// The identifiers that an identifier field writes in a row: its own texts, or name and birth date put together.
std::vector<std::string> identifiers_of(const Place& place, const map::Field& field, const relation::Row& row,
                                        bool& undecodable);
// The texts of a field in a row: none when NULL, blank, or a key-value row of another name.
// `undecodable` is set when the cell does not decode.
std::vector<std::string> texts_of(const Place& place, const map::Field& field, const relation::Row& row,
                                  bool& undecodable);
// The same for the one column of an identifier link, its `when` included.
std::optional<std::string> text_of(const Chart& chart, const ChartedLink& link, const relation::Row& row);

}  // namespace habeas::find

// Source: an organisation's system as habeas sees it: tables, conditions and values. It knows no map, no
// request and no law. One class per kind in connector/<kind>/; all pass the suite in tests/conformance/.
//
// Reading: open() gives a Snapshot, one read-only instant; read() runs a whole level of look-ups, in the best
// shape the engine has, and streams the rows. A look-up is a *proposal*: the engine's equality may be wider
// than ours (collations, coercion), so whoever asks re-checks every cell. It is never narrower than the form says.
// Changing: needs a Warrant, which only the ledger mints.
// Failures are base::Fault with the system's name. A Source and its Snapshots belong to one thread at a time.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/base/time.h>
#include <habeas/relation/catalogue.h>
#include <habeas/relation/condition.h>
#include <habeas/relation/row_key.h>
#include <habeas/relation/value.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace habeas::ledger {
class Warrant;
}

namespace habeas::source {

// How a column is compared with the keys of a look-up. What the engine computes must not separate two values
// that the form's reference (reference_form, form.h) makes equal; it may join more.
enum class Form {
  exact,        // the engine's own equality, the key bound in the column's type
  as_text,      // both sides as canonical text (relation::canonical_text)
  lower_trim,   // ASCII lower case, spaces trimmed: the key is already in that form. For e-mail addresses
  digits_tail,  // separators dropped, the last 8 characters: the key is already in that form. For phones
  contains,     // the column's text holds the key, case-exact: for values inside JSON, lists, serialised text
};

// Where a value lies inside a JSON cell: members by name, elements by number from 0.
using CellPath = std::vector<std::variant<std::string, std::size_t>>;

// Rows of `table` whose `match` columns equal one of `keys` and that satisfy `where`.
struct Lookup {
  relation::TableName table;
  std::vector<relation::ColumnName> columns;  // the cells wanted, in this order
  std::vector<relation::ColumnName> match;    // empty: every row
  Form form = Form::exact;                    // other than exact and as_text: with one match column only
  base::Personal<std::vector<relation::Row>>
      keys;  // tuples as wide as `match`; NULL in a tuple matches nothing
  relation::Condition where;
  // Not empty: what is compared is not the match column's cell, but the text or integer there in its JSON. Proposed
  // too is every row whose cell may hold more than the engine can tell: broken, a list, a member twice. Only where
  // serves_inside() says so.
  CellPath inside{};
  std::chrono::milliseconds limit{0};  // longer than this, and it fails as timed_out; 0: no limit
};

class RowSink {
 public:
  virtual ~RowSink() = default;
  // A row for look-up number `lookup` of the level. A row may come more than once. Not to be called back into
  // the same Snapshot.
  virtual void row(std::size_t lookup, const base::Personal<relation::Row>& cells) = 0;
  // Look-up `lookup` could not be done; the others go on. The default throws the fault.
  virtual void failed(std::size_t lookup, const std::exception_ptr& fault);
};

class Snapshot {
 public:
  virtual ~Snapshot() = default;
  virtual base::Instant taken_at() const = 0;
  // All look-ups of one level. Rows of one look-up come in a fixed order for the same snapshot.
  virtual void read(std::span<const Lookup> level, RowSink& sink) = 0;
  // The content of a document kept by this system, streamed in pieces; false if there is none by that path.
  // The path is relative to the system's folder; one that leaves it is refused.
  virtual bool document(const base::Personal<std::string>& path,
                        const std::function<void(std::string_view piece)>& piece);
  virtual std::uint64_t statements_sent() const = 0;
  // True: it is known that there is nothing at all in it, no row and no document (a person searched in vain).
  virtual bool holds_nothing() const { return false; }
};

// What a human searches by, where only a human can: kind and value as supplied.
struct Inquiry {
  std::string purpose;  // a reference or stated purpose; not personal
  base::Personal<std::vector<std::pair<std::string, std::string>>> identifiers;
};

// Not searchable yet: a person was asked, and has until `due`.
struct Pending {
  std::string task;  // its reference
  base::Date due{};
  std::string who;
};

using Opening = std::variant<std::unique_ptr<Snapshot>, Pending>;

struct Capabilities {
  bool reads_rows = true;
  bool holds_documents = false;  // document() may answer
  bool one_instant = true;       // every read of a Snapshot sees the same moment
  bool changes = false;          // begin() works
  // A person carries changes out: commit() asks her, apply() counts what she is asked, committed() says when she has.
  bool by_hand = false;
  bool has_catalogue = true;  // catalogue() knows the tables; if not, the map is taken at its word
};

// The table of markers that prepare() makes where a system keeps rows. Ours: no catalogue lists it.
inline constexpr std::string_view marker_table = "habeas_run";

// A change of one row. `expected` are the cells that the decision relied on: if they differ, nothing changes.
struct RowChange {
  enum class Kind { update, remove, insert };
  using Cells = std::vector<std::pair<relation::ColumnName, relation::Value>>;

  Kind kind = Kind::update;
  relation::TableName table;
  base::Personal<Cells> key;
  base::Personal<Cells> expected;
  base::Personal<Cells> cells;  // the new ones; empty for remove
  // How many rows the key names: without a key of the table's own, equal rows. All of them change, or none does.
  std::uint32_t copies = 1;
};

// One transaction. What is not committed is rolled back by the destructor.
class Transaction {
 public:
  virtual ~Transaction() = default;
  // Rows changed: `copies`, or 0 when the row is gone or its expected cells differ. Another number of rows is Fault
  // `changed`, and the transaction is at its end.
  virtual std::size_t apply(const RowChange& change) = 0;
  // A document that goes with the transaction. False: there is none by that path. The default refuses.
  virtual bool remove_document(const base::Personal<std::string>& path);
  // Writes the marker of this run into the transaction itself, so that after a crash committed() tells whether it
  // took effect. `run` is ours: a reference and a digest, at most 200 bytes. Needs prepare() to have run.
  virtual void mark(const std::string& run);  // the default refuses: Fault
  virtual void commit() = 0;
};

// A privilege that the account which reads has and does not need, or that others have.
struct Excess {
  std::string what;  // "the account that reads may also write /srv/shop.db"
  std::string hint;  // what to run
  friend bool operator==(const Excess&, const Excess&) = default;
};

class Source {
 public:
  virtual ~Source() = default;
  virtual const std::string& system() const = 0;  // its name in the organisation's file
  virtual Capabilities capabilities() const = 0;
  virtual relation::Catalogue catalogue() = 0;
  virtual Opening open(const Inquiry& inquiry) = 0;
  virtual std::unique_ptr<Transaction> begin(const ledger::Warrant& warrant);  // the default refuses: Fault
  // What must exist in the system before it can be changed safely (the marker table `habeas_run`), as statements or
  // plain words to print; empty when it is there. Never done within a run.
  virtual std::vector<std::string> preparation();
  virtual void prepare(const ledger::Warrant& warrant);  // the default refuses: Fault
  // Did the transaction that carried this marker take effect? Completes first, or takes back, what a crash left.
  virtual bool committed(const std::string& run);
  // The task that carries this marker, while a person has it.
  virtual std::optional<Pending> pending(const std::string& run);
  // The CREATE INDEX that would serve such a look-up, or empty if the engine has none to offer or needs none.
  virtual std::string index_for(const relation::TableName& table, const relation::ColumnName& column,
                                Form form) const;
  // Does an index of this table serve such a look-up?
  virtual bool serves(const relation::Table& table, const relation::ColumnName& column, Form form) const;
  // The same for what lies inside the JSON of a column. By default nothing serves it: everything is read.
  virtual std::string index_inside(const relation::TableName& table, const relation::ColumnName& column,
                                   Form form, const CellPath& path) const;
  virtual bool serves_inside(const relation::Table& table, const relation::ColumnName& column, Form form,
                             const CellPath& path) const;
  // Least privileges for reading, and for acting, on these tables, as statements to run.
  virtual std::string grants(std::span<const relation::TableName> tables) const;
  // What this process, and everybody, may do beyond reading. The default knows of nothing.
  virtual std::vector<Excess> excess_privileges() const;
};

}  // namespace habeas::source

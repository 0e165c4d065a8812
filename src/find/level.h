// Level: everything that is asked of all systems at one depth of the walk: one look-up per collection, field or
// link. The systems are read in parallel; each proposed row is confirmed cell by cell in the thread that
// reads it, so that what a wide index or a full scan proposes is never kept. Then the confirmed rows enter the
// graph, in a fixed order whatever thread was first.
#pragma once

#include <habeas/find/serving.h>

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace habeas::find {

struct Question {
  enum class What {
    field,            // rows whose field bears one of `idents`
    identifier_link,  // rows whose link names one of `idents`
    pointing,         // rows of the link's place that point at the origins
    pointed,          // rows that the origins point at
    key,              // rows that have one of these keys
  };
  What what = What::field;
  std::uint32_t place = 0;  // where the rows are
  std::uint32_t index =
      0;  // field or link of the collection; of pointing and pointed: index into Chart::links
  std::set<IdentId> idents;
  std::vector<relation::Row> tuples;
  std::unordered_map<std::string, std::vector<RowId>> origins;  // by encoded tuple
};

// Thrown out of run() when a wave would hold more rows than Limits::rows_at_once.
struct TooManyRows {};

class Level {
 public:
  Level(Chart& chart, Graph& graph, Reading::State& state, const Limits& limits)
      : chart_(chart), graph_(graph), state_(state), limits_(limits), serving_(chart, state) {}

  // Asks what is wanted of an identifier or a row, and was not asked before.
  void ask_identifier(IdentId ident);
  void ask_row(RowId row);
  void ask_key(std::uint32_t place, const relation::Row& key);
  bool empty() const { return questions_.empty(); }

  // Reads, and enters what was confirmed. False when something failed: it is then among the Reading's exclusions,
  // and the wave has to begin again without it.
  bool run();

 private:
  // Place, what, index; and apart, what must not depend on who else is walked at once: keys that a collation might
  // take for one another (a row which the database takes for equal is told to the key it was proposed for), and
  // identifiers for which everything is read, beside those that an index finds.
  using Order = std::tuple<std::uint32_t, Question::What, std::uint32_t, std::size_t>;

  enum class Side { inside, outside };  // of the map's `where`
  struct Proposal {
    relation::Row cells;
    std::vector<IdentId> idents;
    const std::vector<RowId>* origins = nullptr;
    Side side = Side::inside;
  };
  struct Answer {
    std::vector<Proposal> proposals;
    std::map<RowId, std::uint32_t> differing;  // by origin
    std::uint64_t undecodable = 0;
  };
  struct Asked {  // a question on its way
    const Question* question = nullptr;
    source::Lookup lookup;
    std::vector<ColumnName> columns;  // by which it searches, also when it reads everything
    bool served = true;               // by an index
    Answer answer;
    std::exception_ptr fault;
  };
  class Sink;

  Question& question(Question::What what, std::uint32_t place, std::uint32_t index, std::size_t spelling = 0);
  void ask_field(IdentId ident, std::uint32_t place, std::uint32_t index);
  void ask_identifier_link(IdentId ident, std::uint32_t link);
  void ask_own_links(RowId row, std::uint8_t asked);
  void ask_links_to(RowId row, std::uint8_t asked);
  void ask_bearers(RowId row);
  bool already_there(RowId row, std::uint32_t link, const relation::Row& tuple);
  void ask_tuple(Question::What what, std::uint32_t place, std::uint32_t link, RowId origin,
                 relation::Row tuple);

  std::optional<Asked> prepare(const Question& question);
  void prepare_field(const Question& question, source::Lookup& lookup) const;
  void prepare_link(const Question& question, source::Lookup& lookup) const;
  void prepare_key(const Question& question, source::Lookup& lookup) const;
  void propose_by(const Question& question, source::Lookup& lookup, std::size_t position) const;
  void read_system(std::size_t system, std::vector<Asked*>& asked);
  bool record(const Asked& asked);
  bool reads_beyond_where(const Asked& asked, std::uint64_t rows);
  bool is_of_another_collection(const Place& place, const relation::Row& cells) const;

  void confirm(Asked& asked, const relation::Row& cells) const;
  void confirm_identifier(Asked& asked, const relation::Row& cells, Side side) const;
  void confirm_link(Asked& asked, const relation::Row& cells, Side side) const;
  void confirm_key(Asked& asked, const relation::Row& cells) const;
  void count_differing(Asked& asked, const relation::Row& tuple) const;

  void merge(const Question& question, Answer& answer);
  void merge_differing(const Question& question, const Answer& answer);
  void note_outside(const Question& question, const Proposal& proposal);
  void connect(const Question& question, RowId row, const std::vector<RowId>& origins);

  Chart& chart_;
  Graph& graph_;
  Reading::State& state_;
  const Limits& limits_;
  Serving serving_;
  std::map<Order, Question> questions_;
  std::atomic<std::size_t> proposed_{0};  // rows of this level so far
  // Per place, what and index: the spellings met of one loose text.
  std::map<std::tuple<std::uint32_t, Question::What, std::uint32_t>,
           std::unordered_map<std::string, std::vector<std::string>>>
      spellings_;
};

// A key's cells as they are compared with one that a human wrote: by their texts.
relation::Row as_texts(const relation::Row& key);
// What collations and coercions do not tell apart, roughly. Empty when there is no text in it.
std::string loose(const relation::Row& tuple);

}  // namespace habeas::find

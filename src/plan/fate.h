// The fate of a cell: what a plan does with it, on which ground. Every cell of a Dossier has exactly one.
// A cell is one datum of a row: a column, or, where several fields read one column (JSON, key-value rows), each
// field's part of it; field and column name it together. docs/access.md.
#pragma once

#include <habeas/law/article.h>
#include <habeas/map/map.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace habeas::plan {

enum class Fate {
  disclose,
  withhold,
  correct,
  erase,  // goes with its row: all cells of a row are erased, or none
  clear,
  mask,
  redact,
  replace,
  keep,
  archive,
  freeze,
  release,
  untouched
};
std::string_view to_string(Fate fate);

// How a cell's content changes, where its fate changes it.
enum class Becomes {
  same,
  nothing,    // NULL; a list or nested value loses its part
  literal,    // `literal`, where NULL is refused
  truncated,  // a date to its year, a text to its first letter
  masked,     // every letter and digit as an asterisk, the length kept
  redacted,   // free text: her identifiers and names in it replaced
  pseudonym,  // random, unkeyed, unique where it must be
  corrected,  // Corrections[correction]
  put_away,   // its value goes sealed into the register, a placeholder stands here
  put_back,
};
std::string_view to_string(Becomes becomes);

struct CellFate {
  relation::ColumnName column;
  // The field that reads this column, by index in Collection::fields; -1 for a key, link or technical column.
  int field = -1;
  // The first link that it belongs to, by index in Collection::links; -1 for none.
  int link = -1;
  bool technical = false;
  Fate fate = Fate::disclose;
  std::string
      ground;  // an id of the law library's grounds: "others-rights"; "own-data" for what is disclosed
  law::Article article;  // GDPR 15(1), 15(4)…
  // Of fates that change or keep something; all rows of a pattern share them.
  Becomes becomes = Becomes::same;
  std::string literal{};              // of Becomes::literal: written in a map, never personal
  int correction = -1;                // of Becomes::corrected
  std::optional<base::Date> until{};  // of keep and archive: the day after which nothing keeps it
  std::string reference{};            // the law that keeps it, an id of the law library: "c-com-L123-22"
  std::string activity{};             // of keep and archive: the activity that keeps it longest, if one does
  bool at_least = false;  // `until` counts from something in words: it is the earliest that the end can be

  friend bool operator==(const CellFate&, const CellFate&) = default;
};

struct RowFate {
  std::uint32_t row = 0;      // index in CollectionRows::rows
  std::uint32_t pattern = 0;  // index in CollectionPlan::patterns: rows treated alike share one

  friend bool operator==(const RowFate&, const RowFate&) = default;
};

struct CollectionPlan {
  std::size_t rows_of = 0;                      // index in Dossier::collections
  std::vector<std::vector<CellFate>> patterns;  // each: the fates of every cell, in columns_read order
  std::vector<RowFate> rows;                    // one for each row of the dossier, in its order

  friend bool operator==(const CollectionPlan&, const CollectionPlan&) = default;
};

struct Plan {
  law::Right right = law::Right::access;
  std::vector<CollectionPlan> collections;
  // What a human must decide before this plan may be approved, in plain words, never personal; empty: nothing.
  std::vector<std::string> questions;
  // What a human should know and need not decide, in plain words, never personal.
  std::vector<std::string> notes;
  std::string map_digest;
  std::string law_digest;
  std::string digest;  // over everything above and the dossier's keys

  friend bool operator==(const Plan&, const Plan&) = default;
};

struct Counts {
  std::uint64_t rows = 0;
  std::uint64_t found = 0;  // cells
  std::uint64_t disclosed = 0;
  std::uint64_t withheld = 0;
  std::vector<std::pair<std::string, std::uint64_t>> withheld_by_ground;  // sorted by ground

  // One more cell, with its fate.
  void add(Fate fate, const std::string& ground, std::uint64_t cells = 1);

  friend bool operator==(const Counts&, const Counts&) = default;
};
Counts count(const Plan& plan);

// Of a plan that changes something: found = gone + replaced + kept + untouched.
struct Balance {
  std::uint64_t found = 0;      // cells; equal rows that no key tells apart count once
  std::uint64_t gone = 0;       // erase, clear
  std::uint64_t replaced = 0;   // mask, redact, replace, correct
  std::uint64_t kept = 0;       // keep, archive, freeze, release
  std::uint64_t untouched = 0;  // another's, not asked, undecided
  std::uint64_t rows_gone = 0;
  std::vector<std::pair<std::string, std::uint64_t>> by_ground;  // all cells, sorted by ground

  friend bool operator==(const Balance&, const Balance&) = default;
};
Balance balance(const Plan& plan);

}  // namespace habeas::plan

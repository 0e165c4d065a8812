// The words that guess() knows, as tables. Phrases are words between spaces, alternatives between bars.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace habeas::map::lexicon {

// Where a phrase means what the table says.
enum class Where : std::uint8_t {
  anywhere,   // alone or beside words that do not undo it
  of_people,  // only in a table of people, or beside a word for a person: `name` is in every second table
  beside_address,  // in a table of people, or where other columns are an address: `state` is mostly a status
  row,             // in any row that belongs to somebody: its content
};
// What a column must be able to hold.
enum class Shape : std::uint8_t { any, text, date, not_boolean };

struct Phrase {
  std::string_view words;
  std::string_view data;
  Where where = Where::anywhere;
  Shape shape = Shape::not_boolean;
  bool sure = false;
};
std::span<const Phrase> phrases();

std::string_view secrets();    // password, hash, salt, token
std::string_view technical();  // created at, version, last update
std::string_view undoing();    // type, verified, count: beside a match they undo it
std::string_view harmless();   // first, home, billing: beside a match they change nothing
std::string_view people();     // for tables and beside `name`
std::string_view staff();
std::string_view organisations();
std::string_view things();
std::string_view handlers();
std::string_view handled();  // a column of names: who of the organisation's people did something with the row
std::string_view
speaking();  // whoever speaks in the row: perhaps the person, perhaps one of the organisation's people
std::string_view of_a_name();  // beside such words they change nothing: name, email, initials

}  // namespace habeas::map::lexicon

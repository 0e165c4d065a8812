// A world made of chance: systems, tables, links of all four kinds, people and rows, small enough to be read when a
// property fails. It is a value: it prints, and RapidCheck makes it smaller.
#pragma once

#include <habeas/map/map.h>

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::random_schemas {

enum class Bears { nothing, unshared, shared };
enum class Targets { key, code, composite, email };  // what a link's columns are compared with
enum class Key { id, pair, none };                   // pair: id and tenant
// How the e-mail address lies in its column: as it is; in JSON (sometimes broken); one of a list; in a key-value row.
enum class Inside { plain, json, list, rows };

// The column `said` holds words of each row's own, so that a package shows which rows it is made of: as a field, a
// secret, a technical column, one of two members of a document, or a datum that somebody calculated.
enum class Said { field, secret, technical, member, derived };
// What a link's `withhold` says: nothing (the default holds), `[]`, `[said]` or `row`.
enum class KeepsBack { by_default, nothing, said, row };

// What the map says happens here when the row that a link points at goes.
enum class LetsGo { by_default, words, row, refuse, placeholder };
// A foreign key of the database over the link's column.
enum class Foreign { none, restricts, cascades, empties };
// What becomes of the words in a row that stays, and whether the rows of a table go whole.
enum class Empties { by_default, literal, masks, shortens, redacts, pseudonym };
enum class Goes { whole, cells, words };
// What a legal obligation keeps.
enum class Keeps { nothing, words, rows };

struct LinkPlan {
  map::LinkKind kind = map::LinkKind::of;
  std::size_t target = 0;  // table; sight tables are never link holders
  Targets by = Targets::key;
  std::optional<int> when;  // the row's `sort` must be this
  bool follow = false;
  KeepsBack keeps_back = KeepsBack::by_default;
  LetsGo lets_go = LetsGo::by_default;
  Foreign foreign = Foreign::none;
};

struct TablePlan {
  std::size_t system = 0;
  bool person = false;
  bool sight = false;  // not personal: only shown
  Key key = Key::id;
  Bears email = Bears::nothing;
  Bears card = Bears::nothing;
  Inside email_in = Inside::plain;
  bool agree = false;        // `name` tells one person from two
  std::optional<int> where;  // only rows whose `sort` is this
  Said said = Said::field;
  bool portable = true;  // its purpose is a contract, or else a legitimate interest
  Empties empties = Empties::by_default;
  Goes goes = Goes::whole;
  Keeps keeps = Keeps::nothing;
  // What the database refuses.
  bool declared_key = false;  // the id is a primary key
  bool words_needed = false;  // NOT NULL
  bool words_unique = false;
  bool words_checked = false;  // not empty
  bool email_needed = false;
  bool links_needed = false;
  std::vector<LinkPlan> links;  // at most three; link i reads the columns l<i> and m<i>
};

// The cells of a row, as indexes into pools; its id is its place in the table.
struct RowPlan {
  std::size_t table = 0;
  int email = 0, card = 0, name = 0, code = 0, sort = 0, tenant = 0;
  std::vector<int> links;
};

struct World {
  std::vector<TablePlan> tables;
  std::vector<RowPlan> rows;
  std::vector<std::vector<std::pair<std::string, std::string>>> people;  // (kind, value) supplied
};

std::ostream& operator<<(std::ostream& out, const World& world);

// What the map writes where it empties by a literal.
inline constexpr std::string_view literal = "emptied";

// What column i of the links of a table is called, and which column of the target it meets.
std::string table_name(std::size_t table);
std::string system_name(std::size_t system);

const std::vector<std::string>& emails();  // index 0 is NULL
const std::vector<std::string>& cards();
const std::vector<std::string>& names();
const std::vector<std::string>& codes();  // texts that collations and coercions confuse

// What row number `row` of the world says: letters, digits and dashes. Equal rows of a table without a key say the same.
std::string words_of(const World& world, std::size_t row);
// And the other member of the document, where it is one.
std::string rest_of(const World& world, std::size_t row);

map::Map map_of(const World& world);
// CREATE TABLE and INSERT for the tables of one system.
std::string sql_of(const World& world, std::size_t system);

}  // namespace habeas::random_schemas

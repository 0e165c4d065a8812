// What the name of a column or table lets one guess, in French and English. Whole words and pairs of words only,
// never parts of words; words that a table's columns share say nothing (CLI_NOM, CLI_VILLE); some words beside a
// match undo it (email_verified, product_name, host_name). A guess is for a human to confirm: draft() marks it so.
#pragma once

#include <habeas/map/map.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

struct Guess {
  enum class Kind {
    nothing,    // its name says nothing we know
    identity,   // by itself it names, reaches or describes a person: `data`
    content,    // says something about whoever the row belongs to: `data`
    secret,     // a password or token
    technical,  // when it was written, in which version
  };
  Kind kind = Kind::nothing;
  std::string data;        // a category of data_categories()
  std::string identifier;  // "email", "phone" or empty
  bool sure = false;       // nobody would read it otherwise
  // May it name, as plain text, one of the organisation's own people and not whose row it is? `speaks`: author, sender,
  // who may be her; `handles`: assigned_to, operator, who hardly is.
  enum class Ours { no, speaks, handles };
  Ours ours = Ours::no;
  friend bool operator==(const Guess&, const Guess&) = default;
};

// What a table's name says of its rows.
enum class Sort {
  unknown,
  person,        // customer, client, patient: people whom the organisation serves
  staff,         // employee, agent: people who serve it, and who are named in the rows of others
  organisation,  // supplier, shop: perhaps people too, but what points at them is not theirs
  thing,         // product, country: about nobody
};
Sort sort_of(const relation::TableName& table);

// Reads the names of one table's columns together, since what they share says nothing and what stands beside an
// address is one. The table must outlive it.
class NameReader {
 public:
  explicit NameReader(const relation::Table& table);

  // A column of it, when its rows are people (`in` person, staff or organisation), or not.
  Guess guess(const relation::Column& column, Sort in) const;
  // The words of a column, without those that say only which table it is in.
  std::vector<std::string> telling_words(const relation::Column& column) const;

 private:
  Guess what_it_says(const relation::Column& column, Sort in) const;

  const relation::Table& table_;
  std::vector<std::string> of_table_;
  std::map<ColumnName, std::vector<std::string>> words_;
  std::map<std::string, std::size_t> used_;  // in how many columns a word stands
  bool has_addresses_ = false;
};
Guess guess(const relation::Table& table, const relation::Column& column, Sort in);

// Do the words say that whoever is named here handled the row, and does not own it? created_by, manager_id.
bool names_a_handler(const std::vector<std::string>& words);

// The words of a name, with those run together opened where every part is known: birthdate, datenaissance.
std::vector<std::string> known_words(std::string_view name);

// Every category of data that guess() may answer: each must be in data_categories().
std::vector<std::string> guessable_categories();

}  // namespace habeas::map

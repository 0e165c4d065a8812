#include <habeas/map/guess.h>

#include <habeas/map/lexicon.h>
#include <habeas/map/words.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace habeas::map {

using lexicon::Where;
using relation::Column;
using relation::Family;
using relation::Table;

namespace {

using WordList = std::vector<std::string>;

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const auto end = text.find(at);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

WordList words_in(std::string_view phrase) {
  WordList words;
  for (const auto word : split(phrase, ' ')) words.emplace_back(word);
  return words;
}

std::set<std::string> word_set(std::string_view alternatives) {
  std::set<std::string> words;
  for (const auto phrase : split(alternatives, '|')) words.emplace(phrase);
  return words;
}

std::vector<WordList> phrase_list(std::string_view alternatives) {
  std::vector<WordList> all;
  for (const auto phrase : split(alternatives, '|')) all.push_back(words_in(phrase));
  return all;
}

// Everything that guess() knows, opened once.
struct Known {
  struct Entry {
    const lexicon::Phrase* phrase;
    WordList words;
  };
  std::vector<Entry> entries;
  std::vector<WordList> secrets = phrase_list(lexicon::secrets());
  std::vector<WordList> technical = phrase_list(lexicon::technical());
  std::set<std::string> undoing = word_set(lexicon::undoing());
  std::set<std::string> harmless = word_set(lexicon::harmless());
  std::set<std::string> people = word_set(lexicon::people());
  std::set<std::string> staff = word_set(lexicon::staff());
  std::set<std::string> organisations = word_set(lexicon::organisations());
  std::set<std::string> things = word_set(lexicon::things());
  std::set<std::string> handlers = word_set(lexicon::handlers());
  std::vector<WordList> handled = phrase_list(lexicon::handled());
  std::vector<WordList> speaking = phrase_list(lexicon::speaking());
  std::set<std::string> of_a_name = word_set(lexicon::of_a_name());
  std::set<std::string> every_word;

  Known() {
    for (const auto& phrase : lexicon::phrases()) {
      for (auto& words : phrase_list(phrase.words)) entries.push_back({&phrase, std::move(words)});
    }
    // The longest match wins, then the first written.
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& a, const Entry& b) { return a.words.size() > b.words.size(); });
    for (const auto& entry : entries) every_word.insert(entry.words.begin(), entry.words.end());
    for (const auto& list : {secrets, technical}) {
      for (const auto& words : list) every_word.insert(words.begin(), words.end());
    }
    for (const auto* set : {&undoing, &harmless, &people, &staff, &organisations, &things})
      every_word.insert(set->begin(), set->end());
  }
};

const Known& known() {
  static const Known all;
  return all;
}

// A word of our own, as it is or in the singular; French also has salariés, which English rules would make a salary.
bool in(const std::set<std::string>& set, const std::string& word) {
  if (set.contains(word) || set.contains(singular(word))) return true;
  return word.ends_with("s") && set.contains(word.substr(0, word.size() - 1));
}

bool same_word(const std::string& a, const std::string& b) { return a == b || singular(a) == b; }

// Where `phrase` stands in `words`, if it does.
std::optional<std::size_t> position(const WordList& words, const WordList& phrase) {
  const auto found = std::search(words.begin(), words.end(), phrase.begin(), phrase.end(), same_word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

bool is_number(const std::string& word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos;
}

WordList without(const WordList& words, std::size_t at, std::size_t count) {
  WordList rest;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i < at || i >= at + count) rest.push_back(words[i]);
  }
  return rest;
}

bool fits(Family family, lexicon::Shape shape) {
  switch (shape) {
    case lexicon::Shape::any: return true;
    case lexicon::Shape::not_boolean: return family != Family::boolean;
    case lexicon::Shape::text:
      return family == Family::text || family == Family::other || family == Family::json;
    case lexicon::Shape::date: return family != Family::boolean && family != Family::bytes;
  }
  return true;
}

bool is_people(Sort sort) {
  return sort == Sort::person || sort == Sort::staff || sort == Sort::organisation;
}

// Where a column stands.
struct Context {
  Sort sort = Sort::unknown;
  bool addresses = false;
};

// Are the words beside a match such that it still means itself?
bool stands(const Known& all, const lexicon::Phrase& phrase, const WordList& rest, const Context& where) {
  const bool beside_person =
      std::ranges::any_of(rest, [&](const auto& word) { return in(all.people, word); });
  if (phrase.where == Where::row) return true;
  if (std::ranges::any_of(rest, [&](const auto& word) { return in(all.undoing, word); })) return false;
  if (phrase.where == Where::of_people && !beside_person && !is_people(where.sort)) return false;
  if (phrase.where == Where::beside_address && !where.addresses && !is_people(where.sort)) return false;
  // Of a firm's row the firm's name and site say nothing about people.
  if (where.sort == Sort::organisation &&
      (phrase.data == "contact.company" || phrase.data == "contact.website"))
    return false;
  // A sure word may stand beside an unknown one (email_dupont); another may not (address_space, city_tour).
  if (phrase.sure) return true;
  return std::ranges::all_of(rest, [&](const auto& word) {
    return is_number(word) || in(all.harmless, word) || in(all.people, word);
  });
}

Guess match(const WordList& words, Family family, const Context& where) {
  const auto& all = known();
  for (const auto& [phrase, wanted] : all.entries) {
    const auto at = position(words, wanted);
    if (!at || !fits(family, phrase->shape) ||
        !stands(all, *phrase, without(words, *at, wanted.size()), where))
      continue;
    Guess found;
    found.kind = phrase->where == Where::row ? Guess::Kind::content : Guess::Kind::identity;
    found.data = std::string(phrase->data);
    found.sure = phrase->sure;
    if (found.data == "contact.email") found.identifier = "email";
    if (found.data == "contact.phone" && wanted.front() != "fax" && wanted.front() != "telecopie" &&
        wanted.front() != "extension") {
      found.identifier = "phone";
    }
    return found;
  }
  return {};
}

bool matches(const std::vector<WordList>& phrases, const WordList& words) {
  return std::ranges::any_of(phrases,
                             [&](const WordList& phrase) { return position(words, phrase).has_value(); });
}

// All of the words belong to technical phrases: `created_at`, not `created_by_email`.
bool is_technical(const WordList& words) {
  return std::ranges::any_of(known().technical, [&](const WordList& phrase) {
    return phrase.size() == words.size() && position(words, phrase).has_value();
  });
}

bool is_secret(const WordList& words, Family family) {
  if (family == Family::boolean || family == Family::date || family == Family::timestamp ||
      family == Family::time)
    return false;
  const bool about_one = std::ranges::any_of(
      words, [](const auto& w) { return w == "expires" || w == "at" || w == "date" || w == "count"; });
  return !about_one && matches(known().secrets, words);
}

// Nothing but such a phrase, and what may stand beside it in the name of a column of names: `agent_name`, not
// `agent_type`, `author_count` or `user_agent`.
bool only_names(const std::vector<WordList>& phrases, const WordList& words) {
  return std::ranges::any_of(phrases, [&](const WordList& phrase) {
    const auto at = position(words, phrase);
    return at && std::ranges::all_of(without(words, *at, phrase.size()), [](const std::string& word) {
             return is_number(word) || in(known().of_a_name, word);
           });
  });
}

Guess::Ours whose_name(const WordList& words, Family family) {
  if (family != Family::text && family != Family::other) return Guess::Ours::no;
  if (only_names(known().handled, words)) return Guess::Ours::handles;
  return only_names(known().speaking, words) ? Guess::Ours::speaks : Guess::Ours::no;
}

// A title is a job where people work, and a form of address where they are served.
Guess title_of_person(Sort where) {
  return {Guess::Kind::identity, where == Sort::staff ? "employment.job" : "identity.title", "", false};
}

// How many ways lead to a split of `word` from `at` on: we take the first with the longest parts.
bool open_up(const std::string& word, std::size_t at, const std::set<std::string>& dictionary,
             WordList& parts) {
  if (at == word.size()) return true;
  for (std::size_t length = std::min<std::size_t>(word.size() - at, 14); length >= 2; --length) {
    const auto part = word.substr(at, length);
    if (length == 2 && part != "id" && part != "no" && part != "de" && part != "ip") continue;
    if (!dictionary.contains(part)) continue;
    parts.push_back(part);
    if (open_up(word, at + length, dictionary, parts)) return true;
    parts.pop_back();
  }
  return false;
}

// Names run together are opened once; longer ones are no names that anybody means.
constexpr std::size_t longest_run = 40;

Sort sort_of_word(const std::string& word) {
  const auto& all = known();
  if (in(all.staff, word)) return Sort::staff;
  if (in(all.organisations, word)) return Sort::organisation;
  if (in(all.people, word)) return Sort::person;
  if (in(all.things, word)) return Sort::thing;
  return Sort::unknown;
}

}  // namespace

std::vector<std::string> known_words(std::string_view name) {
  const auto& dictionary = known().every_word;
  WordList result;
  for (auto& word : words_of(name)) {
    WordList parts;
    const bool whole =
        dictionary.contains(word) || dictionary.contains(singular(word)) || word.size() > longest_run;
    if (!whole && word.size() >= 6 && open_up(word, 0, dictionary, parts)) {
      result.insert(result.end(), parts.begin(), parts.end());
    } else {
      result.push_back(std::move(word));
    }
  }
  return result;
}

// French puts the head first (adresse_client), English last (customer_address): a table is of people when both
// ends say so, or the only word does, whatever prefix stands before (tbl_client, t_users).
Sort sort_of(const relation::TableName& table) {
  static const std::set<std::string> prefixes = {"tbl", "t",      "tb",  "tab",   "app",   "auth",
                                                 "dbo", "public", "ps",  "wp",    "core",  "crm",
                                                 "my",  "all",    "dim", "sales", "liste", "base"};
  WordList words;
  for (const auto& word : known_words(table.name)) {
    if (!is_number(word) && (!prefixes.contains(word) || words_of(table.name).size() == 1))
      words.push_back(word);
  }
  if (words.empty()) return Sort::unknown;
  const auto first = sort_of_word(words.front());
  const auto last = sort_of_word(words.back());
  if (words.size() == 1 || first == last) return first;
  if (first == Sort::thing || last == Sort::thing) return Sort::thing;
  const auto counts = [](Sort sort) { return is_people(sort); };
  if (counts(first) && counts(last)) return last;
  return Sort::unknown;
}

NameReader::NameReader(const Table& table) : table_(table), of_table_(known_words(table.name.name)) {
  static const std::set<std::string> address = {"address", "adresse", "adr",      "street", "rue",    "city",
                                                "ville",   "postal",  "postcode", "zip",    "zipcode"};
  for (const auto& column : table.columns) {
    auto& words = words_[column.name];
    words = known_words(column.name.text());
    for (const auto& word : std::set<std::string>(words.begin(), words.end())) used_[word] += 1;
    has_addresses_ = has_addresses_ ||
                     std::ranges::any_of(words, [&](const auto& word) { return address.contains(word); });
  }
}

std::vector<std::string> NameReader::telling_words(const Column& column) const {
  const auto found = words_.find(column.name);
  const auto own = found == words_.end() ? known_words(column.name.text()) : found->second;
  WordList left;
  for (const auto& word : own) {
    const auto used = used_.find(word);
    const auto columns = table_.columns.size();
    const bool common = columns >= 3 && used != used_.end() && used->second * 10 >= columns * 7;
    const bool of_this =
        std::ranges::any_of(of_table_, [&](const auto& t) { return singular(t) == singular(word); });
    if (!common && !of_this) left.push_back(word);
  }
  return std::ranges::all_of(left, is_number) ? own : left;
}

Guess NameReader::guess(const Column& column, Sort sort) const {
  Guess found = what_it_says(column, sort);
  if (found.kind != Guess::Kind::secret) found.ours = whose_name(telling_words(column), column.family);
  return found;
}

Guess NameReader::what_it_says(const Column& column, Sort sort) const {
  const auto words = telling_words(column);
  const Context where{sort, has_addresses_};
  if (is_secret(words, column.family)) return {Guess::Kind::secret, "", "", true};
  if (is_technical(words)) return {Guess::Kind::technical, "", "", true};
  if (is_people(sort) && (words == WordList{"title"} || words == WordList{"titre"}))
    return title_of_person(sort);
  auto found = match(words, column.family, where);
  // In a table of people, words shared with the table's name were dropped: `user.user_name` is no mere name.
  if (found.kind == Guess::Kind::identity || !is_people(sort)) return found;
  auto whole = match(known_words(column.name.text()), column.family, where);
  return whole.kind == Guess::Kind::identity ? whole : found;
}

Guess guess(const Table& table, const Column& column, Sort in) { return NameReader(table).guess(column, in); }

bool names_a_handler(const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [](const auto& word) { return in(known().handlers, word); });
}

std::vector<std::string> guessable_categories() {
  std::set<std::string> names = {"identity.title", "employment.job"};
  for (const auto& phrase : lexicon::phrases()) names.emplace(phrase.data);
  return {names.begin(), names.end()};
}

}  // namespace habeas::map

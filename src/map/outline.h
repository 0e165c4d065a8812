// The outline of a draft: what each table is taken for and how tables are linked, before it is written as YAML.
#pragma once

#include <habeas/map/draft.h>
#include <habeas/map/guess.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace habeas::map {

// A reference from one table to another: declared, or guessed from a column's name.
struct Reference {
  std::size_t from = 0;  // tables, by index into the catalogue
  std::size_t to = 0;
  std::vector<ColumnName> columns;
  std::vector<ColumnName> there;
  bool declared = true;
};
std::vector<Reference> references_in(const relation::Catalogue& catalogue);

// The words of a reference's column beyond "id" and what it points at: `sender` of sender_id, none of customer_id.
std::vector<std::string> stray_words(const Reference& reference, const relation::Catalogue& catalogue);
// How strongly such words claim the row for whoever is named: `plain` over `speaker` over `other`.
enum class Claim { plain, speaker, other };
Claim claim_of(const std::vector<std::string>& stray);

enum class Part {
  out,     // not_personal
  person,  // `is`
  owned,   // belongs to people over links
  bearer,  // about somebody, by an identifier in the row
  seen,    // of nobody in particular, but it names people or is named by what is theirs
};

struct OutlinedLink {
  LinkKind kind = LinkKind::of;
  const Reference* reference = nullptr;
  std::string why;  // for a comment; empty: the database says so and nothing was to be chosen
};

struct OutlinedTable {
  const relation::Table* table = nullptr;
  Part part = Part::out;
  Sort sort = Sort::unknown;
  std::string role;  // of a person
  std::vector<ColumnName> key;
  std::vector<std::pair<const relation::Column*, Guess>> columns;  // every column, in order
  std::vector<OutlinedLink> links;
  std::string identifier;  // a kind of the organisation's own, for its key
  std::string remark;      // for a comment: why it was left out although…
};

struct Outline {
  std::vector<Reference> references;
  std::vector<OutlinedTable> tables;  // in the order of the catalogue
  std::vector<std::string> wanted;    // kinds of identifier that would find people who were left out
};

Outline outline(const SystemName& system, const relation::Catalogue& catalogue, const DraftHints& hints);

}  // namespace habeas::map

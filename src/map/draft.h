// draft: a first version of maps/SYSTEM.yaml from what a database says of itself, so that nobody types 150 tables.
// Keys and foreign keys become keys and links; names, in French and English, become people, categories of data and
// identifiers. It loads as it is, speaks of every table and column, and says in a comment what is only a guess:
// ownership is guessed narrowly (never between two tables of people), so that a wrong guess shows too little rather
// than somebody else's data. Pure; reads no row. docs/draft.md.
#pragma once

#include <habeas/map/map.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::map {

// What a draft writes where only a human can say; check() names every place that still says so.
inline constexpr std::string_view undecided_activity = "to-decide";
inline constexpr std::string_view undecided_words[] = {"To be decided", "À décider"};
// The category of a column of which nothing is known but its name: `x.its-name`.
std::string category_from_name(const ColumnName& column);

struct DraftHints {
  // Every collection is `for` this activity until a human decides; draft_activities() writes it.
  ActivityName activity{std::string(undecided_activity)};
  // Kinds that habeas.yaml declares. One named "SYSTEM-TABLE" (shop-customer) is put on that table's key; one named
  // "staff" is what columns hold that name the organisation's own people (assigned_to, author).
  subject::Kinds kinds;
};

std::string draft(const SystemName& system, const relation::Catalogue& catalogue,
                  const DraftHints& hints = {});

// The activities.yaml to go with it where there is none yet: one activity, about everyone whom a draft found.
std::string draft_activities(const std::vector<RoleName>& about, const DraftHints& hints = {});
std::vector<RoleName> people_in(const SystemName& system, const relation::Catalogue& catalogue,
                                const DraftHints& hints = {});

// Kinds of identifier to declare in habeas.yaml (as `number`, or `text` where the key is one): without them people
// whose rows hold neither e-mail nor phone are found by nothing and left out. Then draft again.
std::vector<std::string> kinds_to_declare(const SystemName& system, const relation::Catalogue& catalogue,
                                          const DraftHints& hints = {});

}  // namespace habeas::map

// The entries of share/law/, as values. `proof` says how well an entry is founded: V, S, M or P
// (docs/law.md).
#pragma once

#include <habeas/law/article.h>
#include <habeas/law/basis.h>
#include <habeas/law/duration.h>
#include <habeas/law/words.h>

#include <optional>
#include <string>
#include <vector>

namespace habeas::law {

// A reference that a map may cite: "c-com-L123-22". One id may have several versions, each with its dates.
struct Reference {
  std::string id;
  Article article;
  Words title;
  std::optional<Duration> retention;   // what it orders to keep, if it does
  Words retention_start;               // "from the end of the financial year"
  base::Date valid_from{};             // we rely on it from this day
  std::optional<base::Date> valid_to;  // and up to and including this one
  std::string proof;
};

// Why a cell is withheld, kept or left out: a closed list.
struct Ground {
  std::string id;  // "others-rights", "secret", "inferred"
  Article article;
  Words words;  // what the person reads
  std::string proof;
};

struct Authority {
  std::string country;  // ISO 3166: "FR"
  Words name;
  std::string site;
  std::string postal;
  std::string online;  // where to complain
  std::string proof;
};

// One of the eleven rights as a person reads it.
struct RightWords {
  Article article;
  std::vector<Article> also;  // where else it is written: LIL 49
  Words title;                // "Accéder à vos données"
  Words sentence;             // what it means, in one or two sentences
  std::string proof;
};

// Something that every answer says: where one may complain, and to which court.
struct Remedy {
  Article article;
  Words words;
  std::string proof;
};

// How long data of a kind is usually kept; what the controller may choose unless `binding`.
struct RetentionRule {
  std::string id;                   // "prospect"
  Words data;                       // "Prospects"
  std::optional<Duration> active;   // in daily use
  std::optional<Duration> archive;  // then in an archive of its own
  Words since;                      // what it counts from
  std::vector<std::string> references;
  bool binding = false;  // set by law, not a benchmark
  base::Date valid_from{};
  std::optional<base::Date> valid_to;
  std::string proof;
};

// What marketing to a consumer by this channel takes: a prior consent, or that she did not object.
struct MarketingRule {
  enum class Takes { consent, no_objection };
  std::string id;  // the channel: "email", "phone", "post", "sms"
  Article article;
  Takes takes = Takes::consent;
  std::optional<LegalBasis> except;  // an activity on this basis may claim the exception
  Words exception;                   // its conditions, for the controller to prove
  base::Date valid_from{};
  std::optional<base::Date> valid_to;
  std::string proof;
};

}  // namespace habeas::law

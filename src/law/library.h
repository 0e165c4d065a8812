// The library of rule data in share/law/: citations with their titles, retention durations, grounds,
// authorities, the words of the rights; with valid_from and valid_to where the law moves. Law is data with dates,
// never code. docs/law.md says how the files are written.
#pragma once

#include <habeas/base/problem.h>
#include <habeas/base/time.h>
#include <habeas/law/article.h>
#include <habeas/law/basis.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace habeas::law {

// A text in the languages we have it in.
using Words = std::map<std::string, std::string>;
// In `language`, else in English, else in any; empty if there is none.
const std::string& say(const Words& words, const std::string& language);

// Years, months and days, as a retention or a deadline is written: "10 years".
struct Duration {
  int years = 0;
  int months = 0;
  int days = 0;
  friend bool operator==(const Duration&, const Duration&) = default;
};
std::optional<Duration> parse_duration(std::string_view text);  // "3 years", "13 months", "1 year 6 months"
std::string in_words(const Duration& duration, std::string_view language);  // "10 ans", "1 year and 6 months"
// Years and months first: the same number in the month it falls in, or that month's last day (Reg. 1182/71
// art. 3(2)(c)); then the days.
base::Date after(base::Date start, const Duration& duration);

// A reference that a map may cite: "c-com-L123-22". One id may have several versions, each with its dates.
struct Reference {
  std::string id;
  Article article;
  Words title;
  std::optional<Duration> retention;  // what it orders to keep, if it does
  Words retention_start;              // "from the end of the financial year"
  base::Date valid_from{};            // we rely on it from this day
  std::optional<base::Date> valid_to; // and up to and including this one
  std::string proof;                  // V, S, M or P: RIGHTS.md's tags
};

// Why a cell is withheld, kept or left out: a closed list (RIGHTS.md C10).
struct Ground {
  std::string id;      // "others-rights", "secret", "inferred"
  Article article;
  Words words;         // what the person reads
  std::string proof;
};

struct Authority {
  std::string country;  // ISO 3166: "FR"
  Words name;
  std::string site;
  std::string postal;
  std::string online;   // where to complain
  std::string proof;
};

// One of the eleven rights as a person reads it.
struct RightWords {
  Article article;
  std::vector<Article> also;   // where else it is written: LIL 49
  Words title;                 // "Accéder à vos données"
  Words sentence;              // what it means, in one or two sentences
  std::string proof;
};

// Something that every answer says: where one may complain, and to which court.
struct Remedy {
  Article article;
  Words words;
  std::string proof;
};

// How long data of a kind is usually kept; what the controller may choose unless `binding`. RIGHTS.md § C.
struct RetentionRule {
  std::string id;                   // "prospect"
  Words data;                       // "Prospects"
  std::optional<Duration> active;   // in daily use
  std::optional<Duration> archive;  // then in an archive of its own
  Words since;                      // what it counts from
  std::vector<std::string> references;
  bool binding = false;             // set by law, not a benchmark
  base::Date valid_from{};
  std::optional<base::Date> valid_to;
  std::string proof;
};

class Library {
 public:
  // Reads the files of share/law/, given as (name, content). Every problem is reported.
  static Library read(const std::vector<std::pair<std::string, std::string>>& files, base::Problems& problems);

  const Reference* reference(const std::string& id, base::Date at) const;
  const Ground* ground(const std::string& id) const;
  const Authority* authority(const std::string& country) const;
  const RightWords* words_of(Right which) const;
  const Remedy* remedy(const std::string& id) const;  // "choice-of-authority", "court", "first-ask-us"
  const RetentionRule* retention(const std::string& id, base::Date at) const;
  std::vector<std::string> reference_ids() const;     // sorted, each once
  std::vector<std::string> ground_ids() const;
  std::vector<std::string> countries() const;
  std::vector<std::string> retention_ids() const;
  std::string digest() const;                         // of the files read, in any order

 private:
  friend class LibraryReader;
  std::vector<Reference> references_;
  std::map<std::string, Ground> grounds_;
  std::map<std::string, Authority> authorities_;
  std::map<Right, RightWords> rights_;
  std::map<std::string, Remedy> remedies_;
  std::vector<RetentionRule> retention_;
  std::string digest_;
};

}  // namespace habeas::law

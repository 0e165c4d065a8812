// The library of rule data in share/law/: citations with their titles, retention durations, grounds,
// authorities; each with valid_from and valid_to. Law is data with dates, never code.
#pragma once

#include <habeas/base/problem.h>
#include <habeas/base/time.h>
#include <habeas/law/article.h>

#include <map>
#include <optional>
#include <string>
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
std::optional<Duration> parse_duration(std::string_view text);  // "3 years", "13 months", "90 days"
std::string in_words(const Duration& duration, std::string_view language);
// The same number in the month it falls in, or that month's last day (Reg. 1182/71 art. 3(2)(c)).
base::Date after(base::Date start, const Duration& duration);

// A reference that a map may cite: "c-com-L123-22".
struct Reference {
  std::string id;
  Article article;
  Words title;
  std::optional<Duration> retention;  // what it orders to keep, if it does
  Words retention_start;              // "from the end of the financial year"
  base::Date valid_from{};
  std::optional<base::Date> valid_to;
  std::string proof;                  // V, S, M or P: RIGHTS.md's tags
};

// Why a cell is withheld, kept or left out: a closed list (RIGHTS.md C10).
struct Ground {
  std::string id;      // "others-rights", "secret", "inferred"
  Article article;
  Words words;         // what the person reads
};

struct Authority {
  std::string country;  // ISO 3166: "FR"
  Words name;
  std::string site;
  std::string postal;
  std::string online;   // where to complain
};

class Library {
 public:
  // Reads the files of share/law/, given as (name, content). Every problem is reported.
  static Library read(const std::vector<std::pair<std::string, std::string>>& files, base::Problems& problems);

  const Reference* reference(const std::string& id, base::Date at) const;
  const Ground* ground(const std::string& id) const;
  const Authority* authority(const std::string& country) const;
  std::vector<std::string> reference_ids() const;
  std::string digest() const;

 private:
  std::vector<Reference> references_;
  std::map<std::string, Ground> grounds_;
  std::map<std::string, Authority> authorities_;
  std::string digest_;
};

}  // namespace habeas::law

// The library of rule data in share/law/: citations with their titles, retention durations, grounds,
// authorities, the words of the rights, marketing by channel, public holidays; with valid_from and valid_to where the law moves.
// Law is data with dates, never code. docs/law.md says how the files are written.
#pragma once

#include <habeas/base/problem.h>
#include <habeas/law/calendar.h>
#include <habeas/law/entries.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace habeas::law {

class Library {
 public:
  // Reads the files of share/law/, given as (name, content). Every problem is reported.
  static Library read(const std::vector<std::pair<std::string, std::string>>& files,
                      base::Problems& problems);

  const Reference* reference(const std::string& id, base::Date at) const;
  const Ground* ground(const std::string& id) const;
  const Authority* authority(const std::string& country) const;
  const RightWords* words_of(Right which) const;
  const Remedy* remedy(const std::string& id) const;  // "choice-of-authority", "court", "first-ask-us"
  const RetentionRule* retention(const std::string& id, base::Date at) const;
  const MarketingRule* marketing(const std::string& channel, base::Date at) const;
  const Calendar* calendar(const std::string& id) const;  // "FR", "FR-martinique"
  std::vector<std::string> reference_ids() const;         // sorted, each once
  std::vector<std::string> ground_ids() const;
  std::vector<std::string> countries() const;
  std::vector<std::string> retention_ids() const;
  std::vector<std::string> calendar_ids() const;
  std::string digest() const;  // of the files read, in any order

 private:
  friend class LibraryReader;
  std::vector<Reference> references_;
  std::map<std::string, Ground> grounds_;
  std::map<std::string, Authority> authorities_;
  std::map<Right, RightWords> rights_;
  std::map<std::string, Remedy> remedies_;
  std::vector<RetentionRule> retention_;
  std::vector<MarketingRule> marketing_;
  std::map<std::string, Calendar> calendars_;
  std::string digest_;
};

}  // namespace habeas::law

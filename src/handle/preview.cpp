#include <habeas/handle/preview.h>

#include <habeas/answer/gaps.h>
#include <habeas/answer/titles.h>
#include <habeas/answer/words.h>
#include <habeas/plan/cells.h>

#include <fmt/format.h>

#include <map>
#include <tuple>

namespace habeas::handle {
namespace {

using relation::Value;

// What lines of a preview are counted by.
struct Grouped {
  plan::Fate fate;
  std::string ground;
  std::string reference;
  std::optional<base::Date> until;
  friend bool operator<(const Grouped& a, const Grouped& b) {
    return std::tie(a.fate, a.ground, a.reference, a.until) <
           std::tie(b.fate, b.ground, b.reference, b.until);
  }
};
struct Tally {
  std::uint64_t rows = 0;
  std::uint64_t cells = 0;
};

std::map<Grouped, Tally> tally(const plan::CollectionPlan& of) {
  std::map<Grouped, Tally> tallies;
  for (const plan::RowFate& row : of.rows) {
    std::map<Grouped, std::uint64_t> here;
    for (const plan::CellFate& cell : of.patterns[row.pattern])
      ++here[{cell.fate, cell.ground, cell.reference, cell.until}];
    for (const auto& [group, cells] : here) {
      ++tallies[group].rows;
      tallies[group].cells += cells;
    }
  }
  return tallies;
}

// Ten invoices of ten years are one line: kept from the first date to the last.
bool differ_in_date_only(const Grouped& a, const Grouped& b) {
  return a.until && b.until && a.fate == b.fate && a.ground == b.ground && a.reference == b.reference;
}

std::string law_of(const House& house, const Grouped& group, const std::string& language) {
  if (!group.reference.empty()) {
    if (const law::Reference* reference = house.library.reference(group.reference, house.today()))
      return law::in_words(reference->article, language);
  }
  const law::Ground* ground = house.library.ground(group.ground);
  return ground ? law::in_words(ground->article, language) : std::string();
}

void add_lines(const House& house, const plan::Plan& plan, const dossier::Dossier& dossier,
               const std::string& language, std::vector<PreviewLine>& lines) {
  for (const plan::CollectionPlan& of : plan.collections) {
    const dossier::CollectionRows& where = dossier.collections[of.rows_of];
    const std::map<Grouped, Tally> tallies = tally(of);
    const Grouped* before = nullptr;
    for (const auto& [group, counted] : tallies) {
      const bool goes_on = before != nullptr && differ_in_date_only(*before, group);
      before = &group;
      if (goes_on) {
        lines.back().rows += counted.rows;
        lines.back().cells += counted.cells;
        lines.back().until_last = group.until;
        continue;
      }
      PreviewLine line;
      line.system = title_of_system(house.map, where.at.system, language);
      line.collection = title_of(house.map, where, language);
      line.fate = group.fate;
      line.rows = counted.rows;
      line.cells = counted.cells;
      line.ground = group.ground;
      if (const law::Ground* ground = house.library.ground(group.ground))
        line.words = law::say(ground->words, language);
      line.law = law_of(house, group, language);
      line.until = group.until;
      line.until_last = group.until;
      lines.push_back(std::move(line));
    }
  }
}

}  // namespace

std::string title_of_system(const map::Map& map, std::size_t system, const std::string& language) {
  const map::SystemName& name = map.systems.at(system).system;
  const map::System* declared = map.organisation.system(name);
  return declared && !declared->title.empty() ? law::say(declared->title, language) : name.text();
}

std::string title_of(const map::Map& map, const dossier::CollectionRows& where, const std::string& language) {
  const map::Collection* collection = plan::collection_of(map, where);
  return law::say(
      collection ? answer::title_of(*collection) : answer::title_of(*plan::sight_table_of(map, where)),
      language);
}

Preview preview_of(House& house, const Planned& planned, Found& found, const std::string& language) {
  Preview preview;
  preview.digest = planned.plan.digest;
  add_lines(house, planned.plan, found.dossier, language, preview.lines);
  preview.differences = planned.differences;
  preview.questions = planned.plan.questions;
  preview.questions.insert(preview.questions.end(), planned.questions.begin(), planned.questions.end());
  const answer::Words& words = answer::Words::in(language);
  preview.not_searched = answer::gaps_in_words(house.map, found.dossier, words);
  preview.effect = words[planned.effect];
  preview.said = planned.said;
  preview.changes_systems = planned.changes_systems;
  return preview;
}

std::vector<answer::Kept> kept_of(const House& house, const plan::Plan& plan, const dossier::Dossier& dossier,
                                  const std::string& language) {
  std::vector<answer::Kept> kept;
  for (const plan::CollectionPlan& of : plan.collections) {
    const dossier::CollectionRows& where = dossier.collections[of.rows_of];
    for (const auto& [group, counted] : tally(of)) {
      if (group.fate != plan::Fate::keep && group.fate != plan::Fate::archive) continue;
      kept.push_back(
          {title_of(house.map, where, language), counted.rows, group.ground, group.reference, group.until});
    }
  }
  return kept;
}

}  // namespace habeas::handle

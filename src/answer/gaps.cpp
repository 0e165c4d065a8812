#include <habeas/answer/explain.h>
#include <habeas/answer/gaps.h>

#include <algorithm>
#include <array>

namespace habeas::answer {
namespace {

using dossier::NotSearched;
using Why = NotSearched::Why;

const map::Collection* collection_of(const Book& book, const NotSearched& gap) {
  const map::SystemMap* system = book.map.system(gap.system);
  return system && gap.collection ? system->collection(*gap.collection) : nullptr;
}

std::string collection_title(const Book& book, const NotSearched& gap, const Words& words) {
  const map::Collection* collection = collection_of(book, gap);
  const std::string title = collection ? words.say(collection->title) : std::string();
  return title.empty() ? spelt_as_words(gap.collection->text()) : title;
}

std::string place(const Book& book, const NotSearched& gap, const Words& words) {
  std::string text = system_title(book, gap.system, words);
  if (gap.collection) text += " – " + collection_title(book, gap, words);
  return text;
}

std::string in_words(const Book& book, const NotSearched& gap, const Words& words) {
  const map::System* declared = book.map.organisation.system(gap.system);
  std::string text = declared ? place(book, gap, words) : kind_title(gap.field_or_link, words);
  if (declared && !gap.field_or_link.empty()) text += " (" + gap.field_or_link + ")";
  text += words["colon"] + why_not_searched(gap.why, words);
  if (gap.why == Why::manual_pending && declared && declared->within_days > 0) {
    text += " " + words.fill("not-searched.within", {{"n", std::to_string(declared->within_days)}});
  }
  if (gap.count > 0) text += " (" + words.number(gap.count) + ")";
  return text;
}

// The places that one kind would open, as they are met.
struct Wanted {
  std::string kind;
  std::vector<std::string> places;
};

void want(std::vector<Wanted>& all, const std::string& kind, const std::string& place) {
  auto at = std::find_if(all.begin(), all.end(), [&](const Wanted& each) { return each.kind == kind; });
  if (at == all.end()) at = all.insert(all.end(), {kind, {}});
  if (std::find(at->places.begin(), at->places.end(), place) == at->places.end()) at->places.push_back(place);
}

}  // namespace

std::string kind_title(const std::string& kind, const Words& words) {
  static constexpr std::array<std::string_view, 3> built_in = {"email", "phone", "name+birthdate"};
  for (const std::string_view known : built_in) {
    if (kind == known) return words["kind." + kind];
  }
  return spelt_as_words(kind);
}

std::vector<std::string> gaps_in_words(const Book& book, const Words& words) {
  std::vector<std::string> gaps;
  std::vector<Wanted> wanted;
  for (const NotSearched& gap : book.dossier.not_searched) {
    if (gap.why == Why::identifier_not_supplied && !gap.field_or_link.empty()) {
      want(wanted, gap.field_or_link, place(book, gap, words));  // the kind that would open the place
    } else {
      gaps.push_back(in_words(book, gap, words));
    }
  }
  for (const Wanted& each : wanted) {
    gaps.push_back(kind_title(each.kind, words) + words["colon"] +
                   words.fill("not-searched.kind-wanted", {{"places", listed(each.places, words)}}));
  }
  return gaps;
}

}  // namespace habeas::answer

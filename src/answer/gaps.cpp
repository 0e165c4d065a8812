#include <habeas/answer/explain.h>
#include <habeas/answer/gaps.h>
#include <habeas/answer/titles.h>

#include <algorithm>

namespace habeas::answer {
namespace {

using dossier::NotSearched;
using Why = NotSearched::Why;

std::string collection_title(const map::Map& map, const NotSearched& gap, const Words& words) {
  const map::SystemMap* system = map.system(gap.system);
  const map::Collection* collection = system ? system->collection(*gap.collection) : nullptr;
  return words.say(collection ? title_of(*collection) : untranslated(gap.collection->text()));
}

std::string place(const map::Map& map, const NotSearched& gap, const Words& words) {
  std::string text = system_title(map, gap.system, words);
  if (gap.collection) text += " – " + collection_title(map, gap, words);
  return text;
}

std::string kind_in_words(const std::string& kind, const Words& words) {
  return words.say(kind_title(subject::KindName(kind)));
}

std::string in_words(const map::Map& map, const NotSearched& gap, const Words& words) {
  const map::System* declared = map.organisation.system(gap.system);
  std::string text = declared ? place(map, gap, words) : kind_in_words(gap.field_or_link, words);
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

std::vector<std::string> gaps_in_words(const map::Map& map, const dossier::Dossier& dossier,
                                       const Words& words) {
  std::vector<std::string> gaps;
  std::vector<Wanted> wanted;
  for (const NotSearched& gap : dossier.not_searched) {
    if (gap.why == Why::identifier_not_supplied && !gap.field_or_link.empty()) {
      want(wanted, gap.field_or_link, place(map, gap, words));  // the kind that would open the place
    } else {
      gaps.push_back(in_words(map, gap, words));
    }
  }
  for (const Wanted& each : wanted) {
    gaps.push_back(kind_in_words(each.kind, words) + words["colon"] +
                   words.fill("not-searched.kind-wanted", {{"places", listed(each.places, words)}}));
  }
  return gaps;
}

}  // namespace habeas::answer

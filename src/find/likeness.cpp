#include <habeas/find/likeness.h>

#include <habeas/map/placeholders.h>

#include <algorithm>

namespace habeas::find {
namespace {

// What an erasure wrote in the place of a name says nothing about anybody: her own emptied record, which invoices keep,
// does not contradict what is left of her elsewhere.
bool stands_for_erased(const map::Field& field, std::string_view text) {
  if (field.erase.kind == map::Erase::Kind::literal && text == field.erase.literal) return true;
  return text.starts_with(map::pseudonym_prefix) && text.size() >= map::pseudonym_prefix.size() + 8 &&
         text.find_first_not_of("0123456789abcdef", map::pseudonym_prefix.size()) == std::string_view::npos;
}

}  // namespace

std::size_t Likeness::profile(RowId row) {
  if (const auto known = of_row_.find(row); known != of_row_.end()) return known->second;
  const auto& place = chart_.places[graph_.rows[row].place];
  const auto& cells = graph_.rows[row].cells.reveal();
  Profile profile;
  for (const auto& field : place.collection->fields) {
    if (!field.agree || field.data.empty()) continue;
    bool undecodable = false;
    for (auto& text : texts_of(place, field, cells, undecodable)) {
      if (!stands_for_erased(field, text)) profile[field.data].push_back(std::move(text));
    }
  }
  const auto [entry, is_new] = numbers_.try_emplace(std::move(profile), profiles_.size());
  if (is_new) profiles_.push_back(&entry->first);
  return of_row_[row] = entry->second;
}

Likeness::Verdict Likeness::compare(std::size_t a, std::size_t b) {
  const auto known = verdicts_.find({a, b});
  if (known != verdicts_.end()) return known->second;
  auto verdict = Verdict::silent;
  for (const auto& [category, values] : *profiles_[a]) {
    const auto others = profiles_[b]->find(category);
    if (others == profiles_[b]->end()) continue;
    const auto contradicts_all = [&](const std::string& value) {
      return std::all_of(others->second.begin(), others->second.end(), [&](const std::string& other) {
        return subject::contradict(category, value, other);
      });
    };
    const bool all = std::all_of(values.begin(), values.end(), contradicts_all);
    if (all) {
      verdict = Verdict::contradict;
      break;
    }
    verdict = Verdict::agree;
  }
  return verdicts_[{a, b}] = verdict;
}

}  // namespace habeas::find

#include <habeas/law/library.h>

#include <algorithm>

namespace habeas::law {
namespace {

template <class Map>
auto find_in(const Map& map, const typename Map::key_type& key) -> const typename Map::mapped_type* {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

template <class Entry>
const Entry* in_force(const std::vector<Entry>& entries, const std::string& id, base::Date at) {
  for (const auto& entry : entries) {
    if (entry.id == id && entry.valid_from <= at && (!entry.valid_to || at <= *entry.valid_to)) return &entry;
  }
  return nullptr;
}

template <class Entries>
std::vector<std::string> ids_of(const Entries& entries) {
  std::vector<std::string> ids;
  for (const auto& entry : entries) ids.push_back(entry.id);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map) keys.push_back(key);
  return keys;
}

}  // namespace

const std::string& say(const Words& words, const std::string& language) {
  static const std::string nothing;
  for (const auto& wanted : {language, std::string("en")}) {
    const auto found = words.find(wanted);
    if (found != words.end() && !found->second.empty()) return found->second;
  }
  return words.empty() ? nothing : words.begin()->second;
}

const Reference* Library::reference(const std::string& id, base::Date at) const {
  return in_force(references_, id, at);
}
const Ground* Library::ground(const std::string& id) const { return find_in(grounds_, id); }
const Authority* Library::authority(const std::string& country) const {
  return find_in(authorities_, country);
}
const RightWords* Library::words_of(Right which) const { return find_in(rights_, which); }
const Remedy* Library::remedy(const std::string& id) const { return find_in(remedies_, id); }
const RetentionRule* Library::retention(const std::string& id, base::Date at) const {
  return in_force(retention_, id, at);
}
const MarketingRule* Library::marketing(const std::string& channel, base::Date at) const {
  return in_force(marketing_, channel, at);
}
std::vector<std::string> Library::reference_ids() const { return ids_of(references_); }
std::vector<std::string> Library::ground_ids() const { return keys_of(grounds_); }
std::vector<std::string> Library::countries() const { return keys_of(authorities_); }
const Calendar* Library::calendar(const std::string& id) const { return find_in(calendars_, id); }
std::vector<std::string> Library::calendar_ids() const { return keys_of(calendars_); }
std::vector<std::string> Library::retention_ids() const { return ids_of(retention_); }
std::string Library::digest() const { return digest_; }

}  // namespace habeas::law

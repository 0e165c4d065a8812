// Reading share/law/. A file is a mapping of sections; which file holds which section is free.
#include <habeas/base/digest.h>
#include <habeas/base/yaml.h>
#include <habeas/law/entry.h>
#include <habeas/law/library.h>

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>

namespace habeas::law {

class LibraryReader {
 public:
  LibraryReader(Library& library, base::Problems& problems) : library_(library), problems_(problems) {}

  void file(const std::string& name, const std::string& content);
  void check();

 private:
  using Read = void (LibraryReader::*)(const base::Node& id, const base::Node& entry);

  struct Section {
    std::string_view name;
    Read read;
  };
  static const std::vector<Section>& sections();

  void section(const base::Node& name, const base::Node& body);
  void reference(const base::Node& id, const base::Node& entry);
  void ground(const base::Node& id, const base::Node& entry);
  void authority(const base::Node& country, const base::Node& entry);
  void right(const base::Node& name, const base::Node& entry);
  void remedy(const base::Node& id, const base::Node& entry);
  void retention(const base::Node& id, const base::Node& entry);
  void marketing(const base::Node& channel, const base::Node& entry);
  void calendar(const base::Node& id, const base::Node& entry);
  Holiday holiday(const base::Node& entry);
  void check_citations();
  void add_days_of_others();
  // An entry, or a list of its versions.
  void each_version(const base::Node& entry, const std::function<void(const base::Node&)>& read);
  void report(const base::Node& at, std::string what, std::string hint = "") {
    problems_.push_back({at.place, std::move(what), std::move(hint), base::Gravity::error});
  }
  template <class Map, class Key, class Value>
  void put(Map& map, Key key, Value value, const base::Node& at) {
    if (!map.emplace(std::move(key), std::move(value)).second)
      report(at, fmt::format("'{}' is here twice", at.text));
  }
  template <class Versions>
  void put_version(Versions& versions, typename Versions::value_type value, const base::Node& at);

  Library& library_;
  base::Problems& problems_;
  std::vector<std::pair<base::Node, std::string>> cited_;           // references named by retention rules
  std::map<std::string, std::pair<base::Node, std::string>> like_;  // calendars that build on another
};

const std::vector<LibraryReader::Section>& LibraryReader::sections() {
  static const std::vector<Section> all = {
      {"references", &LibraryReader::reference},  {"grounds", &LibraryReader::ground},
      {"authorities", &LibraryReader::authority}, {"rights", &LibraryReader::right},
      {"remedies", &LibraryReader::remedy},       {"retention", &LibraryReader::retention},
      {"marketing", &LibraryReader::marketing},   {"holidays", &LibraryReader::calendar},
  };
  return all;
}

void LibraryReader::file(const std::string& name, const std::string& content) {
  const base::YamlFile yaml = base::read_yaml(content, name);
  problems_.insert(problems_.end(), yaml.problems.begin(), yaml.problems.end());
  if (yaml.root.kind != base::Node::Kind::mapping) {
    if (yaml.problems.empty()) report(yaml.root, "expected a mapping of sections");
    return;
  }
  for (const auto& [key, body] : yaml.root.entries) section(key, body);
}

void LibraryReader::section(const base::Node& name, const base::Node& body) {
  const auto found = std::find_if(sections().begin(), sections().end(),
                                  [&](const Section& one) { return one.name == name.text; });
  if (found == sections().end()) {
    std::vector<std::string> known;
    for (const auto& one : sections()) known.emplace_back(one.name);
    const std::string near = base::nearest(name.text, known);
    report(name, fmt::format("unknown section '{}'", name.text),
           near.empty() ? "" : "Did you mean '" + near + "'?");
    return;
  }
  if (body.kind != base::Node::Kind::mapping) return report(body, "expected a mapping of entries");
  for (const auto& [id, entry] : body.entries) (this->*found->read)(id, entry);
}

void LibraryReader::each_version(const base::Node& entry,
                                 const std::function<void(const base::Node&)>& read) {
  if (entry.kind != base::Node::Kind::list) return read(entry);
  for (const base::Node& version : entry.items) read(version);
}

template <class Versions>
void LibraryReader::put_version(Versions& versions, typename Versions::value_type value,
                                const base::Node& at) {
  for (const auto& other : versions) {
    const bool ends_before = other.valid_to && *other.valid_to < value.valid_from;
    const bool begins_after = value.valid_to && *value.valid_to < other.valid_from;
    if (other.id == value.id && !ends_before && !begins_after) {
      return report(at, fmt::format("two versions of '{}' are valid on the same day", value.id));
    }
  }
  versions.push_back(std::move(value));
}

void LibraryReader::reference(const base::Node& id, const base::Node& entry) {
  each_version(entry, [&](const base::Node& version) {
    Entry read(version, {"article", "title", "retention", "since", "valid_from", "valid_to", "proof"},
               problems_);
    Reference one;
    one.id = id.text;
    one.article = read.article("article");
    one.title = read.words("title");
    one.retention = read.duration_if("retention");
    one.retention_start = read.words_if("since");
    if (read.has("retention") != read.has("since")) {
      read.report(version, "'retention' and 'since' go together: how long, and from when");
    }
    read.dates(one.valid_from, one.valid_to);
    one.proof = read.proof();
    put_version(library_.references_, std::move(one), version);
  });
}

void LibraryReader::ground(const base::Node& id, const base::Node& entry) {
  Entry read(entry, {"article", "words", "proof"}, problems_);
  Ground one{id.text, read.article("article"), read.words("words"), read.proof()};
  put(library_.grounds_, id.text, std::move(one), id);
}

void LibraryReader::authority(const base::Node& country, const base::Node& entry) {
  Entry read(entry, {"name", "site", "postal", "online", "proof"}, problems_);
  const bool code = country.text.size() == 2 && std::all_of(country.text.begin(), country.text.end(),
                                                            [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!code) report(country, "not an ISO 3166 country code", "Write it as FR.");
  Authority one;
  one.country = country.text;
  one.name = read.words("name");
  one.site = read.text("site");
  one.postal = read.text_if("postal");
  one.online = read.text_if("online");
  one.proof = read.proof();
  put(library_.authorities_, country.text, std::move(one), country);
}

void LibraryReader::right(const base::Node& name, const base::Node& entry) {
  Entry read(entry, {"article", "also", "title", "sentence", "proof"}, problems_);
  RightWords one;
  one.article = read.article("article");
  one.also = read.articles_if("also");
  one.title = read.words("title");
  one.sentence = read.words("sentence");
  one.proof = read.proof();
  const auto which = right_named(name.text);
  if (!which) return report(name, fmt::format("there is no right '{}'", name.text));
  put(library_.rights_, *which, std::move(one), name);
}

void LibraryReader::remedy(const base::Node& id, const base::Node& entry) {
  Entry read(entry, {"article", "words", "proof"}, problems_);
  Remedy one{read.article("article"), read.words("words"), read.proof()};
  put(library_.remedies_, id.text, std::move(one), id);
}

void LibraryReader::retention(const base::Node& id, const base::Node& entry) {
  each_version(entry, [&](const base::Node& version) {
    Entry read(
        version,
        {"data", "active", "archive", "since", "references", "binding", "valid_from", "valid_to", "proof"},
        problems_);
    RetentionRule one;
    one.id = id.text;
    one.data = read.words("data");
    one.active = read.duration_if("active");
    one.archive = read.duration_if("archive");
    one.since = read.words_if("since");
    one.references = read.texts_if("references");
    one.binding = read.is_true("binding");
    read.dates(one.valid_from, one.valid_to);
    one.proof = read.proof();
    for (const auto& reference : one.references) cited_.emplace_back(version, reference);
    put_version(library_.retention_, std::move(one), version);
  });
}

void LibraryReader::marketing(const base::Node& channel, const base::Node& entry) {
  each_version(entry, [&](const base::Node& version) {
    Entry read(version, {"article", "rule", "except", "exception", "valid_from", "valid_to", "proof"},
               problems_);
    MarketingRule one;
    one.id = channel.text;
    one.article = read.article("article");
    const std::string rule = read.text("rule");
    if (rule == "opposition") one.takes = MarketingRule::Takes::no_objection;
    if (!rule.empty() && rule != "opposition" && rule != "consent")
      read.report(version, "'rule' must be consent or opposition");
    const std::string basis = read.text_if("except");
    one.except = law::basis_named(basis);
    if (!basis.empty() && !one.except) read.report(version, fmt::format("unknown legal basis '{}'", basis));
    one.exception = read.words_if("exception");
    if (read.has("except") != read.has("exception"))
      read.report(version, "'except' and 'exception' go together: who may claim it, and on what conditions");
    read.dates(one.valid_from, one.valid_to);
    one.proof = read.proof();
    put_version(library_.marketing_, std::move(one), version);
  });
}

Holiday LibraryReader::holiday(const base::Node& entry) {
  Entry read(entry, {"on", "from-easter", "name", "valid_from", "valid_to", "proof"}, problems_);
  Holiday one;
  const auto on = read.day_of_year_if("on");
  one.from_easter = read.number_if("from-easter");
  if (read.has("on") == read.has("from-easter")) read.report(entry, "give either 'on' or 'from-easter'");
  if (on) one.on = *on;
  one.name = read.words("name");
  read.dates(one.valid_from, one.valid_to);
  one.proof = read.proof();
  return one;
}

void LibraryReader::calendar(const base::Node& id, const base::Node& entry) {
  Entry read(entry, {"name", "zone", "like", "days"}, problems_);
  Calendar one;
  one.id = id.text;
  one.name = read.words("name");
  if (const std::string zone = read.text_if("zone"); base::is_zone(zone)) {
    one.zone = zone;
  } else if (!zone.empty()) {
    read.report(entry, fmt::format("'{}' is not a time zone of the IANA list", zone));
  }
  const std::string other = read.text_if("like");
  if (!other.empty()) like_.emplace(id.text, std::pair(id, other));
  const base::Node* days = read.has("days") ? entry.find("days") : nullptr;
  if (days == nullptr || days->kind != base::Node::Kind::list) {
    read.report(entry, "'days' must be a list of holidays");
  } else {
    for (const base::Node& day : days->items) one.holidays.push_back(holiday(day));
  }
  put(library_.calendars_, id.text, std::move(one), id);
}

// One step only: a calendar that others build on builds on none.
void LibraryReader::add_days_of_others() {
  for (const auto& [id, other] : like_) {
    const auto found = library_.calendars_.find(other.second);
    if (found == library_.calendars_.end() || like_.contains(other.second)) {
      report(other.first,
             fmt::format("'like' must name a calendar that stands alone, not '{}'", other.second));
      continue;
    }
    auto& mine = library_.calendars_.at(id).holidays;
    mine.insert(mine.begin(), found->second.holidays.begin(), found->second.holidays.end());
  }
}

void LibraryReader::check() {
  check_citations();
  add_days_of_others();
}

void LibraryReader::check_citations() {
  const auto known = library_.reference_ids();
  for (const auto& [at, id] : cited_) {
    if (std::binary_search(known.begin(), known.end(), id)) continue;
    const std::string near = base::nearest(id, known);
    report(at, fmt::format("unknown reference '{}'", id), near.empty() ? "" : "Did you mean '" + near + "'?");
  }
}

Library Library::read(const std::vector<std::pair<std::string, std::string>>& files,
                      base::Problems& problems) {
  Library library;
  LibraryReader reader(library, problems);
  auto sorted = files;
  std::sort(sorted.begin(), sorted.end());
  base::Sha256 sha;
  for (const auto& [name, content] : sorted) {
    reader.file(name, content);
    const std::string file = name.substr(name.rfind('/') + 1);  // the same rules wherever they are installed
    sha.add(fmt::format("{}:{}:{}", file.size(), content.size(), file));
    sha.add(content);
  }
  reader.check();
  std::sort(problems.begin(), problems.end(), [](const base::Problem& a, const base::Problem& b) {
    return std::tie(a.place, a.what) < std::tie(b.place, b.what);
  });
  library.digest_ = sha.hex();
  return library;
}

}  // namespace habeas::law

#include <habeas/handle/given.h>

#include <habeas/handle/work.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace habeas::handle {
namespace {

using standing::Entry;

// May several people bear one identifier of this kind, as a household's telephone?
bool is_shared(const map::Map& map, const subject::KindName& kind) {
  for (const map::SystemMap& system : map.systems) {
    for (const map::Collection& collection : system.collections) {
      for (const map::Field& field : collection.fields) {
        if (field.identifier == kind && field.shared) return true;
      }
    }
  }
  return false;
}

// Empty: it may be recorded for whoever bears it.
std::string why_not_for(const House& house, const subject::Identifier& identifier) {
  const auto& kinds = house.map.organisation.kinds;
  const std::string kind = "'" + identifier.kind.text() + "'";
  const auto shape = kinds.shape(identifier.kind);
  if (!shape) return kind + " is no kind of identifier of habeas.yaml";
  if (*shape == subject::Shape::name_birthdate)
    return "a name with a birth date may be several people's: record it with an address or a number of hers";
  if (!subject::normal_form(kinds, identifier.kind, identifier.value.reveal()))
    return "the value of " + kind + " is not of its form";
  if (is_shared(house.map, identifier.kind) && house.people.people_with({identifier}).size() > 1)
    return "several people bear this " + kind + ": record it with an address or a number of hers alone";
  return {};
}

Entry entry_for(const GivenConsent& given, const std::string& by) {
  Entry entry;
  entry.what = standing::What::consent_given;
  entry.at = given.at;
  entry.by = by;
  entry.consent = given.consent;
  entry.version = given.version;
  entry.how = given.how;
  return entry;
}

std::string why_not(const House& house, const GivenConsent& given, const std::string& by) {
  if (given.identifiers.empty()) return "it names nobody: no identifier";
  for (const subject::Identifier& identifier : given.identifiers) {
    if (auto why = why_not_for(house, identifier); !why.empty()) return why;
  }
  if (given.at > house.clock.now()) return "it would be given in the future";
  const Entry entry = entry_for(given, by);
  standing::Standing then;
  for (const store::PersonId& person : house.people.people_with(given.identifiers)) {
    then = standing::at(house.people.entries(person), given.at);
    if (const auto may = standing::may_follow(house.map, then, entry); !may) return may.error();
  }
  const auto may = standing::may_follow(house.map, {}, entry);
  return may ? std::string() : may.error();
}

// Nothing joins one identifier to another: two people's may stand in one line.
std::vector<store::PersonId> bearers(House& house, const subject::Identifier& identifier) {
  auto people = house.people.people_with({identifier});
  if (people.empty()) {
    people.push_back(house.people.add_person());
    house.people.prove(people.front(), identifier, "a consent was given with it");
  }
  return people;
}

// True where it is new for somebody.
bool add(House& house, const GivenConsent& given, const std::string& by) {
  const Entry entry = entry_for(given, by);
  bool any = false;
  for (const subject::Identifier& identifier : given.identifiers) {
    for (const store::PersonId& person : bearers(house, identifier)) {
      const auto before = house.people.entries(person);
      const bool known = std::any_of(before.begin(), before.end(), [&](const Entry& other) {
        return other.what == entry.what && other.consent == entry.consent && other.version == entry.version &&
               other.at == entry.at;
      });
      if (known) continue;
      house.people.add_entry(person, entry);
      any = true;
    }
  }
  return any;
}

// Counts only: a line for each text and way, however many gave it.
void say_recorded(House& house, const std::vector<const GivenConsent*>& fresh, const std::string& by) {
  std::map<std::tuple<std::string, std::string, std::string>, std::uint64_t> counts;
  for (const GivenConsent* given : fresh) ++counts[{given->consent, given->version, given->how}];
  for (const auto& [text, count] : counts) {
    in_ledger(house, "consent.recorded",
              {{"consent", std::get<0>(text)},
               {"version", std::get<1>(text)},
               {"how", std::get<2>(text)},
               {"people", std::to_string(count)},
               {"by", by}});
  }
}

}  // namespace

Recorded record_consents(House& house, const std::vector<GivenConsent>& given, const std::string& by,
                         std::vector<NotRecorded>& problems) {
  if (by.empty()) refuse_to("consent", "a consent says who recorded it (GDPR 5(2))");
  const std::size_t before = problems.size();
  for (std::size_t i = 0; i < given.size(); ++i) {
    if (auto why = why_not(house, given[i], by); !why.empty()) problems.push_back({i, std::move(why)});
  }
  Recorded recorded;
  if (problems.size() != before) return recorded;
  std::vector<const GivenConsent*> fresh;
  house.people.in_one([&] {
    for (const GivenConsent& one : given) {
      if (add(house, one, by)) fresh.push_back(&one);
    }
  });
  recorded.now = fresh.size();
  recorded.before = given.size() - fresh.size();
  say_recorded(house, fresh, by);
  return recorded;
}

}  // namespace habeas::handle

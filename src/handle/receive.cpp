// Receiving: from one message to one request per right, acknowledged, with what must happen at once.
#include <habeas/handle/details.h>
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

#include <algorithm>
#include <optional>

namespace habeas::handle {
namespace {

// Whoever bears these identifiers, proven or not. What holds on arrival only denies uses; it takes nothing from anybody
// and gives nothing to anybody, so asking for proof first would be an obstacle (RIGHTS.md 2.0, R8).
// Nothing joins one identifier to another: two people's may stand in one message.
std::vector<store::PersonId> whoever(House& house, const Case& of, const char* evidence) {
  std::vector<store::PersonId> all;
  for (const subject::Identifier& identifier : of.supplied) {
    auto people = house.people.people_with({identifier});
    if (people.empty()) {
      people.push_back(house.people.add_person());
      house.people.prove(people.front(), identifier, evidence);
    }
    for (const store::PersonId& person : people) {
      if (std::find(all.begin(), all.end(), person) == all.end()) all.push_back(person);
    }
  }
  return all;
}

// What the right makes hold at once, one entry for each activity or channel that it names, or one for all.
struct AtOnce {
  standing::What what;
  std::string_view by;  // the detail that names activities, channels or consents
};
std::optional<AtOnce> at_once(const Case& of) {
  if (of.request.right == law::Right::consent) return AtOnce{standing::What::consent_withdrawn, "consent"};
  if (of.marketing) return AtOnce{standing::What::marketing_opposed, "channel"};
  if (of.request.right == law::Right::objection) return AtOnce{standing::What::objection_made, "activity"};
  const std::string ground = of.detail("ground");
  if (!of.detail("lift").empty()) return std::nullopt;  // the end of a freeze, not another one
  if (of.request.right == law::Right::restriction && (ground == "a" || ground == "d"))
    return AtOnce{standing::What::restriction_asked, "activity"};
  if (of.request.right == law::Right::posthumous && of.detail("act") == "death")
    return AtOnce{standing::What::death_alleged, "none"};
  return std::nullopt;
}

void hold_on_arrival(House& house, const Case& of) {
  const auto rule = at_once(of);
  if (!rule || of.supplied.empty()) return;
  std::vector<std::string> names = of.all_of(rule->by);
  if (names.empty()) names.emplace_back();
  const auto people = whoever(house, of, "supplied with the request");
  for (const store::PersonId& person : people) {
    for (const std::string& name : names) {
      standing::Entry entry = entry_of(house, rule->what, of.reference());
      (rule->by == "channel" ? entry.channel : rule->by == "consent" ? entry.consent : entry.activity) = name;
      entry.ground = of.detail("ground");
      house.people.add_entry(person, entry);
    }
  }
  if (of.marketing && people.size() == 1) house.people.bind(of.reference(), people.front());
  in_ledger(house, "standing.changed",
            {{"reference", of.reference()}, {"what", std::string(to_string(rule->what))}});
}

// Rights in the order in which they must be handled (RIGHTS.md C14): stops first, then freezes, copies before erasures.
int urgency(const Wish& wish) {
  switch (wish.right) {
    case law::Right::objection:
    case law::Right::consent: return 0;
    case law::Right::restriction: return 1;
    case law::Right::access:
    case law::Right::portability: return 2;
    case law::Right::erasure: return 4;
    default: return 3;
  }
}

// Mailings are stopped for whoever asks, without proof of identity: an objection to them, or the withdrawal of the
// consent that they rest on (RIGHTS.md 2.0, R8, R10).
bool stops_mailings(const map::Map& map, const Wish& wish) {
  for (const auto& [name, value] : wish.details.reveal()) {
    if (wish.right == law::Right::objection && name == "marketing" && value == "yes") return true;
    if (wish.right != law::Right::consent || name != "consent") continue;
    for (const map::Activity& activity : map.activities) {
      const bool rests = activity.basis == law::LegalBasis::consent && activity.basis_reference == value;
      if (rests && !activity.channels.empty()) return true;
    }
  }
  return false;
}

std::string receive_one(House& house, const Incoming& incoming, const Wish& wish) {
  Facts facts = {{"right", std::string(law::to_string(wish.right))},
                 {"received", base::to_iso(incoming.received)},
                 {"channel", incoming.channel},
                 {"language", incoming.language}};
  if (stops_mailings(house.map, wish)) facts.emplace_back("marketing", "yes");
  const request::Event received =
      event_of(house, request::What::received, incoming.by, std::move(facts), incoming.text);
  const std::string reference = house.people.add_request(received, incoming.supplied, house.rules());
  house.people.set_details(reference, wish.details);
  in_ledger(house, "request.received",
            {{"reference", reference}, {"right", std::string(law::to_string(wish.right))}});
  const Case of = case_of(house, reference);
  hold_on_arrival(house, of);
  acknowledge(house, of);
  return reference;
}

}  // namespace

std::vector<std::string> receive(House& house, const Incoming& incoming) {
  if (incoming.wishes.empty()) refuse_to("request", "a request says what it asks for: at least one right");
  for (const Wish& wish : incoming.wishes) check_details(house.map, wish);
  std::vector<std::size_t> order(incoming.wishes.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return urgency(incoming.wishes[a]) < urgency(incoming.wishes[b]);
  });
  std::vector<std::string> references(incoming.wishes.size());
  for (const std::size_t i : order) references[i] = receive_one(house, incoming, incoming.wishes[i]);
  return references;
}

}  // namespace habeas::handle

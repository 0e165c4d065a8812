// Receiving: from one message to one request per right, acknowledged, with what must happen at once.
#include <habeas/handle/details.h>
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

#include <algorithm>
#include <chrono>

namespace habeas::handle {
namespace {

constexpr std::size_t longest_text = 1'048'576;  // bytes

// Rights in the order in which they must be handled: stops first, then freezes, copies before erasures.
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
// consent that they rest on.
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

// The erasure of what was collected from a minor has a month, and no more (LIL 51 II).
bool is_of_a_minor(const Wish& wish) {
  const auto& details = wish.details.reveal();
  return wish.right == law::Right::erasure &&
         std::find(details.begin(), details.end(), std::pair<std::string, std::string>("minor", "yes")) !=
             details.end();
}

// Does the mandate of whoever acts for her cover this right, today? Where nobody acts for her there is nothing to cover.
bool within_mandate(const House& house, const Case& of) {
  if (of.detail("agent").empty()) return true;
  const auto covered = of.all_of("mandate");
  const bool covers =
      std::find(covered.begin(), covered.end(), law::to_string(of.request.right)) != covered.end();
  const auto until = base::parse_date(of.detail("mandate-until"));
  return covers && (!until || house.today() <= *until);
}

// Décret 2019-536 art. 78: what the mandate does not cover is not carried out; she is asked herself. Stops are not
// questioned, and what discloses and changes nothing needs no mandate.
void ask_beyond_mandate(House& house, const Case& of) {
  const bool asks_nothing = of.request.right == law::Right::information ||
                            of.request.right == law::Right::complaint ||
                            request::immediate(of.request.right, of.marketing);
  if (asks_nothing || within_mandate(house, of)) return;
  clarify(house, of.reference(), "mandate",
          base::Personal<std::string>(answer::Words::in(of.request.language)["letter.clarification.mandate"]),
          "habeas");
}

// What is asked for by whoever says that it is she, and holds on without proof: where the law asks for none (an objection
// to mailings, the withdrawal of the consent to them), or where a named human took the request in and had no doubt (GDPR
// 12(6)). What a stranger may send by a form stops nobody's data and sets off nothing.
bool holds_on_arrival(const Case& of, const std::string& by) {
  return by != "person" || request::least_identity(of.request.right, of.marketing) == "L0";
}

// Whoever bears these identifiers. What holds on arrival only denies uses; it takes nothing from anybody and gives nothing
// to anybody. Nothing joins one identifier to another: two people's may stand in one message.
std::vector<store::PersonId> whoever(House& house, const Case& of) {
  std::vector<store::PersonId> all;
  for (const subject::Identifier& identifier : of.supplied) {
    const auto shape = house.map.organisation.kinds.shape(identifier.kind);
    if (shape == subject::Shape::name_birthdate) continue;  // several people's: it waits until one is proven
    auto people = house.people.people_with({identifier});
    if (people.empty()) {
      people.push_back(house.people.add_person());
      house.people.prove(people.front(), identifier, "supplied with the request");
    }
    for (const store::PersonId& person : people) {
      if (std::find(all.begin(), all.end(), person) == all.end()) all.push_back(person);
    }
  }
  return all;
}

bool same_identifiers(const std::vector<subject::Identifier>& some,
                      const std::vector<subject::Identifier>& others) {
  return std::equal(some.begin(), some.end(), others.begin(), others.end(), [](const auto& a, const auto& b) {
    return a.kind == b.kind && a.value.reveal() == b.value.reveal();
  });
}

bool goes_on(request::State state) {
  using request::State;
  return state == State::received || state == State::identity_pending ||
         state == State::clarification_pending || state == State::in_progress || state == State::planned;
}

// The same right, in the same words, by the same identifiers, and still under way: it keeps its date. Staff see that it
// came again; through the portal nobody is told that there was one before, so there it is a request of its own.
std::optional<std::string> came_before(House& house, const Incoming& incoming, const Wish& wish) {
  if (incoming.by == "person") return std::nullopt;
  const base::Date oldest = incoming.received - std::chrono::months(7);  // longer ago, it is another request
  std::optional<std::string> earliest;
  for (const std::string& reference : house.people.references()) {  // newest first
    const auto request = house.people.request(reference, house.rules());
    if (!request->course.received.ok() || request->course.received < oldest) break;
    if (request->right != wish.right || !goes_on(request->state) ||
        request->course.received > incoming.received)
      continue;
    Details details = house.people.details(reference).reveal();
    std::erase_if(details, [](const auto& detail) { return detail.first == proven_contact; });
    if (details == wish.details.reveal() &&
        same_identifiers(house.people.supplied(reference), incoming.supplied))
      earliest = reference;
  }
  return earliest;
}

std::string receive_one(House& house, const Incoming& incoming, const Wish& wish) {
  if (const auto before = came_before(house, incoming, wish)) {
    bool holds = false;
    // Whoever asked first may have been a stranger, at whose word nothing was stopped: now a human says that she asks.
    house.people.in_one([&] {
      record(house, *before,
             event_of(house, request::What::noted, incoming.by,
                      {{"came-again", base::to_iso(incoming.received)}, {"channel", incoming.channel}},
                      incoming.text));
      const Case of = case_of(house, *before);
      if (holds_on_arrival(of, incoming.by)) holds = hold_for(house, of, whoever(house, of));
    });
    in_ledger(house, "request.came-again", {{"reference", *before}});
    if (holds) say_held(house, case_of(house, *before));
    return *before;
  }
  Facts facts = {{"right", std::string(law::to_string(wish.right))},
                 {"received", base::to_iso(incoming.received)},
                 {"channel", incoming.channel},
                 {"language", incoming.language}};
  if (stops_mailings(house.map, wish)) facts.emplace_back("marketing", "yes");
  if (is_of_a_minor(wish)) facts.emplace_back("minor", "yes");
  const request::Event received =
      event_of(house, request::What::received, incoming.by, std::move(facts), incoming.text);
  std::string reference;
  bool holds = false;
  // With its hold, or not at all: a request whose stop was lost would look as if it held.
  house.people.in_one([&] {
    reference = house.people.add_request(received, incoming.supplied, house.rules());
    house.people.set_details(reference, wish.details);
    const Case of = case_of(house, reference);
    if (holds_on_arrival(of, incoming.by)) holds = hold_for(house, of, whoever(house, of));
  });
  in_ledger(house, "request.received",
            {{"reference", reference}, {"right", std::string(law::to_string(wish.right))}});
  const Case of = case_of(house, reference);
  if (holds) say_held(house, of);
  acknowledge(house, of);
  ask_beyond_mandate(house, of);
  return reference;
}

}  // namespace

std::vector<std::string> receive(House& house, const Incoming& incoming) {
  if (incoming.wishes.empty()) refuse_to("request", "a request says what it asks for: at least one right");
  if (incoming.text.reveal().size() > longest_text)
    refuse_to("request",
              "the text is longer than 1 MiB: keep the document aside, and record what it asks for");
  for (const Wish& wish : incoming.wishes) check_details(house.map, house.library, wish);
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

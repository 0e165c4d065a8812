// Whoever received the data is told what became of it (GDPR 19; of a withdrawal and of an objection to mailings, whoever
// relies on the consent or sends them). The mail to a recipient names nobody. Whom it concerns a human tells, by the way
// that was agreed with it, and says so here; until then nobody is told that it knows.
#include <habeas/handle/details.h>
#include <habeas/handle/letters.h>
#include <habeas/handle/work.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace habeas::handle {
namespace {

constexpr const char* to_tell = "recipient-to-tell";
constexpr const char* not_told = "recipient-not-told";

// The activities that a plan changes or freezes something of.
std::set<map::ActivityName> activities_touched(const map::Map& map, const Kept& kept) {
  std::set<map::ActivityName> touched;
  for (const plan::CollectionPlan& of : kept.plan.collections) {
    const dossier::CollectionRows& where = kept.dossier.collections.at(of.rows_of);
    if (where.sight_table) continue;
    const map::Collection& collection = map.systems[where.at.system].collections[where.at.collection];
    for (const auto& pattern : of.patterns) {
      for (const plan::CellFate& cell : pattern) {
        // What is frozen stays as it is here, and they must freeze it too.
        const bool concerns_them = cell.becomes != plan::Becomes::same || cell.fate == plan::Fate::erase ||
                                   cell.fate == plan::Fate::freeze;
        if (!concerns_them) continue;
        const auto& purposes = cell.field >= 0
                                   ? collection.fields[static_cast<std::size_t>(cell.field)].purposes
                                   : collection.purposes;
        touched.insert(purposes.begin(), purposes.end());
      }
    }
  }
  return touched;
}

// What they are asked to do as well.
std::string act_of(const Case& of) {
  switch (of.request.right) {
    case law::Right::restriction: return of.detail("lift").empty() ? "restrict" : "release";
    case law::Right::consent: return "stop";
    case law::Right::objection: return of.marketing ? "stop" : "erase";
    case law::Right::posthumous: return of.detail("act") == "update" ? "rectify" : "erase";
    case law::Right::erasure: return "erase";
    default: return "rectify";
  }
}

// What they receive the data for, of what was touched.
std::vector<std::string> received_for(const map::Map& map, const std::set<map::ActivityName>& touched,
                                      const map::RecipientName& name) {
  std::vector<std::string> activities;
  for (const map::Activity& activity : map.activities) {
    const auto& recipients = activity.recipients;
    if (touched.count(activity.name) != 0 &&
        std::find(recipients.begin(), recipients.end(), name) != recipients.end())
      activities.push_back(activity.name.text());
  }
  return activities;
}

std::string titles_of(const map::Map& map, const std::vector<std::string>& activities,
                      const std::string& language) {
  std::string titles;
  for (const std::string& name : activities) {
    const map::Activity* activity = map.activity(map::ActivityName(name));
    titles += (titles.empty() ? "" : ", ") + (activity ? law::say(activity->title, language) : name);
  }
  return titles;
}

std::string display_of(const map::Recipient& recipient) {
  return recipient.display.empty() ? recipient.name.text() : recipient.display;
}

bool is_noted(const request::Request& of, const char* fact, const std::string& name) {
  return std::any_of(of.events.begin(), of.events.end(), [&](const request::Event& event) {
    const std::string* value = event.what == request::What::noted ? event.fact(fact) : nullptr;
    return value && *value == name;
  });
}

bool is_told(const request::Request& of, const std::string& name) {
  const auto& told = of.recipients_told;
  return std::find(told.begin(), told.end(), name) != told.end();
}

// Who she is reaches them by the agreed way, never in this mail.
void write_to(House& house, const Case& of, const map::Recipient& recipient, const std::string& activities) {
  answer::LetterFacts facts = letter_facts(house, of);
  facts.recipient = display_of(recipient);
  facts.activity = activities;
  facts.act = act_of(of);
  const answer::Letter letter = answer::letter(answer::LetterKind::recipient_notice, of.request.language,
                                               house.map, house.library, facts);
  house.outbox.send(
      {of.reference(), "recipient", base::Personal<std::string>(recipient.notify_mail),
       house.map.organisation.controller.contact, letter.subject, letter.text, of.request.language},
      house.clock.now());
}

std::string line_about(const Case& of, const map::Recipient& recipient) {
  const std::string& name = recipient.name.text();
  const char* key = is_told(of.request, name)              ? "letter.recipient-told"
                    : is_noted(of.request, not_told, name) ? "letter.recipient-not-told"
                                                           : "letter.recipient-being-told";
  return answer::Words::in(of.request.language).fill(key, {{"name", display_of(recipient)}});
}

std::set<map::RecipientName> recipients_of(const map::Map& map, const std::set<map::ActivityName>& touched) {
  std::set<map::RecipientName> names;
  for (const map::Activity& activity : map.activities) {
    if (touched.count(activity.name) != 0)
      names.insert(activity.recipients.begin(), activity.recipients.end());
  }
  return names;
}

void need_open(const Case& of, const std::string& recipient) {
  const auto open = recipients_waiting(of.request);
  if (std::find(open.begin(), open.end(), recipient) != open.end()) return;
  refuse_to(of.reference(), "this recipient does not wait to be told; see habeas request recipients");
}

// By what they may know her: what she supplied, and once it is proven who she is, what her rows bear.
Details known_by(const Case& of, const dossier::Dossier& dossier) {
  Details who;
  for (const subject::Identifier& supplied : of.supplied)
    who.emplace_back(supplied.kind.text(), supplied.value.reveal());
  if (!of.request.identity_proven) return who;
  for (const dossier::KnownIdentifier& known : dossier.identifiers) {
    std::pair<std::string, std::string> one{known.identifier.kind.text(), known.identifier.value.reveal()};
    if (std::find(who.begin(), who.end(), one) == who.end()) who.push_back(std::move(one));
  }
  return who;
}

// What is true from now on, by the name of the data.
Details values_of(const Case& of) {
  Details values;
  if (act_of(of) != "rectify") return values;
  for (const plan::Correction& one : corrections_of(of.details))
    values.emplace_back(one.data, one.is.reveal());
  for (const request::Event& event : of.request.events) {
    const std::string* outcome = event.what == request::What::noted ? event.fact("outcome") : nullptr;
    if (outcome && of.request.right == law::Right::automated_decision)
      values = {{of.detail("activity"), *outcome}};
  }
  return values;
}

// The task of a human, sealed with the request until it is done: the map may change meanwhile.
std::string task_name(const std::string& recipient) { return "recipient/" + recipient; }

void open_task(House& house, const Case& of, const map::RecipientName& name,
               const std::vector<std::string>& activities, const dossier::Dossier& dossier) {
  const nlohmann::ordered_json task = {{"act", act_of(of)},
                                       {"activities", activities},
                                       {"who", known_by(of, dossier)},
                                       {"corrected", values_of(of)}};
  house.people.put_away(of.reference(), task_name(name.text()),
                        base::Personal<std::string>(
                            task.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)));
}

}  // namespace

std::vector<std::string> recipients_waiting(const request::Request& of) {
  std::vector<std::string> waiting;
  for (const request::Event& event : of.events) {
    const std::string* name = event.what == request::What::noted ? event.fact(to_tell) : nullptr;
    if (name && !is_told(of, *name) && !is_noted(of, not_told, *name)) waiting.push_back(*name);
  }
  return waiting;
}

std::vector<std::string> tell_recipients(House& house, const Case& of, const Kept& kept) {
  auto touched = activities_touched(house.map, kept);
  for (const Kept& before : begun_before(house, of)) touched.merge(activities_touched(house.map, before));
  std::vector<std::string> lines;
  for (const map::RecipientName& name : recipients_of(house.map, touched)) {
    const map::Recipient* recipient = house.map.organisation.recipient(name);
    if (!recipient) continue;
    lines.push_back(line_about(of, *recipient));
    if (is_noted(of.request, to_tell, name.text())) continue;
    const auto activities = received_for(house.map, touched, name);
    open_task(house, of, name, activities, kept.dossier);
    const bool mails = !recipient->notify_mail.empty();
    if (mails) write_to(house, of, *recipient, titles_of(house.map, activities, of.request.language));
    record(house, of.reference(),
           event_of(house, request::What::noted, "habeas",
                    {{to_tell, name.text()}, {"mailed", mails ? "yes" : "no: no address"}}));
  }
  if (lines.empty()) lines.push_back(answer::Words::in(of.request.language)["letter.no-recipient"]);
  return lines;
}

std::vector<ToTell> recipients_to_tell(House& house, const std::string& reference,
                                       const std::string& language) {
  std::vector<ToTell> all;
  for (const std::string& name : recipients_waiting(case_of(house, reference).request)) {
    const auto sealed = house.people.put_away(reference, task_name(name));
    if (!sealed) continue;
    const auto task = nlohmann::json::parse(sealed->reveal());
    const map::Recipient* recipient = house.map.organisation.recipient(map::RecipientName(name));
    ToTell& one = all.emplace_back();
    one.recipient = name;
    one.display = recipient ? display_of(*recipient) : name;
    one.mail = recipient ? recipient->notify_mail : std::string();
    one.act = task.at("act").get<std::string>();
    one.activities = titles_of(house.map, task.at("activities").get<std::vector<std::string>>(), language);
    one.who = base::Personal(task.at("who").get<Details>());
    one.corrected = base::Personal(task.at("corrected").get<Details>());
  }
  return all;
}

void told(House& house, const std::string& reference, const std::string& recipient, const std::string& by) {
  need_open(case_of(house, reference), recipient);
  record(house, reference, event_of(house, request::What::recipients_told, by, {{"recipient", recipient}}));
  house.people.destroy(reference, task_name(recipient));
  in_ledger(house, "recipient.told", {{"reference", reference}, {"recipient", recipient}});
}

void cannot_be_told(House& house, const std::string& reference, const std::string& recipient,
                    const base::Personal<std::string>& reasons, const std::string& by) {
  need_open(case_of(house, reference), recipient);
  if (by.empty() || reasons.reveal().empty())
    refuse_to(
        reference,
        "a recipient is left untold only where telling it is impossible or a disproportionate effort: say "
        "who says so, and why (GDPR 19)");
  record(house, reference, event_of(house, request::What::noted, by, {{not_told, recipient}}, reasons));
  house.people.destroy(reference, task_name(recipient));
  in_ledger(house, "recipient.not-told", {{"reference", reference}, {"recipient", recipient}});
}

}  // namespace habeas::handle

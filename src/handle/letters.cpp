#include <habeas/handle/letters.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace habeas::handle {
namespace {

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

std::string subject_line(const Case& of, const answer::Letter& letter) {
  return letter.subject.find(of.reference()) == std::string::npos
             ? letter.subject + " (" + of.reference() + ")"
             : letter.subject;
}

// Anybody may write any address into a form: until somebody proved that it is hers, no mailbox is sent more than ten an
// hour by it. The letter is filed with the request all the same.
bool may_be_mailed(House& house, const Case& of, const std::string& to) {
  if (of.request.identity_proven || of.request.channel != "portal") return true;
  return house.people.counts("letter", to, 10, std::chrono::hours(1), house.clock.now());
}

void file_letter(House& house, const Case& of, const std::string& name, const answer::Letter& letter) {
  store::Filed filed;
  filed.name = name + ".html";
  filed.media_type = "text/html; charset=utf-8";
  filed.content = letter.html;
  filed.sha256 = base::sha256_hex(letter.html.reveal());
  filed.at = house.clock.now();
  house.people.file(of.reference(), filed);
}

std::string read_whole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) throw base::Fault(base::FaultKind::unavailable, path, "cannot be read");
  return bytes;
}

// Whom it is for; who she is reaches them by the agreed way, never in this mail.
void tell(House& house, const Case& of, const map::RecipientName& name, const map::Recipient& recipient,
          const std::string& display) {
  answer::LetterFacts facts = letter_facts(house, of);
  facts.recipient = display;
  const answer::Letter letter = answer::letter(answer::LetterKind::recipient_notice, of.request.language,
                                               house.map, house.library, facts);
  house.outbox.send(
      {of.reference(), "recipient", base::Personal<std::string>(recipient.notify_mail),
       house.map.organisation.controller.contact, subject_line(of, letter), letter.text, of.request.language},
      house.clock.now());
  record(house, of.reference(),
         event_of(house, request::What::recipients_told, "habeas", {{"recipient", name.text()}}));
}

}  // namespace

void file_zip(House& house, const Case& of, const std::string& name, const std::string& path,
              const std::string& sha256, std::optional<base::Date> expires) {
  store::Filed filed;
  filed.name = name;
  filed.media_type = "application/zip";
  filed.sha256 = sha256;
  filed.at = house.clock.now();
  filed.expires = expires;
  filed.content = base::Personal<std::string>(read_whole(path));
  std::filesystem::remove(path);
  house.people.file(of.reference(), filed);
}

std::string status_link(const House& house, const Case& of) {
  if (house.portal_link.empty()) return {};
  return house.portal_link + (of.request.language == "fr" ? "/fr" : "/en") + "/follow/" +
         follow_number(house, of.reference());
}

answer::LetterFacts letter_facts(House& house, const Case& of) {
  answer::LetterFacts facts;
  facts.reference = of.reference();
  facts.received = of.request.course.received;
  facts.today = house.today();
  facts.due = request::deadline(of.request, house.rules()).in_force;
  if (const std::string country = of.detail("country"); !country.empty()) facts.country = country;
  facts.activity = of.detail("activity");
  facts.link = status_link(house, of);
  facts.decided_by = of.request.approved_by;
  return facts;
}

std::string address_of(const Case& of) {
  if (is_of_heirs(of)) return {};
  if (const std::string proven = of.detail(proven_contact); !proven.empty()) return proven;
  for (const subject::Identifier& identifier : of.supplied) {
    if (identifier.kind.text() == "email") return identifier.value.reveal();
  }
  return {};
}

Mailed mail_letter(House& house, const Case& of, answer::LetterKind kind, const answer::LetterFacts& facts) {
  const std::string to = address_of(of);
  if (to.empty()) return Mailed::no_address;
  if (!may_be_mailed(house, of, to)) return Mailed::too_many;
  const answer::Letter letter = answer::letter(kind, of.request.language, house.map, house.library, facts);
  house.outbox.send(
      {of.reference(), std::string(answer::to_string(kind)), base::Personal<std::string>(to),
       house.map.organisation.controller.contact, subject_line(of, letter), letter.text, of.request.language},
      house.clock.now());
  return Mailed::sent;
}

std::string send_letter(House& house, const Case& of, answer::LetterKind kind,
                        const answer::LetterFacts& facts) {
  const answer::Letter letter = answer::letter(kind, of.request.language, house.map, house.library, facts);
  const std::string name = std::string(answer::to_string(kind));
  file_letter(house, of, name, letter);
  Facts facts_of_it = {{"letter", name}, {"sha256", base::sha256_hex(letter.html.reveal())}};
  switch (mail_letter(house, of, kind, facts)) {
    case Mailed::sent: facts_of_it.emplace_back("mailed", "yes"); break;
    case Mailed::no_address: facts_of_it.emplace_back("mailed", "no: no address"); break;
    case Mailed::too_many: facts_of_it.emplace_back("mailed", "no: too many to this address"); break;
  }
  record(house, of.reference(),
         event_of(house, request::What::letter_sent, "habeas", std::move(facts_of_it)));
  return name + ".html";
}

bool was_mailed(const request::Event& letter) {
  if (const std::string* mailed = letter.fact("mailed")) return *mailed == "yes";
  const std::string* which = letter.fact("letter");
  return which == nullptr || *which != "notice";
}

void acknowledge(House& house, const Case& of) {
  send_letter(house, of, answer::LetterKind::acknowledgement, letter_facts(house, of));
  record(house, of.reference(), event_of(house, request::What::acknowledged, "habeas"));
}

std::vector<std::string> tell_recipients(House& house, const Case& of, const Kept& kept) {
  const auto touched = activities_touched(house.map, kept);
  std::set<map::RecipientName> names;
  for (const map::Activity& activity : house.map.activities) {
    if (touched.count(activity.name) != 0)
      names.insert(activity.recipients.begin(), activity.recipients.end());
  }
  const answer::Words& words = answer::Words::in(of.request.language);
  std::vector<std::string> lines;
  for (const map::RecipientName& name : names) {
    const map::Recipient* recipient = house.map.organisation.recipient(name);
    if (!recipient) continue;
    const std::string display = recipient->display.empty() ? name.text() : recipient->display;
    const bool mails = !recipient->notify_mail.empty();
    lines.push_back(
        words.fill(mails ? "letter.recipient-told" : "letter.recipient-to-tell", {{"name", display}}));
    const auto& already = of.request.recipients_told;
    if (std::find(already.begin(), already.end(), name.text()) != already.end()) continue;
    if (!mails) {  // nothing leaves by itself, so nobody may say that it did
      record(house, of.reference(),
             event_of(house, request::What::noted, "habeas", {{"recipient-to-tell", name.text()}}));
      continue;
    }
    tell(house, of, name, *recipient, display);
  }
  if (lines.empty()) lines.push_back(words["letter.no-recipient"]);
  return lines;
}

}  // namespace habeas::handle

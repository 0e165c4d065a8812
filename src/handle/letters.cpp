#include <habeas/handle/letters.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace habeas::handle {
namespace {

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

namespace {

Mailed mail(House& house, const Case& of, const std::string& to, const std::string& name,
            const answer::Letter& letter) {
  if (to.empty()) return Mailed::no_address;
  if (!may_be_mailed(house, of, to)) return Mailed::too_many;
  house.outbox.send(
      {of.reference(), name, base::Personal<std::string>(to), house.map.organisation.controller.contact,
       subject_line(of, letter), letter.text, of.request.language},
      house.clock.now());
  return Mailed::sent;
}

// The request came by a page of ours, and the page says what the letter says: at once where the right needs no proof (a link
// at the foot of a message likewise), else to her, who proved there that it is she.
bool stands_on_her_page(const Case& of) {
  const bool by_a_page = of.request.channel == "portal" || of.request.channel == "link";
  if (!by_a_page) return false;
  return request::least_identity(of.request.right, of.marketing) == "L0" || proven_by_code(of);
}

}  // namespace

Mailed mail_letter(House& house, const Case& of, answer::LetterKind kind, const answer::LetterFacts& facts) {
  return mail(house, of, address_of(of), std::string(answer::to_string(kind)),
              answer::letter(kind, of.request.language, house.map, house.library, facts));
}

Sent send_written(House& house, const Case& of, const std::string& to, const std::string& name,
                  const answer::Letter& letter, Facts more) {
  file_letter(house, of, name, letter);
  Facts facts = {{"letter", name}, {"sha256", base::sha256_hex(letter.html.reveal())}};
  facts.insert(facts.end(), more.begin(), more.end());
  const Mailed mailed = mail(house, of, to, name, letter);
  if (mailed == Mailed::too_many) facts.emplace_back("mailed", "no: too many to this address");
  if (mailed == Mailed::no_address) facts.emplace_back("mailed", "no: no address");
  if (mailed != Mailed::sent && stands_on_her_page(of)) facts.emplace_back("on-her-page", "yes");
  const request::Event sent = event_of(house, request::What::letter_sent, "habeas", std::move(facts));
  record(house, of.reference(), sent);
  return {name + ".html", request::has_left(sent)};
}

Sent write_letter_to(House& house, const Case& of, const std::string& to, answer::LetterKind kind,
                     const answer::LetterFacts& facts) {
  return send_written(house, of, to, std::string(answer::to_string(kind)),
                      answer::letter(kind, of.request.language, house.map, house.library, facts));
}

Sent write_letter(House& house, const Case& of, answer::LetterKind kind, const answer::LetterFacts& facts,
                  Facts more) {
  return send_written(house, of, address_of(of), std::string(answer::to_string(kind)),
                      answer::letter(kind, of.request.language, house.map, house.library, facts),
                      std::move(more));
}

std::string send_letter(House& house, const Case& of, answer::LetterKind kind,
                        const answer::LetterFacts& facts) {
  return write_letter(house, of, kind, facts).file;
}

void acknowledge(House& house, const Case& of) {
  const Sent sent = write_letter(house, of, answer::LetterKind::acknowledgement, letter_facts(house, of));
  if (sent.left) record(house, of.reference(), event_of(house, request::What::acknowledged, "habeas"));
}

}  // namespace habeas::handle

// What leaves the house in the course of a request: letters to her, notices to recipients. Filed with the request, and
// put in the outbox where there is an address to send to. Internal to handle/.
#pragma once

#include <habeas/handle/kept.h>

namespace habeas::handle {

answer::LetterFacts letter_facts(House& house, const Case& of);
// Files the letter and sends it to her; gives its name. Where no mail reaches her it is filed only, the event says so, and
// a human prints and posts it: has it left?
struct Sent {
  std::string file;
  bool left = false;
};
Sent write_letter(House& house, const Case& of, answer::LetterKind kind, const answer::LetterFacts& facts,
                  Facts more = {});
// To this address and no other; empty: to none.
Sent write_letter_to(House& house, const Case& of, const std::string& to, answer::LetterKind kind,
                     const answer::LetterFacts& facts);
// Likewise, of a letter that is written already; `more`: what the event says beside.
Sent send_written(House& house, const Case& of, const std::string& to, const std::string& name,
                  const answer::Letter& letter, Facts more = {});
// Where nothing waits for its leaving but the answer itself: the file's name.
std::string send_letter(House& house, const Case& of, answer::LetterKind kind,
                        const answer::LetterFacts& facts);
// Mails it and files nothing. Where it cannot go, it is on the portal and at the desk only.
enum class Mailed { sent, no_address, too_many };
Mailed mail_letter(House& house, const Case& of, answer::LetterKind kind, const answer::LetterFacts& facts);
// An archive at `path` goes sealed into the register; nothing of it stays on the disk.
void file_zip(House& house, const Case& of, const std::string& name, const std::string& path,
              const std::string& sha256, std::optional<base::Date> expires);
void acknowledge(House& house, const Case& of);
// GDPR 19: each recipient of an activity that the plan touched is written to, once, by a mail that names nobody; and waits for
// a human to tell it whom it concerns (recipients.cpp). Gives a line for her about each; where the record names none, a
// line that says so.
std::vector<std::string> tell_recipients(House& house, const Case& of, const Kept& kept);
// Where to write to her: the address on file once her identity is proven, before that the one she supplied; to heirs
// nowhere (the address on file is the deceased's). Empty: on the portal and at the desk only.
std::string address_of(const Case& of);
std::string status_link(const House& house, const Case& of);

}  // namespace habeas::handle

// What leaves the house in the course of a request: letters to her, notices to recipients. Filed with the request, and
// put in the outbox where there is an address to send to. Internal to handle/.
#pragma once

#include <habeas/handle/kept.h>

namespace habeas::handle {

answer::LetterFacts letter_facts(House& house, const Case& of);
// Files the letter and sends it to her; gives its name.
std::string send_letter(House& house, const Case& of, answer::LetterKind kind,
                        const answer::LetterFacts& facts);
// Mails it and files nothing. Where it cannot go, it is on the portal and at the desk only.
enum class Mailed { sent, no_address, too_many };
Mailed mail_letter(House& house, const Case& of, answer::LetterKind kind, const answer::LetterFacts& facts);
// An archive at `path` goes sealed into the register; nothing of it stays on the disk.
void file_zip(House& house, const Case& of, const std::string& name, const std::string& path,
              const std::string& sha256, std::optional<base::Date> expires);
void acknowledge(House& house, const Case& of);
// GDPR 19: each recipient of an activity that the plan touched is told, once. Gives a line for her about each, also about
// those whom a human must tell; where the record names none, a line that says so.
std::vector<std::string> tell_recipients(House& house, const Case& of, const Kept& kept);
// Where to write to her: the address on file once her identity is proven, before that the one she supplied; to heirs
// nowhere (the address on file is the deceased's). Empty: on the portal and at the desk only.
std::string address_of(const Case& of);
std::string status_link(const House& house, const Case& of);

}  // namespace habeas::handle

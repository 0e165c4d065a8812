// What leaves the house in the course of a request: letters to her, notices to recipients. Filed with the request, and
// put in the outbox where there is an address to send to. Internal to handle/.
#pragma once

#include <habeas/handle/work.h>

namespace habeas::handle {

answer::LetterFacts letter_facts(House& house, const Case& of);
// Files the letter and sends it to her; gives its name.
std::string send_letter(House& house, const Case& of, answer::LetterKind kind,
                        const answer::LetterFacts& facts);
void acknowledge(House& house, const Case& of);
// GDPR 19: each recipient of an activity that the plan touched is told, once.
std::vector<std::string> tell_recipients(House& house, const Case& of, const plan::Plan& plan);
// Where to write to her: an e-mail address that she supplied herself, or that is proven hers; empty: on the portal only.
std::string address_of(House& house, const Case& of);
std::string status_link(const House& house, const std::string& reference);

}  // namespace habeas::handle

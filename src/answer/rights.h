// Her rights, and how to complain: in every answer, whatever it says (GDPR 12(4), 15(1)(e)-(f), 77,
// 79). The words are the law library's.
#pragma once

#include <habeas/answer/page.h>

namespace habeas::answer {

// Those that she can ask for, in their order: information comes by itself, complaint has a place of its own.
std::vector<law::Right> rights_under(const Book& book);
void write_rights(const Book& book, Page& page);
void write_complaint(const Book& book, Page& page);
// The same two as plain lines, for lisez-moi.txt.
std::string rights_as_text(const Book& book, const Words& words);

// The authority of the controller's country.
const law::Authority* authority_of(const Book& book);

}  // namespace habeas::answer

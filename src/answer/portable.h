// portabilite/: what a person may take to another controller (GDPR 20): donnees.json with its JSON Schema, one
// CSV a collection, contact.vcf, and a page that says what is there, what was left out and why.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/zip.h>

namespace habeas::answer {

void write_portable(const Book& book, Cells& cells, Zip& zip);

// The JSON Schema (draft 2020-12) of donnees.json: its collections, members, titles and DPV concepts.
std::string portable_schema(const Book& book);

}  // namespace habeas::answer

// informations/: what article 15(1)(a)-(h) and 15(2) GDPR require to be said, letter by letter and only as far
// as it concerns this person's rows: a page in both languages, and informations.json.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/zip.h>

namespace habeas::answer {

void write_informations(const Book& book, Zip& zip);

}  // namespace habeas::answer

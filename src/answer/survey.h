// The first reading of every row: counts what will be given and withheld, copies the documents that cells name
// into the archive, works out retention dates and gathers the contact card.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/zip.h>

namespace habeas::answer {

void survey(Book& book, Cells& cells, Zip& zip);

}  // namespace habeas::answer

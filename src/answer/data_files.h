// donnees/<system>/<collection>.json and .csv, portabilite/<system>/<collection>.csv: the rows for programs.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/zip.h>

namespace habeas::answer {

void write_data_json(const Book& book, std::size_t table, Cells& cells, Zip& zip);
void write_data_csv(const Book& book, std::size_t table, Cells& cells, Zip& zip);
// Only the columns of which something is carried; without byte order mark: it is read by programs.
void write_portable_csv(const Book& book, std::size_t table, Cells& cells, Zip& zip);

// "name": value, for one cell: null, a value, or a list where the map says that it holds several.
std::string json_member(const Column& column, const Shown& shown);

}  // namespace habeas::answer

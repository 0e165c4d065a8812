// donnees/<system>/<collection>.html: every row of a collection, readable. Large collections go over several
// pages; long texts are cut here and whole in the JSON.
#pragma once

#include <habeas/answer/page.h>

namespace habeas::answer {

inline constexpr std::size_t rows_on_a_page = 500;
inline constexpr std::size_t bytes_of_a_text_shown = 20'000;

std::string data_page_stem(const Table& table, std::size_t page = 0);
void write_data_pages(const Book& book, std::size_t table, Cells& cells, const Words& words, Zip& zip);

}  // namespace habeas::answer

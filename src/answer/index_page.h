// index.html: where a person starts. What is held at a glance, what was withheld and why, what could not be
// searched, her rights and how to complain, a glossary. It says so too when nothing is held.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/words.h>
#include <habeas/answer/zip.h>

namespace habeas::answer {

void write_index(const Book& book, const Words& words, Zip& zip);
// lisez-moi.txt, in both languages, for whoever opens the archive first.
std::string readme(const Book& book);

}  // namespace habeas::answer

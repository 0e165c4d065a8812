// The sentences that several pages share, in one language: titles with their fallbacks, sources, legal bases,
// retention, recipients, grounds.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/words.h>

namespace habeas::answer {

std::string title_of(const map::Activity& activity, const Words& words);
std::string basis_of(const Book& book, const map::Activity& activity, const Words& words);
std::string retention_of(const Book& book, const map::Activity& activity, const Words& words);
// What this person's rows add to it: "your last row until 3 March 2034", and what should be gone already. Empty if
// no row has a date.
std::string dates_of(const Book& book, const map::Activity& activity, const Words& words);
// Everybody who receives the data of an activity; that nobody does only where the register declares it.
std::string recipients_of(const Book& book, const map::Activity& activity, const Words& words);
std::string recipient_of(const Book& book, const map::RecipientName& name, const Words& words);
std::string source_of(map::From from, const Words& words);
std::string category_of(const Book& book, const std::string& data, const Words& words);
std::string ground_of(const Book& book, const std::string& ground, const Words& words);
std::string article_of(const Book& book, const std::string& ground, const Words& words);
// The words that programs read, in manifest.json and the data: they never change.
std::string_view code_of(dossier::NotSearched::Why why);
std::string_view code_of(dossier::Class klass);
std::string_view code_of(map::From from);
std::string why_not_searched(dossier::NotSearched::Why why, const Words& words);
std::string system_title(const map::Map& map, const map::SystemName& name, const Words& words);

// The activities a table's rows are processed for, in the map's order.
std::vector<const map::Activity*> activities_of(const Book& book, const Table& table);
// The tables, by index, with rows about her that serve an automated decision and come of it: its result, its factors.
std::vector<std::size_t> decided_by(const Book& book, const map::Activity& activity);
// No authority of the EEA is known for it.
bool outside_the_eea(const Book& book, const std::string& country);

// "a, b and c".
std::string listed(const std::vector<std::string>& parts, const Words& words);

}  // namespace habeas::answer

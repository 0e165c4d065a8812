// manifest.json and informations/informations.json: what an inspector's program reads.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/zip.h>

namespace habeas::answer {

// Every other file with size and SHA-256; counts found, disclosed and withheld by ground for access and
// portability, in all and per collection; one snapshot instant per system; digests of map, law and plans; what
// was not searched. No value of hers.
std::string manifest(const Book& book, const Zip& zip);
void write_information_json(const Book& book, Zip& zip);

}  // namespace habeas::answer

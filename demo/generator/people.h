// The invented people of Maison Verdier. Person number n is a function of (seed, n), but for the heroes of the
// demo, who have the traps: docs/maison-verdier.md names them.
#pragma once

#include "random.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace habeas::demo {

struct Person {
  std::int64_t id = 0;
  std::string civility;  // "Mme", "M."
  std::string given;
  std::string family;
  std::string birth;  // ISO date
  std::optional<std::string> email;
  std::string phone;  // as typed: 06 12 34 56 78, +33 6 …, 06.12.…
  std::optional<std::string> card;
  std::optional<std::string> pen_name;
  std::string street;
  std::string postcode;
  std::string city;
  std::string joined;  // ISO date and time
  int orders = 0;
  bool subscribed = false;
};

// Numbers of the heroes, from 1.
enum Hero : std::int64_t {
  claire = 1,          // the person of the demo
  marc = 2,            // her husband: same phone
  claire_homonym = 3,  // same name, another birth date
  rene = 4,            // rené@…: an accent away from the next
  rene_plain = 5,
  paul = 6,      // once had the loyalty number of number 8
  no_email = 7,  // orders by phone
  ring_a = 8,
  ring_b = 9,
  ring_c = 10,         // each referred the next
  claire_second = 11,  // Claire's second account, by the same loyalty card
  heroes = 11,
};

std::vector<Person> make_people(std::uint64_t seed, std::int64_t count);

// "2024-03-05 14:20:00", between the years given.
std::string moment(Random& random, int first_year, int last_year);

}  // namespace habeas::demo

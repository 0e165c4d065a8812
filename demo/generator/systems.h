// The systems of Maison Verdier, each filled from the same people.
#pragma once

#include "people.h"

#include <cstdint>
#include <string>
#include <vector>

namespace habeas::demo {

// Each writes its files below `folder` and gives the rows (or lines, or documents) written.
std::int64_t fill_shop(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people);
std::int64_t fill_mailing(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people);
std::int64_t fill_support(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people);
std::int64_t fill_tills(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people);
std::int64_t fill_scans(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people);

// Which scanned document an order or a customer has, if any: the shop names it, the scans hold it.
std::optional<std::string> photo_of(const Person& person);
std::optional<std::string> invoice_scan(std::int64_t order, const Person& person);

}  // namespace habeas::demo

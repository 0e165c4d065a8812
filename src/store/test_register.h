// For tests: a register in a folder of its own, and what one puts into it.
#pragma once

#include <habeas/base/fault.h>
#include <habeas/store/register.h>
#include <habeas/support/folder.h>

#include <fstream>
#include <sstream>

namespace habeas::store::example {

using namespace std::chrono_literals;

inline const law::Calendar& calendar() {
  static const law::Calendar none{};
  return none;
}
inline request::Rules on(base::Date today) { return {calendar(), today}; }

constexpr base::Date first = 2026y / 11 / 23;
inline base::Instant noon() { return base::Instant{std::chrono::sys_days{first} + 12h}; }
inline const base::Clock& clock() {
  static const base::FixedClock fixed(noon());
  return fixed;
}

inline const subject::Kinds& kinds() {
  static const subject::Kinds built_in;
  return built_in;
}

inline subject::Identifier email(const std::string& value) {
  return {subject::KindName("email"), base::Personal<std::string>(value)};
}

inline request::Event event(request::What what, std::vector<std::pair<std::string, std::string>> facts = {},
                            const std::string& words = "") {
  return {what, noon(), "C. Roy", std::move(facts), base::Personal<std::string>(words)};
}
inline request::Event receipt(const std::string& right, const std::string& words = "") {
  return event(request::What::received, {{"right", right}, {"received", "2026-11-23"}, {"channel", "letter"}},
               words);
}

inline standing::Entry opposition(const std::string& channel) {
  standing::Entry entry;
  entry.what = standing::What::marketing_opposed;
  entry.at = noon();
  entry.by = "R-2026-000001";
  entry.channel = channel;
  return entry;
}

struct Home {
  support::Folder folder;
  std::string path() const { return folder.file("register.db"); }
  std::string keys() const { return folder.file("keys"); }
  std::unique_ptr<Register> open() const { return Register::open(path(), keys(), kinds(), clock()); }
};

// Every byte of every file that SQLite keeps.
inline std::string all_bytes(const Home& home) {
  std::string all;
  for (const auto& entry : std::filesystem::directory_iterator(home.folder.path())) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream content;
    content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    all += content.str();
  }
  return all;
}

}  // namespace habeas::store::example

#include <habeas/ledger/reading.h>

#include <fmt/format.h>

namespace habeas::ledger {
namespace {

constexpr std::size_t block = std::size_t{1} << 18;

// Takes the whole lines off the front of `pending`; false once there is damage.
bool take_lines(Reading& reading, std::string& pending) {
  std::size_t start = 0;
  for (std::size_t end = pending.find('\n'); end != std::string::npos; end = pending.find('\n', start)) {
    const std::string wrong = reading.chain.take(std::string_view(pending).substr(start, end - start));
    if (!wrong.empty()) {
      reading.damage = fmt::format("line {} {}", reading.chain.size() + 1, wrong);
      return false;
    }
    reading.good += end + 1 - start;
    start = end + 1;
  }
  pending.erase(0, start);
  if (pending.size() < longest_line) return true;
  reading.damage = fmt::format("line {} is longer than any line of a ledger", reading.chain.size() + 1);
  return false;
}

}  // namespace

Reading read_chain(const File& file) {
  Reading reading;
  read_on(file, reading);
  return reading;
}

void read_on(const File& file, Reading& reading) {
  std::string pending;
  std::uint64_t from = reading.good;
  for (;;) {
    const std::size_t held = pending.size();
    pending.resize(held + block);
    const std::size_t got = file.read(pending.data() + held, block, from);
    pending.resize(held + got);
    from += got;
    if (got == 0) break;
    if (!take_lines(reading, pending)) return;
  }
  reading.torn = std::move(pending);
}

}  // namespace habeas::ledger

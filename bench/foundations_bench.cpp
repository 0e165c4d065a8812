// What everything else stands on: keys as bytes, folding, and the ledger against bare SHA-256 of its bytes.
#include <habeas/base/digest.h>
#include <habeas/base/text.h>
#include <habeas/ledger/ledger.h>
#include <habeas/relation/row_key.h>
#include <habeas/relation/value.h>

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using namespace habeas;

relation::Row typical_key() {
  return {std::int64_t{123456}, relation::Text{"0190b3c4-5d6e-7f80-9a1b-2c3d4e5f6071"}, relation::Null{},
          12.5};
}

void encode(benchmark::State& state) {
  const auto row = typical_key();
  for (auto _ : state) benchmark::DoNotOptimize(relation::encode(row));
}
BENCHMARK(encode);

void decode(benchmark::State& state) {
  const auto bytes = relation::encode(typical_key());
  for (auto _ : state) benchmark::DoNotOptimize(relation::decode(bytes));
}
BENCHMARK(decode);

void order_of_two_keys(benchmark::State& state) {
  const relation::RowKey one{typical_key()}, other{typical_key()};
  for (auto _ : state) benchmark::DoNotOptimize(relation::RowKey::Order{}(one, other));
}
BENCHMARK(order_of_two_keys);

void fold_case_ascii(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(base::fold_case("Camille.Roy@Maison-Verdier.Example"));
}
BENCHMARK(fold_case_ascii);

void fold_case_accents(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(base::fold_case("Éloïse Lefèvre-Größmann"));
}
BENCHMARK(fold_case_accents);

void fold_loosely_accents(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(base::fold_loosely("Éloïse Lefèvre-Größmann"));
}
BENCHMARK(fold_loosely_accents);

// A ledger in a folder of its own, of a size that the caches do not hold.
class Written {
 public:
  explicit Written(int events) {
    std::string pattern = (std::filesystem::temp_directory_path() / "ledger-bench-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    const base::FixedClock clock{base::Instant{std::chrono::seconds{1795609871}}};
    const auto ledger = ledger::Ledger::open(file(), clock);
    for (int i = 0; i < events; ++i) {
      ledger->append(
          {"package.written",
           {{"case", "2026-" + std::to_string(i)}, {"rows", "41"}, {"package", std::string(64, 'a')}}});
    }
  }
  ~Written() { std::filesystem::remove_all(folder_); }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  std::string file() const { return folder_ + "/ledger.jsonl"; }

 private:
  std::string folder_;
};

constexpr int events = 20'000;

const Written& written() {
  static const Written ledger(events);
  return ledger;
}

void sha256_of_the_same_lines(benchmark::State& state) {
  std::ifstream in(written().file(), std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  for (auto _ : state) {
    base::Sha256 hash;
    for (std::size_t start = 0, end = 0; (end = text.find('\n', start)) != std::string::npos;
         start = end + 1) {
      hash.add(std::string_view(text).substr(start, end - start));
      benchmark::DoNotOptimize(hash.hex());
      hash.restart();
    }
  }
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(sha256_of_the_same_lines)->Unit(benchmark::kMillisecond);

void ledger_verify(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ledger::verify(written().file()));
  state.SetItemsProcessed(state.iterations() * events);
}
BENCHMARK(ledger_verify)->Unit(benchmark::kMillisecond);

void ledger_append_durably(benchmark::State& state) {
  const Written folder(0);
  const base::FixedClock clock{base::Instant{}};
  const auto ledger = ledger::Ledger::open(folder.file() + ".2", clock);
  for (auto _ : state) ledger->append({"find.started", {{"case", "2026-0001"}}});
}
BENCHMARK(ledger_append_durably)->Unit(benchmark::kMicrosecond)->UseRealTime();

}  // namespace

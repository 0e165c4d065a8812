// Connectors against the bare client: SQLite's own prepared statements over the same rows, and for CSV a pass
// over the bytes that only counts lines. Rows are delivered to a sink that counts them.
#include <habeas/connector/files/files.h>
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/support/collect.h>
#include <habeas/support/folder.h>

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <algorithm>
#include <iterator>

namespace {

using namespace habeas;
using support::look_up;

constexpr int rows_of_table = 1'000'000;
const base::SystemClock wall_clock;

struct Counting final : source::RowSink {
  std::uint64_t rows = 0;
  void row(std::size_t, const base::Personal<relation::Row>&) override { ++rows; }
};

void run(sqlite3* handle, const std::string& sql) {
  if (sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) std::abort();
}

// A million customers, as a database in WAL mode; a fifth of them as a CSV file.
struct Data {
  support::Folder folder;
  sqlite3* handle = nullptr;
  std::unique_ptr<source::Source> database;
  std::unique_ptr<source::Snapshot> snapshot;

  Data() {
    sqlite3_open(folder.file("a.db").c_str(), &handle);
    run(handle,
        "PRAGMA journal_mode = WAL; CREATE TABLE customer(id INTEGER PRIMARY KEY, email TEXT, name TEXT, "
        "town TEXT); "
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
            std::to_string(rows_of_table) +
            ") INSERT INTO customer SELECT i, 'person' || i || '@example.org', 'Name ' || i, 'Dijon' FROM n; "
            "CREATE INDEX e ON customer(lower(trim(email)))");
    std::string csv = "id,email,name,town\n";
    for (int i = 0; i < rows_of_table / 5; ++i) {
      const auto n = std::to_string(i);
      csv += n + ",person" + n + "@example.org,\"Name " + n + "\",Dijon\n";
    }
    folder.write("csv/customer.csv", csv);
    database = sqlite::make("shop", folder.file("a.db"), wall_clock);
    snapshot = std::get<std::unique_ptr<source::Snapshot>>(database->open({}));
  }
  ~Data() {
    snapshot.reset();
    sqlite3_close(handle);
  }
};

Data& data() {
  static Data made;
  return made;
}

std::uint64_t step_all(sqlite3_stmt* statement) {
  std::uint64_t bytes = 0;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count(statement); ++i) {
      const auto* text = sqlite3_column_text(statement, i);
      bytes += text == nullptr ? 0 : static_cast<std::uint64_t>(sqlite3_column_bytes(statement, i));
    }
  }
  sqlite3_reset(statement);
  return bytes;
}

sqlite3_stmt* prepared(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v2(data().handle, sql, -1, &statement, nullptr);
  return statement;
}

const std::vector<std::string> columns = {"id", "email", "name", "town"};

void one_key(benchmark::State& state) {
  data();  // made before the clock runs
  const auto lookup = look_up("customer", columns, {"id"}, {{std::int64_t{4711}}});
  Counting sink;
  for (auto _ : state) data().snapshot->read({&lookup, 1}, sink);
}
BENCHMARK(one_key);

void one_key_bare(benchmark::State& state) {
  auto* statement = prepared("SELECT id, email, name, town FROM customer WHERE id = ?");
  for (auto _ : state) {
    sqlite3_bind_int64(statement, 1, 4711);
    benchmark::DoNotOptimize(step_all(statement));
  }
  sqlite3_finalize(statement);
}
BENCHMARK(one_key_bare);

void one_email(benchmark::State& state) {
  const auto lookup = look_up("customer", columns, {"email"}, {{support::text("person4711@example.org")}},
                              source::Form::lower_trim);
  Counting sink;
  for (auto _ : state) data().snapshot->read({&lookup, 1}, sink);
}
BENCHMARK(one_email);

void many_keys(benchmark::State& state) {
  std::vector<relation::Row> keys;
  for (std::int64_t i = 1; i <= state.range(0); ++i) keys.push_back({i * 7});
  const auto lookup = look_up("customer", columns, {"id"}, keys);
  for (auto _ : state) {
    Counting sink;
    data().snapshot->read({&lookup, 1}, sink);
    if (sink.rows != static_cast<std::uint64_t>(state.range(0))) state.SkipWithError("rows are missing");
  }
}
BENCHMARK(many_keys)->Arg(100)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void many_keys_bare_one_by_one(benchmark::State& state) {
  auto* statement = prepared("SELECT id, email, name, town FROM customer WHERE id = ?");
  for (auto _ : state) {
    for (std::int64_t i = 1; i <= state.range(0); ++i) {
      sqlite3_bind_int64(statement, 1, i * 7);
      benchmark::DoNotOptimize(step_all(statement));
    }
  }
  sqlite3_finalize(statement);
}
BENCHMARK(many_keys_bare_one_by_one)->Arg(100'000)->Unit(benchmark::kMillisecond);

void full_scan(benchmark::State& state) {
  const auto lookup = look_up("customer", columns);
  Counting sink;
  for (auto _ : state) data().snapshot->read({&lookup, 1}, sink);
  state.SetItemsProcessed(static_cast<std::int64_t>(sink.rows));
}
BENCHMARK(full_scan)->Unit(benchmark::kMillisecond);

void full_scan_bare(benchmark::State& state) {
  auto* statement = prepared("SELECT id, email, name, town FROM customer ORDER BY rowid");
  for (auto _ : state) benchmark::DoNotOptimize(step_all(statement));
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * rows_of_table);
  sqlite3_finalize(statement);
}
BENCHMARK(full_scan_bare)->Unit(benchmark::kMillisecond);

void open_wal(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(data().database->open({}));
}
BENCHMARK(open_wal)->Unit(benchmark::kMicrosecond);

void csv_scan(benchmark::State& state) {
  const auto source = files::make("csv", (data().folder.path() / "csv").string(), wall_clock);
  const auto snapshot = std::get<std::unique_ptr<source::Snapshot>>(source->open({}));
  const auto lookup = look_up("customer", columns, {"id"}, {{support::text("4711")}, {support::text("12")}});
  Counting sink;
  for (auto _ : state) snapshot->read({&lookup, 1}, sink);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * rows_of_table / 5);
}
BENCHMARK(csv_scan)->Unit(benchmark::kMillisecond);

void csv_lines_counted(benchmark::State& state) {
  for (auto _ : state) {
    std::ifstream file(data().folder.path() / "csv" / "customer.csv", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    benchmark::DoNotOptimize(std::count(bytes.begin(), bytes.end(), '\n'));
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * rows_of_table / 5);
}
BENCHMARK(csv_lines_counted)->Unit(benchmark::kMillisecond);

}  // namespace

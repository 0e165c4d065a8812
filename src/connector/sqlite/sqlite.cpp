#include <habeas/connector/sqlite/sqlite.h>

#include <habeas/connector/sqlite/catalogue.h>
#include <habeas/connector/sqlite/indexes.h>
#include <habeas/connector/sqlite/marker.h>
#include <habeas/connector/sqlite/snapshot.h>
#include <habeas/connector/sqlite/transaction.h>
#include <habeas/source/permissions.h>
#include <habeas/source/shell.h>

namespace habeas::sqlite {
namespace {

class SqliteSource final : public source::Source {
 public:
  SqliteSource(std::string system, std::string path, const base::Clock& clock, Settings settings)
      : system_(std::move(system)), path_(std::move(path)), clock_(clock), settings_(std::move(settings)) {}

  const std::string& system() const override { return system_; }

  source::Capabilities capabilities() const override {
    return {.reads_rows = true, .holds_documents = false, .one_instant = true, .changes = true};
  }

  // Short enough to be read from the database itself, whatever its journal mode.
  relation::Catalogue catalogue() override {
    Database database(system_, path_, Access::read, settings_.wait);
    database.run("BEGIN");
    return read_catalogue(database);
  }

  source::Opening open(const source::Inquiry&) override {
    return open_snapshot(system_, path_, clock_, settings_);
  }

  std::unique_ptr<source::Transaction> begin(const ledger::Warrant&) override {
    return begin_transaction(system_, path_, clock_, settings_.wait);
  }

  std::vector<std::string> preparation() override {
    Database database(system_, path_, Access::read, settings_.wait);
    if (has_marker_table(database)) return {};
    return {create_marker_table()};
  }

  void prepare(const ledger::Warrant&) override {
    Database database(system_, path_, Access::change, settings_.wait);
    database.run("BEGIN IMMEDIATE");
    if (!has_marker_table(database)) database.run(create_marker_table());
    database.run("COMMIT");
  }

  // Asked as one who may write: what a crash left half written is rolled back first, which a reader could not do.
  bool committed(const std::string& run) override {
    Database database(system_, path_, Access::change, settings_.wait);
    return has_marker(database, run);
  }

  std::string index_for(const relation::TableName& table, const relation::ColumnName& column,
                        source::Form form) const override {
    return index_statement(table, column, form, affinity(table, column));
  }

  bool serves(const relation::Table& table, const relation::ColumnName& column,
              source::Form form) const override {
    return index_serves(table, column, form);
  }

  std::string index_inside(const relation::TableName& table, const relation::ColumnName& column,
                           source::Form form, const source::CellPath& path) const override {
    return index_statement_inside(table, column, form, path);
  }

  bool serves_inside(const relation::Table& table, const relation::ColumnName& column, source::Form form,
                     const source::CellPath& path) const override {
    return index_serves_inside(table, column, form, path);
  }

  std::string grants(std::span<const relation::TableName> tables) const override;
  std::vector<source::Excess> excess_privileges() const override { return source::excess_of(path_); }

 private:
  // An expression index depends on it; where it cannot be asked, nearly every column is served by the plain one.
  Affinity affinity(const relation::TableName& table, const relation::ColumnName& column) const {
    try {
      Database database(system_, path_, Access::read, settings_.wait);
      return column_of(read_shape(database, table), column, system_).affinity;
    } catch (const base::Fault&) {
      return Affinity::text;
    }
  }

  std::string system_;
  std::string path_;
  const base::Clock& clock_;
  Settings settings_;
};

std::string SqliteSource::grants(std::span<const relation::TableName>) const {
  const std::string file = source::shell_word(path_);
  const std::string folder = "\"$(dirname -- " + file + ")\"";
  return "# SQLite has no roles: the permissions of the file are its privileges, for all its tables at "
         "once.\n"
         "# Reading: the file, and its folder to pass through.\n"
         "setfacl -m u:habeas-read:r " +
         file +
         "\n"
         "setfacl -m u:habeas-read:x " +
         folder +
         "\n"
         "# In WAL mode the -wal and -shm files too, which the owner's program must keep open, or the right "
         "to\n"
         "# create them in the folder.\n"
         "# Acting, as another user: the file, and its folder for the journal beside it.\n"
         "setfacl -m u:habeas-act:rw " +
         file +
         "\n"
         "setfacl -m u:habeas-act:rwx " +
         folder + "\n";
}

}  // namespace

std::unique_ptr<source::Source> make(std::string system, std::string path, const base::Clock& clock,
                                     Settings settings) {
  return std::make_unique<SqliteSource>(std::move(system), std::move(path), clock, std::move(settings));
}

}  // namespace habeas::sqlite

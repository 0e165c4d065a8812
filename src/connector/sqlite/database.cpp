#include <habeas/connector/sqlite/database.h>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <type_traits>

namespace habeas::sqlite {

using base::Fault;
using base::FaultKind;

namespace {

// How many steps of SQLite's machine pass between two looks at the clock: about a tenth of a millisecond.
constexpr int steps_between_looks = 2000;

// What can be said before SQLite is asked, in words that help.
void check_file(const std::string& system, const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == EACCES)
      throw Fault(FaultKind::refused, system, "no permission to reach the database file " + path);
    throw Fault(FaultKind::unavailable, system,
                "the database file " + path + " does not exist; see whether habeas.yaml names it rightly");
  }
  if (S_ISDIR(status.st_mode))
    throw Fault(FaultKind::broken, system,
                path + " is a folder, not a database file; name the file in habeas.yaml");
  if (!S_ISREG(status.st_mode)) throw Fault(FaultKind::broken, system, path + " is not a regular file");
  // In WAL mode all that was ever written may still lie beside it.
  struct stat beside{};
  if (status.st_size == 0 && (::stat((path + "-wal").c_str(), &beside) != 0 || beside.st_size == 0))
    throw Fault(FaultKind::broken, system,
                "the database file " + path + " is empty (0 bytes); restore it from a backup");
}

void check_permission(const std::string& system, const std::string& path, Access access) {
  if (::access(path.c_str(), R_OK) != 0) {
    throw Fault(
        FaultKind::refused, system,
        "no permission to read the database file " + path + "; `habeas grants` prints what is needed");
  }
  if (access == Access::change && ::access(path.c_str(), W_OK) != 0) {
    throw Fault(
        FaultKind::refused, system,
        "no permission to write the database file " + path + "; `habeas grants` prints what is needed");
  }
}

FaultKind kind_of(int code) {
  switch (code) {
    case SQLITE_READONLY_ROLLBACK:
    case SQLITE_READONLY_RECOVERY:
    case SQLITE_READONLY_CANTINIT: return FaultKind::unavailable;
    case SQLITE_IOERR_NOMEM: return FaultKind::full;
    default: break;
  }
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL: return FaultKind::unavailable;
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
    case SQLITE_CONSTRAINT: return FaultKind::refused;
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG: return FaultKind::full;
    case SQLITE_INTERRUPT: return FaultKind::cancelled;
    default: return FaultKind::broken;
  }
}

std::string words_for(int code) {
  switch (code) {
    case SQLITE_READONLY_ROLLBACK:
      return "its last writer died in the middle of a change; let the owner's program open it once to "
             "recover";
    case SQLITE_READONLY_DIRECTORY:
      return "this user may not create the files that SQLite keeps beside it: for a database in WAL mode, "
             "let the "
             "owner's program keep it open, or give this user the right to write the folder";
    case SQLITE_READONLY_RECOVERY:
    case SQLITE_READONLY_CANTINIT:
      return "in WAL mode, and its -shm file is missing and may not be created in this folder: let the "
             "owner's "
             "program keep it open, or give this user the right to write the folder";
    default: break;
  }
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "locked by another program for longer than we wait";
    case SQLITE_CANTOPEN:
      return "cannot be opened; a database in WAL mode needs its -wal and -shm files, or the right to create "
             "them in its folder";
    case SQLITE_IOERR: return "the disk failed to read or write (" + std::to_string(code) + ")";
    case SQLITE_FULL: return "the disk is full";
    default: return sqlite3_errstr(code);
  }
}

std::string damage(int code, const std::string& path) {
  if ((code & 0xff) == SQLITE_NOTADB)
    return path + " is not an SQLite database, or encrypted; see whether habeas.yaml names the right file";
  return "the database file " + path +
         " is damaged or cut short; run PRAGMA integrity_check on it, and restore it from a backup";
}

std::string constraint(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_NOTNULL: return "NOT NULL";
    case SQLITE_CONSTRAINT_UNIQUE: return "UNIQUE";
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return "PRIMARY KEY";
    case SQLITE_CONSTRAINT_FOREIGNKEY: return "FOREIGN KEY";
    case SQLITE_CONSTRAINT_CHECK: return "CHECK";
    case SQLITE_CONSTRAINT_TRIGGER: return "a trigger";
    default: return "a constraint";
  }
}

bool is_about_names(std::string_view message) {
  return message.starts_with("no such table") || message.starts_with("no such column") ||
         message.starts_with("no such module") || message.starts_with("no such view");
}

}  // namespace

std::string file_uri(std::string_view path, std::string_view query) {
  static constexpr char digits[] = "0123456789ABCDEF";
  // The empty authority keeps a path that begins with two slashes from being read as a host.
  std::string result = path.starts_with('/') ? "file://" : "file:";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '/' || c == '.' || c == '-' || c == '_';
    if (plain) {
      result += c;
    } else {
      result += '%';
      result += digits[byte >> 4];
      result += digits[byte & 15];
    }
  }
  return result.append("?").append(query);
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Database::Database(std::string system, const std::string& path, Access access, std::chrono::milliseconds wait)
    : system_(std::move(system)), path_(path) {
  if (access != Access::create) check_file(system_, path);
  if (access != Access::create) check_permission(system_, path, access);
  const char* mode = access == Access::read ? "mode=ro" : access == Access::change ? "mode=rw" : "mode=rwc";
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  if (access == Access::read) flags |= SQLITE_OPEN_READONLY;
  if (access != Access::read) flags |= SQLITE_OPEN_READWRITE;
  if (access == Access::create) flags |= SQLITE_OPEN_CREATE;

  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(file_uri(path, mode).c_str(), &opened, flags, nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) throw fault(code, "opening");
  sqlite3_extended_result_codes(opened, 1);
  sqlite3_busy_timeout(opened, static_cast<int>(wait.count()));
  sqlite3_progress_handler(opened, steps_between_looks, &Database::on_progress, this);
  // The schema was written by somebody else: a misspelt column is an error, not a text. It may call SQLite's own
  // functions (up to 3.40 those of JSON count as unsafe, and owners index what they read); none of ours is
  // registered, and none can be loaded.
  sqlite3_db_config(opened, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(opened, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
}

Database::~Database() = default;

int Database::on_progress(void* self) {
  return std::chrono::steady_clock::now() >= static_cast<Database*>(self)->stop_at_ ? 1 : 0;
}

void Database::run(const std::string& sql) {
  const int code = sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw fault(code, sql.substr(0, sql.find(' ')));
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

Fault Database::fault(int code, const std::string& doing) const {
  const std::string at = doing.empty() ? std::string() : doing + ": ";
  if ((code & 0xff) == SQLITE_INTERRUPT && std::chrono::steady_clock::now() >= stop_at_) {
    return {FaultKind::timed_out, system_, at + "took longer than its limit"};
  }
  const std::string message = handle() != nullptr ? sqlite3_errmsg(handle()) : "";
  if ((code & 0xff) == SQLITE_ERROR && is_about_names(message))
    return {FaultKind::vanished, system_, at + message};
  if ((code & 0xff) == SQLITE_SCHEMA)
    return {FaultKind::vanished, system_, at + "its tables changed meanwhile"};
  if ((code & 0xff) == SQLITE_CONSTRAINT) {
    return {FaultKind::refused, system_, at + "the database refuses it (" + constraint(code) + ")"};
  }
  if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
    damaged_ = true;
    return {FaultKind::broken, system_, at + damage(code, path_)};
  }
  return {kind_of(code), system_, at + words_for(code)};
}

void Statement::Finalize::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

Statement::Statement(Database& database, std::string_view sql, std::string doing)
    : database_(&database), doing_(std::move(doing)) {
  sqlite3_stmt* prepared = nullptr;
  const int code =
      sqlite3_prepare_v3(database.handle(), sql.data(), static_cast<int>(sql.size()), 0, &prepared, nullptr);
  handle_.reset(prepared);
  if (code != SQLITE_OK) throw database.fault(code, doing_);
}

void Statement::bind(int parameter, const relation::Value& value) {
  const int code = std::visit(
      [&](const auto& cell) {
        using T = std::decay_t<decltype(cell)>;
        if constexpr (std::is_same_v<T, relation::Null>) {
          return sqlite3_bind_null(handle(), parameter);
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          return sqlite3_bind_int64(handle(), parameter, cell);
        } else if constexpr (std::is_same_v<T, double>) {
          return sqlite3_bind_double(handle(), parameter, cell);
        } else if constexpr (std::is_same_v<T, relation::Text>) {
          return sqlite3_bind_text64(handle(), parameter, cell.characters.data(), cell.characters.size(),
                                     SQLITE_STATIC, SQLITE_UTF8);
        } else {
          return sqlite3_bind_blob64(handle(), parameter, cell.octets.data(), cell.octets.size(),
                                     SQLITE_STATIC);
        }
      },
      value);
  if (code != SQLITE_OK) throw database_->fault(code, doing_);
}

bool Statement::step() {
  const int code = sqlite3_step(handle());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw database_->fault(code, doing_);
}

void Statement::reset() {
  sqlite3_reset(handle());  // repeats the code of the last step, which step() already reported
  sqlite3_clear_bindings(handle());
}

relation::Value Statement::value(int column) const {
  switch (sqlite3_column_type(handle(), column)) {
    case SQLITE_INTEGER: return static_cast<std::int64_t>(sqlite3_column_int64(handle(), column));
    case SQLITE_FLOAT: return sqlite3_column_double(handle(), column);
    case SQLITE_TEXT: return relation::Text{text(column)};
    case SQLITE_BLOB: {
      const auto* octets = static_cast<const char*>(sqlite3_column_blob(handle(), column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(handle(), column));
      return relation::Bytes{size == 0 ? std::string() : std::string(octets, size)};
    }
    default: return relation::Null{};
  }
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle(), column); }
bool Statement::null(int column) const { return sqlite3_column_type(handle(), column) == SQLITE_NULL; }

std::string Statement::text(int column) const {
  const auto* characters = reinterpret_cast<const char*>(sqlite3_column_text(handle(), column));
  if (characters == nullptr) return {};
  return {characters, static_cast<std::size_t>(sqlite3_column_bytes(handle(), column))};
}

}  // namespace habeas::sqlite

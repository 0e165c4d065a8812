// How a folder changes all at once. In `.habeas/`, owner-only:
//   lock           held by whoever changes the folder, or completes what a crash left
//   new-1, new-2…  new contents, made durable before anything else
//   journal        which file each of them becomes, and which documents go. Its appearance is the moment of commitment:
//                  without it nothing has happened, with it all will; whoever comes next completes it
//   runs/HASH      one for each marker whose transaction took effect
// A file that somebody else wrote between a crash and its completion is not overwritten: Fault changed, for a human.
#pragma once

#include <habeas/connector/files/beneath.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace habeas::files {

struct Journal {
  struct Replace {
    std::string file;
    std::string by;  // its name in the workshop
    Stamp before;
  };
  struct Remove {
    std::string path;
    Stamp before;
  };
  std::string run;  // the marker; empty: none
  std::vector<Replace> replaced;
  std::vector<Remove> removed;
};

std::string to_bytes(const Journal& journal);
std::optional<Journal> journal_from(std::string_view bytes);

bool is_prepared(const Folder& folder);
void make_workshop(const Folder& folder);

// The workshop of a folder, locked for as long as it lives; what a crash left is completed or removed first.
class Workshop {
 public:
  // Fault refused when the folder is not prepared, unavailable when the lock is held for longer than `wait`.
  Workshop(const Folder& folder, std::chrono::milliseconds wait);

  void write(const std::string& name, std::string_view content, const Descriptor& like);
  // Commits: when it returns all is done. A fault before the journal is durable leaves everything as it was.
  void commit(const Journal& journal, const std::string& at);
  bool has_run(const std::string& run) const;

 private:
  void lock(std::chrono::milliseconds wait) const;
  void complete();
  void carry_out(const Journal& journal);
  void replace(const Journal::Replace& change);
  void remove(const Journal::Remove& change);
  void record_run(const Journal& journal, const std::string& at);
  void sweep();

  const Folder& folder_;
  Descriptor workshop_;
  Descriptor lock_;
};

// Completes what a crash left, if there is anything. Reading calls it first; it needs the right to write only then.
void complete_leftover(const Folder& folder, std::chrono::milliseconds wait);

}  // namespace habeas::files

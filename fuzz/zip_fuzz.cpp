// Any text as a name in the archive, any bytes as a content: names stay in their folder, contents come back whole.
#include "scratch.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include <habeas/answer/zip.h>
#include <habeas/base/digest.h>
#include <habeas/base/must.h>
#include <habeas/support/package.h>

using habeas::base::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string all(reinterpret_cast<const char*>(data), size);
  const std::string path = habeas::fuzz::scratch_file("zip");
  habeas::answer::Zip zip(path);
  std::map<std::string, std::string> written;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    const std::string name = habeas::answer::safe_name(all.substr(at, end - at));
    must(!name.empty() && name.size() <= 60, "a name of some length");
    must(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos,
         "plain letters");
    must(habeas::answer::safe_name(name) == name, "a safe name is itself");
    if (written.emplace(name, all.substr(at)).second) zip.add(name, all.substr(at));
    at = end + 1;
  }
  const auto whole = zip.finish();
  must(written == habeas::support::unzip(path), "what was written is read");
  for (const auto& entry : zip.entries())
    must(entry.sha256 == habeas::base::sha256_hex(written.at(entry.name)), "the digest is the content's");
  must(whole.bytes > 0, "an archive without entries is an archive");
  ::unlink(path.c_str());
  return 0;
}

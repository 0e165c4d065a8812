#include <habeas/base/must.h>

#include <cstdio>
#include <cstdlib>

namespace habeas::base {

void stop_because(const char* why, std::source_location where) {
  std::fprintf(stderr, "habeas: a mistake of ours, %s:%u: %s\n", where.file_name(), where.line(), why);
  std::abort();
}

}  // namespace habeas::base

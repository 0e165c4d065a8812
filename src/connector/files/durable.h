// Files that are on the disk when the function returns.
#pragma once

#include <habeas/connector/files/beneath.h>

#include <optional>
#include <string>
#include <string_view>

namespace habeas::files {

Descriptor open_in(const Descriptor& folder, const std::string& name, int flags, const std::string& system);
// Written beside and renamed into place: never half there.
void write_durably(const Descriptor& folder, const std::string& name, std::string_view content,
                   const std::string& system);
void sync(const Descriptor& file, const std::string& system);
std::optional<std::string> content_of(const Descriptor& folder, const std::string& name,
                                      const std::string& system);
[[noreturn]] void fail_to_write(const std::string& system, const std::string& what);

}  // namespace habeas::files

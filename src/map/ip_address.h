// Addresses of the Internet as databases hold them: packed in 4 or 16 bytes (in network order), as a 32-bit integer, or
// as text. Text form: RFC 5952 for IPv6, dotted for IPv4.
#pragma once

#include <habeas/relation/value.h>

#include <optional>
#include <string>

namespace habeas::map {

std::optional<std::string> address_of(const relation::Value& cell);
// The address in the same form as the cell: an integer stays one; bytes stay bytes, and an IPv4 address in 16 of
// them is ::ffff:a.b.c.d. Nothing when it is no address, or an IPv6 one for an integer.
std::optional<relation::Value> pack_like(const relation::Value& cell, const std::string& address);

}  // namespace habeas::map

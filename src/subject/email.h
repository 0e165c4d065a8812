// E-mail addresses as identifiers. *Same*: outer spaces dropped, domain by IDNA, both parts without case;
// accents, dots and tags kept. One @; a local part in quotes is legal and accepted when it holds plain
// visible ASCII and spaces. Source: RFC 5321 § 4.1.2, RFC 6531 § 3.3, UTS #46 (non-transitional).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::subject {

// "marie@xn--bcher-kva.example", or nothing. At most identifier_limit bytes are expected.
std::optional<std::string> normal_email(std::string_view value);

// Every way to write `normal` (a normal form), as lower_trim reads it; nothing when there are more than
// `limit`.
std::optional<std::vector<std::string>> email_keys(std::string_view normal, std::size_t limit);

}  // namespace habeas::subject

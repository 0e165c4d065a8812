// Sealing: personal content as it lies in the register. XChaCha20-Poly1305 (libsodium) with a random nonce; the
// place (table, column, row) is bound in, so that what was sealed in one place opens in no other. And keyed
// hashes (BLAKE2b): the same input gives the same hash, and without the key nothing can be guessed from it.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/store/keys.h>

#include <initializer_list>
#include <string>
#include <string_view>

namespace habeas::store {

// Where a sealed value lies: {"event", "text", "R-2026-000001", "3"}.
using Place = std::initializer_list<std::string_view>;

std::string sealed(const Key& key, Place place, const base::Personal<std::string>& plain);
// A Fault (broken) when the key is another, the bytes were changed, or they were sealed in another place.
base::Personal<std::string> opened(const Key& key, Place place, std::string_view bytes);

// Over the parts, each with its length: ("ab", "c") is not ("a", "bc"). 32 bytes.
std::string keyed_hash(const Key& key, std::initializer_list<std::string_view> parts);
std::string hex(std::string_view bytes);

}  // namespace habeas::store

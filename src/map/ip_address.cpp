#include <habeas/map/ip_address.h>

#include <arpa/inet.h>

#include <array>

namespace habeas::map {

using relation::Bytes;
using relation::Text;
using relation::Value;

namespace {

std::optional<std::string> unpack(const std::string& octets) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (octets.size() != 4 && octets.size() != 16) return std::nullopt;
  const int family = octets.size() == 4 ? AF_INET : AF_INET6;
  if (!inet_ntop(family, octets.data(), text.data(), text.size())) return std::nullopt;
  return std::string(text.data());
}

std::optional<std::string> pack(const std::string& address) {
  std::string octets(16, '\0');
  if (address.find('\0') != address.npos) return std::nullopt;
  if (inet_pton(AF_INET6, address.c_str(), octets.data()) == 1) return octets;
  octets.resize(4);
  if (inet_pton(AF_INET, address.c_str(), octets.data()) == 1) return octets;
  return std::nullopt;
}

std::string octets_of(std::uint32_t number) {
  std::string octets;
  for (const int shift : {24, 16, 8, 0}) octets += static_cast<char>((number >> shift) & 0xFF);
  return octets;
}

std::int64_t number_of(const std::string& octets) {
  std::int64_t number = 0;
  for (const char octet : octets) number = number * 256 + static_cast<unsigned char>(octet);
  return number;
}

}  // namespace

std::optional<std::string> address_of(const Value& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    if (*number < 0 || *number > 0xFFFFFFFFLL) return std::nullopt;
    return unpack(octets_of(static_cast<std::uint32_t>(*number)));
  }
  if (const auto* bytes = std::get_if<Bytes>(&cell)) return unpack(bytes->octets);
  const auto* text = std::get_if<Text>(&cell);
  if (!text) return std::nullopt;
  // An address in words stays as it is written; four or sixteen other characters are packed ones in a text column.
  return pack(text->characters) ? text->characters : unpack(text->characters);
}

std::optional<Value> pack_like(const Value& cell, const std::string& address) {
  auto octets = pack(address);
  if (!octets) return std::nullopt;
  if (std::holds_alternative<std::int64_t>(cell)) {
    if (octets->size() != 4) return std::nullopt;
    return number_of(*octets);
  }
  if (const auto* bytes = std::get_if<Bytes>(&cell)) {
    if (bytes->octets.size() == 16 && octets->size() == 4)
      *octets = std::string(10, '\0') + "\xFF\xFF" + *octets;
    return Bytes{*octets};
  }
  const auto* text = std::get_if<Text>(&cell);
  if (!text) return std::nullopt;
  return Text{pack(text->characters) ? address : *octets};
}

}  // namespace habeas::map

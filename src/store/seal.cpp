#include <habeas/store/seal.h>

#include <habeas/base/fault.h>
#include <habeas/base/must.h>

#include <sodium.h>

namespace habeas::store {
namespace {

// The first byte says how it was sealed, so that another way can follow.
constexpr char version = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(std::tuple_size_v<Key> == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* octets(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* octets(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string all;
  for (const auto part : parts) all.append(std::to_string(part.size())).append(":").append(part);
  return all;
}

}  // namespace

std::string sealed(const Key& key, Place place, const base::Personal<std::string>& plain) {
  const std::string& text = plain.reveal();
  const std::string bound = joined(place);
  std::string bytes(1 + nonce_bytes + text.size() + tag_bytes, '\0');
  bytes[0] = version;
  unsigned char* nonce = octets(bytes) + 1;
  randombytes_buf(nonce, nonce_bytes);
  unsigned long long written = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, &written, octets(text), text.size(),
                                             octets(bound), bound.size(), nullptr, nonce, key.data());
  base::must(written == text.size() + tag_bytes, "a sealed value is its text and a tag");
  return bytes;
}

base::Personal<std::string> opened(const Key& key, Place place, std::string_view bytes) {
  const std::string bound = joined(place);
  const std::string_view table = place.size() == 0 ? std::string_view("register") : *place.begin();
  if (bytes.size() < 1 + nonce_bytes + tag_bytes || bytes[0] != version)
    throw base::Fault(base::FaultKind::broken, std::string(table), "a sealed value is damaged");
  const unsigned char* nonce = octets(bytes) + 1;
  std::string text(bytes.size() - 1 - nonce_bytes - tag_bytes, '\0');
  unsigned long long written = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(octets(text), &written, nullptr, nonce + nonce_bytes,
                                                 bytes.size() - 1 - nonce_bytes, octets(bound), bound.size(),
                                                 nonce, key.data()) != 0)
    throw base::Fault(base::FaultKind::broken, std::string(table),
                      "a sealed value does not open: another key, another place, or it was changed");
  return base::Personal<std::string>(std::move(text));
}

std::string keyed_hash(const Key& key, std::initializer_list<std::string_view> parts) {
  const std::string all = joined(parts);
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(octets(hash), hash.size(), octets(all), all.size(), key.data(), key.size());
  return hash;
}

std::string hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), octets(bytes), bytes.size());
  text.pop_back();
  return text;
}

}  // namespace habeas::store

#include <habeas/subject/phone.h>

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <set>

namespace habeas::subject {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t tail_length = 8;
constexpr std::size_t most_digits = 24;  // 15 by E.164, with an international prefix and room to spare

// space, tab, . - / ( ), NBSP, thin, narrow and figure space, non-breaking hyphen
constexpr std::array<std::string_view, 12> separators = {
    " ",           "\t", ".", "-", "/", "(", ")", "\xC2\xA0", "\xE2\x80\x89", "\xE2\x80\xAF", "\xE2\x80\x87",
    "\xE2\x80\x91"};

std::size_t separator_at_start(std::string_view value) {
  for (const auto separator : separators) {
    if (value.starts_with(separator)) return separator.size();
  }
  return 0;
}

// "+33612345678" of "+33 (6) 12.34.56.78"; nothing when anything else stands in it.
std::optional<std::string> digits_only(std::string_view value) {
  std::string kept;
  while (!value.empty()) {
    if (const std::size_t separator = separator_at_start(value)) {
      value.remove_prefix(separator);
      continue;
    }
    const char c = value.front();
    const bool digit = c >= '0' && c <= '9';
    if (!digit && !(c == '+' && kept.empty())) return std::nullopt;
    kept += c;
    value.remove_prefix(1);
    if (kept.size() > most_digits) return std::nullopt;
  }
  if (kept.empty()) return std::nullopt;
  return kept;
}

std::string tail(std::string_view text) {
  return std::string(text.size() > tail_length ? text.substr(text.size() - tail_length) : text);
}

}  // namespace

std::vector<std::string> phone_keys(const Phone& phone) {
  // Eight digits and more end alike however they begin; a shorter one is preceded by what was dialled before
  // it.
  std::set<std::string> keys;
  for (const std::string& before :
       {std::string(), std::string("0"), phone.code, "+" + phone.code, "00" + phone.code}) {
    keys.insert(tail(before + phone.national));
  }
  return {keys.begin(), keys.end()};
}

std::optional<Phone> read_phone(std::string_view value, const std::string& region) {
  const auto digits = digits_only(value);
  if (!digits) return std::nullopt;
  const PhoneNumberUtil& numbers = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (numbers.Parse(*digits, region, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return std::nullopt;
  if (numbers.IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE) return std::nullopt;
  Phone phone;
  numbers.Format(number, PhoneNumberUtil::E164, &phone.e164);
  phone.code = std::to_string(number.country_code());
  if (!phone.e164.starts_with("+" + phone.code)) return std::nullopt;
  phone.national = phone.e164.substr(1 + phone.code.size());
  // Italy's numbers begin with 0; a French one that lacks a digit ("061234567") would pass for one that does.
  if (phone.national.starts_with('0') && !numbers.IsValidNumber(number)) return std::nullopt;
  const auto keys = phone_keys(phone);
  if (!std::binary_search(keys.begin(), keys.end(), tail(*digits))) return std::nullopt;
  return phone;
}

}  // namespace habeas::subject

// Countries, languages and calendars: the closed lists that a map's words are held against.
#include <habeas/map/language.h>

#include <algorithm>
#include <array>

namespace habeas::map {

namespace {

// ISO 3166-1 alpha-2, officially assigned codes.
constexpr std::string_view all_countries =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCV"
    "CWCXCYCZ"
    "DEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIR"
    "ISITJEJM"
    "JOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNG"
    "NINLNONP"
    "NRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTK"
    "TLTMTNTO"
    "TRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVIVNVUWFWSYEYTZAZMZW";

// The Union's members, the outermost regions of France that have a code of their own, and the EEA's other three.
// French Polynesia, New Caledonia and the like apply the Regulation through French law only: outside, here.
constexpr std::string_view in_the_eea =
    "ATBEBGCYCZDEDKEEESFIFRGRHRHUIEITLTLULVMTNLPLPTROSESISK"
    "GFGPMFMQREYTAX"
    "ISLINO";

bool has_pair(std::string_view pairs, std::string_view code) {
  if (code.size() != 2) return false;
  for (std::size_t at = 0; at + 2 <= pairs.size(); at += 2)
    if (pairs.substr(at, 2) == code) return true;
  return false;
}

constexpr std::array<std::string_view, 2> ours = {"fr", "en"};

// The official languages of the Union, and the other languages that organisations in it write in.
constexpr std::array<std::string_view, 28> written = {
    "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fi", "fr", "ga", "hr",
    "hu", "is", "it", "lt", "lv", "mt", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv"};

constexpr std::array<std::string_view, 13> known_calendars = {"FR",
                                                              "FR-alsace-moselle",
                                                              "FR-guadeloupe",
                                                              "FR-guyane",
                                                              "FR-martinique",
                                                              "FR-mayotte",
                                                              "FR-reunion",
                                                              "FR-saint-martin",
                                                              "FR-saint-barthelemy",
                                                              "FR-saint-pierre-et-miquelon",
                                                              "FR-polynesie",
                                                              "FR-wallis-et-futuna",
                                                              "FR-nouvelle-caledonie"};

}  // namespace

bool is_country(std::string_view code) { return has_pair(all_countries, code); }

bool is_in_eea(std::string_view code) { return has_pair(in_the_eea, code); }

std::vector<std::string_view> countries() {
  std::vector<std::string_view> all;
  for (std::size_t at = 0; at + 2 <= all_countries.size(); at += 2)
    all.push_back(all_countries.substr(at, 2));
  return all;
}

std::span<const std::string_view> our_languages() { return ours; }

std::span<const std::string_view> word_languages() { return written; }

std::span<const std::string_view> calendars() { return known_calendars; }

}  // namespace habeas::map

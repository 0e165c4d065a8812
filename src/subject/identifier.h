// Identifiers of a person: e-mail, phone, numbers, text, name + birth date, and kinds that the organisation
// declares. Each kind has a normal form with a version and golden vectors (share/subject/golden/).
// *Same* loses no identity: two values are the same identifier exactly when their normal forms are equal.
// *Alike* is for a human: candidates, never rows.
#pragma once

#include <habeas/base/name.h>
#include <habeas/base/personal.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::subject {

struct KindTag;
using KindName = base::Name<KindTag>;  // "email", "phone", "name+birthdate", "shop-customer"

// The shape a kind has: built-in kinds have their own; a declared kind is a number or a text.
enum class Shape { email, phone, number, text, name_birthdate };

class Kinds {
 public:
  Kinds();  // email, phone, name+birthdate
  // "number" or "text"; false when the shape is unknown or the name is taken.
  bool declare(const KindName& kind, std::string_view shape);
  std::optional<Shape> shape(const KindName& kind) const;
  std::vector<std::string> names() const;

  // Region for phone numbers written without a country code: ISO 3166, default FR.
  std::string region = "FR";

 private:
  std::map<KindName, Shape> shapes_;
};

struct Identifier {
  KindName kind;
  base::Personal<std::string> value;  // as supplied or as found
};

inline constexpr int normal_form_version = 1;
inline constexpr std::size_t identifier_limit = 512;       // bytes; longer is nobody's
inline constexpr std::size_t identifiers_limit = 1 << 20;  // bytes that parse_identifiers reads

// The normal form, or nothing if the value is not an identifier of that shape (an "e-mail" without @), longer
// than the limit, with NUL, or not UTF-8. Never slower than the limit allows, whatever the value.
// "Outer spaces" are U+0020: databases trim no other white space, and what is *same* must be findable. A
// value with a tab or a no-break space around it is *alike*.
//   email: outer spaces dropped, domain by IDNA (UTS #46), both parts case-folded one letter to one (ß is not
//     ss; İ, ı are not i); accents, dots, tags kept; nothing with invisible characters or more than one @
//   phone: E.164 by libphonenumber, of ASCII digits, + and separators; not possible, an extension: nothing
//   number: at most 20 ASCII digits, without leading zeros; spaces around it: nothing
//   text: NFC, outer spaces dropped, case kept
//   name+birthdate: "NAME|YYYY-MM-DD", name in NFC, case-folded, inner white space single; accents kept
std::optional<base::Personal<std::string>> normal_form(const Kinds& kinds, const KindName& kind,
                                                       std::string_view value);
// Equal normal forms; two values without one are never the same.
bool same(const Kinds& kinds, const KindName& kind, std::string_view a, std::string_view b);
// Worth showing to a human: accents, dots, tags, one edit, national against international. Wider than same.
bool alike(const Kinds& kinds, const KindName& kind, std::string_view a, std::string_view b);

// The keys by which a source proposes rows for an identifier: every value that is *same* has, in the named
// form, one of these keys. Few (≤ 64). read_all, without keys: no form can propose, read all and confirm; or,
// for a value that has no normal form, nothing can be found.
enum class ProbeForm {
  exact_text,   // the cell's canonical text is a key ("42", "042"…: a column of numbers needs only the first)
  lower_trim,   // so is its text in ASCII lower case without the spaces (U+0020) around it
  digits_tail,  // so are the last 8 characters of its text without separators
  read_all,
};
struct Probes {
  ProbeForm form = ProbeForm::read_all;
  base::Personal<std::vector<std::string>> keys;
};
Probes probes(const Kinds& kinds, const Identifier& identifier);

// What a person types or a file holds: "kind=value" lines, # comments, blank lines; white space of any kind
// around a value is dropped. Every problem is reported by line, without the value.
struct Parsed {
  std::vector<Identifier> identifiers;
  std::vector<std::string> problems;  // "line 3: unknown kind 'emial'. Did you mean 'email'?"
};
Parsed parse_identifiers(const Kinds& kinds, std::string_view text);

// Do two values of one `data` category contradict each other? For fields marked `agree: true`: names loosely
// (accents, case, hyphens, order of parts), everything else exactly after trimming.
bool contradict(std::string_view data_category, std::string_view a, std::string_view b);

}  // namespace habeas::subject

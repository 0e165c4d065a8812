#include <habeas/handle/details.h>

#include <habeas/base/fault.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace habeas::handle {
namespace {

constexpr std::size_t longest_value = 20'000;  // bytes of one detail
constexpr std::size_t most_details = 200;

// With every right: where she lives (GDPR 77: whose authority is offered), and who acts for her, within which mandate:
// one `mandate` for each right that it covers, until which day (décret 2019-536 art. 77-78).
constexpr std::array<std::string_view, 4> with_every_right = {"country", "agent", "mandate", "mandate-until"};

struct Allowed {
  law::Right right;
  std::vector<std::string_view> names;
  std::vector<std::string_view> needed;  // at least one of each
};

const std::vector<Allowed>& allowed() {
  static const std::vector<Allowed> all = {
      {law::Right::information, {"audience"}, {}},
      {law::Right::access, {}, {}},
      {law::Right::portability, {}, {}},
      {law::Right::rectification, {"data", "was", "is"}, {"data", "is"}},
      {law::Right::erasure, {"category", "minor"}, {}},
      {law::Right::restriction, {"ground", "activity", "vault", "why", "lift"}, {"ground"}},
      {law::Right::objection, {"marketing", "channel", "activity", "situation"}, {}},
      {law::Right::automated_decision, {"activity", "view"}, {"activity"}},
      {law::Right::consent, {"consent"}, {"consent"}},
      {law::Right::complaint, {}, {}},
      {law::Right::posthumous,
       {"act", "wish", "executor", "heir", "proof", "terms", "data", "was", "is"},
       {"act"}},
  };
  return all;
}

[[noreturn]] void refuse(const Wish& wish, const std::string& why) {
  throw base::Fault(base::FaultKind::refused, std::string(law::to_string(wish.right)), why);
}

template <class List>
bool contains(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool has(const Details& details, std::string_view name) {
  return std::any_of(details.begin(), details.end(),
                     [&](const auto& detail) { return detail.first == name && !detail.second.empty(); });
}

std::string value_of(const Details& details, std::string_view name) {
  for (const auto& [key, value] : details) {
    if (key == name) return value;
  }
  return {};
}

void check_names(const Wish& wish, const Allowed& rules, const Details& details) {
  if (details.size() > most_details) refuse(wish, "more than 200 details in one request");
  for (const auto& [name, value] : details) {
    if (!contains(rules.names, name) && !contains(with_every_right, name))
      refuse(wish, fmt::format("unknown detail; allowed here: {}", fmt::join(rules.names, ", ")));
    if (value.size() > longest_value) refuse(wish, fmt::format("'{}' is longer than 20 000 bytes", name));
  }
  for (const std::string_view name : rules.needed) {
    if (!has(details, name)) refuse(wish, fmt::format("'{}' is missing", name));
  }
}

void check_activity(const map::Map& map, const Wish& wish, const Details& details) {
  for (const auto& [name, value] : details) {
    if (name == "activity" && !map.activity(map::ActivityName(value)))
      refuse(wish, "no activity has this name; see activities.yaml");
  }
}

void check_consent(const map::Map& map, const Wish& wish, const Details& details) {
  const std::string consent = value_of(details, "consent");
  const bool known =
      std::any_of(map.activities.begin(), map.activities.end(), [&](const map::Activity& activity) {
        return activity.basis == law::LegalBasis::consent && activity.basis_reference == consent;
      });
  if (!known) refuse(wish, "no activity rests on a consent of this name");
}

void check_ground(const Wish& wish, const Details& details) {
  const std::string ground = value_of(details, "ground");
  if (ground.size() != 1 || ground[0] < 'a' || ground[0] > 'd')
    refuse(wish, "the ground of a restriction is a, b, c or d of GDPR 18(1)");
}

// A channel that no activity knows would be opposed in vain.
void check_channels(const map::Map& map, const Wish& wish, const Details& details) {
  std::set<std::string> known = {"email", "phone", "post", "sms"};
  for (const map::Activity& activity : map.activities)
    known.insert(activity.channels.begin(), activity.channels.end());
  for (const auto& [name, value] : details) {
    if (name == "channel" && known.count(value) == 0)
      refuse(wish, fmt::format("a 'channel' is one of {}; none: all", fmt::join(known, ", ")));
  }
}

void check_objection(const Wish& wish, const Details& details) {
  if (value_of(details, "marketing") == "yes") return;
  if (!has(details, "activity")) refuse(wish, "say marketing=yes, or which activity she objects to");
  if (!has(details, "situation"))
    refuse(wish, "an objection under GDPR 21(1) says her particular situation, in a few words");
}

void check_posthumous(const Wish& wish, const Details& details) {
  const std::string act = value_of(details, "act");
  if (act != "directive" && act != "revoke" && act != "death" && act != "update" && act != "close")
    refuse(wish, "'act' is directive, revoke, death, update or close");
  if (act == "directive" && has(details, "terms"))
    refuse(wish, "a directive needs a consent of its own: accepting terms of use is not one (LIL 85 I)");
  const std::string wanted = value_of(details, "wish");
  if (act == "directive" && wanted != "keep" && wanted != "erase" && wanted != "communicate")
    refuse(wish, "a directive's 'wish' is keep, erase or communicate (LIL 85 I)");
}

// An answer that is neither would be taken for no, and the month be extended (LIL 51 II).
void check_minor(const Wish& wish, const Details& details) {
  const std::string minor = value_of(details, "minor");
  if (has(details, "minor") && minor != "yes" && minor != "no")
    refuse(wish, "'minor' is yes where the data was collected from a minor, or no (LIL 51 II)");
}

void check_country(const law::Library& library, const Wish& wish, const Details& details) {
  if (has(details, "country") && !library.authority(value_of(details, "country")))
    refuse(wish, "'country' is a country of the EEA, as two letters: there her authority is (GDPR 77)");
}

void check_mandate(const Wish& wish, const Details& details) {
  const bool some = has(details, "mandate") || has(details, "mandate-until");
  if (some && !has(details, "agent"))
    refuse(wish, "a mandate says who acts: 'agent' (décret 2019-536 art. 77)");
  for (const auto& [name, value] : details) {
    if (name == "mandate" && !law::right_named(value))
      refuse(wish, "'mandate' names a right that it covers, once for each (décret 2019-536 art. 77)");
  }
  if (has(details, "mandate-until") && !base::parse_date(value_of(details, "mandate-until")))
    refuse(wish, "'mandate-until' is not a day that exists (YYYY-MM-DD)");
}

}  // namespace

void check_details(const map::Map& map, const law::Library& library, const Wish& wish) {
  const Details& details = wish.details.reveal();
  for (const Allowed& rules : allowed()) {
    if (rules.right == wish.right) check_names(wish, rules, details);
  }
  check_activity(map, wish, details);
  check_channels(map, wish, details);
  check_country(library, wish, details);
  check_mandate(wish, details);
  if (wish.right == law::Right::consent) check_consent(map, wish, details);
  if (wish.right == law::Right::restriction) check_ground(wish, details);
  if (wish.right == law::Right::erasure) check_minor(wish, details);
  if (wish.right == law::Right::objection) check_objection(wish, details);
  if (wish.right == law::Right::posthumous) check_posthumous(wish, details);
}

std::vector<plan::Correction> corrections_of(const Details& details) {
  std::vector<plan::Correction> corrections;
  for (const auto& [name, value] : details) {
    if (name == "data") corrections.push_back({value, {}, {}});
    if (corrections.empty()) continue;
    if (name == "was") corrections.back().was = base::Personal<std::string>(value);
    if (name == "is") corrections.back().is = base::Personal<std::string>(value);
  }
  return corrections;
}

}  // namespace habeas::handle

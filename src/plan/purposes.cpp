#include <habeas/plan/purposes.h>

#include <algorithm>

namespace habeas::plan {
namespace {

using Kind = Verdict::Kind;
using Doubt = Verdict::Doubt;

Verdict goes(std::string ground) { return {Kind::goes, Fate::erase, std::move(ground)}; }
Verdict untouched(std::string ground) { return {Kind::untouched, Fate::untouched, std::move(ground)}; }

// The claim of this activity on a field of its own retention, or on the row.
const KeptFor* claim_of(const map::Activity& activity, int field, const std::vector<KeptFor>& claims) {
  const KeptFor* of_row = nullptr;
  for (const KeptFor& claim : claims) {
    if (claim.activity != &activity) continue;
    if (field >= 0 && claim.field == field) return &claim;
    if (claim.field < 0) of_row = &claim;
  }
  return of_row;
}

// What a claim's time counts from; nothing where it is not known, with the reason.
struct Start {
  std::optional<base::Date> date;
  Doubt doubt = Doubt::none;
};

Start start_of(const KeptFor& claim, base::Date today) {
  if (claim.from_request) return {today};
  if (claim.start_missing) return {std::nullopt, Doubt::start_missing};
  if (claim.start && *claim.start > today) return {std::nullopt, Doubt::start_in_future};
  return {claim.start};
}

bool active_in_words(const map::Retention& retention) {
  return !retention.active.empty() && !retention.active_for;
}

// The earliest that the whole time can end: an active time in words has no length here.
std::optional<base::Date> earliest_end(const map::Retention& retention, base::Date start) {
  if (!retention.active_for && !retention.archive) return std::nullopt;
  if (retention.active_for) start = law::after(start, *retention.active_for);
  return retention.archive ? law::after(start, *retention.archive) : start;
}

// Of two that keep a cell, the one that keeps it longer; without a date is longest.
bool longer(const Verdict& a, const Verdict& b) {
  if (a.until && b.until) return *a.until > *b.until;
  return !a.until && b.until;
}

}  // namespace

bool in_categories(const std::string& category, const std::vector<std::string>& categories) {
  return std::any_of(categories.begin(), categories.end(), [&](const std::string& wanted) {
    return category == wanted || category.starts_with(wanted + ".");
  });
}

Verdict Purposes::of(const Datum& datum, int field, const std::vector<KeptFor>& claims) const {
  if (auto reach = out_of_reach(datum, field)) return *std::move(reach);
  std::optional<Verdict> gone;
  std::optional<Verdict> held;
  for (const map::ActivityName& name : *datum.purposes) {
    const map::Activity* activity = map_.activity(name);
    if (!activity) continue;
    Verdict verdict = one(*activity, claim_of(*activity, field, claims));
    std::optional<Verdict>& best = verdict.kind == Kind::kept ? held : gone;
    if (!best || (verdict.kind == Kind::kept && longer(verdict, *best))) best = std::move(verdict);
  }
  if (held) return *std::move(held);
  if (!scope_.holds.empty()) return {Kind::kept, Fate::keep, "legal-claims"};
  return gone ? *std::move(gone) : goes("no-longer-needed");
}

// GDPR 18(2): only stored, so not erased either, whatever else the datum serves.
bool Purposes::restricted(const Datum& datum) const {
  return std::any_of(scope_.restricted.begin(), scope_.restricted.end(), [&](const Restricted& one) {
    if (one.activity.empty()) return true;
    const auto& purposes = *datum.purposes;
    return std::find(purposes.begin(), purposes.end(), map::ActivityName(one.activity)) != purposes.end();
  });
}

// What was asked does not reach this cell: another category, another purpose, or a restriction that stands.
std::optional<Verdict> Purposes::out_of_reach(const Datum& datum, int field) const {
  if (!scope_.categories.empty() && !in_categories(datum.category, scope_.categories)) {
    if (field < 0 && datum.category.empty()) return Verdict{Kind::follows, Fate::erase, "no-longer-needed"};
    return untouched("not-asked");
  }
  const auto in_reach = [&]() -> std::optional<Verdict> {
    if (restricted(datum)) return untouched("restricted");
    return std::nullopt;
  };
  if (scope_.only.empty()) return in_reach();
  const auto asked = [&](const map::ActivityName& name) {
    return std::find(scope_.only.begin(), scope_.only.end(), name) != scope_.only.end();
  };
  const auto& purposes = *datum.purposes;
  if (!purposes.empty() && std::all_of(purposes.begin(), purposes.end(), asked)) return in_reach();
  return untouched(std::any_of(purposes.begin(), purposes.end(), asked) ? "another-purpose" : "not-asked");
}

Verdict Purposes::one(const map::Activity& activity, const KeptFor* claim) const {
  switch (activity.basis) {
    case law::LegalBasis::consent: return goes("erase-consent-withdrawn");
    case law::LegalBasis::contract: return on_contract(activity, claim);
    case law::LegalBasis::legal_obligation: return until_its_end(activity, claim, "legal-obligation");
    case law::LegalBasis::legitimate_interests:
      if (!activity.channels.empty()) return goes("erase-marketing-opposed");
      [[fallthrough]];
    case law::LegalBasis::public_task:
      if (objected(activity)) return goes("erase-objection-upheld");
      [[fallthrough]];
    case law::LegalBasis::vital_interests: return until_its_end(activity, claim, "no-ground-for-erasure");
  }
  return until_its_end(activity, claim, "no-ground-for-erasure");
}

// Named by the one who decided: an upheld objection asks for just these (GDPR 17(1)(c)).
bool Purposes::objected(const map::Activity& activity) const {
  return std::find(scope_.only.begin(), scope_.only.end(), activity.name) != scope_.only.end();
}

// A contract's data is no longer needed once she asks; what its archive keeps is kept for legal claims, and only
// while a time runs that the map dates: an exception is for who relies on it to show (GDPR 17(3)(e)).
Verdict Purposes::on_contract(const map::Activity& activity, const KeptFor* claim) const {
  if (!activity.retention.archive || !claim) return goes("no-longer-needed");
  const Start start = start_of(*claim, today_);
  if (start.doubt == Doubt::none && !start.date) return goes("no-longer-needed");
  Verdict verdict = kept(activity, "legal-claims", Fate::archive);
  verdict.doubt = start.doubt;
  if (!start.date) return verdict;
  verdict.until = earliest_end(activity.retention, *start.date);
  verdict.at_least = claim->at_least || active_in_words(activity.retention);
  return *verdict.until < today_ ? goes("no-longer-needed") : verdict;
}

Verdict Purposes::until_its_end(const map::Activity& activity, const KeptFor* claim,
                                const std::string& ground) const {
  Verdict verdict = kept(activity, ground, Fate::keep);
  if (activity.basis == law::LegalBasis::legal_obligation && activity.retention.archive)
    verdict.fate = Fate::archive;
  if (!claim) return verdict;
  const Start start = start_of(*claim, today_);
  verdict.doubt = start.doubt;
  if (!start.date) return verdict;
  verdict.until = earliest_end(activity.retention, *start.date);
  if (!verdict.until) return verdict;
  verdict.at_least = claim->at_least || active_in_words(activity.retention);
  if (*verdict.until >= today_) return verdict;
  if (!verdict.at_least) return goes("no-longer-needed");
  // It may be over, and it may not: its real end was never written down as a date.
  verdict.until.reset();
  verdict.at_least = false;
  verdict.doubt = Doubt::end_uncertain;
  return verdict;
}

Verdict Purposes::kept(const map::Activity& activity, const std::string& ground, Fate fate) const {
  Verdict verdict{Kind::kept, fate, ground};
  verdict.reference = reference_of(activity);
  verdict.activity = activity.name.text();
  return verdict;
}

// The law that the activity names: of its retention, or else the one that it rests on.
std::string Purposes::reference_of(const map::Activity& activity) const {
  if (!activity.retention.reference.empty()) return activity.retention.reference;
  return library_.reference(activity.basis_reference, today_) ? activity.basis_reference : std::string();
}

}  // namespace habeas::plan

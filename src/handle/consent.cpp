// Withdrawal of consent (GDPR 7(3)): one act, no reason, as easy as giving it; written to the source column. What served
// that consent only is erased after it (17(1)(b)): by a plan of its own that a human approves, since it cannot be undone.
#include <habeas/handle/work.h>

#include <habeas/plan/cells.h>
#include <habeas/plan/consent.h>

#include <algorithm>

namespace habeas::handle {
namespace {

std::vector<std::string> activities_on(const map::Map& map, const std::vector<std::string>& consents) {
  std::vector<std::string> names;
  for (const map::Activity& activity : map.activities) {
    const bool rests =
        activity.basis == law::LegalBasis::consent &&
        std::find(consents.begin(), consents.end(), activity.basis_reference) != consents.end();
    if (rests) names.push_back(activity.name.text());
  }
  return names;
}

// More than the column that says whether she agreed, which is written by the withdrawal itself.
bool erases_something(const map::Map& map, const plan::Plan& plan, const dossier::Dossier& dossier) {
  for (const plan::CollectionPlan& of : plan.collections) {
    const map::Collection* collection = plan::collection_of(map, dossier.collections[of.rows_of]);
    const auto is_lost = [&](const plan::CellFate& cell) {
      const bool is_consent =
          cell.field >= 0 && !collection->fields[static_cast<std::size_t>(cell.field)].consent.empty();
      return !is_consent && (cell.fate == plan::Fate::erase || cell.becomes != plan::Becomes::same);
    };
    for (const auto& pattern : of.patterns) {
      if (collection && std::any_of(pattern.begin(), pattern.end(), is_lost)) return true;
    }
  }
  return false;
}

// The controller's own duty: nobody asked for it, so nobody is told that it was received. Who she is was proven with the
// withdrawal, or is still to be; what was proven there is what it is found by, and nothing else that was written there.
std::string open_erasure(House& house, const Case& of, const std::vector<std::string>& activities) {
  Details details = {{"follows", of.reference()}};
  for (const std::string& activity : activities) details.emplace_back("activity", activity);
  for (const std::string& contact : of.all_of(proven_contact)) details.emplace_back(proven_contact, contact);
  std::string reference;
  house.people.in_one([&] {
    reference = house.people.add_request(event_of(house, request::What::received, "habeas",
                                                  {{"right", "erasure"},
                                                   {"received", base::to_iso(house.today())},
                                                   {"channel", "withdrawal"},
                                                   {"language", of.request.language}}),
                                         proven_of(house, of), house.rules());
    house.people.set_details(reference, base::Personal(details));
    // Both or neither: a second erasure would be opened by who resumes.
    record(house, of.reference(), event_of(house, request::What::noted, "habeas", {{"erasure", reference}}));
    if (!of.request.identity_proven || !of.person) return;
    record(house, reference,
           event_of(house, request::What::identity_proven, "habeas",
                    {{"level", of.request.identity_level},
                     {"method", "proven in " + of.reference()},
                     {"because", "it follows from her withdrawal (GDPR 17(1)(b))"}}));
    house.people.bind(reference, *of.person);
  });
  in_ledger(house, "request.received",
            {{"reference", reference}, {"right", "erasure"}, {"follows", of.reference()}});
  return reference;
}

}  // namespace

std::string erasure_after(const Case& withdrawal) {
  for (const request::Event& event : withdrawal.request.events) {
    if (const std::string* reference = event.fact("erasure")) return *reference;
  }
  return {};
}

void propose_erasure(House& house, const Case& of) {
  if (of.request.right != law::Right::consent || !erasure_after(of).empty()) return;
  // Nobody could ever prove an erasure that she is not told of: it is proposed once the withdrawal is proven.
  if (!of.request.identity_proven || !of.person) return;
  const auto activities = activities_on(house.map, of.all_of("consent"));
  if (activities.empty()) return;
  Found found = find_for(house, of);
  if (found.dossier.outcome != dossier::Outcome::found) return;
  Case served = of;  // what an erasure of what serves these alone would do
  for (const std::string& activity : activities) served.details.emplace_back("activity", activity);
  const Planned would = plan_erasure(house, served, found, of.request.language);
  if (erases_something(house.map, would.plan, found.dossier)) open_erasure(house, of, activities);
}

Planned plan_consent(House& house, const Case& of, Found& found, const std::string& language) {
  Planned made;
  const std::vector<std::string> consents = of.all_of("consent");
  made.again = [&house, consents](const dossier::Dossier& dossier, dossier::Cells&) {
    return plan::withdrawal(house.map, dossier, house.library, consents);
  };
  made.plan = made.again(found.dossier, *found.cells);
  made.changes_systems = true;
  made.effect = "effect.consent";
  made.letter = answer::LetterKind::consent_withdrawn;
  made.differences = differences_of(house.map, made.plan, found, {}, language);
  if (of.marketing) return made;  // it holds since receipt
  for (const std::string& consent : consents) {
    standing::Entry entry = entry_of(house, standing::What::consent_withdrawn, of.reference());
    entry.consent = consent;
    made.entries.push_back(std::move(entry));
  }
  return made;
}

}  // namespace habeas::handle

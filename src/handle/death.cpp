// A death is proven by its own document (RIGHTS.md § F): who is an heir is another question, with another proof.
#include <habeas/handle/work.h>

namespace habeas::handle {
namespace {

void check(const House& house, const Case& of, const DeathProof& proof, const std::string& by) {
  if (by.empty()) refuse_to(of.reference(), "say who saw the document that proves the death (LIL 85)");
  if (!is_of_heirs(of)) refuse_to(of.reference(), "this request announces no death");
  using request::State;
  if (of.request.state == State::closed || of.request.state == State::withdrawn)
    refuse_to(of.reference(), "this request is over");
  if (proof.document != "certificate" && proof.document != "judgment")
    refuse_to(
        of.reference(),
        "a death is proven by a death certificate or a judgment that declares it, not by the quality of "
        "an heir (C. civ. 78, 88): 'document' is certificate or judgment");
  const auto died = base::parse_date(proof.died);
  if (!died) refuse_to(of.reference(), "'died' is not a day that exists (YYYY-MM-DD)");
  if (*died > house.today()) refuse_to(of.reference(), "'died' is in the future");
  if (proof.place.reveal().empty())
    refuse_to(of.reference(), "'place' is missing: where the document was drawn up");
}

}  // namespace

void prove_death(House& house, const std::string& reference, const DeathProof& proof, const std::string& by) {
  const Case of = case_of(house, reference);
  check(house, of, proof, by);
  Found found = find_for(house, of);
  need_one_person(of, found.dossier);
  bind_person(house, of, found, "death: " + proof.document);
  standing::Entry entry = entry_of(house, standing::What::death_proven, reference);
  entry.how = proof.document;
  entry.words = base::Personal<std::string>(proof.died + ", " + proof.place.reveal());
  const Case bound = case_of(house, reference);
  if (const auto may = standing::may_follow(house.map, bound.standing, entry); !may)
    refuse_to(reference, may.error());
  house.people.add_entry(*bound.person, entry);
  record(house, reference,
         event_of(house, request::What::noted, by, {{"death", "proven"}, {"document", proof.document}},
                  entry.words));
  in_ledger(house, "death.proven", {{"reference", reference}, {"document", proof.document}});
}

}  // namespace habeas::handle

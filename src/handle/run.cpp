// Carrying out what was approved, and proving it. What was approved is kept, sealed, with the request; so this can be
// called again after a crash, and does nothing twice.
#include <habeas/handle/corrected.h>
#include <habeas/handle/kept.h>
#include <habeas/handle/letters.h>
#include <habeas/handle/prepared.h>
#include <habeas/handle/replay_rows.h>
#include <habeas/handle/work.h>

#include <habeas/act/becoming.h>
#include <habeas/act/compile.h>

#include <algorithm>
#include <set>

namespace habeas::handle {
namespace {

using act::Outcome;

// What it was planned by. Where the run is resumed, act/ adds what the approved dossier knew of her: what was erased
// already leads nowhere any more.
find::Sought sought_of(House& house, const Case& of) {
  find::Sought sought{of.supplied, decisions_of(house, of.reference())};
  for (subject::Identifier& one : known_before(house, of)) {
    sought.identifiers.push_back(std::move(one));
    sought.settled = true;
  }
  return sought;
}

// What was corrected, frozen or decided anew is not forgotten: nothing of it may be erased when an older copy comes
// back.
bool forgets(const plan::Plan& plan) { return plan.right == law::Right::erasure; }

// Is every row that does not hang by what was proven one of those that were approved? Where a run died half way, what it
// had corrected already may be the thread by which the rest hung.
bool all_were_approved(const Verified& now, const dossier::Dossier& dossier,
                       const dossier::Dossier& approved) {
  for (std::size_t c = 0; c < dossier.collections.size(); ++c) {
    const dossier::CollectionRows& where = dossier.collections[c];
    if (where.sight_table) continue;
    std::set<std::string> keys;
    if (const dossier::CollectionRows* rows = approved.rows_of(where.at)) {
      for (const dossier::ReachedRow& row : rows->rows) keys.insert(row.key.reveal_encoded());
    }
    for (std::size_t r = 0; r < where.rows.size(); ++r) {
      if (!now.rows.contains({c, r}) && !keys.contains(where.rows[r].key.reveal_encoded())) return false;
    }
  }
  return true;
}

// What was approved hung by what was proven. What is met under lock must, too: anybody may have written something into a
// row of his own since, by which somebody else's is reached.
std::function<plan::Plan(const dossier::Dossier&, dossier::Cells&)> only_what_is_verified(
    House& house, const Case& of, const Kept& kept,
    std::function<plan::Plan(const dossier::Dossier&, dossier::Cells&)> again) {
  if (of.marketing) return again;
  std::vector<subject::Identifier> known = proven_of(house, of);
  for (const dossier::KnownIdentifier& one : kept.dossier.identifiers) {
    if (!one.supplied) known.push_back(one.identifier);
  }
  return [&house, &of, &kept, known = std::move(known), again = std::move(again)](
             const dossier::Dossier& dossier, dossier::Cells& cells) {
    const Verified now =
        verified(house.map, dossier, cells, known, corrected_to(house, of, proven_of(house, of)));
    const bool resumed = of.request.run_begun && all_were_approved(now, dossier, kept.dossier);
    if (!now.nothing_doubtful() && !resumed)
      refuse_to(of.reference(),
                "an identifier that nobody verified leads to rows that were not there before");
    return again(dossier, cells);
  };
}

act::Order order_for(House& house, const Case& of, const Kept& kept, const Planned& planned) {
  act::Order order{run_of(of.reference(), kept.plan.digest),
                   house.map,
                   sought_of(house, of),
                   kept.plan,
                   kept.dossier,
                   planned.corrections,
                   only_what_is_verified(house, of, kept, planned.again),
                   {},
                   {},
                   {}};
  order.inquiry = inquiry_of(of);
  const std::string vault = planned.vault_of.empty() ? of.reference() : planned.vault_of;
  order.put_away = [&house, vault](const std::string& name, const base::Personal<std::string>& bytes) {
    house.people.put_away(vault, "vault/" + name, bytes);
  };
  order.take_back = [&house, vault](const std::string& name) {
    return house.people.put_away(vault, "vault/" + name).value_or(base::Personal<std::string>());
  };
  if (forgets(kept.plan)) remember_what_goes(house, of.reference(), kept.plan.digest, order);
  return order;
}

// What was not searched when this was planned has nothing in the plan, and is not done for that. What takes effect at
// once does not wait for somebody who looks through paper files; its letter says that they were not searched.
void say_not_searched(const Case& of, const dossier::Dossier& dossier, std::vector<Outcome>& outcomes) {
  using Why = dossier::NotSearched::Why;
  const bool waits = !request::immediate(of.request.right, of.marketing);
  for (const dossier::NotSearched& gap : dossier.not_searched) {
    const bool later = gap.why == Why::system_unavailable || (waits && gap.why == Why::manual_pending);
    if (gap.collection || !later) continue;
    for (Outcome& outcome : outcomes) {
      if (outcome.system != gap.system || outcome.kind != Outcome::Kind::nothing_to_do) continue;
      outcome.kind = Outcome::Kind::failed;
      outcome.why = "it was not searched when this was planned; once it can be: habeas request plan";
    }
  }
}

bool ended_well(const Outcome& outcome) {
  return outcome.kind == Outcome::Kind::done || outcome.kind == Outcome::Kind::nothing_to_do ||
         outcome.kind == Outcome::Kind::already_done;
}

void record_outcomes(House& house, const Case& of, const std::vector<Outcome>& outcomes) {
  for (const Outcome& outcome : outcomes) {
    const auto& done = of.request.systems_done;
    if (std::find(done.begin(), done.end(), outcome.system.text()) != done.end()) continue;
    if (ended_well(outcome)) {
      record(house, of.reference(),
             event_of(house, request::What::system_done, "habeas",
                      {{"system", outcome.system.text()},
                       {"how", std::string(to_string(outcome.kind))},
                       {"removed", std::to_string(outcome.rows_removed)},
                       {"changed", std::to_string(outcome.rows_changed)},
                       {"cells", std::to_string(outcome.cells_changed)},
                       {"documents", std::to_string(outcome.documents_removed)}}));
    } else {
      record(house, of.reference(),
             event_of(house, request::What::system_failed, "habeas",
                      {{"system", outcome.system.text()},
                       {"how", std::string(to_string(outcome.kind))},
                       {"why", outcome.why}}));
    }
    in_ledger(house, "act.outcome",
              {{"reference", of.reference()},
               {"system", outcome.system.text()},
               {"how", std::string(to_string(outcome.kind))}});
  }
}

verify::Report read_back(House& house, const Case& of, const Kept& kept, const Planned& planned) {
  Systems systems = house.open();
  std::vector<verify::System> readers;
  for (const find::Reading::Access& access : systems.access) {
    const map::SystemName name = access.source ? map::SystemName(access.source->system()) : access.system;
    readers.push_back({name, access.source});
  }
  const auto still_away = [&](const map::SystemName& system, const map::Collection& collection,
                              const relation::ColumnName& column, const relation::RowKey& key,
                              const relation::Value& now) {
    const std::string name = "vault/" + act::vault_name(system, collection, column, key);
    const auto away = house.people.put_away(planned.vault_of, name);
    if (!away || away->reveal().empty()) return false;  // there was nothing to put away
    const auto before = act::put_back(*away, now);
    return before && *before != now;
  };
  return verify::check(house.map, kept.plan, kept.dossier, planned.corrections, readers, inquiry_of(of),
                       planned.vault_of.empty() ? verify::StillAway() : still_away);
}

void record_verified(House& house, const Case& of, const verify::Report& report) {
  const Facts facts = {{"rows", std::to_string(report.rows_checked)},
                       {"cells", std::to_string(report.cells_checked)},
                       {"links", std::to_string(report.links_probed)},
                       {"columns", std::to_string(report.columns_searched)},
                       {"findings", std::to_string(report.findings.size())}};
  record(house, of.reference(), event_of(house, request::What::verified, "habeas", facts));
  Facts kept = facts;
  kept.emplace_back("reference", of.reference());
  in_ledger(house, "verify.ended", std::move(kept));
}

void hold_from_now(House& house, const Case& of, const std::vector<standing::Entry>& entries) {
  if (entries.empty()) return;
  if (!of.person) refuse_to(of.reference(), "nobody in the register is bound to this request");
  const std::vector<standing::Entry> before = house.people.entries(*of.person);
  for (standing::Entry entry : entries) {
    // Called again after a crash, it has said some of this already.
    const bool said = std::any_of(before.begin(), before.end(), [&](const standing::Entry& other) {
      return other.what == entry.what && other.by == entry.by && other.activity == entry.activity &&
             other.channel == entry.channel && other.consent == entry.consent &&
             other.ground == entry.ground && other.reference == entry.reference;
    });
    if (said) continue;
    entry.at =
        house.clock.now();  // not when it was planned: what began the run comes before what it ended in
    house.people.add_entry(*of.person, entry);
  }
}

// Accepting an erasure closes: every use is denied while it goes on. Not that of a part: the rest
// of her data goes on being used, and nothing would open again.
void close_before(House& house, const Case& of) {
  if (!of.all_of("category").empty() || !of.all_of("activity").empty()) return;
  if (of.request.right != law::Right::erasure || of.standing.closing || of.standing.erased) return;
  hold_from_now(house, of, {entry_of(house, standing::What::erasure_accepted, of.reference())});
}

// A run that died, or in which a system failed, is resumed, not begun again.
void begin_once(House& house, const Case& of, Facts facts) {
  if (of.request.run_begun) return;
  record(house, of.reference(), event_of(house, request::What::run_begun, "habeas", std::move(facts)));
}

RunReport change_systems(House& house, const Case& of, const Kept& kept, const Planned& planned) {
  RunReport report;
  const ledger::Warrant warrant =
      house.ledger.warrant(kept.plan.digest, {"act.intended", {{"reference", of.reference()}}});
  begin_once(house, of, {{"plan", kept.plan.digest}, {"position", std::to_string(warrant.position())}});
  close_before(house, of);
  Systems systems = house.open();
  report.outcomes = act::run(order_for(house, of, kept, planned), systems.access, warrant, house.clock);
  say_not_searched(of, kept.dossier, report.outcomes);
  record_outcomes(house, case_of(house, of.reference()), report.outcomes);
  report.verified = read_back(house, of, kept, planned);
  record_verified(house, of, report.verified);
  report.complete =
      report.verified.kept() && std::all_of(report.outcomes.begin(), report.outcomes.end(), ended_well);
  return report;
}

// A restriction that was asked for since the approval, a row that is contested: a human looks again. A run that has begun
// is resumed: what it left half done raises no questions of its own, and what differs is not done (act).
void need_nothing_new(const Case& of, const Planned& made) {
  const bool asks = !made.plan.questions.empty() || !made.questions.empty();
  if (!asks || of.request.run_begun || request::immediate(of.request.right, of.marketing)) return;
  refuse_to(of.reference(),
            "questions have come up since the plan was approved: plan again, and settle them");
}

}  // namespace

void remember_what_goes(House& house, const std::string& request, const std::string& plan,
                        act::Order& order) {
  const auto remember = [&house, request, plan](const map::SystemName& system,
                                                const map::CollectionName& collection, const std::string& key,
                                                const base::Personal<std::string>& cells) {
    const auto hash = [&](const std::string& bytes) {
      return house.people.hash(system.text(), collection.text(), bytes);
    };
    house.people.add_tombstones({{system.text(), collection.text(), hash(key), hash(cells.reveal()),
                                  house.clock.now(), plan, request}});
  };
  order.going = [&house, remember](const auto& system, const auto& collection, const auto& key,
                                   const auto& identifying) {
    remember(system, collection, bytes_of_row(house.map, system, collection, key), identifying);
  };
  order.emptied = [&house, remember](const auto& system, const auto& collection, const auto& key,
                                     const auto& cell) {
    remember(system, collection, bytes_of_emptied(house.map, system, collection, key), cell);
  };
}

RunReport run(House& house, const std::string& reference) {
  const Case of = case_of(house, reference);
  if (of.request.state != request::State::approved)
    refuse_to(reference, "only an approved plan is carried out; this request is " +
                             std::string(request::to_string(of.request.state)));
  const Kept kept = take_up(house, of);
  Found found = find_for(house, of);
  const Planned made = planned(house, of, found, of.request.language);
  if (!made.changes_systems) need_one_person(of, found.dossier);  // else it is found again, under lock
  need_nothing_new(of, made);
  RunReport report;
  if (made.changes_systems) {
    found = Found{};  // no snapshot stays open while systems change
    need_prepared(house, reference);
    report = change_systems(house, of, kept, made);
  } else {
    begin_once(house, of, {{"plan", kept.plan.digest}});
    report.complete = true;
  }
  if (!report.complete) return report;
  hold_from_now(house, of, made.entries);
  report.entries = made.entries;
  record(house, reference, event_of(house, request::What::executed, "habeas"));
  propose_erasure(house, of);
  return report;
}

}  // namespace habeas::handle

// Replay (GDPR 17; CNIL guide for developers, sheet 13): an older copy of a database came
// back and holds what was erased. It is erased again only where both hashes match, key and identifying cells: a key
// alone may be the next person's by now, and goes to a human.
#include <habeas/handle/replay_rows.h>
#include <habeas/handle/work.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>
#include <habeas/plan/erasure.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::handle {
namespace {

// Whatever is not a row that was erased stays as it is: what came since is nobody's to erase without being asked.
plan::Plan only_matched(const House& house, plan::Plan plan, const dossier::Dossier& dossier,
                        const BackAgain& back) {
  const law::Ground* ground = house.library.ground("not-asked");
  for (plan::CollectionPlan& of : plan.collections) {
    const dossier::CollectionRows& where = dossier.collections[of.rows_of];
    if (of.patterns.empty()) continue;
    std::vector<plan::CellFate> untouched = of.patterns.front();
    for (plan::CellFate& cell : untouched) {
      cell = plan::CellFate{cell.column,
                            cell.field,
                            cell.link,
                            cell.technical,
                            plan::Fate::untouched,
                            "not-asked",
                            ground ? ground->article : law::Article{}};
    }
    const auto pattern = static_cast<std::uint32_t>(of.patterns.size());
    of.patterns.push_back(std::move(untouched));
    for (plan::RowFate& row : of.rows) {
      if (where.sight_table || !back.has(where.at, where.rows[row.row].key)) row.pattern = pattern;
    }
  }
  plan.questions.clear();
  plan.digest = base::sha256_hex("replay:" + plan.digest);
  return plan;
}

act::Order order_of(House& house, const find::Sought& sought, const plan::Plan& plan,
                    const dossier::Dossier& dossier,
                    std::function<plan::Plan(const dossier::Dossier&, dossier::Cells&)> again) {
  return {"replay/" + plan.digest.substr(0, 16),
          house.map,
          sought,
          plan,
          dossier,
          {},
          std::move(again),
          {},
          {},
          {}};
}

void erase_again(House& house, const find::Sought& sought, const BackAgain& back, Replay& replay) {
  Systems systems = house.open();
  const auto catalogues = catalogues_of(systems);
  dossier::Dossier dossier;
  plan::Plan plan;
  const auto again = [&](const dossier::Dossier& found, dossier::Cells& cells) {
    return only_matched(house,
                        plan::erasure(house.map, found, plan::gather(house.map, found, cells), catalogues,
                                      house.library, {}, house.today()),
                        found, back);
  };
  {
    find::Reading reading(house.map, systems.access, {"replay", {}});
    find::CellsOfReading cells(reading);
    dossier = find::find_one(house.map, reading, sought);
    if (dossier.outcome != dossier::Outcome::found) {
      ++replay.for_a_human;
      replay.lines.emplace_back("what came back may be several people's: a human must look");
      return;
    }
    plan = again(dossier, cells);
  }
  const ledger::Warrant warrant = house.ledger.warrant(plan.digest, {"replay.intended", {}});
  const auto outcomes =
      act::run(order_of(house, sought, plan, dossier, again), systems.access, warrant, house.clock);
  for (const act::Outcome& outcome : outcomes) {
    using Kind = act::Outcome::Kind;
    if (outcome.kind == Kind::nothing_to_do) continue;
    if (outcome.kind != Kind::done && outcome.kind != Kind::already_done) ++replay.not_done;
    replay.lines.push_back(fmt::format("{}: {}, {} rows removed, {} changed{}", outcome.system.text(),
                                       to_string(outcome.kind), outcome.rows_removed, outcome.rows_changed,
                                       outcome.why.empty() ? "" : ": " + outcome.why));
  }
  house.ledger.append({"replay.done", {{"plan", plan.digest}}});
}

}  // namespace

Replay replay(House& house, bool dry_run) {
  Replay replay;
  const std::vector<store::Tombstone> stones = house.people.tombstones();
  replay.tombstones = stones.size();
  if (stones.empty()) return replay;
  Systems systems = house.open();
  const BackAgain back = rows_back_again(house, systems, stones);
  replay.rows_again = back.rows();
  replay.for_a_human = back.keys_of_others;
  for (const auto& [place, rows] : back.by_place)
    replay.lines.push_back(fmt::format("{}: {} rows are there again", place, rows.size()));
  if (back.keys_of_others != 0)
    replay.lines.push_back(fmt::format("{} keys of erased rows are borne by other content now: left alone",
                                       back.keys_of_others));
  replay.not_done = back.not_read.size();
  for (const std::string& gap : back.not_read) replay.lines.push_back("not read: " + gap);
  if (dry_run || back.rows() == 0) return replay;
  systems = Systems{};
  for (const find::Sought& sought : back.people) erase_again(house, sought, back, replay);
  return replay;
}

}  // namespace habeas::handle

// Replay (GDPR 17; CNIL guide for developers, sheet 13): an older copy of a database came
// back and holds what was erased. It is erased again as its request had it done, and only where nothing is in doubt: both
// hashes match, the copy does not know of the erasure, somebody's identifiers lead there, and nothing that came since
// points at it. Whatever else matches goes to a human.
#include <habeas/handle/kept.h>
#include <habeas/handle/lost_work.h>
#include <habeas/handle/replay_rows.h>
#include <habeas/handle/work.h>

#include <habeas/act/compile.h>
#include <habeas/base/digest.h>
#include <habeas/base/fault.h>
#include <habeas/plan/references.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace habeas::handle {
namespace {

using RowOf = std::pair<std::size_t, std::size_t>;  // collection and row of a dossier

bool is_back(const House& house, const dossier::Dossier& dossier, const RowOf& at, const BackAgain& back) {
  const dossier::CollectionRows& where = dossier.collections[at.first];
  return !where.sight_table && back.has(house.map, where.at, where.rows[at.second].key);
}

// What the request's own dossier held: it was there before, whether it was to go or to be kept.
using Before = std::map<std::pair<std::size_t, std::size_t>, std::set<std::string>>;

Before rows_before(House& house, const Case& of) {
  Before before;
  try {
    const Kept kept = take_up(house, of);
    for (const dossier::CollectionRows& where : kept.dossier.collections) {
      if (where.sight_table) continue;
      for (const dossier::ReachedRow& row : where.rows)
        before[{where.at.system, where.at.collection}].insert(row.key.reveal_encoded());
    }
  } catch (const base::Fault&) {
    // Another map by now: of every row it may be that it came since, and a human looks at more.
  }
  return before;
}

bool was_before(const dossier::Dossier& dossier, const RowOf& at, const Before& before) {
  const dossier::CollectionRows& where = dossier.collections[at.first];
  const auto keys = before.find({where.at.system, where.at.collection});
  return keys != before.end() && keys->second.contains(where.rows[at.second].key.reveal_encoded());
}

// Rows that are back and that a row which came since points at: whoever wrote that one meant them.
std::set<RowOf> held_on_to(const House& house, const dossier::Dossier& dossier, dossier::Cells& cells,
                           const BackAgain& back, const Before& before) {
  std::set<RowOf> held;
  const auto references = plan::references_of(house.map, dossier, cells);
  for (bool more = true; more;) {
    more = false;
    for (const plan::Reference& one : references) {
      const RowOf from{one.collection, one.row};
      const RowOf to{one.to_collection, one.to_row};
      const bool known = is_back(house, dossier, from, back) || was_before(dossier, from, before);
      if (known && !held.contains(from)) continue;
      if (is_back(house, dossier, to, back)) more = held.insert(to).second || more;
    }
  }
  return held;
}

// Whatever is not a row that was erased stays as it is: what came since is nobody's to erase without being asked.
plan::Plan only_matched(const House& house, plan::Plan plan, const dossier::Dossier& dossier,
                        dossier::Cells& cells, const BackAgain& back, const Before& before) {
  const auto held = held_on_to(house, dossier, cells, back, before);
  const law::Ground* ground = house.library.ground("not-asked");
  for (plan::CollectionPlan& of : plan.collections) {
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
      const RowOf at{of.rows_of, row.row};
      if (!is_back(house, dossier, at, back) || held.contains(at)) row.pattern = pattern;
    }
  }
  plan.questions.clear();
  plan.digest = base::sha256_hex("replay:" + plan.digest);
  return plan;
}

// How many of the rows that are back this plan does something about.
std::uint64_t rows_taken_up(const plan::Plan& plan) {
  std::uint64_t rows = 0;
  for (const plan::CollectionPlan& of : plan.collections) {
    for (const plan::RowFate& row : of.rows) rows += act::changes(of.patterns.at(row.pattern)) ? 1 : 0;
  }
  return rows;
}

Found find_again(House& house, const Case& of, const BackAgain& back) {
  Found found;
  found.systems = house.open();
  found.sought.identifiers = of.supplied;
  found.sought.identifiers.insert(found.sought.identifiers.end(), back.identifiers.begin(),
                                  back.identifiers.end());
  found.reading = std::make_unique<find::Reading>(house.map, found.systems.access, inquiry_of(of));
  found.cells = std::make_unique<find::CellsOfReading>(*found.reading);
  found.dossier = find::find_one(house.map, *found.reading, found.sought);
  return found;
}

void report(const std::vector<act::Outcome>& outcomes, Replay& replay) {
  using Kind = act::Outcome::Kind;
  for (const act::Outcome& outcome : outcomes) {
    if (outcome.kind == Kind::nothing_to_do) continue;
    if (outcome.kind != Kind::done && outcome.kind != Kind::already_done) ++replay.not_done;
    replay.lines.push_back(fmt::format("{}: {}, {} rows removed, {} changed{}", outcome.system.text(),
                                       to_string(outcome.kind), outcome.rows_removed, outcome.rows_changed,
                                       outcome.why.empty() ? "" : ": " + outcome.why));
  }
}

// As the request had it done: the same right within the same scope, but only of rows that are back.
void do_again(House& house, const std::string& reference, const BackAgain& back, Replay& replay) {
  const auto to_a_human = [&](std::uint64_t rows, const std::string& why) {
    replay.for_a_human += rows;
    replay.lines.push_back(
        fmt::format("{}: {} rows that came back are left for a human: {}", reference, rows, why));
  };
  const Case of = case_of(house, reference);
  Found found = find_again(house, of, back);
  if (found.dossier.outcome != dossier::Outcome::found)
    return to_a_human(back.rows(), "whose they are is not certain");
  const Planned made = planned(house, of, found, of.request.language);
  if (made.plan.right != law::Right::erasure || !made.again)
    return to_a_human(back.rows(), "the request would not erase them today");
  const Before before = rows_before(house, of);
  const auto again = [&](const dossier::Dossier& dossier, dossier::Cells& cells) {
    return only_matched(house, made.again(dossier, cells), dossier, cells, back, before);
  };
  const plan::Plan plan = again(found.dossier, *found.cells);
  const dossier::Dossier dossier = std::move(found.dossier);
  const find::Sought sought = std::move(found.sought);
  found = Found{};  // no snapshot stays open while systems change
  const std::uint64_t taken_up = rows_taken_up(plan);
  if (taken_up < back.rows())
    to_a_human(back.rows() - taken_up, "nothing of hers leads to them, or what came since points at them");
  if (taken_up == 0) return;
  Systems systems = house.open();
  const ledger::Warrant warrant =
      house.ledger.warrant(plan.digest, {"replay.intended", {{"reference", reference}}});
  act::Order order{run_of(reference, plan.digest), house.map, sought, plan, dossier, {}, again, {}, {}, {}};
  order.inquiry = inquiry_of(of);
  // From now on this copy knows of it.
  remember_what_goes(house, reference, plan.digest, order);
  report(act::run(order, systems.access, warrant, house.clock), replay);
  house.ledger.append({"replay.done", {{"reference", reference}, {"plan", plan.digest}}});
}

// Of work that was done: a run that failed, or that died and was not resumed, says before what it was about to do.
std::vector<store::Tombstone> stones_of_work_done(House& house, Replay& replay) {
  std::map<std::string, std::vector<std::string>> done;
  std::vector<store::Tombstone> stones;
  std::set<std::string> unfinished;
  for (store::Tombstone& stone : house.people.tombstones()) {
    const auto [at, is_new] = done.try_emplace(stone.request);
    if (is_new) {
      const auto request = house.people.request(stone.request, house.rules());
      if (request) at->second = request->systems_done;
    }
    if (std::find(at->second.begin(), at->second.end(), stone.system) != at->second.end())
      stones.push_back(std::move(stone));
    else
      unfinished.insert(stone.request + ": what it did in " + stone.system +
                        " is not known to be done: carry it out first (habeas request run)");
  }
  replay.not_done += unfinished.size();
  replay.lines.insert(replay.lines.end(), unfinished.begin(), unfinished.end());
  return stones;
}

void say_what_is_there(const AllBackAgain& back, Replay& replay) {
  replay.rows_again = back.rows();
  replay.for_a_human = back.keys_of_others;
  for (const auto& [place, rows] : back.by_place)
    replay.lines.push_back(fmt::format("{}: {} rows are there again", place, rows.size()));
  if (back.keys_of_others != 0)
    replay.lines.push_back(fmt::format("{} keys of erased rows are borne by other content now: left alone",
                                       back.keys_of_others));
  for (const auto& [place, rows] : back.came_since) {
    replay.for_a_human += rows;
    replay.lines.push_back(fmt::format(
        "{}: {} rows are like ones that were erased, and came since: somebody returned, or they were "
        "put in again: left for a human",
        place, rows));
  }
  replay.not_done += back.not_read.size();
  for (const std::string& gap : back.not_read) replay.lines.push_back("not read: " + gap);
}

// Not done again by itself: since then she may have wished otherwise, and the approved plan was made of other rows.
void say_what_was_lost(const LostWork& lost, Replay& replay) {
  replay.for_a_human += lost.lines.size();
  replay.not_done += lost.not_read.size();
  replay.lines.insert(replay.lines.end(), lost.lines.begin(), lost.lines.end());
  for (const std::string& gap : lost.not_read) replay.lines.push_back("not asked: " + gap);
}

}  // namespace

Replay replay(House& house, bool dry_run) {
  Replay replay;
  const std::vector<store::Tombstone> stones = stones_of_work_done(house, replay);
  replay.tombstones = stones.size();
  Systems systems = house.open();
  say_what_was_lost(lost_work(house, systems), replay);
  if (stones.empty()) return replay;
  const AllBackAgain back = rows_back_again(house, systems, stones);
  say_what_is_there(back, replay);
  if (dry_run) return replay;
  systems = Systems{};
  for (const auto& [reference, rows] : back.by_request) {
    try {
      do_again(house, reference, rows, replay);
    } catch (const base::Fault& fault) {
      ++replay.not_done;
      replay.lines.push_back(reference + ": not erased again: " + fault.detail());
    }
  }
  return replay;
}

}  // namespace habeas::handle

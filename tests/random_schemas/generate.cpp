#include "generate.h"

#include <algorithm>
#include <utility>

namespace habeas::random_schemas {
namespace {

namespace gen = rc::gen;

// Mostly `usual`, so that chance makes worlds that hang together.
template <class T>
rc::Gen<T> mostly(T usual, rc::Gen<T> otherwise) {
  return gen::weightedOneOf<T>({{3, gen::just(std::move(usual))}, {1, std::move(otherwise)}});
}

rc::Gen<LinkPlan> links() {
  using map::LinkKind;
  return gen::build<LinkPlan>(
      gen::set(&LinkPlan::kind,
               gen::weightedElement<LinkKind>(
                   {{6, LinkKind::of}, {3, LinkKind::owns}, {2, LinkKind::mentions}, {2, LinkKind::shows}})),
      gen::set(&LinkPlan::target, gen::inRange<std::size_t>(0, 6)),
      gen::set(&LinkPlan::by,
               gen::weightedElement<Targets>(
                   {{6, Targets::key}, {2, Targets::code}, {2, Targets::composite}, {2, Targets::email}})),
      gen::set(
          &LinkPlan::when,
          mostly<std::optional<int>>(
              std::nullopt, gen::map(gen::inRange(0, 2), [](int sort) { return std::optional<int>(sort); }))),
      gen::set(&LinkPlan::follow, gen::weightedElement<bool>({{2, false}, {1, true}})),
      gen::set(&LinkPlan::keeps_back, gen::weightedElement<KeepsBack>({{4, KeepsBack::by_default},
                                                                       {1, KeepsBack::nothing},
                                                                       {1, KeepsBack::said},
                                                                       {1, KeepsBack::row}})),
      gen::set(&LinkPlan::lets_go, gen::weightedElement<LetsGo>({{6, LetsGo::by_default},
                                                                 {1, LetsGo::words},
                                                                 {2, LetsGo::row},
                                                                 {1, LetsGo::refuse},
                                                                 {1, LetsGo::placeholder}})),
      gen::set(
          &LinkPlan::foreign,
          gen::weightedElement<Foreign>(
              {{3, Foreign::none}, {1, Foreign::restricts}, {1, Foreign::cascades}, {1, Foreign::empties}})));
}

rc::Gen<Bears> bearing() {
  return gen::weightedElement<Bears>({{2, Bears::nothing}, {4, Bears::unshared}, {1, Bears::shared}});
}

rc::Gen<bool> rarely() { return gen::weightedElement<bool>({{4, false}, {1, true}}); }

rc::Gen<TablePlan> tables() {
  return gen::build<TablePlan>(
      gen::set(&TablePlan::system, gen::weightedElement<std::size_t>({{3, 0}, {1, 1}})),
      gen::set(&TablePlan::person, gen::weightedElement<bool>({{2, false}, {1, true}})),
      gen::set(&TablePlan::sight, gen::weightedElement<bool>({{6, false}, {1, true}})),
      gen::set(&TablePlan::key, gen::weightedElement<Key>({{5, Key::id}, {1, Key::pair}, {1, Key::none}})),
      gen::set(&TablePlan::email, bearing()), gen::set(&TablePlan::card, bearing()),
      gen::set(&TablePlan::email_in,
               gen::weightedElement<Inside>(
                   {{5, Inside::plain}, {1, Inside::json}, {1, Inside::list}, {1, Inside::rows}})),
      gen::set(&TablePlan::said, gen::element(Said::field, Said::field, Said::secret, Said::technical,
                                              Said::member, Said::derived)),
      gen::set(&TablePlan::portable, gen::weightedElement<bool>({{1, false}, {2, true}})),
      gen::set(&TablePlan::empties,
               gen::element(Empties::by_default, Empties::by_default, Empties::literal, Empties::masks,
                            Empties::shortens, Empties::redacts, Empties::pseudonym)),
      gen::set(&TablePlan::goes,
               gen::weightedElement<Goes>({{4, Goes::whole}, {1, Goes::cells}, {1, Goes::words}})),
      gen::set(&TablePlan::keeps,
               gen::weightedElement<Keeps>({{6, Keeps::nothing}, {1, Keeps::words}, {1, Keeps::rows}})),
      gen::set(&TablePlan::declared_key, gen::weightedElement<bool>({{1, false}, {3, true}})),
      gen::set(&TablePlan::words_needed, rarely()), gen::set(&TablePlan::words_unique, rarely()),
      gen::set(&TablePlan::words_checked, rarely()), gen::set(&TablePlan::email_needed, rarely()),
      gen::set(&TablePlan::links_needed, rarely()),
      gen::set(&TablePlan::agree, gen::weightedElement<bool>({{1, false}, {1, true}})),
      gen::set(&TablePlan::where, mostly<std::optional<int>>(std::nullopt, gen::just(std::optional<int>(1)))),
      gen::set(&TablePlan::links, gen::container<std::vector<LinkPlan>>(links())));
}

rc::Gen<RowPlan> rows() {
  return gen::build<RowPlan>(
      gen::set(&RowPlan::table, gen::inRange<std::size_t>(0, 6)),
      gen::set(&RowPlan::email, gen::inRange(0, static_cast<int>(emails().size()))),
      gen::set(&RowPlan::card, gen::inRange(0, static_cast<int>(cards().size()))),
      gen::set(&RowPlan::name, gen::inRange(0, static_cast<int>(names().size()))),
      gen::set(&RowPlan::code, gen::inRange(0, static_cast<int>(codes().size()))),
      gen::set(&RowPlan::sort, gen::inRange(0, 2)), gen::set(&RowPlan::tenant, gen::inRange(0, 3)),
      gen::set(&RowPlan::links, gen::container<std::vector<int>>(3, gen::inRange(0, 5))));
}

rc::Gen<std::pair<std::string, std::string>> identifiers() {
  const auto of = [](std::string kind, const std::vector<std::string>& pool) {
    return gen::map(gen::inRange<std::size_t>(1, pool.size()),
                    [kind, &pool](std::size_t i) { return std::pair(kind, pool[i]); });
  };
  return gen::oneOf(of("email", emails()), of("card", cards()));
}

bool possible(const LinkPlan& link, const World& world, const TablePlan& holder) {
  const bool down = link.kind == map::LinkKind::of || link.kind == map::LinkKind::mentions;
  if (link.by == Targets::email) return down;
  const auto& target = world.tables[link.target];
  if (target.system != holder.system) return false;
  return !target.sight || (link.kind == map::LinkKind::shows && link.by == Targets::key);
}

World sound(World world) {
  if (world.tables.size() > 6) world.tables.resize(6);
  if (world.tables.empty()) world.tables.emplace_back();
  for (auto& table : world.tables) {
    if (table.links.size() > 3) table.links.resize(3);
    for (auto& link : table.links) {
      link.target %= world.tables.size();
      if (link.kind == map::LinkKind::of || link.kind == map::LinkKind::owns) link.follow = false;
    }
  }
  for (auto& table : world.tables) {
    if (table.sight) {
      const auto system = table.system;
      table = TablePlan{};
      table.system = system;
      table.sight = true;
      continue;
    }
    std::erase_if(table.links, [&](const LinkPlan& link) { return !possible(link, world, table); });
  }
  if (world.rows.size() > 40) world.rows.resize(40);
  for (auto& row : world.rows) row.table %= world.tables.size();
  if (world.people.size() > 4) world.people.resize(4);
  for (auto& person : world.people) {
    if (person.size() > 3) person.resize(3);
  }
  if (world.people.empty()) world.people.push_back({{"email", "a@x.example"}});
  return world;
}

}  // namespace

rc::Gen<World> worlds() {
  const auto people = gen::container<std::vector<std::vector<std::pair<std::string, std::string>>>>(
      gen::container<std::vector<std::pair<std::string, std::string>>>(identifiers()));
  return gen::map(gen::tuple(gen::container<std::vector<TablePlan>>(tables()),
                             gen::container<std::vector<RowPlan>>(rows()), people),
                  [](std::tuple<std::vector<TablePlan>, std::vector<RowPlan>,
                                std::vector<std::vector<std::pair<std::string, std::string>>>>
                         drawn) {
                    return sound({std::get<0>(std::move(drawn)), std::get<1>(std::move(drawn)),
                                  std::get<2>(std::move(drawn))});
                  });
}

}  // namespace habeas::random_schemas

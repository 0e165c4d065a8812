#include "world.h"

#include <fmt/format.h>

#include <ostream>

namespace habeas::random_schemas {
namespace {

using map::ColumnName;

std::string text_or_null(const std::vector<std::string>& pool, int index) {
  return index == 0 ? "NULL" : "'" + pool[static_cast<std::size_t>(index) % pool.size()] + "'";
}

// What the column `email` holds.
std::string email_cell(const TablePlan& plan, const RowPlan& row) {
  const auto& pool = emails();
  const auto one = pool[static_cast<std::size_t>(row.email)];
  if (plan.email_in == Inside::json) {
    if (row.tenant == 2) return "'{\"c\": '";
    return row.email == 0 ? R"('{"c": {}}')" : fmt::format(R"('{{"c": {{"m": "{}"}}}}')", one);
  }
  if (row.email == 0 && plan.email_needed) return "''";
  if (plan.email_in == Inside::list && row.email != 0)
    return fmt::format("'{};{}'", one, pool[static_cast<std::size_t>(row.email + row.card) % pool.size()]);
  return text_or_null(pool, row.email);
}

map::Codec codec_of(Inside inside) {
  map::Codec codec;
  switch (inside) {
    case Inside::plain: break;
    case Inside::json:
      codec.kind = map::Codec::Kind::json;
      codec.path = "$.c.m";
      break;
    case Inside::list:
      codec.kind = map::Codec::Kind::list;
      codec.separator = ";";
      break;
    case Inside::rows:
      codec.kind = map::Codec::Kind::rows;
      codec.name_column = ColumnName("code");
      codec.is = "abc";
      break;
  }
  return codec;
}

// What the column `said` holds.
std::string said_cell(const World& world, std::size_t row) {
  const std::string words = words_of(world, row);
  if (world.tables[world.rows[row].table].said != Said::member) return "'" + words + "'";
  return fmt::format(R"('{{"w": "{}", "u": "{}"}}')", words, rest_of(world, row));
}

std::string number_or_null(int number) { return number == 0 ? "NULL" : std::to_string(number); }

bool has_declared_key(const TablePlan& plan) { return plan.declared_key && plan.key == Key::id; }

std::string foreign_key(const World& world, const LinkPlan& link) {
  if (link.foreign == Foreign::none || link.by != Targets::key) return {};
  if (!has_declared_key(world.tables[link.target])) return {};
  const char* then = link.foreign == Foreign::cascades  ? " ON DELETE CASCADE"
                     : link.foreign == Foreign::empties ? " ON DELETE SET NULL"
                                                        : "";
  return fmt::format(" REFERENCES {}(id){}", table_name(link.target), then);
}

// Columns of every table, whatever its plan: what the map does not speak of is simply there.
std::string columns_of(const World& world, const TablePlan& plan) {
  const auto unless = [](bool needed, const char* words) { return needed ? words : ""; };
  std::string sql =
      fmt::format("id INTEGER{}, tenant INTEGER, sort INTEGER, email TEXT{}, card TEXT, name TEXT, ",
                  unless(has_declared_key(plan), " PRIMARY KEY"), unless(plan.email_needed, " NOT NULL"));
  sql += "code TEXT COLLATE NOCASE";
  for (std::size_t i = 0; i < 3; ++i) {
    const bool needed = plan.links_needed && i < plan.links.size();
    sql += fmt::format(", l{} INTEGER{}{}, m{} TEXT COLLATE NOCASE{}", i, unless(needed, " NOT NULL"),
                       i < plan.links.size() ? foreign_key(world, plan.links[i]) : "", i,
                       unless(needed, " NOT NULL"));
  }
  return sql + fmt::format(", said TEXT{}{}{}", unless(plan.words_needed, " NOT NULL"),
                           unless(plan.words_unique && plan.key != Key::none, " UNIQUE"),
                           unless(plan.words_checked, " CHECK (length(said) > 0)"));
}

constexpr std::string_view names_of_columns =
    "id, tenant, sort, email, card, name, code, l0, m0, l1, m1, l2, m2, said";

map::Field field(const std::string& column) {
  map::Field result;
  result.name = map::FieldName(column);
  result.column = ColumnName(column);
  return result;
}

std::vector<std::pair<ColumnName, ColumnName>> pairs_of(const LinkPlan& link, std::size_t i) {
  const auto l = ColumnName(fmt::format("l{}", i));
  const auto m = ColumnName(fmt::format("m{}", i));
  switch (link.by) {
    case Targets::key: return {{l, ColumnName("id")}};
    case Targets::code: return {{m, ColumnName("code")}};
    case Targets::composite: return {{l, ColumnName("id")}, {ColumnName("tenant"), ColumnName("tenant")}};
    case Targets::email: return {{m, ColumnName("")}};
  }
  return {};
}

map::Link link_of(const World& world, const LinkPlan& plan, std::size_t i) {
  map::Link link;
  link.kind = plan.kind;
  link.columns = pairs_of(plan, i);
  link.follow = plan.follow;
  if (plan.by == Targets::email) {
    link.identifier = subject::KindName("email");
  } else {
    link.target = map::CollectionName(table_name(plan.target));
    link.target_is_sight_only = world.tables[plan.target].sight;
  }
  using Kind = map::Withhold::Kind;
  if (plan.keeps_back == KeepsBack::row) link.withhold = {Kind::row, {}};
  if (plan.keeps_back == KeepsBack::nothing) link.withhold = {Kind::fields, {}};
  if (plan.keeps_back == KeepsBack::said) link.withhold = {Kind::fields, {map::FieldName("said")}};
  using Erases = map::Erase::Kind;
  if (plan.lets_go == LetsGo::words) link.erase = {Erases::fields, {}, {map::FieldName("said")}};
  if (plan.lets_go == LetsGo::row) link.erase.kind = Erases::row;
  if (plan.lets_go == LetsGo::refuse) link.erase.kind = Erases::refuse;
  if (plan.lets_go == LetsGo::placeholder) link.erase.kind = Erases::placeholder;
  if (plan.when) link.when = relation::equals(ColumnName("sort"), std::int64_t{*plan.when});
  return link;
}

void add_identifier(map::Collection& collection, const std::string& column, const std::string& kind,
                    Bears bears) {
  if (bears == Bears::nothing) return;
  auto added = field(column);
  added.identifier = subject::KindName(kind);
  if (kind == "email") added.data = "contact.email";
  added.shared = bears == Bears::shared;
  collection.fields.push_back(std::move(added));
}

map::Erase emptying(Empties empties) {
  using Kind = map::Erase::Kind;
  switch (empties) {
    case Empties::by_default: return {};
    case Empties::literal: return {Kind::literal, std::string(literal), {}};
    case Empties::masks: return {Kind::mask, {}, {}};
    case Empties::shortens: return {Kind::truncate, {}, {}};
    case Empties::redacts: return {Kind::redact, {}, {}};
    case Empties::pseudonym: return {Kind::pseudonym, {}, {}};
  }
  return {};
}

void add_said(map::Collection& collection, const TablePlan& plan) {
  const Said said = plan.said;
  if (said == Said::technical) {
    collection.technical = {ColumnName("said")};
    return;
  }
  auto added = field("said");
  added.erase = emptying(plan.empties);
  added.data = "content.message";
  added.secret = said == Said::secret;
  if (said == Said::derived) added.from = map::From::derived;
  if (said == Said::member) {
    added.codec.kind = map::Codec::Kind::json;
    added.codec.path = "$.w";
  }
  collection.fields.push_back(std::move(added));
}

map::Collection collection_of(const World& world, std::size_t number) {
  const auto& plan = world.tables[number];
  map::Collection collection;
  collection.name = map::CollectionName(table_name(number));
  collection.table.name = table_name(number);
  if (plan.person) collection.is = map::RoleName("customer");
  if (plan.key != Key::none) collection.key = {ColumnName("id")};
  if (plan.key == Key::pair) collection.key.emplace_back("tenant");
  if (plan.goes == Goes::cells) collection.erase.kind = map::Erase::Kind::cells;
  if (plan.goes == Goes::words) collection.erase = {map::Erase::Kind::fields, {}, {map::FieldName("said")}};
  add_identifier(collection, "email", "email", plan.email);
  if (plan.email != Bears::nothing) collection.fields.back().codec = codec_of(plan.email_in);
  add_identifier(collection, "card", "card", plan.card);
  if (plan.agree) {
    auto name = field("name");
    name.data = "identity.name";
    name.agree = true;
    collection.fields.push_back(std::move(name));
  }
  add_said(collection, plan);
  collection.purposes = {map::ActivityName(plan.portable ? "orders" : "scoring")};
  if (plan.keeps == Keeps::rows) collection.purposes.emplace_back("accounting");
  for (auto& each : collection.fields) {
    each.purposes = collection.purposes;
    if (plan.keeps == Keeps::words && each.column == ColumnName("said"))
      each.purposes.emplace_back("accounting");
  }
  if (plan.where) collection.where = relation::equals(ColumnName("sort"), std::int64_t{*plan.where});
  for (std::size_t i = 0; i < plan.links.size(); ++i)
    collection.links.push_back(link_of(world, plan.links[i], i));
  return collection;
}

map::Activity activity(const std::string& name, law::LegalBasis basis) {
  map::Activity activity;
  activity.name = map::ActivityName(name);
  activity.basis = basis;
  return activity;
}

}  // namespace

std::string table_name(std::size_t table) { return fmt::format("t{}", table); }
std::string system_name(std::size_t system) { return fmt::format("s{}", system); }

const std::vector<std::string>& emails() {
  static const std::vector<std::string> pool = {"",
                                                "a@x.example",
                                                "A@X.example ",
                                                "ren\u00e9@x.example",
                                                "rene@x.example",
                                                "\u0130@x.example",
                                                "i@x.example",
                                                "none"};
  return pool;
}
const std::vector<std::string>& cards() {
  static const std::vector<std::string> pool = {"", "C1", "c1", " C1", "0", "0abc", "C2", ""};
  return pool;
}
const std::vector<std::string>& names() {
  static const std::vector<std::string> pool = {"", "Ana Lo", "ana l\u00f3", "Zo\u00e9 Mi"};
  return pool;
}
const std::vector<std::string>& codes() {
  static const std::vector<std::string> pool = {"", "abc", "ABC", "abc ", "1", "01", "1abc"};
  return pool;
}

std::string words_of(const World& world, std::size_t row) {
  const auto& plan = world.rows[row];
  if (world.tables[plan.table].key != Key::none)
    return fmt::format("words-{}-{}-end", table_name(plan.table), row);
  return fmt::format("words-{}-like-{}-{}-{}-{}-{}-{}-{}-end", table_name(plan.table), plan.email, plan.card,
                     plan.name, plan.code, plan.sort, plan.tenant, fmt::join(plan.links, "-"));
}
std::string rest_of(const World& world, std::size_t row) { return "rest-" + words_of(world, row); }

map::Map map_of(const World& world) {
  map::Map map;
  map.activities = {activity("orders", law::LegalBasis::contract),
                    activity("scoring", law::LegalBasis::legitimate_interests),
                    activity("accounting", law::LegalBasis::legal_obligation)};
  map.organisation.kinds.declare(subject::KindName("card"), "text");
  for (std::size_t s = 0; s < 2; ++s) {
    map::SystemMap system;
    system.system = map::SystemName(system_name(s));
    for (std::size_t t = 0; t < world.tables.size(); ++t) {
      if (world.tables[t].system != s) continue;
      if (world.tables[t].sight) {
        map::NotPersonal shown;
        shown.name = map::CollectionName(table_name(t));
        shown.table.name = table_name(t);
        shown.key = {ColumnName("id")};
        shown.show = {ColumnName("said")};
        system.not_personal.push_back(std::move(shown));
      } else {
        system.collections.push_back(collection_of(world, t));
      }
    }
    map::System declared;
    declared.name = system.system;
    map.organisation.systems.push_back(std::move(declared));
    map.systems.push_back(std::move(system));
  }
  return map;
}

std::string sql_of(const World& world, std::size_t system) {
  std::string sql;
  std::vector<int> next(world.tables.size(), 1);
  for (std::size_t t = 0; t < world.tables.size(); ++t) {
    if (world.tables[t].system == system)
      sql += fmt::format("CREATE TABLE {} ({});\n", table_name(t), columns_of(world, world.tables[t]));
  }
  for (std::size_t number = 0; number < world.rows.size(); ++number) {
    const auto& row = world.rows[number];
    const auto& plan = world.tables[row.table];
    // Without a key, rows may be equal: they then have no number of their own.
    const auto id = plan.key == Key::none ? 1 : next[row.table]++;
    if (plan.system != system) continue;
    const auto tenant = plan.key == Key::pair ? std::to_string(row.tenant) : number_or_null(row.tenant);
    std::string links;
    for (std::size_t i = 0; i < 3; ++i) {
      const int at = i < row.links.size() ? row.links[i] : 0;
      const bool email = i < plan.links.size() && plan.links[i].by == Targets::email;
      const bool needed = plan.links_needed && i < plan.links.size();
      const auto text = needed && at == 0 ? "''" : text_or_null(email ? emails() : codes(), at);
      links += fmt::format(", {}, {}", needed ? std::to_string(at) : number_or_null(at), text);
    }
    sql += fmt::format("INSERT INTO {} ({}) VALUES ({}, {}, {}, {}, {}, {}, {}{}, {});\n",
                       table_name(row.table), names_of_columns, id, tenant, row.sort, email_cell(plan, row),
                       text_or_null(cards(), row.card), text_or_null(names(), row.name),
                       text_or_null(codes(), row.code), links, said_cell(world, number));
  }
  return sql;
}

std::ostream& operator<<(std::ostream& out, const World& world) {
  for (std::size_t t = 0; t < world.tables.size(); ++t) {
    const auto& plan = world.tables[t];
    out << fmt::format("\n{}.{}{}{}{}", system_name(plan.system), table_name(t), plan.person ? " person" : "",
                       plan.sight ? " sight" : "",
                       plan.key == Key::none   ? " key-none"
                       : plan.key == Key::pair ? " key-pair"
                                               : "");
    out << fmt::format(" email:{} in {} card:{} agree:{}", static_cast<int>(plan.email),
                       static_cast<int>(plan.email_in), static_cast<int>(plan.card), plan.agree);
    out << fmt::format(" said:{}{}", static_cast<int>(plan.said), plan.portable ? "" : " not portable");
    out << fmt::format(" empties:{} goes:{} keeps:{}", static_cast<int>(plan.empties),
                       static_cast<int>(plan.goes), static_cast<int>(plan.keeps));
    if (plan.where) out << " where sort=" << *plan.where;
    for (const auto& link : plan.links) {
      out << fmt::format(
          "\n    {} t{} by {}{}{} keeps back {} lets go {}", map::to_string(link.kind), link.target,
          static_cast<int>(link.by), link.when ? fmt::format(" when sort={}", *link.when) : "",
          link.follow ? " follow" : "", static_cast<int>(link.keeps_back), static_cast<int>(link.lets_go));
    }
  }
  out << "\n" << sql_of(world, 0) << sql_of(world, 1);
  for (const auto& person : world.people) {
    out << "person:";
    for (const auto& [kind, value] : person) out << " " << kind << "=" << value;
    out << "\n";
  }
  return out;
}

}  // namespace habeas::random_schemas

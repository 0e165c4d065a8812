// Links between collections: where each leads, and what its keys refer to.
#include <habeas/map/loading_system.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace habeas::map {

using base::Node;

namespace {

constexpr std::array<LinkKind, 4> kinds = {LinkKind::of, LinkKind::owns, LinkKind::mentions, LinkKind::shows};

// The key of what a link points at, and whether links may rely on it.
struct Target {
  std::vector<ColumnName> key;
  bool key_is_broken = false;
};

class LinkReader {
 public:
  LinkReader(const Draft& draft, const Drafts& drafts, Loading& loading)
      : draft_(draft), drafts_(drafts), loading_(loading) {}

  Link read(LinkKind kind, const Node& column, const Node& node) {
    Link link;
    link.kind = kind;
    link.place = node.place;
    link.columns = {{ColumnName(column.text), ColumnName()}};
    link.purposes = read_purposes(node, draft_.collection.purposes, loading_);
    if (node.kind == Node::Kind::scalar) {
      point(link, {node.text, node.place}, node);
      return link;
    }
    if (const auto to = placed(node, "to")) point(link, *to, node);
    if (const auto identifier = placed(node, "identifier")) point_at_identifier(link, *identifier, node);
    link.when = read_condition(node, "when");
    link.withhold = withhold(node, row_come_to(link));
    link.erase = erase(node);
    read_follow(link, node);
    link.heir = heir(node);
    return link;
  }

 private:
  void point(Link& link, const Placed& to, const Node& node) {
    link.target = CollectionName(to.text);
    if (const Draft* there = drafts_.find(to.text)) {
      pair_up(link, to, node, {there->collection.key, there->key_is_broken});
      return;
    }
    if (const NotPersonal* table = drafts_.sight_table(to.text)) {
      point_at_sight_table(link, to, node, *table);
      return;
    }
    auto known = drafts_.collections;
    if (link.kind == LinkKind::shows)
      known.all.insert(known.all.end(), drafts_.sight_tables.all.begin(), drafts_.sight_tables.all.end());
    loading_.known(to, known, "collection");
  }

  void point_at_sight_table(Link& link, const Placed& to, const Node& node, const NotPersonal& table) {
    link.target_is_sight_only = true;
    if (link.kind != LinkKind::shows) {
      loading_.error(
          to.place,
          fmt::format("'{}' is not personal: '{}' cannot lead there.", to.text, to_string(link.kind)),
          "Only 'shows' may; or make it a collection.");
      return;
    }
    if (table.key.empty()) {
      loading_.error(to.place, fmt::format("'{}' cannot be shown: it has no key.", to.text),
                     fmt::format("In not_personal, write {}: {{because: …, key: …, show: […]}}.", to.text));
      return;
    }
    pair_up(link, to, node, {table.key, false});
  }

  // The link's own column goes with the part of the target's key that `and` does not name.
  void pair_up(Link& link, const Placed& to, const Node& node, const Target& target) {
    std::vector<ColumnName> open = target.key;
    if (const Node* pairs = value(node, "and")) {
      for (const auto& [here, there] : pairs->entries) {
        link.columns.emplace_back(ColumnName(here.text), ColumnName(there.text));
        std::erase(open, ColumnName(there.text));
        if (ColumnName(here.text) == link.columns.front().first)
          loading_.error(here.place, fmt::format("'{}' is the link's own column already.", here.text));
      }
    }
    if (target.key_is_broken) return;
    if (open.size() == 1) {
      link.columns.front().second = open.front();
      return;
    }
    loading_.error(to.place, not_paired(to.text, target.key, open),
                   "Every column of the target's key must be paired: "
                   "'and' pairs all but the one that this column is equal to.");
  }

  static std::string not_paired(const std::string& to, const std::vector<ColumnName>& key,
                                const std::vector<ColumnName>& open) {
    if (key.empty()) return fmt::format("'{}' has no key to point at.", to);
    if (open.empty())
      return fmt::format("'and' pairs the whole key of '{}', and nothing is left for this column.", to);
    std::string columns;
    for (const auto& column : open) columns += (columns.empty() ? "'" : ", '") + column.text() + "'";
    return fmt::format("the key of '{}' is not paired: {} are open.", to, columns);
  }

  void point_at_identifier(Link& link, const Placed& identifier, const Node& node) {
    const auto& kinds_known = loading_.map.organisation.kinds;
    link.identifier = subject::KindName(identifier.text);
    loading_.known(identifier, {kinds_known.names()}, "kind of identifier");
    if (identifier.text == "name+birthdate")
      loading_.error(identifier.place, "a link has one column; name+birthdate needs several.",
                     "Put it on the fields of this collection.");
    if (link.kind == LinkKind::owns || link.kind == LinkKind::shows)
      loading_.error(
          identifier.place,
          fmt::format("'{}' leads to rows, not to whoever bears an identifier.", to_string(link.kind)),
          "Use 'of' or 'mentions'.");
    if (const Node* pairs = value(node, "and"))
      loading_.error(
          pairs->place,
          "'and' pairs columns with those of a collection, and this link points at an identifier.");
  }

  // Whoever comes by `owns` or `shows` comes to the target's row; by the others, to this one.
  const Draft& row_come_to(const Link& link) const {
    const bool up = link.kind == LinkKind::owns || link.kind == LinkKind::shows;
    const Draft* there = up ? drafts_.find(link.target.text()) : nullptr;
    return there ? *there : draft_;
  }

  Withhold withhold(const Node& node, const Draft& row) {
    const Node* written = value(node, "withhold");
    if (!written) return {};
    if (written->kind == Node::Kind::scalar) return {Withhold::Kind::row, {}};
    return {Withhold::Kind::fields, read_cells(*written, row, loading_)};
  }

  Erase erase(const Node& node) {
    const Node* written = value(node, "erase");
    if (!written) return {};
    if (written->kind == Node::Kind::list)
      return {Erase::Kind::fields, {}, read_cells(*written, draft_, loading_)};
    if (written->text == "row") return {Erase::Kind::row, {}, {}};
    if (written->text == "placeholder") return {Erase::Kind::placeholder, {}, {}};
    if (written->text == "refuse") return {Erase::Kind::refuse, {}, {}};
    return {};
  }

  void read_follow(Link& link, const Node& node) {
    link.follow = truth(node, "follow");
    if (link.follow && (link.kind == LinkKind::of || link.kind == LinkKind::owns))
      loading_.error(
          value(node, "follow")->place,
          fmt::format("'follow' is for sight links; '{}' is always followed.", to_string(link.kind)));
  }

  std::optional<Heir> heir(const Node& node) {
    const Node* written = value(node, "heir");
    if (!written) return std::nullopt;
    const auto in = placed(*written, "in");
    const auto first = placed(*written, "first");
    if (!in || !first) return std::nullopt;
    if (!loading_.known(*in, drafts_.collections, "collection")) return std::nullopt;
    if (!loading_.known(*first, drafts_.find(in->text)->cells, "field")) return std::nullopt;
    return Heir{CollectionName(in->text), FieldName(first->text)};
  }

  const Draft& draft_;
  const Drafts& drafts_;
  Loading& loading_;
};

using Here = std::vector<const Draft*>;

// The collections that a link column of these leads to, each once.
Here over_link(const Here& here, const std::string& column, const Drafts& drafts) {
  Here next;
  for (const Draft* draft : here) {
    const auto link = draft->leads_to.find(column);
    if (link == draft->leads_to.end()) continue;
    for (const auto& target : link->second) {
      const Draft* there = drafts.find(target);
      if (there && std::find(next.begin(), next.end(), there) == next.end()) next.push_back(there);
    }
  }
  return next;
}

bool any_has(const Here& here, const std::string& cell) {
  return std::any_of(here.begin(), here.end(), [&](const Draft* draft) { return draft->cells.has(cell); });
}

}  // namespace

void check_start(const Placed& since, const Draft& draft, const Drafts& drafts, Loading& loading) {
  if (since.text == "request") return;
  Here here = {&draft};
  std::string rest = since.text;
  while (!any_has(here, rest)) {
    const auto dot = rest.find('.');
    const std::string step = rest.substr(0, dot);
    const auto& where = *here.front();
    if (dot != rest.npos && any_has(here, step)) {
      here = over_link(here, step, drafts);
      rest = rest.substr(dot + 1);
      if (!here.empty()) continue;
      return loading.error(
          since.place,
          fmt::format("'{}' of '{}' leads to no collection.", step, where.collection.name.text()),
          "A path goes over links: link_column.field.");
    }
    auto hint = did_you_mean(step, where.cells.all);
    if (hint.empty()) hint = "A field or technical column, a path over a link, or request.";
    return loading.error(since.place,
                         fmt::format("unknown field '{}' in '{}'.", step, where.collection.name.text()),
                         std::move(hint));
  }
}

std::vector<FieldName> read_cells(const Node& list, const Draft& draft, Loading& loading) {
  std::vector<FieldName> cells;
  for (const auto& name : texts(list))
    if (loading.known(name, draft.cells, "field")) cells.emplace_back(name.text);
  return cells;
}

void read_links(Draft& draft, const Drafts& drafts, Loading& loading) {
  LinkReader reader(draft, drafts, loading);
  std::vector<Link> links;
  for (const auto kind : kinds) {
    const Node* written = value(*draft.node, to_string(kind));
    if (!written) continue;
    for (const auto& [column, node] : written->entries) {
      if (node.kind == Node::Kind::list)
        for (const auto& item : node.items) links.push_back(reader.read(kind, column, item));
      else
        links.push_back(reader.read(kind, column, node));
    }
  }
  draft.collection.links = std::move(links);
}

}  // namespace habeas::map

#include <habeas/map/outline.h>

#include <habeas/map/words.h>

#include <algorithm>

namespace habeas::map {
namespace {

using relation::Catalogue;
using relation::Table;
using relation::TableKind;

bool is_people(Sort sort) {
  return sort == Sort::person || sort == Sort::staff || sort == Sort::organisation;
}

bool holds(const OutlinedTable& table, std::string_view prefix) {
  return std::ranges::any_of(table.columns, [&](const auto& c) {
    return c.second.kind == Guess::Kind::identity && c.second.data.starts_with(prefix);
  });
}

std::size_t count(const OutlinedTable& table, std::string_view prefix) {
  std::set<std::string> met;
  for (const auto& [column, guess] : table.columns) {
    if (guess.kind == Guess::Kind::identity && guess.data.starts_with(prefix)) met.insert(guess.data);
  }
  return met.size();
}

bool is_kept(const Table& table) {
  return table.kind != TableKind::view && table.kind != TableKind::partition &&
         table.kind != TableKind::document_folder;
}

// Its columns say that each row is somebody: a first name, or a name beside a way to reach its bearer.
bool looks_like_people(const OutlinedTable& table) {
  if (holds(table, "identity.given-name") && holds(table, "identity.family-name")) return true;
  if (holds(table, "identity.birthdate") && holds(table, "identity.")) return count(table, "identity.") > 1;
  return holds(table, "identity.name") && (holds(table, "contact.email") || holds(table, "contact.phone"));
}

// Rows of an address book: address and town or postcode, and little else.
bool looks_like_address(const OutlinedTable& table) {
  return holds(table, "contact.address") && count(table, "contact.") >= 2;
}

std::string role_of(const Table& table) {
  std::string role;
  for (const auto& word : words_of(table.name.name)) role += (role.empty() ? "" : "-") + singular(word);
  return role.empty() ? "person" : role;
}

std::vector<ColumnName> key_of(const Table& table, const std::vector<Reference>& references, std::size_t at) {
  if (!table.primary_key.empty()) return table.primary_key;
  for (const auto& index : table.indexes) {
    std::vector<ColumnName> columns;
    for (const auto& part : index.parts) columns.push_back(part.column);
    const bool usable = std::ranges::all_of(
        columns, [&](const auto& c) { return table.column(c) != nullptr && !table.column(c)->nullable; });
    if (index.unique && index.where.empty() && usable) return columns;
  }
  // What others refer to tells rows apart, or they could not.
  const auto aimed =
      std::ranges::find_if(references, [&](const Reference& r) { return r.to == at && r.declared; });
  return aimed == references.end() ? std::vector<ColumnName>{} : aimed->there;
}

bool same_set(std::vector<ColumnName> a, std::vector<ColumnName> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

class Outliner {
 public:
  Outliner(const SystemName& system, const Catalogue& catalogue, const DraftHints& hints)
      : system_(system), catalogue_(catalogue), hints_(hints) {
    outline_.references = references_in(catalogue);
    for (std::size_t i = 0; i < catalogue.tables.size(); ++i) add(catalogue.tables[i], i);
  }

  Outline take() && {
    // A table of people whom nothing can find is left out, and with it what hung on it: then look again.
    do {
      reset();
      find_people();
      find_owned();
      find_addresses();
      find_bearers();
      find_owned();
      find_seen();
      link_all();
    } while (leave_out_unreached());
    return std::move(outline_);
  }

 private:
  using Columns = std::vector<ColumnName>;

  void add(const Table& table, std::size_t at) {
    OutlinedTable made;
    made.table = &table;
    made.sort = sort_of(table.name);
    made.key = key_of(table, outline_.references, at);
    const NameReader names(table);
    for (const auto& column : table.columns) {
      auto found = references(table, column, at) ? Guess{} : names.guess(column, made.sort);
      made.columns.emplace_back(&column, std::move(found));
    }
    outline_.tables.push_back(std::move(made));
  }

  bool references(const Table& table, const relation::Column& column, std::size_t at) const {
    if (std::ranges::find(table.primary_key, column.name) != table.primary_key.end() &&
        table.primary_key.size() == 1) {
      return column.family == relation::Family::integer;
    }
    return std::ranges::any_of(outline_.references, [&](const Reference& r) {
      return r.from == at && std::ranges::find(r.columns, column.name) != r.columns.end();
    });
  }

  OutlinedTable& table(std::size_t at) { return outline_.tables[at]; }

  bool may_be_in(std::size_t at) const {
    return is_kept(*outline_.tables[at].table) && !left_out_.contains(at);
  }

  template <class Test>
  bool any_reference(std::size_t from, Test test) const {
    return std::ranges::any_of(outline_.references,
                               [&](const Reference& r) { return r.from == from && usable(r) && test(r); });
  }

  // A link can only point at a whole key.
  bool usable(const Reference& reference) const {
    return same_set(reference.there, outline_.tables[reference.to].key);
  }

  void reset() {
    addresses_.clear();
    for (auto& one : outline_.tables) {
      one.part = Part::out;
      one.links.clear();
      one.role.clear();
    }
  }

  void find_people() {
    for (std::size_t i = 0; i < outline_.tables.size(); ++i) {
      auto& one = table(i);
      if (!may_be_in(i) || one.sort == Sort::thing) continue;
      const bool by_name = one.sort == Sort::person || one.sort == Sort::staff;
      const bool anybody = holds(one, "identity.") || holds(one, "contact.") || holds(one, "account.login");
      if (!(by_name && anybody) && !(looks_like_people(one) && !hangs_on_people(i))) continue;
      one.part = Part::person;
      one.role = role_of(*one.table);
      const auto kind = system_.text() + "-" + one.role;
      one.identifier =
          hints_.kinds.shape(subject::KindName(kind)) && one.key.size() == 1 ? kind : std::string();
      // Its columns are read again as those of a person, whatever its name is.
      if (one.sort == Sort::unknown) reread(one, i);
    }
  }

  void reread(OutlinedTable& one, std::size_t at) {
    const NameReader names(*one.table);
    for (auto& [column, found] : one.columns) {
      if (!references(*one.table, *column, at)) found = names.guess(*column, Sort::person);
    }
  }

  bool hangs_on_people(std::size_t at) const {
    return any_reference(at, [&](const Reference& r) {
      return r.to != at && is_people(outline_.tables[r.to].sort) && !is_handler(r);
    });
  }

  bool is_handler(const Reference& reference) const {
    return outline_.tables[reference.to].sort == Sort::organisation ||
           names_a_handler(stray_words(reference, catalogue_));
  }

  // Staff of whom something is kept (a contract, hours), not only who served somebody.
  static bool is_kept_on_file(const OutlinedTable& staff) {
    static const std::set<std::string> words = {"employee",  "employe",       "salarie", "staff",
                                                "personnel", "collaborateur", "worker"};
    return std::ranges::any_of(known_words(staff.table->name.name), [](const auto& word) {
      return words.contains(word) || words.contains(word.substr(0, word.size() - 1));
    });
  }

  bool names_a_person(const Reference& reference) const {
    const auto& there = outline_.tables[reference.to];
    return there.part == Part::person && there.sort != Sort::staff && !is_handler(reference);
  }

  // Whose a row is: the people it points at, unless they only handled it. Of several it is the one named plainly
  // (customer_id, not gift_for), or who speaks in it (sender, not recipient), or the first. Staff only where the row
  // names and describes nobody else.
  bool owns(const Reference& reference) const {
    const auto& from = outline_.tables[reference.from];
    const auto& there = outline_.tables[reference.to];
    if (there.part != Part::person || is_handler(reference)) return false;
    // A film is not its director's, nor a product its author's, as data protection sees it: sight will do.
    if (from.sort == Sort::thing) return false;
    if (there.sort != Sort::staff) return has_the_best_claim(reference);
    return is_kept_on_file(there) && !holds(from, "contact.email") &&
           !any_reference(reference.from, [&](const Reference& r) { return names_a_person(r); });
  }

  bool has_the_best_claim(const Reference& reference) const {
    const auto mine = claim_of(stray_words(reference, catalogue_));
    const Reference* first = nullptr;
    for (const auto& rival : outline_.references) {
      if (rival.from != reference.from || !usable(rival) || !names_a_person(rival)) continue;
      if (first == nullptr) first = &rival;
      if (claim_of(stray_words(rival, catalogue_)) < mine) return false;
    }
    return mine != Claim::other || first == nullptr || first == &reference;
  }

  // What hangs on such a row is its people's too. A shop that bears an address owns nothing by it.
  static bool hands_on(const OutlinedTable& one) {
    return one.part == Part::owned || (one.part == Part::bearer && one.sort == Sort::unknown);
  }

  void find_owned() {
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i < outline_.tables.size(); ++i) {
        auto& one = table(i);
        if (one.part != Part::out || !may_be_in(i) || one.sort == Sort::thing) continue;
        const bool directly = any_reference(i, [&](const Reference& r) { return owns(r); });
        const bool onward = any_reference(i, [&](const Reference& r) {
          return r.to != i && hands_on(outline_.tables[r.to]) && !addresses_.contains(r.to);
        });
        if (!directly && !onward) continue;
        one.part = Part::owned;
        changed = true;
      }
    }
  }

  // customer.address_id -> address: the address is theirs although it does not say so.
  void find_addresses() {
    for (const auto& reference : outline_.references) {
      auto& target = table(reference.to);
      if (table(reference.from).part == Part::person && target.part == Part::out && may_be_in(reference.to) &&
          usable(reference) && looks_like_address(target)) {
        target.part = Part::owned;
        addresses_.insert(reference.to);
      }
    }
  }

  void find_bearers() {
    for (std::size_t i = 0; i < outline_.tables.size(); ++i) {
      auto& one = table(i);
      if (one.part == Part::out && may_be_in(i) && holds(one, "contact.email")) one.part = Part::bearer;
    }
  }

  // Tables that only name people, or that say something personal and are named by what is somebody's.
  void find_seen() {
    for (const auto& reference : outline_.references) {
      auto& from = table(reference.from);
      auto& to = table(reference.to);
      if (!usable(reference)) continue;
      if (from.part == Part::out && may_be_in(reference.from) && to.part == Part::person)
        from.part = Part::seen;
    }
    for (const auto& reference : outline_.references) {
      auto& from = table(reference.from);
      auto& to = table(reference.to);
      const bool hers = from.part == Part::person || from.part == Part::owned || from.part == Part::bearer;
      if (usable(reference) && hers && to.part == Part::out && to.sort != Sort::thing &&
          may_be_in(reference.to) && says_somebody(to))
        to.part = Part::seen;
    }
  }

  static bool says_somebody(const OutlinedTable& one) {
    return holds(one, "identity.") || holds(one, "contact.email") || holds(one, "contact.phone") ||
           looks_like_address(one);
  }

  void link_all() {
    for (const auto& reference : outline_.references) {
      auto& from = table(reference.from);
      if (from.part == Part::out || !usable(reference)) continue;
      from.links.push_back(link(reference));
    }
  }

  OutlinedLink link(const Reference& reference) const {
    const auto& from = outline_.tables[reference.from];
    const auto& to = outline_.tables[reference.to];
    const auto made = [&](LinkKind kind, std::string why) {
      return OutlinedLink{kind, &reference, std::move(why)};
    };
    if (to.part == Part::out) {
      const auto& key = from.key;
      const bool membership = key.size() > 1 && to.sort == Sort::unknown &&
                              std::ranges::find(key, reference.columns.front()) != key.end();
      return made(LinkKind::shows,
                  membership ? "guessed: only shown. If these people own it too, say owns" : "");
    }
    if (to.part == Part::person) return to_person(reference, from);
    if (to.part == Part::owned && addresses_.contains(reference.to)) {
      return from.part == Part::person ? made(LinkKind::owns, "guessed: this address is theirs, please check")
                                       : made(LinkKind::shows, "");
    }
    if (!hands_on(to) || from.part != Part::owned) return made(LinkKind::shows, "");
    if (reference.from == reference.to)
      return made(LinkKind::mentions, "another row of the same table may be somebody else's: sight only");
    const bool direct = any_reference(reference.from, [&](const Reference& r) { return owns(r); });
    return direct ? made(LinkKind::mentions,
                         "its owner is named directly: whoever owns the target only sees this row")
                  : made(LinkKind::of, "");
  }

  OutlinedLink to_person(const Reference& reference, const OutlinedTable& from) const {
    if (from.part == Part::person) {
      return {LinkKind::mentions, &reference,
              "from one person to another: sight only, never ownership, until you say otherwise"};
    }
    if (owns(reference)) return {LinkKind::of, &reference, ""};
    return {LinkKind::mentions, &reference,
            "guessed: whoever is named here does not own the row, please check"};
  }

  bool begins(const OutlinedTable& one) const {
    if (one.part == Part::bearer || !one.identifier.empty()) return true;
    return one.part == Part::person &&
           std::ranges::any_of(one.columns, [](const auto& c) { return !c.second.identifier.empty(); });
  }

  // The same walk as check's, over the outline.
  std::vector<bool> reached() const {
    std::vector<bool> owned(outline_.tables.size()), seen(outline_.tables.size());
    for (std::size_t i = 0; i < owned.size(); ++i) owned[i] = begins(outline_.tables[i]);
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& one : outline_.tables) {
        for (const auto& link : one.links) changed |= step(link, owned, seen);
      }
    }
    for (std::size_t i = 0; i < owned.size(); ++i) owned[i] = owned[i] || seen[i];
    return owned;
  }

  static bool step(const OutlinedLink& link, std::vector<bool>& owned, std::vector<bool>& seen) {
    const bool backwards = link.kind == LinkKind::of || link.kind == LinkKind::mentions;
    const auto source = backwards ? link.reference->to : link.reference->from;
    const auto end = backwards ? link.reference->from : link.reference->to;
    const bool sight = link.kind == LinkKind::mentions || link.kind == LinkKind::shows;
    auto& reach = sight ? seen : owned;
    if (!owned[source] || reach[end]) return false;
    reach[end] = true;
    return true;
  }

  bool leave_out_unreached() {
    const auto reach = reached();
    bool any = false;
    for (std::size_t i = 0; i < reach.size(); ++i) {
      auto& one = table(i);
      if (one.part == Part::out || reach[i]) continue;
      any = true;
      left_out_.insert(i);
      if (one.part != Part::person) continue;
      const auto kind = system_.text() + "-" + role_of(*one.table);
      if (one.key.size() == 1) outline_.wanted.push_back(kind);
      one.remark =
          "these seem to be people, but nothing finds them. Declare a kind of identifier in habeas.yaml "
          "(identifiers: {" +
          kind + ": number}) and draft again";
    }
    return any;
  }

  const SystemName& system_;
  const Catalogue& catalogue_;
  const DraftHints& hints_;
  Outline outline_;
  std::set<std::size_t> left_out_;
  std::set<std::size_t> addresses_;
};

}  // namespace

Outline outline(const SystemName& system, const Catalogue& catalogue, const DraftHints& hints) {
  return Outliner(system, catalogue, hints).take();
}

}  // namespace habeas::map

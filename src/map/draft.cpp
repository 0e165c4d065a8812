#include <habeas/map/draft.h>

#include <habeas/base/text.h>
#include <habeas/base/utf8.h>
#include <habeas/map/outline.h>
#include <habeas/map/words.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>

namespace habeas::map {
namespace {

using relation::Catalogue;
using relation::Column;
using relation::Table;

// A scalar that reads back as exactly this text: plain where it is a plain word, else in double quotes.
std::string scalar(const std::string& text) {
  static const std::set<std::string> words = {"true", "false", "null", "yes", "no",
                                              "on",   "off",   "none", "y",   "n"};
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto inner = [&](char c) { return plain(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
  if (!text.empty() && plain(text.front()) && std::ranges::all_of(text, inner) &&
      !words.contains(base::fold_case(text)))
    return text;
  std::string quoted = "\"";
  const std::string whole = base::to_utf8(text);
  for (std::string_view rest = whole; !rest.empty();) {
    const base::Step step = base::first_step(rest);
    if (rest.front() == '"' || rest.front() == '\\') quoted += '\\';
    if (base::is_obeyed(step.character))
      quoted += fmt::format("\\U{:08X}", static_cast<std::uint32_t>(step.character));
    else
      quoted += rest.substr(0, step.length);
    rest.remove_prefix(step.length);
  }
  return quoted + "\"";
}

// A comment ends with its line, and names hold anything.
std::string remark(const std::string& text) {
  const std::string safe = base::for_terminal(text);
  return safe.empty() ? std::string() : "    # " + safe;
}

std::string listed(const std::vector<ColumnName>& columns) {
  if (columns.size() == 1) return scalar(columns.front().text());
  std::vector<std::string> names;
  for (const auto& column : columns) names.push_back(scalar(column.text()));
  return fmt::format("[{}]", fmt::join(names, ", "));
}

bool has(const std::vector<ColumnName>& columns, const ColumnName& column) {
  return std::ranges::find(columns, column) != columns.end();
}

class Writer {
 public:
  Writer(const SystemName& system, const Catalogue& catalogue, const DraftHints& hints)
      : system_(system), hints_(hints), outline_(outline(system, catalogue, hints)) {
    for (const auto& one : outline_.tables) name(*one.table);
  }

  std::string write() {
    head();
    line(0, "collections:" +
                std::string(std::ranges::all_of(outline_.tables,
                                                [](const auto& one) { return one.part == Part::out; })
                                ? " {}"
                                : ""));
    for (const auto part : {Part::person, Part::owned, Part::bearer, Part::seen}) {
      for (const auto& one : outline_.tables) {
        if (one.part == part) collection(one);
      }
    }
    if (left_out() > 0) line(0, "not_personal:");
    for (const auto& one : outline_.tables) {
      if (one.part == Part::out && is_told(one)) not_personal(one);
    }
    return std::move(text_);
  }

 private:
  void line(int depth, const std::string& content) {
    text_ += std::string(static_cast<std::size_t>(depth) * 2, ' ') + content + "\n";
  }

  // A folder of documents is no table; a field of another system's map leads to it.
  static bool is_told(const OutlinedTable& one) {
    return one.table->kind != relation::TableKind::document_folder;
  }

  std::size_t left_out() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        outline_.tables, [](const auto& one) { return one.part == Part::out && is_told(one); }));
  }

  // Two schemas may hold tables of one name.
  void name(const Table& table) {
    auto& schemas = named_[table.name.name];
    schemas.insert(table.name.schema);
  }

  std::string name_of(const Table& table) const {
    const bool alone = named_.at(table.name.name).size() == 1;
    return alone || table.name.schema.empty() ? table.name.name : table.name.schema + "_" + table.name.name;
  }

  void head() {
    line(0, "# A first map, drafted from the names, keys and foreign keys of the database. No row was read.");
    line(0,
         "# What is marked as guessed is a guess; categories of data are guessed from names too. Please read "
         "it all,");
    line(0, fmt::format("# give each collection its activities instead of {}, then run: habeas check",
                        hints_.activity.text()));
    line(0, "system: " + scalar(system_.text()));
  }

  void collection(const OutlinedTable& one) {
    line(1, scalar(name_of(*one.table)) + ":" + remark(why(one)));
    if (!one.table->name.schema.empty()) line(2, "table: " + scalar(relation::to_string(one.table->name)));
    if (one.part == Part::person) line(2, "is: " + scalar(one.role));
    line(2, "key: " + (one.key.empty() ? std::string("none") : listed(one.key)));
    line(2, fmt::format("for: [{}]", scalar(hints_.activity.text())));
    for (const auto kind : {LinkKind::of, LinkKind::owns, LinkKind::mentions, LinkKind::shows})
      links(one, kind);
    cells(one);
  }

  static std::string why(const OutlinedTable& one) {
    switch (one.part) {
      case Part::person: return "guessed: each row is a person, please check";
      case Part::bearer: return "guessed: each row is about whoever bears its address, please check";
      case Part::seen:
        return "guessed: nobody's own, but it names people or is named by what is theirs, please check";
      case Part::owned:
      case Part::out: return "";
    }
    return "";
  }

  void links(const OutlinedTable& one, LinkKind kind) {
    std::vector<std::pair<ColumnName, std::vector<const OutlinedLink*>>> by_column;
    for (const auto& link : one.links) {
      if (link.kind != kind) continue;
      const auto& column = link.reference->columns.front();
      const auto found =
          std::ranges::find_if(by_column, [&](const auto& group) { return group.first == column; });
      if (found == by_column.end()) {
        by_column.push_back({column, {&link}});
      } else {
        found->second.push_back(&link);
      }
    }
    const auto names = kind == LinkKind::mentions ? our_people(one) : std::vector<std::string>{};
    if (by_column.empty() && names.empty()) return;
    line(2, std::string(to_string(kind)) + ":");
    for (const auto& [column, group] : by_column) {
      std::vector<std::string> targets;
      for (const auto* link : group) targets.push_back(target(*link));
      const auto all = targets.size() == 1 ? targets.front() : fmt::format("[{}]", fmt::join(targets, ", "));
      const auto& first = *group.front();
      const std::string by_name =
          first.reference->declared ? "" : "guessed from the column's name, please check";
      line(3, scalar(column.text()) + ": " + all +
                  remark(by_name.empty() || first.why.empty() ? by_name + first.why
                                                              : by_name + "; " + first.why));
    }
    for (const auto& written : names) line(3, written);
  }

  static constexpr const char* staff = "staff";

  // Columns that name the organisation's own people as plain text. In somebody else's row they are withheld from her,
  // as what a link names is: an identifier that is not proven to be hers.
  std::vector<std::string> our_people(const OutlinedTable& one) const {
    const bool declared = hints_.kinds.shape(subject::KindName(staff)).has_value();
    std::vector<std::string> written;
    for (const auto& [column, found] : one.columns) {
      if (!is_ours(one, *column, found)) continue;
      written.push_back(
          fmt::format("{}: {{identifier: {}}}", scalar(column->name.text()), declared ? staff : "email") +
          remark(declared
                     ? "guessed: one of your people, so withheld from whoever the row is about"
                     : "guessed: one of your people, so withheld from whoever the row is about. If it holds "
                       "names, declare identifiers: {staff: text} in habeas.yaml and write staff here"));
    }
    return written;
  }

  // In a row that is hers by a link whoever speaks may be one of ours; in her own record only who handled it.
  bool is_ours(const OutlinedTable& one, const Column& column, const Guess& found) const {
    if (found.ours == Guess::Ours::no || linked(one, column.name) || has(one.key, column.name)) return false;
    if (one.part == Part::owned) return true;
    if (found.ours != Guess::Ours::handles || (one.part != Part::person && one.part != Part::bearer))
      return false;
    // What alone finds the row stays what finds it.
    return !identifies(one, found) || !one.identifier.empty() ||
           std::ranges::any_of(one.columns, [&](const auto& other) {
             return other.second.ours == Guess::Ours::no && identifies(one, other.second);
           });
  }

  std::string target(const OutlinedLink& link) const {
    const auto& reference = *link.reference;
    const auto to = scalar(name_of(*outline_.tables[reference.to].table));
    if (reference.columns.size() == 1) return to;
    std::vector<std::string> pairs;
    for (std::size_t i = 1; i < reference.columns.size(); ++i) {
      pairs.push_back(scalar(reference.columns[i].text()) + ": " + scalar(reference.there[i].text()));
    }
    return fmt::format("{{to: {}, and: {{{}}}}}", to, fmt::join(pairs, ", "));
  }

  static bool linked(const OutlinedTable& one, const ColumnName& column) {
    return std::ranges::any_of(
        one.links, [&](const OutlinedLink& link) { return has(link.reference->columns, column); });
  }

  void cells(const OutlinedTable& one) {
    std::vector<std::string> fields;
    std::vector<ColumnName> technical;
    if (!one.identifier.empty())
      fields.push_back(
          fmt::format("{}: {{identifier: {}}}", scalar(one.key.front().text()), scalar(one.identifier)));
    for (const auto& [column, found] : one.columns) {
      if (linked(one, column->name) || is_ours(one, *column, found) ||
          (!one.identifier.empty() && has(one.key, column->name)))
        continue;
      if (auto written = field(one, *column, found); !written.empty()) {
        fields.push_back(std::move(written));
      } else if (!has(one.key, column->name)) {
        technical.push_back(column->name);
      }
    }
    if (!fields.empty()) line(2, "fields:");
    for (const auto& written : fields) line(3, written);
    if (!technical.empty())
      line(2, "technical: " + (technical.size() == 1 ? "[" + listed(technical) + "]" : listed(technical)));
  }

  // Empty: the column is technical, or a key and nothing else.
  std::string field(const OutlinedTable& one, const Column& column, const Guess& found) const {
    const auto name = scalar(column.name.text()) + ": ";
    switch (found.kind) {
      case Guess::Kind::technical: return {};
      case Guess::Kind::secret: return name + "{secret: true}";
      case Guess::Kind::identity:
        return name + identity(one, found) + remark(found.sure ? "" : "guessed, please check");
      case Guess::Kind::content:
        return one.part == Part::seen ? std::string() : name + found.data + remark("guessed, please check");
      case Guess::Kind::nothing: break;
    }
    const bool hers = one.part == Part::person || one.part == Part::owned || one.part == Part::bearer;
    if (!hers || has(one.key, column.name)) return {};
    return name + category_from_name(column.name) +
           remark(
               "guessed: something about the person. Give it a category of docs/map.md, or call it "
               "technical");
  }

  static std::string identity(const OutlinedTable& one, const Guess& found) {
    const bool person = one.part == Part::person;
    const bool agrees =
        person && (found.data == "identity.given-name" || found.data == "identity.family-name" ||
                   found.data == "identity.birthdate");
    if (agrees) return fmt::format("{{data: {}, agree: true}}", found.data);
    if (!identifies(one, found)) return found.data;
    const bool phone = found.identifier == "phone";
    const bool others = !one.identifier.empty() || std::ranges::any_of(one.columns, [](const auto& c) {
      return c.second.identifier == "email";
    });
    return fmt::format("{{data: {}, identifier: {}{}}}", found.data, found.identifier,
                       phone && others ? ", shared: true" : "");
  }

  // In a row that belongs to somebody over a link, an address may be another's: it is data, and finds nobody.
  static bool identifies(const OutlinedTable& one, const Guess& found) {
    if (one.part == Part::person) return !found.identifier.empty();
    return one.part == Part::bearer && found.identifier == "email";
  }

  void not_personal(const OutlinedTable& one) {
    const auto& table = *one.table;
    const bool view = table.kind == relation::TableKind::view;
    const std::string because = scalar(view ? "a view: it holds no rows of its own"
                                            : "guessed: nothing in it names a person or belongs to one");
    const bool target = shown(one);
    const bool named = !table.name.schema.empty();
    std::string written = because;
    if (target || named) {
      written = "{because: " + because;
      if (named) written += ", table: " + scalar(relation::to_string(table.name));
      if (target) written += ", key: " + listed(one.key) + ", show: [" + shown_columns(one) + "]";
      written += "}";
    }
    line(1, scalar(name_of(table)) + ": " + written + remark(doubt(one)));
  }

  bool shown(const OutlinedTable& one) const {
    return std::ranges::any_of(outline_.tables, [&](const OutlinedTable& other) {
      return std::ranges::any_of(other.links, [&](const OutlinedLink& link) {
        return &outline_.tables[link.reference->to] == &one;
      });
    });
  }

  // What tells a reader which product it was: its name, and the like.
  static std::string shown_columns(const OutlinedTable& one) {
    static const std::set<std::string> telling = {"name",    "nom",         "title",       "titre", "label",
                                                  "libelle", "description", "designation", "code"};
    std::vector<std::string> columns;
    std::vector<std::string> rest;
    for (const auto& column : one.table->columns) {
      if (has(one.key, column.name)) continue;
      const bool tells = std::ranges::any_of(known_words(column.name.text()),
                                             [&](const auto& word) { return telling.contains(word); });
      (tells ? columns : rest).push_back(scalar(column.name.text()));
    }
    if (columns.empty()) columns = rest;
    if (columns.empty()) columns.push_back(scalar(one.key.front().text()));
    columns.resize(std::min<std::size_t>(columns.size(), 4));
    return fmt::format("{}", fmt::join(columns, ", "));
  }

  // Columns of a table left out that a reader should look at twice.
  static std::string doubt(const OutlinedTable& one) {
    if (!one.remark.empty() || one.table->kind == relation::TableKind::view) return one.remark;
    std::string names;
    for (const auto& [column, found] : one.columns) {
      const bool content = found.data.starts_with("content.") || found.data.starts_with("account.") ||
                           found.data.starts_with("consent.");
      if (found.kind == Guess::Kind::identity || (found.kind == Guess::Kind::content && content))
        names += (names.empty() ? "" : ", ") + column->name.text();
    }
    const auto several = polymorphic(*one.table);
    if (names.empty() && several.empty()) return {};
    return "please check: " + names + (names.empty() ? "" : " may be personal") +
           (names.empty() || several.empty() ? "" : "; ") + several;
  }

  // owner_id beside owner_type: a link that leads to several tables, which no foreign key can say.
  static std::string polymorphic(const Table& table) {
    for (const auto& column : table.columns) {
      auto words = words_of(column.name.text());
      if (words.size() < 2 || words.back() != "id") continue;
      words.back() = "type";
      const auto type = std::ranges::find_if(
          table.columns, [&](const Column& other) { return words_of(other.name.text()) == words; });
      if (type == table.columns.end()) continue;
      return fmt::format(
          "{0} may lead to several tables, as {1} says: of: {{{0}: {{to: …, when: {{{1}: …}}}}}}",
          column.name.text(), type->name.text());
    }
    return {};
  }

  const SystemName& system_;
  const DraftHints& hints_;
  Outline outline_;
  std::map<std::string, std::set<std::string>> named_;
  std::string text_;
};

}  // namespace

std::string category_from_name(const ColumnName& column) {
  std::string shown;
  for (std::string_view rest = column.text(); !rest.empty();) {
    const base::Step step = base::first_step(rest);
    base::append_utf8(shown, base::is_obeyed(step.character) ? U' ' : step.character);
    rest.remove_prefix(step.length);
  }
  std::string name = "x.";
  for (const auto& word : words_of(shown)) name += (name.size() == 2 ? "" : "-") + word;
  return name.size() == 2 ? std::string("x.other") : name;
}

std::string draft(const SystemName& system, const Catalogue& catalogue, const DraftHints& hints) {
  return Writer(system, catalogue, hints).write();
}

std::vector<RoleName> people_in(const SystemName& system, const Catalogue& catalogue,
                                const DraftHints& hints) {
  std::set<RoleName> roles;
  for (const auto& one : outline(system, catalogue, hints).tables) {
    if (one.part == Part::person) roles.insert(RoleName(one.role));
  }
  return {roles.begin(), roles.end()};
}

std::vector<std::string> kinds_to_declare(const SystemName& system, const Catalogue& catalogue,
                                          const DraftHints& hints) {
  auto wanted = outline(system, catalogue, hints).wanted;
  std::ranges::sort(wanted);
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  return wanted;
}

std::string draft_activities(const std::vector<RoleName>& about, const DraftHints& hints) {
  std::vector<std::string> roles;
  for (const auto& role : about) roles.push_back(scalar(role.text()));
  const std::string words = fmt::format("{{fr: {}, en: {}}}", undecided_words[1], undecided_words[0]);
  return fmt::format(
      "# The record of processing activities (GDPR 30). Replace this one by yours: what is done with the "
      "data, why,\n"
      "# on which legal basis, how long. It is what people are told; docs/map.md explains every key.\n"
      "activities:\n"
      "  {0}:\n"
      "    title:     {1}\n"
      "    purpose:   {1}\n"
      "    basis:     {{legitimate-interest: {1}}}    # or consent, contract, legal-obligation…\n"
      "    about:     [{2}]\n"
      "    retention: {{active: {1}}}\n",
      scalar(hints.activity.text()), words, fmt::join(roles, ", "));
}

}  // namespace habeas::map

#include <habeas/answer/survey.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>

#include <algorithm>
#include <cstdio>

namespace habeas::answer {
namespace {

// ".jpg" where it is short and plain; the rest of a path may name anybody.
std::string safe_extension(const std::string& path) {
  const std::size_t point = path.rfind('.');
  if (point == std::string::npos || path.size() - point > 6 || path.size() - point < 2) return {};
  std::string extension = path.substr(point + 1);
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return {};
  }
  return "." + extension;
}

// Copies documents into the archive, each once however many cells name it.
class Documents {
 public:
  Documents(Book& book, Cells& cells, Zip& zip) : book_(book), cells_(cells), zip_(zip) {}

  Document copy(const map::SystemName& system, const std::string& path) {
    const auto [at, is_new] = known_.try_emplace(base::sha256_hex(system.text() + '\n' + path));
    if (!is_new) return at->second;
    at->second = write(system, path);
    if (at->second.name.empty()) {
      ++book_.facts.documents_missing[system];
    } else {
      ++book_.facts.documents_given;
    }
    return at->second;
  }

 private:
  Document write(const map::SystemName& system, const std::string& path) {
    Document document;
    char number[24];
    std::snprintf(number, sizeof number, "%06llu",
                  static_cast<unsigned long long>(book_.facts.documents_given + 1));
    const std::string name = "fichiers/" + safe_name(system.text()) + "/" + number + safe_extension(path);
    bool begun = false;
    const auto begin = [&] {
      if (!begun) zip_.begin(name);
      begun = true;
    };
    bool there = false;
    try {
      there = cells_.document(system, base::Personal<std::string>(path), [&](std::string_view piece) {
        begin();
        zip_.write(piece);
        document.bytes += piece.size();
      });
    } catch (const base::Fault&) {
      if (begun) throw;  // half a document is no document
    }
    if (!there && !begun) return document;
    begin();
    zip_.end();
    document.name = name;
    return document;
  }

  Book& book_;
  Cells& cells_;
  Zip& zip_;
  std::map<std::string, Document> known_;
};

void merge(plan::Counts& into, const plan::Counts& counts) {
  into.rows += counts.rows;
  into.found += counts.disclosed;
  into.disclosed += counts.disclosed;
  for (const auto& [ground, cells] : counts.withheld_by_ground) into.add(plan::Fate::withhold, ground, cells);
}

void note_withheld(const std::vector<Shown>& cells,
                   std::map<std::pair<std::size_t, std::string>, std::uint64_t>& withheld) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].state == Shown::State::withheld) ++withheld[{i, cells[i].ground}];
  }
}

void note_whose(const dossier::ReachedRow& reached, TableFacts& facts) {
  facts.copies += reached.copies;
  if (reached.klass == dossier::Class::mine) ++facts.mine;
  if (reached.klass == dossier::Class::shared) ++facts.shared;
  if (reached.klass == dossier::Class::anothers) ++facts.anothers;
}

void note_until(const Until& until, std::uint64_t copies, base::Date today, TableFacts& table) {
  if (until.says_anything()) ++table.dated;
  if (until.row.start_missing) table.start_missing += copies;
  switch (overdue(until.row, today)) {
    case Overdue::yes: table.overdue += copies; break;
    case Overdue::perhaps: table.perhaps_overdue += copies; break;
    case Overdue::no: break;
  }
  for (const auto& [column, last] : until.cells) {
    if (overdue(last, today) == Overdue::yes) table.cells_overdue += copies;
  }
}

void note_claims(const std::vector<plan::KeptFor>& claims, base::Date today, Facts& facts) {
  for (const plan::KeptFor& claim : claims) {
    RetentionFacts& of = facts.retention[claim.activity->name];
    if (!claim.end) {
      ++of.undated;
      continue;
    }
    ++of.dated;
    if (*claim.end < today) ++of.over;
    if (!of.first || *claim.end < *of.first) of.first = claim.end;
    if (!of.last || *of.last < *claim.end) of.last = claim.end;
  }
}

// Contact details are those of the rows that are the person.
void note_card(const Table& table, const dossier::ReachedRow& reached, const std::vector<Shown>& carried,
               VCard& card) {
  if (!reached.is_person) return;
  for (std::size_t i = 0; i < carried.size(); ++i) {
    if (carried[i].state != Shown::State::shown || !table.columns[i].field) continue;
    for (const relation::Value& value : carried[i].values) {
      if (const auto text = relation::canonical_text(value)) card.add(table.columns[i].field->data, *text);
    }
  }
}

// A document that a cell names. Copied only after the table is read: a source is not called back while it reads.
struct Named {
  std::size_t row = 0;
  std::size_t column = 0;
  base::Personal<std::string> path;
};

void note_documents(const Table& table, const RowSeen& seen, const std::vector<Shown>& cells,
                    std::vector<Named>& named) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const map::Field* field = table.columns[i].field;
    if (!field || !field->file || cells[i].state != Shown::State::shown || cells[i].not_decoded) continue;
    for (const relation::Value& value : cells[i].values) {
      named.push_back(
          {seen.row, i, base::Personal<std::string>(relation::canonical_text(value).value_or(""))});
    }
  }
}

void survey_table(Book& book, std::size_t table, Cells& cells, Documents& documents) {
  const Table& of = book.tables[table];
  TableFacts& facts = book.facts.tables[table];
  const Retention& retention =
      book.retention.emplace_back(book.map, book.dossier, book.tables[table], cells, book.today());
  const base::Date today = book.today();
  std::vector<Named> named;
  each_row(book, table, cells, [&](const RowSeen& seen) {
    const auto& access = book.fates(book.access, table, seen.row);
    const auto& portable = book.fates(book.portability, table, seen.row);
    const std::vector<Shown> shown = given(book, table, seen);
    const std::vector<Shown> taken = carried(book, table, seen);
    count(access, shown, facts.access);
    count(portable, taken, facts.portability);
    note_withheld(shown, facts.withheld);
    note_withheld(taken, facts.left_out);
    note_whose(seen.reached, facts);
    // What she only sees is not about her, and is not counted as held about her.
    if (of.collection && seen.reached.klass != dossier::Class::anothers)
      book.facts.rows += seen.reached.copies;
    const std::vector<plan::KeptFor> claims = retention.claims(seen.reached, seen.cells);
    note_until(retention.until(claims), seen.reached.copies, today, facts);
    note_claims(claims, today, book.facts);
    note_card(of, seen.reached, taken, book.facts.card);
    note_documents(of, seen, shown, named);
  });
  for (const Named& each : named) {
    const map::SystemName& system = *of.columns[each.column].field->file;
    book.facts.documents[{table, each.row, each.column}].push_back(
        documents.copy(system, each.path.reveal()));
  }
  merge(book.facts.access, facts.access);
  merge(book.facts.portability, facts.portability);
}

}  // namespace

void survey(Book& book, Cells& cells, Zip& zip) {
  book.facts.tables.resize(book.tables.size());
  book.retention.reserve(book.tables.size());
  Documents documents(book, cells, zip);
  for (std::size_t table = 0; table < book.tables.size(); ++table)
    survey_table(book, table, cells, documents);
}

}  // namespace habeas::answer

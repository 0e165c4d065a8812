#include <habeas/answer/package.h>

#include <habeas/answer/book.h>
#include <habeas/answer/data_files.h>
#include <habeas/answer/data_page.h>
#include <habeas/answer/index_page.h>
#include <habeas/answer/informations.h>
#include <habeas/answer/manifest.h>
#include <habeas/answer/portable.h>
#include <habeas/answer/survey.h>
#include <habeas/base/fault.h>
#include <habeas/plan/portability.h>

namespace habeas::answer {
namespace {

constexpr std::size_t bytes_remembered = 16u << 20;  // of one collection's rows

void refuse_undecided(const dossier::Dossier& dossier) {
  if (dossier.outcome == dossier::Outcome::found || dossier.outcome == dossier::Outcome::nobody) return;
  throw base::Fault(base::FaultKind::refused, "package",
                    "the outcome is " + std::string(dossier::to_string(dossier.outcome)) +
                        ": a human decides before anything is disclosed");
}

std::vector<const Words*> both_languages(const PackageRequest& request) {
  const Words& main = Words::in(request.language);
  return {&main, &Words::in(main.other_language())};
}

void write_collection(const Book& book, std::size_t table, Cells& cells, Zip& zip) {
  if (book.tables[table].where->rows.empty()) return;
  for (const Words* words : both_languages(book.request)) write_data_pages(book, table, cells, *words, zip);
  write_data_json(book, table, cells, zip);
  write_data_csv(book, table, cells, zip);
}

// The order of the archive. Documents come first because everything after them says whether they were there.
void write_all(Book& book, Cells& cells, Zip& zip) {
  survey(book, cells, zip);
  zip.add("lisez-moi.txt", readme(book));
  for (const Words* words : both_languages(book.request)) write_index(book, *words, zip);
  if (!book.nothing_held()) {
    write_informations(book, zip);
    for (std::size_t table = 0; table < book.tables.size(); ++table)
      write_collection(book, table, cells, zip);
    write_portable(book, cells, zip);
  }
  zip.add("manifest.json", manifest(book, zip));
}

PackageReport report_of(const Book& book, const Zip& zip, const Zip::Whole& whole) {
  PackageReport report;
  report.access = book.facts.access;
  report.portability = book.facts.portability;
  report.documents = book.facts.documents_given;
  for (const auto& [system, count] : book.facts.documents_missing) report.documents_missing += count;
  for (const TableFacts& facts : book.facts.tables) {
    report.rows_overdue += facts.overdue;
    report.rows_perhaps_overdue += facts.perhaps_overdue;
  }
  report.files = zip.entries().size();
  report.bytes = whole.bytes;
  report.sha256 = whole.sha256;
  report.access_plan = book.access.digest;
  report.portability_plan = book.portability.digest;
  return report;
}

}  // namespace

PackageReport write_package(const map::Map& map, const law::Library& library, const dossier::Dossier& dossier,
                            Cells& cells, const PackageRequest& request, const std::string& path) {
  refuse_undecided(dossier);
  plan::Plan access = plan::access(map, dossier, library, request.scope);
  std::vector<Table> tables = tables_of(map, dossier, access);
  Book book{map,
            library,
            dossier,
            request,
            std::move(access),
            plan::portability(map, dossier, library, request.scope),
            plan::information_about(map, dossier),
            std::move(tables),
            {},
            {}};
  Zip zip(path);
  CellsRemembered remembered(cells, bytes_remembered);
  write_all(book, remembered, zip);
  return report_of(book, zip, zip.finish());
}

}  // namespace habeas::answer

#include <habeas/answer/book.h>

namespace habeas::answer {

void each_row(const Book& book, std::size_t table, Cells& cells,
              const std::function<void(const RowSeen&)>& each) {
  const Table& of = book.tables[table];
  if (of.read.empty()) {
    const relation::Row nothing;
    for (std::size_t row = 0; row < of.where->rows.size(); ++row) each({row, of.where->rows[row], nothing});
    return;
  }
  cells.rows(*of.where, of.read, [&](std::size_t row, const base::Personal<relation::Row>& read) {
    each({row, of.where->rows.at(row), read.reveal()});
  });
}

std::vector<Shown> given(const Book& book, std::size_t table, const RowSeen& seen) {
  const bool hers = seen.reached.klass == dossier::Class::mine;
  return show(book.tables[table], book.fates(book.access, table, seen.row), seen.cells,
              hers ? Undecoded::as_it_is : Undecoded::withheld);
}

std::vector<Shown> carried(const Book& book, std::size_t table, const RowSeen& seen) {
  const bool hers = seen.reached.klass == dossier::Class::mine;
  return show(book.tables[table], book.fates(book.portability, table, seen.row), seen.cells,
              hers ? Undecoded::left_out : Undecoded::withheld);
}

}  // namespace habeas::answer

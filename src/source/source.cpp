#include <habeas/source/source.h>

#include <habeas/base/fault.h>

namespace habeas::source {

using base::Fault;
using base::FaultKind;

void RowSink::failed(std::size_t, const std::exception_ptr& fault) { std::rethrow_exception(fault); }

bool Snapshot::document(const base::Personal<std::string>&, const std::function<void(std::string_view)>&) {
  return false;
}

std::unique_ptr<Transaction> Source::begin(const ledger::Warrant&) {
  throw Fault(FaultKind::refused, system(), "this kind of system cannot be changed by habeas");
}

bool Transaction::remove_document(const base::Personal<std::string>&) {
  throw Fault(FaultKind::refused, "transaction", "this kind of system keeps no documents");
}

void Transaction::mark(const std::string&) {
  throw Fault(FaultKind::refused, "transaction", "this kind of system cannot mark a run");
}

std::vector<std::string> Source::preparation() { return {}; }

void Source::prepare(const ledger::Warrant&) {
  throw Fault(FaultKind::refused, system(), "this kind of system cannot be prepared by habeas");
}

bool Source::committed(const std::string&) { return false; }

std::optional<Pending> Source::pending(const std::string&) { return std::nullopt; }

std::string Source::index_for(const relation::TableName&, const relation::ColumnName&, Form) const {
  return {};
}

bool Source::serves(const relation::Table&, const relation::ColumnName&, Form) const { return true; }

std::string Source::index_inside(const relation::TableName&, const relation::ColumnName&, Form,
                                 const CellPath&) const {
  return {};
}

bool Source::serves_inside(const relation::Table&, const relation::ColumnName&, Form, const CellPath&) const {
  return false;
}

std::string Source::grants(std::span<const relation::TableName>) const { return {}; }

std::vector<Excess> Source::excess_privileges() const { return {}; }

}  // namespace habeas::source

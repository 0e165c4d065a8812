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

std::string Source::index_for(const relation::TableName&, const relation::ColumnName&, Form) const {
  return {};
}

bool Source::serves(const relation::Table&, const relation::ColumnName&, Form) const { return true; }

std::string Source::grants(std::span<const relation::TableName>) const { return {}; }

std::vector<Excess> Source::excess_privileges() const { return {}; }

}  // namespace habeas::source

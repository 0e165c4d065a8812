#include <habeas/connector/files/scan.h>

#include <habeas/base/fault.h>
#include <habeas/base/must.h>
#include <habeas/source/form.h>

#include <algorithm>

namespace habeas::files {

using relation::Row;
using relation::Text;
using relation::Value;
using source::Form;

Scan::Scan(std::size_t number, const source::Lookup& lookup, const std::vector<std::string>& header,
           const std::string& system)
    : number_(number), lookup_(&lookup), header_(&header), system_(system) {
  const bool plain = lookup.form == Form::exact || lookup.form == Form::as_text;
  base::must(plain || lookup.match.empty() || lookup.match.size() == 1, "this form compares one column");
  for (const auto& name : lookup.columns) columns_.push_back(place(name));
  for (const auto& name : lookup.match) match_.push_back(place(name));
  for (const auto& name : relation::columns_of(lookup.where)) place(name);
  if (lookup.limit.count() > 0) stop_at_ = std::chrono::steady_clock::now() + lookup.limit;
  for (const Row& key : lookup.keys.reveal()) {
    base::must(match_.empty() || key.size() == match_.size(),
               "a key is as wide as the columns it is compared with");
    Row texts;
    for (const Value& cell : key) {
      const auto text = relation::canonical_text(cell);
      if (!text) break;
      texts.emplace_back(Text{*text});
      if (lookup.form == Form::contains) parts_.push_back(*text);
    }
    if (texts.size() == key.size()) keys_.insert(relation::encode(texts));
  }
}

std::size_t Scan::place(const relation::ColumnName& column) const {
  const auto found = std::find(header_->begin(), header_->end(), column.text());
  if (found == header_->end()) {
    throw base::Fault(base::FaultKind::vanished, system_,
                      "table " + relation::to_string(lookup_->table) + " has no column " + column.text());
  }
  return static_cast<std::size_t>(found - header_->begin());
}

bool Scan::matches(const Row& record) const {
  if (match_.empty()) return true;
  if (lookup_->form == Form::contains) {
    const auto text = relation::canonical_text(record[match_.front()]);
    return text && std::any_of(parts_.begin(), parts_.end(), [&](const std::string& part) {
             return text->find(part) != std::string::npos;
           });
  }
  Row forms;
  for (const auto i : match_) {
    const auto text = relation::canonical_text(record[i]);
    if (!text) return false;
    forms.emplace_back(Text{source::reference_form(lookup_->form, *text)});
  }
  return keys_.contains(relation::encode(forms));
}

bool Scan::wants(const Row& record) const {
  if (!matches(record)) return false;
  return lookup_->where.always() ||
         relation::holds(lookup_->where, [&](const relation::ColumnName& column) -> const Value& {
           return record[place(column)];
         });
}

Row Scan::cells(const Row& record) const {
  Row cells;
  cells.reserve(columns_.size());
  for (const auto i : columns_) cells.push_back(record[i]);
  return cells;
}

}  // namespace habeas::files

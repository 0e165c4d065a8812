#include <habeas/plan/refusals.h>

#include <algorithm>
#include <cctype>

namespace habeas::plan {
namespace {

using Kind = map::Erase::Kind;

bool has(const std::vector<relation::ColumnName>& columns, const relation::ColumnName& name) {
  return std::find(columns.begin(), columns.end(), name) != columns.end();
}

std::string lower_case(std::string text) {
  const auto lower = [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); };
  std::transform(text.begin(), text.end(), text.begin(), lower);
  return text;
}

// A CHECK that names the column: enough to ask, never to guess what it means.
bool names(const std::string& check, const std::string& column) {
  return lower_case(check).find(lower_case(column)) != std::string::npos;
}

bool forbids_null(const std::string& check, const std::string& column) {
  return names(check, column) && lower_case(check).find("not null") != std::string::npos;
}

Decision changed(Fate fate, Becomes becomes, std::string literal = {}) {
  return {.fate = fate, .ground = {}, .article = {}, .becomes = becomes, .literal = std::move(literal)};
}

// The field is part of its column: what is left when it is gone is still a value.
bool is_part(const map::Codec& codec) {
  using Codec = map::Codec::Kind;
  return codec.kind == Codec::json || codec.kind == Codec::php || codec.kind == Codec::list;
}

}  // namespace

const relation::Table* Refusals::table(const map::CollectionAt& at) const {
  if (at.system >= catalogues_.size() || !catalogues_[at.system]) return nullptr;
  return catalogues_[at.system]->table(map_.systems.at(at.system).collections.at(at.collection).table);
}

const relation::Column* Refusals::column(const map::CollectionAt& at,
                                         const relation::ColumnName& name) const {
  const relation::Table* of = table(at);
  return of ? of->column(name) : nullptr;
}

bool Refusals::takes_null(const map::CollectionAt& at, const relation::ColumnName& name) const {
  const relation::Table* of = table(at);
  const relation::Column* column = of ? of->column(name) : nullptr;
  if (!column) return true;
  if (!column->nullable || column->generated || has(of->primary_key, name)) return false;
  return std::none_of(of->checks.begin(), of->checks.end(),
                      [&](const std::string& check) { return forbids_null(check, name.text()); });
}

bool Refusals::computed(const map::CollectionAt& at, const relation::ColumnName& name) const {
  const relation::Column* of = column(at, name);
  return of && of->generated;
}

bool Refusals::takes_any_text(const map::CollectionAt& at, const relation::ColumnName& name) const {
  const relation::Table* of = table(at);
  const relation::Column* column = of ? of->column(name) : nullptr;
  if (!column || column->generated || column->family != relation::Family::text) return false;
  return !has(of->primary_key, name) &&
         std::none_of(of->checks.begin(), of->checks.end(),
                      [&](const std::string& check) { return names(check, name.text()); });
}

bool Refusals::alone_in_unique(const map::CollectionAt& at, const relation::ColumnName& name) const {
  const relation::Table* of = table(at);
  return of && std::any_of(of->indexes.begin(), of->indexes.end(), [&](const relation::Index& index) {
           return index.unique && index.parts.size() == 1 && index.parts.front().column == name;
         });
}

std::optional<Decision> Refusals::emptied(const map::CollectionAt& at, const map::Field& field) const {
  const bool unique = alone_in_unique(at, field.column) && !is_part(field.codec);
  const auto unless_unique = [&](Decision decision) {
    return unique ? std::nullopt : std::optional(std::move(decision));
  };
  switch (field.erase.kind) {
    case Kind::literal: return unless_unique(changed(Fate::replace, Becomes::literal, field.erase.literal));
    case Kind::truncate: return unless_unique(changed(Fate::mask, Becomes::truncated));
    case Kind::mask: return unless_unique(changed(Fate::mask, Becomes::masked));
    case Kind::redact: return unless_unique(changed(Fate::redact, Becomes::redacted));
    case Kind::pseudonym: return changed(Fate::replace, Becomes::pseudonym);
    default: break;
  }
  if (!is_part(field.codec) && !takes_null(at, field.column)) return std::nullopt;
  return changed(Fate::clear, Becomes::nothing);
}

}  // namespace habeas::plan

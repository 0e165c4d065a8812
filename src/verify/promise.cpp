#include <habeas/verify/promise.h>

#include <habeas/base/text.h>
#include <habeas/base/utf8.h>
#include <habeas/map/codec.h>
#include <habeas/map/placeholders.h>

#include <algorithm>

namespace habeas::verify {
namespace {

using plan::Becomes;
using Texts = std::vector<std::string>;

constexpr std::size_t shortest = 3;  // shorter identifiers stand in too many texts

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_short(const std::string& text) {
  if (text.empty() || base::first_step(text).length == text.size()) return true;
  const bool year = text.size() >= 4 && std::all_of(text.begin(), text.begin() + 4, is_digit);
  return year && (text.size() == 4 || text.substr(4) == "-01-01");
}

bool is_masked(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_letter(c); });
}

bool is_pseudonym(const std::string& text) {
  return text.starts_with(map::pseudonym_prefix) ||
         (!text.empty() && std::all_of(text.begin(), text.end(), is_digit));
}

bool is_corrected(const Texts& texts, const plan::Correction& correction, const map::Field* field,
                  const Known& known) {
  const auto same = [&](const std::string& a, const std::string& b) {
    if (a == b) return true;
    return field != nullptr && field->identifier && subject::same(known.kinds, *field->identifier, a, b);
  };
  const auto& is = correction.is.reveal();
  const auto& was = correction.was.reveal();
  const bool there =
      std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return same(text, is); });
  const bool still =
      !was.empty() && !same(was, is) &&
      std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return same(text, was); });
  return there && !still;
}

bool all(const Texts& texts, const std::function<bool(const std::string&)>& good) {
  return std::all_of(texts.begin(), texts.end(), good);
}

bool holds_none(const std::string& text, const Known& known) {
  return std::none_of(known.identifiers.begin(), known.identifiers.end(),
                      [&](const auto& identifier) { return mentions(identifier, text); });
}

}  // namespace

bool mentions(const subject::Identifier& identifier, std::string_view text) {
  const auto wanted = base::fold_case(base::trim(identifier.value.reveal()));
  return wanted.size() >= shortest && base::fold_case(text).find(wanted) != std::string::npos;
}

bool kept_promise(const plan::CellFate& fate, const map::Field* field, const relation::Value& cell,
                  const Known& known) {
  const auto values = map::read_values(field != nullptr ? field->codec : map::Codec{}, cell);
  if (!values) return false;
  const Texts& texts = *values;
  switch (fate.becomes) {
    case Becomes::nothing: return texts.empty();
    case Becomes::literal: return all(texts, [&](const auto& text) { return text == fate.literal; });
    case Becomes::truncated: return all(texts, is_short);
    case Becomes::masked: return all(texts, is_masked);
    case Becomes::redacted: return all(texts, [&](const auto& text) { return holds_none(text, known); });
    case Becomes::pseudonym: return all(texts, is_pseudonym);
    case Becomes::corrected:
      return is_corrected(texts, known.corrections.at(static_cast<std::size_t>(fate.correction)), field,
                          known);
    case Becomes::put_away:
      return all(texts, [&](const auto& text) {
        return text.starts_with(map::frozen_text) || (!fate.literal.empty() && text == fate.literal);
      });
    case Becomes::put_back:
      return all(texts, [&](const auto& text) { return !text.starts_with(map::frozen_text); });
    case Becomes::same: break;
  }
  return true;
}

bool speaks_of(const map::Field* field, const CellOf& cell) {
  return field == nullptr || field->codec.kind != map::Codec::Kind::rows ||
         relation::canonical_text(cell(field->codec.name_column)) == field->codec.is;
}

bool kept_promises(const std::vector<plan::CellFate>& fates, const map::Collection& collection,
                   const CellOf& cell, const Known& known) {
  return std::all_of(fates.begin(), fates.end(), [&](const plan::CellFate& fate) {
    const map::Field* field =
        fate.field < 0 ? nullptr : &collection.fields.at(static_cast<std::size_t>(fate.field));
    return fate.becomes == Becomes::same || !speaks_of(field, cell) ||
           kept_promise(fate, field, cell(fate.column), known);
  });
}

}  // namespace habeas::verify

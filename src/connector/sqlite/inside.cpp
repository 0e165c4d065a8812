#include <habeas/connector/sqlite/inside.h>

#include <habeas/connector/sqlite/query.h>
#include <habeas/connector/sqlite/sql_text.h>

#include <algorithm>
#include <vector>

namespace habeas::sqlite {
namespace {

// No writer of JSON escapes these, unless with \u00 (which the expression looks for); and no list has such a member.
bool is_plain(const std::string& name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto fits = [&](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ' ';
  };
  return !name.empty() && letter(name.front()) && std::all_of(name.begin(), name.end(), fits);
}

// $."a", $."a"."b"…: every part of the path, as SQL; nothing when one is not plain.
std::vector<std::string> parts_of(const source::CellPath& path) {
  std::vector<std::string> parts;
  std::string written = "$";
  for (const auto& step : path) {
    const auto* name = std::get_if<std::string>(&step);
    if (name == nullptr || !is_plain(*name)) return {};
    written += ".\"" + *name + "\"";
    parts.push_back(literal(written));
  }
  return parts;
}

}  // namespace

std::optional<std::string> inside_expression(source::Form form, const std::string& column,
                                             const source::CellPath& path) {
  const auto parts = parts_of(path);
  if (parts.empty()) return std::nullopt;
  const auto call = [&](const char* function, const std::string& json, const std::string& at) {
    return std::string(function) + "(" + json + ", " + at + ")";
  };
  // With the first such member gone there is another: which one does the owner's program read?
  std::string twice;
  for (const auto& part : parts) {
    const auto rest = call("json_remove", column, part);
    twice += (twice.empty() ? "" : " OR ") + call("json_type", rest, part) + " IS NOT NULL";
  }
  const auto type = call("json_type", column, parts.back());
  const auto value = call("json_extract", column, parts.back());
  const auto not_sure = " THEN " + literal(std::string(unsure));
  return "CASE WHEN " + column + " IS NULL THEN NULL WHEN NOT json_valid(" + column + ") OR instr(" + column +
         ", char(0)) > 0 OR " + column + " GLOB '*\\u00[2-7]*'" + not_sure + " WHEN " + twice + not_sure +
         " WHEN " + type + " IS NULL OR " + type + " = 'null' THEN NULL WHEN " + type +
         " IN ('text', 'integer') AND typeof(" + value + ") IN ('text', 'integer') THEN " +
         form_expression(form, "CAST(" + value + " AS TEXT)", Affinity::text) + " ELSE " +
         literal(std::string(unsure)) + " END";
}

}  // namespace habeas::sqlite

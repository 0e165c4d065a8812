#include <habeas/answer/titles.h>

#include <habeas/answer/words.h>
#include <habeas/map/load.h>

#include <algorithm>
#include <array>
#include <utility>

namespace habeas::answer {
namespace {

// A sentence of share/words/ in both languages.
law::Words both(std::string_view key) { return {{"en", Words::in("en")[key]}, {"fr", Words::in("fr")[key]}}; }

// A sentence about a column, by the name that the database has for it.
law::Words about_column(std::string_view key, const std::string& column) {
  law::Words words;
  for (const char* language : {"en", "fr"})
    words[language] = Words::in(language).fill(key, {{"column", column}});
  return words;
}

// Who the row belongs to, or names; or "Refers to: Orders". The record of a person it leads to may be another's, so
// its title ("Your customer record") says nothing.
law::Words link_title(const map::SystemMap& system, const map::Link& link) {
  const map::Collection* target = system.collection(link.target);
  if (target && target->is)
    return both(link.kind == map::LinkKind::of ? "column.link-owner" : "column.link-person");
  law::Words titles = target && !target->title.empty() ? target->title : untranslated(link.target.text());
  if (link.identifier) titles = kind_title(*link.identifier);
  law::Words words;
  for (const char* language : {"en", "fr"}) {
    words[language] = Words::in(language).fill("column.link", {{"title", law::say(titles, language)}});
  }
  return words;
}

// Columns that every second table has and no map describes.
const char* usual(std::string_view column) {
  static constexpr std::array<std::pair<std::string_view, const char*>, 16> names = {{
      {"id", "column.number"},
      {"created_at", "column.created"},
      {"created", "column.created"},
      {"created_on", "column.created"},
      {"updated_at", "column.updated"},
      {"updated", "column.updated"},
      {"modified_at", "column.updated"},
      {"last_update", "column.updated"},
      {"deleted_at", "column.deleted"},
      {"number", "column.number"},
      {"line_no", "column.line"},
      {"made_at", "column.created"},
      {"updated_on", "column.updated"},
      {"uuid", "column.number"},
      {"title", "column.title"},
      {"price", "column.price"},
  }};
  for (const auto& [name, key] : names) {
    if (name == column) return key;
  }
  return nullptr;
}

}  // namespace

law::Words field_title(const map::Field& field) {
  if (!field.title.empty()) return field.title;
  const map::DataCategory* category = map::data_category(field.data);
  if (category && !category->title.empty()) return category->title;
  return field.secret ? both("column.secret") : about_column("column.named", field.name.text());
}

law::Words kind_title(const subject::KindName& kind) {
  const std::string key = "kind." + kind.text();
  const auto keys = Words::in("fr").keys();
  return std::find(keys.begin(), keys.end(), key) == keys.end() ? untranslated(kind.text()) : both(key);
}

law::Words title_of(const map::Collection& collection) {
  return collection.title.empty() ? untranslated(collection.name.text()) : collection.title;
}
law::Words title_of(const map::NotPersonal& table) { return untranslated(table.name.text()); }

law::Words untranslated(std::string_view name) {
  return {{"en", spelt_as_words(name)}, {"fr", spelt_as_words(name)}};
}

law::Words column_title(const relation::ColumnName& column) {
  const char* key = usual(column.text());
  return key ? both(key) : about_column("column.named", column.text());
}

law::Words column_title(const map::SystemMap& system, const map::Collection& collection,
                        const plan::Cell& cell) {
  if (cell.field >= 0) {
    const map::Field& field = collection.fields[static_cast<std::size_t>(cell.field)];
    const char* key =
        field.title.empty() && field.data.empty() && !field.secret ? usual(field.name.text()) : nullptr;
    return key ? both(key) : field_title(field);
  }
  if (cell.rest) return about_column("column.rest", cell.column.text());
  if (!cell.links.empty()) return link_title(system, collection.links[cell.links.front()]);
  return column_title(cell.column);
}

}  // namespace habeas::answer

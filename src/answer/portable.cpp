#include <habeas/answer/portable.h>

#include <habeas/answer/data_files.h>
#include <habeas/answer/explain.h>
#include <habeas/answer/json_text.h>
#include <habeas/answer/page.h>
#include <habeas/map/load.h>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace habeas::answer {
namespace {

using Json = nlohmann::ordered_json;

bool carries(const plan::CollectionPlan& plan, std::size_t column) {
  return std::any_of(plan.patterns.begin(), plan.patterns.end(),
                     [column](const auto& fates) { return fates[column].fate == plan::Fate::disclose; });
}

bool carries(const Book& book, std::size_t table) {
  const plan::CollectionPlan& plan = book.portability.collections[table];
  for (std::size_t i = 0; i < book.tables[table].columns.size(); ++i) {
    if (carries(plan, i) && !plan.rows.empty()) return true;
  }
  return false;
}

std::string rows_json(const Table& of, const std::vector<Shown>& shown) {
  std::string text;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i].state != Shown::State::shown && shown[i].state != Shown::State::empty) continue;
    text += (text.empty() ? "" : ", ") + json_member(of.columns[i], shown[i]);
  }
  return text;
}

void write_collection(const Book& book, std::size_t table, Cells& cells, Zip& zip) {
  const Table& of = book.tables[table];
  zip.write("\n    " + json_string(of.file) + ": [");
  bool first = true;
  each_row(book, table, cells, [&](const RowSeen& seen) {
    const std::string row = rows_json(of, carried(book, table, seen));
    if (row.empty()) return;
    zip.write((first ? "\n      {" : ",\n      {") + row + "}");
    first = false;
  });
  zip.write("\n    ]");
}

void write_json(const Book& book, Cells& cells, Zip& zip) {
  zip.begin("portabilite/donnees.json");
  zip.write("{\n  \"$schema\": \"schema.json\",\n  \"format\": \"habeas-portability-1\",\n  \"reference\": " +
            json_string(book.request.reference) +
            ",\n  \"written_at\": " + json_string(base::to_rfc3339(book.request.at)) +
            ",\n  \"controller\": " + json_string(book.map.organisation.controller.name) +
            ",\n  \"collections\": {");
  bool first = true;
  for (std::size_t table = 0; table < book.tables.size(); ++table) {
    if (!carries(book, table)) continue;
    if (!first) zip.write(",");
    first = false;
    write_collection(book, table, cells, zip);
  }
  zip.write("\n  }\n}\n");
  zip.end();
}

Json schema_of_values() {
  Json exact = {
      {"type", "object"}, {"minProperties", 1}, {"maxProperties", 1}, {"additionalProperties", false}};
  exact["properties"]["base64"] = {{"type", "string"}, {"contentEncoding", "base64"}};
  exact["properties"]["integer"] = {{"type", "string"}, {"pattern", "^-?[0-9]+$"}};
  exact["properties"]["real"] = {{"enum", {"NaN", "Infinity", "-Infinity"}}};
  Json single = {{"anyOf", Json::array({Json{{"type", {"string", "number", "boolean", "null"}}}, exact})}};
  return {{"single", single},
          {"value",
           {{"anyOf", Json::array({Json{{"$ref", "#/$defs/single"}},
                                   Json{{"type", "array"}, {"items", {{"$ref", "#/$defs/single"}}}}})}}}};
}

Json schema_of(const Column& column) {
  Json schema;
  schema["$ref"] = "#/$defs/value";
  schema["title"] = law::say(column.title, "en");
  schema["description"] = law::say(column.title, "fr");
  const map::DataCategory* category = column.field ? map::data_category(column.field->data) : nullptr;
  if (category && !category->dpv.empty()) schema["x-dpv"] = category->dpv;
  return schema;
}

Json schema_of(const Book& book, std::size_t table) {
  const Table& of = book.tables[table];
  Json row = {{"type", "object"}, {"additionalProperties", false}};
  row["properties"] = Json::object();
  for (std::size_t i = 0; i < of.columns.size(); ++i) {
    if (carries(book.portability.collections[table], i))
      row["properties"][of.columns[i].name] = schema_of(of.columns[i]);
  }
  return {{"type", "array"},
          {"title", law::say(of.title, "en")},
          {"description", law::say(of.title, "fr")},
          {"items", row}};
}

// --- the page ---

void write_left_out(const Book& book, Page& page, const Words& words) {
  std::map<std::string, std::vector<std::string>> by_ground;
  for (std::size_t table = 0; table < book.tables.size(); ++table) {
    for (const auto& [item, count] : book.facts.tables[table].left_out) {
      const Column& column = book.tables[table].columns[item.first];
      by_ground[item.second].push_back(words.say(book.tables[table].title) + " – " + words.say(column.title) +
                                       " (" + column.name + ")" + words["colon"] +
                                       words.count("cells", count));
    }
  }
  if (by_ground.empty()) {
    page.paragraph(words["portable.nothing-left-out"]);
    return;
  }
  for (const auto& [ground, items] : by_ground) {
    page.html().open("div", {{"class", "why"}});
    page.paragraph(ground_of(book, ground, words));
    page.html().open("ul");
    for (const std::string& item : items) page.html().element("li", item);
    page.html().close();
    page.paragraph(article_of(book, ground, words), "law");
    page.html().close();
  }
}

void write_page(const Book& book, const Words& words, Zip& zip, bool has_card) {
  Page page(zip, book, words, "portabilite/lisez-moi", words["portable.title"]);
  page.paragraph(words.fill("portable.lead", {{"n", words.number(book.facts.portability.disclosed)}}),
                 "lead");
  page.paragraph(words["portable.use"]);
  page.heading("files", words["portable.files"]);
  Html& html = page.html();
  html.open("ul");
  const auto file = [&](const std::string& name, std::string_view what) {
    html.open("li");
    html.link(name, name);
    html.text(words["colon"] + std::string(what));
    html.close();
  };
  file("donnees.json", words["portable.json"]);
  file("schema.json", words["portable.schema"]);
  if (has_card) file("contact.vcf", words["portable.card"]);
  for (std::size_t table = 0; table < book.tables.size(); ++table) {
    if (carries(book, table)) file(book.tables[table].file + ".csv", words.say(book.tables[table].title));
  }
  html.close();
  page.heading("left-out", words["portable.left-out"]);
  page.paragraph(words["portable.left-out-lead"]);
  write_left_out(book, page, words);
  page.heading("another", words["portable.another"]);
  page.paragraph(words["portable.another-how"]);
  page.paragraph(words["portable.not-erasure"]);
  page.end();
}

}  // namespace

std::string portable_schema(const Book& book) {
  Json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = "habeas-portability-1";
  schema["type"] = "object";
  schema["required"] = {"format", "reference", "written_at", "controller", "collections"};
  schema["additionalProperties"] = false;
  schema["properties"]["$schema"] = {{"type", "string"}};
  schema["properties"]["format"] = {{"const", "habeas-portability-1"}};
  schema["properties"]["reference"] = {{"type", "string"}};
  schema["properties"]["written_at"] = {{"type", "string"}, {"format", "date-time"}};
  schema["properties"]["controller"] = {{"type", "string"}};
  Json collections = {{"type", "object"}, {"additionalProperties", false}};
  collections["properties"] = Json::object();
  for (std::size_t table = 0; table < book.tables.size(); ++table) {
    if (carries(book, table)) collections["properties"][book.tables[table].file] = schema_of(book, table);
  }
  schema["properties"]["collections"] = collections;
  schema["$defs"] = schema_of_values();
  return schema.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void write_portable(const Book& book, Cells& cells, Zip& zip) {
  const std::string card = book.facts.card.text();
  for (const std::string& language :
       {book.request.language, Words::in(book.request.language).other_language()}) {
    write_page(book, Words::in(language), zip, !card.empty());
  }
  write_json(book, cells, zip);
  zip.add("portabilite/schema.json", portable_schema(book));
  for (std::size_t table = 0; table < book.tables.size(); ++table) {
    if (carries(book, table)) write_portable_csv(book, table, cells, zip);
  }
  if (!card.empty()) zip.add("portabilite/contact.vcf", card);
}

}  // namespace habeas::answer

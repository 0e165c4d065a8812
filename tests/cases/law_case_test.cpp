// Every file of tests/cases/ is one test, named by its scenario.
#include "law_case.h"
#include "story.h"

#include <habeas/support/folder.h>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace habeas::cases {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::vector<std::string> sorted(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return sorted(keys);
}

std::vector<std::string> texts(const base::Node* list) {
  std::vector<std::string> texts;
  if (list) {
    for (const base::Node& item : list->items) texts.push_back(item.text);
  }
  return sorted(texts);
}

Json object_of(const base::Node* mapping) {
  Json object = Json::object();
  if (!mapping) return object;
  for (const auto& [key, value] : mapping->entries) object[key.text] = value.text;
  return object;
}

// Values as the case writes them: text.
Json as_text(const Json& row) {
  Json object = Json::object();
  for (const auto& [key, value] : row.items()) object[key] = value.is_string() ? value : Json(value.dump());
  return object;
}

// Every row found, in order of its key: what it gives, what it withholds and on which ground.
void check_access(const LawCase& law_case, const Answered& answered) {
  const base::Node* expected = law_case.at({"expect", "access"});
  if (!expected) return;
  std::vector<std::string> collections;
  for (const auto& [name, content] : answered.files) {
    if (name.starts_with("donnees/") && name.ends_with(".json")) {
      collections.push_back(name.substr(8, name.size() - 8 - 5));
    }
  }
  std::vector<std::string> named;
  for (const auto& [collection, rows] : expected->entries) named.push_back(collection.text);
  ASSERT_EQ(sorted(collections), sorted(named)) << "other collections were found";
  for (const auto& [collection, rows] : expected->entries) {
    const Json data = Json::parse(answered.files.at("donnees/" + collection.text + ".json"));
    ASSERT_EQ(data["rows"].size(), rows.items.size()) << collection.text;
    for (std::size_t i = 0; i < rows.items.size(); ++i) {
      const Json& row = data["rows"][i];
      EXPECT_EQ(keys_of(row["cells"]), texts(rows.items[i].find("gives")))
          << collection.text << " row " << i + 1;
      EXPECT_EQ(row.value("withheld", Json::object()), object_of(rows.items[i].find("withholds")))
          << collection.text << " row " << i + 1;
      for (const char* key : {"kept_until", "kept_at_least_until"}) {
        const base::Node* until = rows.items[i].find(key);
        EXPECT_EQ(row.value(key, ""), until ? until->text : "") << key;
      }
    }
  }
}

void check_portability(const LawCase& law_case, const Answered& answered) {
  const base::Node* expected = law_case.at({"expect", "portability"});
  if (!expected) return;
  const Json data = Json::parse(answered.files.at("portabilite/donnees.json"));
  std::vector<std::string> named;
  for (const auto& [collection, rows] : expected->entries) named.push_back(collection.text);
  ASSERT_EQ(keys_of(data["collections"]), sorted(named));
  for (const auto& [collection, rows] : expected->entries) {
    const Json& carried = data["collections"][collection.text];
    ASSERT_EQ(carried.size(), rows.items.size()) << collection.text;
    for (std::size_t i = 0; i < rows.items.size(); ++i) {
      EXPECT_EQ(as_text(carried[i]), object_of(&rows.items[i])) << collection.text << " row " << i + 1;
    }
  }
  const Json manifest = Json::parse(answered.files.at("manifest.json"));
  EXPECT_EQ(keys_of(manifest["portability"]["withheld_by_ground"]),
            texts(law_case.at({"expect", "left_out"})));
}

void check_pages(const LawCase& law_case, const Answered& answered) {
  const auto says = [&](const char* key, const std::string& file) {
    for (const std::string& text : law_case.texts({"expect", key})) {
      EXPECT_THAT(answered.files.at(file), HasSubstr(text)) << file;
    }
  };
  says("says", "informations/informations.html");
  says("index_says", "index.html");
  says("portability_says", "portabilite/lisez-moi.html");
  for (const std::string& text : law_case.texts({"expect", "says_not"})) {
    EXPECT_THAT(answered.files.at("informations/informations.html"), Not(HasSubstr(text)));
  }
  for (const std::string& text : law_case.texts({"expect", "never"})) {
    for (const auto& [name, content] : answered.files) EXPECT_THAT(content, Not(HasSubstr(text))) << name;
  }
}

// Of every right: found = disclosed + withheld.
void check_counts(const Answered& answered) {
  const Json manifest = Json::parse(answered.files.at("manifest.json"));
  for (const char* right : {"access", "portability"}) {
    const Json& counts = manifest[right];
    EXPECT_EQ(counts["found"].get<int>(), counts["disclosed"].get<int>() + counts["withheld"].get<int>());
  }
}

// Every row found, in order of its key, and every cell of it.
void check_plan(const LawCase& law_case) {
  const Planned planned = plan(law_case);
  EXPECT_EQ(planned.outcome, law_case.text({"expect", "outcome"}));
  EXPECT_TRUE(planned.sums_up);
  ASSERT_TRUE(law_case.at({"expect", "fates"}))
      << "a case of a right that changes something says what becomes of the cells";
  std::map<std::string, std::vector<std::map<std::string, std::string>>> expected;
  for (const auto& [collection, rows] : law_case.at({"expect", "fates"})->entries) {
    for (const base::Node& row : rows.items) {
      auto& cells = expected[collection.text].emplace_back();
      for (const auto& [name, fate] : row.entries) cells[name.text] = fate.text;
    }
  }
  EXPECT_EQ(planned.fates, expected);
  const std::vector<std::string> questions = law_case.texts({"expect", "questions"});
  ASSERT_EQ(planned.questions.size(), questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i)
    EXPECT_THAT(planned.questions[i], HasSubstr(questions[i]));
}

TEST(LawCase, RefusesAKeyThatItDoesNotKnow) {
  const support::Folder folder;
  const auto refused = [&](const std::string& text) {
    std::ofstream(folder.file("case.yaml")) << text;
    try {
      read_case(folder.file("case.yaml"));
    } catch (const std::exception& wrong) {
      return std::string(wrong.what());
    }
    return std::string();
  };
  EXPECT_THAT(refused("expects: {outcome: found}\n"),
              HasSubstr("case.yaml:1: a case says nothing by 'expects'"));
  EXPECT_THAT(refused("request: {idetifiers: {}}\n"), HasSubstr("'idetifiers'"));
  EXPECT_THAT(refused("expect: {acces: {}}\n"), HasSubstr("'acces'"));
  EXPECT_THAT(refused("expect:\n  access:\n    shop.customer: [{give: [name]}]\n"), HasSubstr("case.yaml:3"));
  EXPECT_THAT(refused("story: [{asks: access, than: {}}]\n"), HasSubstr("'than'"));
  EXPECT_THAT(refused("story: [{asks: access, then: {sate: answered}}]\n"), HasSubstr("'sate'"));
  EXPECT_THAT(refused("rows: {shop: {}, crm: {}}\n"), HasSubstr("one system"));
  EXPECT_EQ(refused("request: {at: 2026-03-01}\nstory: [{asks: access, then: {state: received}}]\n"), "");
}

class Law : public testing::TestWithParam<std::string> {};

TEST_P(Law, Case) {
  const LawCase law_case = read_case(GetParam());
  if (law_case.at({"story"})) return play(law_case);
  const std::string right = law_case.text({"request", "right"});
  if (right == "information") {
    EXPECT_EQ(missing_of_notice(law_case), law_case.texts({"expect", "missing"}));
    return;
  }
  if (!right.empty() && right != "access") return check_plan(law_case);
  const Answered answered = answer(law_case);
  EXPECT_EQ(answered.outcome, law_case.text({"expect", "outcome"}));
  check_access(law_case, answered);
  check_portability(law_case, answered);
  check_pages(law_case, answered);
  check_counts(answered);
}

std::string scenario(const testing::TestParamInfo<std::string>& info) {
  const std::filesystem::path path(info.param);
  return path.parent_path().filename().string() + "_" + path.stem().string();
}

INSTANTIATE_TEST_SUITE_P(Of, Law, testing::ValuesIn(files_of_cases()), scenario);

}  // namespace
}  // namespace habeas::cases

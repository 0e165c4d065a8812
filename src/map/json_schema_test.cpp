#include <habeas/map/language.h>
#include <habeas/map/load.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <sstream>

namespace habeas::map {
namespace {

const std::vector<std::string> files = {"habeas", "activities", "map"};

std::string content_of(const std::string& path) {
  std::ifstream file(std::string(HABEAS_SOURCE_DIR) + "/" + path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string shipped(const std::string& which) { return content_of("share/schema/" + which + ".schema.json"); }

TEST(JsonSchema, IsShippedAsItIsGenerated) {
  for (const auto& which : files)
    EXPECT_EQ(json_schema(which), shipped(which)) << "habeas map schema " << which;
}

TEST(JsonSchema, HasEveryKeyThatTheLoaderKnows) {
  std::set<std::string_view> described;
  for (const auto& which : files) {
    const auto schema = nlohmann::json::parse(json_schema(which));
    for (const auto& one : forms()) {
      const auto definition = schema["$defs"].find(std::string(one.name));
      if (definition == schema["$defs"].end()) continue;
      described.insert(one.name);
      EXPECT_EQ((*definition)["properties"].size(), one.keys.size()) << one.name;
      for (const auto& key : one.keys)
        EXPECT_EQ((*definition)["properties"][std::string(key.name)]["description"], std::string(key.meaning))
            << key.name;
    }
  }
  EXPECT_EQ(described.size(), forms().size());
}

TEST(JsonSchema, RefersOnlyToWhatItDefines) {
  for (const auto& which : files) {
    const auto schema = nlohmann::json::parse(json_schema(which));
    const std::string text = schema.dump();
    const std::string mark = "\"#/$defs/";
    for (auto at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
      const auto name = text.substr(at + mark.size(), text.find('"', at + 1) - at - mark.size());
      EXPECT_TRUE(schema["$defs"].contains(name)) << name;
    }
  }
}

TEST(MapDocumentation, NamesEveryKeyAndEveryCategory) {
  const std::string page = content_of("docs/map.md");
  for (const auto& one : forms())
    for (const auto& key : one.keys) EXPECT_NE(page.find(key.name), page.npos) << one.name << "." << key.name;
  for (const auto& category : data_categories())
    EXPECT_NE(page.find("| `" + category.name + "`"), page.npos) << category.name;
}

TEST(DataCategories, AreSortedTitledAndMapped) {
  const auto& all = data_categories();
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (at > 0) {
      EXPECT_LT(all[at - 1].name, all[at].name);
    }
    EXPECT_FALSE(all[at].title.at("fr").empty()) << all[at].name;
    EXPECT_FALSE(all[at].title.at("en").empty()) << all[at].name;
    EXPECT_EQ(all[at].dpv.rfind("dpv", 0), 0u) << all[at].name;
    EXPECT_EQ(data_category(all[at].name), &all[at]);
  }
  EXPECT_EQ(data_category("contact.emial"), nullptr);
}

TEST(DataCategories, MarkWhatArticles9And10Protect) {
  for (const auto* name : {"health.condition", "belief.religion", "belief.politics", "belief.union",
                           "origin.ethnic", "sex-life", "biometric", "genetic", "criminal"})
    EXPECT_TRUE(data_category(name)->special) << name;
  EXPECT_FALSE(data_category("contact.email")->special);
}

}  // namespace
}  // namespace habeas::map

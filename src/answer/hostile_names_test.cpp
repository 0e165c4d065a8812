// Names of systems, tables and columns that want to be something else, in every file of a package: a database may
// call its columns what it likes.
#include <habeas/answer/answer_example.h>

#include <habeas/base/text.h>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <set>

namespace habeas::answer {
namespace {

using example::House;
using example::text;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const std::vector<std::string>& hostile() {
  static const std::vector<std::string> names = {
      "\"; drop table customer; --",
      "../../etc/passwd",
      "..\\..\\autoexec.bat",
      "\u202Egnp.exe",
      "\u2066name\u2069",
      "<script>alert(1)</script>",
      "=HYPERLINK(\"http://evil.invalid\")",
      "a,b;c\td\r\ne",
      "\x1b[31mred",
      std::string("nul\0byte", 8),
      "broken\xE9\xFF",
      "__proto__",
  };
  return names;
}

// Her record with a column of each name; each holds its number.
void add_columns(House& house) {
  for (std::size_t i = 0; i < hostile().size(); ++i) {
    map::Field field;
    field.name = map::FieldName(hostile()[i]);
    field.column = relation::ColumnName(hostile()[i]);
    field.data = "preference.setting";
    field.purposes = {map::ActivityName("orders")};
    house.collection("customer").fields.push_back(field);
    house.cells.tables["customer"][0][hostile()[i]] = text("value " + std::to_string(i));
  }
}

bool safe(const std::string& path) {
  const bool plain = path.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_./") == std::string::npos;
  return plain && path.find("..") == std::string::npos && path.front() != '/';
}

void expect_harmless(const std::map<std::string, std::string>& files) {
  for (const auto& [name, content] : files) {
    EXPECT_TRUE(safe(name)) << name;
    if (name.starts_with("fichiers/")) continue;
    EXPECT_TRUE(base::is_utf8(content)) << name;
    if (name.ends_with(".html")) {
      EXPECT_THAT(content, Not(HasSubstr("<script"))) << name;
      EXPECT_THAT(content, Not(HasSubstr("\u202E"))) << name;
      EXPECT_THAT(content, Not(HasSubstr("\u2066"))) << name;
    }
    EXPECT_TRUE(!name.ends_with(".json") || Json::accept(content)) << name;
    if (name.ends_with(".html") || name.ends_with(".csv") || name.ends_with(".txt")) {
      EXPECT_THAT(content, Not(HasSubstr("\x1b"))) << name;
      EXPECT_EQ(content.find('\0'), std::string::npos) << name;
    }
    if (name.ends_with(".csv")) {
      EXPECT_THAT(content, Not(HasSubstr("\"=HYPERLINK"))) << name;
      EXPECT_THAT(content, Not(HasSubstr(",=HYPERLINK"))) << name;
    }
  }
}

TEST(HostileNames, OfColumnsDoNoHarmInAnyFileAndLoseNoCell) {
  House house;
  add_columns(house);
  const auto files = house.package();
  expect_harmless(files);
  const Json cells = Json::parse(files.at("donnees/shop/customer.json"))["rows"][0]["cells"];
  std::set<std::string> values;
  for (const auto& [name, value] : cells.items()) {
    if (value.is_string()) values.insert(value.get<std::string>());
  }
  const auto carried = Json::parse(files.at("portabilite/donnees.json"))["collections"]["shop/customer"][0];
  for (std::size_t i = 0; i < hostile().size(); ++i) {
    const std::string value = "value " + std::to_string(i);
    EXPECT_TRUE(values.contains(value)) << i;
    for (const char* file : {"donnees/shop/customer.html", "donnees/shop/customer.csv",
                             "portabilite/shop/customer.csv", "portabilite/donnees.json"})
      EXPECT_THAT(files.at(file), HasSubstr(value)) << file;
  }
  EXPECT_GE(carried.size(), hostile().size()) << "no two members of one name";
}

TEST(HostileNames, OfColumnsAreMembersThatTheSchemaKnows) {
  House house;
  add_columns(house);
  const auto files = house.package();
  const Json schema = Json::parse(files.at("portabilite/schema.json"));
  const Json& row = schema["properties"]["collections"]["properties"]["shop/customer"]["items"];
  const Json data = Json::parse(files.at("portabilite/donnees.json"));
  for (const Json& carried : data["collections"]["shop/customer"]) {
    for (const auto& [name, value] : carried.items()) EXPECT_TRUE(row["properties"].contains(name));
  }
}

TEST(HostileNames, OfSystemsAndTablesAreNoPaths) {
  for (const std::string& name : hostile()) {
    House house;
    house.map.systems[0].system = map::SystemName(name);
    house.map.organisation.systems[0].name = map::SystemName(name);
    house.map.organisation.systems[0].title.clear();
    house.collection("customer").title.clear();
    house.cells.tables[name] = house.cells.tables["customer"];
    house.collection("customer").name = map::CollectionName(name);
    expect_harmless(house.package());
  }
}

}  // namespace
}  // namespace habeas::answer

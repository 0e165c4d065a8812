// Cells that want to be something else than data, in every file of a package.
#include <habeas/answer/answer_example.h>

#include <habeas/base/text.h>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace habeas::answer {
namespace {

using example::House;
using example::text;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::map<std::string, std::string> package_with(const std::string& name) {
  House house;
  house.cells.tables["customer"][0]["name"] = text(name);
  return house.package();
}

TEST(HostileCells, StayTextInHtml) {
  const std::string name = "<script>alert(1)</script><img src=x onerror=y>\"'&";
  const auto files = package_with(name);
  for (const auto& [file, content] : files) {
    if (!file.ends_with(".html")) continue;
    EXPECT_THAT(content, Not(HasSubstr("<script"))) << file;
    EXPECT_THAT(content, Not(HasSubstr("<img"))) << file;
  }
  EXPECT_EQ(Json::parse(files.at("donnees/shop/customer.json"))["rows"][0]["cells"]["name"], name);
}

TEST(HostileCells, AreNoFormulasInCsvAndExactInJson) {
  const std::string name = "=HYPERLINK(\"http://evil.invalid\")";
  const auto files = package_with(name);
  EXPECT_THAT(files.at("donnees/shop/customer.csv"), HasSubstr("\"'=HYPERLINK("));
  EXPECT_THAT(files.at("portabilite/shop/customer.csv"), HasSubstr("\"'=HYPERLINK("));
  EXPECT_EQ(Json::parse(files.at("portabilite/donnees.json"))["collections"]["shop/customer"][0]["name"],
            name);
}

TEST(HostileCells, DoNotTurnTheReadingDirection) {
  const auto files = package_with("Ada\u202Egnp.exe");
  EXPECT_THAT(files.at("donnees/shop/customer.html"), HasSubstr("Ada⟦U+202E⟧gnp.exe"));
}

TEST(HostileCells, BrokenBytesAreShownAndKeptWhole) {
  const auto files = package_with("R\xE9ne\xFF");
  for (const auto& [file, content] : files) {
    if (file.starts_with("fichiers/")) continue;
    EXPECT_TRUE(base::is_utf8(content)) << file;
  }
  EXPECT_EQ(Json::parse(files.at("donnees/shop/customer.json"))["rows"][0]["cells"]["name"]["base64"],
            base::base64("R\xE9ne\xFF"));
}

TEST(HostileCells, AreNoPropertiesOfTheirOwnInTheContactCard) {
  const auto files = package_with("Ada\r\nTEL:+666\nEND:VCARD");
  EXPECT_THAT(files.at("portabilite/contact.vcf"), HasSubstr("FN:Ada\\nTEL:+666\\nEND:VCARD\r\n"));
}

TEST(HostileCells, OfTenMegabytesAreCutOnThePageAndWholeInTheData) {
  const std::string long_text(10u << 20, 'x');
  const auto files = package_with(long_text);
  EXPECT_LT(files.at("donnees/shop/customer.html").size(), 200'000u);
  EXPECT_THAT(files.at("donnees/shop/customer.html"), HasSubstr("Texte coupé ici"));
  EXPECT_EQ(Json::parse(files.at("donnees/shop/customer.json"))["rows"][0]["cells"]["name"], long_text);
}

TEST(HostileCells, NamesOfTheMapAreEscapedToo) {
  House house;
  house.collection("customer").fields[0].title = {{"fr", "<i>Nom</i>"}, {"en", "\"Name"}};
  house.map.organisation.controller.name = "Verdier & <Fils>";
  const auto files = house.package();
  EXPECT_THAT(files.at("donnees/shop/customer.html"), HasSubstr("&lt;i&gt;Nom"));
  EXPECT_THAT(files.at("index.html"), HasSubstr("Verdier &amp; &lt;Fils&gt;"));
  EXPECT_EQ(Json::parse(files.at("informations/informations.json"))["controller"], "Verdier & <Fils>");
}

TEST(HostileCells, ControlCharactersDoNotReachASpreadsheet) {
  const auto files = package_with("Ada\x1b[31m\x07 Martin\x7f");
  EXPECT_THAT(files.at("donnees/shop/customer.csv"), HasSubstr("Ada␛[31m␇ Martin␡"));
  for (const char* file : {"donnees/shop/customer.csv", "portabilite/shop/customer.csv"})
    EXPECT_THAT(files.at(file), Not(HasSubstr("\x1b"))) << file;
}

TEST(HostileCells, OfKeyValueRowsAreOnlyTheFieldThatTheRowHolds) {
  House house;
  map::Collection& message = house.collection("message");
  map::Field secret = message.fields[0];
  secret.name = map::FieldName("token");
  secret.secret = true;
  message.fields.push_back(secret);
  for (std::size_t i = 0; i < 2; ++i) {
    message.fields[i].codec.kind = map::Codec::Kind::rows;
    message.fields[i].codec.name_column = relation::ColumnName("kind");
    message.fields[i].codec.is = i == 0 ? "text" : "token";
  }
  house.rows("message").rows.resize(1);
  auto& row = house.cells.tables["message"][0];
  row["kind"] = text("token");
  row["body"] = text("s3cr3t-of-a-row");
  const auto files = house.package();
  for (const auto& [file, content] : files) EXPECT_THAT(content, Not(HasSubstr("s3cr3t"))) << file;
  EXPECT_EQ(Json::parse(files.at("manifest.json"))["access"]["withheld_by_ground"]["secret"], 2);
}

}  // namespace
}  // namespace habeas::answer

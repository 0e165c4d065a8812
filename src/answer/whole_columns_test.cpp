// What is in a column and no field of the map reads, or what no codec can decode: given in her own row, withheld and
// counted in any other, never gone.
#include <habeas/answer/answer_example.h>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace habeas::answer {
namespace {

using example::House;
using example::text;
using Json = nlohmann::json;
using testing::HasSubstr;
using testing::Not;

map::Field part_of(const std::string& name, const std::string& column, map::Codec::Kind kind,
                   const std::string& path) {
  map::Field field;
  field.name = map::FieldName(name);
  field.column = relation::ColumnName(column);
  field.data = "preference.setting";
  field.purposes = {map::ActivityName("orders")};
  field.codec.kind = kind;
  field.codec.path = path;
  return field;
}

// Her record has a document, of which the map reads two members.
void give_a_profile(House& house, const std::string& document) {
  auto& fields = house.collection("customer").fields;
  fields.push_back(part_of("cooks", "profile", map::Codec::Kind::json, "$.cooks"));
  fields.push_back(part_of("apron", "profile", map::Codec::Kind::json, "$.sizes.apron"));
  house.cells.tables["customer"][0]["profile"] = text(document);
}

struct Read {
  std::map<std::string, std::string> files;
  Json row;  // of donnees/
  Json manifest;
};
Read read(House& house, const std::string& collection, std::size_t row = 0) {
  Read read;
  read.files = house.package();
  read.row = Json::parse(read.files.at("donnees/shop/" + collection + ".json"))["rows"][row];
  read.manifest = Json::parse(read.files.at("manifest.json"));
  EXPECT_EQ(house.report.access.found, house.report.access.disclosed + house.report.access.withheld);
  EXPECT_EQ(house.report.access.found, house.report.portability.found);
  return read;
}

TEST(WholeColumns, OtherMembersOfADocumentAreGivenInHerOwnRow) {
  House plain;
  plain.package();
  House house;
  give_a_profile(house, R"({"cooks": true, "sizes": {"apron": 38, "glove": 7}, "nickname": "Ada la douce"})");
  const Read read = answer::read(house, "customer");
  EXPECT_EQ(read.row["cells"]["profile"], R"({"sizes": {"glove": 7}, "nickname": "Ada la douce"})");
  EXPECT_THAT(read.files.at("donnees/shop/customer.html"),
              HasSubstr("Autre contenu de «\u00A0profile\u00A0»"));
  EXPECT_THAT(read.files.at("donnees/shop/customer.csv"), HasSubstr("Ada la douce"));
  EXPECT_EQ(house.report.access.disclosed, plain.report.access.disclosed + 3);
}

TEST(WholeColumns, ADocumentThatTheMapReadsWhollyHasNoRest) {
  House house;
  give_a_profile(house, R"({"cooks": true, "sizes": {"apron": 38}})");
  const Read read = answer::read(house, "customer");
  EXPECT_FALSE(read.row["cells"].contains("profile"));
}

TEST(WholeColumns, KeepTruthsAndNumbersInJson) {
  House house;
  give_a_profile(house, R"({"cooks": true, "sizes": {"apron": 38.50}})");
  const Read read = answer::read(house, "customer");
  EXPECT_EQ(read.row["cells"]["cooks"], true);
  EXPECT_EQ(read.row["cells"]["apron"], 38.5);
  EXPECT_EQ(
      Json::parse(read.files.at("portabilite/donnees.json"))["collections"]["shop/customer"][0]["cooks"],
      true);
  EXPECT_THAT(read.files.at("donnees/shop/customer.html"), HasSubstr("<td>oui</td>"));
}

TEST(WholeColumns, TheRestIsNotTakenAwayForNobodySaidWhatItIs) {
  House house;
  give_a_profile(house, R"({"nickname": "Ada la douce"})");
  const Read read = answer::read(house, "customer");
  EXPECT_THAT(read.files.at("portabilite/donnees.json"), Not(HasSubstr("douce")));
  EXPECT_EQ(read.manifest["portability"]["withheld_by_ground"]["unclassified"], 1);
}

TEST(WholeColumns, ADocumentThatDoesNotDecodeIsGivenAsItIsInHerOwnRow) {
  House house;
  give_a_profile(house, "{broken, \"cooks\": true");
  const Read read = answer::read(house, "customer");
  EXPECT_EQ(read.row["cells"]["profile"], "{broken, \"cooks\": true");
  EXPECT_EQ(read.row["not_decoded"], Json::array({"cooks", "apron", "profile"}));
  EXPECT_THAT(read.files.at("donnees/shop/customer.html"), HasSubstr("tel quel dans notre base"));
  EXPECT_FALSE(read.manifest["access"]["withheld_by_ground"].contains("undecodable"));
  EXPECT_EQ(read.manifest["portability"]["withheld_by_ground"]["not-structured"], 2);
}

TEST(WholeColumns, ADocumentThatDoesNotDecodeMayHoldASecretAndIsThenWithheld) {
  House house;
  give_a_profile(house, R"({"cooks": true, "token": "s3cr3t")");  // cut short
  auto token = part_of("token", "profile", map::Codec::Kind::json, "$.token");
  token.secret = true;
  house.collection("customer").fields.push_back(token);
  const Read read = answer::read(house, "customer");
  for (const auto& [file, content] : read.files) EXPECT_THAT(content, Not(HasSubstr("s3cr3t"))) << file;
  EXPECT_EQ(read.row["withheld"]["profile"], "undecodable");
  EXPECT_EQ(read.row["withheld"]["token"], "secret");
}

TEST(WholeColumns, ASecretWithinADocumentIsInNothingThatIsShownOfIt) {
  House house;
  give_a_profile(house, R"({"auth": {"login": "ada", "token": "s3cr3t"}, "other": {"kept": 1}})");
  auto token = part_of("token", "profile", map::Codec::Kind::json, "$.auth.token");
  token.secret = true;
  auto& fields = house.collection("customer").fields;
  fields.push_back(token);
  fields.push_back(part_of("auth", "profile", map::Codec::Kind::json, "$.auth"));
  fields.push_back(part_of("all", "profile", map::Codec::Kind::plain, ""));
  const Read read = answer::read(house, "customer");
  for (const auto& [file, content] : read.files) EXPECT_THAT(content, Not(HasSubstr("s3cr3t"))) << file;
  EXPECT_THAT(read.row["cells"]["auth"].get<std::string>(), HasSubstr("ada"));
  EXPECT_THAT(read.row["cells"]["all"].get<std::string>(), HasSubstr("kept"));
}

TEST(WholeColumns, OfPhpDocumentsLikewise) {
  House house;
  house.collection("customer")
      .fields.push_back(part_of("theme", "profile", map::Codec::Kind::php, "$.theme"));
  house.cells.tables["customer"][0]["profile"] = text(R"(a:2:{s:5:"theme";s:4:"dark";s:4:"kept";i:3;})");
  const Read read = answer::read(house, "customer");
  EXPECT_EQ(read.row["cells"]["theme"], "dark");
  EXPECT_EQ(read.row["cells"]["profile"], R"(a:1:{s:4:"kept";i:3;})");
}

TEST(WholeColumns, ListsAndAddressesThatDoNotDecodeAreGivenAsBytes) {
  House house;
  auto ip = part_of("ip", "ip", map::Codec::Kind::ip, "");
  house.collection("customer").fields.push_back(ip);
  auto mail = part_of("mail", "mail", map::Codec::Kind::mime, "");
  house.collection("customer").fields.push_back(mail);
  house.cells.tables["customer"][0]["ip"] = relation::Bytes{"\xff\x01\x02"};
  house.cells.tables["customer"][0]["mail"] = relation::Bytes{"Subject: Bonjour"};
  const Read read = answer::read(house, "customer");
  EXPECT_EQ(read.row["cells"]["ip"]["base64"], "/wEC");
  EXPECT_EQ(read.row["cells"]["mail"], "Subject: Bonjour");
  EXPECT_EQ(read.row["not_decoded"], Json::array({"ip", "mail"}));
  EXPECT_THAT(read.files.at("donnees/shop/customer.html"), HasSubstr("<code>ff0102</code>"));
}

// Messages of a key-value kind: the map knows one name.
void make_rows_of_names(House& house, const std::string& name, dossier::Class klass) {
  map::Field& body = house.collection("message").fields[0];
  body.codec.kind = map::Codec::Kind::rows;
  body.codec.name_column = relation::ColumnName("kind");
  body.codec.is = "text";
  house.rows("message").rows.resize(1);
  house.rows("message").rows[0].klass = klass;
  house.cells.tables["message"][0]["kind"] = text(name);
}

TEST(WholeColumns, KeyValueRowsOfUnknownNamesAreGivenInHerOwnRow) {
  House house;
  make_rows_of_names(house, "shoe_size", dossier::Class::mine);
  const Read read = answer::read(house, "message");
  EXPECT_THAT(read.row["cells"].dump(), HasSubstr("mon colis"));
  EXPECT_EQ(read.row["cells"]["kind"], "shoe_size");
}

TEST(WholeColumns, KeyValueRowsOfUnknownNamesAreWithheldWhereSeveralOwnTheRow) {
  House house;
  make_rows_of_names(house, "shoe_size", dossier::Class::shared);
  const Read read = answer::read(house, "message");
  for (const auto& [file, content] : read.files) EXPECT_THAT(content, Not(HasSubstr("mon colis"))) << file;
  EXPECT_EQ(read.manifest["access"]["withheld_by_ground"]["unmapped"], 1);
}

TEST(WholeColumns, InASharedRowTheRestAndWhatDoesNotDecodeAreWithheldAndCounted) {
  for (const auto& [document, ground] : {std::pair{R"({"text": "mine", "note": "s3cr3t"})", "unmapped"},
                                         std::pair{"{s3cr3t", "undecodable"}}) {
    House house;
    map::Field& body = house.collection("message").fields[0];
    body.codec.kind = map::Codec::Kind::json;
    body.codec.path = "$.text";
    house.rows("message").rows.resize(1);
    house.rows("message").rows[0].klass = dossier::Class::shared;
    house.cells.tables["message"][0]["body"] = text(document);
    const Read read = answer::read(house, "message");
    for (const auto& [file, content] : read.files) EXPECT_THAT(content, Not(HasSubstr("s3cr3t"))) << file;
    EXPECT_GE(read.manifest["access"]["withheld_by_ground"][ground].get<int>(), 1) << ground;
  }
}

TEST(WholeColumns, InAnothersRowTheRestIsWithheldAndCounted) {
  House house;
  map::Field& body = house.collection("message").fields[0];
  body.codec.kind = map::Codec::Kind::json;
  body.codec.path = "$.text";
  house.cells.tables["message"][0]["body"] = text(R"({"text": "Bonjour", "mood": "calm"})");
  house.cells.tables["message"][1]["body"] = text(R"({"text": "no", "mood": "s3cr3t"})");
  const Read read = answer::read(house, "message", 1);
  EXPECT_EQ(read.row["withheld"]["body-2"], "others-row");
  EXPECT_THAT(read.files.at("donnees/shop/message.json"), HasSubstr("calm"));
  EXPECT_THAT(read.files.at("donnees/shop/message.json"), Not(HasSubstr("s3cr3t")));
}

}  // namespace
}  // namespace habeas::answer

#include <habeas/answer/answer_example.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace habeas::answer {
namespace {

using example::House;
using example::number;
using example::text;
using Json = nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Key;
using testing::Not;

using Files = std::map<std::string, std::string>;

std::string everything(const Files& files) {
  std::string all;
  for (const auto& [name, content] : files) all += name + "\n" + content;
  return all;
}

TEST(Package, HasEveryPartInBothLanguages) {
  House house;
  const Files files = house.package();
  for (const char* name :
       {"lisez-moi.txt", "index.html", "index.en.html", "informations/informations.html",
        "informations/informations.en.html", "informations/informations.json", "donnees/shop/customer.html",
        "donnees/shop/customer.en.html", "donnees/shop/customer.json", "donnees/shop/customer.csv",
        "fichiers/scans/000001.jpg", "portabilite/donnees.json", "portabilite/schema.json",
        "portabilite/shop/customer.csv", "portabilite/contact.vcf", "portabilite/lisez-moi.html",
        "manifest.json"}) {
    EXPECT_THAT(files, Contains(Key(name)));
  }
  EXPECT_THAT(files.at("index.html"), HasSubstr("<html lang=\"fr\">"));
  EXPECT_THAT(files.at("index.en.html"), HasSubstr("<html lang=\"en\">"));
}

TEST(Package, OpensInTheLanguageAskedFor) {
  House house;
  house.request.language = "en";
  const Files files = house.package();
  EXPECT_THAT(files.at("index.html"), HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(files, Contains(Key("index.fr.html")));
}

TEST(Package, NeverHoldsASecretNorAnothersData) {
  House house;
  const std::string all = everything(house.package());
  EXPECT_THAT(all, Not(HasSubstr("$2y$10$hash")));
  EXPECT_THAT(all, Not(HasSubstr("Le secret de")));
  EXPECT_THAT(all, HasSubstr("mon colis"));
  EXPECT_THAT(house.cells.columns_asked, Not(Contains("password")));
}

TEST(Package, NamesFilesByNumberNotByWhoIsInThem) {
  House house;
  const Files files = house.package();
  for (const auto& [name, content] : files) EXPECT_THAT(name, Not(HasSubstr("leo")));
  EXPECT_EQ(files.at("fichiers/scans/000001.jpg"), "not really a picture");
}

TEST(Package, SaysThatADocumentIsMissing) {
  House house;
  house.cells.documents.clear();
  const Files files = house.package();
  EXPECT_EQ(house.report.documents_missing, 1u);
  EXPECT_THAT(files.at("manifest.json"), HasSubstr("document_missing"));
  EXPECT_THAT(files.at("donnees/shop/customer.html"), HasSubstr("Document introuvable"));
}

TEST(Package, ManifestTellsTheDigestOfEveryOtherFile) {
  House house;
  const Files files = house.package();
  const Json manifest = Json::parse(files.at("manifest.json"));
  EXPECT_EQ(manifest["files"].size() + 1, files.size());
  for (const Json& file : manifest["files"]) {
    const std::string& content = files.at(file["name"]);
    EXPECT_EQ(file["sha256"], base::sha256_hex(content));
    EXPECT_EQ(file["bytes"], content.size());
  }
}

TEST(Package, ManifestSaysWhoDecidedUponHowManyRowsAndNothingMore) {
  House house;
  dossier::DecisionTaken taken;
  taken.decision.says = dossier::Decision::Says::this_person;
  taken.decision.by = "Camille Roy";
  taken.decision.because = base::Personal<std::string>("called her at 0612345678");
  taken.decision.key = relation::RowKey({std::int64_t{424242}});
  house.dossier.decisions = {taken, taken};
  const Files files = house.package();
  const Json decisions = Json::parse(files.at("manifest.json"))["decisions"];
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_EQ(decisions[0]["rows"], 2);
  EXPECT_EQ(decisions[0]["by"], "Camille Roy");
  EXPECT_EQ(decisions[0]["is"], "this person");
  EXPECT_THAT(everything(files), Not(HasSubstr("0612345678")));
  EXPECT_THAT(everything(files), Not(HasSubstr("424242")));
}

TEST(Package, CountsAddUp) {
  House house;
  const Json manifest = Json::parse(house.package().at("manifest.json"));
  for (const char* right : {"access", "portability"}) {
    const Json& counts = manifest[right];
    std::uint64_t by_ground = 0;
    for (const auto& [ground, cells] : counts["withheld_by_ground"].items())
      by_ground += cells.get<std::uint64_t>();
    EXPECT_EQ(counts["found"],
              counts["disclosed"].get<std::uint64_t>() + counts["withheld"].get<std::uint64_t>());
    EXPECT_EQ(counts["withheld"], by_ground);
  }
  EXPECT_EQ(manifest["access"]["withheld_by_ground"],
            (Json{{"others-rights", 2}, {"others-row", 2}, {"secret", 1}}));
  EXPECT_EQ(manifest["snapshots"]["crm"], nullptr);
  EXPECT_EQ(manifest["not_searched"][0]["why"], "manual_pending");
}

TEST(Package, IsTheSameBytesForTheSameSnapshotAndMoment) {
  House one;
  one.package();
  House two;
  two.package();
  EXPECT_EQ(one.report.sha256, two.report.sha256);
  two.request.at += std::chrono::hours(1);
  two.package();
  EXPECT_NE(one.report.sha256, two.report.sha256);
}

// The package's bytes as a machine of that time zone writes them; zones in POSIX form, which need no time zone data.
std::string written_in(const char* zone) {
  ::setenv("TZ", zone, 1);
  ::tzset();
  House house;
  house.package();
  ::unsetenv("TZ");
  ::tzset();
  return house.report.sha256;
}

TEST(Package, IsTheSameBytesInEveryTimeZone) {
  const std::string utc = written_in("UTC0");
  EXPECT_EQ(written_in("NZST-12"), utc);
  EXPECT_EQ(written_in("<-0330>3:30"), utc);
}

TEST(Package, IsReadableByItsOwnerOnlyAndNeverOverwrites) {
  House house;
  static const law::Library law = example::library();
  write_package(house.map, law, house.dossier, house.cells, house.request, house.path());
  struct stat status{};
  ASSERT_EQ(::stat(house.path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  EXPECT_THROW(write_package(house.map, law, house.dossier, house.cells, house.request, house.path()),
               base::Fault);
  EXPECT_EQ(base::sha256_hex(example::content_of(house.path())),
            base::sha256_hex(example::content_of(house.path())));
  ::unlink(house.path().c_str());
}

TEST(Package, LeavesNoHalfFileBehindWhenItFails) {
  House house;
  house.cells.fail_in_documents = true;
  EXPECT_THROW(house.package(), base::Fault);
  EXPECT_NE(::access(house.path().c_str(), F_OK), 0);
}

TEST(Package, RefusesWhatAHumanHasToDecide) {
  for (const auto outcome : {dossier::Outcome::conflict, dossier::Outcome::candidates}) {
    House house;
    house.dossier.outcome = outcome;
    EXPECT_THROW(house.package(), base::Fault);
    EXPECT_NE(::access(house.path().c_str(), F_OK), 0);
  }
}

TEST(Package, SaysHonestlyThatNothingIsHeld) {
  House house;
  house.dossier.outcome = dossier::Outcome::nobody;
  house.dossier.collections.clear();
  house.dossier.not_searched.clear();
  const Files files = house.package();
  EXPECT_EQ(files.size(), 4u);
  EXPECT_THAT(files.at("index.html"), HasSubstr("ne détient aucune donnée sur vous"));
  EXPECT_THAT(files.at("index.html"), HasSubstr("CNIL"));
  EXPECT_THAT(files.at("lisez-moi.txt"), HasSubstr("holds no data about you"));
}

TEST(Package, NeverSaysThatNothingIsHeldWhileASearchIsUnfinished) {
  House house;
  house.dossier.outcome = dossier::Outcome::nobody;
  house.dossier.collections.clear();
  const Files files = house.package();
  for (const char* page : {"index.html", "lisez-moi.txt"}) {
    EXPECT_THAT(files.at(page), Not(HasSubstr("ne détient aucune donnée")));
    EXPECT_THAT(files.at(page), HasSubstr("n’a trouvé aucune donnée sur vous à ce jour"));
    EXPECT_THAT(files.at(page), HasSubstr("Fichier des visites"));  // and which search that is
  }
}

TEST(Package, GivesRealRetentionDates) {
  House house;
  const Files files = house.package();
  EXPECT_THAT(files.at("donnees/shop/orders.html"), HasSubstr("au plus tôt le 28 février 2034"));
  const Json information = Json::parse(files.at("informations/informations.json"));
  const Json& accounting = information["activities"][1];
  EXPECT_EQ(accounting["activity"], "accounting");
  EXPECT_EQ(accounting["d_retention"]["first_end"], "2031-02-28");
  EXPECT_EQ(accounting["d_retention"]["last_end"], "2034-02-28");
}

// When her orders were placed is known for a part of them, and each total has a time of its own.
TEST(Package, ACellMayHaveARetentionOfItsOwn) {
  House house;
  auto& fields = house.collection("orders").fields;
  fields[1].retention_since = "placed_at";
  fields[1].purposes = {map::ActivityName("accounting")};
  fields[0].purposes = {map::ActivityName("orders")};
  house.collection("orders").purposes = {map::ActivityName("orders")};
  house.map.activities[0].retention.active.clear();
  const Files files = house.package();
  const Json row = Json::parse(files.at("donnees/shop/orders.json"))["rows"][0];
  EXPECT_EQ(row["kept_until"], "2026-02-28");  // orders: 5 years
  EXPECT_EQ(row["overdue"], true);
  EXPECT_EQ(row["cells_kept"]["total"]["kept_until"], "2031-02-28");  // accounting: 10 years
  EXPECT_THAT(files.at("donnees/shop/orders.html"), HasSubstr("; Montant\u00A0: 28 février 2031"));
}

TEST(Package, SaysThatARowDoesNotSayWhatItsTimeCountsFrom) {
  House house;
  house.cells.tables["orders"][0]["placed_at"] = text("0000-00-00");
  const Files files = house.package();
  const Json row = Json::parse(files.at("donnees/shop/orders.json"))["rows"][0];
  EXPECT_FALSE(row.contains("kept_until"));
  EXPECT_EQ(row["start_missing"], true);
  EXPECT_EQ(Json::parse(files.at("manifest.json"))["collections"][2]["start_missing"], 1);
  EXPECT_THAT(files.at("donnees/shop/orders.html"),
              HasSubstr("la date d’où part le délai n’est pas renseignée"));
}

TEST(Package, AskedForContactsOnlyGivesThoseAndCountsTheRest) {
  House house;
  house.request.scope.categories = {"contact"};
  const Files files = house.package();
  const Json row = Json::parse(files.at("donnees/shop/customer.json"))["rows"][0];
  EXPECT_FALSE(row["cells"].contains("name"));
  EXPECT_EQ(row["cells"]["email"], "ada.martin@example.org");
  EXPECT_EQ(row["withheld"]["name"], "not-asked");
  EXPECT_EQ(Json::parse(files.at("manifest.json"))["asked"]["categories"], Json::array({"contact"}));
  EXPECT_EQ(house.report.access.found, house.report.access.disclosed + house.report.access.withheld);
  EXPECT_THAT(files.at("donnees/shop/customer.html"),
              HasSubstr("Votre demande ne porte pas sur cet élément"));
}

TEST(Package, SaysEveryLetterOfArticle15) {
  House house;
  const std::string page = house.package().at("informations/informations.html");
  for (const char* letter : {"a", "b", "c", "d", "e", "f", "g", "h", "2"}) {
    EXPECT_THAT(page, HasSubstr("id=\"letter-" + std::string(letter) + "\""));
  }
  EXPECT_THAT(page, HasSubstr("Chronovia SARL"));
  EXPECT_THAT(page, HasSubstr("clauses contractuelles types"));
  EXPECT_THAT(page, HasSubstr("Vos achats de l’année sont additionnés."));
  EXPECT_THAT(page, HasSubstr("3 place de Fontenoy"));
}

TEST(Package, LeavesOutOfPortabilityWhatTheLawDoesNotCarry) {
  House house;
  const Files files = house.package();
  const Json data = Json::parse(files.at("portabilite/donnees.json"));
  const Json& customer = data["collections"]["shop/customer"][0];
  EXPECT_EQ(customer["email"], "ada.martin@example.org");
  EXPECT_FALSE(customer.contains("segment"));
  EXPECT_FALSE(customer.contains("password"));
  EXPECT_FALSE(data["collections"]["shop/orders"][0].contains("total"));  // accounts only: a legal obligation
  EXPECT_THAT(files.at("portabilite/lisez-moi.html"), HasSubstr("un score, un segment"));
  EXPECT_THAT(files.at("portabilite/contact.vcf"), HasSubstr("EMAIL:ada.martin@example.org\r\n"));
}

TEST(Package, PagesStandOnTheirOwn) {
  House house;
  for (const auto& [name, content] : house.package()) {
    if (!name.ends_with(".html")) continue;
    EXPECT_THAT(content, Not(HasSubstr("<script"))) << name;
    EXPECT_THAT(content, Not(HasSubstr("src="))) << name;
    EXPECT_EQ(content.find("<h1>"), content.rfind("<h1>")) << name;
    EXPECT_THAT(content, HasSubstr("class=\"skip\"")) << name;
  }
}

// The values of every href of a page.
std::vector<std::string> links_of(const std::string& page) {
  std::vector<std::string> links;
  for (std::size_t at = page.find("href=\""); at != std::string::npos; at = page.find("href=\"", at + 1)) {
    links.push_back(page.substr(at + 6, page.find('"', at + 6) - at - 6));
  }
  return links;
}

TEST(Package, EveryLinkLeadsToAPlaceInThePackage) {
  House house;
  const Files files = house.package();
  for (const auto& [name, content] : files) {
    if (!name.ends_with(".html")) continue;
    for (const std::string& link : links_of(content)) {
      const std::size_t mark = link.find('#');
      std::string target = link.substr(0, mark);
      target = target.empty()
                   ? name
                   : (std::filesystem::path(name).parent_path() / target).lexically_normal().string();
      ASSERT_THAT(files, Contains(Key(target))) << "in " << name;
      if (mark == std::string::npos) continue;
      EXPECT_THAT(files.at(target), HasSubstr("id=\"" + link.substr(mark + 1) + "\"")) << "in " << name;
    }
  }
}

TEST(Package, SaysThatNobodyReceivesTheDataOnlyWhereThatIsDeclared) {
  House house;
  house.map.activities[1].recipients_declared = true;  // accounting: []
  const Files files = house.package();
  const Json information = Json::parse(files.at("informations/informations.json"));
  EXPECT_EQ(information["activities"][1]["c_recipients_declared"], true);
  EXPECT_EQ(information["activities"][2]["c_recipients_declared"], false);
  EXPECT_THAT(files.at("informations/informations.html"), HasSubstr("personne en dehors de nous."));
  EXPECT_THAT(files.at("informations/informations.html"), HasSubstr("non indiqués dans notre registre"));
  EXPECT_THAT(files.at("index.en.html"), HasSubstr("not declared in our register"));
}

TEST(Package, NeverShutsABracketTwice) {
  House house;
  for (const auto& [name, content] : house.package()) {
    if (!name.ends_with(".html") && !name.ends_with(".txt")) continue;
    EXPECT_THAT(content, Not(HasSubstr("))"))) << name;
  }
}

TEST(Package, SaysWhatShouldAlreadyBeErased) {
  House house;
  house.request.at += std::chrono::hours(24 * 365 * 6);  // orders of 2021 were kept for ten years
  const Files files = house.package();
  // The other use of orders has no date, so the rows may be kept for it; the passed date is said all the same.
  EXPECT_EQ(house.report.rows_overdue, 0u);
  EXPECT_THAT(files.at("informations/informations.en.html"), HasSubstr("For 2 records this date has passed"));
  House only_accounts;
  only_accounts.request.at = house.request.at;
  only_accounts.collection("orders").purposes = {map::ActivityName("accounting")};
  const Files then = only_accounts.package();
  EXPECT_EQ(only_accounts.report.rows_overdue, 2u);
  EXPECT_THAT(then.at("donnees/shop/orders.en.html"), HasSubstr("28 February 2031. This time is over"));
  EXPECT_THAT(then.at("index.html"), HasSubstr("2 fiches auraient déjà dû être effacées"));
  EXPECT_EQ(Json::parse(then.at("donnees/shop/orders.json"))["rows"][0]["overdue"], true);
  EXPECT_EQ(Json::parse(then.at("manifest.json"))["collections"][2]["overdue"], 2);
}

TEST(Package, SaysPerhapsWhereOnlyTheEarliestEndIsOver) {
  House house;
  house.request.at += std::chrono::hours(24 * 365 * 6);
  house.collection("orders").purposes = {map::ActivityName("accounting")};
  house.map.activities[1].retention.since = {{"fr", "clôture de l’exercice"},
                                             {"en", "end of the financial year"}};
  const Files files = house.package();
  EXPECT_EQ(house.report.rows_overdue, 0u);
  EXPECT_EQ(house.report.rows_perhaps_overdue, 2u);
  EXPECT_THAT(files.at("donnees/shop/orders.en.html"), HasSubstr("should perhaps already be erased"));
}

TEST(Package, NamesAKindOfIdentifierThatIsMissingOnceWithAllItsPlaces) {
  House house;
  house.dossier.outcome = dossier::Outcome::nobody;
  house.dossier.collections.clear();
  house.dossier.not_searched.clear();
  for (const char* collection : {"customer", "message", "orders"}) {
    house.dossier.not_searched.push_back({dossier::NotSearched::Why::identifier_not_supplied,
                                          map::SystemName("shop"), map::CollectionName(collection), "phone",
                                          0, ""});
  }
  const std::string page = house.package().at("index.html");
  EXPECT_THAT(page, HasSubstr("avec cet identifiant, qui ne nous a pas été donné, la recherche irait "
                              "aussi ici\u00A0: Boutique – Fiche client, Boutique – Messages et "
                              "Boutique – Commandes."));
  EXPECT_EQ(page.find("avec cet identifiant"), page.rfind("avec cet identifiant"));
}

TEST(Package, FrenchPagesBearNoWordsMadeOfNames) {
  House house;
  auto& fields = house.collection("customer").fields;
  fields[4].title.clear();  // password
  fields[4].name = map::FieldName("password_hash");
  fields[5].title.clear();
  fields[5].data = "x.decision";
  const Files files = house.package();
  for (const auto& [name, content] : files) {
    if (!name.ends_with(".html")) continue;
    EXPECT_THAT(content, Not(HasSubstr("X decision"))) << name;
    EXPECT_THAT(content, Not(HasSubstr("Password hash"))) << name;
  }
  EXPECT_THAT(files.at("donnees/shop/customer.html"), HasSubstr("Colonne «\u00A0segment\u00A0»"));
  EXPECT_THAT(files.at("donnees/shop/message.html"), HasSubstr("Autre personne citée"));
  EXPECT_THAT(files.at("donnees/shop/message.html"), HasSubstr("Personne à qui est la fiche"));
}

TEST(Package, LeadsFromAnAutomatedDecisionToWhatItWasTakenOn) {
  House house;
  const Files files = house.package();
  EXPECT_THAT(files.at("informations/informations.html"),
              HasSubstr("<a href=\"../donnees/shop/customer.html\">"));
  EXPECT_EQ(
      Json::parse(files.at("informations/informations.json"))["activities"][2]["h_automated"]["decisions"],
      Json::array({"donnees/shop/customer"}));
}

TEST(Package, TellsOfDirectivesAfterDeathWhereFrenchLawApplies) {
  House house;
  EXPECT_THAT(house.package().at("index.html"), HasSubstr("après votre mort"));
  House belgian;
  belgian.map.organisation.controller.country = "BE";
  EXPECT_THAT(belgian.package().at("index.html"), Not(HasSubstr("après votre mort")));
}

}  // namespace
}  // namespace habeas::answer

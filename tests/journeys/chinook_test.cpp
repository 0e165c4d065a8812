// Chinook, an outside database: every customer and employee is found, and exactly their rows.
#include "everybody.h"
#include "journey.h"
#include "program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace habeas::journey {
namespace {

using dossier::Class;

const std::string& folder() {
  static const std::string made = [] {
    const std::string at = scratch_folder();
    copy_folder(HABEAS_SOURCE_DIR "/tests/journeys/chinook", at);
    run_script(at + "/chinook.db", HABEAS_SAMPLES "/chinook/chinook_sqlite.sql");
    return at;
  }();
  return made;
}
std::string database() { return folder() + "/chinook.db"; }

TEST(Chinook, EveryCustomerHasExactlyTheirInvoicesAndLines) {
  Organisation chinook(folder());
  const auto addresses = ask(database(), "SELECT Email FROM Customer ORDER BY CustomerId");
  ASSERT_EQ(addresses.size(), 59u);
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const auto found = chinook.find("email=" + addresses[i] + "\n");
    const std::string id = std::to_string(i + 1);
    const std::string invoices = "SELECT InvoiceId FROM Invoice WHERE CustomerId = " + id;
    EXPECT_EQ(found.outcome, dossier::Outcome::found) << "customer " << id;
    EXPECT_EQ(rows(chinook.map(), found, "chinook.customer", Class::mine), 1);
    EXPECT_EQ(rows(chinook.map(), found, "chinook.invoice", Class::mine),
              count(database(), "SELECT count(*) FROM (" + invoices + ")"));
    EXPECT_EQ(rows(chinook.map(), found, "chinook.line", Class::mine),
              count(database(), "SELECT count(*) FROM InvoiceLine WHERE InvoiceId IN (" + invoices + ")"));
    EXPECT_EQ(rows(chinook.map(), found, "chinook.Track"),
              count(database(),
                    "SELECT count(DISTINCT TrackId) FROM InvoiceLine WHERE InvoiceId IN (" + invoices + ")"));
    EXPECT_EQ(rows(chinook.map(), found, "chinook.employee", Class::anothers), 1)
        << "her representative, in sight only";
  }
}

TEST(Chinook, AnEmployeeSeesThatOthersReportToHerAndNoCustomersFile) {
  Organisation chinook(folder());
  const auto found = chinook.find("email=nancy@chinookcorp.com\n");
  EXPECT_EQ(rows(chinook.map(), found, "chinook.employee", Class::mine), 1);
  EXPECT_EQ(rows(chinook.map(), found, "chinook.employee", Class::anothers),
            count(database(),
                  "SELECT count(*) FROM Employee WHERE ReportsTo = (SELECT EmployeeId FROM Employee WHERE "
                  "Email = 'nancy@chinookcorp.com')"));
  EXPECT_EQ(rows(chinook.map(), found, "chinook.customer"), 0);
  EXPECT_EQ(rows(chinook.map(), found, "chinook.invoice"), 0);
}

TEST(Chinook, ItsCorrectedMapHasNoError) {
  const auto checked = habeas(folder(), "check");
  EXPECT_EQ(checked.code, 0) << checked.err;
  EXPECT_THAT(checked.err, testing::Not(testing::HasSubstr("error:")));
}

TEST(Chinook, ACustomersPackageHasHerInvoicesHerLinesAndNotHerSellersAddress) {
  const std::string at = scratch_folder();
  copy_folder(folder(), at);
  const std::string zip = at + "/answer.zip";
  const auto ran =
      habeas(at, "--json --quiet access --identifiers - --out '" + zip + "'",
             "email=" + ask(database(), "SELECT Email FROM Customer WHERE CustomerId = 2").at(0) + "\n");
  EXPECT_EQ(ran.code, 0) << ran.err << ran.out;
  const auto counts = nlohmann::json::parse(ran.out).at("package").at("access");
  EXPECT_EQ(counts.at("found").get<int>(),
            counts.at("disclosed").get<int>() + counts.at("withheld").get<int>());
  const auto rows_in = [&](const std::string& collection) {
    return nlohmann::json::parse(member(zip, "donnees/chinook/" + collection + ".json")).at("rows").size();
  };
  const std::string hers = "(SELECT InvoiceId FROM Invoice WHERE CustomerId = 2)";
  EXPECT_EQ(rows_in("invoice"), count(database(), "SELECT count(*) FROM Invoice WHERE CustomerId = 2"));
  EXPECT_EQ(rows_in("line"),
            count(database(), "SELECT count(*) FROM InvoiceLine WHERE InvoiceId IN " + hers));
  const auto seller = member(zip, "donnees/chinook/employee.json");
  const std::string of_hers =
      " FROM Employee WHERE EmployeeId = (SELECT SupportRepId FROM Customer WHERE CustomerId = 2)";
  EXPECT_THAT(seller, testing::HasSubstr(ask(database(), "SELECT LastName" + of_hers).at(0)));
  EXPECT_THAT(seller, testing::Not(testing::HasSubstr(ask(database(), "SELECT Address" + of_hers).at(0))));
}

TEST(Chinook, EveryonesPackageHoldsWhatWasFoundAndNothingOfAnybodyElse) {
  Organisation chinook(folder());
  const auto everybody = texts_of_everybody(chinook.map(), folder());
  EXPECT_GT(everybody.size(), 250u);
  for (const auto& address :
       ask(database(), "SELECT Email FROM Customer UNION ALL SELECT Email FROM Employee ORDER BY 1")) {
    const auto found = chinook.find("email=" + address + "\n");
    ASSERT_EQ(found.outcome, dossier::Outcome::found);
    EXPECT_THAT(wrong_with_package(chinook, found, everybody), testing::IsEmpty());
  }
}

}  // namespace
}  // namespace habeas::journey

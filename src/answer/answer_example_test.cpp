#include <habeas/answer/answer_example.h>

#include <habeas/base/fault.h>
#include <habeas/base/must.h>
#include <habeas/plan/cells.h>

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace habeas::answer::example {
namespace {

using map::ActivityName;
using map::CollectionName;
using relation::ColumnName;

law::Words words(const std::string& fr, const std::string& en) { return {{"fr", fr}, {"en", en}}; }

map::Activity activity(const std::string& name, law::LegalBasis basis, law::Words title, law::Words purpose) {
  map::Activity activity;
  activity.name = ActivityName(name);
  activity.basis = basis;
  activity.title = std::move(title);
  activity.purpose = std::move(purpose);
  return activity;
}

std::vector<map::Activity> activities() {
  map::Activity orders =
      activity("orders", law::LegalBasis::contract, words("Gestion des commandes", "Orders"),
               words("Livrer et suivre vos achats", "Deliver and follow up your purchases"));
  orders.recipients = {map::RecipientName("chronovia"), map::RecipientName("parcelbird")};
  orders.retention.active = words("la durée de la relation", "as long as the relation lasts");
  orders.retention.archive = law::Duration{5, 0, 0};
  map::Activity accounting =
      activity("accounting", law::LegalBasis::legal_obligation, words("Comptabilité", "Accounts"),
               words("Tenir nos comptes", "Keep our accounts"));
  accounting.basis_reference = "c-com-L123-22";
  accounting.retention.archive = law::Duration{10, 0, 0};
  map::Activity scoring =
      activity("scoring", law::LegalBasis::legitimate_interests, words("Score client", "Score"),
               words("Choisir les offres", "Choose offers"));
  scoring.interest = words("mieux cibler nos offres", "better offers");
  scoring.automated.emplace();
  scoring.automated->logic =
      words("Vos achats de l’année sont additionnés.", "Your purchases of the year are added up.");
  scoring.automated->effect = words("Vous recevez ou non une remise.", "You get a discount or not.");
  return {orders, accounting, scoring};
}

map::Field field(const std::string& name, const std::string& data, law::Words title,
                 const std::string& purpose) {
  map::Field field;
  field.name = map::FieldName(name);
  field.column = ColumnName(name);
  field.data = data;
  field.title = std::move(title);
  field.purposes = {ActivityName(purpose)};
  return field;
}

map::Link link(map::LinkKind kind, const std::string& here) {
  map::Link link;
  link.kind = kind;
  link.columns = {{ColumnName(here), ColumnName("id")}};
  link.target = CollectionName("customer");
  return link;
}

map::Collection collection_named(const std::string& name, law::Words title) {
  map::Collection collection;
  collection.name = CollectionName(name);
  collection.table = {"", name};
  collection.title = std::move(title);
  collection.key = {ColumnName("id")};
  collection.purposes = {ActivityName("orders")};
  return collection;
}

map::Collection customer() {
  map::Collection customer = collection_named("customer", words("Fiche client", "Customer record"));
  customer.is = map::RoleName("customer");
  customer.fields = {field("name", "identity.name", words("Nom", "Name"), "orders"),
                     field("email", "contact.email", words("Adresse e-mail", "E-mail address"), "orders"),
                     field("phone", "contact.phone", words("Téléphone", "Telephone"), "orders"),
                     field("photo", "image", words("Photo", "Photo"), "orders"),
                     field("password", "", words("Mot de passe", "Password"), "orders"),
                     field("segment", "profile.segment", words("Score", "Score"), "scoring")};
  customer.fields[1].identifier = subject::KindName("email");
  customer.fields[3].file = map::SystemName("scans");
  customer.fields[4].secret = true;
  customer.fields[5].from = map::From::derived;
  customer.technical = {ColumnName("created_at")};
  return customer;
}

map::Collection orders() {
  map::Collection orders = collection_named("orders", words("Commandes", "Orders"));
  orders.purposes = {ActivityName("orders"), ActivityName("accounting")};
  orders.fields = {field("placed_at", "transaction.date", words("Date", "Date"), "accounting"),
                   field("total", "transaction.amount", words("Montant", "Amount"), "accounting")};
  orders.links = {link(map::LinkKind::of, "customer_id")};
  orders.retention_since = "placed_at";
  return orders;
}

map::Collection message() {
  map::Collection message = collection_named("message", words("Messages", "Messages"));
  message.fields = {field("body", "communication.content", words("Texte", "Text"), "orders")};
  message.links = {link(map::LinkKind::of, "sender_id"), link(map::LinkKind::mentions, "recipient_id")};
  return message;
}

map::Map shop() {
  map::Map map;
  map.organisation.controller = {"Maison Verdier SAS", "12 rue des Forges, 21000 Dijon",
                                 "donnees@maison-verdier.example", "FR"};
  map.organisation.dpo = map::Contact{"Camille Roy", "", "dpo@maison-verdier.example", ""};
  for (const char* name : {"shop", "scans", "crm"}) {
    map.organisation.systems.emplace_back();
    map.organisation.systems.back().name = map::SystemName(name);
  }
  map.organisation.systems[0].title = words("Boutique", "Shop");
  map.organisation.systems[1].title = words("Documents numérisés", "Scanned documents");
  map.organisation.systems[2].title = words("Fichier des visites", "Visits file");
  map.organisation.systems[2].within_days = 5;
  for (const auto& [name, display, country] :
       {std::tuple{"chronovia", "Chronovia SARL", "FR"}, std::tuple{"parcelbird", "Parcelbird Inc.", "US"}}) {
    map.organisation.recipients.emplace_back();
    map::Recipient& recipient = map.organisation.recipients.back();
    recipient.name = map::RecipientName(name);
    recipient.display = display;
    recipient.country = country;
    recipient.role = "processor";
  }
  map.organisation.recipients[1].safeguards =
      words("clauses contractuelles types", "standard contractual clauses");
  map.activities = activities();
  map.systems.emplace_back();
  map.systems.back().system = map::SystemName("shop");
  map.systems.back().collections = {customer(), message(), orders()};
  map.digest = "0000";
  return map;
}

dossier::ReachedRow row(std::int64_t id, dossier::Class klass, dossier::Arrival::By by, std::size_t link) {
  dossier::ReachedRow row;
  row.key = relation::RowKey({number(id)});
  row.klass = klass;
  row.arrivals.emplace_back();
  row.arrivals.back().by = by;
  row.arrivals.back().link = link;
  return row;
}

dossier::Dossier ada() {
  using By = dossier::Arrival::By;
  dossier::Dossier dossier;
  dossier.outcome = dossier::Outcome::found;
  dossier.identifiers.push_back(
      {{subject::KindName("email"), base::Personal<std::string>("ada.martin@example.org")}, true, {}});
  dossier::CollectionRows customers{{0, 0}, false, {row(7, dossier::Class::mine, By::identifier, 1)}};
  customers.rows[0].is_person = true;
  dossier::CollectionRows messages{
      {0, 1},
      false,
      {row(1, dossier::Class::mine, By::link_down, 0), row(2, dossier::Class::anothers, By::link_down, 1)}};
  messages.rows[0].links_to_others = {1};
  messages.rows[1].links_to_others = {0};
  messages.rows[1].arrivals[0].sight = true;
  dossier::CollectionRows orders{{0, 2}, false, {}};
  for (int id = 1; id <= 4; ++id) orders.rows.push_back(row(id, dossier::Class::mine, By::link_down, 0));
  dossier.collections = {customers, messages, orders};
  dossier.not_searched.push_back(
      {dossier::NotSearched::Why::manual_pending, map::SystemName("crm"), std::nullopt, "", 0, ""});
  dossier.systems.push_back(
      {map::SystemName("shop"), base::Instant(std::chrono::seconds(1'795'600'000)), {}, 3});
  dossier.systems.push_back({map::SystemName("crm"), std::nullopt, {}, 0});
  return dossier;
}

std::map<std::string, std::vector<FakeCells::RowByName>> values() {
  std::map<std::string, std::vector<FakeCells::RowByName>> tables;
  tables["customer"] = {{{"id", number(7)},
                         {"name", text("Ada Martin")},
                         {"email", text("ada.martin@example.org")},
                         {"phone", text("+33 6 12 34 56 78")},
                         {"photo", text("ids/ada-martin-and-leo.JPG")},
                         {"password", text("$2y$10$hash")},
                         {"segment", text("gold")},
                         {"created_at", text("2019-04-02 08:00:00")}}};
  tables["message"] = {{{"id", number(1)},
                        {"body", text("Bonjour,\nmon colis est abîmé.")},
                        {"sender_id", number(7)},
                        {"recipient_id", number(99)}},
                       {{"id", number(2)},
                        {"body", text("Le secret de Léo")},
                        {"sender_id", number(99)},
                        {"recipient_id", number(7)}}};
  for (int id = 1; id <= 4; ++id) {
    tables["orders"].push_back({{"id", number(id)},
                                {"placed_at", text("202" + std::to_string(id) + "-02-28 10:00:00")},
                                {"total", relation::Value(-12.5 * id)},
                                {"customer_id", number(7)}});
  }
  return tables;
}

}  // namespace

relation::Value text(const std::string& characters) { return relation::Text{characters}; }
relation::Value number(std::int64_t n) { return relation::Value(n); }

std::string content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

law::Library library() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& entry : std::filesystem::directory_iterator(HABEAS_SOURCE_DIR "/share/law")) {
    if (entry.path().extension() == ".yaml")
      files.emplace_back(entry.path().filename(), content_of(entry.path()));
  }
  base::Problems problems;
  law::Library library = law::Library::read(files, problems);
  base::must(problems.empty(), "share/law has problems");
  return library;
}

void FakeCells::rows(const dossier::CollectionRows& where, const std::vector<relation::ColumnName>& columns,
                     const EachRow& each) {
  const map::Collection* collection = plan::collection_of(map_, where);
  const std::string name =
      collection ? collection->name.text() : plan::sight_table_of(map_, where)->name.text();
  for (const auto& column : columns) columns_asked.push_back(column.text());
  const auto& rows = tables.at(name);
  for (std::size_t i = 0; i < where.rows.size(); ++i) {
    relation::Row row;
    for (const auto& column : columns) row.push_back(rows.at(i).at(column.text()));
    each(i, base::Personal<relation::Row>(row));
  }
}

bool FakeCells::document(const map::SystemName&, const base::Personal<std::string>& path,
                         const EachPiece& piece) {
  const auto at = documents.find(path.reveal());
  if (at == documents.end()) return false;
  piece(at->second);
  if (fail_in_documents) throw base::Fault(base::FaultKind::broken, "scans", "the disk failed");
  return true;
}

House::House() : map(shop()), dossier(ada()), cells(map) {
  cells.tables = values();
  cells.documents["ids/ada-martin-and-leo.JPG"] = "not really a picture";
  request.reference = "2026-0001";
  request.at = base::Instant(std::chrono::seconds(1'795'694'671));
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  path_ = std::filesystem::temp_directory_path().string() + "/" +
          (test ? std::string(test->test_suite_name()) + "." + test->name() : "") + "." +
          std::to_string(::getpid()) + ".zip";
  ::unlink(path_.c_str());
}

House::~House() {
  if (!std::getenv("HABEAS_KEEP")) ::unlink(path_.c_str());
}

map::Collection& House::collection(const std::string& name) {
  for (map::Collection& collection : map.systems[0].collections) {
    if (collection.name.text() == name) return collection;
  }
  base::must(false, "the house has no such collection");
  return map.systems[0].collections[0];
}

dossier::CollectionRows& House::rows(const std::string& name) {
  for (dossier::CollectionRows& rows : dossier.collections) {
    if (map.systems[0].collections[rows.at.collection].name.text() == name) return rows;
  }
  base::must(false, "nothing was found there");
  return dossier.collections[0];
}

std::map<std::string, std::string> House::package() {
  static const law::Library law = library();
  ::unlink(path_.c_str());
  report = write_package(map, law, dossier, cells, request, path_);
  return unzip(path_);
}

std::map<std::string, std::string> unzip(const std::string& path) {
  std::map<std::string, std::string> files;
  archive* reader = archive_read_new();
  archive_read_support_format_zip(reader);
  base::must(archive_read_open_filename(reader, path.c_str(), 1 << 16) == ARCHIVE_OK, "the package opens");
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader, &entry) == ARCHIVE_OK) {
    std::string& content = files[archive_entry_pathname(entry)];
    std::string piece(1 << 16, '\0');
    for (la_ssize_t n = 0; (n = archive_read_data(reader, piece.data(), piece.size())) > 0;) {
      content.append(piece.data(), static_cast<std::size_t>(n));
    }
  }
  archive_read_free(reader);
  return files;
}

}  // namespace habeas::answer::example

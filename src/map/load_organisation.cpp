// habeas.yaml: who the organisation is, its systems, identifiers and recipients.
#include <habeas/map/loading.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::map {

using base::Node;

namespace {

Contact read_contact(const Node& node) {
  return {text(node, "name"), text(node, "address"), text(node, "contact"), text(node, "country")};
}

void read_languages(const Node& root, Loading& loading) {
  const auto written = texts(root, "languages");
  if (written.empty()) return;
  auto& languages = loading.map.organisation.languages;
  languages.clear();
  for (const auto& one : written) {
    if (std::find(languages.begin(), languages.end(), one.text) != languages.end())
      loading.error(one.place, fmt::format("'{}' is written twice.", one.text));
    else
      languages.push_back(one.text);
  }
}

void read_calendar(const Node& root, Loading& loading) {
  const auto calendar = placed(root, "calendar");
  if (!calendar) return;
  const auto all = calendars();
  if (loading.known(*calendar, {{all.begin(), all.end()}}, "calendar"))
    loading.map.organisation.calendar = calendar->text;
}

void read_time_zone(const Node& root, Loading& loading) {
  const auto zone = placed(root, "time-zone");
  if (!zone) return;
  if (base::is_zone(zone->text)) {
    loading.map.organisation.time_zone = zone->text;
    return;
  }
  loading.error(zone->place, fmt::format("'{}' is not a time zone.", zone->text),
                "Write a name of the IANA list: Europe/Paris, America/Martinique…");
}

// "https://rights.example.org", and nothing after it: letters put the page behind it.
bool is_address_of_a_site(const std::string& text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  const auto is_of_a_host = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':';
  };
  return scheme != 0 && text.size() > scheme &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(scheme), text.end(), is_of_a_host);
}

void read_portal(const Node& root, Loading& loading) {
  const auto portal = placed(root, "portal");
  if (!portal) return;
  if (is_address_of_a_site(portal->text)) {
    loading.map.organisation.portal = portal->text;
    return;
  }
  loading.error(portal->place, fmt::format("'{}' is not the address of a site.", portal->text),
                "Write it without a path, as https://rights.example.org.");
}

void read_identifiers(const Node& root, Loading& loading) {
  auto& kinds = loading.map.organisation.kinds;
  if (const auto country = loading.map.organisation.controller.country; !country.empty())
    kinds.region = country;
  const Node* declared = value(root, "identifiers");
  if (!declared) return;
  for (const auto& [name, shape] : declared->entries) {
    if (kinds.shape(subject::KindName(name.text)))
      loading.error(name.place, fmt::format("the kind of identifier '{}' is built in.", name.text),
                    "Choose another name for your own.");
    else
      // A wrong shape has been reported; the name is known all the same, so that its uses are not reported too.
      kinds.declare(subject::KindName(name.text), shape.text == "number" ? "number" : "text");
  }
}

void read_manual(const Node& manual, System& system, Loading& loading) {
  system.who = text(manual, "who");
  const auto within = placed(manual, "within");
  const auto duration = within ? law::parse_duration(within->text) : std::nullopt;
  if (!duration) return;
  if (duration->years != 0 || duration->months != 0 || duration->days == 0)
    loading.error(within->place, fmt::format("'within' is '{}'; it must be in days.", within->text),
                  "Write 5 days.");
  system.within_days = duration->days;
}

System read_one_system(const Node& name, const Node& node, Loading& loading) {
  System system;
  system.name = SystemName(name.text);
  system.place = name.place;
  system.title = words(node, "title", loading.language);
  std::string_view kind;
  const Node* where = the_one(node, form("system").exactly_one, kind);
  if (!where) return system;
  system.kind = kind;
  if (kind == "sqlite" || kind == "files") {
    system.path = text(node, kind);
  } else if (kind == "manual") {
    read_manual(*where, system, loading);
  } else {
    system.read = read_secret(value(*where, "read"));
    system.act = read_secret(value(*where, "act"));
  }
  return system;
}

void read_systems(const Node& root, Loading& loading) {
  const Node* systems = value(root, "systems");
  if (!systems || systems->kind != Node::Kind::mapping) {
    loading.systems.whole = false;
    return;
  }
  if (systems->entries.empty())
    loading.error(systems->place, "'systems' is empty: there is nothing to search.");
  for (const auto& [name, node] : systems->entries) {
    loading.map.organisation.systems.push_back(read_one_system(name, node, loading));
    loading.systems.all.push_back(name.text);
  }
}

Recipient read_recipient(const Node& name, const Node& node, Loading& loading) {
  Recipient recipient;
  recipient.name = RecipientName(name.text);
  recipient.place = name.place;
  recipient.display = text(node, "name");
  recipient.country = text(node, "country");
  recipient.role = text(node, "role");
  recipient.safeguards = words(node, "safeguards", loading.language);
  if (const Node* notify = value(node, "notify")) recipient.notify_mail = text(*notify, "mail");
  if (is_country(recipient.country) && !is_in_eea(recipient.country) && !value(node, "safeguards"))
    loading.error(
        placed(node, "country")->place,
        fmt::format("'{}' is outside the EEA and no 'safeguards' are written.", recipient.country),
        "Say what protects the data there (GDPR 45 to 49): an adequacy decision, standard clauses…");
  return recipient;
}

void read_recipients(const Node& root, Loading& loading) {
  const Node* recipients = value(root, "recipients");
  if (!recipients) return;
  loading.recipients.whole = recipients->kind == Node::Kind::mapping;
  for (const auto& [name, node] : recipients->entries) {
    loading.map.organisation.recipients.push_back(read_recipient(name, node, loading));
    loading.recipients.all.push_back(name.text);
  }
}

void read_register(const Node& root, Organisation& organisation) {
  const Node* where = value(root, "register");
  if (!where) return;
  if (const auto path = placed(*where, "sqlite")) {
    organisation.register_path = path->text;
    return;
  }
  const Node* server = value(*where, "postgresql");
  if (!server) return;
  organisation.register_path.clear();
  organisation.register_dsn = read_secret(value(*server, "dsn"));
}

}  // namespace

void read_organisation(const Node& root, Loading& loading) {
  auto& organisation = loading.map.organisation;
  read_languages(root, loading);
  loading.language = organisation.languages.front();
  if (const Node* controller = value(root, "controller")) organisation.controller = read_contact(*controller);
  if (const Node* dpo = value(root, "dpo")) organisation.dpo = read_contact(*dpo);
  read_calendar(root, loading);
  read_time_zone(root, loading);
  read_portal(root, loading);
  read_identifiers(root, loading);
  read_register(root, organisation);
  read_systems(root, loading);
  read_recipients(root, loading);
}

}  // namespace habeas::map

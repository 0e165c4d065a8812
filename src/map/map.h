// The map as a value: the organisation, its activities (GDPR 30) and where each activity's data is.
// docs/map.md is the language; load.h reads it; this page is what it means. Immutable once loaded.
#pragma once

#include <habeas/base/name.h>
#include <habeas/base/problem.h>
#include <habeas/law/basis.h>
#include <habeas/law/library.h>
#include <habeas/relation/catalogue.h>
#include <habeas/relation/condition.h>
#include <habeas/subject/identifier.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace habeas::map {

struct SystemTag;
struct CollectionTag;
struct FieldTag;
struct ActivityTag;
struct RecipientTag;
struct RoleTag;
using SystemName = base::Name<SystemTag>;
using CollectionName = base::Name<CollectionTag>;
using FieldName = base::Name<FieldTag>;
using ActivityName = base::Name<ActivityTag>;
using RecipientName = base::Name<RecipientTag>;
using RoleName = base::Name<RoleTag>;  // a category of data subjects: "customer"
using base::Place;
using law::Words;
using relation::ColumnName;

// --- habeas.yaml ---------------------------------------------------------------------------------------

struct Contact {
  std::string name;
  std::string address;
  std::string contact;
  std::string country;
};

struct Secret {  // where a connection string comes from; never in the file itself
  enum class From { none, env, file, credential };
  From from = From::none;
  std::string name;
};

struct System {
  SystemName name;
  std::string kind;  // "sqlite", "files", "manual", "postgresql", "mariadb"
  std::string path;  // sqlite file, files folder; relative to habeas.yaml
  Secret read;
  Secret act;
  std::string who;      // manual: whom to ask
  int within_days = 0;  // manual
  Words title;          // empty: its name
  Place place;
};

struct Recipient {
  RecipientName name;
  std::string display;
  std::string country;
  std::string role;  // processor, controller, joint-controller
  std::string notify_mail;
  Words safeguards;  // art. 46, when the country is outside the EEA
  Place place;
};

struct Organisation {
  Contact controller;
  std::optional<Contact> dpo;
  std::vector<std::string> languages = {"fr", "en"};
  std::string calendar = "FR";
  std::string time_zone;  // empty: the calendar's
  std::string portal;     // where people come to: "https://rights.example.org"; empty: letters hold no link
  subject::Kinds kinds;
  std::string register_path = "var/register.db";  // empty when the register is a server's
  Secret register_dsn;
  std::vector<System> systems;
  std::vector<Recipient> recipients;

  const System* system(const SystemName& name) const;
  const Recipient* recipient(const RecipientName& name) const;
};

// Where the organisation's days begin and end: what it says, or its calendar's zone.
std::string zone_of(const Organisation& organisation, const law::Library& library);

// --- activities.yaml -----------------------------------------------------------------------------------

struct Retention {
  Words active;  // "end of relation": shown as written; a duration in `active_for` if it is one
  std::optional<law::Duration> active_for;
  std::optional<law::Duration> archive;
  Words since;            // what it counts from, in words
  std::string reference;  // of the law library
};

struct AutomatedDecision {
  Words effect;  // significance and consequences, GDPR 15(1)(h)
  Words logic;
};

struct Activity {
  ActivityName name;
  Words title;
  Words purpose;
  law::LegalBasis basis = law::LegalBasis::contract;
  std::string basis_reference;  // "GDPR 6(1)(b)", a law reference, or the consent's name
  Words interest;               // for legitimate interests, in words
  std::vector<RoleName> about;
  std::vector<RecipientName> recipients;
  bool recipients_declared =
      false;  // `recipients: []` says that nobody receives the data; no key says nothing
  Retention retention;
  std::vector<std::string> channels;  // email, phone, post, sms
  std::optional<AutomatedDecision> automated;
  Words source;     // art. 15(1)(g) / 14(2)(f), when not from the person
  Words transfers;  // art. 15(2)
  Place place;
};

// --- maps/SYSTEM.yaml ----------------------------------------------------------------------------------

enum class From { subject, observed, derived, third_party };

// What becomes of a cell, or of a row, when the person (or the row it points at) goes. Executed in a later step.
struct Erase {
  enum class Kind {
    default_,
    clear,
    literal,
    truncate,
    mask,
    redact,
    pseudonym,
    row,
    cells,
    fields,
    placeholder,
    refuse
  };
  Kind kind = Kind::default_;
  std::string literal;
  std::vector<FieldName> fields;
  friend bool operator==(const Erase&, const Erase&) = default;
};

// How a field's value lies in its column.
struct Codec {
  enum class Kind {
    plain,
    json,  // `path` in the column's JSON
    rows,  // the table is key-value: the value column, in the rows whose name column holds `is`
    php,   // PHP serialise(), `path` in it
    ip,    // packed 4 or 16 bytes, or a 32-bit integer
    list,  // several values, separated by `separator`
    mime,  // an e-mail message
  };
  Kind kind = Kind::plain;
  std::string path;        // json "$.a.b[0]", php likewise
  ColumnName name_column;  // rows
  std::string is;          // rows
  std::string separator;   // list
  friend bool operator==(const Codec&, const Codec&) = default;
};

struct Field {
  FieldName name;
  ColumnName column;  // the field's name unless `column:` says otherwise
  std::string data;   // dotted category: "contact.email"; empty for a pure identifier or secret
  std::optional<subject::KindName> identifier;
  bool shared = false;  // the identifier reaches candidates only
  bool secret = false;
  bool agree = false;              // compared to tell one person from two (Semantics 5)
  bool special = false;            // art. 9 or 10
  bool verified = false;           // the organisation checked that whoever's row this is has this identifier
  std::optional<SystemName> file;  // the cell is a path in that system
  Codec codec;
  From from = From::subject;
  std::vector<ActivityName> purposes;  // `for`, its own or the collection's
  Erase erase;
  std::string consent;                                                // a consent's name
  std::optional<std::pair<std::string, std::string>> consent_values;  // given, withdrawn
  std::optional<std::pair<std::string, std::string>> freeze_values;   // a restriction's flag: frozen, free
  std::optional<ActivityName>
      decision;  // it holds the outcome of this activity's automated decision (GDPR 22)
  std::string retention_since;
  Words title;  // for people; empty: from `data`
  Place place;

  // Says or reaches something about the person, by itself.
  bool personal() const { return !data.empty() || identifier.has_value() || secret; }
};

enum class LinkKind { of, owns, mentions, shows };
std::string_view to_string(LinkKind kind);

struct Withhold {
  enum class Kind { default_, fields, row };  // fields: exactly these, none if empty ("[]")
  Kind kind = Kind::default_;
  std::vector<FieldName> fields;
};

struct Heir {
  CollectionName in;
  FieldName first;
};

struct Link {
  LinkKind kind = LinkKind::of;
  // Pairs (column here, column there), all of which must match; "there" is resolved to the target's key when
  // only the collection is named. For an identifier target: one column here, and `identifier`.
  std::vector<std::pair<ColumnName, ColumnName>> columns;
  CollectionName target;              // in the same system; empty for an identifier
  bool target_is_sight_only = false;  // target is one of not_personal (shows only)
  std::optional<subject::KindName> identifier;
  relation::Condition when;
  Withhold withhold;
  Erase erase;
  bool follow = false;
  std::optional<Heir> heir;
  std::vector<ActivityName> purposes;  // a link column is a cell with its own `for`
  Place place;
};

struct Copy {
  std::string what;  // history, dump, export…
  std::string name;
  Words until;
};

struct Collection {
  CollectionName name;
  relation::TableName table;  // its name unless `table:` says otherwise
  std::optional<RoleName> is;
  std::vector<ColumnName> key;  // empty: `key: none`, rows by all their columns and counted
  std::vector<Field> fields;
  std::vector<Link> links;
  std::vector<ColumnName> technical;
  relation::Condition where;
  std::vector<ActivityName> purposes;
  From from = From::subject;
  Erase erase;
  std::string retention_since;
  std::vector<SystemName> feeds;
  std::vector<Copy> copies;
  Words title;
  Place place;

  const Field* field(const FieldName& name) const;
};

struct NotPersonal {
  CollectionName name;
  relation::TableName table;
  Words because;
  std::vector<ColumnName> key;
  std::vector<ColumnName> show;
  Place place;
};

struct SystemMap {
  SystemName system;
  std::vector<Collection> collections;    // sorted by name
  std::vector<NotPersonal> not_personal;  // sorted by name
  std::string file;                       // where it was read from

  const Collection* collection(const CollectionName& name) const;
  const NotPersonal* sight_table(const CollectionName& name) const;
};

struct Map {
  Organisation organisation;
  std::vector<Activity> activities;  // in the order written
  std::vector<SystemMap> systems;    // in the order of habeas.yaml
  std::string digest;                // SHA-256 over the files read
  std::string folder;                // where habeas.yaml lies

  const Activity* activity(const ActivityName& name) const;
  const SystemMap* system(const SystemName& name) const;
};

// Where a collection is: index into Map::systems and SystemMap::collections.
struct CollectionAt {
  std::size_t system = 0;
  std::size_t collection = 0;
  friend bool operator==(const CollectionAt&, const CollectionAt&) = default;
  friend auto operator<=>(const CollectionAt&, const CollectionAt&) = default;
};

// Every column of the table that the map speaks of: key, fields (codec columns too), links, conditions,
// technical; without repetition, in that order.
std::vector<ColumnName> columns_read(const Collection& collection);
// What tells whose a row is, whatever its key: the columns of its identifiers and links; where there are none,
// everything that the map reads. Tombstones hold a hash of these cells, in this order.
std::vector<ColumnName> identifying_columns(const Collection& collection);

}  // namespace habeas::map

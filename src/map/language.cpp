#include <habeas/map/language.h>

#include <habeas/base/must.h>

#include <algorithm>

namespace habeas::map {

namespace {

constexpr auto required = Need::required;
constexpr auto optional = Need::optional;

// --- habeas.yaml ---------------------------------------------------------------------------------------

std::vector<Form> of_the_organisation() {
  return {
      {.name = "habeas",
       .keys =
           {{"controller", Type::form, "controller", required,
             "Who decides why and how data is used (GDPR 4(7))."},
            {"dpo", Type::form, "dpo", optional, "The data-protection officer (GDPR 37)."},
            {"languages", Type::languages, "", optional,
             "Languages of letters and pages, the first by default."},
            {"calendar", Type::text, "calendar", optional,
             "Public holidays that deadlines skip: FR, FR-martinique…"},
            {"time-zone", Type::text, "", optional,
             "Where its days begin and end: Europe/Paris…; the calendar's when left out."},
            {"portal", Type::text, "", optional,
             "Where people come to, for the links in letters: https://rights.example.org, without a path."},
            {"identifiers", Type::choices_by_name, "number|text", optional,
             "Kinds of identifier of your own; email, phone and name+birthdate are built in."},
            {"register", Type::form, "register", optional, "Where habeas keeps its own records."},
            {"systems", Type::forms_by_name, "system", required, "Every place where personal data is."},
            {"recipients", Type::forms_by_name, "recipient", optional,
             "To whom data is disclosed (GDPR 4(9))."}}},
      {.name = "controller",
       .keys = {{"name", Type::text, "", required, "The legal name."},
                {"address", Type::text, "", optional, "The postal address."},
                {"contact", Type::text, "", required, "An e-mail address or page that people reach you by."},
                {"country", Type::country, "", optional, "ISO 3166: FR."}}},
      {.name = "dpo",
       .keys = {{"name", Type::text, "", optional, "The officer's name; it may be left out."},
                {"address", Type::text, "", optional, "The postal address."},
                {"contact", Type::text, "", required, "An e-mail address or page."},
                {"country", Type::country, "", optional, "ISO 3166: FR."}}},
      {.name = "register",
       .exactly_one = {"sqlite", "postgresql"},
       .keys = {{"sqlite", Type::text, "", optional, "A file, relative to habeas.yaml."},
                {"postgresql", Type::form, "register-connection", optional, "A server, for several nodes."}}},
      {.name = "register-connection",
       .keys = {{"dsn", Type::form, "secret", required, "Where the connection string comes from."}}},
      {.name = "system",
       .naming = Naming::plain,
       .exactly_one = {"sqlite", "postgresql", "mariadb", "files", "manual"},
       .keys = {{"sqlite", Type::text, "", optional, "A database file, relative to habeas.yaml."},
                {"postgresql", Type::form, "connection", optional, "A PostgreSQL database."},
                {"mariadb", Type::form, "connection", optional, "A MariaDB database."},
                {"files", Type::text, "", optional, "A folder of documents or CSV files."},
                {"manual", Type::form, "manual", optional,
                 "A person searches and acts; habeas asks and waits."},
                {"title", Type::words, "", optional, "Its name for people; its own name by default."}}},
      {.name = "connection",
       .keys = {{"read", Type::form, "secret", required, "The connection string of the role that reads."},
                {"act", Type::form, "secret", optional, "The connection string of the role that changes."}}},
      {.name = "secret",
       .exactly_one = {"env", "file", "credential"},
       .keys = {{"env", Type::text, "", optional, "An environment variable."},
                {"file", Type::text, "", optional, "A file that only habeas can read."},
                {"credential", Type::text, "", optional, "A credential of the service manager."}}},
      {.name = "manual",
       .keys = {{"who", Type::text, "", required, "Whom to ask."},
                {"within", Type::duration, "", required, "How many days they have."}}},
      {.name = "recipient",
       .naming = Naming::plain,
       .keys = {{"name", Type::text, "", required, "The legal name: people are told who, not what kind."},
                {"country", Type::country, "", required, "ISO 3166: FR."},
                {"role", Type::choice, "processor|controller|joint-controller", required,
                 "What they are to you."},
                {"notify", Type::form, "notify", optional,
                 "How they are told of a correction or erasure (GDPR 19)."},
                {"safeguards", Type::words, "", optional,
                 "Outside the EEA: what protects the data (GDPR 45-49), as people will read it."}}},
      {.name = "notify", .keys = {{"mail", Type::text, "", required, "An e-mail address."}}},
  };
}

// --- activities.yaml -----------------------------------------------------------------------------------

std::vector<Form> of_the_activities() {
  return {
      {.name = "activities",
       .keys = {{"activities", Type::forms_by_name, "activity", required,
                 "The record of processing activities (GDPR 30)."}}},
      {.name = "activity",
       .naming = Naming::plain,
       .keys = {{"title", Type::words, "", required, "Its name for people."},
                {"purpose", Type::words, "", required, "What the data is used for (GDPR 13(1)(c))."},
                {"basis", Type::form, "basis", required, "The legal basis (GDPR 6(1))."},
                {"about", Type::texts, "", optional, "The categories of people: customer, employee…"},
                {"recipients", Type::texts, "", optional,
                 "Who receives the data; [] if nobody does (GDPR 13(1)(e))."},
                {"retention", Type::form, "retention", required, "How long it is kept (GDPR 13(2)(a))."},
                {"channel", Type::texts, "", optional, "How people are contacted: email, phone, post, sms."},
                {"automated-decision", Type::form, "automated-decision", optional,
                 "A decision without a human (GDPR 22)."},
                {"source", Type::words, "", optional, "Where the data comes from, if not from the person."},
                {"transfers", Type::words, "", optional, "Transfers outside the EEA and their safeguards."}}},
      {.name = "basis",
       .exactly_one = {"consent", "contract", "legal-obligation", "vital-interests", "public-task",
                       "legitimate-interest"},
       .keys = {{"consent", Type::text, "", optional, "The consent's name, which fields refer to."},
                {"contract", Type::text, "", optional, "The citation: GDPR 6(1)(b)."},
                {"legal-obligation", Type::text, "", optional, "The law that orders it: c-com-L123-22."},
                {"vital-interests", Type::text, "", optional, "The citation: GDPR 6(1)(d)."},
                {"public-task", Type::text, "", optional, "The law that gives the task."},
                {"legitimate-interest", Type::words, "", optional, "The interest, in words."}}},
      {.name = "retention",
       .keys = {{"active", Type::words, "", optional, "How long it is in use: 3 years, or in words."},
                {"archive", Type::duration, "", optional, "How long it is then kept apart."},
                {"since", Type::words, "", optional, "What that counts from."},
                {"reference", Type::text, "", optional, "The law that says so: c-civ-2224."}}},
      {.name = "automated-decision",
       .keys = {{"effect", Type::words, "", required, "What it means for the person."},
                {"logic", Type::words, "", required, "How it is reached, in plain words."}}},
  };
}

// --- maps/SYSTEM.yaml ----------------------------------------------------------------------------------

std::vector<Form> of_a_collection() {
  constexpr std::string_view from = "subject|observed|derived|third-party";
  return {
      {.name = "map",
       .keys = {{"system", Type::text, "", required, "Which system of habeas.yaml this is the map of."},
                {"collections", Type::forms_by_name, "collection", required,
                 "Its tables that hold personal data."},
                {"not_personal", Type::forms_by_name, "not-personal", optional,
                 "Tables deliberately out, with the reason."}}},
      {.name = "collection",
       .keys = {{"table", Type::text, "", optional, "The table, when its name differs: schema.name."},
                {"title", Type::words, "", optional, "Its name for people; its own name by default."},
                {"is", Type::text, "", optional, "Each row is a person of this category."},
                {"key", Type::texts, "", optional,
                 "The column or columns that tell one row from another, or none."},
                {"for", Type::texts, "", optional, "The activities its data serves; default for its fields."},
                {"from", Type::choice, from, optional, "Who gave the data; default for its fields."},
                {"erase", Type::choice_or_texts, "row|cells", optional,
                 "What erasure does: the row goes, or cells."},
                {"fields", Type::forms_by_name, "field", optional,
                 "Its columns that say something about people."},
                {"technical", Type::texts, "", optional, "Columns shown last and erased with the row."},
                {"of", Type::form_lists_by_name, "link", optional, "This row belongs to that row's people."},
                {"owns", Type::form_lists_by_name, "link", optional, "Its people also own the target."},
                {"mentions", Type::form_lists_by_name, "link", optional, "That person sees this row."},
                {"shows", Type::form_lists_by_name, "link", optional, "That row is shown with this one."},
                {"where", Type::conditions, "", optional, "Only these rows of the table."},
                {"retention", Type::form, "start", optional, "What its retention counts from."},
                {"feeds", Type::texts, "", optional, "Systems that copy from here."},
                {"copies", Type::forms, "copies", optional, "History tables, dumps and exports of it."}}},
      {.name = "field",
       .short_form = "data",
       .keys =
           {{"column", Type::text, "", optional, "The column, when its name differs."},
            {"title", Type::words, "", optional, "Its name for people; its category's by default."},
            {"data", Type::text, "data", optional, "Its category of data: contact.email."},
            {"identifier", Type::text, "", optional, "The kind of identifier it holds: email."},
            {"shared", Type::truth, "", optional, "Several people may share it: it reaches candidates only."},
            {"verified", Type::truth, "", optional,
             "We checked that whoever's row this is has this identifier."},
            {"secret", Type::truth, "", optional, "Never disclosed: a password."},
            {"agree", Type::truth, "", optional, "Compared to tell one person from two."},
            {"file", Type::text, "", optional, "The cell is a path in this system of kind files or manual."},
            {"for", Type::texts, "", optional, "The activities it serves; its collection's by default."},
            {"from", Type::choice, from, optional, "Who gave it; its collection's by default."},
            {"erase", Type::constant, "", optional,
             "clear, truncate, mask, redact, pseudonym, or a literal in quotes."},
            {"consent", Type::text, "", optional, "It records this consent."},
            {"value", Type::form, "consent-value", optional, "What it holds when given and when withdrawn."},
            {"decision", Type::text, "", optional,
             "It holds the outcome of this activity's automated decision."},
            {"freeze", Type::form, "freeze-value", optional,
             "A restriction's flag: what it holds when the row is frozen and when it is free."},
            {"retention", Type::form, "start", optional, "What its retention counts from."},
            {"json", Type::text, "", optional, "The value lies in the column's JSON: $.a.b[0]."},
            {"rows", Type::form, "rows", optional, "The table is key-value: which rows, which column."},
            {"php", Type::text, "", optional, "The value lies in PHP-serialised data: $.a[0]."},
            {"ip", Type::truth, "", optional, "A packed IP address: 4 or 16 bytes, or an integer."},
            {"list", Type::text, "", optional, "Several values, separated by this text."},
            {"mime", Type::choice, "from|to|cc|subject|body", optional, "A part of an e-mail message."}}},
      {.name = "not-personal",
       .short_form = "because",
       .keys = {{"because", Type::words, "", required, "Why it is out."},
                {"table", Type::text, "", optional, "The table, when its name differs: schema.name."},
                {"key", Type::texts, "", optional, "Its key, when a `shows` link leads here."},
                {"show", Type::texts, "", optional, "The columns then shown."}}},
  };
}

std::vector<Form> of_links() {
  return {
      {.name = "link",
       .short_form = "to",
       .exactly_one = {"to", "identifier"},
       .keys =
           {{"to", Type::text, "", optional, "The collection it points at, by its key."},
            {"identifier", Type::text, "", optional, "It points at whoever bears this kind of identifier."},
            {"and", Type::columns, "", optional, "Further pairs that must match: column here: column there."},
            {"when", Type::conditions, "", optional, "Only where this row's columns hold these values."},
            {"withhold", Type::choice_or_texts, "row", optional,
             "Cells not given to the person who came by this link."},
            {"erase", Type::choice_or_texts, "row|placeholder|refuse", optional,
             "What happens here when the row it points at goes."},
            {"follow", Type::truth, "", optional, "Sight goes on from that row."},
            {"heir", Type::form, "heir", optional, "Who takes over when the owner leaves."},
            {"for", Type::texts, "", optional, "The activities it serves; its collection's by default."}}},
      {.name = "heir",
       .keys = {{"in", Type::text, "", required, "The collection of those who may take over."},
                {"first", Type::text, "", required, "Its field that says who is first."}}},
      {.name = "consent-value",
       .keys = {{"given", Type::constant, "", required, "The value that says yes."},
                {"withdrawn", Type::constant, "", required, "The value that says no."}}},
      {.name = "freeze-value",
       .keys = {{"frozen", Type::constant, "", required, "The value that says frozen."},
                {"free", Type::constant, "", required, "The value that says free."}}},
      {.name = "rows",
       .keys = {{"name", Type::text, "", required, "The column that holds the key."},
                {"value", Type::text, "", required, "The column that holds the value."},
                {"is", Type::text, "", required, "The key."}}},
      {.name = "start",
       .keys = {{"since", Type::text, "", required, "A field, a path over a link, or request."}}},
      {.name = "copies",
       .exactly_one = {"history", "dump", "export", "replica", "backup"},
       .keys = {{"history", Type::texts, "", optional, "Tables that keep former values."},
                {"dump", Type::texts, "", optional, "Database dumps."},
                {"export", Type::texts, "", optional, "Files given out."},
                {"replica", Type::texts, "", optional, "Other servers that follow this one."},
                {"backup", Type::texts, "", optional, "Backups."},
                {"until", Type::words, "", optional, "How long they are kept."}}},
  };
}

std::vector<Form> all_forms() {
  std::vector<Form> all;
  for (auto part : {of_the_organisation(), of_the_activities(), of_a_collection(), of_links()})
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

}  // namespace

std::span<const Form> forms() {
  static const std::vector<Form> all = all_forms();
  return all;
}

const Form& form(std::string_view name) {
  const auto all = forms();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Form& one) { return one.name == name; });
  base::must(found != all.end(), "every form that a key names is in the tables");
  return *found;
}

const Key* key_of(const Form& form, std::string_view name) {
  for (const auto& key : form.keys)
    if (key.name == name) return &key;
  return nullptr;
}

std::vector<std::string_view> choices(std::string_view of) {
  std::vector<std::string_view> all;
  while (!of.empty()) {
    const auto bar = of.find('|');
    all.push_back(of.substr(0, bar));
    of = bar == of.npos ? std::string_view{} : of.substr(bar + 1);
  }
  return all;
}

bool is_plain_name(std::string_view text) {
  const auto alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  if (text.empty() || text.size() > 64 || !alphanumeric(text.front())) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return alphanumeric(c) || c == '-' || c == '_' || c == '.'; });
}

}  // namespace habeas::map

#include <habeas/answer/explain.h>

#include <habeas/map/load.h>

#include <algorithm>
#include <set>

namespace habeas::answer {
namespace {

std::string words_or(const law::Words& given, const std::string& otherwise, const Words& words) {
  const std::string said = words.say(given);
  return said.empty() ? spelt_as_words(otherwise) : said;
}

// A law that the basis or the retention cites: "Code de commerce, art. L123-22 (…)".
std::string reference_of(const Book& book, const std::string& id, const Words& words) {
  const law::Reference* reference = book.law.reference(id, book.today());
  if (!reference) return id;
  const std::string title = words.say(reference->title);
  const std::string article = law::in_words(reference->article, words.language());
  return title.empty() ? article : article + " (" + title + ")";
}

}  // namespace

std::string title_of(const map::Activity& activity, const Words& words) {
  return words_or(activity.title, activity.name.text(), words);
}

std::string basis_of(const Book& book, const map::Activity& activity, const Words& words) {
  std::string text = words["basis." + std::string(law::to_string(activity.basis))];
  const std::string article = law::in_words(law::article_of(activity.basis), words.language());
  text += words.fill("basis.law", {{"law", article}});  // no brackets: the article ends with one
  const std::string interest = words.say(activity.interest);
  if (!interest.empty()) text += words.fill("basis.interest", {{"interest", interest}});
  if (activity.basis == law::LegalBasis::legal_obligation && !activity.basis_reference.empty()) {
    text += words.fill("basis.law", {{"law", reference_of(book, activity.basis_reference, words)}});
  }
  return text;
}

std::string retention_of(const Book& book, const map::Activity& activity, const Words& words) {
  const map::Retention& retention = activity.retention;
  std::vector<std::string> parts;
  if (retention.active_for) {
    parts.push_back(
        words.fill("retention.active", {{"time", law::in_words(*retention.active_for, words.language())}}));
  } else if (const std::string active = words.say(retention.active); !active.empty()) {
    parts.push_back(words.fill("retention.active", {{"time", active}}));
  }
  if (retention.archive) {
    parts.push_back(
        words.fill("retention.archive", {{"time", law::in_words(*retention.archive, words.language())}}));
  }
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : words["retention.then"]) + part;
  if (text.empty()) text = words["retention.unsaid"];
  const std::string since = words.say(retention.since);
  if (!since.empty()) text += words.fill("retention.since", {{"since", since}});
  if (!retention.reference.empty()) {
    text += words.fill("basis.law", {{"law", reference_of(book, retention.reference, words)}});
  }
  return text;
}

std::string dates_of(const Book& book, const map::Activity& activity, const Words& words) {
  const auto at = book.facts.retention.find(activity.name);
  if (at == book.facts.retention.end() || !at->second.first) return {};
  const RetentionFacts& facts = at->second;
  const std::string key = *facts.first == *facts.last ? "retention.date" : "retention.dates";
  std::string text =
      words.fill(key, {{"first", words.date(*facts.first)}, {"last", words.date(*facts.last)}});
  if (!activity.retention.since.empty()) text += words["retention.earliest"];
  if (facts.over > 0)
    text += " " + words.count(activity.retention.since.empty() ? "retention.over" : "retention.over-perhaps",
                              facts.over);
  return text;
}

std::string recipients_of(const Book& book, const map::Activity& activity, const Words& words) {
  if (activity.recipients.empty())
    return words[activity.recipients_declared ? "recipients.nobody" : "recipients.unsaid"];
  std::vector<std::string> names;
  for (const map::RecipientName& name : activity.recipients) names.push_back(recipient_of(book, name, words));
  return listed(names, words);
}

std::string recipient_of(const Book& book, const map::RecipientName& name, const Words& words) {
  const map::Recipient* recipient = book.map.organisation.recipient(name);
  if (!recipient) return name.text();
  std::string text = recipient->display.empty() ? name.text() : recipient->display;
  std::vector<std::string> more;
  if (!recipient->role.empty()) more.push_back(words["role." + recipient->role]);
  if (!recipient->country.empty()) more.push_back(recipient->country);
  for (std::size_t i = 0; i < more.size(); ++i) text += (i == 0 ? " (" : ", ") + more[i];
  return more.empty() ? text : text + ")";
}

std::string source_of(map::From from, const Words& words) {
  return words["from." + std::string(code_of(from))];
}

// A category of the organisation's own has no words but those of the fields that bear it.
std::string category_of(const Book& book, const std::string& data, const Words& words) {
  const map::DataCategory* category = map::data_category(data);
  if (category && !category->title.empty()) return words.say(category->title);
  std::vector<std::string> titles;
  for (const map::SystemMap& system : book.map.systems) {
    for (const map::Collection& collection : system.collections) {
      for (const map::Field& field : collection.fields) {
        if (field.data != data) continue;
        const std::string title = words.say(field.title.empty() ? collection.title : field.title);
        if (!title.empty() && std::find(titles.begin(), titles.end(), title) == titles.end())
          titles.push_back(title);
      }
    }
  }
  if (!titles.empty()) return listed(titles, words);
  return spelt_as_words(data.starts_with("x.") ? data.substr(2) : data);
}

std::string ground_of(const Book& book, const std::string& ground, const Words& words) {
  const law::Ground* known = book.law.ground(ground);
  return known ? words.say(known->words) : spelt_as_words(ground);
}

std::string article_of(const Book& book, const std::string& ground, const Words& words) {
  const law::Ground* known = book.law.ground(ground);
  return known ? law::in_words(known->article, words.language()) : std::string();
}

std::string_view code_of(dossier::NotSearched::Why why) {
  using Why = dossier::NotSearched::Why;
  switch (why) {
    case Why::system_unavailable: return "system_unavailable";
    case Why::manual_pending: return "manual_pending";
    case Why::no_index_in_time: return "no_index_in_time";
    case Why::identifier_not_supplied: return "identifier_not_supplied";
    case Why::codec_unknown: return "codec_unknown";
    case Why::table_missing: return "table_missing";
    case Why::column_missing: return "column_missing";
    case Why::differs_in_spelling: return "differs_in_spelling";
    case Why::document_missing: return "document_missing";
    case Why::cell_undecodable: return "cell_undecodable";
    case Why::no_map: return "no_map";
    case Why::contested: return "contested";
    case Why::not_mapped: return "not_mapped";
    case Why::kind_nowhere: return "kind_nowhere";
    case Why::outside_where: return "outside_where";
    case Why::other: return "other";
  }
  return "other";
}

std::string_view code_of(dossier::Class klass) {
  switch (klass) {
    case dossier::Class::mine: return "mine";
    case dossier::Class::shared: return "shared";
    case dossier::Class::anothers: return "anothers";
  }
  return "anothers";
}

std::string_view code_of(map::From from) {
  switch (from) {
    case map::From::subject: return "subject";
    case map::From::observed: return "observed";
    case map::From::derived: return "derived";
    case map::From::third_party: return "third-party";
  }
  return "subject";
}

std::string why_not_searched(dossier::NotSearched::Why why, const Words& words) {
  return words["not-searched." + std::string(code_of(why))];
}

std::string system_title(const map::Map& map, const map::SystemName& name, const Words& words) {
  const map::System* system = map.organisation.system(name);
  return system ? words_or(system->title, name.text(), words) : spelt_as_words(name.text());
}

std::vector<const map::Activity*> activities_of(const Book& book, const Table& table) {
  std::vector<const map::Activity*> activities;
  if (!table.collection) return activities;
  std::set<map::ActivityName> names(table.collection->purposes.begin(), table.collection->purposes.end());
  for (const map::Field& field : table.collection->fields)
    names.insert(field.purposes.begin(), field.purposes.end());
  for (const map::Activity& activity : book.map.activities) {
    if (names.contains(activity.name)) activities.push_back(&activity);
  }
  return activities;
}

std::vector<std::size_t> decided_by(const Book& book, const map::Activity& activity) {
  std::vector<std::size_t> tables;
  for (std::size_t i = 0; i < book.tables.size(); ++i) {
    const Table& table = book.tables[i];
    if (!table.collection || book.facts.tables[i].mine + book.facts.tables[i].shared == 0) continue;
    const auto comes_of_it = [&](const map::Field& field) {
      const auto& serves = field.purposes;
      return field.from == map::From::derived &&
             std::find(serves.begin(), serves.end(), activity.name) != serves.end();
    };
    if (std::any_of(table.collection->fields.begin(), table.collection->fields.end(), comes_of_it))
      tables.push_back(i);
  }
  return tables;
}

bool outside_the_eea(const Book& book, const std::string& country) {
  return !country.empty() && !book.law.authority(country);
}

std::string listed(const std::vector<std::string>& parts, const Words& words) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? words["list.and"] : ", ";
    text += parts[i];
  }
  return text;
}

}  // namespace habeas::answer

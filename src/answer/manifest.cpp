#include <habeas/answer/manifest.h>

#include <habeas/answer/explain.h>
#include <habeas/answer/rights.h>

#include <nlohmann/json.hpp>

#include <map>
#include <tuple>

namespace habeas::answer {
namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json of(const plan::Counts& counts) {
  Json by_ground = Json::object();
  for (const auto& [ground, cells] : counts.withheld_by_ground) by_ground[ground] = cells;
  return {{"rows", counts.rows},
          {"found", counts.found},
          {"disclosed", counts.disclosed},
          {"withheld", counts.withheld},
          {"withheld_by_ground", by_ground}};
}

Json collections(const Book& book) {
  Json all = Json::array();
  for (std::size_t i = 0; i < book.tables.size(); ++i) {
    const TableFacts& facts = book.facts.tables[i];
    Json one = {{"system", book.tables[i].system->system.text()},
                {"collection", book.tables[i].name},
                {"file", "donnees/" + book.tables[i].file},
                {"mine", facts.mine},
                {"shared", facts.shared},
                {"anothers", facts.anothers},
                {"overdue", facts.overdue},
                {"perhaps_overdue", facts.perhaps_overdue},
                {"cells_overdue", facts.cells_overdue},
                {"start_missing", facts.start_missing},
                {"access", of(facts.access)},
                {"portability", of(facts.portability)}};
    for (const auto& [item, count] : facts.withheld) {
      one["withheld"].push_back(
          {{"column", book.tables[i].columns[item.first].name}, {"ground", item.second}, {"cells", count}});
    }
    all.push_back(std::move(one));
  }
  return all;
}

Json not_searched(const Book& book) {
  Json all = Json::array();
  for (const dossier::NotSearched& what : book.dossier.not_searched) {
    Json one = {{"system", what.system.text()}, {"why", code_of(what.why)}};
    if (what.collection) one["collection"] = what.collection->text();
    if (!what.field_or_link.empty()) one["field_or_link"] = what.field_or_link;
    if (what.count > 0) one["count"] = what.count;
    all.push_back(std::move(one));
  }
  for (const auto& [system, count] : book.facts.documents_missing) {
    all.push_back({{"system", system.text()}, {"why", "document_missing"}, {"count", count}});
  }
  return all;
}

// Who decided upon how many rows of what; neither which rows nor why.
Json decisions(const Book& book) {
  std::map<std::tuple<std::string, std::string, std::string>, std::uint64_t> counts;
  for (const auto& [decision, fate] : book.dossier.decisions) {
    const map::SystemMap& system = book.map.systems[decision.at.system];
    const std::string collection =
        system.system.text() + "." + system.collections[decision.at.collection].name.text();
    ++counts[{collection, std::string(to_string(decision.says)), decision.by}];
  }
  Json all = Json::array();
  for (const auto& [what, rows] : counts) {
    const auto& [collection, says, by] = what;
    all.push_back({{"collection", collection}, {"is", says}, {"by", by}, {"rows", rows}});
  }
  return all;
}

Json snapshots(const Book& book) {
  Json all = Json::object();
  for (const dossier::SystemReading& reading : book.dossier.systems) {
    all[reading.system.text()] = reading.snapshot ? Json(base::to_rfc3339(*reading.snapshot)) : Json(nullptr);
  }
  return all;
}

// What the request was limited to; null: to nothing.
Json asked(const plan::Scope& scope) {
  if (scope.categories.empty() && scope.systems.empty()) return nullptr;
  Json systems = Json::array();
  for (const map::SystemName& system : scope.systems) systems.push_back(system.text());
  return {{"categories", scope.categories}, {"systems", systems}};
}

Json files(const Zip& zip) {
  Json all = Json::array();
  for (const ZipEntry& entry : zip.entries()) {
    all.push_back({{"name", entry.name}, {"bytes", entry.bytes}, {"sha256", entry.sha256}});
  }
  return all;
}

// --- informations.json ---

template <class Say>
Json both(const Say& say) {
  return {{"fr", say(Words::in("fr"))}, {"en", say(Words::in("en"))}};
}

Json recipient_json(const Book& book, const map::RecipientName& name) {
  const map::Recipient* recipient = book.map.organisation.recipient(name);
  Json json = {{"name", recipient && !recipient->display.empty() ? recipient->display : name.text()}};
  if (!recipient) return json;
  json["role"] = recipient->role;
  json["country"] = recipient->country;
  json["outside_the_eea"] = outside_the_eea(book, recipient->country);
  if (!recipient->safeguards.empty()) json["safeguards"] = recipient->safeguards;
  return json;
}

Json retention_json(const Book& book, const map::Activity& activity) {
  Json json = {{"words", both([&](const Words& words) { return retention_of(book, activity, words); })}};
  const auto at = book.facts.retention.find(activity.name);
  if (at == book.facts.retention.end() || !at->second.first) return json;
  json["first_end"] = base::to_iso(*at->second.first);
  json["last_end"] = base::to_iso(*at->second.last);
  json["rows_with_a_date"] = at->second.dated;
  json["rows_without"] = at->second.undated;
  json["rows_over"] = at->second.over;
  return json;
}

Json activity_json(const Book& book, const plan::Information::Item& item) {
  const map::Activity& activity = *book.map.activity(item.activity);
  Json json = {{"activity", activity.name.text()},
               {"title", both([&](const Words& words) { return title_of(activity, words); })}};
  json["a_purpose"] = {
      {"purpose", activity.purpose},
      {"basis", std::string(law::to_string(activity.basis))},
      {"basis_words", both([&](const Words& words) { return basis_of(book, activity, words); })}};
  json["b_categories"] = item.categories;
  json["c_recipients"] = Json::array();
  for (const map::RecipientName& name : item.recipients)
    json["c_recipients"].push_back(recipient_json(book, name));
  json["c_recipients_declared"] = activity.recipients_declared;
  json["d_retention"] = retention_json(book, activity);
  json["g_sources"] = Json::array();
  for (const map::From from : item.sources) {
    json["g_sources"].push_back(both([&](const Words& words) { return source_of(from, words); }));
  }
  if (!activity.source.empty()) json["g_source"] = activity.source;
  json["h_automated"] =
      activity.automated ? Json{{"logic", activity.automated->logic}, {"effect", activity.automated->effect}}
                         : Json(nullptr);
  if (activity.automated) {
    json["h_automated"]["decisions"] = Json::array();
    for (const std::size_t table : decided_by(book, activity))
      json["h_automated"]["decisions"].push_back("donnees/" + book.tables[table].file);
  }
  if (!activity.transfers.empty()) json["transfers"] = activity.transfers;
  json["cells"] = item.cells;
  return json;
}

}  // namespace

std::string manifest(const Book& book, const Zip& zip) {
  Json json = {{"format", "habeas-package-1"},
               {"generator", "habeas " HABEAS_VERSION},
               {"reference", book.request.reference},
               {"written_at", base::to_rfc3339(book.request.at)},
               {"outcome", std::string(dossier::to_string(book.dossier.outcome))}};
  json["digests"] = {{"map", book.map.digest},
                     {"law", book.law.digest()},
                     {"access_plan", book.access.digest},
                     {"portability_plan", book.portability.digest}};
  json["snapshots"] = snapshots(book);
  json["asked"] = asked(book.request.scope);
  json["access"] = of(book.facts.access);
  json["portability"] = of(book.facts.portability);
  json["collections"] = collections(book);
  json["documents"] = book.facts.documents_given;
  json["not_searched"] = not_searched(book);
  if (!book.dossier.decisions.empty()) json["decisions"] = decisions(book);
  json["files"] = files(zip);
  return dumped(json);
}

void write_information_json(const Book& book, Zip& zip) {
  Json json = {{"format", "habeas-information-1"}, {"controller", book.map.organisation.controller.name}};
  if (book.map.organisation.dpo) json["dpo"] = book.map.organisation.dpo->contact;
  json["activities"] = Json::array();
  for (const auto& item : book.information.activities)
    json["activities"].push_back(activity_json(book, item));
  json["e_rights"] = Json::array();
  for (const law::Right right : rights_under(book)) json["e_rights"].push_back(law::to_string(right));
  if (const law::Authority* authority = authority_of(book)) {
    json["f_authority"] = {{"name", authority->name},
                           {"site", authority->site},
                           {"online", authority->online},
                           {"postal", authority->postal}};
  }
  zip.add("informations/informations.json", dumped(json));
}

}  // namespace habeas::answer

#include <habeas/web/wish.h>

#include <habeas/answer/titles.h>
#include <habeas/map/load.h>

#include <algorithm>
#include <utility>

namespace habeas::web {
namespace {

using law::Right;
using Names = std::vector<std::string_view>;

const Names& names_of(Right right) {
  static const Names none;
  static const std::vector<std::pair<Right, Names>> all = {
      {Right::information, {"audience"}},
      {Right::rectification, {"data", "was", "is"}},
      {Right::erasure, {"minor"}},
      {Right::restriction, {"ground", "why"}},
      {Right::objection, {"marketing", "activity", "situation"}},
      {Right::consent, {"consent"}},
      {Right::automated_decision, {"activity", "view"}},
      {Right::posthumous, {"act", "wish", "executor"}},
  };
  for (const auto& [which, names] : all) {
    if (which == right) return names;
  }
  return none;
}

std::string chosen(const Visit& visit, std::string_view name, const std::vector<Page::Choice>& choices) {
  const std::string said = visit.message.field(name);
  return said.empty() && choices.size() == 1 ? choices.front().value : said;
}

bool about_customers(const map::Activity& activity) {
  return std::find(activity.about.begin(), activity.about.end(), map::RoleName("customer")) !=
         activity.about.end();
}

// GDPR 21(1): what rests on legitimate interests or a public task; marketing has its own answer (21(2)).
bool may_be_objected_to(const map::Activity& activity) {
  const bool basis = activity.basis == law::LegalBasis::legitimate_interests ||
                     activity.basis == law::LegalBasis::public_task;
  return about_customers(activity) && basis && activity.channels.empty();
}

bool decides_alone(const map::Activity& activity) {
  return about_customers(activity) && activity.automated.has_value();
}

std::vector<Page::Choice> activities(const Visit& visit, bool (*which)(const map::Activity&)) {
  std::vector<Page::Choice> choices;
  for (const map::Activity& activity : visit.house.map.activities) {
    if (which(activity)) choices.push_back({activity.name.text(), visit.words.say(activity.title)});
  }
  return choices;
}

std::vector<Page::Choice> consents(const Visit& visit) {
  std::vector<Page::Choice> choices;
  for (const map::Activity& activity : visit.house.map.activities) {
    if (activity.basis == law::LegalBasis::consent)
      choices.push_back({activity.basis_reference, visit.words.say(activity.title)});
  }
  return choices;
}

std::vector<Page::Choice> audiences(const Visit& visit) {
  std::vector<Page::Choice> choices;
  for (const map::Activity& activity : visit.house.map.activities) {
    for (const map::RoleName& role : activity.about) {
      const bool there = std::any_of(choices.begin(), choices.end(),
                                     [&](const auto& choice) { return choice.value == role.text(); });
      const std::string key = "web.role." + role.text();
      if (!there)
        choices.push_back({role.text(), has_words(visit.words, key) ? visit.words[key]
                                                                    : answer::spelt_as_words(role.text())});
    }
  }
  return choices;
}

// Choices whose words are share/words' own: "web.freeze-a".
std::vector<Page::Choice> spelt(const Visit& visit, const std::string& prefix, const Names& values) {
  std::vector<Page::Choice> choices;
  for (const std::string_view value : values)
    choices.push_back({std::string(value), visit.words[prefix + std::string(value)]});
  return choices;
}

const Names correctable = {"contact.address",      "contact.postcode", "contact.city",
                           "contact.phone",        "contact.email",    "identity.given-name",
                           "identity.family-name", "identity.title",   "identity.birthdate"};

// What a question offers; none where anything may be written.
std::vector<Page::Choice> choices_for(const Visit& visit, Right right, std::string_view name) {
  if (name == "audience") return audiences(visit);
  if (name == "data") return spelt(visit, "web.data.", correctable);
  if (name == "ground") return spelt(visit, "web.freeze-", {"a", "b", "c", "d"});
  if (name == "consent") return consents(visit);
  if (name == "act") return spelt(visit, "web.act-", {"directive", "revoke"});
  if (name == "wish") return spelt(visit, "web.wish-", {"erase", "keep", "communicate"});
  if (name == "minor") return {{"yes", visit.words["web.minor-yes"]}, {"no", visit.words["web.minor-no"]}};
  if (name == "marketing")
    return {{"yes", visit.words["web.objection-marketing"]}, {"no", visit.words["web.objection-other"]}};
  if (name == "activity")
    return activities(visit, right == Right::objection ? may_be_objected_to : decides_alone);
  return {};
}

// Also of one that is not offered: a request may come by another way than the portal.
std::string activity_in_words(const Visit& visit, const Asked& asked) {
  for (const map::Activity& activity : visit.house.map.activities) {
    const bool is_it = asked.name == "activity" ? activity.name.text() == asked.value
                                                : activity.basis == law::LegalBasis::consent &&
                                                      activity.basis_reference == asked.value;
    if (is_it && !activity.title.empty()) return visit.words.say(activity.title);
  }
  return asked.value;
}

void ask_one_of(Page& page, const Visit& visit, Right right, std::string_view name, const char* legend,
                std::string_view hint = {}) {
  const auto choices = choices_for(visit, right, name);
  page.radios(name, visit.words[legend], choices, chosen(visit, name, choices), hint);
}

}  // namespace

bool has_words(const answer::Words& words, const std::string& key) {
  const auto keys = words.keys();
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool needs_identifier(Right right) { return right != Right::information; }

std::vector<std::string> kinds_asked(const map::Map& map) {
  std::vector<std::string> kinds = {"email", "phone"};
  for (const std::string& name : map.organisation.kinds.names()) {
    if (name != "name+birthdate" && std::find(kinds.begin(), kinds.end(), name) == kinds.end())
      kinds.push_back(name);
  }
  return kinds;
}

std::string kind_in_words(const Visit& visit, const std::string& kind) {
  return visit.words.say(answer::kind_title(subject::KindName(kind)));
}

std::vector<subject::Identifier> identifiers_in(const Visit& visit) {
  std::vector<subject::Identifier> supplied;
  for (const std::string& kind : kinds_asked(visit.house.map)) {
    const std::string value = visit.message.field("id-" + kind);
    if (!value.empty()) supplied.push_back({subject::KindName(kind), base::Personal<std::string>(value)});
  }
  return supplied;
}

void ask_details(Page& page, const Visit& visit, Right right) {
  const answer::Words& words = visit.words;
  const Message& said = visit.message;
  switch (right) {
    case Right::information: return ask_one_of(page, visit, right, "audience", "web.which-audience");
    case Right::rectification:
      ask_one_of(page, visit, right, "data", "web.which-data");
      page.input("was", words["web.was"], "text", "", said.field("was"), words["web.was-hint"]);
      return page.input("is", words["web.is"], "text", "", said.field("is"));
    case Right::erasure: return ask_one_of(page, visit, right, "minor", "web.minor", words["web.minor-hint"]);
    case Right::restriction:
      ask_one_of(page, visit, right, "ground", "web.freeze-why");
      return page.area("why", words["web.freeze-more"], said.field("why"));
    case Right::objection:
      page.radios("marketing", words["web.objection-which"], choices_for(visit, right, "marketing"),
                  said.field("marketing").empty() ? "yes" : said.field("marketing"));
      ask_one_of(page, visit, right, "activity", "web.objection-activity", words["web.objection-only-other"]);
      return page.area("situation", words["web.objection-situation"], said.field("situation"),
                       words["web.objection-situation-hint"]);
    case Right::consent: return ask_one_of(page, visit, right, "consent", "web.which-consent");
    case Right::automated_decision:
      ask_one_of(page, visit, right, "activity", "web.which-decision");
      return page.area("view", words["web.your-view"], said.field("view"), words["web.your-view-hint"]);
    case Right::posthumous:
      ask_one_of(page, visit, right, "act", "web.which-act");
      ask_one_of(page, visit, right, "wish", "web.after-death", words["web.only-directive"]);
      // A death is announced to people, with its proof: a page that anybody may send must not stop a living person.
      page.note(words.fill("web.death-help", {{"contact", visit.contact()}}));
      return page.input("executor", words["web.executor"], "text", "", said.field("executor"),
                        words["web.executor-hint"]);
    default: return;
  }
}

std::vector<Asked> details_in(const Visit& visit, Right right) {
  const Message& said = visit.message;
  const bool marketing = right == Right::objection && said.field("marketing") == "yes";
  const bool directive = right == Right::posthumous && said.field("act") == "directive";
  std::vector<Asked> details;
  for (const std::string_view name : names_of(right)) {
    const bool belongs_elsewhere =
        (right == Right::objection && (name == "marketing") != marketing) ||
        (right == Right::posthumous && !directive && (name == "wish" || name == "executor"));
    const std::string value = said.field(name);
    if (!value.empty() && !belongs_elsewhere) details.push_back({std::string(name), value});
  }
  return details;
}

namespace {

// What is wrong with it, by the shape that its kind has; never a word on whether we know it.
std::string wrong_with(const Visit& visit, const subject::Identifier& identifier) {
  const subject::Shape shape =
      visit.organisation().kinds.shape(identifier.kind).value_or(subject::Shape::text);
  const auto says = [&](const char* key) {
    return visit.words.fill(key, {{"field", kind_in_words(visit, identifier.kind.text())}});
  };
  switch (shape) {
    case subject::Shape::email:
      return says(identifier.value.reveal().find('@') == std::string::npos ? "web.bad.no-at"
                                                                           : "web.bad.email");
    case subject::Shape::phone: return says("web.bad.phone");
    case subject::Shape::number: return says("web.bad.number");
    default: return says("web.bad.text");
  }
}

}  // namespace

std::vector<Mistake> mistakes_in(const Visit& visit, Right right) {
  std::vector<Mistake> mistakes;
  const auto details = details_in(visit, right);
  const auto need = [&](std::string_view name) {
    const auto at = std::find_if(details.begin(), details.end(), [&](auto& one) { return one.name == name; });
    const auto choices = choices_for(visit, right, name);
    const bool offered =
        choices.empty() ||
        (at != details.end() && std::any_of(choices.begin(), choices.end(),
                                            [&](auto& choice) { return choice.value == at->value; }));
    if (at == details.end() || !offered)
      mistakes.push_back({std::string(name), visit.words["web.need." + std::string(name)]});
  };
  if (right == Right::information) need("audience");
  if (right == Right::rectification) need("data"), need("is");
  if (right == Right::restriction) need("ground");
  if (right == Right::consent) need("consent");
  if (right == Right::automated_decision) need("activity");
  if (right == Right::objection && visit.message.field("marketing") != "yes")
    need("activity"), need("situation");
  if (right == Right::posthumous) {
    need("act");
    if (visit.message.field("act") == "directive") need("wish");
  }
  const auto supplied = identifiers_in(visit);
  if (supplied.empty() && needs_identifier(right))
    mistakes.push_back({"id-email", visit.words["web.need-identifier"]});
  for (const subject::Identifier& identifier : supplied) {
    if (!subject::normal_form(visit.house.map.organisation.kinds, identifier.kind, identifier.value.reveal()))
      mistakes.push_back({"id-" + identifier.kind.text(), wrong_with(visit, identifier)});
  }
  return mistakes;
}

std::string in_words(const Visit& visit, Right right, const Asked& asked) {
  for (const Page::Choice& choice : choices_for(visit, right, asked.name)) {
    if (choice.value == asked.value) return choice.label;
  }
  if (asked.name == "activity" || asked.name == "consent") return activity_in_words(visit, asked);
  if (asked.name == "category") {
    const map::DataCategory* category = map::data_category(asked.value);
    if (category && !category->title.empty()) return visit.words.say(category->title);
  }
  return asked.value;
}

}  // namespace habeas::web

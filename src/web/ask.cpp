// Exercising a right: one page that asks, one that shows the answers to check, one that gives the reference and the date.
// Nothing is asked that the right does not need; whether anybody is known is never said.
#include <habeas/base/fault.h>
#include <habeas/web/page.h>
#include <habeas/web/site.h>

#include <algorithm>

namespace habeas::web {
namespace {

// The words that a form's fields are called by in a request's details.
struct Asked {
  std::string name;
  std::string value;
};

const std::vector<std::string_view>& details_of(law::Right right) {
  static const std::vector<std::string_view> none;
  static const std::vector<std::pair<law::Right, std::vector<std::string_view>>> all = {
      {law::Right::rectification, {"data", "was", "is"}},
      {law::Right::restriction, {"ground", "activity", "why"}},
      {law::Right::objection, {"marketing", "channel", "activity", "situation"}},
      {law::Right::consent, {"consent"}},
      {law::Right::automated_decision, {"activity", "view"}},
      {law::Right::posthumous, {"act", "wish", "executor"}},
  };
  for (const auto& [which, names] : all) {
    if (which == right) return names;
  }
  return none;
}

std::vector<Asked> details_in(const Message& message, law::Right right) {
  std::vector<Asked> details;
  for (const std::string_view name : details_of(right)) {
    for (const std::string& value : message.fields(name)) {
      // A death is announced to people, with its proof: a page that anybody may send must not stop a living person.
      const bool of_heirs = name == "act" && value != "directive" && value != "revoke";
      if (!value.empty() && !of_heirs) details.push_back({std::string(name), value});
    }
  }
  return details;
}

std::vector<std::string> kinds_of(const map::Map& map) {
  std::vector<std::string> kinds = {"email", "phone"};
  for (const std::string& name : map.organisation.kinds.names()) {
    const bool asked = name != "name+birthdate" && name != "pen-name";
    if (asked && std::find(kinds.begin(), kinds.end(), name) == kinds.end()) kinds.push_back(name);
  }
  return kinds;
}

std::vector<subject::Identifier> identifiers_in(const Visit& visit) {
  std::vector<subject::Identifier> supplied;
  for (const std::string& kind : kinds_of(visit.house.map)) {
    const std::string value = visit.message.field("id-" + kind);
    if (!value.empty()) supplied.push_back({subject::KindName(kind), base::Personal<std::string>(value)});
  }
  return supplied;
}

std::vector<Mistake> mistakes_in(const Visit& visit, law::Right right) {
  std::vector<Mistake> mistakes;
  const auto supplied = identifiers_in(visit);
  if (supplied.empty()) mistakes.push_back({"id-email", visit.words["web.need-identifier"]});
  for (const subject::Identifier& identifier : supplied) {
    if (!subject::normal_form(visit.house.map.organisation.kinds, identifier.kind, identifier.value.reveal()))
      mistakes.push_back({"id-" + identifier.kind.text(), visit.words["web.bad-identifier"]});
  }
  const auto details = details_in(visit.message, right);
  const auto said = [&](std::string_view name) {
    return std::any_of(details.begin(), details.end(), [&](const Asked& one) { return one.name == name; });
  };
  const auto need = [&](std::string_view name) {
    if (!said(name)) mistakes.push_back({std::string(name), visit.words["web.need-this"]});
  };
  if (right == law::Right::rectification) need("data"), need("is");
  if (right == law::Right::restriction) need("ground");
  if (right == law::Right::consent) need("consent");
  if (right == law::Right::automated_decision) need("activity");
  if (right == law::Right::objection && visit.message.field("marketing") != "yes")
    need("activity"), need("situation");
  if (right == law::Right::posthumous) need("wish");
  return mistakes;
}

std::vector<Page::Choice> activities(const Visit& visit, bool (*which)(const map::Activity&)) {
  std::vector<Page::Choice> choices;
  for (const map::Activity& activity : visit.house.map.activities) {
    const bool about_customers = std::find(activity.about.begin(), activity.about.end(),
                                           map::RoleName("customer")) != activity.about.end();
    if (about_customers && which(activity))
      choices.push_back({activity.name.text(), visit.words.say(activity.title)});
  }
  return choices;
}

// Categories of data that she can correct, in words.
std::vector<Page::Choice> correctable(const Visit& visit) {
  std::vector<Page::Choice> choices;
  for (const char* category :
       {"contact.address", "contact.postcode", "contact.city", "contact.phone", "contact.email",
        "identity.given-name", "identity.family-name", "identity.title", "identity.birthdate"}) {
    choices.push_back({category, visit.words["web.data." + std::string(category)]});
  }
  return choices;
}

void ask_objection(Page& page, Visit& visit) {
  const answer::Words& words = visit.words;
  page.radios("marketing", words["web.objection-which"],
              {{"yes", words["web.objection-marketing"]}, {"no", words["web.objection-other"]}},
              visit.message.field("marketing").empty() ? "yes" : visit.message.field("marketing"));
  page.radios("activity", words["web.objection-activity"],
              activities(visit,
                         [](const map::Activity& activity) {
                           return activity.basis == law::LegalBasis::legitimate_interests ||
                                  activity.basis == law::LegalBasis::public_task;
                         }),
              visit.message.field("activity"));
  page.area("situation", words["web.objection-situation"], visit.message.field("situation"),
            words["web.objection-situation-hint"]);
}

void ask_details(Page& page, Visit& visit, law::Right right) {
  const answer::Words& words = visit.words;
  const Message& message = visit.message;
  switch (right) {
    case law::Right::rectification:
      page.radios("data", words["web.which-data"], correctable(visit), message.field("data"));
      page.input("was", words["web.was"], "text", "", message.field("was"), words["web.was-hint"]);
      page.input("is", words["web.is"], "text", "", message.field("is"));
      return;
    case law::Right::restriction: {
      std::vector<Page::Choice> grounds;
      for (const char* ground : {"a", "b", "c", "d"})
        grounds.push_back({ground, words[std::string("web.freeze-") + ground]});
      page.radios("ground", words["web.freeze-why"], grounds, message.field("ground"));
      return;
    }
    case law::Right::objection: return ask_objection(page, visit);
    case law::Right::consent: {
      std::vector<Page::Choice> consents;
      for (const map::Activity& activity : visit.house.map.activities) {
        if (activity.basis == law::LegalBasis::consent)
          consents.push_back({activity.basis_reference, words.say(activity.title)});
      }
      page.radios("consent", words["web.which-consent"], consents,
                  consents.size() == 1 ? consents.front().value : message.field("consent"));
      return;
    }
    case law::Right::automated_decision:
      page.radios(
          "activity", words["web.which-decision"],
          activities(visit, [](const map::Activity& activity) { return activity.automated.has_value(); }),
          message.field("activity"));
      page.area("view", words["web.your-view"], message.field("view"));
      return;
    case law::Right::posthumous:
      page.hidden("act", "directive");
      page.radios("wish", words["web.after-death"],
                  {{"erase", words["web.wish-erase"]},
                   {"keep", words["web.wish-keep"]},
                   {"communicate", words["web.wish-communicate"]}},
                  message.field("wish"));
      page.input("executor", words["web.executor"], "text", "", message.field("executor"),
                 words["web.executor-hint"]);
      return;
    default: return;
  }
}

std::string input_type(const std::string& kind) {
  if (kind == "email") return "email";
  return kind == "phone" ? "tel" : "text";
}

Reply question(Visit& visit, law::Right right, const std::vector<Mistake>& mistakes) {
  const std::string name(law::to_string(right));
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.want." + name], visit.path,
            mistakes);
  if (const law::RightWords* of = visit.house.library.words_of(right))
    page.html().element("p", visit.words.say(of->sentence), {{"class", "lead"}});
  page.form(visit.link(visit.path));
  page.hidden("step", "check");
  ask_details(page, visit, right);
  page.html().open("fieldset");
  page.html().element("legend", visit.words["web.who"]);
  page.html().element("p", visit.words["web.who-hint"], {{"class", "hint"}});
  for (const std::string& kind : kinds_of(visit.house.map)) {
    const std::string key = "web.kind." + kind;
    const auto keys = visit.words.keys();
    const bool named = std::find(keys.begin(), keys.end(), key) != keys.end();
    page.input("id-" + kind, named ? visit.words[key] : answer::spelt_as_words(kind), input_type(kind),
               kind == "email" ? "email" : (kind == "phone" ? "tel" : ""), visit.message.field("id-" + kind));
  }
  page.html().close();
  page.area("text", visit.words["web.more"], visit.message.field("text"), visit.words["web.more-hint"]);
  page.end_form(visit.words["web.continue"]);
  return page.reply(mistakes.empty() ? 200 : 422);
}

Reply check(Visit& visit, law::Right right) {
  const std::string name(law::to_string(right));
  Page page(visit.words, visit.session, visit.controller(), visit.words["web.check"], visit.path);
  page.html().element("p", visit.words["web.want." + name], {{"class", "lead"}});
  page.html().open("dl");
  for (const subject::Identifier& identifier : identifiers_in(visit))
    page.row(answer::spelt_as_words(identifier.kind.text()), identifier.value.reveal());
  for (const Asked& one : details_in(visit.message, right))
    page.row(visit.words["web.detail." + one.name], one.value);
  if (!visit.message.field("text").empty()) page.row(visit.words["web.more"], visit.message.field("text"));
  page.html().close();
  page.form(visit.link(visit.path));
  for (const auto& [field, value] : visit.message.form) {
    if (field != "token" && field != "step") page.hidden(field, value);
  }
  page.hidden("step", "send");
  page.end_form(visit.words["web.send"]);
  page.form(visit.link(visit.path));
  for (const auto& [field, value] : visit.message.form) {
    if (field != "token" && field != "step") page.hidden(field, value);
  }
  page.hidden("step", "change");
  page.end_form(visit.words["web.change"]);
  return page.reply();
}

handle::Incoming incoming_of(Visit& visit, law::Right right) {
  handle::Details details;
  for (const Asked& one : details_in(visit.message, right)) details.emplace_back(one.name, one.value);
  handle::Incoming incoming;
  incoming.received = visit.house.today();
  incoming.channel = "portal";
  incoming.language = visit.words.language();
  incoming.supplied = identifiers_in(visit);
  incoming.wishes.push_back({right, base::Personal(std::move(details))});
  incoming.text = base::Personal<std::string>(visit.message.field("text"));
  return incoming;
}

// Marketing stops without anybody's approval (GDPR 21(3)). The permit denies since receipt; where a system does not
// follow now, the desk sees it, and she is told nothing that would show who is known.
void stop_now(Visit& visit, const std::string& reference) {
  const auto request = visit.house.people.request(reference, visit.house.rules());
  if (!request || !request->marketing) return;
  try {
    handle::carry_out_at_once(visit.house, reference);
  } catch (const base::Fault&) {
    handle::note(visit.house, reference, "at-once", "not carried out");
  }
}

Reply confirmation(Visit& visit, law::Right right) {
  const std::string reference = handle::receive(visit.house, incoming_of(visit, right)).front();
  visit.session.mine.insert(reference);
  stop_now(visit, reference);
  return see_other(visit.link("/follow/" + reference));
}

}  // namespace

Reply ask(Visit& visit, law::Right right) {
  if (visit.message.method != "POST" || visit.message.field("step") == "change")
    return question(visit, right, {});
  const std::vector<Mistake> mistakes = mistakes_in(visit, right);
  if (!mistakes.empty()) return question(visit, right, mistakes);
  return visit.message.field("step") == "send" ? confirmation(visit, right) : check(visit, right);
}

}  // namespace habeas::web

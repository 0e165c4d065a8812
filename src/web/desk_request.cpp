// One request at the desk: its clock, what may be done with it and is, its letters, its history.
#include <habeas/web/desk.h>
#include <habeas/web/told.h>
#include <habeas/web/wish.h>

#include <algorithm>

namespace habeas::web {
namespace {

using request::State;

std::string base_of(const Visit& visit, const request::Request& request) {
  return visit.link("/desk/" + request.reference);
}

bool is_open(const request::Request& request) {
  return !is_over(request) && request.state != State::refused && request.state != State::executed;
}

bool is_identified(const request::Request& request) {
  return request.identity_proven || request::least_identity(request.right, request.marketing) == "L0";
}

bool is_planned_for(const request::Request& request) {
  return request.right != law::Right::information && request.right != law::Right::complaint;
}

void button(Page& page, const Visit& visit, const request::Request& request, const std::string& act,
            const std::string& words) {
  page.form(base_of(visit, request) + "/" + act);
  page.end_form(words);
}

void identity(Page& page, const Visit& visit, const request::Request& request) {
  const answer::Words& words = visit.words;
  page.html().element("h2", words["web.desk.identity"]);
  page.html().element("p", words["web.desk.identity-help"]);
  page.form(base_of(visit, request) + "/identity");
  std::vector<Page::Choice> levels;
  for (const char* level : {"L1", "L2", "L3", "L4", "L5", "L6"})
    levels.push_back({level, words[std::string("web.level.") + level]});
  page.radios("level", words["web.desk.level"], levels, visit.message.field("level"));
  page.input("method", words["web.desk.identity-how"], "text", "", visit.message.field("method"),
             words["web.desk.identity-how-hint"]);
  page.end_form(words["web.desk.identity-proven"]);
}

// Behind a line that opens: seldom wanted, and not the next thing. Open where its form has to be corrected.
void begin_other(Page& page, const Shown& shown, std::string_view field, std::string_view words) {
  const bool opened = std::any_of(shown.mistakes.begin(), shown.mistakes.end(),
                                  [&](const Mistake& mistake) { return mistake.field == field; });
  if (opened) {
    page.html().open("details", {{"open", "open"}});
  } else {
    page.html().open("details");
  }
  page.html().element("summary", words);
}

// What was typed in a form that has mistakes.
std::string typed(const Visit& visit, const Shown& shown, std::string_view name) {
  return shown.mistakes.empty() ? std::string() : visit.message.field(name);
}

// A request of heirs: something is to be done about a death.
bool announces_a_death(const Visit& visit, const request::Request& request) {
  if (request.right != law::Right::posthumous) return false;
  for (const auto& [name, value] : visit.house.people.details(request.reference).reveal())
    if (name == "act") return value != "directive" && value != "revoke";
  return false;
}

// Its own document, beside who the heirs are: neither proves the other (LIL 85).
void death(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const answer::Words& words = visit.words;
  const auto person = visit.house.people.person_of(request.reference);
  const bool proven =
      person && standing::at(visit.house.people.entries(*person), visit.house.clock.now()).death ==
                    standing::Death::proven;
  if (proven) return page.note(words["web.desk.death-is-proven"]);
  page.html().element("h2", words["web.desk.death"]);
  page.html().element("p", words["web.desk.death-help"]);
  page.form(base_of(visit, request) + "/death");
  page.radios(
      "document", words["web.desk.death-document"],
      {{"certificate", words["web.desk.death-certificate"]}, {"judgment", words["web.desk.death-judgment"]}},
      typed(visit, shown, "document"));
  page.input("died", words["web.desk.death-day"], "date", "", typed(visit, shown, "died"));
  page.input("place", words["web.desk.death-place"], "text", "", typed(visit, shown, "place"));
  page.end_form(words["web.desk.death-proven"]);
}

// Held by what she supplied, or by whom it was bound to.
bool is_held_dead(const Visit& visit, const request::Request& request) {
  auto people = visit.house.people.people_with(visit.house.people.supplied(request.reference));
  if (const auto person = visit.house.people.person_of(request.reference)) people.push_back(*person);
  return std::any_of(people.begin(), people.end(), [&](const store::PersonId& person) {
    return standing::at(visit.house.people.entries(person), visit.house.clock.now()).death !=
           standing::Death::no;
  });
}

// Who asks is the person that a directive names, or an heir where it names none.
void entitled(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  begin_other(page, shown, "decision-reasons", visit.words["web.desk.entitled"]);
  page.html().element("p", visit.words["web.desk.entitled-help"]);
  page.form(base_of(visit, request) + "/decide");
  page.hidden("outcome", "entitled");
  page.area("decision-reasons", visit.words["web.desk.reasons"]);
  page.end_form(visit.words["web.desk.entitled"]);
  page.html().close();
}

void mistaken_death(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  begin_other(page, shown, "decision-reasons", visit.words["web.desk.death-mistaken"]);
  page.form(base_of(visit, request) + "/decide");
  page.hidden("outcome", "mistaken");
  page.area("decision-reasons", visit.words["web.desk.reasons"]);
  page.end_form(visit.words["web.desk.death-mistaken"]);
  page.html().close();
}

void decision(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const answer::Words& words = visit.words;
  const std::string right(law::to_string(request.right));
  page.html().element("h2", words["web.desk.decide"]);
  page.form(base_of(visit, request) + "/decide");
  if (request.right == law::Right::automated_decision) {
    page.input("outcome", words["web.desk.outcome"], "text", "", typed(visit, shown, "outcome"),
               words["web.desk.outcome-hint"]);
  } else {
    page.radios("outcome", words["web.desk.balance"],
                {{"upheld", words["web.desk.upheld"]}, {"overridden", words["web.desk.overridden"]}},
                typed(visit, shown, "outcome"));
  }
  page.area("decision-reasons", words["web.desk.reasons"], typed(visit, shown, "decision-reasons"),
            words["web.desk.reasons-hint"]);
  page.end_form(words["web.desk.decide"]);
}

bool awaits_decision(const request::Request& request) {
  const bool weighed = request.right == law::Right::objection && !request.marketing;
  return (weighed || request.right == law::Right::automated_decision) && request.identity_proven &&
         (request.state == State::in_progress || request.state == State::received);
}

// What is due now, by the state that the request is in.
void next_act(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const answer::Words& words = visit.words;
  if (is_open(request) && !is_identified(request)) return identity(page, visit, request);
  if (awaits_decision(request)) decision(page, visit, request, shown);
  if (!is_planned_for(request) && is_open(request))
    return button(page, visit, request, "answer", words["web.desk.answer"]);
  if (request.state == State::approved) return button(page, visit, request, "run", words["web.desk.run"]);
  if (request.state == State::executed)
    return button(page, visit, request, "answer", words["web.desk.answer"]);
  if (request.state == State::answered || request.state == State::refused)
    return button(page, visit, request, "close", words["web.desk.close"]);
  if (is_open(request))
    button(page, visit, request, "plan",
           words[request.state == State::planned ? "web.desk.plan-again" : "web.desk.make-plan"]);
}

void refusal(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const auto grounds = grounds_of(visit, request);
  if (grounds.empty()) return;
  const bool mistaken = std::any_of(shown.mistakes.begin(), shown.mistakes.end(),
                                    [](const Mistake& mistake) { return mistake.field == "ground"; });
  begin_other(page, shown, mistaken ? "ground" : "reasons", visit.words["web.desk.refuse"]);
  page.form(base_of(visit, request) + "/refuse");
  page.radios("ground", visit.words["web.desk.ground"], grounds, typed(visit, shown, "ground"),
              visit.words["web.desk.ground-hint"]);
  page.area("reasons", visit.words["web.desk.reasons"], typed(visit, shown, "reasons"),
            visit.words["web.desk.reasons-hint"]);
  page.end_form(visit.words["web.desk.refuse"]);
  page.html().close();
}

void more_time(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const bool never = request::immediate(request.right, request.marketing) ||
                     (request.right == law::Right::erasure && request.minor);  // LIL 51 II
  if (never || request.course.extension) return;
  begin_other(page, shown, "extension", visit.words["web.desk.extend"]);
  page.form(base_of(visit, request) + "/extend");
  page.area("extension", visit.words["web.desk.extend-why"], typed(visit, shown, "extension"),
            visit.words["web.desk.extend-hint"]);
  page.end_form(visit.words["web.desk.extend"]);
  page.html().close();
}

void end_of_freeze(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const bool holds = request.right == law::Right::restriction &&
                     (request.state == State::answered || request.state == State::closed);
  if (!holds) return;
  begin_other(page, shown, "decision-reasons", visit.words["web.desk.lift"]);
  page.html().element("p", visit.words["web.desk.lift-help"]);
  page.form(base_of(visit, request) + "/decide");
  page.hidden("outcome", "notice");
  page.area("decision-reasons", visit.words["web.desk.reasons"]);
  page.end_form(visit.words["web.desk.lift-notice"]);
  button(page, visit, request, "lift", visit.words["web.desk.lift-begin"]);
  page.html().close();
}

// A withdrawal was carried out for whoever asked; the erasure that follows from it needs her proof (GDPR 17(1)(b)).
void prove_what_follows(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const bool carried_out = request.state == State::executed || request.state == State::answered;
  if (request.right != law::Right::consent || request.identity_proven || !carried_out) return;
  begin_other(page, shown, "method", visit.words["web.desk.identity"]);
  identity(page, visit, request);
  page.html().close();
}

// What leaves by no machine: letters to post, recipients to tell whom it concerns.
void outside(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const answer::Words& words = visit.words;
  for (const std::string& letter : request::letters_to_post(request)) {
    page.note(words.fill("web.desk.to-post", {{"letter", letter + ".html"}}), "warning");
    page.form(base_of(visit, request) + "/posted");
    page.hidden("letter", letter);
    page.end_form(words["web.desk.posted"], "second");
  }
  const auto tasks = handle::recipients_to_tell(visit.house, request.reference, words.language());
  if (!tasks.empty()) page.html().element("h2", words["web.desk.to-tell"]);
  for (const handle::ToTell& task : tasks) {
    page.html().element(
        "p", words.fill("web.desk.to-tell-help", {{"name", task.display}, {"for", task.activities}}));
    page.html().open("dl", {{"class", "facts"}});
    page.row(words["web.desk.to-tell-act"], words["web.desk.act." + task.act]);
    for (const auto& [name, value] : task.who.reveal()) page.row(kind_in_words(visit, name), value);
    for (const auto& [name, value] : task.corrected.reveal())
      page.row(words.fill("web.desk.true-now", {{"data", name}}), value);
    page.html().close();
    page.form(base_of(visit, request) + "/told");
    page.hidden("recipient", task.recipient);
    page.end_form(words["web.desk.told"], "second");
    begin_other(page, shown, "why", words["web.desk.cannot-be-told"]);
    page.form(base_of(visit, request) + "/not-told");
    page.hidden("recipient", task.recipient);
    page.area("why", words["web.desk.reasons"]);
    page.end_form(words["web.desk.cannot-be-told"]);
    page.html().close();
  }
}

void message_form(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  begin_other(page, shown, "text", visit.words["web.desk.write"]);
  page.form(base_of(visit, request) + "/message");
  page.area("text", visit.words["web.desk.message"], typed(visit, shown, "text"));
  page.end_form(visit.words["web.send-message"]);
  page.html().close();
}

void facts(Page& page, Visit& visit, const request::Request& request) {
  const law::Deadline deadline = request::deadline(request, visit.house.rules());
  const answer::Words& words = visit.words;
  page.html().open("dl", {{"class", "facts"}});
  page.row(words["web.follow-number"], handle::follow_number(visit.house, request.reference));
  page.row(words["web.desk.state"], state_in_words(visit, request));
  page.row(words["web.received"], words.date(request.course.received));
  page.row(words["web.due"], words.date(deadline.in_force) + " (" + left_in_words(visit, request) + ")");
  page.row(words["web.desk.work-to"], words.date(deadline.safe));
  page.row(
      words["web.identity"],
      request.identity_proven
          ? words["web.level." + request.identity_level]
          : words["web.desk.identity-" + std::string(is_identified(request) ? "not-needed" : "missing")]);
  for (const subject::Identifier& supplied : visit.house.people.supplied(request.reference))
    page.row(kind_in_words(visit, supplied.kind.text()), supplied.value.reveal());
  // Details without words are the house's own.
  for (const auto& [name, value] : visit.house.people.details(request.reference).reveal()) {
    if (has_words(words, "web.detail." + name))
      page.row(words["web.detail." + name], in_words(visit, request.right, {name, value}));
  }
  page.html().close();
  if (deadline.waiting) page.note(words["web.desk.clock-stands"]);
}

void letters(Page& page, Visit& visit, const request::Request& request) {
  const auto files = visit.house.people.files(request.reference);
  if (files.empty()) return;
  page.html().element("h2", visit.words["web.desk.letters"]);
  page.html().open("ul", {{"class", "files"}});
  for (const store::Filed& filed : files) {
    page.html().open("li");
    page.html().element("a", file_in_words(visit.words, filed),
                        {{"href", base_of(visit, request) + "/file/" + filed.name}});
    page.html().element("span", " " + visit.moment(filed.at), {{"class", "when"}});
    page.html().close();
  }
  page.html().close();
}

void history(Page& page, Visit& visit, const request::Request& request) {
  page.html().element("h2", visit.words["web.timeline"]);
  page.html().open("ol", {{"class", "timeline"}});
  for (const request::Event& event : request.events) {
    page.html().open("li");
    page.html().element("span", visit.moment(event.at), {{"class", "when"}});
    page.html().text(" " + event_in_words(visit, event, Reader::staff) + " – " + who_did(visit, event));
    for (const std::string& detail : details_of(visit, event))
      page.html().element("span", " · " + detail, {{"class", "when"}});
    if (!event.text.reveal().empty()) {
      page.html().open("blockquote");
      page.html().datum(event.text.reveal());
      page.html().close();
    }
    page.html().close();
  }
  page.html().close();
}

// Rules are spelt in English.
void refused(Page& page, const Visit& visit, const std::string& rule) {
  page.html().open("p", {{"class", "warning"}});
  page.html().text(visit.words["web.desk.refused"] + " ");
  page.html().element("span", rule, {{"lang", "en"}});
  page.html().close();
}

}  // namespace

std::vector<Page::Choice> grounds_of(const Visit& visit, const request::Request& request) {
  std::vector<Page::Choice> grounds;
  for (const std::string& id : request::refusal_grounds(request.right, request.marketing)) {
    const law::Ground* ground = visit.house.library.ground(id);
    if (ground)
      grounds.push_back({id, visit.words.say(ground->words) + " (" +
                                 law::in_words(ground->article, visit.words.language()) + ")"});
  }
  return grounds;
}

void show_acts(Page& page, const Visit& visit, const request::Request& request, const Shown& shown) {
  const bool of_a_death = announces_a_death(visit, request);
  const bool open = is_open(request);
  if (of_a_death && open) death(page, visit, request, shown);
  next_act(page, visit, request, shown);
  if (of_a_death && open && request.identity_proven && request.state != State::approved)
    entitled(page, visit, request, shown);
  if (of_a_death && is_held_dead(visit, request)) mistaken_death(page, visit, request, shown);
  if (is_open(request)) {
    refusal(page, visit, request, shown);
    more_time(page, visit, request, shown);
  }
  end_of_freeze(page, visit, request, shown);
  outside(page, visit, request, shown);
  prove_what_follows(page, visit, request, shown);
  if (request.state != State::closed && request.state != State::withdrawn)
    message_form(page, visit, request, shown);
}

Reply request_page(Visit& visit, const std::string& reference, const Shown& shown) {
  const request::Request request = *visit.house.people.request(reference, visit.house.rules());
  Page page(visit.words, visit.session, visit.organisation(),
            reference + " – " + visit.words["web.want." + std::string(law::to_string(request.right))],
            "/desk/" + reference, shown.mistakes);
  if (!shown.first.empty()) page.note(shown.first, "warning");
  if (!shown.done.empty()) page.note(shown.done, "done");
  if (!shown.refused.empty()) refused(page, visit, shown.refused);
  facts(page, visit, request);
  if (!shown.who.empty()) show_who(page, visit, request, shown.who);
  if (shown.preview) show_plan(page, visit, request, *shown.preview);
  show_by_hand(page, visit, request);
  show_acts(page, visit, request, shown);
  letters(page, visit, request);
  history(page, visit, request);
  return page.reply(shown.refused.empty() && shown.mistakes.empty() ? 200 : 422);
}

}  // namespace habeas::web

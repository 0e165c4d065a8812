// One request at the desk: its clock, what may be done with it and is, its letters, its history.
#include <habeas/web/desk.h>
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
  page.radios("level", words["web.desk.level"], levels);
  page.input("method", words["web.desk.identity-how"], "text", "", {}, words["web.desk.identity-how-hint"]);
  page.end_form(words["web.desk.identity-proven"]);
}

// Behind a line that opens: seldom wanted, and not the next thing.
void begin_other(Page& page, std::string_view words) {
  page.html().open("details");
  page.html().element("summary", words);
}

// A request of heirs: something is to be done about a death.
bool announces_a_death(const Visit& visit, const request::Request& request) {
  if (request.right != law::Right::posthumous) return false;
  for (const auto& [name, value] : visit.house.people.details(request.reference).reveal())
    if (name == "act") return value != "directive" && value != "revoke";
  return false;
}

// Its own document, beside who the heirs are: neither proves the other (LIL 85).
void death(Page& page, const Visit& visit, const request::Request& request) {
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
      {{"certificate", words["web.desk.death-certificate"]}, {"judgment", words["web.desk.death-judgment"]}});
  page.input("died", words["web.desk.death-day"], "date", "");
  page.input("place", words["web.desk.death-place"], "text", "");
  page.end_form(words["web.desk.death-proven"]);
}

void mistaken_death(Page& page, const Visit& visit, const request::Request& request) {
  begin_other(page, visit.words["web.desk.death-mistaken"]);
  page.form(base_of(visit, request) + "/decide");
  page.hidden("outcome", "mistaken");
  page.area("decision-reasons", visit.words["web.desk.reasons"]);
  page.end_form(visit.words["web.desk.death-mistaken"]);
  page.html().close();
}

void decision(Page& page, const Visit& visit, const request::Request& request) {
  const answer::Words& words = visit.words;
  const std::string right(law::to_string(request.right));
  page.html().element("h2", words["web.desk.decide"]);
  page.form(base_of(visit, request) + "/decide");
  if (request.right == law::Right::automated_decision) {
    page.input("outcome", words["web.desk.outcome"], "text", "", {}, words["web.desk.outcome-hint"]);
  } else {
    page.radios("outcome", words["web.desk.balance"],
                {{"upheld", words["web.desk.upheld"]}, {"overridden", words["web.desk.overridden"]}});
  }
  page.area("decision-reasons", words["web.desk.reasons"], {}, words["web.desk.reasons-hint"]);
  page.end_form(words["web.desk.decide"]);
}

bool awaits_decision(const request::Request& request) {
  const bool weighed = request.right == law::Right::objection && !request.marketing;
  return (weighed || request.right == law::Right::automated_decision) && request.identity_proven &&
         (request.state == State::in_progress || request.state == State::received);
}

// What is due now, by the state that the request is in.
void next_act(Page& page, const Visit& visit, const request::Request& request) {
  const answer::Words& words = visit.words;
  if (is_open(request) && !is_identified(request)) return identity(page, visit, request);
  if (awaits_decision(request)) decision(page, visit, request);
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

void refusal(Page& page, const Visit& visit, const request::Request& request) {
  std::vector<Page::Choice> grounds;
  for (const std::string& id : request::refusal_grounds(request.right, request.marketing)) {
    const law::Ground* ground = visit.house.library.ground(id);
    if (ground)
      grounds.push_back({id, visit.words.say(ground->words) + " (" +
                                 law::in_words(ground->article, visit.words.language()) + ")"});
  }
  if (grounds.empty()) return;
  begin_other(page, visit.words["web.desk.refuse"]);
  page.form(base_of(visit, request) + "/refuse");
  page.radios("ground", visit.words["web.desk.ground"], grounds, {}, visit.words["web.desk.ground-hint"]);
  page.area("reasons", visit.words["web.desk.reasons"], {}, visit.words["web.desk.reasons-hint"]);
  page.end_form(visit.words["web.desk.refuse"]);
  page.html().close();
}

void more_time(Page& page, const Visit& visit, const request::Request& request) {
  if (request::immediate(request.right, request.marketing) || request.course.extension) return;
  begin_other(page, visit.words["web.desk.extend"]);
  page.form(base_of(visit, request) + "/extend");
  page.area("extension", visit.words["web.desk.extend-why"], {}, visit.words["web.desk.extend-hint"]);
  page.end_form(visit.words["web.desk.extend"]);
  page.html().close();
}

void end_of_freeze(Page& page, const Visit& visit, const request::Request& request) {
  const bool holds = request.right == law::Right::restriction &&
                     (request.state == State::answered || request.state == State::closed);
  if (!holds) return;
  begin_other(page, visit.words["web.desk.lift"]);
  page.html().element("p", visit.words["web.desk.lift-help"]);
  page.form(base_of(visit, request) + "/decide");
  page.hidden("outcome", "notice");
  page.area("decision-reasons", visit.words["web.desk.reasons"]);
  page.end_form(visit.words["web.desk.lift-notice"]);
  button(page, visit, request, "lift", visit.words["web.desk.lift-begin"]);
  page.html().close();
}

// A withdrawal was carried out for whoever asked; the erasure that follows from it needs her proof (GDPR 17(1)(b)).
void prove_what_follows(Page& page, const Visit& visit, const request::Request& request) {
  const bool carried_out = request.state == State::executed || request.state == State::answered;
  if (request.right != law::Right::consent || request.identity_proven || !carried_out) return;
  begin_other(page, visit.words["web.desk.identity"]);
  identity(page, visit, request);
  page.html().close();
}

// What leaves by no machine: letters to post, recipients to tell whom it concerns.
void outside(Page& page, const Visit& visit, const request::Request& request) {
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
    begin_other(page, words["web.desk.cannot-be-told"]);
    page.form(base_of(visit, request) + "/not-told");
    page.hidden("recipient", task.recipient);
    page.area("why", words["web.desk.reasons"]);
    page.end_form(words["web.desk.cannot-be-told"]);
    page.html().close();
  }
}

void message_form(Page& page, const Visit& visit, const request::Request& request) {
  begin_other(page, visit.words["web.desk.write"]);
  page.form(base_of(visit, request) + "/message");
  page.area("text", visit.words["web.message"]);
  page.end_form(visit.words["web.send-message"]);
  page.html().close();
}

void facts(Page& page, Visit& visit, const request::Request& request) {
  const law::Deadline deadline = request::deadline(request, visit.house.rules());
  const answer::Words& words = visit.words;
  page.html().open("dl", {{"class", "facts"}});
  page.row(words["web.follow-number"], handle::follow_number(visit.house, request.reference));
  page.row(words["web.desk.state"], words["web.state." + std::string(request::to_string(request.state))]);
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
    page.html().element("span", " " + visit.words.moment(filed.at), {{"class", "when"}});
    page.html().close();
  }
  page.html().close();
}

void history(Page& page, Visit& visit, const request::Request& request) {
  page.html().element("h2", visit.words["web.timeline"]);
  page.html().open("ol", {{"class", "timeline"}});
  for (const request::Event& event : request.events) {
    page.html().open("li");
    page.html().element("span", visit.words.moment(event.at), {{"class", "when"}});
    page.html().text(" " + visit.words["web.event." + std::string(request::to_string(event.what))] + " – " +
                     event.by);
    for (const auto& [name, value] : event.facts)
      if (name == "system" || name == "letter" || name == "why" || name == "recipient" || name == "outcome")
        page.html().element("span", " · " + value, {{"class", "when"}});
    if (!event.text.reveal().empty()) {
      page.html().open("blockquote");
      page.html().datum(event.text.reveal());
      page.html().close();
    }
    page.html().close();
  }
  page.html().close();
}

}  // namespace

void show_acts(Page& page, const Visit& visit, const request::Request& request) {
  const bool of_a_death = is_open(request) && announces_a_death(visit, request);
  if (of_a_death) death(page, visit, request);
  next_act(page, visit, request);
  if (of_a_death) mistaken_death(page, visit, request);
  if (is_open(request)) {
    refusal(page, visit, request);
    more_time(page, visit, request);
  }
  end_of_freeze(page, visit, request);
  outside(page, visit, request);
  prove_what_follows(page, visit, request);
  if (request.state != State::closed && request.state != State::withdrawn) message_form(page, visit, request);
}

Reply request_page(Visit& visit, const std::string& reference, const Shown& shown) {
  const request::Request request = *visit.house.people.request(reference, visit.house.rules());
  Page page(visit.words, visit.session, visit.controller(),
            reference + " – " + visit.words["web.want." + std::string(law::to_string(request.right))],
            "/desk/" + reference);
  if (!shown.done.empty()) page.note(shown.done, "done");
  if (!shown.refused.empty()) page.note(visit.words["web.desk.refused"] + " " + shown.refused, "warning");
  facts(page, visit, request);
  if (!shown.who.empty()) show_who(page, visit, request, shown.who);
  if (shown.preview) show_plan(page, visit, request, *shown.preview);
  show_acts(page, visit, request);
  letters(page, visit, request);
  history(page, visit, request);
  return page.reply(shown.refused.empty() ? 200 : 422);
}

}  // namespace habeas::web

// The plan at the desk, with every fate, its ground, law and date; who is who, where a human must say it; and the acts.
#include <habeas/web/desk.h>

#include <habeas/base/fault.h>

namespace habeas::web {
namespace {

using dossier::Decision;

std::string until_of(const answer::Words& words, const handle::PreviewLine& line) {
  if (!line.until) return "–";
  const std::string first = words.date(*line.until);
  return line.until == line.until_last ? first : first + " – " + words.date(*line.until_last);
}

void lines_of(Page& page, const Visit& visit, const handle::Preview& preview) {
  const answer::Words& words = visit.words;
  page.table(words["web.desk.plan"],
             {words["web.desk.where"], words["web.desk.fate"], words["web.desk.cells"], words["web.desk.why"],
              words["web.desk.until"]});
  auto& html = page.html();
  for (const handle::PreviewLine& line : preview.lines) {
    html.open("tr");
    html.element("th", line.system + " · " + line.collection, {{"scope", "row"}});
    html.element("td", words["web.fate." + std::string(plan::to_string(line.fate))],
                 {{"data-label", words["web.desk.fate"]}});
    html.element("td", words.number(line.cells), {{"data-label", words["web.desk.cells"]}});
    html.element("td", line.words + (line.law.empty() ? "" : " (" + line.law + ")"),
                 {{"data-label", words["web.desk.why"]}});
    html.element("td", until_of(words, line), {{"data-label", words["web.desk.until"]}});
    html.close();
  }
  page.end_table();
}

void differences_of(Page& page, const Visit& visit, const handle::Preview& preview) {
  if (preview.differences.empty()) return;
  auto& html = page.html();
  html.element("h3", visit.words["web.desk.differences"]);
  html.open("dl", {{"class", "difference"}});
  for (const handle::Difference& one : preview.differences) {
    html.element("dt", one.where);
    html.open("dd");
    html.open("del");
    html.datum(one.before.reveal());
    html.close();
    html.text(" → ");
    html.open("ins");
    html.datum(one.after.reveal());
    html.close();
    html.close();
  }
  html.close();
}

void add_evidence(std::string& all, const Visit& visit, const char* key,
                  const std::vector<std::string>& titles) {
  std::string listed;
  for (const std::string& title : titles) listed += (listed.empty() ? "" : ", ") + title;
  if (!listed.empty()) all += " " + visit.words.fill(key, {{"what", listed}});
}

// What speaks for it and against it; a contradiction is claimed only where it can be shown.
std::string evidence_of(const Visit& visit, const handle::WhoRow& row) {
  const bool unseen = row.why == "contradiction" && row.different.empty();
  std::string all = visit.words[unseen ? "web.who.contradiction-elsewhere" : "web.who." + row.why];
  add_evidence(all, visit, "web.desk.who-same", row.same);
  add_evidence(all, visit, "web.desk.who-different", row.different);
  add_evidence(all, visit, "web.desk.who-silent", row.silent);
  return all;
}

// An entry that was not recorded is not lost either.
Reply who_first(Visit& visit, const std::string& reference, std::vector<handle::WhoRow> rows,
                const char* first) {
  Shown shown;
  shown.who = std::move(rows);
  shown.first = visit.words[first];
  return request_page(visit, reference, shown);
}

// Whom a directive names, who asks: what a human compares before he settles a question.
void said_of(Page& page, const handle::Preview& preview) {
  if (preview.said.empty()) return;
  page.html().open("dl", {{"class", "facts"}});
  for (const handle::Said& one : preview.said) page.row(one.what, one.words.reveal());
  page.html().close();
}

Reply plan(Visit& visit, const std::string& reference) {
  handle::Who who = handle::who_is_who(visit.house, reference, visit.words.language());
  if (who.must_be_said) return who_first(visit, reference, std::move(who.rows), "web.desk.who-before-plan");
  Shown shown;
  shown.who = std::move(who.rows);
  const handle::Preview preview = handle::plan(visit.house, reference, visit.words.language());
  shown.preview = &preview;
  return request_page(visit, reference, shown);
}

Reply say_who(Visit& visit, const std::string& reference) {
  Shown shown;
  std::vector<handle::WhoDecision> decisions;
  for (const auto& [name, value] : visit.message.form) {
    if (name.rfind("who-", 0) != 0) continue;
    if (value == "hers") decisions.push_back({name.substr(4), Decision::Says::this_person});
    if (value == "anothers") decisions.push_back({name.substr(4), Decision::Says::somebody_else});
  }
  if (visit.message.field("because").empty())
    shown.mistakes.push_back({"because", visit.words["web.need.because"]});
  if (decisions.empty()) shown.mistakes.push_back({"", visit.words["web.need.who"]});
  if (!shown.mistakes.empty()) {
    shown.who = handle::who_is_who(visit.house, reference, visit.words.language()).rows;
    return request_page(visit, reference, shown);
  }
  handle::decide_who(visit.house, reference, decisions,
                     base::Personal<std::string>(visit.message.field("because")), visit.session.staff);
  shown.done = visit.words["web.desk.done"];
  return request_page(visit, reference, shown);
}

// Nobody is proven to be several people: who is who comes first.
Reply identity(Visit& visit, const std::string& reference) {
  handle::Who who = handle::who_is_who(visit.house, reference, visit.words.language());
  if (who.must_be_said)
    return who_first(visit, reference, std::move(who.rows), "web.desk.who-before-identity");
  Shown shown;
  handle::prove_otherwise(visit.house, reference, visit.message.field("level"), visit.message.field("method"),
                          visit.session.staff);
  shown.done = visit.words["web.desk.done"];
  return request_page(visit, reference, shown);
}

// The end of a freeze is a request of its own, planned and approved like any other.
Reply lift(Visit& visit, const std::string& reference) {
  const auto request = visit.house.people.request(reference, visit.house.rules());
  handle::Details details = {{"lift", reference}};
  for (const auto& [name, value] : visit.house.people.details(reference).reveal())
    if (name == "ground") details.emplace_back(name, value);
  handle::Incoming incoming;
  incoming.received = visit.house.today();
  incoming.channel = "desk";
  incoming.language = request->language;
  incoming.by = visit.session.staff;
  incoming.supplied = visit.house.people.supplied(reference);
  incoming.wishes.push_back({law::Right::restriction, base::Personal(std::move(details))});
  return see_other(visit.link("/desk/" + handle::receive(visit.house, incoming).front()));
}

Reply run(Visit& visit, const std::string& reference) {
  Shown shown;
  const handle::RunReport report = handle::run(visit.house, reference);
  (report.complete ? shown.done : shown.refused) =
      visit.words[report.complete ? "web.desk.run-complete" : "web.desk.run-incomplete"];
  return request_page(visit, reference, shown);
}

}  // namespace

void show_plan(Page& page, const Visit& visit, const request::Request& request,
               const handle::Preview& preview) {
  const answer::Words& words = visit.words;
  page.html().element("h2", words["web.desk.plan"]);
  page.html().element("p", preview.effect, {{"class", "lead"}});
  if (preview.lines.empty()) page.note(words["web.desk.plan-empty"]);
  if (!preview.lines.empty()) lines_of(page, visit, preview);
  differences_of(page, visit, preview);
  for (const std::string& gap : preview.not_searched)
    page.note(words["web.desk.not-searched"] + " " + gap, "warning");
  said_of(page, preview);
  for (const std::string& question : preview.questions)
    page.note(words["web.desk.question"] + " " + question, "warning");
  if (!preview.questions.empty()) return;
  page.form(visit.link("/desk/" + request.reference + "/approve"));
  page.hidden("plan", preview.digest);
  page.end_form(words["web.desk.approve"]);
}

void show_who(Page& page, const Visit& visit, const request::Request& request,
              const std::vector<handle::WhoRow>& rows) {
  const answer::Words& words = visit.words;
  page.html().element("h2", words["web.desk.who"]);
  page.html().element("p", words["web.desk.who-help"]);
  page.form(visit.link("/desk/" + request.reference + "/who"));
  for (const handle::WhoRow& row : rows) {
    page.radios("who-" + row.id, row.system + " · " + row.collection + " · " + row.key.reveal(),
                {{"hers", words["web.desk.who-hers"]}, {"anothers", words["web.desk.who-anothers"]}},
                visit.message.field("who-" + row.id), evidence_of(visit, row));
  }
  // What was typed of her identity waits here, for the form that comes next.
  for (const char* name : {"level", "method"}) {
    if (!visit.message.field(name).empty()) page.hidden(name, visit.message.field(name));
  }
  page.area("because", words["web.desk.who-because"], visit.message.field("because"),
            words["web.desk.who-because-hint"]);
  page.end_form(words["web.desk.who-decide"]);
}

Reply carry_out(Visit& visit, const std::string& reference, const std::string& act) {
  handle::House& house = visit.house;
  const Message& said = visit.message;
  const std::string& who = visit.session.staff;
  const auto personal = [&](std::string_view name) { return base::Personal<std::string>(said.field(name)); };
  if (act == "plan") return plan(visit, reference);
  if (act == "identity") return identity(visit, reference);
  if (act == "who") return say_who(visit, reference);
  if (act == "run") return run(visit, reference);
  if (act == "lift") return lift(visit, reference);
  if (act == "approve")
    handle::approve(house, reference, said.field("plan"), who);
  else if (act == "refuse")
    handle::refuse(house, reference, said.field("ground"), personal("reasons"), who);
  else if (act == "decide")
    handle::decide(house, reference, {said.field("outcome"), personal("decision-reasons"), who});
  else if (act == "death")
    handle::prove_death(house, reference, {said.field("document"), said.field("died"), personal("place")},
                        who);
  else if (act == "answer")
    handle::answer(house, reference);
  else if (act == "by-hand")
    handle::done_by_hand(house, reference, said.field("task"), personal("note-" + said.field("task")), who);
  else if (act == "extend")
    handle::extend(house, reference, said.field("extension"), who);
  else if (act == "message")
    handle::message(house, reference, personal("text"), false, who);
  else if (act == "posted")
    handle::posted(house, reference, said.field("letter"), who);
  else if (act == "told")
    handle::told(house, reference, said.field("recipient"), who);
  else if (act == "not-told")
    handle::cannot_be_told(house, reference, said.field("recipient"), personal("why"), who);
  else if (act == "close")
    handle::close(house, reference, who);
  else
    return not_found(visit);
  Shown shown;
  shown.done = visit.words[act == "by-hand" ? "web.desk.by-hand-done" : "web.desk.done"];
  return request_page(visit, reference, shown);
}

}  // namespace habeas::web

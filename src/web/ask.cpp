// Exercising a right: one page that asks, one that shows the answers to check, and then the request's own page with its
// reference and date. Nothing is asked that the right does not need; whether anybody is known is never said, nor to be
// told from how long the answer takes.
#include <habeas/web/wish.h>

namespace habeas::web {
namespace {

using law::Right;

// Longer than receiving takes, whoever it is.
constexpr unsigned receives_within = 700;  // milliseconds

void ask_who(Page& page, const Visit& visit) {
  auto& html = page.html();
  html.open("fieldset");
  html.element("legend", visit.words["web.who"]);
  html.element("p", visit.words["web.who-hint"], {{"class", "hint"}});
  for (const std::string& kind : kinds_asked(visit.house.map)) {
    const char* type = kind == "email" ? "email" : (kind == "phone" ? "tel" : "text");
    const char* autocomplete = kind == "email" ? "email" : (kind == "phone" ? "tel" : "");
    page.input("id-" + kind, kind_in_words(visit, kind), type, autocomplete,
               visit.message.field("id-" + kind));
  }
  html.close();
}

// What she may have at once, before she writes anything (GDPR 12(2), 77).
void give_at_once(Page& page, const Visit& visit, Right right) {
  if (right == Right::information) {
    page.html().open("p");
    page.html().element("a", visit.words["web.notice"], {{"href", visit.link("/notice")}});
    page.html().close();
  }
  if (right != Right::complaint) return;
  page.note(visit.words["web.complaint-direct"]);
  show_authority(page, visit);
}

Reply question(Visit& visit, Right right, const std::vector<Mistake>& mistakes) {
  Page page(visit.words, visit.session, visit.organisation(),
            visit.words["web.want." + std::string(law::to_string(right))], visit.path, mistakes);
  if (const law::RightWords* of = visit.house.library.words_of(right))
    page.html().element("p", visit.words.say(of->sentence), {{"class", "lead"}});
  give_at_once(page, visit, right);
  page.form(visit.link(visit.path));
  page.hidden("step", "check");
  ask_details(page, visit, right);
  if (needs_identifier(right)) ask_who(page, visit);
  page.area("text", visit.words["web.more"], visit.message.field("text"), visit.words["web.more-hint"]);
  page.end_form(visit.words["web.continue"]);
  return page.reply(mistakes.empty() ? 200 : 422);
}

void carry_on(Page& page, const Visit& visit, std::string_view step, std::string_view button,
              std::string_view kind) {
  page.form(visit.link(visit.path));
  for (const auto& [field, value] : visit.message.form) {
    if (field != "token" && field != "step") page.hidden(field, value);
  }
  page.hidden("step", step);
  page.end_form(button, kind);
}

Reply check(Visit& visit, Right right) {
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.check"], visit.path);
  page.html().element("p", visit.words["web.want." + std::string(law::to_string(right))],
                      {{"class", "lead"}});
  page.html().open("dl", {{"class", "facts"}});
  for (const Asked& one : details_in(visit, right))
    page.row(visit.words["web.detail." + one.name], in_words(visit, right, one));
  for (const subject::Identifier& identifier : identifiers_in(visit))
    page.row(kind_in_words(visit, identifier.kind.text()), identifier.value.reveal());
  if (!visit.message.field("text").empty()) page.row(visit.words["web.text"], visit.message.field("text"));
  page.html().close();
  page.note(visit.words["web.check-help"]);
  carry_on(page, visit, "send", visit.words["web.send"], "");
  carry_on(page, visit, "change", visit.words["web.change"], "second");
  return page.reply();
}

handle::Incoming incoming_of(Visit& visit, Right right) {
  handle::Details details;
  for (const Asked& one : details_in(visit, right)) details.emplace_back(one.name, one.value);
  handle::Incoming incoming;
  incoming.received = visit.house.today();
  incoming.channel = "portal";
  incoming.language = visit.words.language();
  incoming.supplied = identifiers_in(visit);
  incoming.wishes.push_back({right, base::Personal(std::move(details))});
  incoming.text = base::Personal<std::string>(visit.message.field("text"));
  return incoming;
}

Reply confirmation(Visit& visit, Right right) {
  const std::string reference = handle::receive(visit.house, incoming_of(visit, right)).front();
  visit.session.mine.insert(reference);
  const auto request = visit.house.people.request(reference, visit.house.rules());
  const bool asks_nobody = request && request::least_identity(right, request->marketing) == "L0";
  if (right == Right::information) handle::answer(visit.house, reference);
  if (asks_nobody && request::immediate(right, request->marketing))
    do_later(visit, reference, Work::carry_out_at_once);
  Reply reply = see_other(visit.link("/follow/" + reference));
  reply.milliseconds = receives_within;
  return reply;
}

}  // namespace

Reply ask(Visit& visit, Right right) {
  if (visit.form_ended) return question(visit, right, {{"", visit.words["web.ended-again"]}});
  if (visit.message.method != "POST" || visit.message.field("step") == "change")
    return question(visit, right, {});
  const std::vector<Mistake> mistakes = mistakes_in(visit, right);
  if (!mistakes.empty()) return question(visit, right, mistakes);
  return visit.message.field("step") == "send" ? confirmation(visit, right) : check(visit, right);
}

}  // namespace habeas::web

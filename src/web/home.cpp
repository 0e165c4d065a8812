// The first page: what would you like to do, in plain sentences; and the pages that only tell.
#include <habeas/web/site.h>

#include <habeas/base/must.h>
#include <habeas/map/language.h>

namespace habeas::web {
namespace {

// In the order in which people ask.
constexpr law::Right offered[] = {law::Right::access,      law::Right::rectification,
                                  law::Right::erasure,     law::Right::objection,
                                  law::Right::consent,     law::Right::restriction,
                                  law::Right::portability, law::Right::automated_decision,
                                  law::Right::posthumous,  law::Right::complaint,
                                  law::Right::information};

}  // namespace

void show_authority(Page& page, const Visit& visit) {
  const law::Authority* authority =
      visit.house.library.authority(visit.house.map.organisation.controller.country);
  if (!authority) return;
  if (const law::Remedy* custom = visit.house.library.remedy("first-ask-us"))
    page.say(visit.words.say(custom->words));
  page.html().open("dl");
  page.row(visit.words["web.authority-name"], law::say(authority->name, visit.words.language()));
  page.row(visit.words["web.authority-post"], authority->postal);
  page.html().element("dt", visit.words["web.authority-online"]);
  page.html().open("dd");
  page.html().link(authority->online, authority->online);
  page.html().close();
  page.html().close();
}

Reply home(Visit& visit) {
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.home"], visit.path);
  page.html().element(
      "p", visit.words.fill("web.home-lead", {{"controller", visit.organisation().controller.name}}),
      {{"class", "lead"}});
  page.html().open("ul", {{"class", "cards"}});
  for (const law::Right right : offered) {
    const std::string name(law::to_string(right));
    page.html().open("li");
    page.html().element("a", visit.words["web.want." + name], {{"href", visit.link("/request/" + name)}});
    page.html().element("p", visit.words["web.want-help." + name]);
    page.html().close();
  }
  page.html().close();
  page.html().element("h2", visit.words["web.authority"]);
  page.say(visit.words["web.authority-any-time"]);
  show_authority(page, visit);
  return page.reply();
}

Reply notice(Visit& visit) {
  const std::string audience = visit.message.asked("for").empty() ? "customer" : visit.message.asked("for");
  const plan::Notice found = plan::notice(visit.house.map, visit.house.library, map::RoleName(audience));
  if (found.activities.empty()) return not_found(visit);
  if (!found.missing.empty()) {
    Page page(visit.words, visit.session, visit.organisation(), visit.words["web.notice"], visit.path);
    page.note(visit.words["web.notice-blocked"], "warning");
    return page.reply(503);
  }
  const answer::Letter letter =
      answer::notice_page(found, visit.words.language(), visit.house.map, visit.house.library);
  const auto inside = answer::inside(letter.html.reveal());
  base::must(inside.has_value(), "a notice is made as letters are");
  const bool asked = !visit.message.asked("for").empty() && map::is_plain_name(audience);
  const std::string of = asked ? "?for=" + audience : std::string();
  Page page(visit.words, visit.session, visit.organisation(), inside->heading, visit.path + of);
  page.embed(inside->html, visit.words.language());
  return page.reply();
}

Reply accessibility(Visit& visit) {
  Page page(visit.words, visit.session, visit.organisation(), visit.words["web.accessibility"], visit.path);
  page.html().element("p", visit.words["web.accessibility-state"]);
  page.html().element("p", visit.words.fill("web.accessibility-contact", {{"contact", visit.contact()}}));
  return page.reply();
}

}  // namespace habeas::web

#include <habeas/web/told.h>
#include <habeas/web/wish.h>

namespace habeas::web {
namespace {

using request::What;

std::string system_title(const Visit& visit, const std::string& name) {
  const map::System* system = visit.organisation().system(map::SystemName(name));
  return system && !system->title.empty() ? visit.words.say(system->title) : name;
}

std::string recipient_title(const Visit& visit, const std::string& name) {
  const map::Recipient* recipient = visit.organisation().recipient(map::RecipientName(name));
  return recipient && !recipient->display.empty() ? recipient->display : name;
}

std::string ground_in_words(const Visit& visit, const std::string& id) {
  const law::Ground* ground = visit.house.library.ground(id);
  return ground ? visit.words.say(ground->words) : id;
}

// A rule of law, a word of ours, or what a system said.
std::string why_in_words(const Visit& visit, const std::string& why) {
  const auto article = why.rfind("GDPR ", 0) == 0 ? law::parse_article(why) : std::nullopt;
  if (article) return law::in_words(*article, visit.words.language());
  const std::string key = "web.why." + why;
  return has_words(visit.words, key) ? visit.words[key] : why;
}

std::string or_as_it_is(const Visit& visit, const std::string& key, const std::string& value) {
  return has_words(visit.words, key + value) ? visit.words[key + value] : value;
}

std::string letter_title(const Visit& visit, const std::string& name) {
  return or_as_it_is(visit, "web.file.", name);
}

std::string date_in_words(const Visit& visit, const std::string& day) {
  const auto date = base::parse_date(day);
  return date ? visit.words.date(*date) : day;
}

// Of what was only noted: in a sentence of its own; empty: a fact that says nothing to people.
std::string noted_in_words(const Visit& visit, const std::string& name, const std::string& value) {
  const answer::Words& words = visit.words;
  if (name == "code") return words["web.noted.code"];
  if (name == "came-again")
    return words.fill("web.noted.came-again", {{"date", date_in_words(visit, value)}});
  if (name == "destroyed") return words["web.noted.destroyed"];
  if (name == "erasure") return words.fill("web.noted.erasure", {{"reference", value}});
  if (name == "not-done") return or_as_it_is(visit, "web.noted.not-done-", value);
  if (name == "recipient-to-tell")
    return words.fill("web.noted.recipient-to-tell", {{"name", recipient_title(visit, value)}});
  if (name == "mailed") return words["web.noted.mailed"];
  if (name == "death") return words["web.desk.death-is-proven"];
  if (name == "by-hand") return words[value == "changed" ? "web.noted.by-hand-changed" : "web.noted.by-hand"];
  if (name == "decision" && value == "who-is-who") return words["web.noted.who-is-who"];
  return {};
}

}  // namespace

std::string event_in_words(const Visit& visit, const request::Event& event, Reader reader) {
  const answer::Words& words = visit.words;
  if (event.what == What::message_in && reader == Reader::staff) return words["web.desk.message-in"];
  const std::string* mailed = event.what == What::letter_sent ? event.fact("mailed") : nullptr;
  if (mailed != nullptr && mailed->starts_with("no")) {
    const bool too_many = mailed->find("too many") != std::string::npos;
    return words[reader == Reader::staff && too_many ? "web.desk.letter-too-many" : "web.event.letter-here"];
  }
  return words["web.event." + std::string(request::to_string(event.what))];
}

std::string who_did(const Visit& visit, const request::Event& event) {
  if (event.by.rfind("rule: ", 0) == 0) return visit.words["web.by.rule"];
  return or_as_it_is(visit, "web.by.", event.by);
}

std::vector<std::string> details_of(const Visit& visit, const request::Event& event) {
  std::vector<std::string> details;
  for (const auto& [name, value] : event.facts) {
    if (name == "system") details.push_back(system_title(visit, value));
    if (name == "letter") details.push_back(letter_title(visit, value));
    if (name == "recipient") details.push_back(recipient_title(visit, value));
    if (name == "ground") details.push_back(ground_in_words(visit, value));
    if (name == "why") details.push_back(why_in_words(visit, value));
    if (name == "reason") details.push_back(value);
    if (name == "outcome") details.push_back(or_as_it_is(visit, "web.outcome.", value));
    if (name == "level") details.push_back(or_as_it_is(visit, "web.level.", value));
    if (event.what != What::noted) continue;
    if (std::string noted = noted_in_words(visit, name, value); !noted.empty())
      details.push_back(std::move(noted));
  }
  return details;
}

Reply letter_page(Visit& visit, const request::Request& request, const store::Filed& filed,
                  const WayBack& back) {
  const bool as_file = visit.message.asked("as") == "file" || filed.media_type == "application/zip";
  const auto inside = as_file ? std::nullopt : answer::inside(filed.content.reveal());
  if (!inside) {
    Reply reply;
    reply.type = filed.media_type;
    reply.body = filed.content.reveal();
    if (as_file)
      reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + filed.name + "\"");
    return reply;
  }
  Page page(visit.words, visit.session, visit.organisation(), inside->heading, visit.path);
  page.back(back.to, back.words);
  page.embed(inside->html, request.language);
  page.html().open("p");
  page.html().element("a", visit.words["web.letter-as-file"],
                      {{"href", visit.link(visit.path) + "?as=file"}});
  page.html().close();
  return page.reply();
}

}  // namespace habeas::web

// The page behind the link at the foot of a marketing message: one button, no session, no login (GDPR 21(5)). Reading
// it stops nothing, since programs read links before people do; a mail program that knows the one-click header sends
// the form itself (RFC 8058).
#include <habeas/web/page.h>
#include <habeas/web/site.h>

namespace habeas::web {

Reply stop(handle::House& house, const Message& message, const std::string& language) {
  const answer::Words& words = answer::Words::in(language);
  const Session nobody{};
  Page page(words, nobody, house.map.organisation, words["web.stop"], "/");
  const std::string token = message.path.substr(message.path.rfind('/') + 1);
  if (message.method != "POST") {
    page.html().element("p", words["web.stop-lead"], {{"class", "lead"}});
    page.form(message.path);
    page.end_form(words["web.stop-button"]);
    return page.reply();
  }
  const bool stopped = handle::stop(house, token);
  page.note(words[stopped ? "web.stopped" : "web.stop-unknown"], stopped ? "note" : "warning");
  return page.reply(stopped ? 200 : 404);
}

}  // namespace habeas::web

// The page behind the link at the foot of a marketing message: one button, no session, no login (GDPR 21(5)). Reading
// it stops nothing, since programs read links before people do; a mail program that knows the one-click header sends
// the form itself (RFC 8058).
#include <habeas/answer/letter.h>
#include <habeas/web/page.h>
#include <habeas/web/site.h>

namespace habeas::web {

Reply stop(handle::House& house, const Message& message, const std::string& language) {
  const answer::Words& words = answer::Words::in(language);
  const Session nobody{};
  const std::string token = message.path.substr(message.path.rfind('/') + 1);
  const auto channel = handle::channel_of_stop(house, token);
  const std::string by =
      answer::by_channels(words, channel ? std::vector<std::string>{*channel} : std::vector<std::string>());
  Page page(words, nobody, house.map.organisation, words.fill("web.stop", {{"by", by}}), "/");
  if (message.method != "POST") {
    page.html().element("p", words["web.stop-lead"], {{"class", "lead"}});
    page.form(message.path);
    page.end_form(words["web.stop-button"]);
    return page.reply();
  }
  const bool stopped = handle::stop(house, token);
  page.note(stopped ? words.fill("web.stopped", {{"by", by}}) : words["web.stop-unknown"],
            stopped ? "note" : "warning");
  return page.reply(stopped ? 200 : 404);
}

}  // namespace habeas::web

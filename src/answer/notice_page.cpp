// The notice (GDPR 13, 14; LIL 48): what one audience is told, activity by activity.
#include <habeas/answer/letter.h>
#include <habeas/answer/sheet.h>

#include <habeas/base/fault.h>

#include <array>

namespace habeas::answer {
namespace {

using law::Right;

std::string basis_of(const Words& words, const map::Activity& activity) {
  std::string text = words["notice.basis." + std::string(law::to_string(activity.basis))];
  text += " (" + law::in_words(law::article_of(activity.basis), words.language()) + ")";
  if (!activity.interest.empty())
    text += ". " + words.fill("notice.interest", {{"interest", words.say(activity.interest)}});
  return text;
}

std::string recipients_of(const Words& words, const map::Map& map, const map::Activity& activity) {
  std::string text;
  for (const map::RecipientName& name : activity.recipients) {
    const map::Recipient* recipient = map.organisation.recipient(name);
    if (!recipient) continue;
    text += (text.empty() ? "" : " ; ") + recipient->display + " (" + recipient->country + ")";
    if (!recipient->safeguards.empty()) text += ", " + words.say(recipient->safeguards);
  }
  if (!text.empty()) return text;
  return words[activity.recipients_declared ? "recipients.nobody" : "recipients.unsaid"];
}

// "3 ans, à compter de : votre dernier contact ; puis 5 ans en archive".
std::string retention_of(const Words& words, const map::Retention& retention) {
  std::string text = retention.active_for ? law::in_words(*retention.active_for, words.language())
                                          : words.say(retention.active);
  if (retention.archive) {
    const std::string archive =
        words.fill("retention.archive", {{"time", law::in_words(*retention.archive, words.language())}});
    text += text.empty() ? archive : words["retention.then"] + archive;
  }
  if (!retention.since.empty())
    text += words.fill("retention.since", {{"since", words.say(retention.since)}});
  return text;
}

void write_activity(Sheet& sheet, const Words& words, const map::Map& map, const map::Activity& activity) {
  sheet.heading(words.say(activity.title));
  std::vector<std::pair<std::string, std::string>> lines = {
      {words["notice.why"], words.say(activity.purpose)},
      {words["notice.basis"], basis_of(words, activity)},
      {words["notice.whom"], recipients_of(words, map, activity)},
      {words["notice.how-long"], retention_of(words, activity.retention)}};
  if (!activity.source.empty()) lines.emplace_back(words["notice.source"], words.say(activity.source));
  if (!activity.transfers.empty())
    lines.emplace_back(words["notice.transfers"], words.say(activity.transfers));
  if (activity.automated) {
    lines.emplace_back(words["notice.decision"], words.say(activity.automated->effect));
    lines.emplace_back(words["notice.logic"], words.say(activity.automated->logic));
  }
  sheet.pairs(lines);
}

// The right to object stands apart, clearly (GDPR 21(4)).
void write_rights(Sheet& sheet, const Words& words, const law::Library& library) {
  constexpr std::array<Right, 8> others = {Right::access,      Right::rectification,     Right::erasure,
                                           Right::restriction, Right::portability,       Right::consent,
                                           Right::posthumous,  Right::automated_decision};
  const auto line = [&](Right right) -> std::pair<std::string, std::string> {
    const law::RightWords* of = library.words_of(right);
    if (!of) return {};
    return {words.say(of->title),
            words.say(of->sentence) + " (" + law::in_words(of->article, words.language()) + ")"};
  };
  sheet.heading(words["notice.objection"]);
  sheet.pairs({line(Right::objection)});
  sheet.heading(words["notice.rights"]);
  std::vector<std::pair<std::string, std::string>> lines;
  for (const Right right : others) lines.push_back(line(right));
  sheet.pairs(lines);
}

void write_authority(Sheet& sheet, const Words& words, const map::Map& map, const law::Library& library) {
  const std::string& country = map.organisation.controller.country;
  const law::Authority* authority = library.authority(country.empty() ? "FR" : country);
  if (!authority)
    throw base::Fault(base::FaultKind::refused, "notice", "no authority in the law data (GDPR 13(2)(d))");
  sheet.heading(words["complaint.title"]);
  if (const law::Remedy* remedy = library.remedy("authority")) sheet.paragraph(words.say(remedy->words));
  sheet.pairs({{words["complaint.name"], words.say(authority->name)},
               {words["complaint.online"], authority->online},
               {words["complaint.post"], authority->postal}});
}

}  // namespace

Letter notice_page(const plan::Notice& notice, const std::string& language, const map::Map& map,
                   const law::Library& library) {
  if (!notice.missing.empty())
    throw base::Fault(base::FaultKind::refused, "notice",
                      "an item of GDPR 13 or 14 is missing; nothing goes live");
  const Words& words = Words::in(language);
  const map::Organisation& organisation = map.organisation;
  Sheet sheet(words, words["notice.title"], organisation);
  sheet.paragraph(words.fill("notice.controller", {{"name", organisation.controller.name},
                                                   {"contact", organisation.controller.contact}}));
  if (organisation.dpo)
    sheet.paragraph(
        words.fill("notice.dpo", {{"name", organisation.dpo->name}, {"contact", organisation.dpo->contact}}));
  for (const map::Activity* activity : notice.activities) write_activity(sheet, words, map, *activity);
  write_rights(sheet, words, library);
  write_authority(sheet, words, map, library);
  sheet.paragraph(words.fill("notice.version", {{"version", notice.version.substr(0, 16)}}));
  return sheet.end(words["notice.title"]);
}

}  // namespace habeas::answer

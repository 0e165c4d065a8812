#include <habeas/answer/letter.h>

#include <habeas/answer/sheet.h>
#include <habeas/base/fault.h>

#include <algorithm>
#include <map>
#include <optional>

namespace habeas::answer {
namespace {

std::string key_of(LetterKind kind, const char* part) {
  return "letter." + std::string(to_string(kind)) + "." + part;
}

std::string activity_title(const map::Map& map, const Words& words, const std::string& name) {
  const map::Activity* activity = map.activity(map::ActivityName(name));
  return activity ? words.say(activity->title) : name;
}

struct Writing {
  LetterKind kind;
  const Words& words;
  const map::Map& map;
  const law::Library& library;
  const LetterFacts& facts;
};

// What a recipient is asked to do as well, in a sentence.
std::string act_in_words(const Writing& of) {
  if (of.facts.act.empty()) return {};
  return std::string(of.words["letter.recipient-act." + of.facts.act]);
}

std::string filled(const Writing& of, const char* part) {
  const LetterFacts& facts = of.facts;
  const std::string due = facts.due ? of.words.date(*facts.due) : std::string("–");
  const std::string expires = facts.expires ? of.words.date(*facts.expires) : std::string("–");
  return of.words.fill(key_of(of.kind, part), {{"controller", of.map.organisation.controller.name},
                                               {"reference", facts.reference},
                                               {"received", of.words.date(facts.received)},
                                               {"due", due},
                                               {"expires", expires},
                                               {"activity", activity_title(of.map, of.words, facts.activity)},
                                               {"recipient", facts.recipient},
                                               {"by", by_channels(of.words, of.facts.channels)},
                                               {"act", act_in_words(of)},
                                               {"code", facts.code.reveal()},
                                               {"link", facts.link}});
}

std::string law_of(const Writing& of, const Kept& kept) {
  if (!kept.reference.empty()) {
    if (const law::Reference* reference = of.library.reference(kept.reference, of.facts.today))
      return law::in_words(reference->article, of.words.language());
  }
  const law::Ground* ground = of.library.ground(kept.ground);
  return ground ? law::in_words(ground->article, of.words.language()) : std::string();
}

// "Vos factures : la loi nous oblige à les garder (RGPD, art. 17, § 3, b) ; C. com., art. L. 123-22)."
std::string why_kept(const Writing& of, const Kept& kept) {
  const law::Ground* ground = of.library.ground(kept.ground);
  std::string line = kept.what + of.words["colon"] + (ground ? of.words.say(ground->words) : std::string());
  line += " (" + (ground ? law::in_words(ground->article, of.words.language()) : std::string());
  const std::string law = law_of(of, kept);
  if (!kept.reference.empty() && !law.empty()) line += " ; " + law;
  return line + ").";
}

// One line for whatever is kept for the same reason, with how many records until when.
void write_kept(Sheet& sheet, const Writing& of) {
  if (of.facts.kept.empty()) return;
  sheet.heading(of.words["letter.kept"]);
  std::vector<std::string> lines;  // in order of first appearance
  std::map<std::string, std::map<std::optional<base::Date>, std::uint64_t>> ends;
  for (const Kept& kept : of.facts.kept) {
    const std::string line = why_kept(of, kept);
    if (ends.count(line) == 0) lines.push_back(line);
    ends[line][kept.until] += kept.rows;
  }
  for (std::string& line : lines) {
    std::string until;
    for (const auto& [date, rows] : ends.at(line)) {
      const std::string records = of.words.count("letter.records", rows);
      until += until.empty() ? " " : " ; ";
      until += date ? of.words.fill("letter.until", {{"records", records}, {"date", of.words.date(*date)}})
                    : records;
    }
    line += until + ".";
  }
  sheet.list(lines);
}

void write_ground(Sheet& sheet, const Writing& of) {
  if (of.facts.ground.empty()) return;
  const law::Ground* ground = of.library.ground(of.facts.ground);
  if (!ground)
    throw base::Fault(base::FaultKind::refused, "letter",
                      "a ground of refusal that the law library does not have");
  sheet.heading(of.words["letter.why"]);
  sheet.paragraph(of.words.say(ground->words) + " (" + law::in_words(ground->article, of.words.language()) +
                  ")");
}

// Where to complain and which court: in every answer (GDPR 12(4), 13(2)(d), 77, 79). Without them there is no letter.
void write_remedies(Sheet& sheet, const Writing& of) {
  sheet.heading(of.words["letter.remedies"]);
  const std::string& country = of.map.organisation.controller.country;
  const law::Authority* authority = of.library.authority(country.empty() ? "FR" : country);
  const law::Remedy* court = of.library.remedy("court");
  if (!authority || !court)
    throw base::Fault(base::FaultKind::refused, "letter",
                      "the authority or the court is missing in the law data, and no letter leaves without "
                      "them (GDPR 12(4))");
  for (const char* id : {"authority", "first-ask-us"}) {
    if (const law::Remedy* remedy = of.library.remedy(id)) sheet.paragraph(of.words.say(remedy->words));
  }
  sheet.pairs({{of.words["complaint.name"], of.words.say(authority->name)},
               {of.words["complaint.site"], authority->site},
               {of.words["complaint.online"], authority->online},
               {of.words["complaint.post"], authority->postal}});
  const law::Authority* hers = of.library.authority(of.facts.country);
  if (hers && hers != authority) {
    if (const law::Remedy* choice = of.library.remedy("choice-of-authority"))
      sheet.paragraph(of.words.say(choice->words));
    sheet.pairs(
        {{of.words["complaint.name"], of.words.say(hers->name)}, {of.words["complaint.site"], hers->site}});
  }
  sheet.paragraph(of.words.say(court->words));
}

void write_contact(Sheet& sheet, const Writing& of) {
  const map::Organisation& organisation = of.map.organisation;
  const map::Contact& contact = organisation.dpo ? *organisation.dpo : organisation.controller;
  sheet.paragraph(contact.name + ", " + contact.contact);
}

bool to_a_recipient(LetterKind kind) { return kind == LetterKind::recipient_notice; }

// A receipt and a code answer nothing that one could complain about.
bool is_an_answer(LetterKind kind) {
  return !to_a_recipient(kind) && kind != LetterKind::acknowledgement && kind != LetterKind::identity_code;
}

}  // namespace

std::string by_channels(const Words& words, const std::vector<std::string>& channels) {
  const auto keys = words.keys();
  std::string all;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const std::string key = "letter.channel." + channels[i];
    const bool known = std::find(keys.begin(), keys.end(), key) != keys.end();
    const bool last = i + 1 == channels.size();
    all += i == 0 ? " " : last ? words["letter.channel-and"] : ", ";
    all += known ? words[key] : words.fill("letter.channel", {{"name", channels[i]}});
  }
  return all;
}

Letter letter(LetterKind kind, const std::string& language, const map::Map& map, const law::Library& library,
              const LetterFacts& facts) {
  const Words& words = Words::in(language);
  const Writing of{kind, words, map, library, facts};
  Sheet sheet(words, filled(of, "title"), map.organisation);
  // To a recipient it is nobody's request, and a date with it would say whose.
  if (to_a_recipient(kind))
    sheet.paragraph(words.fill("letter.our-reference", {{"reference", facts.reference}}));
  else
    sheet.paragraph(words.fill("letter.about",
                               {{"reference", facts.reference}, {"received", words.date(facts.received)}}));
  sheet.paragraph(filled(of, "body"));
  if (!facts.channels.empty()) sheet.paragraph(words["letter.other-channels"]);
  write_ground(sheet, of);
  if (!facts.reasons.reveal().empty()) sheet.quote(facts.reasons.reveal());
  if (!facts.decided_by.empty() && !facts.ground.empty())
    sheet.paragraph(words.fill("letter.decided-by", {{"name", facts.decided_by}}));
  if (!facts.ends.empty()) sheet.paragraph(facts.ends);
  if (!facts.done.empty()) sheet.heading(words["letter.done"]);
  sheet.list(facts.done);
  if (!facts.not_done.empty()) sheet.heading(words["letter.not-done"]);
  sheet.list(facts.not_done);
  for (const auto& [title, lines] : facts.history) {
    sheet.heading(title);
    sheet.list(lines);
  }
  write_kept(sheet, of);
  if (!facts.recipients.empty()) sheet.heading(words["letter.recipients"]);
  sheet.list(facts.recipients);
  if (!facts.link.empty() && !to_a_recipient(kind))
    sheet.paragraph(words.fill("letter.follow", {{"link", facts.link}}));
  if (is_an_answer(kind)) write_remedies(sheet, of);
  write_contact(sheet, of);
  return sheet.end(
      words.fill("letter.subject", {{"reference", facts.reference}, {"title", filled(of, "title")}}));
}

}  // namespace habeas::answer

// The rest of explain()'s sentences: what becomes of the data, and what it is for.
#include <habeas/map/telling.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace habeas::map {

std::string Telling::fields_fate(const Collection& collection) const {
  std::vector<std::string> parts;
  for (const auto& field : collection.fields) {
    const auto name = field.name.text() + " ";
    switch (field.erase.kind) {
      case Erase::Kind::literal:
        parts.push_back(name + pick("devient « ", "becomes '") + field.erase.literal + pick(" »", "'"));
        break;
      case Erase::Kind::truncate: parts.push_back(name + pick("est raccourci", "is shortened")); break;
      case Erase::Kind::mask: parts.push_back(name + pick("est masqué", "is masked")); break;
      case Erase::Kind::redact: parts.push_back(name + pick("est caviardé", "is redacted")); break;
      case Erase::Kind::pseudonym:
        parts.push_back(name + pick("devient un pseudonyme", "becomes a pseudonym"));
        break;
      default: break;
    }
  }
  return parts.empty() ? std::string()
                       : pick(" Dans une ligne qui reste, ", " In a row that stays, ") + listed(parts) + ".";
}

Telling::Sentences Telling::fate(const Collection& collection) const {
  Sentences said;
  const bool emptied = collection.erase.kind == Erase::Kind::cells;
  std::string text;
  if (emptied) {
    text = pick("À l'effacement, la ligne reste et se vide.", "On erasure the row stays, emptied.");
  } else if (collection.erase.kind == Erase::Kind::fields) {
    std::vector<std::string> names;
    for (const auto& name : collection.erase.fields) names.push_back(name.text());
    text = pick("À l'effacement, la ligne reste et perd : ", "On erasure the row stays and loses: ") +
           listed(names) + ".";
  } else {
    text = pick("À l'effacement, la ligne disparaît.", "On erasure the row goes.");
  }
  said.push_back(text + fields_fate(collection));
  for (const auto& copy : collection.copies) {
    const auto& until = law::say(copy.until, language_);
    said.push_back(pick("Il en existe une copie : ", "There is a copy of it: ") + copy.name + " (" +
                   copy.what + ")" + (until.empty() ? std::string() : pick(", gardée ", ", kept ") + until) +
                   ".");
  }
  std::vector<std::string> fed;
  for (const auto& system : collection.feeds) fed.push_back(system.text());
  if (!fed.empty())
    said.push_back(pick("Alimente ", "Feeds ") + listed(fed) +
                   pick(" : elle passe la première.", ": it goes first."));
  return said;
}

std::string Telling::titles(const std::vector<ActivityName>& names) const {
  std::vector<std::string> said;
  for (const auto& name : names) {
    const auto* known = map_.activity(name);
    const auto words = known == nullptr ? std::string() : law::say(known->title, language_);
    said.push_back(words.empty() ? name.text() : words);
  }
  return listed(said);
}

Telling::Sentences Telling::purposes(const Collection& collection) const {
  Sentences said;
  if (!collection.purposes.empty())
    said.push_back(pick("Sert à : ", "Serves: ") + titles(collection.purposes) + ".");
  std::map<std::vector<ActivityName>, std::vector<std::string>> others;
  for (const auto& field : collection.fields) {
    if (field.purposes != collection.purposes && !field.purposes.empty())
      others[field.purposes].push_back(field.name.text());
  }
  for (const auto& [names, fields] : others) {
    said.push_back(pick("Mais ", "But ") + listed(fields) +
                   pick(fields.size() == 1 ? " sert à : " : " servent à : ",
                        fields.size() == 1 ? " serves: " : " serve: ") +
                   titles(names) + ".");
  }
  if (!collection.retention_since.empty()) {
    said.push_back(pick("La durée de conservation se compte depuis ", "How long it is kept counts from ") +
                   collection.retention_since + ".");
  }
  return said;
}

std::string Telling::activity(const Activity& activity) const {
  const auto& words = law::say(activity.title, language_);
  std::string text = (words.empty() ? activity.name.text() : words) + pick(" : ", ": ") +
                     law::say(activity.purpose, language_);
  text += pick(". Repose sur ", ". Rests on ") + basis_in_words(activity.basis, language_);
  const auto& interest = law::say(activity.interest, language_);
  if (!interest.empty()) text += " (" + interest + ")";
  if (interest.empty() && !activity.basis_reference.empty()) text += " (" + activity.basis_reference + ")";
  text += ".";
  const auto& kept = activity.retention;
  std::vector<std::string> parts;
  const auto& active = law::say(kept.active, language_);
  if (kept.active_for)
    parts.push_back(law::in_words(*kept.active_for, language_));
  else if (!active.empty())
    parts.push_back(active);
  if (kept.archive)
    parts.push_back(law::in_words(*kept.archive, language_) + pick(" en archive", " in the archive"));
  if (!parts.empty())
    text += pick(" Conservé : ", " Kept: ") + fmt::format("{}", fmt::join(parts, pick(", puis ", ", then ")));
  const auto& since = law::say(kept.since, language_);
  if (!parts.empty() && !since.empty()) text += pick(" (depuis : ", " (from: ") + since + ")";
  if (!parts.empty()) text += ".";
  std::vector<std::string> recipients;
  for (const auto& name : activity.recipients) {
    const auto* known = map_.organisation.recipient(name);
    recipients.push_back(known == nullptr || known->display.empty() ? name.text() : known->display);
  }
  if (!recipients.empty()) text += pick(" Remis à : ", " Given to: ") + listed(recipients) + ".";
  if (activity.automated)
    text += pick(" Une décision y est prise par une machine seule : ", " A machine alone decides here: ") +
            law::say(activity.automated->effect, language_);
  return text;
}

}  // namespace habeas::map

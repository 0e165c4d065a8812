#include <habeas/map/telling.h>

#include <habeas/base/text.h>
#include <habeas/map/load.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::map {

using relation::Condition;

namespace {

constexpr std::size_t line_width = 100;

std::string constant(const relation::Value& value) {
  return relation::canonical_text(value).value_or("NULL");
}

bool personal_data(const Field& field) { return !field.data.empty() && !field.secret; }

}  // namespace

std::size_t width_of(const std::string& utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string wrapped(const std::string& sentence, std::size_t indent) {
  std::string text;
  std::string line(indent, ' ');
  bool empty = true;
  const auto safe = base::for_terminal(sentence, sentence.size() * 8);
  for (std::size_t at = 0; at <= safe.size();) {
    const auto end = std::min(safe.find(' ', at), safe.size());
    const auto word = safe.substr(at, end - at);
    // A lone colon or the like stays with the word before it.
    if (!empty && width_of(word) > 1 && width_of(line) + 1 + width_of(word) > line_width) {
      text += line + "\n";
      line = std::string(indent + 2, ' ');
      empty = true;
    }
    line += (empty ? "" : " ") + word;
    empty = false;
    at = end + 1;
  }
  return text + line + "\n";
}

std::string basis_in_words(law::LegalBasis basis, std::string_view language) {
  const bool french = language == "fr";
  switch (basis) {
    case law::LegalBasis::consent: return french ? "le consentement" : "consent";
    case law::LegalBasis::contract: return french ? "un contrat" : "a contract";
    case law::LegalBasis::legal_obligation: return french ? "une obligation légale" : "a legal obligation";
    case law::LegalBasis::vital_interests: return french ? "les intérêts vitaux" : "vital interests";
    case law::LegalBasis::public_task: return french ? "une mission d'intérêt public" : "a public task";
    case law::LegalBasis::legitimate_interests: return french ? "l'intérêt légitime" : "legitimate interests";
  }
  return {};
}

std::string Telling::listed(const std::vector<std::string>& names) const {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? pick(" et ", " and ") : ", ";
    text += names[i];
  }
  return text;
}

std::string Telling::by(const Link& link) const {
  std::vector<std::string> names;
  for (const auto& [here, there] : link.columns) names.push_back(here.text());
  return listed(names);
}

std::string Telling::only_when(const Condition& condition) const {
  if (condition.always()) return {};
  std::vector<std::string> parts;
  const auto one = [&](const Condition& c) {
    if (c.kind == Condition::Kind::equals) parts.push_back(c.column.text() + " = " + constant(c.value));
    if (c.kind == Condition::Kind::is_null) parts.push_back(c.column.text() + pick(" est vide", " is empty"));
  };
  one(condition);
  for (const auto& part : condition.parts) {
    one(part);
    for (const auto& alternative : part.parts) one(alternative);
  }
  const bool any = condition.kind == Condition::Kind::any;
  std::string joined;
  for (const auto& part : parts)
    joined += (joined.empty() ? "" : any ? pick(" ou ", " or ") : pick(" et ", " and ")) + part;
  if (parts.empty()) joined = pick("la condition de la carte est vraie", "the map's condition holds");
  return pick(", seulement où ", ", only where ") + joined;
}

std::string Telling::withheld(const Link& link) const {
  const bool sight = link.kind == LinkKind::mentions || link.kind == LinkKind::shows;
  std::vector<std::string> names;
  for (const auto& name : link.withhold.fields) names.push_back(name.text());
  switch (link.withhold.kind) {
    case Withhold::Kind::row:
      return pick(" Qui vient par ce lien ne reçoit pas la ligne.",
                  " Whoever comes by this link is not given the row.");
    case Withhold::Kind::fields:
      if (!names.empty())
        return pick(" Qui vient par ce lien ne reçoit pas : ", " Whoever comes by this link is not given: ") +
               listed(names) + ".";
      return sight ? pick(" Qui vient par ce lien voit tout.", " Whoever comes by this link sees all of it.")
                   : std::string();
    case Withhold::Kind::default_: break;
  }
  if (!sight) return {};
  return pick(" Qui vient par ce lien ne voit que lui : le reste est à d'autres.",
              " Whoever comes by this link sees nothing else: the rest is other people's.");
}

std::string Telling::at_its_end(const Link& link) const {
  switch (link.erase.kind) {
    case Erase::Kind::row:
      return pick(" Quand la ligne visée disparaît, celle-ci aussi.",
                  " When the row it points at goes, this one goes too.");
    case Erase::Kind::placeholder:
      return pick(" Quand la ligne visée disparaît, une personne fictive la remplace ici.",
                  " When the row it points at goes, a fictitious person stands in for it here.");
    case Erase::Kind::refuse:
      return pick(" Tant que cette ligne existe, celle qu'elle vise ne peut être effacée.",
                  " While this row exists, the one it points at cannot be erased.");
    default: return {};
  }
}

std::string Telling::link(const SystemMap& system, const Link& link) const {
  const auto target = link.identifier ? link.identifier->text() : link.target.text();
  const auto when = only_when(link.when);
  const bool to_person =
      !link.identifier && system.collection(link.target) != nullptr && system.collection(link.target)->is;
  std::string text;
  switch (link.kind) {
    case LinkKind::of:
      if (link.identifier)
        text = pick("Appartient à qui porte l'identifiant ", "Belongs to whoever bears the ") + target +
               pick(" écrit dans ", " written in ");
      else if (to_person)
        text = pick("Appartient à la personne de ", "Belongs to the person in ") + target +
               pick(" que désigne ", " named by ");
      else
        text = pick("Appartient aux mêmes personnes que la ligne de ",
                    "Belongs to the same people as the row of ") +
               target + pick(" que désigne ", " named by ");
      break;
    case LinkKind::owns:
      text = pick("Ses personnes possèdent aussi la ligne de ", "Its people also own the row of ") + target +
             pick(" que désigne ", " named by ");
      break;
    case LinkKind::mentions:
      if (link.identifier)
        text = pick("Mentionne qui porte l'identifiant ", "Mentions whoever bears the ") + target +
               pick(" écrit dans ", " written in ");
      else
        text = pick("Mentionne la ligne de ", "Mentions the row of ") + target +
               pick(" que désigne ", " named by ");
      break;
    case LinkKind::shows:
      text = pick("Montre aussi la ligne de ", "Shows the row of ") + target +
             pick(" que désigne ", " named by ");
      break;
  }
  text += by(link) + when + ".";
  if (link.kind == LinkKind::shows && link.target_is_sight_only) return text;
  if (link.heir)
    text += pick(" Si son propriétaire part, prend la suite dans ", " If its owner leaves, the next is in ") +
            link.heir->in.text() + pick(" la première par ", " the first by ") + link.heir->first.text() +
            ".";
  return text + withheld(link) +
         (link.follow ? pick(" La vue continue plus loin.", " Sight goes on from there.") : std::string()) +
         at_its_end(link);
}

Telling::Sentences Telling::whose(const SystemMap& system, const Collection& collection) const {
  Sentences said;
  if (collection.is)
    said.push_back(
        fmt::format(fmt::runtime(pick("Chaque ligne est une personne : {}.", "Each row is a person: {}.")),
                    collection.is->text()));
  if (!collection.where.always()) {
    const auto only = only_when(collection.where);
    said.push_back(pick("N'en compte qu'une partie de la table", "Is a part of its table") + only + ".");
  }
  for (const auto& one : collection.links) said.push_back(link(system, one));
  for (const auto& other : system.collections) {
    for (const auto& one : other.links) {
      if (one.kind != LinkKind::owns || one.target != collection.name) continue;
      said.push_back(pick("Appartient aux personnes de ", "Belongs to the people of ") + other.name.text() +
                     pick(", qui y mène par ", ", which leads here by ") + by(one) +
                     pick(" : vit tant qu'il en reste une.", ": lives as long as one of them remains."));
    }
  }
  if (said.empty())
    said.push_back(
        pick("N'appartient à personne par un lien ; se trouve par ses identifiants ou d'où l'on y mène.",
             "Belongs to nobody by a link; it is found by its identifiers or from what leads here."));
  return said;
}

std::string Telling::category(const std::string& data) const {
  const auto* known = data_category(data);
  if (known == nullptr) return data;
  auto words = law::say(known->title, language_);
  // "E-mail address" within a sentence, but "IP address" as it is.
  const bool lower =
      words.size() > 1 && words[0] >= 'A' && words[0] <= 'Z' && !(words[1] >= 'A' && words[1] <= 'Z');
  if (lower) words[0] = static_cast<char>(words[0] - 'A' + 'a');
  return words.empty() ? data : words;
}

std::string Telling::described(const Collection& collection, const Field& field) const {
  std::vector<std::string> about;
  const auto& own = law::say(field.title, language_);
  about.push_back(own.empty() ? category(field.data) : own);
  if (field.column.text() != field.name.text()) about.push_back(pick("dans ", "in ") + field.column.text());
  if (field.file) about.push_back(pick("le document suit", "the document goes with it"));
  if (field.special)
    about.push_back(pick("donnée sensible, RGPD art. 9 ou 10", "special category, GDPR Art. 9 or 10"));
  if (field.from != collection.from) {
    switch (field.from) {
      case From::subject: about.push_back(pick("donné par la personne", "given by the person")); break;
      case From::observed: about.push_back(pick("observé", "observed")); break;
      case From::derived: about.push_back(pick("déduit par nous", "derived by us")); break;
      case From::third_party: about.push_back(pick("reçu d'un tiers", "received from somebody else")); break;
    }
  }
  if (!field.consent.empty()) about.push_back(pick("consentement ", "consent ") + field.consent);
  std::string text;
  for (const auto& part : about) text += (text.empty() ? "" : ", ") + part;
  return field.name.text() + " (" + text + ")";
}

Telling::Sentences Telling::what(const Collection& collection) const {
  Sentences said;
  std::vector<std::string> sure, shared, data, secret, technical, agree;
  for (const auto& field : collection.fields) {
    if (field.identifier)
      (field.shared ? shared : sure).push_back(field.name.text() + " (" + field.identifier->text() + ")");
    if (personal_data(field)) data.push_back(described(collection, field));
    if (field.secret) secret.push_back(field.name.text());
    if (field.agree) agree.push_back(field.name.text());
  }
  for (const auto& column : collection.technical) technical.push_back(column.text());
  const auto add = [&](const char* french, const char* english, const std::vector<std::string>& names) {
    if (!names.empty()) said.push_back(pick(french, english) + listed(names) + ".");
  };
  add("La personne s'y trouve par : ", "People are found here by: ", sure);
  add("Peuvent être à plusieurs, ne proposent que des candidats : ",
      "May be several people's, and only propose candidates: ", shared);
  add("Doivent s'accorder pour que deux lignes soient une seule personne : ",
      "Must agree for two rows to be one person: ", agree);
  add("Ce qui est dit de la personne : ", "What is said of the person: ", data);
  add("Secrets, comptés et jamais remis : ", "Secrets, counted and never given out: ", secret);
  add("Techniques, remis en dernier : ", "Technical, given last: ", technical);
  return said;
}

}  // namespace habeas::map

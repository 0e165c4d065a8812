#include <habeas/answer/rights.h>

#include <array>
#include <vector>

namespace habeas::answer {
namespace {

using law::Right;

constexpr std::array<Right, 9> all_rights = {
    Right::access,      Right::rectification,      Right::erasure,
    Right::restriction, Right::portability,        Right::objection,
    Right::consent,     Right::automated_decision, Right::posthumous};

constexpr std::array<const char*, 4> remedies = {"authority", "first-ask-us", "choice-of-authority", "court"};

// Whom to write to at the organisation: the DPO where there is one.
std::string contact_of(const Book& book, const Words& words) {
  const map::Organisation& organisation = book.map.organisation;
  const map::Contact& contact = organisation.dpo ? *organisation.dpo : organisation.controller;
  std::string text =
      words.fill(organisation.dpo ? "contact.dpo" : "contact.controller", {{"name", contact.name}});
  if (!contact.contact.empty()) text += words["colon"] + contact.contact;
  if (!organisation.controller.address.empty()) {
    text += ". " + words.fill("contact.post", {{"name", organisation.controller.name},
                                               {"address", organisation.controller.address}});
  }
  return text + ".";
}

// "Right: what it means (GDPR, Art. 16)" as its three parts.
struct Said {
  std::string title;
  std::string sentence;
  std::string article;
};
Said said(const Book& book, Right right, const Words& words) {
  const law::RightWords* known = book.law.words_of(right);
  if (!known)
    return {std::string(law::to_string(right)), {}, law::in_words(law::article_of(right), words.language())};
  return {words.say(known->title), words.say(known->sentence),
          law::in_words(known->article, words.language())};
}

std::vector<std::pair<std::string, std::string>> pairs_of(const law::Authority& authority,
                                                          const Words& words) {
  std::vector<std::pair<std::string, std::string>> pairs = {
      {words["complaint.name"], words.say(authority.name)}, {words["complaint.site"], authority.site}};
  if (!authority.online.empty()) pairs.emplace_back(words["complaint.online"], authority.online);
  if (!authority.postal.empty()) pairs.emplace_back(words["complaint.post"], authority.postal);
  return pairs;
}

}  // namespace

// Directives on data after death are French law (LIL 84, 85).
std::vector<law::Right> rights_under(const Book& book) {
  const std::string& country = book.map.organisation.controller.country;
  std::vector<law::Right> rights(all_rights.begin(), all_rights.end());
  if (!country.empty() && country != "FR") std::erase(rights, Right::posthumous);
  return rights;
}
const law::Authority* authority_of(const Book& book) {
  const std::string& country = book.map.organisation.controller.country;
  return book.law.authority(country.empty() ? "FR" : country);
}

void write_rights(const Book& book, Page& page) {
  const Words& words = page.words();
  page.html().open("dl", {{"class", "facts"}});
  for (const Right right : rights_under(book)) {
    const Said each = said(book, right, words);
    page.pair(each.title, each.sentence, each.article);
  }
  page.html().close();
  page.paragraph(words["rights.how"]);
  page.paragraph(contact_of(book, words));
}

void write_complaint(const Book& book, Page& page) {
  const Words& words = page.words();
  for (const char* id : remedies) {
    if (const law::Remedy* remedy = book.law.remedy(id)) page.paragraph(words.say(remedy->words));
  }
  const law::Authority* authority = authority_of(book);
  if (!authority) return;
  page.html().open("dl", {{"class", "facts"}});
  for (const auto& [term, description] : pairs_of(*authority, words)) page.pair(term, description);
  page.html().close();
}

std::string rights_as_text(const Book& book, const Words& words) {
  std::string text = words["rights.title"] + "\n";
  for (const Right right : rights_under(book)) {
    const Said each = said(book, right, words);
    text += "- " + each.title + words["colon"] + each.sentence + " [" + each.article + "]\n";
  }
  text += words["rights.how"] + "\n" + contact_of(book, words) + "\n\n" + words["complaint.title"] + "\n";
  for (const char* id : remedies) {
    if (const law::Remedy* remedy = book.law.remedy(id)) text += words.say(remedy->words) + "\n";
  }
  if (const law::Authority* authority = authority_of(book)) {
    for (const auto& [term, description] : pairs_of(*authority, words))
      text += term + words["colon"] + description + "\n";
  }
  return text;
}

}  // namespace habeas::answer

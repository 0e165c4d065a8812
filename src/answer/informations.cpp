#include <habeas/answer/informations.h>

#include <habeas/answer/data_page.h>
#include <habeas/answer/explain.h>
#include <habeas/answer/page.h>
#include <habeas/answer/rights.h>

#include <algorithm>
#include <set>

namespace habeas::answer {
namespace {

using Item = plan::Information::Item;

const map::Activity& activity_of(const Book& book, const Item& item) {
  return *book.map.activity(item.activity);
}

class InformationPage {
 public:
  InformationPage(const Book& book, const Words& words, Zip& zip)
      : book_(book),
        words_(words),
        page_(zip, book, words, "informations/informations", words["info.title"]) {}

  void write() {
    page_.paragraph(words_["info.lead"], "lead");
    letter("a", [this](const Item& item) { return purpose(activity_of(book_, item)); });
    letter("b", [this](const Item& item) { return categories(item); });
    letter("c", [this](const Item& item) { return recipients(item); });
    letter("d", [this](const Item& item) { return retention(activity_of(book_, item)); });
    begin("e");
    write_rights(book_, page_);
    begin("f");
    write_complaint(book_, page_);
    letter("g", [this](const Item& item) { return sources(item); });
    decisions();
    transfers();
    page_.end();
  }

 private:
  void begin(const std::string& letter) {
    page_.heading("letter-" + letter, words_["info." + letter]);
    const std::string number = letter == "2" ? "15(2)" : "15(1)(" + letter + ")";
    page_.paragraph(law::in_words({"GDPR", number}, words_.language()), "law");
  }

  // The letter, said for each activity that concerns her.
  template <class Say>
  void letter(const std::string& letter, const Say& say) {
    begin(letter);
    page_.html().open("dl", {{"class", "facts"}});
    for (const Item& item : book_.information.activities)
      page_.pair(title_of(activity_of(book_, item), words_), say(item));
    page_.html().close();
  }

  std::string purpose(const map::Activity& activity) const {
    const std::string purpose = words_.say(activity.purpose);
    return (purpose.empty() ? title_of(activity, words_) : purpose) + ". " + words_["label.basis"] +
           basis_of(book_, activity, words_) + ".";
  }

  std::string categories(const Item& item) const {
    std::vector<std::string> names;
    for (const std::string& category : item.categories) {
      const std::string name = category_of(book_, category, words_);
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    std::string text = names.empty() ? words_["info.no-category"] : listed(names, words_);
    text += " (" + words_.count("cells", item.cells) + ").";
    if (item.special > 0) text += " " + words_["info.special"];
    return text;
  }

  std::string recipients(const Item& item) const {
    return recipients_of(book_, activity_of(book_, item), words_) + ".";
  }

  std::string retention(const map::Activity& activity) const {
    const std::string dates = dates_of(book_, activity, words_);
    return retention_of(book_, activity, words_) + "." + (dates.empty() ? "" : " " + dates);
  }

  std::string sources(const Item& item) const {
    std::vector<std::string> names;
    for (const map::From from : item.sources) names.push_back(source_of(from, words_));
    const std::string source = words_.say(activity_of(book_, item).source);
    return listed(names, words_) + "." + (source.empty() ? "" : " " + source + ".");
  }

  void decisions() {
    begin("h");
    bool any = false;
    for (const Item& item : book_.information.activities) {
      const map::Activity& activity = activity_of(book_, item);
      if (!activity.automated) continue;
      any = true;
      page_.html().element("h3", title_of(activity, words_));
      page_.html().open("dl", {{"class", "facts"}});
      page_.pair(words_["info.logic"], words_.say(activity.automated->logic));
      page_.pair(words_["info.effect"], words_.say(activity.automated->effect));
      page_.html().close();
      own_decisions(activity);
    }
    page_.paragraph(words_[any ? "info.human" : "info.no-decision"]);
  }

  // The decisions taken about her, with what they were taken on, where that is stored (CJEU C-203/22).
  void own_decisions(const map::Activity& activity) {
    bool any = false;
    for (const std::size_t index : decided_by(book_, activity)) {
      const Table& table = book_.tables[index];
      page_.html().open("p");
      page_.html().text(words_["info.own-decisions"] + words_["colon"]);
      page_.html().link(page_.to_page(data_page_stem(table)), words_.say(table.title));
      page_.html().text(" (" + words_.count("rows", book_.facts.tables[index].copies) + ").");
      page_.html().close();
      any = true;
    }
    if (!any) page_.paragraph(words_["info.no-own-decisions"]);
  }

  void transfers() {
    begin("2");
    std::set<map::RecipientName> outside;
    std::vector<std::string> said;
    for (const Item& item : book_.information.activities) {
      const std::string words = words_.say(activity_of(book_, item).transfers);
      if (!words.empty())
        said.push_back(title_of(activity_of(book_, item), words_) + words_["colon"] + words + ".");
      for (const map::RecipientName& name : item.recipients) {
        const map::Recipient* recipient = book_.map.organisation.recipient(name);
        if (!recipient || !outside_the_eea(book_, recipient->country) || !outside.insert(name).second)
          continue;
        const std::string safeguards = words_.say(recipient->safeguards);
        said.push_back(recipient_of(book_, name, words_) + words_["colon"] +
                       (safeguards.empty() ? words_["info.safeguards-unsaid"] : safeguards) + ".");
      }
    }
    if (said.empty()) {
      page_.paragraph(words_["info.no-transfer"]);
      return;
    }
    page_.html().open("ul");
    for (const std::string& each : said) page_.html().element("li", each);
    page_.html().close();
  }

  const Book& book_;
  const Words& words_;
  Page page_;
};

}  // namespace

void write_information_json(const Book& book, Zip& zip);

void write_informations(const Book& book, Zip& zip) {
  for (const std::string& language :
       {book.request.language, Words::in(book.request.language).other_language()}) {
    InformationPage(book, Words::in(language), zip).write();
  }
  write_information_json(book, zip);
}

}  // namespace habeas::answer

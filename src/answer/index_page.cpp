#include <habeas/answer/index_page.h>

#include <habeas/answer/data_page.h>
#include <habeas/answer/explain.h>
#include <habeas/answer/gaps.h>
#include <habeas/answer/page.h>
#include <habeas/answer/rights.h>
#include <habeas/answer/titles.h>
#include <habeas/base/text.h>

#include <algorithm>
#include <array>
#include <map>

namespace habeas::answer {
namespace {

constexpr std::array<std::string_view, 10> glossary = {
    "personal-data", "controller",  "processor", "purpose", "legal-basis",
    "retention",     "portability", "json",      "csv",     "digest"};

// Never "we hold nothing" while something that should have been searched was not.
std::string_view title_of(const Book& book) {
  if (!book.nothing_held()) return "index.title";
  return book.unfinished() ? "index.title-nothing-yet" : "index.title-nothing";
}

class IndexPage {
 public:
  IndexPage(const Book& book, const Words& words, Zip& zip)
      : book_(book),
        words_(words),
        page_(zip, book, words, "index",
              words.fill(title_of(book), {{"controller", book.map.organisation.controller.name}})),
        html_(page_.html()) {}

  void write() {
    lead();
    contents();
    if (!book_.nothing_held()) {
      glance();
      why();
      withheld();
    }
    searched();
    if (!book_.nothing_held()) take_away();
    page_.heading("rights", words_["rights.title"]);
    write_rights(book_, page_);
    page_.heading("complaint", words_["complaint.title"]);
    write_complaint(book_, page_);
    page_.heading("glossary", words_["glossary.title"]);
    html_.open("dl", {{"class", "facts"}});
    for (const std::string_view term : glossary) {
      const std::string key = "glossary." + std::string(term);
      page_.pair(words_[key], words_[key + ".is"]);
    }
    html_.close();
    proof();
    page_.end();
  }

 private:
  void lead() {
    const Facts& facts = book_.facts;
    if (book_.nothing_held()) {
      page_.paragraph(words_[book_.unfinished() ? "index.nothing-yet" : "index.nothing"], "lead");
      page_.paragraph(words_["index.nothing-more"]);
      return;
    }
    page_.paragraph(words_.fill("index.lead", {{"rows", words_.count("rows", facts.rows)},
                                               {"cells", words_.count("cells", facts.access.disclosed)}}),
                    "lead");
    overdue();
    html_.open("ul", {{"class", "tiles"}});
    tile("tile.disclosed", facts.access.disclosed, "#data");
    tile("tile.withheld", facts.access.withheld, "#withheld");
    tile("tile.not-searched", gaps_in_words(book_.map, book_.dossier, words_).size(), "#searched");
    tile("tile.documents", facts.documents_given, "#data");
    html_.close();
  }

  // What should be gone already is said at once, not only beside the row.
  void overdue() {
    std::uint64_t certain = 0;
    std::uint64_t perhaps = 0;
    for (const TableFacts& facts : book_.facts.tables) {
      certain += facts.overdue;
      perhaps += facts.perhaps_overdue;
    }
    if (certain > 0) page_.paragraph(words_.count("data.rows-overdue", certain), "alert");
    if (perhaps > 0) page_.paragraph(words_.count("data.rows-perhaps-overdue", perhaps), "alert");
  }

  void tile(std::string_view what, std::uint64_t number, std::string_view href) {
    html_.open("li");
    html_.open("a", {{"href", href}});
    html_.element("strong", words_.number(number));
    html_.text(" ");
    html_.element("span", words_.count(what, number));
    html_.close();
    html_.close();
  }

  void contents() {
    html_.open("nav", {{"aria-label", words_["index.contents"]}, {"class", "contents"}});
    html_.open("ul");
    const auto entry = [this](const std::string& id, std::string_view key) {
      html_.open("li");
      html_.link("#" + id, words_[key]);
      html_.close();
    };
    if (!book_.nothing_held()) {
      entry("data", "data.title");
      entry("why", "why.title");
      entry("withheld", "withheld.title");
    }
    entry("searched", "searched.title");
    if (!book_.nothing_held()) entry("take-away", "portable.title");
    entry("rights", "rights.title");
    entry("complaint", "complaint.title");
    entry("glossary", "glossary.title");
    html_.close();
    html_.close();
  }

  // --- what is held ---

  // System by system, in the order in which they first appear; tables about nobody stand with the rest of theirs.
  void glance() {
    page_.heading("data", words_["data.title"]);
    page_.paragraph(words_["data.lead"]);
    std::vector<const map::SystemMap*> systems;
    for (const Table& table : book_.tables) {
      if (std::find(systems.begin(), systems.end(), table.system) == systems.end())
        systems.push_back(table.system);
    }
    for (const map::SystemMap* system : systems) {
      const std::string title = system_title(book_.map, system->system, words_);
      html_.element("h3", title);
      page_.begin_table(title);
      page_.head_row({words_["data.collection"], words_["data.lines"], words_["data.given"],
                      words_["data.not-given"], words_["data.for"]});
      for (std::size_t i = 0; i < book_.tables.size(); ++i) {
        if (book_.tables[i].system == system) collection(i);
      }
      page_.end_table();
    }
  }

  void collection(std::size_t index) {
    const Table& table = book_.tables[index];
    const TableFacts& facts = book_.facts.tables[index];
    if (facts.copies == 0) return;
    page_.begin_row();
    page_.row_head([&] { html_.link(page_.to_page(data_page_stem(table)), words_.say(table.title)); });
    page_.cell(words_["data.lines"], words_.number(facts.copies));
    page_.cell(words_["data.given"], words_.number(facts.access.disclosed));
    page_.cell(words_["data.not-given"], words_.number(facts.access.withheld));
    page_.cell(words_["data.for"], what_for(table, facts));
    html_.close();
  }

  std::string what_for(const Table& table, const TableFacts& facts) const {
    if (table.about_nobody) return words_["data.context"];
    if (facts.mine + facts.shared == 0) return words_["data.mention"];
    std::vector<std::string> titles;
    for (const map::Activity* activity : activities_of(book_, table))
      titles.push_back(title_of(*activity, words_));
    return listed(titles, words_);
  }

  // --- why, how long, for whom ---

  void why() {
    page_.heading("why", words_["why.title"]);
    html_.open("p");
    html_.text(words_["why.lead"] + " ");
    html_.link(page_.to_page("informations/informations"), words_["why.all"]);
    html_.close();
    page_.begin_table(words_["why.title"]);
    page_.head_row(
        {words_["why.activity"], words_["why.basis"], words_["why.retention"], words_["why.recipients"]});
    for (const plan::Information::Item& item : book_.information.activities) activity(item);
    page_.end_table();
  }

  void activity(const plan::Information::Item& item) {
    const map::Activity& activity = *book_.map.activity(item.activity);
    page_.begin_row();
    page_.row_head([&] { html_.text(title_of(activity, words_)); });
    page_.cell(words_["why.basis"], basis_of(book_, activity, words_));
    const std::string dates = dates_of(book_, activity, words_);
    page_.cell(words_["why.retention"],
               retention_of(book_, activity, words_) + "." + (dates.empty() ? "" : " " + dates));
    page_.cell(words_["why.recipients"], recipients_of(book_, activity, words_));
    html_.close();
  }

  // --- what is not here ---

  void withheld() {
    page_.heading("withheld", words_["withheld.title"]);
    if (book_.facts.access.withheld == 0) {
      page_.paragraph(words_["withheld.none"]);
      return;
    }
    page_.paragraph(words_["withheld.lead"]);
    for (const auto& [ground, count] : book_.facts.access.withheld_by_ground) {
      html_.open("div", {{"class", "why"}});
      page_.paragraph(ground_of(book_, ground, words_));
      items(ground);
      page_.paragraph(words_.count("cells", count) + ". " + article_of(book_, ground, words_), "law");
      html_.close();
    }
  }

  // Item by item: where, which column, how often.
  void items(const std::string& ground) {
    html_.open("ul");
    for (std::size_t i = 0; i < book_.tables.size(); ++i) {
      for (const auto& [item, count] : book_.facts.tables[i].withheld) {
        if (item.second != ground) continue;
        const Column& column = book_.tables[i].columns[item.first];
        html_.open("li");
        html_.link(page_.to_page(data_page_stem(book_.tables[i])), words_.say(book_.tables[i].title));
        html_.text(" – " + words_.say(column.title) + " (" + column.name + ")" + words_["colon"] +
                   words_.count("cells", count));
        html_.close();
      }
    }
    html_.close();
  }

  void searched() {
    page_.heading("searched", words_["searched.title"]);
    page_.paragraph(words_["searched.with"]);
    html_.open("ul");
    for (const dossier::KnownIdentifier& known : book_.dossier.identifiers) {
      html_.open("li");
      html_.text(words_.say(kind_title(known.identifier.kind)) + words_["colon"]);
      html_.datum(known.identifier.value.reveal());
      if (!known.supplied) html_.text(" (" + words_["searched.found"] + ")");
      html_.close();
    }
    html_.close();
    if (book_.dossier.not_searched.empty() && book_.facts.documents_missing.empty()) {
      page_.paragraph(words_["searched.all"]);
      return;
    }
    html_.element("h3", words_["not-searched.title"]);
    page_.paragraph(words_["not-searched.lead"]);
    html_.open("ul");
    for (const std::string& gap : gaps_in_words(book_.map, book_.dossier, words_)) html_.element("li", gap);
    for (const auto& [system, count] : book_.facts.documents_missing) {
      html_.element("li", system_title(book_.map, system, words_) + words_["colon"] +
                              words_.count("documents.missing", count));
    }
    html_.close();
  }

  void take_away() {
    page_.heading("take-away", words_["portable.title"]);
    page_.paragraph(words_.fill("portable.lead", {{"n", words_.number(book_.facts.portability.disclosed)}}));
    html_.open("p");
    html_.link(page_.to_page("portabilite/lisez-moi"), words_["portable.open"]);
    html_.close();
  }

  void proof() {
    page_.heading("proof", words_["proof.title"]);
    page_.paragraph(words_["proof.lead"]);
    html_.open("ul");
    for (const dossier::SystemReading& reading : book_.dossier.systems) {
      const std::string when = reading.snapshot ? words_.moment(*reading.snapshot) : words_["proof.not-read"];
      html_.element("li", system_title(book_.map, reading.system, words_) + words_["colon"] + when);
    }
    html_.close();
    html_.open("p");
    html_.link("manifest.json", words_["proof.manifest"]);
    html_.close();
  }

  const Book& book_;
  const Words& words_;
  Page page_;
  Html& html_;
};

std::string readme_in(const Book& book, const Words& words) {
  const std::string& controller = book.map.organisation.controller.name;
  std::string text = words.fill(title_of(book), {{"controller", controller}});
  text += "\n" +
          words.fill("page.foot",
                     {{"reference", book.request.reference}, {"moment", words.moment(book.request.at)}}) +
          "\n\n";
  if (book.nothing_held()) {
    text += words[book.unfinished() ? "index.nothing-yet" : "index.nothing"] + "\n" +
            words["index.nothing-more"] + "\n";
  } else {
    text += words.fill("index.lead", {{"rows", words.count("rows", book.facts.rows)},
                                      {"cells", words.count("cells", book.facts.access.disclosed)}}) +
            "\n";
    text +=
        words.fill("readme.withheld", {{"cells", words.count("cells", book.facts.access.withheld)}}) + "\n\n";
    text += words["readme.how"] + "\n";
    for (const std::string_view each : {"index", "informations", "data", "files", "portable", "manifest"}) {
      text += "  " + words["readme." + std::string(each)] + "\n";
    }
    text += words["readme.csv"] + "\n";
  }
  if (!book.dossier.not_searched.empty()) {
    text += "\n" + words["not-searched.title"] + words["colon"] + words["not-searched.lead"] + "\n";
    for (const std::string& gap : gaps_in_words(book.map, book.dossier, words)) text += "  - " + gap + "\n";
  }
  return text + "\n" + words["page.private"] + "\n\n" + rights_as_text(book, words);
}

}  // namespace

void write_index(const Book& book, const Words& words, Zip& zip) { IndexPage(book, words, zip).write(); }

std::string readme(const Book& book) {
  const Words& main = Words::in(book.request.language);
  const Words& other = Words::in(main.other_language());
  std::string text = readme_in(book, main) + "\n" + std::string(72, '-') + "\n\n" + readme_in(book, other);
  std::string lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    // Names of the map may hold anything. Windows' editor shows bare line feeds on one line in old versions.
    lines += base::for_terminal(std::string_view(text).substr(at, end - at), text.size()) + "\r\n";
    at = end + 1;
  }
  return lines;
}

}  // namespace habeas::answer

#include <habeas/answer/data_page.h>

#include <habeas/answer/explain.h>
#include <habeas/base/text.h>

#include <algorithm>
#include <memory>

namespace habeas::answer {
namespace {

constexpr std::size_t columns_of_a_table = 6;
constexpr std::size_t bytes_shown = 64;  // as hexadecimal digits

// The first bytes of a text, not cutting a character.
std::string_view beginning(std::string_view text) {
  std::size_t end = bytes_of_a_text_shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

class DataPages {
 public:
  DataPages(const Book& book, std::size_t table, Cells& cells, const Words& words, Zip& zip)
      : book_(book),
        index_(table),
        table_(book.tables[table]),
        facts_(book.facts.tables[table]),
        cells_(cells),
        words_(words),
        zip_(zip),
        order_(table_.order()) {
    for (const Column& column : table_.columns) labels_.push_back(label(column));
    pages_ = (table_.where->rows.size() + rows_on_a_page - 1) / rows_on_a_page;
    as_table_ = order_.size() <= columns_of_a_table && table_.where->rows.size() > 3;
  }

  void write() {
    const Retention& retention = book_.retention[index_];
    each_row(book_, index_, cells_, [&](const RowSeen& seen) {
      if (seen.row % rows_on_a_page == 0) begin(seen.row / rows_on_a_page);
      const auto shown = given(book_, index_, seen);
      row(seen, shown, retention.until(retention.claims(seen.reached, seen.cells)));
    });
    if (page_) end(pages_ - 1);
  }

 private:
  std::string title() const {
    const std::string title = words_.say(table_.title);
    return title.empty() ? spelt_as_words(table_.name) : title;
  }

  void begin(std::size_t page) {
    if (page_) end(page - 1);
    std::string title = this->title();
    if (page > 0) title += " – " + words_.fill("data.page", {{"n", words_.number(page + 1)}});
    page_ = std::make_unique<Page>(zip_, book_, words_, data_page_stem(table_, page), title);
    if (page == 0) lead();
    page_->heading("rows", words_["data.rows"]);
    if (as_table_) begin_table();
  }

  void end(std::size_t page) {
    if (as_table_) page_->end_table();
    turn(page);
    if (page + 1 == pages_) {
      not_given();
      why();
      files();
    }
    page_->end();
    page_.reset();
  }

  void lead() {
    Html& html = page_->html();
    html.open("p", {{"class", "lead"}});
    html.text(words_.count("rows", facts_.copies) + ", " + words_.say(table_.system_title) + ".");
    html.close();
    if (table_.about_nobody) {
      page_->paragraph(words_["data.about-nobody"]);
      return;
    }
    if (facts_.shared > 0) page_->paragraph(words_.count("data.shared", facts_.shared));
    if (facts_.anothers > 0) page_->paragraph(words_.count("data.anothers", facts_.anothers));
    if (facts_.overdue > 0) page_->paragraph(words_.count("data.rows-overdue", facts_.overdue), "alert");
    if (facts_.perhaps_overdue > 0)
      page_->paragraph(words_.count("data.rows-perhaps-overdue", facts_.perhaps_overdue), "alert");
    html.open("p");
    html.link(last_page() + "#why", words_["data.why"]);
    html.close();
  }

  // After the rows: what they are for, for how long, who receives them.
  void why() {
    if (table_.about_nobody) return;
    Html& html = page_->html();
    page_->heading("why", words_["data.why"]);
    html.open("dl", {{"class", "facts"}});
    for (const map::Activity* activity : activities_of(book_, table_)) {
      html.open("div");
      html.element("dt", title_of(*activity, words_));
      html.open("dd");
      purpose(*activity);
      html.close();
      html.close();
    }
    html.close();
  }

  void purpose(const map::Activity& activity) {
    Html& html = page_->html();
    const std::string purpose = words_.say(activity.purpose);
    if (!purpose.empty()) html.text(purpose + ". ");
    html.text(words_["label.basis"] + basis_of(book_, activity, words_) + ". ");
    html.text(words_["label.retention"] + retention_of(book_, activity, words_) + ". ");
    html.text(words_["label.recipients"] + recipients_of(book_, activity, words_) + ".");
  }

  // --- rows ---

  // The column's title; where two have the same one, with its name.
  std::string label(const Column& column) const {
    const std::string title = words_.say(column.title);
    const auto same = std::count_if(table_.columns.begin(), table_.columns.end(),
                                    [&](const Column& other) { return words_.say(other.title) == title; });
    return same > 1 ? title + " (" + column.name + ")" : title;
  }

  void begin_table() {
    std::vector<std::string> titles = {words_["data.number"]};
    for (const std::size_t i : order_) titles.push_back(labels_[i]);
    if (facts_.dated > 0) titles.push_back(words_["data.until"]);
    page_->begin_table(words_["data.rows"]);
    page_->head_row(titles);
  }

  void column_title(const Column& column) {
    Html& html = page_->html();
    html.text(words_.say(column.title));
    html.element("span", column.name, {{"class", "column"}});
  }

  void row(const RowSeen& seen, const std::vector<Shown>& shown, const Until& until) {
    if (as_table_) {
      table_row(seen, shown, until);
    } else {
      card(seen, shown, until);
    }
  }

  void table_row(const RowSeen& seen, const std::vector<Shown>& shown, const Until& until) {
    page_->begin_row();
    page_->row_head([&] {
      page_->html().text(words_.number(seen.row + 1) + " ");
      notes(seen.reached);
    });
    for (const std::size_t i : order_) {
      page_->cell(labels_[i], [&] { cell(seen.row, i, shown[i]); });
    }
    if (facts_.dated > 0) page_->cell(words_["data.until"], until_in_words(until));
    page_->html().close();
  }

  void card(const RowSeen& seen, const std::vector<Shown>& shown, const Until& until) {
    Html& html = page_->html();
    html.open("section", {{"class", "card"}});
    html.open("h3");
    html.text(words_.fill("data.row", {{"n", words_.number(seen.row + 1)}}));
    html.close();
    notes(seen.reached);
    html.open("table", {{"class", "card"}});
    html.open("tbody");
    for (const std::size_t i : order_) {
      if (shown[i].state == Shown::State::elsewhere) continue;
      html.open("tr");
      html.open("th", {{"scope", "row"}});
      column_title(table_.columns[i]);
      html.close();
      html.open("td");
      cell(seen.row, i, shown[i]);
      html.close();
      html.close();
    }
    html.close();
    html.close();
    if (until.says_anything())
      page_->paragraph(words_["data.until"] + words_["colon"] + until_in_words(until), "until");
    html.close();
  }

  void notes(const dossier::ReachedRow& reached) {
    Html& html = page_->html();
    const auto note = [&](const std::string& text) { html.element("span", text, {{"class", "note"}}); };
    if (reached.klass == dossier::Class::shared) note(words_["class.shared"]);
    if (reached.klass == dossier::Class::anothers && table_.collection) note(words_["class.anothers"]);
    if (reached.copies > 1) note(words_.fill("data.copies", {{"n", words_.number(reached.copies)}}));
  }

  // The row's end, then those of the cells that have one of their own.
  std::string until_in_words(const Until& until) const {
    std::string text = until_in_words(until.row, "data.overdue", "data.perhaps-overdue");
    for (const auto& [column, last] : until.cells)
      text += "; " + labels_[column] + words_["colon"] +
              until_in_words(last, "data.cell-overdue", "data.cell-perhaps-overdue");
    return text;
  }

  std::string until_in_words(const Last& last, std::string_view over, std::string_view perhaps_over) const {
    if (last.start_missing && !last.date) return words_["data.start-missing"];
    if (!last.date) return words_["data.see-above"];
    const std::string date = words_.date(*last.date);
    switch (overdue(last, book_.today())) {
      case Overdue::yes: return words_.fill(over, {{"date", date}});
      case Overdue::perhaps: return words_.fill(perhaps_over, {{"date", date}});
      case Overdue::no: break;
    }
    return last.at_least ? words_.fill("data.at-least", {{"date", date}}) : date;
  }

  // --- cells ---

  void cell(std::size_t row, std::size_t column, const Shown& shown) {
    Html& html = page_->html();
    switch (shown.state) {
      case Shown::State::elsewhere:
      case Shown::State::empty: html.element("span", words_["data.empty"], {{"class", "none"}}); return;
      case Shown::State::withheld:
        html.open("span", {{"class", "withheld"}});
        html.element("a", words_["data.withheld"],
                     {{"href", last_page() + "#why-" + safe_name(shown.ground)}});
        html.close();
        return;
      case Shown::State::in_rest:
        html.element("span", words_.fill("data.in-rest", {{"column", rest_label(column)}}),
                     {{"class", "none"}});
        return;
      case Shown::State::shown: break;
    }
    const auto documents = book_.facts.documents.find({index_, row, column});
    for (std::size_t i = 0; i < shown.values.size(); ++i) {
      if (i > 0) html.single("br");
      if (shown.kind(i) == Shown::Kind::truth) {
        truth(shown.values[i]);
      } else {
        value(shown.values[i]);
      }
      consent(table_.columns[column], shown.values[i]);
      if (documents != book_.facts.documents.end()) document(documents->second.at(i));
    }
    if (shown.not_decoded) html.element("span", words_["data.not-decoded"], {{"class", "note"}});
  }

  const std::string& rest_label(std::size_t column) const { return labels_[*table_.columns[column].rest_at]; }

  void truth(const relation::Value& value) {
    const bool yes = relation::canonical_text(value) == "true";
    page_->html().text(words_[yes ? "data.yes" : "data.no"]);
  }

  void value(const relation::Value& value) {
    Html& html = page_->html();
    if (const auto* bytes = std::get_if<relation::Bytes>(&value)) {
      if (bytes->octets.size() <= bytes_shown) {
        html.element("code", base::hex(bytes->octets));
        return;
      }
      html.text(words_.fill("data.bytes", {{"size", words_.size(bytes->octets.size())}}));
      return;
    }
    const std::string text = relation::canonical_text(value).value_or("");
    if (text.size() <= bytes_of_a_text_shown) {
      html.datum(text);
      return;
    }
    html.datum(std::string(beginning(text)) + "…");
    html.element("span", words_.fill("data.cut", {{"size", words_.size(text.size())}}), {{"class", "note"}});
  }

  // What a code of consent means (GDPR 12(1): codes are explained).
  void consent(const Column& column, const relation::Value& value) {
    if (!column.field || !column.field->consent_values) return;
    const std::string text = relation::canonical_text(value).value_or("");
    const auto& [given, withdrawn] = *column.field->consent_values;
    if (text != given && text != withdrawn) return;
    page_->html().text(" – " + words_[text == given ? "consent.given" : "consent.withdrawn"]);
  }

  void document(const Document& document) {
    Html& html = page_->html();
    html.text(" ");
    if (document.name.empty()) {
      html.element("span", words_["data.document-missing"], {{"class", "withheld"}});
      return;
    }
    html.link(page_->to(document.name),
              words_.fill("data.document", {{"size", words_.size(document.bytes)}}));
  }

  // --- after the rows ---

  // The explanations stand on the last page.
  std::string last_page() const {
    const std::string file = file_in(data_page_stem(table_, pages_ - 1), book_.request, words_);
    return file.substr(file.rfind('/') + 1);
  }

  void turn(std::size_t page) {
    if (pages_ < 2) return;
    Html& html = page_->html();
    html.open("nav", {{"class", "turn"}, {"aria-label", words_["data.pages"]}});
    if (page > 0) html.link(page_->to_page(data_page_stem(table_, page - 1)), words_["data.previous"]);
    html.text(" " +
              words_.fill("data.page-of", {{"n", words_.number(page + 1)}, {"of", words_.number(pages_)}}) +
              " ");
    if (page + 1 < pages_) html.link(page_->to_page(data_page_stem(table_, page + 1)), words_["data.next"]);
    html.close();
  }

  void not_given() {
    if (facts_.withheld.empty()) return;
    page_->heading("withheld", words_["withheld.title"]);
    Html& html = page_->html();
    std::map<std::string, std::vector<std::pair<std::size_t, std::uint64_t>>> by_ground;
    for (const auto& [item, count] : facts_.withheld) by_ground[item.second].emplace_back(item.first, count);
    for (const auto& [ground, items] : by_ground) {
      html.open("div", {{"class", "why"}, {"id", "why-" + safe_name(ground)}});
      page_->paragraph(ground_of(book_, ground, words_));
      html.open("ul");
      for (const auto& [column, count] : items) {
        html.element("li", words_.say(table_.columns[column].title) + " (" + table_.columns[column].name +
                               ")" + words_["colon"] + words_.count("cells", count));
      }
      html.close();
      page_->paragraph(article_of(book_, ground, words_), "law");
      html.close();
    }
  }

  void files() {
    page_->heading("files", words_["data.files"]);
    Html& html = page_->html();
    html.open("ul");
    for (const std::string_view kind : {"json", "csv"}) {
      html.open("li");
      const std::string file = "donnees/" + table_.file + "." + std::string(kind);
      html.link(page_->to(file), words_["data." + std::string(kind)]);
      html.close();
    }
    html.close();
  }

  const Book& book_;
  std::size_t index_;
  const Table& table_;
  const TableFacts& facts_;
  Cells& cells_;
  const Words& words_;
  Zip& zip_;
  std::vector<std::size_t> order_;
  std::vector<std::string> labels_;  // as Table::columns
  std::size_t pages_ = 0;
  bool as_table_ = false;
  std::unique_ptr<Page> page_;
};

}  // namespace

std::string data_page_stem(const Table& table, std::size_t page) {
  return "donnees/" + table.file + (page == 0 ? "" : ".p" + std::to_string(page + 1));
}

void write_data_pages(const Book& book, std::size_t table, Cells& cells, const Words& words, Zip& zip) {
  DataPages(book, table, cells, words, zip).write();
}

}  // namespace habeas::answer

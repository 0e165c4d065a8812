#include <habeas/answer/page.h>

#include <algorithm>

namespace habeas::answer {

std::string_view text_of(std::string_view file);  // from share/, by cmake/embed.cmake

std::string file_in(const std::string& stem, const PackageRequest& request, const Words& words) {
  const bool main = Words::in(request.language).language() == words.language();
  return stem + (main ? "" : "." + words.language()) + ".html";
}

Page::Page(Zip& zip, const Book& book, const Words& words, const std::string& stem, const std::string& title)
    : zip_(zip), book_(book), words_(words), html_([&zip](std::string_view piece) { zip.write(piece); }) {
  for (auto slashes = std::count(stem.begin(), stem.end(), '/'); slashes > 0; --slashes) up_ += "../";
  zip_.begin(file_in(stem, book.request, words));
  frame(stem, title);
}

void Page::frame(const std::string& stem, const std::string& title) {
  const Words& other = Words::in(words_.other_language());
  const std::string& controller = book_.map.organisation.controller.name;
  html_.doctype();
  html_.open("html", {{"lang", words_.language()}});
  html_.open("head");
  html_.single("meta", {{"charset", "utf-8"}});
  html_.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html_.single("meta", {{"http-equiv", "Content-Security-Policy"},
                        {"content", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"}});
  html_.single("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html_.single("meta", {{"name", "robots"}, {"content", "noindex"}});
  html_.element("title", title + " – " + controller);
  html_.stylesheet(text_of("answer/package.css"));
  html_.close();
  html_.open("body");
  html_.element("a", words_["page.skip"], {{"class", "skip"}, {"href", "#main"}});
  html_.open("header", {{"class", "top"}});
  html_.open("p", {{"class", "from"}});
  html_.element("a", controller, {{"href", to_page("index")}});
  html_.close();
  html_.open("p", {{"class", "language"}});
  const std::string file = file_in(stem, book_.request, other);
  html_.element("a", other["language.name"],
                {{"href", file.substr(file.rfind('/') + 1)},
                 {"lang", other.language()},
                 {"hreflang", other.language()}});
  html_.close();
  html_.close();
  html_.open("main", {{"id", "main"}, {"tabindex", "-1"}});
  html_.element("h1", title);
}

void Page::end() {
  html_.close();
  html_.open("footer");
  html_.element("p", words_.fill("page.foot", {{"reference", book_.request.reference},
                                               {"moment", words_.moment(book_.request.at)}}));
  html_.element("p", words_["page.private"]);
  html_.close();
  html_.close();
  html_.close();
  zip_.end();
}

std::string Page::to_page(const std::string& stem) const {
  return up_ + file_in(stem, book_.request, words_);
}

void Page::heading(const std::string& id, std::string_view text) {
  html_.element("h2", text, {{"id", id}});
  html_.text("\n");
}

void Page::paragraph(std::string_view text, std::string_view css_class) {
  if (css_class.empty()) {
    html_.element("p", text);
  } else {
    html_.element("p", text, {{"class", css_class}});
  }
  html_.text("\n");
}

void Page::pair(std::string_view term, std::string_view description) {
  html_.open("div");
  html_.element("dt", term);
  html_.element("dd", description);
  html_.close();
}

void Page::pair(std::string_view term, std::string_view description, std::string_view law) {
  html_.open("div");
  html_.element("dt", term);
  html_.open("dd");
  html_.text(std::string(description) + " ");
  html_.element("span", law, {{"class", "law"}});
  html_.close();
  html_.close();
}

void Page::begin_table(std::string_view label) {
  html_.open("div", {{"class", "scroll"}, {"role", "region"}, {"tabindex", "0"}, {"aria-label", label}});
  html_.open("table", {{"class", "stack"}, {"role", "table"}});
}

void Page::head_row(const std::vector<std::string>& titles) {
  html_.open("thead", {{"role", "rowgroup"}});
  html_.open("tr", {{"role", "row"}});
  for (const std::string& title : titles)
    html_.element("th", title, {{"scope", "col"}, {"role", "columnheader"}});
  html_.close();
  html_.close();
  html_.open("tbody", {{"role", "rowgroup"}});
}

void Page::begin_row() { html_.open("tr", {{"role", "row"}}); }

void Page::row_head(const std::function<void()>& content) {
  html_.open("th", {{"scope", "row"}, {"role", "rowheader"}});
  content();
  html_.close();
}

void Page::cell(std::string_view column, const std::function<void()>& content) {
  html_.open("td", {{"role", "cell"}, {"data-label", column}});
  html_.open("div");
  content();
  html_.close();
  html_.close();
}

void Page::cell(std::string_view column, std::string_view text) {
  cell(column, [&] { html_.text(text); });
}

void Page::end_table() {
  for (int open = 0; open < 3; ++open) html_.close();
}

}  // namespace habeas::answer

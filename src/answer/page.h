// The frame of every HTML page of a package: one h1, skip link, landmarks, the other language, the same foot.
// Self-contained: style inside, no script, nothing from a network.
#pragma once

#include <habeas/answer/book.h>
#include <habeas/answer/html.h>
#include <habeas/answer/words.h>
#include <habeas/answer/zip.h>

namespace habeas::answer {

// The files of one page in its languages: index.html in the one asked for, index.en.html in the other.
std::string file_in(const std::string& stem, const PackageRequest& request, const Words& words);

class Page {
 public:
  // Opens the page `stem` (no extension) in the archive. `title` is also its h1.
  Page(Zip& zip, const Book& book, const Words& words, const std::string& stem, const std::string& title);
  // Closes it.
  void end();

  Html& html() { return html_; }
  const Words& words() const { return words_; }
  // A link's address from this page to a file of the package.
  std::string to(const std::string& file) const { return up_ + file; }
  // To another page, in this page's language.
  std::string to_page(const std::string& stem_of_page) const;

  void heading(const std::string& id, std::string_view text);  // h2
  void paragraph(std::string_view text, std::string_view css_class = {});
  // A pair of a description list.
  void pair(std::string_view term, std::string_view description);
  void pair(std::string_view term, std::string_view description, std::string_view law);  // and the article

  // A table that becomes a list of cards where there is no room: each cell repeats its column's title, and the
  // roles say that it is a table all the same.
  void begin_table(std::string_view label);
  void head_row(const std::vector<std::string>& titles);  // and begins the rows
  void begin_row();
  void row_head(const std::function<void()>& content);
  void cell(std::string_view column, const std::function<void()>& content);
  void cell(std::string_view column, std::string_view text);
  void end_table();

 private:
  void frame(const std::string& stem, const std::string& title);

  Zip& zip_;
  const Book& book_;
  const Words& words_;
  std::string up_;  // "../../"
  Html html_;
};

}  // namespace habeas::answer

// One page: the frame that all share, and the parts that forms are made of. Everything works without a script; the
// content policy allows none. WCAG 2.2 AA: one h1, landmarks, a label for each field, errors listed and linked.
#pragma once

#include <habeas/answer/html.h>
#include <habeas/answer/words.h>
#include <habeas/map/map.h>
#include <habeas/web/http.h>
#include <habeas/web/session.h>

#include <string>
#include <string_view>
#include <vector>

namespace habeas::web {

// Something that a form says wrongly: which field, and what to do.
struct Mistake {
  std::string field;
  std::string words;
};

// Whom people write to about their data: the data-protection officer, where there is one.
const std::string& contact_of(const map::Organisation& organisation);

class Page {
 public:
  // `path` is this page's own, below the language: "/request/access".
  Page(const answer::Words& words, const Session& session, const map::Organisation& organisation,
       const std::string& title, const std::string& path, const std::vector<Mistake>& mistakes = {});

  Page(const Page&) = delete;
  Page& operator=(const Page&) = delete;

  answer::Html& html() { return html_; }
  const answer::Words& words() const { return words_; }

  void form(std::string_view action, std::string_view heading = {});   // opens; carries the session's token
  void end_form(std::string_view button, std::string_view kind = {});  // "second": beside a first one
  void input(std::string_view name, std::string_view label, std::string_view type,
             std::string_view autocomplete, std::string_view value = {}, std::string_view hint = {});
  void area(std::string_view name, std::string_view label, std::string_view value = {},
            std::string_view hint = {});
  void hidden(std::string_view name, std::string_view value);
  struct Choice {
    std::string value;
    std::string label;
  };
  void radios(std::string_view name, std::string_view legend, const std::vector<Choice>& choices,
              std::string_view chosen = {}, std::string_view hint = {});
  void row(std::string_view term, std::string_view text);  // of an open <dl>
  void say(std::string_view text);
  void back(const std::string& to, std::string_view text);  // where this page was opened from
  // What a letter holds (answer::inside), in the language in which it was written.
  void embed(const std::string& html, const std::string& language);
  void note(std::string_view text, std::string_view kind = "note");
  // A table that scrolls by itself where it is wider than the screen; its rows are the caller's, then end_table.
  void table(std::string_view label, const std::vector<std::string>& heads);
  void end_table();

  Reply reply(unsigned status = 200);  // closes the page

 private:
  void frame(const std::string& title, const std::string& path);
  void navigation(const std::string& path);
  void leave(const std::string& action, const std::string& words);
  void summary(const std::vector<Mistake>& mistakes);
  void explain(std::string_view name, std::string_view hint);
  std::string described_by(std::string_view name, std::string_view hint) const;
  void contact();
  const Mistake* mistake_at(std::string_view name) const;

  const answer::Words& words_;
  const Session& session_;
  const map::Organisation& organisation_;
  bool desk_;
  std::vector<Mistake> mistakes_;
  std::string body_;
  answer::Html html_;
};

}  // namespace habeas::web

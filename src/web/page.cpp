#include <habeas/web/page.h>

#include <algorithm>

namespace habeas::web {

const std::string& contact_of(const map::Organisation& organisation) {
  const bool officer = organisation.dpo && !organisation.dpo->contact.empty();
  return officer ? organisation.dpo->contact : organisation.controller.contact;
}

Page::Page(const answer::Words& words, const Session& session, const map::Organisation& organisation,
           const std::string& title, const std::string& path, const std::vector<Mistake>& mistakes)
    : words_(words),
      session_(session),
      organisation_(organisation),
      desk_(path.rfind("/desk", 0) == 0),
      mistakes_(mistakes),
      html_([this](std::string_view piece) { body_ += piece; }) {
  frame(title, path);
  summary(mistakes_);
}

void Page::frame(const std::string& title, const std::string& path) {
  const std::string& controller = organisation_.controller.name;
  const std::string here = "/" + words_.language();
  html_.doctype();
  html_.open("html", {{"lang", words_.language()}});
  html_.open("head");
  html_.single("meta", {{"charset", "utf-8"}});
  html_.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html_.single("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html_.single("meta", {{"name", "robots"}, {"content", "noindex"}});
  html_.element("title", (mistakes_.empty() ? "" : words_["web.error"] + " – ") + title + " – " + controller);
  html_.single("link", {{"rel", "stylesheet"}, {"href", "/style.css"}});
  html_.close();
  html_.open("body");
  html_.element("a", words_["page.skip"], {{"class", "skip"}, {"href", "#main"}});
  html_.open("header", {{"class", "top"}});
  html_.open("p", {{"class", "from"}});
  html_.element("a", controller, {{"href", here + "/"}});
  html_.close();
  navigation(path);
  html_.close();
  html_.open("main", {{"id", "main"}, {"tabindex", "-1"}});
  html_.element("h1", title);
}

void Page::navigation(const std::string& path) {
  const std::string here = "/" + words_.language();
  const std::string& other = words_.other_language();
  html_.open("nav", {{"aria-label", words_["web.nav"]}});
  if (desk_ && !session_.staff.empty()) {
    html_.element("a", words_["web.desk.queue"], {{"href", here + "/desk"}});
  } else if (!desk_) {
    html_.element("a", words_["web.follow"], {{"href", here + "/follow"}});
  }
  html_.element("a", answer::Words::in(other)["language.name"],
                {{"href", "/" + other + path}, {"lang", other}, {"hreflang", other}});
  if (desk_ && !session_.staff.empty())
    leave(here + "/desk/sign-out", words_.fill("web.desk.sign-out", {{"name", session_.staff}}));
  // On a computer that others use too.
  if (!desk_ && (!session_.mine.empty() || !session_.proven.empty()))
    leave(here + "/leave", words_["web.leave"]);
  html_.close();
}

void Page::leave(const std::string& action, const std::string& words) {
  html_.open("form", {{"method", "post"}, {"action", action}});
  hidden("token", session_.token);
  html_.element("button", words, {{"type", "submit"}, {"class", "plain"}});
  html_.close();
}

void Page::summary(const std::vector<Mistake>& mistakes) {
  if (mistakes.empty()) return;
  html_.open("div", {{"class", "errors"},
                     {"role", "alert"},
                     {"aria-labelledby", "errors"},
                     {"tabindex", "-1"},
                     {"autofocus", ""}});
  html_.element("h2", words_["web.errors"], {{"id", "errors"}});
  html_.open("ul");
  for (const Mistake& mistake : mistakes) {
    html_.open("li");
    if (mistake.field.empty()) {
      html_.text(mistake.words);
    } else {
      html_.element("a", mistake.words, {{"href", "#" + mistake.field}});
    }
    html_.close();
  }
  html_.close();
  html_.close();
}

const Mistake* Page::mistake_at(std::string_view name) const {
  const auto at = std::find_if(mistakes_.begin(), mistakes_.end(),
                               [&](const Mistake& mistake) { return mistake.field == name; });
  return at == mistakes_.end() ? nullptr : &*at;
}

// What stands between a label and its field: a hint, and what is wrong with what was said.
void Page::explain(std::string_view name, std::string_view hint) {
  if (!hint.empty()) html_.element("p", hint, {{"class", "hint"}, {"id", std::string(name) + "-hint"}});
  if (const Mistake* mistake = mistake_at(name))
    html_.element("p", mistake->words, {{"class", "error"}, {"id", std::string(name) + "-error"}});
}

std::string Page::described_by(std::string_view name, std::string_view hint) const {
  std::string ids = hint.empty() ? "" : std::string(name) + "-hint";
  if (mistake_at(name)) ids += (ids.empty() ? "" : " ") + std::string(name) + "-error";
  return ids;
}

void Page::form(std::string_view action, std::string_view heading) {
  html_.open("form", {{"method", "post"}, {"action", action}, {"novalidate", "novalidate"}});
  if (!heading.empty()) html_.element("h2", heading);
  hidden("token", session_.token);
}

void Page::end_form(std::string_view button, std::string_view kind) {
  html_.open("p");
  if (kind.empty()) {
    html_.element("button", button, {{"type", "submit"}});
  } else {
    html_.element("button", button, {{"type", "submit"}, {"class", kind}});
  }
  html_.close();
  html_.close();
}

void Page::hidden(std::string_view name, std::string_view value) {
  html_.single("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

void Page::input(std::string_view name, std::string_view label, std::string_view type,
                 std::string_view autocomplete, std::string_view value, std::string_view hint) {
  const std::string described = described_by(name, hint);
  html_.open("div", {{"class", "field"}});
  html_.element("label", label, {{"for", name}});
  explain(name, hint);
  const std::string_view filled = autocomplete.empty() ? "off" : autocomplete;
  if (described.empty()) {
    html_.single("input",
                 {{"id", name}, {"name", name}, {"type", type}, {"autocomplete", filled}, {"value", value}});
  } else {
    html_.single("input", {{"id", name},
                           {"name", name},
                           {"type", type},
                           {"autocomplete", filled},
                           {"value", value},
                           {"aria-describedby", described},
                           {"aria-invalid", mistake_at(name) ? "true" : "false"}});
  }
  html_.close();
}

void Page::area(std::string_view name, std::string_view label, std::string_view value,
                std::string_view hint) {
  const std::string described = described_by(name, hint);
  html_.open("div", {{"class", "field"}});
  html_.element("label", label, {{"for", name}});
  explain(name, hint);
  if (described.empty()) {
    html_.open("textarea", {{"id", name}, {"name", name}, {"rows", "5"}});
  } else {
    html_.open("textarea", {{"id", name},
                            {"name", name},
                            {"rows", "5"},
                            {"aria-describedby", described},
                            {"aria-invalid", mistake_at(name) ? "true" : "false"}});
  }
  html_.text(value);
  html_.close();
  html_.close();
}

// The first choice bears the group's name, so that an error leads to it.
void Page::radios(std::string_view name, std::string_view legend, const std::vector<Choice>& choices,
                  std::string_view chosen, std::string_view hint) {
  const std::string described = described_by(name, hint);
  if (described.empty()) {
    html_.open("fieldset");
  } else {
    html_.open("fieldset", {{"aria-describedby", described}});
  }
  html_.element("legend", legend);
  explain(name, hint);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::string id = std::string(name) + (i == 0 ? "" : "-" + std::to_string(i + 1));
    html_.open("p", {{"class", "choice"}});
    if (choices[i].value == chosen) {
      html_.single("input", {{"type", "radio"},
                             {"id", id},
                             {"name", name},
                             {"value", choices[i].value},
                             {"checked", "checked"}});
    } else {
      html_.single("input", {{"type", "radio"}, {"id", id}, {"name", name}, {"value", choices[i].value}});
    }
    html_.element("label", choices[i].label, {{"for", id}});
    html_.close();
  }
  html_.close();
}

void Page::table(std::string_view label, const std::vector<std::string>& heads) {
  html_.open("div", {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", label}});
  html_.open("table", {{"class", "stack"}});
  html_.open("thead");
  html_.open("tr");
  for (const std::string& head : heads) html_.element("th", head, {{"scope", "col"}});
  html_.close();
  html_.close();
  html_.open("tbody");
}

void Page::end_table() {
  html_.close();
  html_.close();
  html_.close();
}

void Page::row(std::string_view term, std::string_view text) {
  html_.element("dt", term);
  html_.open("dd");
  html_.datum(text);
  html_.close();
}

void Page::note(std::string_view text, std::string_view kind) { html_.element("p", text, {{"class", kind}}); }
void Page::say(std::string_view text) { html_.element("p", text); }

void Page::back(const std::string& to, std::string_view text) {
  html_.open("p", {{"class", "back"}});
  html_.element("a", "← " + std::string(text), {{"href", to}});
  html_.close();
}

void Page::embed(const std::string& html, const std::string& language) {
  html_.open("div", {{"class", "letter"}, {"lang", language}});
  body_ += html;
  html_.close();
}

// On every page of the portal: where nothing else helps, somebody does.
void Page::contact() {
  const std::string& to = contact_of(organisation_);
  html_.open("p");
  html_.text(words_["web.contact"] + " ");
  if (to.rfind("http", 0) == 0) {
    html_.link(to, to);
  } else if (to.find('@') != std::string::npos) {
    html_.link("mailto:" + to, to);
  } else {
    html_.text(to);
  }
  html_.close();
}

Reply Page::reply(unsigned status) {
  html_.close();  // main
  html_.open("footer");
  if (!desk_) contact();
  html_.open("p");
  html_.element("a", words_["web.complain"], {{"href", "/" + words_.language() + "/request/complaint"}});
  html_.text(" · ");
  html_.element("a", words_["web.notice"], {{"href", "/" + words_.language() + "/notice"}});
  html_.text(" · ");
  html_.element("a", words_["web.accessibility"], {{"href", "/" + words_.language() + "/accessibility"}});
  html_.close();
  html_.close();
  html_.close();  // body
  html_.close();  // html
  Reply reply;
  reply.status = status;
  reply.body = std::move(body_);
  return reply;
}

}  // namespace habeas::web

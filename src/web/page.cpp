#include <habeas/web/page.h>

#include <algorithm>

namespace habeas::web {

Page::Page(const answer::Words& words, const Session& session, const std::string& controller,
           const std::string& title, const std::string& path, const std::vector<Mistake>& mistakes)
    : words_(words),
      session_(session),
      mistakes_(mistakes),
      html_([this](std::string_view piece) { body_ += piece; }) {
  frame(controller, title, path);
  summary(mistakes_);
}

void Page::frame(const std::string& controller, const std::string& title, const std::string& path) {
  const std::string here = "/" + words_.language();
  const std::string& other = words_.other_language();
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
  html_.open("nav", {{"aria-label", words_["web.nav"]}});
  html_.element("a", words_["web.follow"], {{"href", here + "/follow"}});
  html_.element("a", answer::Words::in(other)["language.name"],
                {{"href", "/" + other + path}, {"lang", other}, {"hreflang", other}});
  html_.close();
  html_.close();
  html_.open("main", {{"id", "main"}, {"tabindex", "-1"}});
  html_.element("h1", title);
}

void Page::summary(const std::vector<Mistake>& mistakes) {
  if (mistakes.empty()) return;
  html_.open("div",
             {{"class", "errors"}, {"role", "alert"}, {"aria-labelledby", "errors"}, {"tabindex", "-1"}});
  html_.element("h2", words_["web.errors"], {{"id", "errors"}});
  html_.open("ul");
  for (const Mistake& mistake : mistakes) {
    html_.open("li");
    html_.element("a", mistake.words, {{"href", "#" + mistake.field}});
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

void Page::errors_of(std::string_view name) {
  if (const Mistake* mistake = mistake_at(name))
    html_.element("p", mistake->words, {{"class", "error"}, {"id", std::string(name) + "-error"}});
}

void Page::form(std::string_view action, std::string_view heading) {
  html_.open("form", {{"method", "post"}, {"action", action}, {"novalidate", "novalidate"}});
  if (!heading.empty()) html_.element("h2", heading);
  hidden("token", session_.token);
}

void Page::end_form(std::string_view button) {
  html_.open("p");
  html_.element("button", button, {{"type", "submit"}});
  html_.close();
  html_.close();
}

void Page::hidden(std::string_view name, std::string_view value) {
  html_.single("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

void Page::input(std::string_view name, std::string_view label, std::string_view type,
                 std::string_view autocomplete, std::string_view value, std::string_view hint) {
  const std::string described = std::string(hint.empty() ? "" : std::string(name) + "-hint") +
                                (mistake_at(name) ? " " + std::string(name) + "-error" : "");
  html_.open("div", {{"class", "field"}});
  html_.element("label", label, {{"for", name}});
  if (!hint.empty()) html_.element("p", hint, {{"class", "hint"}, {"id", std::string(name) + "-hint"}});
  errors_of(name);
  const std::string filled = autocomplete.empty() ? "off" : std::string(autocomplete);
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
  html_.open("div", {{"class", "field"}});
  html_.element("label", label, {{"for", name}});
  if (!hint.empty()) html_.element("p", hint, {{"class", "hint"}, {"id", std::string(name) + "-hint"}});
  errors_of(name);
  html_.open("textarea", {{"id", name}, {"name", name}, {"rows", "5"}});
  html_.text(value);
  html_.close();
  html_.close();
}

void Page::radios(std::string_view name, std::string_view legend, const std::vector<Choice>& choices,
                  std::string_view chosen) {
  html_.open("fieldset", {{"id", name}});
  html_.element("legend", legend);
  errors_of(name);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::string id = std::string(name) + "-" + std::to_string(i + 1);
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

void Page::row(std::string_view term, std::string_view text) {
  html_.element("dt", term);
  html_.open("dd");
  html_.datum(text);
  html_.close();
}

void Page::note(std::string_view text, std::string_view kind) { html_.element("p", text, {{"class", kind}}); }

Reply Page::reply(unsigned status) {
  html_.close();  // main
  html_.open("footer");
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

void secure(Reply& reply) {
  reply.headers.emplace_back(
      "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri "
      "'none'; frame-ancestors 'none'");
  reply.headers.emplace_back("X-Content-Type-Options", "nosniff");
  reply.headers.emplace_back("Referrer-Policy", "same-origin");
  reply.headers.emplace_back("X-Frame-Options", "DENY");
  reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  reply.headers.emplace_back("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  const bool cached = std::any_of(reply.headers.begin(), reply.headers.end(),
                                  [](const auto& header) { return header.first == "Cache-Control"; });
  if (!cached) reply.headers.emplace_back("Cache-Control", "no-store");
}

}  // namespace habeas::web

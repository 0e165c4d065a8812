#include <habeas/answer/sheet.h>

#include <array>

namespace habeas::answer {
namespace {

// Letters carry their few rules themselves: they are read from a mailbox or a disk.
constexpr std::string_view style =
    "body{margin:0 auto;max-width:42rem;padding:1.5rem;font:1.0625rem/1.6 system-ui,sans-serif;color:#1d2129;"
    "background:#fff}h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.2rem;margin-top:2rem}dt{font-weight:"
    "600}"
    "dd{margin:0 0 .6rem}blockquote{margin:0 0 1rem;padding-left:1rem;border-left:.25rem solid #1f5f53;"
    "white-space:pre-wrap}a{color:#14594c}";

// What escape_html did to a text.
std::string unescaped(std::string_view html) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> escapes = {
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&amp;", '&'}}};
  std::string text;
  while (!html.empty()) {
    char c = html.front();
    std::size_t length = 1;
    for (const auto& [escape, meant] : escapes) {
      if (!html.starts_with(escape)) continue;
      c = meant;
      length = escape.size();
      break;
    }
    text += c;
    html.remove_prefix(length);
  }
  return text;
}

}  // namespace

// As the constructor begins and end() ends it. What a person or a database wrote is escaped: it closes nothing.
std::optional<Inside> inside(std::string_view page) {
  constexpr std::string_view begin = "<h1>", middle = "</h1>", last = "</main>";
  const std::size_t heading = page.find(begin);
  const std::size_t body = page.find(middle);
  const std::size_t end = page.rfind(last);
  if (heading == std::string_view::npos || body == std::string_view::npos || end == std::string_view::npos)
    return std::nullopt;
  if (body < heading || end < body) return std::nullopt;
  return Inside{unescaped(page.substr(heading + begin.size(), body - heading - begin.size())),
                std::string(page.substr(body + middle.size(), end - body - middle.size()))};
}

Sheet::Sheet(const Words& words, const std::string& title, const map::Organisation& from)
    : html_([this](std::string_view piece) { page_ += piece; }) {
  html_.doctype();
  html_.open("html", {{"lang", words.language()}});
  html_.open("head");
  html_.single("meta", {{"charset", "utf-8"}});
  html_.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html_.element("title", title + " – " + from.controller.name);
  html_.stylesheet(style);
  html_.close();
  html_.open("body");
  html_.open("main");
  html_.element(
      "p", from.controller.name + (from.controller.address.empty() ? "" : ", " + from.controller.address));
  html_.element("h1", title);
  text_ = from.controller.name + "\n" + from.controller.address + "\n\n" + title + "\n\n";
}

void Sheet::heading(std::string_view text) {
  html_.element("h2", text);
  text_ += "\n" + std::string(text) + "\n\n";
}

void Sheet::paragraph(std::string_view text) {
  if (text.empty()) return;
  html_.element("p", text);
  text_ += std::string(text) + "\n\n";
}

void Sheet::quote(std::string_view text) {
  if (text.empty()) return;
  html_.open("blockquote");
  html_.datum(text);
  html_.close();
  text_ += "« " + std::string(text) + " »\n\n";
}

void Sheet::list(const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  html_.open("ul");
  for (const std::string& line : lines) {
    html_.element("li", line);
    text_ += "- " + line + "\n";
  }
  html_.close();
  text_ += "\n";
}

void Sheet::pairs(const std::vector<std::pair<std::string, std::string>>& lines) {
  html_.open("dl");
  for (const auto& [term, words] : lines) {
    if (words.empty()) continue;
    html_.element("dt", term);
    html_.element("dd", words);
    text_ += term + ": " + words + "\n";
  }
  html_.close();
  text_ += "\n";
}

Letter Sheet::end(std::string subject) {
  html_.close();  // main
  html_.close();  // body
  html_.close();  // html
  return {std::move(subject), base::Personal<std::string>(std::move(text_)),
          base::Personal<std::string>(std::move(page_))};
}

}  // namespace habeas::answer

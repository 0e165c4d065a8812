#include <habeas/answer/html.h>

#include <habeas/base/must.h>
#include <habeas/base/text.h>

#include <algorithm>
#include <array>

namespace habeas::answer {
namespace {

// Embeddings, overrides and isolates: U+202A-202E and U+2066-2069, as UTF-8.
std::string_view spelt_out(std::string_view rest) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> controls = {{
      {"\u202A", "⟦U+202A⟧"},
      {"\u202B", "⟦U+202B⟧"},
      {"\u202C", "⟦U+202C⟧"},
      {"\u202D", "⟦U+202D⟧"},
      {"\u202E", "⟦U+202E⟧"},
      {"\u2066", "⟦U+2066⟧"},
      {"\u2067", "⟦U+2067⟧"},
      {"\u2068", "⟦U+2068⟧"},
      {"\u2069", "⟦U+2069⟧"},
  }};
  for (const auto& [control, words] : controls) {
    if (rest.starts_with(control)) return words;
  }
  return {};
}

void append_control_picture(std::string& out, unsigned char c) {
  // U+2400 + c; U+2421 for DELETE.
  const unsigned char last = c == 0x7f ? 0xa1 : static_cast<unsigned char>(0x80 + c);
  out += "\xE2\x90";
  out += static_cast<char>(last);
}

bool is_control(unsigned char c) { return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f; }

}  // namespace

std::string escape_html(std::string_view text) {
  const std::string clean = base::to_utf8(text);
  std::string out;
  out.reserve(clean.size() + clean.size() / 16);
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const char c = clean[i];
    switch (c) {
      case '&': out += "&amp;"; continue;
      case '<': out += "&lt;"; continue;
      case '>': out += "&gt;"; continue;
      case '"': out += "&quot;"; continue;
      case '\'': out += "&#39;"; continue;
      default: break;
    }
    if (is_control(static_cast<unsigned char>(c))) {
      append_control_picture(out, static_cast<unsigned char>(c));
    } else if (const auto words =
                   c == '\xE2' ? spelt_out(std::string_view(clean).substr(i)) : std::string_view{};
               !words.empty()) {
      out += words;
      i += 2;
    } else {
      out += c;
    }
  }
  return out;
}

void Html::tag(std::string_view tag, Attributes attributes) {
  std::string out = "<";
  out += tag;
  for (const auto& [name, value] : attributes) {
    out += ' ';
    out += name;
    out += "=\"";
    out += escape_html(value);
    out += '"';
  }
  out += '>';
  sink_(out);
}

void Html::open(std::string_view name, Attributes attributes) {
  tag(name, attributes);
  open_.emplace_back(name);
}

void Html::close() {
  base::must(!open_.empty(), "an element is open");
  sink_("</" + open_.back() + ">\n");
  open_.pop_back();
}

void Html::single(std::string_view name, Attributes attributes) { tag(name, attributes); }

void Html::element(std::string_view name, std::string_view content, Attributes attributes) {
  tag(name, attributes);
  sink_(escape_html(content));
  sink_("</" + std::string(name) + ">");
}

void Html::link(std::string_view href, std::string_view content) { element("a", content, {{"href", href}}); }

void Html::stylesheet(std::string_view css) {
  base::must(css.find("</") == std::string_view::npos, "a style sheet closes no element");
  sink_("<style>\n" + std::string(css) + "</style>\n");
}

}  // namespace habeas::answer

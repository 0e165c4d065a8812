// HTML, escaped by construction: text and attribute values can only get in through here. Broken UTF-8 becomes
// U+FFFD, control characters their pictures, and what would turn the reading direction is spelt out.
#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace habeas::answer {

using Sink = std::function<void(std::string_view)>;

// Safe between tags and within double quotes.
std::string escape_html(std::string_view text);

class Html {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  explicit Html(Sink sink) : sink_(std::move(sink)) {}

  void doctype() { sink_("<!DOCTYPE html>\n"); }
  // Opens an element; close() closes the innermost one.
  void open(std::string_view tag, Attributes attributes = {});
  void close();
  // An element without content: meta, br, hr.
  void single(std::string_view tag, Attributes attributes = {});
  void text(std::string_view text) { sink_(escape_html(text)); }
  // An element that holds only text.
  void element(std::string_view tag, std::string_view text, Attributes attributes = {});
  void link(std::string_view href, std::string_view text);
  // A person's or a database's text: isolated, so that its direction stays its own.
  void datum(std::string_view text) { element("bdi", text); }
  // Of our own, from share/: never anything read from a source.
  void stylesheet(std::string_view css);

 private:
  void tag(std::string_view tag, Attributes attributes);

  Sink sink_;
  std::vector<std::string> open_;
};

}  // namespace habeas::answer

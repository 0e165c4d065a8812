// A letter while it is written: paragraphs, lists and headings go into a page and into plain text at once, so that the
// two never differ. Internal to answer/.
#pragma once

#include <habeas/answer/html.h>
#include <habeas/answer/letter.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace habeas::answer {

class Sheet {
 public:
  Sheet(const Words& words, const std::string& title, const map::Organisation& from);
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  void heading(std::string_view text);
  void paragraph(std::string_view text);
  void quote(std::string_view text);  // somebody's own words
  void list(const std::vector<std::string>& lines);
  void pairs(const std::vector<std::pair<std::string, std::string>>& lines);
  Letter end(std::string subject);

 private:
  std::string page_;
  std::string text_;
  Html html_;
};

}  // namespace habeas::answer

#include <habeas/answer/html.h>

#include <gtest/gtest.h>

namespace habeas::answer {
namespace {

std::string written(const std::function<void(Html&)>& write) {
  std::string all;
  Html html([&all](std::string_view piece) { all += piece; });
  write(html);
  return all;
}

TEST(Html, EscapesTextAndAttributes) {
  EXPECT_EQ(written([](Html& html) { html.element("td", "<b>\"&'", {{"title", "\"><script>"}}); }),
            "<td title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&quot;&amp;&#39;</td>");
}

TEST(Html, IsolatesADatumAndSpellsOutWhatTurnsTheDirection) {
  EXPECT_EQ(written([](Html& html) { html.datum("a\u202Eb\u2066"); }), "<bdi>a⟦U+202E⟧b⟦U+2066⟧</bdi>");
  EXPECT_EQ(written([](Html& html) { html.datum("שלום\u200F"); }), "<bdi>שלום\u200F</bdi>");
}

TEST(Html, ShowsControlCharactersAndBrokenBytes) {
  EXPECT_EQ(escape_html(std::string("a\0\x1b\x7f", 4)), "a\u2400\u241B\u2421");
  EXPECT_EQ(escape_html("a\xFFz"), "a\uFFFDz");
  EXPECT_EQ(escape_html("a\n\tb"), "a\n\tb");
}

TEST(Html, ClosesWhatItOpened) {
  EXPECT_EQ(written([](Html& html) {
              html.open("ul");
              html.open("li");
              html.close();
              html.close();
            }),
            "<ul><li></li>\n</ul>\n");
}

}  // namespace
}  // namespace habeas::answer

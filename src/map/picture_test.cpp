#include <habeas/map/building.h>
#include <habeas/map/example_map.h>
#include <habeas/map/load.h>
#include <habeas/map/picture.h>
#include <habeas/map/picture_layout.h>
#include <habeas/map/picture_text.h>

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace habeas::map {
namespace {

using namespace building;
using testing::HasSubstr;
using testing::Not;

Map verdier() {
  std::vector<MapFile> files;
  for (const std::string name : {"habeas.yaml", "activities.yaml", "maps/shop.yaml", "maps/mailing.yaml",
                                 "maps/support.yaml", "maps/tills.yaml"}) {
    std::ifstream file(std::string(HABEAS_SOURCE_DIR) + "/demo/maison-verdier/" + name);
    std::stringstream content;
    content << file.rdbuf();
    files.push_back({name, content.str()});
  }
  return load(files, example::library()).map;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(Picture, HasATextAlternativeAndNothingThatRuns) {
  const auto svg = picture(verdier(), {"en", std::nullopt});
  EXPECT_THAT(svg, testing::StartsWith("<svg "));
  EXPECT_THAT(svg, HasSubstr("role=\"img\" aria-labelledby=\"picture-title picture-desc\""));
  EXPECT_THAT(
      svg, HasSubstr("<title id=\"picture-title\">The map of personal data of Maison Verdier SAS</title>"));
  EXPECT_THAT(
      svg, HasSubstr("orders, 4 personal data, of customer by customer_id, mentions customer by gift_for"));
  for (const std::string never : {"<script", "href", "onload", "<style", "<image", "url(http"})
    EXPECT_THAT(svg, Not(HasSubstr(never)));
}

TEST(Picture, DrawsEveryLinkInTheStyleOfItsKind) {
  const auto svg = picture(verdier(), {"fr", SystemName("shop")});
  std::map<LinkKind, std::size_t> links;
  const auto map = verdier();
  for (const auto& one : map.system(SystemName("shop"))->collections) {
    for (const auto& each : one.links) links[each.kind] += each.identifier ? 0 : 1;
  }
  for (const auto& [kind, number_of] : links) {
    // One more for the legend.
    EXPECT_EQ(number_of + 1, count(svg, "marker-end=\"url(#to-" + std::string(to_string(kind)) + ")\""))
        << to_string(kind);
  }
}

TEST(Picture, MarksPeopleByShapeAndByWord) {
  const auto svg =
      picture(map_of({customer(), collection("orders", {}, {link(LinkKind::of, "customer_id", "customer")})}),
              {"en", std::nullopt});
  EXPECT_THAT(svg, HasSubstr("people: customer"));
  EXPECT_EQ(2u, count(svg, "<circle"));  // the card and the legend
}

TEST(Picture, ShowsWhatWasLeftOutInGrey) {
  EXPECT_THAT(picture(map_of({customer()}, {not_personal("currency", "codes & such")}), {"en", std::nullopt}),
              HasSubstr(">codes &amp; such</text>"));
}

TEST(Picture, EscapesHostileNames) {
  auto hostile = customer();
  hostile.name = CollectionName("</text><script>alert('x')</script>\x01\xE2\x80\xAE\"&\xFF");
  const auto svg = picture(map_of({hostile}), {"en", std::nullopt});
  EXPECT_THAT(svg, Not(HasSubstr("<script")));
  EXPECT_THAT(svg, Not(HasSubstr("\x01")));
  EXPECT_THAT(svg, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_THAT(svg, Not(HasSubstr("\xFF")));
}

TEST(Picture, IsTheSameEachTime) { EXPECT_EQ(picture(verdier()), picture(verdier())); }

TEST(Picture, IsDrawnOfAnEmptyMapToo) { EXPECT_THAT(picture(Map{}), HasSubstr("</svg>")); }

TEST(PictureText, CutsBetweenCharacters) {
  EXPECT_EQ("éé…", drawing::cut("éééé", 3));
  EXPECT_EQ("ééé", drawing::cut("ééé", 3));
}

RC_GTEST_PROP(PictureLayout, KeepsCardsApartAndLeadsArrowsToThem, ()) {
  const auto cards = *rc::gen::inRange<std::size_t>(1, 12);
  std::vector<drawing::Box> boxes;
  for (std::size_t i = 0; i < cards; ++i)
    boxes.push_back({*rc::gen::inRange<std::size_t>(0, 4), 100,
                     static_cast<double>(*rc::gen::inRange(40, 160)), std::to_string(i), 0, 0});
  std::vector<drawing::Arrow> arrows;
  for (auto n = *rc::gen::inRange(0, 20); n > 0; --n)
    arrows.push_back(
        {*rc::gen::inRange<std::size_t>(0, cards), *rc::gen::inRange<std::size_t>(0, cards), 20, {}});
  const auto made = drawing::arrange(boxes, arrows);
  for (std::size_t a = 0; a < cards; ++a) {
    for (std::size_t b = a + 1; b < cards; ++b) {
      const auto& one = made.boxes[a];
      const auto& two = made.boxes[b];
      RC_ASSERT(one.x != two.x || one.y + one.height <= two.y + 0.001 || two.y + two.height <= one.y + 0.001);
    }
  }
  for (const auto& arrow : made.arrows) {
    const auto& to = made.boxes[arrow.to];
    const auto end = arrow.points.back();
    RC_ASSERT(end.x == to.x || end.x == to.x + to.width);
    RC_ASSERT(end.y >= to.y && end.y <= to.y + to.height);
    // What passes a column passes between its cards.
    for (std::size_t i = 1; i + 1 < arrow.points.size(); ++i) {
      for (const auto& box : made.boxes) {
        const auto& p = arrow.points[i];
        RC_ASSERT(p.x < box.x || p.x > box.x + box.width || p.y <= box.y || p.y >= box.y + box.height);
      }
    }
  }
}

}  // namespace
}  // namespace habeas::map

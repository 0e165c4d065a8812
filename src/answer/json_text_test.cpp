#include <habeas/answer/json_text.h>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>

namespace habeas::answer {
namespace {

using Json = nlohmann::json;
using relation::Value;

TEST(JsonText, IsExactForEveryKindOfValue) {
  EXPECT_EQ(json_value(Value(relation::Null{})), "null");
  EXPECT_EQ(json_value(Value(std::int64_t{-3})), "-3");
  EXPECT_EQ(json_value(Value(0.1)), "0.1");
  EXPECT_EQ(Json::parse(json_value(Value(relation::Text{"é \"x\" \\ \n"}))), "é \"x\" \\ \n");
}

TEST(JsonText, KeepsIntegersThatADoubleCannotHold) {
  EXPECT_EQ(json_value(Value(std::int64_t{9007199254740992})), "9007199254740992");
  const Json big = Json::parse(json_value(Value(std::numeric_limits<std::int64_t>::min())));
  EXPECT_EQ(big["integer"], "-9223372036854775808");
}

TEST(JsonText, KeepsBytesAndBrokenTextsWhole) {
  EXPECT_EQ(Json::parse(json_value(Value(relation::Text{"a\xFF"})))["base64"], "Yf8=");
  EXPECT_EQ(Json::parse(json_value(Value(relation::Bytes{std::string("\0\1", 2)})))["base64"], "AAE=");
  const std::string with_nul("a\0b", 3);
  EXPECT_EQ(Json::parse(json_value(Value(relation::Text{with_nul}))), with_nul);
}

TEST(JsonText, SaysWhatIsNoNumber) {
  EXPECT_EQ(Json::parse(json_value(Value(std::nan(""))))["real"], "NaN");
  EXPECT_EQ(Json::parse(json_value(Value(-HUGE_VAL)))["real"], "-Infinity");
}

TEST(JsonText, EndsNoScriptElement) { EXPECT_EQ(json_string("</script>").find('<'), std::string::npos); }

}  // namespace
}  // namespace habeas::answer

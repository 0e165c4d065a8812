#include <habeas/map/codec.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace habeas::map {
namespace {

using relation::Bytes;
using relation::Text;
using relation::Value;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Codec json(std::string path) {
  return {.kind = Codec::Kind::json, .path = std::move(path), .name_column = {}, .is = {}, .separator = {}};
}
Codec php(std::string path) {
  return {.kind = Codec::Kind::php, .path = std::move(path), .name_column = {}, .is = {}, .separator = {}};
}
Codec list(std::string separator) {
  return {
      .kind = Codec::Kind::list, .path = {}, .name_column = {}, .is = {}, .separator = std::move(separator)};
}
Codec kind(Codec::Kind kind) {
  return {.kind = kind, .path = {}, .name_column = {}, .is = {}, .separator = {}};
}

std::vector<std::string> read(const Codec& codec, const Value& cell) {
  return read_values(codec, cell).value();
}
std::string refusal(const Codec& codec, const std::string& cell) {
  const auto values = read_values(codec, Text{cell});
  return values ? "" : values.error();
}
std::string write(const Codec& codec, const std::string& cell, std::optional<std::string> value,
                  std::size_t index = 0) {
  return std::get<Text>(write_value(codec, Text{cell}, index, value).value()).characters;
}

TEST(Codec, ReadsNullAsNoValueInEveryForm) {
  for (const auto& codec :
       {json("$.a"), php("$.a"), list(","), kind(Codec::Kind::ip), kind(Codec::Kind::plain)})
    EXPECT_THAT(read(codec, relation::Null{}), IsEmpty());
}

TEST(PlainCodec, KeepsTheTypeOfTheCell) {
  EXPECT_THAT(read(kind(Codec::Kind::plain), std::int64_t{12}), ElementsAre("12"));
  EXPECT_EQ(write_value(kind(Codec::Kind::plain), std::int64_t{12}, 0, "13"), Value(std::int64_t{13}));
  EXPECT_EQ(write_value(kind(Codec::Kind::plain), std::int64_t{12}, 0, "012"), Value(Text{"012"}));
  EXPECT_EQ(write_value(kind(Codec::Kind::plain), Text{"a"}, 0, std::nullopt), Value(relation::Null{}));
}

TEST(JsonCodec, ReadsWhatAPathLeadsTo) {
  const Text cell{R"({"a": {"b": ["x", 1.50, true, null]}, "e mail": "caf\u00e9 \ud83d\ude00"})"};
  EXPECT_THAT(read(json("$.a.b[0]"), cell), ElementsAre("x"));
  EXPECT_THAT(read(json("$.a.b"), cell), ElementsAre("x", "1.50", "true"));
  EXPECT_THAT(read(json("$['e mail']"), cell), ElementsAre("café 😀"));
  EXPECT_THAT(read(json("$.a"), cell), ElementsAre(R"({"b": ["x", 1.50, true, null]})"));
  for (const auto* nothing : {"$.b", "$.a.b[3]", "$.a.b[4]", "$.a.b.c", "$.a[0]"})
    EXPECT_THAT(read(json(nothing), cell), IsEmpty()) << nothing;
}

TEST(JsonCodec, ReplacesAValueAndKeepsEveryOtherByte) {
  const std::string cell = "{ \"z\" : 1.0e+2 ,\t\"a\":\"x\",\"n\":007e }";
  EXPECT_THAT(refusal(json("$.a"), cell), HasSubstr("JSON"));
  const std::string good = "{ \"z\" : 1.0e+2 ,\t\"a\":\"x\",\"n\":7 }";
  EXPECT_EQ(write(json("$.a"), good, "y \"quoted\"\n"),
            "{ \"z\" : 1.0e+2 ,\t\"a\":\"y \\\"quoted\\\"\\u000a\",\"n\":7 }");
  EXPECT_EQ(write(json("$.n"), good, "8"), "{ \"z\" : 1.0e+2 ,\t\"a\":\"x\",\"n\":8 }");
  EXPECT_EQ(write(json("$.n"), good, "8a"), "{ \"z\" : 1.0e+2 ,\t\"a\":\"x\",\"n\":\"8a\" }");
}

TEST(JsonCodec, RemovesAMemberWithItsComma) {
  EXPECT_EQ(write(json("$.a"), R"({"a":1, "b":2})", std::nullopt), R"({"b":2})");
  EXPECT_EQ(write(json("$.b"), R"({"a":1, "b":2})", std::nullopt), R"({"a":1})");
  EXPECT_EQ(write(json("$.a"), R"({"a":1})", std::nullopt), R"({})");
  EXPECT_EQ(write(json("$"), R"(["x", null, "y"])", std::nullopt, 1), R"(["x", null])");
  EXPECT_EQ(write(json("$"), R"("x")", std::nullopt), "null");
}

TEST(JsonCodec, LeavesNullWhereThePathNamesAPlaceOfAList) {
  EXPECT_EQ(write(json("$.a[0]"), R"({"a":["x","y"]})", std::nullopt), R"({"a":[null,"y"]})");
}

TEST(JsonCodec, RefusesWhatIsAmbiguousOrNotJson) {
  for (const auto* cell : {"", "{", "{\"a\":1,}", "[1,]", "[01]", "\"\\x\"", "\"\\ud8\"", "{\"a\":1} x",
                           "nul", "[1 2]", "{'a':1}", "{\"a\":1,\"a\":2}", "\"a\nb\"", "1.", "-", "1e"})
    EXPECT_THAT(refusal(json("$"), cell), HasSubstr("JSON")) << cell;
  EXPECT_THAT(refusal(json("$"), std::string(100, '[')), HasSubstr("too deeply"));
  std::string many = "[0";
  for (int at = 0; at < 200'000; ++at) many += ",0";
  EXPECT_THAT(refusal(json("$"), many + "]"), HasSubstr("too many"));
}

TEST(PhpCodec, ReadsNestedArraysAndObjects) {
  const std::string protected_age = std::string("s:6:\"") + '\0' + "*" + '\0' + "age\";";
  const std::string bytes = "a:2:{s:4:\"mail\";s:6:\"café!\";s:1:\"o\";O:3:\"Foo\":2:{" + protected_age +
                            "i:42;s:1:\"l\";a:2:{i:0;d:0.5;i:1;b:1;}}}";
  EXPECT_THAT(read(php("$.mail"), Text{bytes}), ElementsAre("café!"));
  EXPECT_THAT(read(php("$.o.age"), Text{bytes}), ElementsAre("42"));
  EXPECT_THAT(read(php("$.o.l"), Text{bytes}), ElementsAre("0.5", "true"));
  EXPECT_THAT(read(php("$.o.l[1]"), Text{bytes}), ElementsAre("true"));
}

TEST(PhpCodec, ComputesLengthsAndCountsAnew) {
  const std::string cell = "a:2:{s:1:\"a\";s:1:\"x\";s:1:\"b\";i:5;}";
  EXPECT_EQ(write(php("$.a"), cell, "été"), "a:2:{s:1:\"a\";s:5:\"été\";s:1:\"b\";i:5;}");
  EXPECT_EQ(write(php("$.b"), cell, "6"), "a:2:{s:1:\"a\";s:1:\"x\";s:1:\"b\";i:6;}");
  EXPECT_EQ(write(php("$.a"), cell, std::nullopt), "a:1:{s:1:\"b\";i:5;}");
  EXPECT_EQ(write(php("$"), "s:1:\"x\";", std::nullopt), "N;");
}

TEST(PhpCodec, ReadsAnArrayThatHasGapsByNumber) {
  const std::string cell = "a:3:{i:0;s:1:\"x\";i:1;s:1:\"y\";i:2;s:1:\"z\";}";
  const std::string without = write(php("$"), cell, std::nullopt, 1);
  EXPECT_EQ(without, "a:2:{i:0;s:1:\"x\";i:2;s:1:\"z\";}");
  EXPECT_THAT(read(php("$"), Text{without}), ElementsAre("x", "z"));
  EXPECT_THAT(read(php("$[2]"), Text{without}), ElementsAre("z"));
}

TEST(PhpCodec, RefusesReferencesAndWrongLengths) {
  for (const auto* cell : {"", "i:1", "i:01;", "s:2:\"a\";", "s:1:\"ab\";", "s:99999999999:\"a\";", "a:1:{}",
                           "a:0:{i:0;i:1;}", "a:1:{i:0;i:1;}x", "a:2:{i:0;i:1;i:1;R:1;}", "C:3:\"Foo\":0:{}",
                           "b:2;", "d:x;", "N", "O:1:\"A\":0:{", "a:2:{i:0;i:1;i:0;i:2;}", "a:1:{d:1;i:1;}"})
    EXPECT_THAT(refusal(php("$"), cell), HasSubstr("PHP")) << cell;
}

TEST(IpCodec, ReadsAndWritesEveryPackedForm) {
  const auto ip = kind(Codec::Kind::ip);
  EXPECT_THAT(read(ip, std::int64_t{3221225985}), ElementsAre("192.0.2.1"));
  EXPECT_THAT(read(ip, Bytes{std::string("\xC0\x00\x02\x01", 4)}), ElementsAre("192.0.2.1"));
  EXPECT_THAT(read(ip, Bytes{std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0') + "\x01"}),
              ElementsAre("2001:db8::1"));
  EXPECT_THAT(read(ip, Text{"192.0.2.1"}), ElementsAre("192.0.2.1"));
  EXPECT_EQ(write_value(ip, std::int64_t{3221225985}, 0, "192.0.2.0"), Value(std::int64_t{3221225984}));
  EXPECT_EQ(write_value(ip, Bytes{std::string("\xC0\x00\x02\x01", 4)}, 0, "192.0.2.0"),
            Value(Bytes{std::string("\xC0\x00\x02\x00", 4)}));
  EXPECT_FALSE(write_value(ip, std::int64_t{1}, 0, "2001:db8::1"));
  EXPECT_FALSE(read_values(ip, std::int64_t{-1}));
  EXPECT_FALSE(read_values(ip, Bytes{"abc"}));
}

TEST(ListCodec, ReadsItemsWithoutBlanksAndKeepsTheOthers) {
  EXPECT_THAT(read(list(","), Text{"a, b ,,c"}), ElementsAre("a", "b", "c"));
  EXPECT_EQ(write(list(","), "a, b ,,c", "x", 1), "a, x ,,c");
  EXPECT_EQ(write(list(","), "a, b ,,c", std::nullopt, 1), "a,,c");
  EXPECT_EQ(write(list("; "), "a; b", std::nullopt, 1), "a");
  EXPECT_EQ(write(list(","), "a", std::nullopt), "");
  EXPECT_FALSE(write_value(list(","), Text{"a"}, 0, "x,y"));
}

TEST(MimeCodec, SaysThatItIsNotRead) {
  EXPECT_THAT(refusal(kind(Codec::Kind::mime), "From: a"), HasSubstr("not read yet"));
}

TEST(Codec, NeverSaysWhatTheCellHolds) {
  EXPECT_THAT(refusal(json("$"), "secret@example.invalid"), Not(HasSubstr("secret")));
  EXPECT_THAT(refusal(php("$"), "secret@example.invalid"), Not(HasSubstr("secret")));
}

// --- properties: any nested data, any text -------------------------------------------------------------

std::string any_text() { return *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~')); }

std::string any_json_string() {
  return *rc::gen::element<std::string>("\"\"", "\"x\"", "\"\\u00e9\\n\"", "\"\\\\ \\\"\"", "\"a b\"");
}

std::string any_json(int depth) {
  const int shape = *rc::gen::inRange(0, depth > 0 ? 5 : 3);
  if (shape == 0) return any_json_string();
  if (shape == 1) return *rc::gen::element<std::string>("0", "-1.50e3", "true", "false", "null");
  if (shape == 2) return any_json_string();
  const auto count = *rc::gen::inRange(0, 4);
  std::string out;
  for (int at = 0; at < count; ++at) {
    if (at > 0) out += *rc::gen::element<std::string>(",", " , ");
    if (shape == 3) out += "\"k" + std::to_string(at) + "\"" + *rc::gen::element<std::string>(":", " : ");
    out += any_json(depth - 1);
  }
  return shape == 3 ? "{" + out + "}" : "[ " + out + "]";
}

std::string php_text(const std::string& text) {
  return "s:" + std::to_string(text.size()) + ":\"" + text + "\";";
}

std::string any_php(int depth) {
  const int shape = *rc::gen::inRange(0, depth > 0 ? 4 : 2);
  if (shape == 0) return php_text(any_text());
  if (shape == 1) return *rc::gen::element<std::string>("i:5;", "d:0.5;", "b:1;", "N;");
  const auto count = *rc::gen::inRange(0, 4);
  std::string out = "a:" + std::to_string(count) + ":{";
  for (int at = 0; at < count; ++at)
    out += (shape == 2 ? "i:" + std::to_string(at) + ";" : php_text("k" + std::to_string(at))) +
           any_php(depth - 1);
  return out + "}";
}

void writing_what_was_read_changes_nothing(const Codec& codec, const std::string& cell) {
  const auto values = read_values(codec, Text{cell});
  RC_ASSERT(values.has_value());
  for (std::size_t at = 0; at < values->size(); ++at)
    RC_ASSERT(write_value(codec, Text{cell}, at, (*values)[at]).value() == Value(Text{cell}));
}

// What is written is read again, and there and back is where it began.
void a_replaced_text_can_be_put_back(const Codec& codec, const std::string& cell, const std::string& by) {
  const auto values = read_values(codec, Text{cell}).value();
  for (std::size_t at = 0; at < values.size(); ++at) {
    const auto changed = write_value(codec, Text{cell}, at, by).value();
    const auto again = read_values(codec, changed).value();
    RC_ASSERT(again.size() == values.size());
    RC_ASSERT(again[at] == by);
    for (std::size_t other = 0; other < values.size(); ++other)
      if (other != at) RC_ASSERT(again[other] == values[other]);
  }
}

std::string any_path() {
  return *rc::gen::element<std::string>("$", "$.k0", "$.k1", "$[0]", "$.k0.k1", "$.k0[1]", "$[1].k0",
                                        "$[0][1]");
}

RC_GTEST_PROP(CodecProperty, WritingTheSameValueIsIdentity, ()) {
  const auto path = any_path();
  writing_what_was_read_changes_nothing(json(path), any_json(4));
  writing_what_was_read_changes_nothing(php(path), any_php(4));
  writing_what_was_read_changes_nothing(list(","), any_text());
}

RC_GTEST_PROP(CodecProperty, AReplacedValueReadsBackAndTheOthersStay, ()) {
  const auto path = any_path();
  a_replaced_text_can_be_put_back(json(path), any_json(4), any_text());
  a_replaced_text_can_be_put_back(php(path), any_php(4), any_text());
  a_replaced_text_can_be_put_back(list(","), any_text(), "new");
}

RC_GTEST_PROP(CodecProperty, ReplacingKeepsEveryByteAroundTheValue, ()) {
  const std::string before = "{\"a\" :" + any_json(3) + " ,\t\"target\":  ";
  const std::string after = " , \"z\":" + any_json(3) + "} ";
  const std::string old = any_json_string();
  const auto changed = write(json("$.target"), before + old + after, "y");
  RC_ASSERT(changed == before + (old == "\"y\"" ? old : "\"y\"") + after);
}

RC_GTEST_PROP(CodecProperty, ARemovedValueIsGoneAndTheRestStillDecodes, ()) {
  const auto path = any_path();
  for (const auto& [codec, cell] : {std::pair{json(path), any_json(4)}, std::pair{php(path), any_php(4)}}) {
    auto values = read_values(codec, Text{cell}).value();
    if (values.empty()) continue;
    const auto left = read_values(codec, write_value(codec, Text{cell}, 0, std::nullopt).value()).value();
    values.erase(values.begin());
    RC_ASSERT(left == values);
  }
}

std::string left(const std::vector<Codec>& fields, const std::string& cell) {
  std::vector<const Codec*> all;
  for (const Codec& field : fields) all.push_back(&field);
  return std::get<Text>(without(all, Text{cell}).value()).characters;
}

TEST(Documents, WithoutWhatFieldsReadKeepEveryOtherByte) {
  EXPECT_EQ(left({json("$.a"), json("$.c.d")}, R"({"a": 1, "b":  [true], "c": {"d": "x", "e": 2}})"),
            R"({"b":  [true], "c": {"e": 2}})");
  EXPECT_EQ(left({json("$.tags"), json("$.l[0]")}, R"({"tags": ["x", "y"], "l": [1, 2]})"),
            R"({"l": [null, 2]})");
  EXPECT_EQ(left({php("$.a")}, R"(a:2:{s:1:"a";i:1;s:1:"b";b:1;})"), R"(a:1:{s:1:"b";b:1;})");
  EXPECT_EQ(left({}, "{"), "{");
}

TEST(Documents, AreEmptyWhenOnlyFramesAreLeft) {
  for (const char* empty : {"{}", "[]", "null", R"({"a": {}, "b": [null]})"})
    EXPECT_TRUE(is_empty_document(json("$"), Text{empty})) << empty;
  for (const char* full : {"0", "false", R"("")", R"({"a": [{"b": 0}]})"})
    EXPECT_FALSE(is_empty_document(json("$"), Text{full})) << full;
  EXPECT_TRUE(is_empty_document(php("$"), Text{"a:1:{i:0;a:0:{}}"}));
}

TEST(Documents, SayWhatAValueWas) {
  const auto kinds = decode(json("$"), Text{R"([true, 4.50, "x", {"y": 1}])"}).value();
  ASSERT_EQ(kinds.size(), 4u);
  EXPECT_EQ(kinds[0], (Decoded{Decoded::Kind::truth, "true"}));
  EXPECT_EQ(kinds[1], (Decoded{Decoded::Kind::number, "4.50"}));
  EXPECT_EQ(kinds[2], (Decoded{Decoded::Kind::text, "x"}));
  EXPECT_EQ(kinds[3], (Decoded{Decoded::Kind::nested, R"({"y": 1})"}));
  EXPECT_EQ(decode(php("$.a"), Text{R"(a:1:{s:1:"a";b:0;})"}).value()[0],
            (Decoded{Decoded::Kind::truth, "false"}));
}

TEST(Documents, ShowWhatLiesBelowAPath) {
  EXPECT_TRUE(lies_within(json("$.a.b"), json("$.a")));
  EXPECT_TRUE(lies_within(json("$.a"), json("$.a")));
  EXPECT_TRUE(lies_within(json("$.a"), kind(Codec::Kind::plain)));
  EXPECT_FALSE(lies_within(json("$.a"), json("$.a.b")));
  EXPECT_FALSE(lies_within(json("$.ab"), json("$.a")));
}

}  // namespace
}  // namespace habeas::map

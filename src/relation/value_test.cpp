#include <habeas/relation/value.h>

#include <habeas/relation/row_key.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>

namespace habeas::relation {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

// Values that are often equal or nearly so, so that properties meet the interesting pairs.
rc::Gen<Value> any_value() {
  return rc::gen::oneOf(
      rc::gen::just(Value{Null{}}),
      rc::gen::map(rc::gen::inRange(-2, 3), [](int i) { return Value{std::int64_t{i}}; }),
      rc::gen::map(rc::gen::arbitrary<std::int64_t>(), [](std::int64_t i) { return Value{i}; }),
      rc::gen::map(rc::gen::inRange(-2, 3), [](int i) { return Value{i / 2.0}; }),
      rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                   [](std::uint64_t bits) {
                     const auto real = std::bit_cast<double>(bits);
                     return Value{
                         std::isnan(real) ? 0.0 : real};  // NaN differs from itself; it has a test of its own
                   }),
      rc::gen::map(rc::gen::arbitrary<std::string>(),
                   [](std::string s) { return Value{Text{std::move(s)}}; }),
      rc::gen::map(rc::gen::arbitrary<std::string>(),
                   [](std::string s) { return Value{Bytes{std::move(s)}}; }));
}

rc::Gen<Row> any_row() { return rc::gen::resize(6, rc::gen::container<Row>(any_value())); }

TEST(Value, CanonicalTextLetsColumnsOfTwoTypesMeet) {
  EXPECT_EQ(canonical_text(std::int64_t{12}), canonical_text(Text{"12"}));
  EXPECT_EQ(canonical_text(12.0), canonical_text(Text{"12"}));
  EXPECT_EQ(canonical_text(100000.0), canonical_text(std::int64_t{100000}));
  EXPECT_NE(canonical_text(std::int64_t{0}), canonical_text(Text{"0abc"}));
  EXPECT_NE(canonical_text(std::int64_t{12}), canonical_text(Text{"012"}));
}

TEST(Value, CanonicalTextOfEachAlternative) {
  EXPECT_EQ(canonical_text(Null{}), std::nullopt);
  EXPECT_EQ(canonical_text(least), "-9223372036854775808");
  EXPECT_EQ(canonical_text(most), "9223372036854775807");
  EXPECT_EQ(canonical_text(0.1), "0.1");
  EXPECT_EQ(canonical_text(-2.5e-7), "-2.5e-07");
  EXPECT_EQ(canonical_text(9007199254740992.0), "9007199254740992");
  EXPECT_EQ(canonical_text(1e300), "1e+300");
  EXPECT_EQ(canonical_text(-0.0), "0");
  EXPECT_EQ(canonical_text(nan), "NaN");
  EXPECT_EQ(canonical_text(infinity), "Infinity");
  EXPECT_EQ(canonical_text(-infinity), "-Infinity");
  EXPECT_EQ(canonical_text(Text{"é\xFF"}), "é\xFF");
  EXPECT_EQ(canonical_text(Bytes{"\xAB\x01"}), "ab01");
}

// Stored keys and digests depend on these bytes: they never change.
TEST(Value, EncodesInAFixedForm) {
  using namespace std::string_literals;
  EXPECT_EQ(encode({Null{}, std::int64_t{1}, Text{"é"}, Bytes{""}}),
            "\0\1\x80\0\0\0\0\0\0\1\3\2\xC3\xA9\4\0"s);
  EXPECT_EQ(encode({1.0}), "\2\xBF\xF0\0\0\0\0\0\0"s);
  EXPECT_EQ(encode({Text{std::string(300, 'x')}}).substr(0, 3), "\3\xAC\2"s);
  EXPECT_EQ(encode({}), "");
}

TEST(Value, ANanIsOneKeyAndZeroHasNoSign) {
  EXPECT_EQ(encode({nan}), encode({-nan}));
  EXPECT_EQ(encode({0.0}), encode({-0.0}));
  EXPECT_TRUE(std::isnan(std::get<double>(decode(encode({nan}))->at(0))));
}

TEST(Value, EncodingTellsTypesAndBordersApart) {
  EXPECT_NE(encode({std::int64_t{1}}), encode({1.0}));
  EXPECT_NE(encode({Text{"a"}}), encode({Bytes{"a"}}));
  EXPECT_NE(encode({Text{"ab"}, Text{"c"}}), encode({Text{"a"}, Text{"bc"}}));
  EXPECT_NE(encode({Null{}}), encode({Text{""}}));
}

TEST(Value, DecodesNothingThatEncodeDoesNotWrite) {
  using namespace std::string_literals;
  for (const std::string& bytes :
       {"\5"s, "\1"s, "\1\0\0\0\0\0\0\0"s, "\3"s, "\3\2x"s, "\3\x80\0"s, "\3\x81"s,
        "\3\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F"s, "\3\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1"s,
        "\2\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s, "\2\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE"s,
        "\2\0\0\0\0\0\0\0\0"s}) {
    EXPECT_EQ(decode(bytes), std::nullopt) << bytes.size();
  }
}

RC_GTEST_PROP(Value, DecodeUndoesEncode, ()) {
  const Row row = *any_row();
  RC_ASSERT(decode(encode(row)) == row);
}

RC_GTEST_PROP(Value, WhatDecodesEncodesToTheSameBytes, (std::string bytes)) {
  for (char& c : bytes) {
    if (*rc::gen::inRange(0, 2) == 0) c = static_cast<char>(static_cast<unsigned char>(c) % 6);
  }
  const auto row = decode(bytes);
  if (row) RC_ASSERT(encode(*row) == bytes);
}

RC_GTEST_PROP(Value, TwoEncodingsAreEqualExactlyWhenTheRowsAre, ()) {
  const Row a = *any_row();
  const Row b = *rc::gen::oneOf(any_row(), rc::gen::just(a));
  RC_ASSERT((encode(a) == encode(b)) == (a == b));
}

RC_GTEST_PROP(Value, EncodingOneRowAfterAnotherIsEncodingBoth, ()) {
  const Row a = *any_row();
  const Row b = *any_row();
  Row both = a;
  both.insert(both.end(), b.begin(), b.end());
  RC_ASSERT(encode(a) + encode(b) == encode(both));
}

RC_GTEST_PROP(Value, CanonicalTextOfADoubleReadsBack, (std::uint64_t bits)) {
  const auto real = std::bit_cast<double>(bits);
  RC_PRE(std::isfinite(real));
  const std::string text = *canonical_text(real);
  double back = 0;
  RC_ASSERT(std::from_chars(text.data(), text.data() + text.size(), back).ptr == text.data() + text.size());
  RC_ASSERT(back == real);
}

TEST(RowKey, IsOrderedByKindThenValue) {
  const std::vector<Row> rows = {{},
                                 {Null{}},
                                 {Null{}, Null{}},
                                 {least},
                                 {std::int64_t{-1}},
                                 {std::int64_t{0}},
                                 {std::int64_t{2}},
                                 {std::int64_t{10}},
                                 {most},
                                 {-infinity},
                                 {-1.5},
                                 {0.0},
                                 {5e-324},
                                 {1.0},
                                 {infinity},
                                 {nan},
                                 {Text{""}},
                                 {Text{"a"}},
                                 {Text{"a"}, std::int64_t{1}},
                                 {Text{"aa"}},
                                 {Text{"b"}},
                                 {Text{"é"}},
                                 {Text{"\xFF"}},
                                 {Text{std::string(200, '\xFF')}},
                                 {Bytes{""}},
                                 {Bytes{"a"}}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < rows.size(); ++j) {
      EXPECT_EQ(RowKey::Order{}(RowKey{rows[i]}, RowKey{rows[j]}), i < j) << i << " " << j;
    }
  }
}

RC_GTEST_PROP(RowKey, OrderIsStrictAndWeakAndAgreesWithSameRow, ()) {
  const Row first = *any_row();
  const RowKey a{first}, b{*rc::gen::oneOf(any_row(), rc::gen::just(first))}, c{*any_row()};
  const RowKey::Order before;
  RC_ASSERT(!before(a, a));
  RC_ASSERT(!(before(a, b) && before(b, a)));
  RC_ASSERT((!before(a, b) && !before(b, a)) == same_row(a, b));
  if (before(a, b) && before(b, c)) RC_ASSERT(before(a, c));
  RC_ASSERT(!same_row(a, b) || RowKey::Hash{}(a) == RowKey::Hash{}(b));
}

TEST(RowKey, RevealsTheCellsItWasMadeOf) {
  const Row cells = {std::int64_t{7}, Text{"x"}};
  EXPECT_EQ(RowKey{cells}.reveal(), cells);
  EXPECT_EQ(RowKey{}.reveal(), Row{});
  EXPECT_TRUE(same_row(RowKey{}, RowKey{Row{}}));
}

}  // namespace
}  // namespace habeas::relation

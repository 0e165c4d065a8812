#include <habeas/relation/condition.h>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace habeas::relation {
namespace {

const ColumnName a{"a"}, b{"b"};

Condition none_of(std::vector<Condition> parts) {
  return {Condition::Kind::none_of, std::move(parts), {}, {}};
}
Condition any_of(std::vector<Condition> parts) { return {Condition::Kind::any, std::move(parts), {}, {}}; }
Condition is_null(ColumnName column) { return {Condition::Kind::is_null, {}, std::move(column), {}}; }

bool holds_for(const Condition& condition, const Value& of_a, const Value& of_b = Null{}) {
  return holds(condition,
               [&](const ColumnName& column) -> const Value& { return column == a ? of_a : of_b; });
}

TEST(Condition, ComparesByCanonicalText) {
  EXPECT_TRUE(holds_for(equals(a, Text{"12"}), std::int64_t{12}));
  EXPECT_TRUE(holds_for(equals(a, std::int64_t{12}), Text{"12"}));
  EXPECT_FALSE(holds_for(equals(a, Text{"0"}), Text{"0abc"}));
  EXPECT_FALSE(holds_for(equals(a, Text{"x"}), Text{"X"}));
}

TEST(Condition, WithoutPartsAnyIsFalseAndAllAndNoneAreTrue) {
  EXPECT_TRUE(holds_for({}, Null{}));
  EXPECT_TRUE(Condition{}.always());
  EXPECT_FALSE(holds_for(any_of({}), Null{}));
  EXPECT_TRUE(holds_for(none_of({}), Null{}));
}

TEST(Condition, NullEqualsNothingAndDiffersFromNothing) {
  EXPECT_FALSE(holds_for(equals(a, Text{"x"}), Null{}));
  EXPECT_FALSE(holds_for(equals(a, Null{}), Null{}));
  EXPECT_FALSE(holds_for(none_of({equals(a, Text{"x"})}), Null{}))
      << "NOT (a = 'x') leaves out a row whose a is NULL";
  EXPECT_TRUE(holds_for(none_of({equals(a, Text{"x"})}), Text{"y"}));
  EXPECT_TRUE(holds_for(is_null(a), Null{}));
  EXPECT_TRUE(holds_for(none_of({is_null(a)}), Text{""}));
}

TEST(Condition, UnknownGivesWayOnlyToWhatDecides) {
  const auto unknown = equals(a, Text{"x"});  // with a NULL
  const auto yes = equals(b, Text{"1"});
  const auto no = equals(b, Text{"2"});
  EXPECT_TRUE(holds_for(any_of({unknown, yes}), Null{}, Text{"1"}));
  EXPECT_FALSE(holds_for(any_of({unknown, no}), Null{}, Text{"1"}));
  EXPECT_FALSE(holds_for(all_of({unknown, yes}), Null{}, Text{"1"}));
  EXPECT_TRUE(holds_for(none_of({all_of({unknown, no})}), Null{}, Text{"1"})) << "false and unknown is false";
  EXPECT_FALSE(holds_for(none_of({all_of({unknown, yes})}), Null{}, Text{"1"}));
  EXPECT_FALSE(holds_for(none_of({any_of({unknown, no})}), Null{}, Text{"1"}));
  EXPECT_FALSE(holds_for(none_of({none_of({unknown})}), Null{}, Text{"1"}))
      << "twice NOT of unknown is unknown";
}

TEST(Condition, NamesItsColumnsOnceInOrderOfAppearance) {
  EXPECT_EQ(columns_of(all_of({equals(b, Text{"1"}), none_of({is_null(a), equals(b, Text{"2"})})})),
            (std::vector<ColumnName>{b, a}));
  EXPECT_TRUE(columns_of({}).empty());
}

Condition any_condition(int depth) {
  const int kind = *rc::gen::inRange(0, depth > 0 ? 5 : 2);
  const ColumnName column = *rc::gen::element(a, b);
  if (kind == 0) return is_null(column);
  if (kind == 1)
    return equals(column,
                  *rc::gen::element<Value>(Value{Text{"1"}}, Value{std::int64_t{1}}, Value{Text{"2"}}));
  std::vector<Condition> parts;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) parts.push_back(any_condition(depth - 1));
  return {static_cast<Condition::Kind>(kind - 2), std::move(parts), {}, {}};
}

RC_GTEST_PROP(Condition, WithoutNullsNoneOfIsTheOppositeOfAny, ()) {
  const std::vector<Condition> parts = {any_condition(2), any_condition(2)};
  const Value of_a = *rc::gen::element<Value>(Value{Text{"1"}}, Value{Text{"2"}});
  const Value of_b = *rc::gen::element<Value>(Value{Text{"1"}}, Value{Text{"2"}});
  RC_ASSERT(holds_for(none_of(parts), of_a, of_b) != holds_for(any_of(parts), of_a, of_b));
}

RC_GTEST_PROP(Condition, NoRowIsSelectedByBothAConditionAndItsOpposite, ()) {
  const Condition condition = any_condition(3);
  const Value of_a = *rc::gen::element<Value>(Value{Null{}}, Value{Text{"1"}});
  const Value of_b = *rc::gen::element<Value>(Value{Null{}}, Value{std::int64_t{1}});
  RC_ASSERT(!(holds_for(condition, of_a, of_b) && holds_for(none_of({condition}), of_a, of_b)));
}

}  // namespace
}  // namespace habeas::relation

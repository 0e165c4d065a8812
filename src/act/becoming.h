// Becoming: the new content of one column of one row, from its old content and the fates of its cells (plan/fate.h,
// Becomes). Pure: randomness and what was put away are passed in. The error says why it cannot be, without content.
#pragma once

#include <habeas/act/redact.h>
#include <habeas/map/map.h>
#include <habeas/plan/fate.h>
#include <habeas/plan/rectification.h>
#include <habeas/relation/catalogue.h>
#include <habeas/relation/value.h>

#include <functional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

namespace habeas::act {

// What new contents are made of.
struct Means {
  const subject::Kinds& kinds;
  Marks marks;  // for redaction
  const std::vector<plan::Correction>& corrections;
  std::function<std::string()> random;  // hexadecimal digits, at least 32, never the same
};

// One column of one row.
struct Column {
  const map::Collection* collection = nullptr;
  relation::ColumnName name;
  const relation::Column* declared = nullptr;  // in the catalogue; nullptr where there is none
  bool unique = false;                         // alone, by an index
  relation::Value value;
  // The name cell of a key-value row, where a field's codec is `rows`.
  std::function<const relation::Value&(const relation::ColumnName&)> cell;
};

struct Became {
  relation::Value value;
  bool relied_on_content = false;  // made from the old content, not only in its place
  bool put_away = false;           // the old content is to be sealed before
  std::uint64_t cells = 0;         // that changed
};
// `fates`: those of this column. Not put_back: see below.
tl::expected<Became, std::string> become(const Column& column,
                                         const std::vector<const plan::CellFate*>& fates, const Means& means);

// What is sealed when a column is put away: its old content and what was written instead; so that it comes back only
// where nobody wrote since.
base::Personal<std::string> sealed(const relation::Value& before, const relation::Value& placeholder);
tl::expected<relation::Value, std::string> put_back(const base::Personal<std::string>& sealed,
                                                    const relation::Value& now);

}  // namespace habeas::act

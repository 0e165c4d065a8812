// What a column is called for people: its field's title, its category's, the words for what every table has, or,
// called what it is, its name. In every language of the package.
#pragma once

#include <habeas/plan/cells.h>

#include <string_view>

namespace habeas::answer {

law::Words column_title(const map::SystemMap& system, const map::Collection& collection,
                        const plan::Cell& cell);
// Of a table about nobody.
law::Words column_title(const relation::ColumnName& column);
// "order_line" → "Order line", for want of anything better.
law::Words untranslated(std::string_view name);

}  // namespace habeas::answer

// What a column is called for people: its field's title, its category's, the words for what every table has, or,
// called what it is, its name. In every language of the package.
#pragma once

#include <habeas/plan/cells.h>

#include <string_view>

namespace habeas::answer {

law::Words column_title(const map::SystemMap& system, const map::Collection& collection,
                        const plan::Cell& cell);
law::Words field_title(const map::Field& field);
// Of a kind of identifier: our words for it, or else its name.
law::Words kind_title(const subject::KindName& kind);
law::Words title_of(const map::Collection& collection);
law::Words title_of(const map::NotPersonal& table);
// Of a table about nobody.
law::Words column_title(const relation::ColumnName& column);
// "order_line" → "Order line", for want of anything better.
law::Words untranslated(std::string_view name);

}  // namespace habeas::answer

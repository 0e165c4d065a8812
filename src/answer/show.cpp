// A row through its fates: what of each cell is shown.
#include <habeas/answer/table.h>
#include <habeas/base/must.h>
#include <habeas/base/text.h>

#include <algorithm>

namespace habeas::answer {
namespace {

using State = Shown::State;
using Fates = std::vector<plan::CellFate>;

// Bytes only where they are no text, and text only where it is one.
relation::Value as_it_is(const relation::Value& cell) {
  if (const auto* bytes = std::get_if<relation::Bytes>(&cell)) {
    if (base::is_utf8(bytes->octets)) return relation::Text{bytes->octets};
  }
  if (const auto* text = std::get_if<relation::Text>(&cell)) {
    if (!base::is_utf8(text->characters)) return relation::Bytes{text->characters};
  }
  return cell;
}

class RowShown {
 public:
  RowShown(const Table& table, const Fates& fates, const relation::Row& row, Undecoded undecoded)
      : table_(table), fates_(fates), row_(row), undecoded_(undecoded) {}

  Shown cell(std::size_t i) const {
    const Column& column = table_.columns[i];
    if (column.rest) return rest(i);
    if (column.key_value && !is_this_rows_field(column)) return elsewhere();
    if (!disclosed(i)) return withheld(fates_[i].ground);
    return column.field ? field(i) : plain(cell_of(column));
  }

 private:
  static Shown withheld(std::string ground) { return {State::withheld, std::move(ground), {}, {}, false}; }
  static Shown elsewhere() { return {State::elsewhere, {}, {}, {}, false}; }
  static Shown plain(const relation::Value& cell) {
    if (relation::is_null(cell)) return {};
    return {State::shown, {}, {cell}, {}, false};
  }
  static Shown raw(const relation::Value& cell) { return {State::shown, {}, {as_it_is(cell)}, {}, true}; }

  bool disclosed(std::size_t i) const { return fates_[i].fate == plan::Fate::disclose; }
  const relation::Value& cell_of(const Column& column) const { return row_.at(column.at); }

  bool is_this_rows_field(const Column& column) const {
    const auto name = relation::canonical_text(row_.at(column.name_at));
    return name && *name == column.field->codec.is;
  }

  // --- fields ---

  Shown field(std::size_t i) const {
    const Column& column = table_.columns[i];
    const map::Codec& codec = column.field->codec;
    const relation::Value& cell = cell_of(column);
    const auto visible = without_withheld_parts(i, cell);
    if (!visible) return undecodable(i, cell);
    if (codec.kind == map::Codec::Kind::plain || codec.kind == map::Codec::Kind::rows) return plain(*visible);
    auto decoded = map::decode(codec, *visible);
    if (!decoded) return undecodable(i, cell);
    if (decoded->empty()) return {};
    Shown shown{State::shown, {}, {}, {}, false};
    for (map::Decoded& each : *decoded) {
      shown.values.emplace_back(relation::Text{std::move(each.text)});
      shown.kinds.push_back(each.kind);
    }
    return shown;
  }

  // A secret within what this field shows (a path below its own) is no part of it.
  tl::expected<relation::Value, std::string> without_withheld_parts(std::size_t i,
                                                                    const relation::Value& cell) const {
    std::vector<const map::Codec*> secret;
    for (std::size_t other = 0; other < table_.columns.size(); ++other) {
      const Column& column = table_.columns[other];
      if (other == i || !column.field || column.column != table_.columns[i].column || disclosed(other))
        continue;
      if (map::lies_within(column.field->codec, table_.columns[i].field->codec))
        secret.push_back(&column.field->codec);
    }
    return map::without(secret, cell);
  }

  // --- what does not decode ---

  // Undecoded it is given only whole, so nothing of the column may be withheld from her.
  bool may_be_given(const relation::ColumnName& of) const {
    if (undecoded_ != Undecoded::as_it_is) return false;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (table_.columns[i].column == of && !disclosed(i)) return false;
    }
    return true;
  }

  Shown undecodable(std::size_t i, const relation::Value& cell) const {
    const Column& column = table_.columns[i];
    if (!may_be_given(column.column)) return withheld(ground_of_undecoded());
    if (!column.rest_at) return raw(cell);
    return {State::in_rest, {}, {}, {}, true};
  }

  std::string ground_of_undecoded() const {
    return undecoded_ == Undecoded::left_out ? "not-structured" : "undecodable";
  }

  // --- the rest of a column ---

  Shown rest(std::size_t i) const {
    const Column& column = table_.columns[i];
    const Column& first = table_.columns[column.parts.front()];
    if (first.key_value) return unknown_name(i);
    if (!ever_read(column)) return withheld(fates_[i].ground);
    const relation::Value& cell = cell_of(column);
    const auto left = map::without(codecs(column), cell);
    if (left && map::is_empty_document(first.field->codec, *left)) return elsewhere();
    if (left)
      return disclosed(i) ? Shown{State::shown, {}, {as_it_is(*left)}, {}, false}
                          : withheld(fates_[i].ground);
    if (may_be_given(column.column)) return raw(cell);
    return withheld(disclosed(i) ? ground_of_undecoded() : fates_[i].ground);
  }

  // A key-value row whose name no field of the map reads.
  Shown unknown_name(std::size_t i) const {
    const Column& column = table_.columns[i];
    for (const std::size_t part : column.parts) {
      if (is_this_rows_field(table_.columns[part])) return elsewhere();
    }
    if (!disclosed(i)) return withheld(fates_[i].ground);
    return relation::is_null(cell_of(column)) ? Shown{} : raw(cell_of(column));
  }

  // Whether this row holds anything of a column can be told only where the column is read.
  static bool ever_read(const Column& column) { return column.at != Column::not_read; }

  std::vector<const map::Codec*> codecs(const Column& column) const {
    std::vector<const map::Codec*> codecs;
    for (const std::size_t part : column.parts) codecs.push_back(&table_.columns[part].field->codec);
    return codecs;
  }

  const Table& table_;
  const Fates& fates_;
  const relation::Row& row_;
  Undecoded undecoded_;
};

}  // namespace

std::vector<Shown> show(const Table& table, const Fates& fates, const relation::Row& row,
                        Undecoded undecoded) {
  base::must(fates.size() == table.columns.size(), "a plan speaks of every cell");
  const RowShown row_shown(table, fates, row, undecoded);
  std::vector<Shown> cells;
  cells.reserve(fates.size());
  for (std::size_t i = 0; i < fates.size(); ++i) cells.push_back(row_shown.cell(i));
  return cells;
}

void count(const Fates& fates, const std::vector<Shown>& cells, plan::Counts& counts) {
  ++counts.rows;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].state == State::elsewhere) continue;
    if (cells[i].state == State::withheld) {
      counts.add(plan::Fate::withhold, cells[i].ground);
    } else {
      counts.add(plan::Fate::disclose, fates[i].ground);
    }
  }
}

}  // namespace habeas::answer

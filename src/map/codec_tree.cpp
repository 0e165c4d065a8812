#include <habeas/map/codec_tree.h>

namespace habeas::map {

namespace {

bool is_nested(const Part& part) { return part.kind == Part::Kind::list || part.kind == Part::Kind::members; }

const Part* member(const Part& holder, const std::string& name) {
  for (const auto& part : holder.parts)
    if (part.key == name) return &part;
  return nullptr;
}

// A PHP array says the number of each element, and there may be gaps; in JSON the number is the position.
const Part* element(const Part& holder, std::size_t number) {
  const bool keyed = !holder.parts.empty() && !holder.parts.front().key.empty();
  if (keyed || holder.kind == Part::Kind::members) return member(holder, std::to_string(number));
  return number < holder.parts.size() ? &holder.parts[number] : nullptr;
}

const Part* step_into(const Part& holder, const PathStep& step) {
  if (!is_nested(holder)) return nullptr;
  if (const auto* number = std::get_if<std::size_t>(&step)) return element(holder, *number);
  return member(holder, std::get<std::string>(step));
}

}  // namespace

Found follow(const Part& root, const std::vector<PathStep>& path) {
  Found found{nullptr, &root};
  for (const auto& step : path) {
    found.holder = found.part;
    found.part = step_into(*found.holder, step);
    if (!found.part) return {};
  }
  return found;
}

std::vector<Found> values_of(const Found& found) {
  std::vector<Found> values;
  if (!found.part || found.part->kind == Part::Kind::null) return values;
  if (found.part->kind != Part::Kind::list) return {found};
  for (const auto& part : found.part->parts)
    if (part.kind != Part::Kind::null) values.push_back({found.part, &part});
  return values;
}

std::string text_of(const Part& part, std::string_view whole) {
  return is_nested(part) ? std::string(whole.substr(part.begin, part.end - part.begin)) : part.text;
}

std::string splice(std::string_view whole, std::size_t begin, std::size_t end, std::string_view by) {
  std::string text(whole.substr(0, begin));
  text += by;
  text += whole.substr(end);
  return text;
}

}  // namespace habeas::map

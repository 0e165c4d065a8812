#include <habeas/cli/show_dossier.h>

#include <habeas/base/text.h>
#include <habeas/cli/context.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace habeas::cli {
namespace {

using dossier::Dossier;
using dossier::NotSearched;

using base::for_terminal;
constexpr std::size_t longest_cell_shown = 160;

std::string place_of(const NotSearched& gap) {
  std::string place = gap.system.text();
  if (gap.collection) place += "." + gap.collection->text();
  if (!gap.field_or_link.empty()) place += "." + gap.field_or_link;
  return place;
}

void show_collection(std::string& out, const map::Map& map, const Dossier& dossier,
                     const dossier::CollectionRows& rows, Detail detail) {
  std::uint64_t mine = 0, shared = 0, sight = 0;
  for (const auto& row : rows.rows) {
    (row.klass == dossier::Class::mine     ? mine
     : row.klass == dossier::Class::shared ? shared
                                           : sight) += row.copies;
  }
  out += fmt::format("  {:<34} {:>6} rows", for_terminal(dossier::collection_name(map, rows)),
                     mine + shared + sight);
  if (mine) out += fmt::format("  {} hers", mine);
  if (shared) out += fmt::format("  {} shared", shared);
  if (sight) out += fmt::format("  {} sight only", sight);
  out += "\n";
  if (detail == Detail::counts) return;
  constexpr std::size_t shown_at_most = 12;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    if (detail == Detail::keys && i == shown_at_most) {
      out += fmt::format("      … and {} more (--json lists all)\n", rows.rows.size() - i);
      break;
    }
    out += fmt::format("      {:<28} {}", key_text(rows.rows[i].key), to_string(rows.rows[i].klass));
    if (detail == Detail::paths) out += "  by " + for_terminal(dossier::path_in_words(map, dossier, rows, i));
    out += "\n";
  }
}

void show_gaps(std::string& out, const Dossier& dossier) {
  if (dossier.not_searched.empty()) return;
  out += "\nNot searched, because:\n";
  for (const NotSearched& gap : dossier.not_searched) {
    out += fmt::format("  {:<34} {}", for_terminal(place_of(gap)), to_string(gap.why));
    if (gap.count) out += fmt::format(" ({})", gap.count);
    if (!gap.detail.empty()) out += ": " + for_terminal(gap.detail);
    out += "\n";
  }
}

void show_evidence(std::string& out, const dossier::Candidate::Evidence& evidence) {
  const auto show = [&](const char* what, const std::vector<std::string>& fields) {
    if (!fields.empty()) out += fmt::format("      {}: {}\n", what, fmt::join(fields, ", "));
  };
  show("the same", evidence.same);
  show("different", evidence.different);
  show("says nothing", evidence.silent);
}

// What was decided, and what came of it.
void show_decisions(std::string& out, const map::Map& map, const Dossier& dossier) {
  if (dossier.decisions.empty()) return;
  out += "\nDecided by a human:\n";
  for (const auto& [decision, fate] : dossier.decisions) {
    const auto& system = map.systems[decision.at.system];
    out += fmt::format("  {}.{} {}: {}, by {} on {}: {}{}\n", system.system.text(),
                       system.collections[decision.at.collection].name.text(), key_text(decision.key),
                       to_string(decision.says), for_terminal(decision.by), base::to_iso(decision.on),
                       for_terminal(decision.because.reveal()),
                       fate == dossier::DecisionTaken::Fate::not_read ? " (could not be read)" : "");
  }
}

void show_candidates(std::string& out, const map::Map& map, const Dossier& dossier) {
  if (dossier.candidates.empty()) return;
  out += "\nFor a human to decide (nothing of these is disclosed):\n";
  std::string lines;
  for (const auto& candidate : dossier.candidates) {
    const auto& system = map.systems[candidate.at.system];
    out += fmt::format("  {}.{} {}: {}, by {}\n", system.system.text(),
                       for_terminal(system.collections[candidate.at.collection].name.text()),
                       key_text(candidate.key), to_string(candidate.why), candidate.by.text());
    show_evidence(out, candidate.evidence);
    if (auto line = dossier::line_to_fill(map, candidate.at, candidate.key); !line.empty())
      lines += line + "\n";
  }
  if (lines.empty()) return;
  out +=
      "\nLook at these rows where they are. Then put the lines below into a file, fill them in ('is' is "
      "\"this "
      "person\" or \"somebody else\"), and say it again with --decisions FILE:\n\ndecisions:\n" +
      lines;
}

nlohmann::ordered_json cell_json(const relation::Value& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return *whole;
  if (const auto* real = std::get_if<double>(&cell)) return *real;
  if (relation::is_null(cell)) return nullptr;
  const std::string text = *relation::canonical_text(cell);
  if (std::holds_alternative<relation::Text>(cell) && base::is_utf8(text)) return text;
  const auto* bytes = std::get_if<relation::Bytes>(&cell);
  return {{"base64", base::base64(bytes ? bytes->octets : text)}};
}

nlohmann::ordered_json key_json(const relation::RowKey& key) {
  auto list = nlohmann::ordered_json::array();
  for (const relation::Value& cell : key.reveal()) list.push_back(cell_json(cell));
  return list;
}

nlohmann::ordered_json gaps_json(const Dossier& dossier) {
  auto gaps = nlohmann::ordered_json::array();
  for (const NotSearched& gap : dossier.not_searched) {
    gaps.push_back({{"where", place_of(gap)},
                    {"because", to_string(gap.why)},
                    {"count", gap.count},
                    {"detail", gap.detail}});
  }
  return gaps;
}

nlohmann::ordered_json rows_json(const map::Map& map, const Dossier& dossier,
                                 const dossier::CollectionRows& rows) {
  auto list = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    nlohmann::ordered_json row = {{"key", key_json(rows.rows[i].key)},
                                  {"class", to_string(rows.rows[i].klass)}};
    if (rows.rows[i].copies != 1) row["copies"] = rows.rows[i].copies;
    row["path"] = dossier::path_in_words(map, dossier, rows, i);
    list.push_back(std::move(row));
  }
  return {{"collection", dossier::collection_name(map, rows)}, {"rows", std::move(list)}};
}

}  // namespace

std::string key_text(const relation::RowKey& key) {
  std::string text;
  for (const relation::Value& cell : key.reveal()) {
    if (!text.empty()) text += " | ";
    text += for_terminal(relation::canonical_text(cell).value_or("NULL"), longest_cell_shown);
  }
  return text;
}

std::string key_as_json(const relation::RowKey& key) { return key_json(key).dump(); }

std::string gaps_as_json(const Dossier& dossier) {
  return gaps_json(dossier).dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

std::string dossier_as_text(const map::Map& map, const Dossier& dossier, Detail detail) {
  std::string out = fmt::format("{}: {} rows in {} collections\n\n", to_string(dossier.outcome),
                                dossier.row_count(), dossier.collections.size());
  for (const auto& rows : dossier.collections) show_collection(out, map, dossier, rows, detail);
  show_decisions(out, map, dossier);
  show_candidates(out, map, dossier);
  show_gaps(out, dossier);
  out += "\nTime per system:\n";
  for (const auto& reading : dossier.systems) {
    out += fmt::format("  {:<34} {:>8.1f} ms  {:>4} statements  {}\n", reading.system.text(),
                       static_cast<double>(reading.spent.count()) / 1000.0, reading.statements,
                       reading.snapshot ? "as of " + base::to_rfc3339(*reading.snapshot) : "not read");
  }
  return out;
}

std::string dossier_as_json(const map::Map& map, const Dossier& dossier) {
  nlohmann::ordered_json all = {
      {"outcome", to_string(dossier.outcome)}, {"map", dossier.map_digest}, {"rows", dossier.row_count()}};
  auto& collections = all["collections"] = nlohmann::ordered_json::array();
  for (const auto& rows : dossier.collections) collections.push_back(rows_json(map, dossier, rows));
  all["not_searched"] = gaps_json(dossier);
  auto& candidates = all["candidates"] = nlohmann::ordered_json::array();
  for (const auto& candidate : dossier.candidates) {
    const auto& system = map.systems[candidate.at.system];
    candidates.push_back(
        {{"collection", system.system.text() + "." + system.collections[candidate.at.collection].name.text()},
         {"key", key_json(candidate.key)},
         {"because", to_string(candidate.why)},
         {"by", candidate.by.text()},
         {"evidence",
          {{"same", candidate.evidence.same},
           {"different", candidate.evidence.different},
           {"silent", candidate.evidence.silent}}},
         {"decide", dossier::line_to_fill(map, candidate.at, candidate.key)}});
  }
  auto& systems = all["systems"] = nlohmann::ordered_json::array();
  for (const auto& reading : dossier.systems) {
    systems.push_back(
        {{"system", reading.system.text()},
         {"microseconds", reading.spent.count()},
         {"statements", reading.statements},
         {"snapshot", reading.snapshot ? nlohmann::ordered_json(base::to_rfc3339(*reading.snapshot))
                                       : nlohmann::ordered_json()}});
  }
  return all.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

int exit_for(const Dossier& dossier) {
  if (dossier.outcome == dossier::Outcome::conflict || dossier.outcome == dossier::Outcome::candidates)
    return human;
  // A row that a human must look at is not answered yet, whatever else was.
  return dossier.not_searched.empty() && dossier.candidates.empty() ? done : incomplete;
}

}  // namespace habeas::cli

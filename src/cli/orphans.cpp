#include <habeas/cli/orphans.h>

#include <habeas/base/fault.h>
#include <habeas/base/text.h>
#include <habeas/cli/orphan_memory.h>
#include <habeas/cli/show_dossier.h>

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace habeas::cli {
namespace {

using Marks = OrphanMemory::Marks;

std::uint64_t missing_from(const Marks& there, const Marks& these) {
  Marks missing;
  std::set_difference(these.begin(), these.end(), there.begin(), there.end(), std::back_inserter(missing));
  return missing.size();
}

struct Counted {
  std::vector<find::Orphans> found;
  OrphanMemory::Collections marks;  // every collection of the system
};

// Ownership never crosses systems by a link, so that each is counted alone and fails alone.
Counted count_in(const map::Map& map, std::size_t system, source::Source& source, const OrphanMemory& memory,
                 std::size_t keys_shown) {
  const auto& mapped = map.systems[system];
  const auto name_of = [&](const map::CollectionAt& at) {
    return mapped.system.text() + "." + mapped.collections[at.collection].name.text();
  };
  Counted counted;
  for (std::size_t c = 0; c < mapped.collections.size(); ++c) counted.marks[name_of({system, c})];
  find::Reading reading(map, {{&source, "", mapped.system}}, {"check", {}});
  counted.found = find::orphans(map, reading, keys_shown, [&](const auto& at, const relation::RowKey& key) {
    const std::string name = name_of(at);
    counted.marks[name].push_back(memory.mark(name, key));
  });
  for (auto& [name, marks] : counted.marks) std::sort(marks.begin(), marks.end());
  return counted;
}

// With key or without: a row without key is known by all its cells, and no cell is shown.
std::vector<relation::RowKey> shown_keys(const map::Map& map, find::Orphans& orphans) {
  const auto& collection = map.systems[orphans.at.system].collections[orphans.at.collection];
  return collection.key.empty() ? std::vector<relation::RowKey>{} : std::move(orphans.keys);
}

void report_on(const map::Map& map, std::size_t system, Counted& counted,
               const OrphanMemory::Collections* before, OrphanReport& report) {
  for (const auto& [name, marks] : counted.marks) {
    OrphansOf one;
    one.collection = name;
    one.count = marks.size();
    const bool known = before != nullptr && before->contains(name);
    if (known) {
      one.seen_before = true;
      one.come = missing_from(before->at(name), marks);
      one.gone = missing_from(marks, before->at(name));
    }
    for (auto& orphans : counted.found) {
      const auto& mapped = map.systems[system];
      if (name == mapped.system.text() + "." + mapped.collections[orphans.at.collection].name.text())
        one.keys = shown_keys(map, orphans);
    }
    if (one.count > 0 || one.gone > 0) report.collections.push_back(std::move(one));
  }
}

std::string difference(const OrphansOf& one) {
  if (!one.seen_before) return "first count";
  if (one.come == 0 && one.gone == 0) return "as before";
  if (one.gone == 0) return fmt::format("{} new", one.come);
  if (one.come == 0) return fmt::format("{} gone", one.gone);
  return fmt::format("{} new, {} gone", one.come, one.gone);
}

}  // namespace

OrphanReport count_orphans(const Context& context, const map::Map& map, const Systems& systems,
                           std::size_t keys_shown) {
  const OrphanMemory memory(context.folder + "/var");
  OrphanMemory::Run kept;
  OrphanReport report;
  for (std::size_t i = 0; i < systems.all.size(); ++i) {
    const map::SystemName& name = map.organisation.systems[i].name;
    const auto mapped = std::find_if(map.systems.begin(), map.systems.end(),
                                     [&](const map::SystemMap& one) { return one.system == name; });
    if (mapped == map.systems.end()) continue;
    source::Source* source = systems.all[i].source.get();
    if (source != nullptr && !source->capabilities().has_catalogue) continue;
    const auto last = memory.last().find(name.text());
    const auto* before = last == memory.last().end() ? nullptr : &last->second;
    try {
      if (source == nullptr)
        throw base::Fault(base::FaultKind::unavailable, name.text(), systems.all[i].why_not);
      const auto at = static_cast<std::size_t>(mapped - map.systems.begin());
      Counted counted = count_in(map, at, *source, memory, keys_shown);
      report_on(map, at, counted, before, report);
      kept[name.text()] = std::move(counted.marks);
    } catch (const base::Fault& fault) {
      report.not_counted.emplace_back(name.text(), fault.detail());
      if (before != nullptr) kept[name.text()] = *before;
    }
  }
  memory.keep(kept);
  return report;
}

std::string as_text(const OrphanReport& report) {
  std::string text;
  for (const OrphansOf& one : report.collections) {
    text += fmt::format("{}: {} rows belong to nobody ({})\n", base::for_terminal(one.collection), one.count,
                        difference(one));
    for (const auto& key : one.keys) text += "    " + key_text(key) + "\n";
    if (!one.keys.empty() && one.count > one.keys.size())
      text += fmt::format("    … and {} more (--json shows more)\n", one.count - one.keys.size());
  }
  for (const auto& [system, why] : report.not_counted)
    text += fmt::format("{}: not counted: {}\n", system, base::for_terminal(why));
  if (text.empty()) text = "No row belongs to nobody.\n";
  return text;
}

}  // namespace habeas::cli

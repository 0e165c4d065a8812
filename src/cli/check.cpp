// habeas check: the map against the live databases; fails (1) when something would be answered wrongly or not at all.
#include <habeas/base/fault.h>
#include <habeas/cli/commands.h>
#include <habeas/cli/filled.h>
#include <habeas/cli/orphans.h>
#include <habeas/cli/show_dossier.h>
#include <habeas/cli/systems.h>
#include <habeas/map/check.h>
#include <habeas/map/codec_path.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace habeas::cli {
namespace {

source::Form form_named(std::string_view name) {
  if (name == "as_text") return source::Form::as_text;
  if (name == "lower_trim") return source::Form::lower_trim;
  if (name == "digits_tail") return source::Form::digits_tail;
  return source::Form::exact;
}

map::IndexOracle oracle_of(const source::Source& source) {
  return {[&source](const relation::Table& table, const map::ColumnName& column, std::string_view form) {
            return source.serves(table, column, form_named(form));
          },
          [&source](const relation::TableName& table, const map::ColumnName& column, std::string_view form) {
            return source.index_for(table, column, form_named(form));
          },
          [&source](const relation::Table& table, const map::ColumnName& column, std::string_view form,
                    std::string_view path) {
            const auto steps = map::parse_path(path);
            return steps && source.serves_inside(table, column, form_named(form), *steps);
          },
          [&source](const relation::TableName& table, const map::ColumnName& column, std::string_view form,
                    std::string_view path) {
            const auto steps = map::parse_path(path);
            return steps ? source.index_inside(table, column, form_named(form), *steps) : std::string();
          }};
}

// The systems that answer; for each that does not, an error.
map::KnownSystems read_catalogues(const map::Map& map, const Systems& systems, base::Problems& problems) {
  map::KnownSystems known;
  for (std::size_t i = 0; i < systems.all.size(); ++i) {
    const map::System& system = map.organisation.systems[i];
    std::string why_not = systems.all[i].why_not;
    if (auto& source = systems.all[i].source) {
      try {
        const source::Capabilities can = source->capabilities();
        if (can.reads_rows && can.has_catalogue)
          known[system.name] = {source->catalogue(), oracle_of(*source)};
        continue;
      } catch (const base::Fault& fault) {
        why_not = fault.detail();
      }
    }
    problems.push_back({system.place, "system '" + system.name.text() + "' cannot be checked: " + why_not,
                        "Until it answers, its data is not searched.", base::Gravity::error});
  }
  return known;
}

// Credentials that may do more than they are for.
void judge_privileges(const map::Map& map, const Systems& systems, base::Problems& problems) {
  for (std::size_t i = 0; i < systems.all.size(); ++i) {
    if (!systems.all[i].source) continue;
    const map::System& system = map.organisation.systems[i];
    for (const auto& excess : systems.all[i].source->excess_privileges()) {
      problems.push_back({system.place, "system '" + system.name.text() + "': " + excess.what, excess.hint,
                          base::Gravity::warning});
    }
  }
}

// A system that nobody prepared can be read, and not changed: better told now than when a request is carried out.
void judge_prepared(const map::Map& map, const Systems& systems, base::Problems& problems) {
  for (std::size_t i = 0; i < systems.all.size(); ++i) {
    const map::System& system = map.organisation.systems[i];
    const auto& source = systems.all[i].source;
    try {
      if (!source || !source->capabilities().changes || source->preparation().empty()) continue;
    } catch (const base::Fault&) {
      continue;  // that it cannot be read was said
    }
    const std::string& name = system.name.text();
    problems.push_back({system.place,
                        "system '" + name + "' is not prepared: nothing can be corrected or erased in it",
                        "See what it takes with: habeas prepare " + name + "; do it with: habeas prepare " +
                            name + " --confirm",
                        base::Gravity::warning});
  }
}

nlohmann::ordered_json as_json(const base::Problems& found) {
  auto list = nlohmann::ordered_json::array();
  for (const base::Problem& problem : found) {
    list.push_back({{"file", problem.place.file},
                    {"line", problem.place.line},
                    {"column", problem.place.column},
                    {"gravity", problem.gravity == base::Gravity::error     ? "error"
                                : problem.gravity == base::Gravity::warning ? "warning"
                                                                            : "note"},
                    {"what", problem.what},
                    {"hint", problem.hint}});
  }
  return list;
}

nlohmann::ordered_json as_json(const OrphanReport& report) {
  auto collections = nlohmann::ordered_json::array();
  for (const OrphansOf& one : report.collections) {
    auto keys = nlohmann::ordered_json::array();
    for (const auto& key : one.keys) keys.push_back(nlohmann::ordered_json::parse(key_as_json(key)));
    nlohmann::ordered_json said = {
        {"collection", one.collection}, {"rows", one.count}, {"keys", std::move(keys)}};
    if (one.seen_before) said["since_last_run"] = {{"new", one.come}, {"gone", one.gone}};
    collections.push_back(std::move(said));
  }
  auto not_counted = nlohmann::ordered_json::array();
  for (const auto& [system, why] : report.not_counted)
    not_counted.push_back({{"system", system}, {"because", why}});
  return {{"collections", std::move(collections)}, {"not_counted", std::move(not_counted)}};
}

// One object: what was found, and the rows of nobody if they were asked for.
void print_json(const base::Problems& found, std::size_t undecided,
                const std::optional<OrphanReport>& orphans) {
  nlohmann::ordered_json all = {{"found", as_json(found)}, {"to_decide", undecided}};
  if (orphans) all["orphans"] = as_json(*orphans);
  fmt::print("{}\n", all.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace));
}

void say_coverage(const map::Map& map, const map::KnownSystems& known) {
  for (const map::SystemMap& system : map.systems) {
    const auto found = known.find(system.system);
    if (found == known.end()) continue;
    const map::Coverage covered = map::coverage(system, found->second.catalogue);
    fmt::print("{:<12} {} of {} tables, {} of {} columns are mapped\n", system.system.text(),
               covered.tables_spoken_of, covered.tables, covered.columns_spoken_of, covered.columns);
  }
}

std::string verdict(std::size_t undecided) {
  if (undecided == 0) return "The map covers its databases.";
  return fmt::format("The map names everything in its databases, and {} thing{} in it {} still to decide.",
                     undecided, undecided == 1 ? "" : "s", undecided == 1 ? "is" : "are");
}

constexpr std::size_t keys_in_text = 20;
constexpr std::size_t keys_in_json = 1'000;

int check_command(Context& context, bool with_orphans) {
  const law::Library library = read_library();
  map::Loaded loaded = map::load(read_map_files(context.folder), library);
  base::Problems found = loaded.problems;
  std::optional<OrphanReport> orphans;
  std::size_t undecided = 0;
  if (loaded.usable()) {
    undecided = map::undecided(loaded.map).size();
    loaded.map.folder = context.folder;
    const Systems systems = open_systems(loaded.map, context);
    const map::KnownSystems known = read_catalogues(loaded.map, systems, found);
    const base::Problems judged = map::check(loaded.map, known);
    found.insert(found.end(), judged.begin(), judged.end());
    const base::Problems counted = check_filled(loaded.map, known, systems);
    found.insert(found.end(), counted.begin(), counted.end());
    judge_privileges(loaded.map, systems, found);
    judge_prepared(loaded.map, systems, found);
    if (!context.json) say_coverage(loaded.map, known);
    if (with_orphans)
      orphans = count_orphans(context, loaded.map, systems, context.json ? keys_in_json : keys_in_text);
  }
  if (context.json) {
    print_json(found, undecided, orphans);
  } else {
    if (orphans) fmt::print("{}", as_text(*orphans));
    print_problems(found);
  }
  const bool bad = std::any_of(found.begin(), found.end(),
                               [](const auto& problem) { return problem.gravity == base::Gravity::error; });
  if (!bad && !context.json) fmt::print("{}\n", verdict(undecided));
  return bad ? problems : done;
}

}  // namespace

void add_check(CLI::App& app, Run& chosen) {
  auto orphans = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("check", "Hold the map against the live databases");
  command->add_flag("--orphans", *orphans,
                    "Also list rows that belong to nobody, and the difference to the last run");
  command->callback([orphans, &chosen] {
    chosen = [orphans](Context& context) { return check_command(context, *orphans); };
  });
}

}  // namespace habeas::cli

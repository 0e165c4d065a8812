// habeas map draft | explain | picture | schema.
#include <habeas/cli/commands.h>
#include <habeas/cli/print.h>
#include <habeas/cli/systems.h>

#include <habeas/base/fault.h>
#include <habeas/map/draft.h>
#include <habeas/map/explain.h>
#include <habeas/map/picture.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <fstream>

namespace habeas::cli {
namespace {

struct Words {
  std::string name;
  std::string language = "en";
};

// Before there is a map, habeas.yaml alone says which systems there are.
map::Organisation read_organisation(const Context& context, const law::Library& library) {
  std::vector<map::MapFile> files = read_map_files(context.folder);
  files.resize(1);
  map::Loaded loaded = map::load(files, library);
  std::erase_if(loaded.problems, [](const auto& problem) {
    return problem.place.file != "habeas.yaml" || problem.gravity != base::Gravity::error;
  });
  if (!loaded.problems.empty()) {
    print_problems(loaded.problems);
    throw base::Fault(base::FaultKind::broken, "habeas.yaml", "has errors; mend them first");
  }
  return std::move(loaded.map.organisation);
}

// Where there is none yet; what somebody wrote is never touched.
void write_activities(const Context& context, const std::vector<map::RoleName>& people,
                      const map::DraftHints& hints) {
  const std::string path = context.folder + "/activities.yaml";
  if (std::filesystem::exists(path)) return;
  std::ofstream out(path, std::ios::binary);
  out << map::draft_activities(people, hints);
  if (!out.flush())
    throw base::Fault(base::FaultKind::unavailable, "activities.yaml",
                      "could not be written beside habeas.yaml");
  fmt::print(stderr,
             "habeas: there was no activities.yaml, so a first one was written. It says 'to be decided': "
             "put your own activities in its place\n");
}

int draft_command(Context& context, const Words& words) {
  const map::Organisation organisation = read_organisation(context, read_library());
  const map::System* system = organisation.system(map::SystemName(words.name));
  if (system == nullptr) {
    std::vector<std::string> known;
    for (const auto& one : organisation.systems) known.push_back(one.name.text());
    const std::string near = base::nearest(words.name, known);
    throw base::Fault(
        base::FaultKind::unavailable, words.name,
        "no such system in habeas.yaml" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
  }
  const auto source = open_system(*system, context);
  if (!source->capabilities().has_catalogue) {
    throw base::Fault(
        base::FaultKind::refused, words.name,
        "a person searches this system, so there is no catalogue to draft from; write its map by hand "
        "(docs/connectors.md, Manual)");
  }
  const map::DraftHints hints{map::ActivityName("to-decide"), organisation.kinds};
  const relation::Catalogue catalogue = source->catalogue();
  fmt::print("{}", map::draft(system->name, catalogue, hints));
  write_activities(context, map::people_in(system->name, catalogue, hints), hints);
  return done;
}

// "shop.customer", "shop" or "customer".
map::Wanted wanted_of(const map::Map& map, const Words& words) {
  map::Wanted wanted{words.language, std::nullopt, std::nullopt};
  if (words.name.empty()) return wanted;
  const auto dot = words.name.find('.');
  if (dot != std::string::npos) {
    wanted.system = map::SystemName(words.name.substr(0, dot));
    wanted.collection = map::CollectionName(words.name.substr(dot + 1));
  } else if (map.organisation.system(map::SystemName(words.name)) != nullptr) {
    wanted.system = map::SystemName(words.name);
  } else {
    wanted.collection = map::CollectionName(words.name);
  }
  return wanted;
}

int explain_command(Context& context, const Words& words) {
  const map::Map map = load_map(context, read_library());
  const std::string text = map::explain(map, wanted_of(map, words));
  if (text.empty())
    throw base::Fault(base::FaultKind::unavailable, words.name, "the map has no such system or collection");
  print_lines(text);
  return done;
}

int picture_command(Context& context, const Words& words) {
  const map::Map map = load_map(context, read_library());
  const auto system = words.name.empty() ? std::nullopt : std::optional(map::SystemName(words.name));
  if (system && map.system(*system) == nullptr)
    throw base::Fault(base::FaultKind::unavailable, words.name, "the map has no such system");
  fmt::print("{}", map::picture(map, {words.language, system}));
  return done;
}

}  // namespace

void add_map(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* noun = app.add_subcommand("map", "The map: where personal data is");
  noun->require_subcommand(1);
  CLI::App* draft =
      noun->add_subcommand("draft", "Write a first map of a system, from its catalogue, to standard output");
  draft->add_option("SYSTEM", words->name, "A system of habeas.yaml")->required();
  draft->callback(
      [words, &chosen] { chosen = [words](Context& context) { return draft_command(context, *words); }; });
  CLI::App* explain = noun->add_subcommand("explain", "Say in plain words what the map means");
  explain->add_option("WHAT", words->name,
                      "A system, a collection, or system.collection; the whole map without it");
  explain->add_option("--language", words->language)
      ->check(CLI::IsMember({"fr", "en"}))
      ->capture_default_str();
  explain->callback(
      [words, &chosen] { chosen = [words](Context& context) { return explain_command(context, *words); }; });
  CLI::App* picture = noun->add_subcommand("picture", "Draw the map as SVG, to standard output");
  picture->add_option("SYSTEM", words->name, "One system; all without it");
  picture->add_option("--language", words->language)
      ->check(CLI::IsMember({"fr", "en"}))
      ->capture_default_str();
  picture->callback(
      [words, &chosen] { chosen = [words](Context& context) { return picture_command(context, *words); }; });
  CLI::App* schema = noun->add_subcommand("schema", "The JSON Schema of a file, for editors");
  schema->add_option("FILE", words->name, "habeas, activities or map")
      ->required()
      ->check(CLI::IsMember({"habeas", "activities", "map"}));
  schema->callback([words, &chosen] {
    chosen = [words](Context&) -> int {
      fmt::print("{}", map::json_schema(words->name));
      return done;
    };
  });
}

}  // namespace habeas::cli

// habeas find: every row about one person, by collection, with class and path; what could not be searched; time.
#include <habeas/cli/ask.h>
#include <habeas/cli/commands.h>
#include <habeas/cli/show_dossier.h>
#include <habeas/cli/systems.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace habeas::cli {
namespace {

struct Words {
  std::string identifiers;
  std::string purpose = "find";
  bool explain = false;
};

int find_command(Context& context, const Words& words) {
  const law::Library library = read_library();
  const map::Map map = load_map(context, library);
  const find::Sought person = ask_identifiers(words.identifiers, map.organisation.kinds);
  const auto ledger = open_ledger(context);
  ledger->append({"find.started", {{"purpose", words.purpose}, {"map", map.digest}}});
  const Systems systems = open_systems(map, context);
  find::Reading reading(map, systems.access_for(map), inquiry_for(person, words.purpose));
  const dossier::Dossier dossier = find::find_one(map, reading, person);
  ledger->append({"find.ended",
                  {{"outcome", std::string(to_string(dossier.outcome))},
                   {"rows", std::to_string(dossier.row_count())},
                   {"not-searched", std::to_string(dossier.not_searched.size())}}});
  if (context.json)
    fmt::print("{}\n", dossier_as_json(map, dossier));
  else
    fmt::print("{}", dossier_as_text(map, dossier, words.explain ? Detail::paths : Detail::keys));
  return exit_for(dossier);
}

}  // namespace

void add_find(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("find", "Find everything about one person, and say whose it is");
  command
      ->add_option("--identifiers", words->identifiers, "A file of kind=value lines, or - for standard input")
      ->required();
  command->add_option("--purpose", words->purpose, "Why: a request's reference; it is recorded")
      ->capture_default_str();
  command->add_flag("--explain", words->explain, "Show for each row the path that led there");
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return find_command(context, *words); }; });
}

}  // namespace habeas::cli

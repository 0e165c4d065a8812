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
  std::string decisions;
  std::string purpose = "find";
  bool explain = false;
};

int find_command(Context& context, const Words& words) {
  const law::Library library = read_library();
  const map::Map map = load_map(context, library);
  find::Sought person = ask_identifiers(words.identifiers, map.organisation.kinds);
  add_decisions(person, words.decisions, map);
  const auto ledger = open_ledger(context);
  ledger->append(
      {"find.started",
       {{"purpose", words.purpose}, {"map", map.digest}, {"decisions", decisions_in_brief(map, person)}}});
  const Systems systems = open_systems(map, context);
  find::Reading reading(map, systems.access_for(map), inquiry_for(person, words.purpose));
  const dossier::Dossier dossier = find::find_one(map, reading, person);
  ledger->append({"find.ended",
                  {{"outcome", std::string(to_string(dossier.outcome))},
                   {"rows", std::to_string(dossier.row_count())},
                   {"not-searched", std::to_string(dossier.not_searched.size())}}});
  refuse_decisions_astray(map, dossier);
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
  command->add_option("--decisions", words->decisions, "A file that says who is who (docs/finding.md, § 6)");
  command->add_option("--purpose", words->purpose, "Why: a request's reference; it is recorded")
      ->capture_default_str();
  command->add_flag("--explain", words->explain, "Show for each row the path that led there");
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return find_command(context, *words); }; });
}

}  // namespace habeas::cli

// habeas access: answers an access request and a portability request: finds, plans, writes the package.
#include <habeas/answer/package.h>
#include <habeas/base/fault.h>
#include <habeas/cli/ask.h>
#include <habeas/cli/commands.h>
#include <habeas/cli/show_dossier.h>
#include <habeas/cli/systems.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

namespace habeas::cli {
namespace {

struct Words {
  std::string identifiers;
  std::string out;
  std::string reference = "access";
  std::string language = "fr";
};

void say_report(const answer::PackageReport& report, const Words& words) {
  fmt::print("{}: {} rows, {} cells found = {} disclosed + {} withheld; {} documents; {} bytes\n", words.out,
             report.access.rows, report.access.found, report.access.disclosed, report.access.withheld,
             report.documents, report.bytes);
  if (report.documents_missing != 0)
    fmt::print("  missing:  {} documents that a row names and no folder holds\n", report.documents_missing);
  for (const auto& [ground, cells] : report.access.withheld_by_ground)
    fmt::print("  withheld: {:>6}  {}\n", cells, ground);
  fmt::print("  portable: {} cells of {}\n  SHA-256:  {}\n", report.portability.disclosed,
             report.portability.found, report.sha256);
}

// Nothing at all can be searched when the map bears none of the kinds supplied: no answer comes of that.
void refuse_unless_searchable(const find::Sought& person, const dossier::Dossier& dossier) {
  for (const subject::Identifier& identifier : person.identifiers) {
    const auto nowhere = [&](const dossier::NotSearched& gap) {
      return gap.why == dossier::NotSearched::Why::kind_nowhere &&
             gap.field_or_link == identifier.kind.text();
    };
    if (std::none_of(dossier.not_searched.begin(), dossier.not_searched.end(), nowhere)) return;
  }
  throw base::Fault(
      base::FaultKind::refused, "identifiers",
      "no field of the map bears any of these kinds, so nothing could be searched and nothing was written; "
      "give another kind of identifier");
}

int access_command(Context& context, const Words& words) {
  const law::Library library = read_library();
  const map::Map map = load_map(context, library);
  const find::Sought person = ask_identifiers(words.identifiers, map.organisation.kinds);
  const auto ledger = open_ledger(context);
  ledger->append(
      {"access.started", {{"reference", words.reference}, {"map", map.digest}, {"law", library.digest()}}});
  const Systems systems = open_systems(map, context);
  find::Reading reading(map, systems.access_for(map), inquiry_for(person, words.reference));
  const dossier::Dossier dossier = find::find_one(map, reading, person);
  if (!context.quiet) fmt::print(stderr, "{}", dossier_as_text(map, dossier, Detail::counts));
  refuse_unless_searchable(person, dossier);
  if (exit_for(dossier) == human) {
    ledger->append({"access.stopped",
                    {{"reference", words.reference}, {"outcome", std::string(to_string(dossier.outcome))}}});
    fmt::print(stderr,
               "\nhabeas: stopped: these may be several people. Nothing was written; a human must decide who "
               "is who.\n");
    return human;
  }
  const auto report = answer::write_package(
      map, library, dossier, reading, {words.reference, context.clock.now(), words.language}, words.out);
  ledger->append({"package.written",
                  {{"reference", words.reference},
                   {"sha256", report.sha256},
                   {"found", std::to_string(report.access.found)},
                   {"disclosed", std::to_string(report.access.disclosed)},
                   {"withheld", std::to_string(report.access.withheld)}}});
  say_report(report, words);
  return exit_for(dossier);
}

}  // namespace

void add_access(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command =
      app.add_subcommand("access", "Answer an access and a portability request with a package (GDPR 15, 20)");
  command
      ->add_option("--identifiers", words->identifiers, "A file of kind=value lines, or - for standard input")
      ->required();
  command->add_option("--out", words->out, "The ZIP to write; it must not exist yet")->required();
  command->add_option("--reference", words->reference, "The request's reference; it is recorded")
      ->capture_default_str();
  command->add_option("--language", words->language, "Which language the package opens in")
      ->check(CLI::IsMember({"fr", "en"}))
      ->capture_default_str();
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return access_command(context, *words); }; });
}

}  // namespace habeas::cli

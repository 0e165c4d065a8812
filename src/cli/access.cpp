// habeas access: answers an access request and a portability request: finds, plans, writes the package.
#include <habeas/base/fault.h>
#include <habeas/base/text.h>
#include <habeas/cli/answering.h>
#include <habeas/cli/ask.h>
#include <habeas/cli/commands.h>
#include <habeas/cli/show_dossier.h>
#include <habeas/cli/systems.h>
#include <habeas/plan/purposes.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace habeas::cli {
namespace {

struct Words {
  std::string identifiers;
  std::string decisions;
  std::string out;
  std::string reference = "access";
  std::string language;  // empty: the organisation's first
  std::vector<std::string> categories;
  std::vector<std::string> systems;
};

void say_report(const answer::PackageReport& report, const Words& words) {
  fmt::print("{}: {} rows, {} cells found = {} disclosed + {} withheld; {} documents; {} bytes\n",
             base::for_terminal(words.out), report.access.rows, report.access.found, report.access.disclosed,
             report.access.withheld, report.documents, report.bytes);
  if (report.documents_missing != 0)
    fmt::print("  missing:  {} documents that a row names and no folder holds\n", report.documents_missing);
  for (const auto& [ground, cells] : report.access.withheld_by_ground)
    fmt::print("  withheld: {:>6}  {}\n", cells, ground);
  if (report.rows_overdue != 0)
    fmt::print("  overdue:  {} rows whose retention is over and that should be erased by now\n",
               report.rows_overdue);
  if (report.rows_perhaps_overdue != 0)
    fmt::print(
        "  overdue?  {} rows whose earliest end of retention is over: see when their time began to count\n",
        report.rows_perhaps_overdue);
  fmt::print("  portable: {} cells of {}\n  SHA-256:  {}\n", report.portability.disclosed,
             report.portability.found, report.sha256);
}

nlohmann::ordered_json counts_json(const plan::Counts& counts) {
  auto grounds = nlohmann::ordered_json::object();
  for (const auto& [ground, cells] : counts.withheld_by_ground) grounds[ground] = cells;
  return {{"rows", counts.rows},
          {"found", counts.found},
          {"disclosed", counts.disclosed},
          {"withheld", counts.withheld},
          {"withheld_by_ground", std::move(grounds)}};
}

// For programs: counts, digests, what was not searched; no key and no cell. Without a package, `package` is null.
std::string as_json(const Answered& answered, const Words& words) {
  nlohmann::ordered_json said = {{"outcome", to_string(answered.dossier.outcome)},
                                 {"reference", words.reference}};
  auto& package = said["package"] = nullptr;
  if (const auto& report = answered.report) {
    package = {{"path", words.out},
               {"sha256", report->sha256},
               {"bytes", report->bytes},
               {"files", report->files},
               {"documents", report->documents},
               {"documents_missing", report->documents_missing},
               {"access", counts_json(report->access)},
               {"portability", counts_json(report->portability)}};
  }
  said["not_searched"] = nlohmann::ordered_json::parse(gaps_as_json(answered.dossier));
  said["candidates"] = answered.dossier.candidates.size();
  return said.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

// The package opens in the organisation's first language, unless the call says otherwise.
std::string language_of(const map::Map& map, const Words& words) {
  return words.language.empty() ? map.organisation.languages.front() : words.language;
}

bool bears(const map::Map& map, const std::string& category) {
  for (const map::SystemMap& system : map.systems) {
    for (const map::Collection& collection : system.collections) {
      for (const map::Field& field : collection.fields) {
        if (plan::in_categories(field.data, {category})) return true;
      }
    }
  }
  return false;
}

// A name that the map does not know would silently ask for nothing.
plan::Scope scope_of(const map::Map& map, const Words& words) {
  plan::Scope scope{words.categories, {}};
  for (const std::string& category : words.categories) {
    if (!bears(map, category))
      throw base::Fault(base::FaultKind::refused, "category",
                        "no field of the map is of this category of data");
  }
  for (const std::string& name : words.systems) {
    scope.systems.emplace_back(name);
    if (!map.organisation.system(scope.systems.back()))
      throw base::Fault(base::FaultKind::refused, "system", "habeas.yaml knows no system of this name");
  }
  return scope;
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

void record(ledger::Ledger& ledger, const Answered& answered, const Words& words) {
  if (!answered.report) {
    ledger.append(
        {"access.stopped",
         {{"reference", words.reference}, {"outcome", std::string(to_string(answered.dossier.outcome))}}});
    return;
  }
  ledger.append({"package.written",
                 {{"reference", words.reference},
                  {"sha256", answered.report->sha256},
                  {"found", std::to_string(answered.report->access.found)},
                  {"disclosed", std::to_string(answered.report->access.disclosed)},
                  {"withheld", std::to_string(answered.report->access.withheld)}}});
}

int access_command(Context& context, const Words& words) {
  const law::Library library = read_library();
  const map::Map map = load_map(context, library);
  find::Sought person = ask_identifiers(words.identifiers, map.organisation.kinds);
  add_decisions(person, words.decisions, map);
  const auto ledger = open_ledger(context);
  ledger->append({"access.started",
                  {{"reference", words.reference},
                   {"map", map.digest},
                   {"law", library.digest()},
                   {"decisions", decisions_in_brief(map, person)}}});
  Systems systems = open_systems(map, context);
  const auto consider = [&](const dossier::Dossier& dossier) {
    if (!context.quiet) fmt::print(stderr, "{}", dossier_as_text(map, dossier, Detail::counts));
    refuse_unless_searchable(person, dossier);
    refuse_decisions_astray(map, dossier);
    return exit_for(dossier) != human;
  };
  const Answered answered =
      answer_person(map, library, systems, person,
                    {words.reference, context.clock.now(), language_of(map, words), scope_of(map, words)},
                    words.out, consider);
  record(*ledger, answered, words);
  if (!answered.report) {
    fmt::print(stderr,
               "\nhabeas: stopped: these may be several people. Nothing was written; a human must decide who "
               "is who (docs/finding.md, § 6).\n");
  }
  if (context.json)
    fmt::print("{}\n", as_json(answered, words));
  else if (answered.report)
    say_report(*answered.report, words);
  return exit_for(answered.dossier);
}

}  // namespace

void add_access(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command =
      app.add_subcommand("access", "Answer an access and a portability request with a package (GDPR 15, 20)");
  command
      ->add_option("--identifiers", words->identifiers, "A file of kind=value lines, or - for standard input")
      ->required();
  command->add_option("--decisions", words->decisions, "A file that says who is who (docs/finding.md, § 6)");
  command->add_option("--out", words->out, "The ZIP to write; it must not exist yet")->required();
  command->add_option("--reference", words->reference, "The request's reference; it is recorded")
      ->capture_default_str();
  command
      ->add_option("--language", words->language,
                   "Which language the package opens in; the first of habeas.yaml's without it")
      ->check(CLI::IsMember({"fr", "en"}));
  command->add_option(
      "--category", words->categories,
      "Only this category of data (contact, contact.email…), when she asked for no more; repeatable");
  command->add_option("--system", words->systems, "Only what this system holds; repeatable");
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return access_command(context, *words); }; });
}

}  // namespace habeas::cli

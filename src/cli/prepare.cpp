// habeas prepare: what must exist in a system before habeas may change it; printed first, done only when confirmed.
#include <habeas/cli/commands.h>
#include <habeas/cli/systems.h>

#include <habeas/base/digest.h>
#include <habeas/base/fault.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace habeas::cli {
namespace {

struct Words {
  std::string system;
  bool really = false;
};

int prepare_command(Context& context, const Words& words) {
  const law::Library library = read_library();
  const map::Map map = load_map(context, library);
  const map::System* system = map.organisation.system(map::SystemName(words.system));
  if (!system)
    throw base::Fault(base::FaultKind::refused, words.system, "no system of habeas.yaml has this name");
  const auto source = open_system(*system, context);
  const std::vector<std::string> statements = source->preparation();
  for (const std::string& statement : statements) fmt::print("{}\n", statement);
  if (statements.empty()) {
    fmt::print("{} is ready.\n", words.system);
    return done;
  }
  if (!words.really) {
    fmt::print(stderr, "Nothing was done. To do it: habeas prepare {} --confirm\n", words.system);
    return done;
  }
  std::string all;
  for (const std::string& statement : statements) all += statement + "\n";
  const auto ledger = open_ledger(context);
  source->prepare(ledger->warrant(base::sha256_hex(all), {"prepare.intended", {{"system", words.system}}}));
  ledger->append({"prepare.done", {{"system", words.system}}});
  fmt::print("{} is ready.\n", words.system);
  return done;
}

}  // namespace

void add_prepare(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("prepare", "What a system needs before it can be changed safely");
  command->add_option("SYSTEM", words->system, "A system of habeas.yaml")->required();
  command->add_flag("--confirm", words->really, "Do it; otherwise it is only printed");
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return prepare_command(context, *words); }; });
}

}  // namespace habeas::cli

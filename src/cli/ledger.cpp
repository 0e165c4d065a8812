// habeas ledger verify: does the record still hold together?
#include <habeas/cli/commands.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace habeas::cli {

void add_ledger(CLI::App& app, Run& chosen) {
  CLI::App* noun = app.add_subcommand("ledger", "The record of what was intended and done");
  noun->require_subcommand(1);
  noun->add_subcommand("verify", "Check that no line was changed, removed or slipped in")
      ->callback([&chosen] {
        chosen = [](Context& context) -> int {
          const ledger::Verdict verdict = ledger::verify(context.folder + "/var/ledger");
          if (context.json) {
            nlohmann::ordered_json said = {{"intact", verdict.intact}, {"events", verdict.events}};
            if (!verdict.intact) said["problem"] = verdict.problem;
            fmt::print("{}\n", said.dump(2));
            return verdict.intact ? done : problems;
          }
          if (!verdict.intact) {
            fmt::print(stderr, "habeas: the ledger was damaged: {}\n", verdict.problem);
            return problems;
          }
          fmt::print("The ledger is intact: {} events.\n", verdict.events);
          return done;
        };
      });
}

}  // namespace habeas::cli

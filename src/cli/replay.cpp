// habeas replay: after an older copy of a database came back, what was erased is erased again.
#include <habeas/cli/commands.h>
#include <habeas/cli/house.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace habeas::cli {
namespace {

int replay_command(Context& context, bool really) {
  const auto whole = open_house(context);
  const handle::Replay replay = handle::replay(*whole->house, !really);
  for (const std::string& line : replay.lines) fmt::print("  {}\n", line);
  fmt::print("{} tombstones: {} rows are there again, {} for a human\n", replay.tombstones, replay.rows_again,
             replay.for_a_human);
  if (!really && replay.rows_again != 0)
    fmt::print(stderr, "Nothing was done. To erase them again: habeas replay --confirm\n");
  if (replay.not_done != 0) return incomplete;
  return replay.for_a_human == 0 ? done : human;
}

}  // namespace

void add_replay(CLI::App& app, Run& chosen) {
  auto really = std::make_shared<bool>(false);
  CLI::App* command =
      app.add_subcommand("replay", "Erase again what a restored copy of a database brought back");
  command->add_flag("--confirm", *really, "Do it; otherwise it is only said");
  command->callback([really, &chosen] {
    chosen = [really](Context& context) { return replay_command(context, *really); };
  });
}

}  // namespace habeas::cli

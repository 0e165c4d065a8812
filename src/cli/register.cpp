// habeas register purge: what the register holds and has come to its end is destroyed (GDPR 5(1)(e)). serve does it daily.
#include <habeas/cli/commands.h>
#include <habeas/cli/house.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace habeas::cli {
namespace {

int purge_command(Context& context, handle::Purging how) {
  const auto whole = open_house(context);
  const handle::Purged purged = handle::purge(*whole->house, how);
  if (context.json) {
    const nlohmann::ordered_json said = {{"done", how == handle::Purging::for_good},
                                         {"packages", purged.packages},
                                         {"working_copies", purged.working_copies},
                                         {"request_files", purged.request_files}};
    fmt::print("{}\n", said.dump(2));
    return done;
  }
  fmt::print("packages {}, plans and what was put away {}, files of requests {}\n", purged.packages,
             purged.working_copies, purged.request_files);
  const bool some = purged.packages + purged.working_copies + purged.request_files != 0;
  if (how == handle::Purging::dry && some)
    fmt::print(stderr, "Nothing was done. To destroy them: habeas register purge --confirm\n");
  return done;
}

}  // namespace

void add_register(CLI::App& app, Run& chosen) {
  CLI::App* noun = app.add_subcommand("register", "Habeas's own records");
  noun->require_subcommand(1);
  auto really = std::make_shared<bool>(false);
  CLI::App* command = noun->add_subcommand("purge", "Destroy what has come to its end (docs/register.md)");
  command->add_flag("--confirm", *really, "Do it; otherwise it is only said");
  command->callback([really, &chosen] {
    chosen = [really](Context& context) {
      return purge_command(context, *really ? handle::Purging::for_good : handle::Purging::dry);
    };
  });
}

}  // namespace habeas::cli

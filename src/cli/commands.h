// The commands, one file each. A command adds its words to the parser and gives what to run when it is called.
#pragma once

#include <habeas/cli/context.h>

#include <functional>

namespace CLI {
class App;
}

namespace habeas::cli {

using Run = std::function<int(Context&)>;
// Adds itself below `app`; when the parser meets it, it stores its Run in `chosen`.
using Command = void (*)(CLI::App& app, Run& chosen);

void add_access(CLI::App& app, Run& chosen);
void add_check(CLI::App& app, Run& chosen);
void add_consent(CLI::App& app, Run& chosen);
void add_deadline(CLI::App& app, Run& chosen);
void add_desk(CLI::App& app, Run& chosen);
void add_find(CLI::App& app, Run& chosen);
void add_grants(CLI::App& app, Run& chosen);
void add_ledger(CLI::App& app, Run& chosen);
void add_map(CLI::App& app, Run& chosen);
void add_notice(CLI::App& app, Run& chosen);
void add_permit(CLI::App& app, Run& chosen);
void add_prepare(CLI::App& app, Run& chosen);
void add_register(CLI::App& app, Run& chosen);
void add_replay(CLI::App& app, Run& chosen);
void add_request(CLI::App& app, Run& chosen);
void add_screen(CLI::App& app, Run& chosen);
void add_serve(CLI::App& app, Run& chosen);
void add_task(CLI::App& app, Run& chosen);

inline constexpr Command commands[] = {add_access, add_check,   add_consent,  add_deadline, add_desk,
                                       add_find,   add_grants,  add_ledger,   add_map,      add_notice,
                                       add_permit, add_prepare, add_register, add_replay,   add_request,
                                       add_screen, add_serve,   add_task};

}  // namespace habeas::cli

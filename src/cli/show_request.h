// Requests, previews and runs as people and programs read them: text, or JSON with --json. What the person wrote is
// shown to whoever may run the command; it is never logged.
#pragma once

#include <habeas/cli/context.h>
#include <habeas/handle/handle.h>

namespace habeas::cli {

void show_requests(const handle::House& house, const Context& context);
// What a human must do outside before anybody may say that it is done: post letters, tell recipients.
void show_to_do(const handle::House& house, const std::string& reference);
void show_recipients(handle::House& house, const std::string& reference, const std::string& language,
                     const Context& context);
void show_request(const handle::House& house, const std::string& reference, const Context& context);
// Rows of which a human must say whose they are: keys and which fields agree, never what they hold.
void show_who(const std::string& reference, const handle::Who& who, const Context& context);
// `not_prepared`: systems that would change, and cannot before `habeas prepare SYSTEM`.
void show_preview(const std::string& reference, const handle::Preview& preview,
                  const std::vector<std::string>& not_prepared, const Context& context);
void show_run(const std::string& reference, const handle::RunReport& report, const Context& context);

}  // namespace habeas::cli

// habeas: the command line. A Fault of the world becomes one sentence and an exit code here, and nowhere below.
#include <habeas/base/fault.h>
#include <habeas/base/text.h>
#include <habeas/cli/commands.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <csignal>
#include <new>

namespace {

int run(int argc, char** argv) {
  using namespace habeas;
  cli::Context context;
  cli::Run chosen;
  CLI::App app{
      "habeas: honours every right that people have over their personal data, on an organisation's real "
      "databases."};
  app.set_version_flag("--version", "habeas " HABEAS_VERSION);
  app.add_option("--in", context.folder, "The organisation's folder, where habeas.yaml is")
      ->capture_default_str();
  app.add_flag("--json", context.json, "Answer in JSON on standard output");
  app.add_flag("--quiet", context.quiet, "No progress on standard error");
  app.require_subcommand(1);
  app.fallthrough();
  for (const cli::Command& add : cli::commands) add(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ExtrasError&) {
    // Not repeated: it may be an identifier that somebody wrote here.
    fmt::print(stderr, "habeas: more words than this command takes; --help says which\n");
    return cli::usage;
  } catch (const CLI::ParseError& problem) {
    return app.exit(problem) == 0 ? cli::done : cli::usage;
  }
  if (!chosen) {
    fmt::print(stderr, "{}\nhabeas: say which; the list above is complete\n", app.help());
    return cli::usage;
  }
  return chosen(context);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const habeas::base::Fault& fault) {
    fmt::print(stderr, "habeas: {}\n", habeas::base::for_terminal(fault.what()));
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "habeas: out of memory; nothing was changed\n");
  } catch (const std::exception& unexpected) {
    // Its text may come from a library and quote what it was given: only its kind is said.
    fmt::print(stderr, "habeas: unexpected failure ({}); nothing was changed\n", typeid(unexpected).name());
  }
  return habeas::cli::problems;
}

// habeas serve: portal, desk and API on one port. habeas desk add: who may sign in.
#include <habeas/cli/commands.h>
#include <habeas/cli/house.h>
#include <habeas/web/site.h>

#include <habeas/base/fault.h>
#include <habeas/base/file.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iostream>

namespace habeas::cli {
namespace {

struct Words {
  std::string address = "127.0.0.1";
  unsigned short port = 8321;
  std::string name;
};

web::Server* running = nullptr;  // for the signals that end it

void on_signal(int) {
  if (running) running->stop();
}

std::string staff_file(const Context& context) {
  return (std::filesystem::path(context.folder) / "var" / "desk").string();
}

// What applications show to ask the API: made once, readable by its owner only.
std::string api_key(const Context& context) {
  const std::string file = (std::filesystem::path(context.folder) / "var" / "api-key").string();
  if (!std::filesystem::exists(file)) base::write_new(file, web::random_token() + "\n");
  std::string key = read_file(file);
  key.erase(std::find_if(key.begin(), key.end(), [](char c) { return c == '\n' || c == '\r'; }), key.end());
  if (key.size() < 32)
    throw base::Fault(base::FaultKind::broken, file, "holds no key; remove it, a new one is made");
  return key;
}

int serve_command(Context& context, const Words& words) {
  const auto whole = open_house(context, fmt::format("http://{}:{}/{}", words.address, words.port, "fr"));
  web::Staff staff(staff_file(context));
  web::Site site(*whole->house, staff, api_key(context));
  web::Server server(words.address, words.port,
                     [&site](const web::Message& message) { return site(message); });
  running = &server;
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  fmt::print(
      "portal  http://{0}:{1}/\ndesk    http://{0}:{1}/fr/desk{2}\napi     http://{0}:{1}/api/permit  (key: "
      "var/api-key)\n",
      words.address, server.port(), staff.nobody() ? "  (nobody may sign in yet: habeas desk add NAME)" : "");
  std::fflush(stdout);
  server.run(2);
  running = nullptr;
  return done;
}

int add_staff_command(Context& context, const Words& words) {
  std::string password;
  fmt::print(stderr, "Password for {}, one line (12 characters at least):\n", words.name);
  std::getline(std::cin, password);
  web::Staff(staff_file(context)).set(words.name, password);
  fmt::print("{} may sign in at the desk.\n", words.name);
  return done;
}

}  // namespace

void add_serve(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("serve", "Portal, desk and API, on a local port");
  command
      ->add_option("--address", words->address, "Where to listen; anything but loopback needs TLS before it")
      ->capture_default_str();
  command->add_option("--port", words->port, "0: any free one")->capture_default_str();
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return serve_command(context, *words); }; });
}

void add_desk(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* noun = app.add_subcommand("desk", "Who may sign in at the desk");
  noun->require_subcommand(1);
  CLI::App* add = noun->add_subcommand("add", "Let somebody sign in; the password comes from standard input");
  add->add_option("NAME", words->name, "As it will be recorded beside what she decides")->required();
  add->callback([words, &chosen] {
    chosen = [words](Context& context) { return add_staff_command(context, *words); };
  });
}

}  // namespace habeas::cli

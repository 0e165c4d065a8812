// habeas serve: portal, desk and API on one port. habeas desk add, remove, list: who may sign in.
#include <habeas/cli/commands.h>
#include <habeas/cli/house.h>
#include <habeas/web/site.h>

#include <habeas/base/fault.h>
#include <habeas/base/file.h>
#include <habeas/base/text.h>

#include <fmt/format.h>

#include <termios.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

namespace habeas::cli {
namespace {

struct Words {
  std::string address = "127.0.0.1";
  unsigned short port = 8321;
  std::string public_address;
  std::string name;
};

std::string below(const Context& context, const char* name) {
  return (std::filesystem::path(context.folder) / "var" / name).string();
}

// What applications say to the API: made once, for its owner's eyes.
std::string api_key(const Context& context) {
  const std::string file = below(context, "api-key");
  if (!std::filesystem::exists(file)) base::write_new(file, web::random_token() + "\n");
  std::ifstream in(file);
  std::string key;
  std::getline(in, key);
  if (key.size() < 32)
    throw base::Fault(base::FaultKind::broken, file,
                      "a key has 32 characters at least; remove the file for a new one");
  return key;
}

// "https://rights.example.org", and nothing after it.
void check_public(const std::string& address) {
  const bool scheme = address.rfind("https://", 0) == 0 || address.rfind("http://", 0) == 0;
  if (!scheme || web::origin_of(address) != address)
    throw base::Fault(base::FaultKind::refused, "--public",
                      "an address without a path is needed, as https://rights.example.org");
}

// Destroys what has come to its end, now and every day, until the house closes.
class Daily {
 public:
  explicit Daily(handle::House& house) : thread_([this, &house] { run(house); }) {}
  ~Daily() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Daily(const Daily&) = delete;
  Daily& operator=(const Daily&) = delete;

 private:
  void run(handle::House& house) {
    std::unique_lock lock(mutex_);
    do {
      lock.unlock();
      try {
        handle::purge(house, handle::Purging::for_good);
      } catch (const std::exception& trouble) {
        fmt::print(stderr, "habeas: the register was not purged today: {}\n", trouble.what());
      }
      lock.lock();
    } while (!changed_.wait_for(lock, std::chrono::hours(24), [this] { return ending_; }));
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool ending_ = false;
  std::thread thread_;  // last: it looks at the others
};

int serve_command(Context& context, const Words& words) {
  if (!words.public_address.empty()) check_public(words.public_address);
  const auto whole = open_house(context);
  web::Staff staff(below(context, "desk"));
  web::Site site(*whole->house, staff, api_key(context));
  web::Server server(words.address, words.port,
                     [&site](const web::Message& message) { return site(message); });
  const std::string here = fmt::format("http://{}:{}", words.address, server.port());
  const std::string& written = whole->map.organisation.portal;
  whole->house->portal_link = !words.public_address.empty() ? words.public_address
                              : written.empty()             ? here
                                                            : written;
  server.stop_on_signals();
  fmt::print("portal  {0}/\ndesk    {0}/fr/desk{1}\napi     {0}/api/permit  (key in var/api-key)\n", here,
             staff.nobody() ? "  (nobody may sign in yet: habeas desk add NAME)" : "");
  std::fflush(stdout);
  const Daily daily(*whole->house);
  server.run(8);  // one works, others wait or are told to come again
  return done;
}

// One line of standard input; what is typed at a terminal is not shown there.
std::string secret_line(const std::string& prompt) {
  std::string line;
  termios shown{};
  if (!::isatty(STDIN_FILENO) || ::tcgetattr(STDIN_FILENO, &shown) != 0) {
    std::getline(std::cin, line);
    return line;
  }
  termios hidden = shown;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  fmt::print(stderr, "{}", prompt);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
  std::getline(std::cin, line);
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
  fmt::print(stderr, "\n");
  return line;
}

int add_staff_command(Context& context, const Words& words) {
  const std::string password =
      secret_line(fmt::format("Password for {}, one line (12 characters at least): ", words.name));
  web::Staff(below(context, "desk")).set(words.name, password);
  fmt::print("{} may sign in at the desk.\n", words.name);
  return done;
}

int remove_staff_command(Context& context, const Words& words) {
  web::Staff(below(context, "desk")).remove(words.name);
  fmt::print("{} may not sign in any more; what is open at the desk in this name ends.\n", words.name);
  return done;
}

int list_staff_command(Context& context) {
  for (const std::string& name : web::Staff(below(context, "desk")).names())
    fmt::print("{}\n", base::for_terminal(name));
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
  command->add_option(
      "--public", words->public_address,
      "Where people come to, when a reverse proxy stands before it: https://rights.example.org");
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
  CLI::App* remove = noun->add_subcommand("remove", "Let somebody sign in no more, from now on");
  remove->add_option("NAME", words->name, "As it was added")->required();
  remove->callback([words, &chosen] {
    chosen = [words](Context& context) { return remove_staff_command(context, *words); };
  });
  CLI::App* list = noun->add_subcommand("list", "Who may sign in");
  list->callback([&chosen] { chosen = [](Context& context) { return list_staff_command(context); }; });
}

}  // namespace habeas::cli

// habeas task: what a person must search by hand: listed, shown with what to search by, marked done with evidence.
#include <habeas/cli/commands.h>
#include <habeas/cli/systems.h>

#include <habeas/base/fault.h>
#include <habeas/base/text.h>
#include <habeas/connector/manual/task.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <set>

namespace habeas::cli {
namespace {

using base::for_terminal;

struct Words {
  std::string reference;
  std::string evidence;
  std::string note;
};

std::string state_of(const manual::Task& task, base::Date today) {
  if (task.state == manual::State::done) return "done";
  return manual::overdue(task, today) ? "OVERDUE" : "open";
}

void print(const nlohmann::ordered_json& said) {
  fmt::print("{}\n", said.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace));
}

nlohmann::ordered_json task_json(const manual::Task& task, base::Date today) {
  return {{"reference", task.reference},   {"system", task.system}, {"state", state_of(task, today)},
          {"due", base::to_iso(task.due)}, {"who", task.who},       {"purpose", task.purpose}};
}

nlohmann::ordered_json evidence_json(const manual::Task& task) {
  auto all = nlohmann::ordered_json::array();
  for (const auto& one : task.evidence)
    all.push_back({{"name", one.name.reveal()}, {"bytes", one.bytes}, {"sha256", one.sha256}});
  return all;
}

int list_command(Context& context) {
  const base::Date today = base::date_of(context.clock.now());
  const auto tasks = manual::list(task_folder(context));
  if (context.json) {
    auto all = nlohmann::ordered_json::array();
    for (const auto& task : tasks) all.push_back(task_json(task, today));
    print(all);
    return done;
  }
  if (tasks.empty()) fmt::print("No task.\n");
  for (const auto& task : tasks) {
    fmt::print("{}  {:<8} due {}  {:<12} {}  for {}\n", task.reference, state_of(task, today),
               base::to_iso(task.due), for_terminal(task.system), for_terminal(task.who),
               for_terminal(task.purpose));
  }
  return done;
}

int show_command(Context& context, const Words& words) {
  const auto task = manual::find(task_folder(context), words.reference);
  const base::Date today = base::date_of(context.clock.now());
  const auto asked = manual::identifiers(task_folder(context), task);
  const auto to_do = manual::changes(task_folder(context), task);
  if (context.json) {
    auto said = task_json(task, today);
    auto& search = said["search"] = nlohmann::ordered_json::array();
    for (const auto& [kind, value] : asked.reveal()) search.push_back({{"kind", kind}, {"value", value}});
    said["do"] = to_do.reveal();
    said["found"] = evidence_json(task);
    print(said);
    return done;
  }
  fmt::print("{}: {} {} for {}\n  state:   {}\n  due:     {}\n  who:     {}\n", task.reference,
             task.what == manual::What::change ? "change" : "search", for_terminal(task.system),
             for_terminal(task.purpose), state_of(task, today), base::to_iso(task.due),
             for_terminal(task.who));
  for (const auto& line : to_do.reveal()) fmt::print("  do:      {}\n", for_terminal(line));
  for (const auto& [kind, value] : asked.reveal())
    fmt::print("  search:  {}={}\n", for_terminal(kind), for_terminal(value));
  for (const auto& evidence : task.evidence)
    fmt::print("  found:   {} ({} bytes, SHA-256 {})\n", for_terminal(evidence.name.reveal()), evidence.bytes,
               evidence.sha256);
  if (task.state == manual::State::open) {
    fmt::print("Then: habeas task done {}{}\n", task.reference,
               task.what == manual::What::change
                   ? ""
                   : " --evidence FOLDER   (or without --evidence when nothing was found)");
  }
  return done;
}

// A list under a name that the map does not know would be kept and never read, and a task is done only once. Its name
// is not repeated: it may be somebody's.
void refuse_lists_unknown_to_the_map(const Context& context, const std::string& system,
                                     const std::string& folder) {
  const auto loaded = map::load(read_map_files(context.folder), read_library());
  const map::SystemMap* mapped = loaded.map.system(map::SystemName(system));
  if (folder.empty() || mapped == nullptr) return;
  std::set<std::string> known;
  for (const auto& collection : mapped->collections) known.insert(to_string(collection.table) + ".csv");
  for (const auto& table : mapped->not_personal) known.insert(to_string(table.table) + ".csv");
  std::error_code trouble;  // what cannot be read is said when it is copied
  for (const auto& entry : std::filesystem::directory_iterator(folder, trouble)) {
    if (entry.path().extension() != ".csv" || known.contains(entry.path().filename().string())) continue;
    throw base::Fault(
        base::FaultKind::refused, system,
        fmt::format("a CSV of the evidence is named like no table of the map, which has {}; the task "
                    "is still open",
                    fmt::join(known, ", ")));
  }
}

int done_command(Context& context, const Words& words) {
  refuse_lists_unknown_to_the_map(context, manual::find(task_folder(context), words.reference).system,
                                  words.evidence);
  const auto task = manual::complete(task_folder(context), words.reference, words.evidence,
                                     base::Personal(words.note), context.clock);
  open_ledger(context)->append({"task.done",
                                {{"task", task.reference},
                                 {"system", task.system},
                                 {"evidence", std::to_string(task.evidence.size())}}});
  if (context.json) {
    auto said = task_json(task, base::date_of(context.clock.now()));
    said["found"] = evidence_json(task);
    print(said);
    return done;
  }
  fmt::print(
      "{} is done, with {} pieces of evidence. {} is now searched: go on with the request (habeas request "
      "show says how).\n",
      task.reference, task.evidence.size(), task.system);
  return done;
}

}  // namespace

void add_task(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* noun = app.add_subcommand("task", "What a person must search by hand");
  noun->require_subcommand(1);
  noun->add_subcommand("list", "Every task, by due date")->callback([&chosen] { chosen = list_command; });
  CLI::App* show = noun->add_subcommand("show", "What to search by, and what was found");
  show->add_option("REFERENCE", words->reference)->required();
  show->callback(
      [words, &chosen] { chosen = [words](Context& context) { return show_command(context, *words); }; });
  CLI::App* finish = noun->add_subcommand("done", "Mark a task as done, with its evidence");
  finish->add_option("REFERENCE", words->reference)->required();
  finish->add_option("--evidence", words->evidence,
                     "A folder: a CSV per collection, and documents; leave it out when nothing was found");
  finish->add_option("--note", words->note, "Free words about the search; never names in them");
  finish->callback(
      [words, &chosen] { chosen = [words](Context& context) { return done_command(context, *words); }; });
}

}  // namespace habeas::cli

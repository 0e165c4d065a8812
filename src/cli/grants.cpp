// habeas grants SYSTEM: the least privileges that reading and acting need, as statements to run.
#include <habeas/cli/commands.h>
#include <habeas/cli/print.h>
#include <habeas/cli/systems.h>

#include <habeas/base/fault.h>
#include <habeas/base/text.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace habeas::cli {
namespace {

int grants_command(Context& context, const std::string& name) {
  const law::Library library = read_library();
  const map::Map map = load_map(context, library);
  const map::System* system = map.organisation.system(map::SystemName(name));
  const map::SystemMap* mapped = map.system(map::SystemName(name));
  if (system == nullptr)
    throw base::Fault(base::FaultKind::unavailable, name, "no such system in habeas.yaml");
  std::vector<relation::TableName> tables;
  if (mapped != nullptr) {
    for (const auto& collection : mapped->collections) tables.push_back(collection.table);
    for (const auto& table : mapped->not_personal) {
      if (!table.show.empty()) tables.push_back(table.table);
    }
  }
  std::sort(tables.begin(), tables.end());
  tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
  const std::string text = open_system(*system, context)->grants(tables);
  if (context.json) {
    auto statements = nlohmann::ordered_json::array();
    for (const std::string& line : lines_of(text)) {
      if (!line.starts_with('#')) statements.push_back(base::to_utf8(line));
    }
    fmt::print("{}\n", nlohmann::ordered_json({{"system", name}, {"statements", statements}}).dump(2));
    return done;
  }
  if (text.empty()) fmt::print("Nothing to grant for a system of this kind.\n");
  print_lines(text);
  return done;
}

}  // namespace

void add_grants(CLI::App& app, Run& chosen) {
  auto system = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("grants", "The least privileges a system's two roles need");
  command->add_option("SYSTEM", *system, "A system of habeas.yaml")->required();
  command->callback([system, &chosen] {
    chosen = [system](Context& context) { return grants_command(context, *system); };
  });
}

}  // namespace habeas::cli

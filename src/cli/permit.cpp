// habeas permit: may this activity use this person's data now, and why. habeas screen: the lines of a file that may.
#include <habeas/cli/ask.h>
#include <habeas/cli/commands.h>
#include <habeas/cli/house.h>
#include <habeas/handle/permission.h>

#include <habeas/base/fault.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

namespace habeas::cli {
namespace {

struct Words {
  std::string identifiers;
  std::string activity;
  std::string channel;
  std::string kind = "email";
  std::string links;
};

std::string reason_in_words(const WholeHouse& whole, const permit::Reason& reason) {
  const law::Ground* ground = whole.library.ground(reason.ground);
  const std::string language = whole.map.organisation.languages.front();
  return fmt::format("{} ({}){}{}", ground ? law::say(ground->words, language) : reason.ground,
                     law::in_words(reason.article, language),
                     reason.since ? ", since " + base::to_rfc3339(*reason.since) : std::string(),
                     reason.by.empty() ? std::string() : ", " + reason.by);
}

void print_json(const permit::Permit& permit) {
  nlohmann::ordered_json reasons = nlohmann::ordered_json::array();
  for (const permit::Reason& reason : permit.reasons) {
    reasons.push_back({{"ground", reason.ground},
                       {"article", law::to_string(reason.article)},
                       {"since", reason.since ? base::to_rfc3339(*reason.since) : ""},
                       {"by", reason.by}});
  }
  fmt::print("{}\n", nlohmann::ordered_json{{"answer", permit::to_string(permit.answer)},
                                            {"reasons", std::move(reasons)},
                                            {"as-of", base::to_rfc3339(permit.as_of)}}
                         .dump(2));
}

int permit_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  const find::Sought person = ask_identifiers(words.identifiers, whole->map.organisation.kinds);
  const permit::Permit permit =
      handle::may(*whole->house, person.identifiers, map::ActivityName(words.activity), words.channel);
  if (context.json) {
    print_json(permit);
  } else {
    fmt::print("{}\n", permit::to_string(permit.answer));
    for (const permit::Reason& reason : permit.reasons) fmt::print("  {}\n", reason_in_words(*whole, reason));
  }
  if (permit.answer == permit::Answer::allow) return done;
  return permit.answer == permit::Answer::human ? human : problems;
}

// One identifier a line on standard input; the lines that may be used, unchanged, on standard output.
int screen_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  const subject::KindName kind(words.kind);
  if (!whole->map.organisation.kinds.shape(kind))
    throw base::Fault(base::FaultKind::refused, "--kind", "no such kind of identifier in habeas.yaml");
  std::uint64_t allowed = 0;
  std::uint64_t held_back = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const std::vector<subject::Identifier> identifiers = {{kind, base::Personal<std::string>(line)}};
    const bool reads = subject::normal_form(whole->map.organisation.kinds, kind, line).has_value();
    const permit::Permit permit =
        handle::may(*whole->house, identifiers, map::ActivityName(words.activity), words.channel);
    if (!reads || permit.answer != permit::Answer::allow) {
      ++held_back;
      continue;
    }
    ++allowed;
    std::cout << line;
    if (!words.links.empty())
      std::cout << '\t' << words.links << "/stop/"
                << handle::stop_token(*whole->house, identifiers.front(), words.channel);
    std::cout << '\n';
  }
  fmt::print(stderr,
             "{} may be used, {} held back (opposed, withdrawn, frozen, without proof, or unreadable)\n",
             allowed, held_back);
  return done;
}

}  // namespace

void add_permit(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("permit", "May this activity use this person's data now, and why");
  command
      ->add_option("--identifiers", words->identifiers, "A file of kind=value lines, or - for standard input")
      ->required();
  command->add_option("--activity", words->activity, "An activity of activities.yaml")->required();
  command->add_option("--channel", words->channel,
                      "email, phone, post, sms; nothing: another use than sending");
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return permit_command(context, *words); }; });
}

void add_screen(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command =
      app.add_subcommand("screen", "Keep the lines of standard input whose person this activity may use now");
  command->add_option("--activity", words->activity, "An activity of activities.yaml")->required();
  command->add_option("--channel", words->channel, "email, phone, post, sms");
  command->add_option("--links", words->links,
                      "The portal's address: after each line, a tab and the link that stops this channel");
  command->add_option("--kind", words->kind, "What a line is")->capture_default_str();
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return screen_command(context, *words); }; });
}

}  // namespace habeas::cli

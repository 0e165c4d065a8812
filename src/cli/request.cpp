// habeas request: a request from receipt to answer, each step a command: new, list, show, identity, death, who, plan,
// approve, refuse, decide, run, answer, extend, message, files, close.
#include <habeas/cli/ask.h>
#include <habeas/cli/commands.h>
#include <habeas/cli/house.h>
#include <habeas/cli/show_request.h>
#include <habeas/handle/prepared.h>

#include <habeas/base/fault.h>
#include <habeas/base/file.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace habeas::cli {
namespace {

struct Words {
  std::string reference;
  std::string right;
  std::string identifiers;
  std::string received;
  std::string channel = "desk";
  std::string language;
  std::string by;
  std::string details;
  std::string text;
  std::string plan;
  std::string ground;
  std::string outcome;
  std::string reason;
  std::string method;
  std::string level;
  std::string out;
  std::string code;
  std::string why;
  std::string decisions;
  std::string letter;
  std::string recipient;
};
using Shared = std::shared_ptr<Words>;

std::string language_of(const handle::House& house, const Words& words) {
  return words.language.empty() ? house.map.organisation.languages.front() : words.language;
}

// What a file, or standard input, says; nothing when no file is named. Details are personal: never in arguments.
base::Personal<std::string> read_text(const std::string& from) {
  if (from.empty()) return {};
  if (from != "-") return base::Personal<std::string>(read_file(from));
  return base::Personal<std::string>(
      std::string{std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()});
}

base::Personal<handle::Details> read_details(const std::string& from) {
  handle::Details details;
  const base::Personal<std::string> text = read_text(from);
  std::string_view rest = text.reveal();
  for (int line = 1; !rest.empty(); ++line) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (one.empty() || one.front() == '#') continue;
    const std::size_t equals = one.find('=');
    if (equals == std::string_view::npos)
      throw base::Fault(base::FaultKind::refused, fmt::format("details, line {}", line), "is not name=value");
    details.emplace_back(one.substr(0, equals), one.substr(equals + 1));
  }
  return base::Personal(std::move(details));
}

int new_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::House& house = *whole->house;
  handle::Incoming incoming;
  const auto received =
      words.received.empty() ? std::optional(house.today()) : base::parse_date(words.received);
  if (!received)
    throw base::Fault(base::FaultKind::refused, "--received", "is not a date that exists (YYYY-MM-DD)");
  const auto right = law::right_named(words.right);
  if (!right)
    throw base::Fault(base::FaultKind::refused, "--right",
                      "is none of the eleven; see habeas request new --help");
  incoming.received = *received;
  incoming.channel = words.channel;
  incoming.language = language_of(house, words);
  incoming.by = words.by.empty() ? "person" : words.by;
  incoming.supplied = ask_identifiers(words.identifiers, house.map.organisation.kinds).identifiers;
  incoming.wishes = {{*right, read_details(words.details)}};
  incoming.text = read_text(words.text);
  for (const std::string& reference : handle::receive(house, incoming))
    show_request(house, reference, context);
  return done;
}

int list_command(Context& context) {
  const auto whole = open_house(context);
  show_requests(*whole->house, context);
  return done;
}

int show_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  show_request(*whole->house, words.reference, context);
  return done;
}

int code_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::send_code(*whole->house, words.reference);
  fmt::print("{}: if one person is found, a code leaves to a contact on file (var/outbox)\n",
             words.reference);
  return done;
}

int identity_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  if (words.code.empty()) {
    handle::prove_otherwise(*whole->house, words.reference, words.level, words.method, words.by);
  } else {
    std::string code = read_text(words.code).reveal();
    while (!code.empty() && (code.back() == '\n' || code.back() == ' ')) code.pop_back();
    if (!handle::prove_by_code(*whole->house, words.reference, code)) {
      fmt::print(stderr, "habeas: this code does not serve\n");
      return problems;
    }
  }
  show_request(*whole->house, words.reference, context);
  return done;
}

// What the document says is personal: in a file, like details.
int death_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::DeathProof proof;
  const base::Personal<handle::Details> said = read_details(words.details);
  for (const auto& [name, value] : said.reveal()) {
    if (name != "document" && name != "died" && name != "place")
      throw base::Fault(base::FaultKind::refused, words.reference,
                        "unknown name; a death is said by document, died and place");
    if (name == "place")
      proof.place = base::Personal<std::string>(value);
    else
      (name == "document" ? proof.document : proof.died) = value;
  }
  handle::prove_death(*whole->house, words.reference, proof, words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

// What a human says of each row, by its id: "3f…=hers" or "=anothers".
std::vector<handle::WhoDecision> read_who(const std::string& from) {
  using Says = dossier::Decision::Says;
  std::vector<handle::WhoDecision> decisions;
  const base::Personal<handle::Details> said = read_details(from);
  for (const auto& [row, value] : said.reveal()) {
    if (value != "hers" && value != "anothers")
      throw base::Fault(base::FaultKind::refused, "decisions",
                        "a row is hers or anothers: ROW=hers, ROW=anothers");
    decisions.push_back({row, value == "hers" ? Says::this_person : Says::somebody_else});
  }
  return decisions;
}

int who_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::House& house = *whole->house;
  if (!words.decisions.empty())
    handle::decide_who(house, words.reference, read_who(words.decisions), read_text(words.reason), words.by);
  const handle::Who who = handle::who_is_who(house, words.reference, language_of(house, words));
  show_who(words.reference, who, context);
  return who.must_be_said ? human : done;
}

int plan_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::House& house = *whole->house;
  const handle::Preview preview = handle::plan(house, words.reference, language_of(house, words));
  const auto unprepared =
      preview.changes_systems ? handle::not_prepared(house, words.reference) : std::vector<std::string>{};
  show_preview(words.reference, preview, unprepared, context);
  return preview.questions.empty() ? (preview.not_searched.empty() ? done : incomplete) : human;
}

int approve_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::approve(*whole->house, words.reference, words.plan, words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

int refuse_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::refuse(*whole->house, words.reference, words.ground, read_text(words.reason), words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

int decide_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::decide(*whole->house, words.reference, {words.outcome, read_text(words.reason), words.by});
  show_request(*whole->house, words.reference, context);
  return done;
}

int run_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  const handle::RunReport report = handle::run(*whole->house, words.reference);
  show_run(words.reference, report, context);
  return report.complete ? done : incomplete;
}

int answer_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  for (const std::string& name : handle::answer(*whole->house, words.reference))
    fmt::print("{}: {}\n", words.reference, name);
  show_to_do(*whole->house, words.reference);
  return done;
}

int posted_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::posted(*whole->house, words.reference, words.letter, words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

int recipients_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  show_recipients(*whole->house, words.reference, language_of(*whole->house, words), context);
  return done;
}

int told_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  if (words.reason.empty())
    handle::told(*whole->house, words.reference, words.recipient, words.by);
  else
    handle::cannot_be_told(*whole->house, words.reference, words.recipient, read_text(words.reason),
                           words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

int at_once_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::carry_out_at_once(*whole->house, words.reference);
  show_request(*whole->house, words.reference, context);
  return done;
}

int extend_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::extend(*whole->house, words.reference, read_text(words.reason).reveal(), words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

int message_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::message(*whole->house, words.reference, read_text(words.text), words.by.empty(),
                  words.by.empty() ? "person" : words.by);
  return done;
}

int clarify_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::clarify(*whole->house, words.reference, words.why, read_text(words.text), words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

int clarified_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::clarified(*whole->house, words.reference, read_text(words.text), words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

// A file of the request, written where nobody else may read it; never over another.
int fetch_command(Context& context, const Words& words) {
  namespace fs = std::filesystem;
  const auto whole = open_house(context);
  for (const store::Filed& filed : whole->people->files(words.reference)) {
    const bool ended =
        filed.expires && std::chrono::sys_days(*filed.expires) < std::chrono::sys_days(whole->house->today());
    if (ended) {
      fmt::print("{}  ended on {}\n", filed.name, base::to_iso(*filed.expires));
      continue;
    }
    if (fs::exists(words.out) && !fs::is_directory(words.out))
      throw base::Fault(base::FaultKind::refused, words.out, "is there, and is no folder");
    const fs::path path = fs::path(words.out) / filed.name;
    fs::create_directories(words.out);
    base::write_new(path.string(), filed.content.reveal());
    fmt::print("{}  SHA-256 {}\n", path.string(), filed.sha256);
  }
  return done;
}

int close_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::close(*whole->house, words.reference, words.by);
  show_request(*whole->house, words.reference, context);
  return done;
}

// One verb: its name, help, what it runs, and the options beside the reference that it takes.
struct Verb {
  const char* name;
  const char* help;
  int (*run)(Context&, const Words&);
  std::vector<const char*> options;
};

CLI::Option* add_option(CLI::App& command, const Shared& words, std::string_view name) {
  const auto add = [&](const char* flag, std::string& into, const char* help) {
    return command.add_option(flag, into, help);
  };
  if (name == "by") return add("--by", words->by, "Who does this: a name or a function")->required();
  if (name == "decisions")
    return add(
        "--decisions", words->decisions,
        "A file of lines ROW=hers or ROW=anothers, or - for standard input; nothing: only shows the rows");
  if (name == "because") return add("--reason", words->reason, "A file that says why, with --decisions");
  if (name == "plan") return add("--plan", words->plan, "The digest of the plan that was shown")->required();
  if (name == "ground") return add("--ground", words->ground, "An id of share/law/grounds.yaml")->required();
  if (name == "reason")
    return add("--reason", words->reason, "A file with the reasons, or - for standard input")->required();
  if (name == "outcome") return add("--outcome", words->outcome, "What is decided")->required();
  if (name == "level") return add("--level", words->level, "L0 to L6 (docs/requests.md)");
  if (name == "method") return add("--method", words->method, "What was seen: no document, no number");
  if (name == "details")
    return add("--details", words->details,
               "A file of lines document=, died=, place=, or - for standard input")
        ->required();
  if (name == "code") return add("--code", words->code, "A file with the code, or - for standard input");
  if (name == "who") return add("--by", words->by, "Who of the staff; nothing: the person herself");
  if (name == "why")
    return add("--why", words->why, "much-held or mandate (the clock stands), or unclear")->required();
  if (name == "text")
    return add("--text", words->text, "A file with the text, or - for standard input")->required();
  if (name == "letter")
    return add("--letter", words->letter,
               "Which letter: acknowledgement, extension, refusal… (show lists them)")
        ->required();
  if (name == "recipient") return add("--recipient", words->recipient, "Its name in habeas.yaml")->required();
  if (name == "impossible")
    return add("--impossible", words->reason,
               "A file that says why it cannot be told, or - for standard input (GDPR 19)");
  if (name == "language") return add("--language", words->language, "fr or en");
  return add("--out", words->out, "A folder for the files")->required();
}

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all = {
      {"show", "Where it stands: clock, conversation, what was done", show_command, {}},
      {"send-code", "Send a one-time code to a contact on file", code_command, {}},
      {"identity",
       "Record that identity is proven, by code or by what a human saw",
       identity_command,
       {"code", "level", "method", "who"}},
      {"death",
       "Record that a death is proven, by its own document (LIL 85)",
       death_command,
       {"details", "by"}},
      {"who",
       "Rows that may be hers or somebody else's: shows them, and records what a human says of them",
       who_command,
       {"decisions", "because", "who"}},
      {"plan", "Find, and show what would become of every cell; changes nothing", plan_command, {"language"}},
      {"approve", "Approve exactly the plan that was shown", approve_command, {"plan", "by"}},
      {"refuse",
       "Refuse, on a ground of the closed list, with reasons (GDPR 12(4))",
       refuse_command,
       {"ground", "reason", "by"}},
      {"decide",
       "Balance an objection, decide anew, end a freeze",
       decide_command,
       {"outcome", "reason", "by"}},
      {"run", "Carry out the approved plan and read everything back", run_command, {}},
      {"at-once", "A withdrawal or an objection to marketing: everything, now", at_once_command, {}},
      {"answer", "Write the letter, the package, the notices to recipients", answer_command, {}},
      {"extend",
       "Two more months, with the reason: the letter leaves now, within the first month (GDPR 12(3))",
       extend_command,
       {"reason", "by"}},
      {"message", "Add a message to the conversation", message_command, {"text", "who"}},
      {"clarify",
       "Ask what must be answered first; it goes to the contact on file",
       clarify_command,
       {"why", "text", "by"}},
      {"clarified", "Record a sufficient answer", clarified_command, {"text", "by"}},
      {"posted",
       "Record that a letter which no mail took to her was printed and posted",
       posted_command,
       {"letter", "by"}},
      {"recipients",
       "Whom you must still tell, whom it concerns, and what is true now (GDPR 19)",
       recipients_command,
       {"language"}},
      {"told",
       "Record that a recipient was told whom it concerns, or why it cannot be (GDPR 19)",
       told_command,
       {"recipient", "impossible", "by"}},
      {"fetch", "Write its letters and packages into a folder", fetch_command, {"out"}},
      {"close", "Close what is answered", close_command, {"by"}},
  };
  return all;
}

int run_verb(int (*run)(Context&, const Words&), Context& context, const Words& words) {
  try {
    return run(context, words);
  } catch (const base::Fault& fault) {
    // A refusal alone would be a dead end here.
    if (fault.detail().find("who is who") != std::string::npos)
      fmt::print(stderr, "habeas: next: habeas request who {}\n", words.reference);
    throw;
  }
}

void add_new(CLI::App& noun, const Shared& words, Run& chosen) {
  CLI::App* command = noun.add_subcommand("new", "Record a request as it was received");
  command
      ->add_option("--right", words->right,
                   "information, access, rectification, erasure, restriction, portability, objection, "
                   "automated-decision, consent, complaint, posthumous")
      ->required();
  command
      ->add_option("--identifiers", words->identifiers, "A file of kind=value lines, or - for standard input")
      ->required();
  command->add_option("--details", words->details,
                      "A file of name=value lines: what she asks (docs/requests.md)");
  command->add_option("--text", words->text, "A file with what she wrote");
  command->add_option("--received", words->received, "The day it reached us (today)");
  command->add_option("--channel", words->channel, "e-mail, letter, phone, desk")->capture_default_str();
  command->add_option("--language", words->language, "fr or en");
  command->add_option("--by", words->by, "Who of the staff records it");
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return new_command(context, *words); }; });
}

}  // namespace

void add_request(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* noun = app.add_subcommand("request", "Requests: from receipt to answer and proof");
  noun->require_subcommand(1);
  add_new(*noun, words, chosen);
  noun->add_subcommand("list", "All of them, the nearest deadline first")->callback([&chosen] {
    chosen = [](Context& context) { return list_command(context); };
  });
  for (const Verb& verb : verbs()) {
    CLI::App* command = noun->add_subcommand(verb.name, verb.help);
    command->add_option("REFERENCE", words->reference, "R-2026-000001")->required();
    for (const char* option : verb.options) add_option(*command, words, option);
    command->callback([words, &chosen, run = verb.run] {
      chosen = [words, run](Context& context) { return run_verb(run, context, *words); };
    });
  }
}

}  // namespace habeas::cli

// habeas consent: records consents as they were given, so that they can be proven (GDPR 7(1)): one person's, or a list.
#include <habeas/cli/ask.h>
#include <habeas/cli/commands.h>
#include <habeas/cli/house.h>
#include <habeas/connector/files/csv.h>
#include <habeas/handle/given.h>

#include <habeas/base/fault.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <iostream>
#include <iterator>

namespace habeas::cli {
namespace {

struct Words {
  std::string identifiers;
  std::string file;
  std::string consent;
  std::string version;
  std::string how;
  std::string at;
  std::string by;
};

// A day counts from its beginning, so that whatever came later that day comes after it; today until now.
std::optional<base::Instant> instant_of(const handle::House& house, const std::string& text) {
  if (text.empty()) return house.clock.now();
  const auto day = base::parse_date(text);
  if (!day) return std::nullopt;
  return std::min<base::Instant>(std::chrono::sys_days(*day),
                                 *day == house.today() ? house.clock.now() : base::Instant::max());
}

constexpr const char* how_to_say_a_day = "is not a day that exists (YYYY-MM-DD)";

// --- one ----------------------------------------------------------------------------------------------------------

int record_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  handle::House& house = *whole->house;
  const auto at = instant_of(house, words.at);
  if (!at) throw base::Fault(base::FaultKind::refused, "--at", how_to_say_a_day);
  const find::Sought person = ask_identifiers(words.identifiers, house.map.organisation.kinds);
  std::vector<handle::NotRecorded> problems;
  const handle::Recorded recorded = handle::record_consents(
      house, {{person.identifiers, words.consent, words.version, words.how, *at}}, words.by, problems);
  if (!problems.empty())
    throw base::Fault(base::FaultKind::refused, "consent", problems.front().why + "; nothing was recorded");
  fmt::print("{}\n", recorded.now != 0 ? "recorded" : "was recorded before; nothing was added");
  return done;
}

// --- a list -------------------------------------------------------------------------------------------------------

// The columns of a list: what a consent is, and the kinds of identifier that habeas.yaml knows.
class List {
 public:
  List(const handle::House& house, const Words& words) : house_(house), words_(words) {}

  void read(const std::string& text) {
    files::CsvFormat format;
    format.delimiter = files::guess_delimiter(text);
    files::Csv csv(format);
    const auto on_record = [&](const relation::Row& record, std::size_t line) {
      if (header_.empty())
        head(record);
      else
        body(record, line);
      return true;
    };
    auto trouble = csv.add(text, on_record);
    if (!trouble) trouble = csv.finish(on_record);
    if (trouble) problem(trouble->line, trouble->what);
  }

  const std::vector<handle::GivenConsent>& given() const { return given_; }
  std::size_t line_of(std::size_t which) const { return lines_.at(which); }
  const std::vector<std::pair<std::size_t, std::string>>& problems() const { return problems_; }

 private:
  void problem(std::size_t line, std::string why) { problems_.emplace_back(line, std::move(why)); }

  static std::string text_of(const relation::Value& value) {
    return relation::canonical_text(value).value_or("");
  }

  static bool is_ours(const std::string& name) {
    return name == "consent" || name == "version" || name == "how" || name == "at";
  }

  // A column that means nothing here is refused: nobody would notice that it was not read.
  void head(const relation::Row& record) {
    for (const relation::Value& cell : record) {
      header_.push_back(text_of(cell));
      const bool known =
          is_ours(header_.back()) || house_.map.organisation.kinds.shape(subject::KindName(header_.back()));
      if (!known)
        problem(1,
                fmt::format("column {} is neither consent, version, how nor at, nor a kind of identifier of "
                            "habeas.yaml",
                            header_.size()));
    }
  }

  void body(const relation::Row& record, std::size_t line) {
    if (record.size() != header_.size()) return problem(line, "has not as many fields as the first line");
    handle::GivenConsent one{{}, words_.consent, words_.version, words_.how, {}};
    std::string at = words_.at;
    for (std::size_t i = 0; i < record.size(); ++i) {
      const std::string text = text_of(record[i]);
      const std::string& name = header_[i];
      if (text.empty()) continue;
      if (!is_ours(name))
        one.identifiers.push_back({subject::KindName(name), base::Personal<std::string>(text)});
      else
        (name == "consent"   ? one.consent
         : name == "version" ? one.version
         : name == "how"     ? one.how
                             : at) = text;
    }
    const auto when = instant_of(house_, at);
    if (at.empty() || !when)
      return problem(line, at.empty() ? "does not say when (at)" : std::string("at ") + how_to_say_a_day);
    one.at = *when;
    given_.push_back(std::move(one));
    lines_.push_back(line);
  }

  const handle::House& house_;
  const Words& words_;
  std::vector<std::string> header_;
  std::vector<handle::GivenConsent> given_;
  std::vector<std::size_t> lines_;
  std::vector<std::pair<std::size_t, std::string>> problems_;
};

std::string read_list(const std::string& from) {
  if (from != "-") return read_file(from);
  return {std::istreambuf_iterator<char>(std::cin), {}};
}

int import_command(Context& context, const Words& words) {
  const auto whole = open_house(context);
  List list(*whole->house, words);
  list.read(read_list(words.file));
  auto problems = list.problems();
  handle::Recorded recorded;
  if (problems.empty()) {
    std::vector<handle::NotRecorded> refused;
    recorded = handle::record_consents(*whole->house, list.given(), words.by, refused);
    for (const handle::NotRecorded& one : refused) problems.emplace_back(list.line_of(one.which), one.why);
  }
  for (const auto& [line, why] : problems) fmt::print(stderr, "line {}: {}\n", line, why);
  if (!problems.empty()) {
    fmt::print(stderr, "habeas: {} line{} cannot be recorded, so nothing was\n", problems.size(),
               problems.size() == 1 ? "" : "s");
    return cli::problems;
  }
  fmt::print("{} recorded, {} recorded before\n", recorded.now, recorded.before);
  return done;
}

void add_what(CLI::App& command, const std::shared_ptr<Words>& words) {
  command.add_option("--consent", words->consent, "Its name in activities.yaml (basis: {consent: NAME})");
  command.add_option("--version", words->version, "Which version of the text she saw");
  command.add_option("--how", words->how, "How it was given: box ticked in the newsletter form");
  command.add_option("--by", words->by, "Who records it: a name or a function")->required();
}

}  // namespace

void add_consent(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* noun = app.add_subcommand("consent", "Consents, recorded so that they can be proven (GDPR 7(1))");
  noun->require_subcommand(1);
  CLI::App* record = noun->add_subcommand("record", "Record a consent that one person gave");
  record
      ->add_option("--identifiers", words->identifiers, "A file of kind=value lines, or - for standard input")
      ->required();
  add_what(*record, words);
  record->add_option("--at", words->at, "The day it was given, YYYY-MM-DD (now)");
  record->callback(
      [words, &chosen] { chosen = [words](Context& context) { return record_command(context, *words); }; });
  CLI::App* import =
      noun->add_subcommand("import", "Record the consents of a CSV file: all of them, or none");
  import->add_option("FILE", words->file, "Columns: a kind of identifier, consent, version, how, at; or -")
      ->required();
  add_what(*import, words);
  import->add_option("--at", words->at, "The day, where the file has no column for it");
  import->callback(
      [words, &chosen] { chosen = [words](Context& context) { return import_command(context, *words); }; });
}

}  // namespace habeas::cli

// habeas notice: what people are told (GDPR 12-14; LIL 48): complete, or not at all.
#include <habeas/answer/letter.h>
#include <habeas/cli/commands.h>

#include <habeas/base/fault.h>
#include <habeas/base/file.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace habeas::cli {
namespace {

struct Words {
  std::string audience;
  std::string language;
  std::string out;
};

int notice_command(Context& context, const Words& words) {
  const law::Library library = read_library();
  const map::Map map = load_map(context, library);
  const plan::Notice notice = plan::notice(map, library, map::RoleName(words.audience));
  for (const plan::MissingItem& missing : notice.missing) {
    fmt::print(stderr, "{}: {}{}\n", law::to_string(missing.article),
               missing.activity.empty() ? "" : missing.activity + ": ", missing.what);
  }
  if (!notice.missing.empty()) {
    fmt::print(stderr, "The notice is blocked: {} item{} missing. Nothing was written.\n",
               notice.missing.size(), notice.missing.size() == 1 ? " is" : "s are");
    return problems;
  }
  const std::string language = words.language.empty() ? map.organisation.languages.front() : words.language;
  const answer::Letter page = answer::notice_page(notice, language, map, library);
  if (words.out.empty()) {
    fmt::print("{}\n", page.text.reveal());
    return done;
  }
  base::write_new(words.out, page.html.reveal());
  open_ledger(context)->append(
      {"notice.written", {{"audience", words.audience}, {"version", notice.version}}});
  fmt::print("{}: version {}\n", words.out, notice.version.substr(0, 16));
  return done;
}

}  // namespace

void add_notice(CLI::App& app, Run& chosen) {
  auto words = std::make_shared<Words>();
  CLI::App* command = app.add_subcommand("notice", "What one audience is told about its data (GDPR 13, 14)");
  command->add_option("AUDIENCE", words->audience, "A category of people: customer")->required();
  command->add_option("--language", words->language, "fr or en");
  command->add_option("--out", words->out, "Write a page (HTML) instead of text");
  command->callback(
      [words, &chosen] { chosen = [words](Context& context) { return notice_command(context, *words); }; });
}

}  // namespace habeas::cli

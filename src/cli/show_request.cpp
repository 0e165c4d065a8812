#include <habeas/cli/show_request.h>

#include <habeas/base/fault.h>
#include <habeas/base/text.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <map>

namespace habeas::cli {
namespace {

using nlohmann::ordered_json;

int days_left(const handle::House& house, base::Date due) {
  return static_cast<int>((std::chrono::sys_days(due) - std::chrono::sys_days(house.today())).count());
}

std::string left_in_words(int days) {
  if (days < 0) return fmt::format("{} day{} late", -days, days == -1 ? "" : "s");
  return fmt::format("{} day{} left", days, days == 1 ? "" : "s");
}

ordered_json as_json(const handle::House& house, const request::Request& request) {
  const law::Deadline deadline = request::deadline(request, house.rules());
  ordered_json events = ordered_json::array();
  for (const request::Event& event : request.events) {
    ordered_json one = {
        {"at", base::to_rfc3339(event.at)}, {"what", request::to_string(event.what)}, {"by", event.by}};
    for (const auto& [key, value] : event.facts) one["facts"][key] = value;
    events.push_back(std::move(one));
  }
  return {{"reference", request.reference},
          {"right", law::to_string(request.right)},
          {"state", request::to_string(request.state)},
          {"received", base::to_iso(request.course.received)},
          {"due", base::to_iso(deadline.in_force)},
          {"work-to", base::to_iso(deadline.safe)},
          {"identity", request.identity_proven ? request.identity_level : ""},
          {"plan", request.plan},
          {"to-post", request::letters_to_post(request)},
          {"to-tell", handle::recipients_waiting(request)},
          {"events", std::move(events)}};
}

void print_event(const request::Event& event) {
  fmt::print("  {}  {:<20} {}", base::to_rfc3339(event.at), request::to_string(event.what), event.by);
  for (const auto& [key, value] : event.facts) fmt::print("  {}={}", key, value);
  fmt::print("\n");
}

request::Request known(const handle::House& house, const std::string& reference) {
  auto request = house.people.request(reference, house.rules());
  if (!request)
    throw base::Fault(base::FaultKind::refused, reference, "there is no request with this reference");
  return std::move(*request);
}

std::string until_of(const handle::PreviewLine& line) {
  if (!line.until) return {};
  const std::string first = base::to_iso(*line.until);
  if (line.until == line.until_last) return ", until " + first;
  return ", until " + first + " to " + base::to_iso(*line.until_last);
}

// What changes or is kept, a line each; what nobody touches, one line for each reason.
void print_fates(const handle::Preview& preview) {
  std::map<std::string, std::uint64_t> untouched;
  for (const handle::PreviewLine& line : preview.lines) {
    const std::string why = line.ground + (line.law.empty() ? "" : " (" + line.law + ")");
    if (line.fate == plan::Fate::untouched) {
      untouched[why] += line.cells;
      continue;
    }
    fmt::print("  {:<9} {:>5} cells in {:>4} row{}  {} / {}: {}{}\n", plan::to_string(line.fate), line.cells,
               line.rows, line.rows == 1 ? " " : "s", base::to_utf8(line.system),
               base::to_utf8(line.collection), why, until_of(line));
  }
  for (const auto& [why, cells] : untouched) fmt::print("  untouched {:>5} cells: {}\n", cells, why);
}

// Kept data is not moved anywhere: who else reads the system must ask.
void print_kept(const handle::Preview& preview) {
  const bool some = std::any_of(preview.lines.begin(), preview.lines.end(), [](const auto& line) {
    return line.fate == plan::Fate::keep || line.fate == plan::Fate::archive;
  });
  if (!some) return;
  fmt::print(
      "  what is kept stays where it is. That it serves nothing else is honoured by applications that ask\n"
      "  habeas permit, screen or the API; others still see it\n");
}

// Of a system that failed nothing is counted: why it failed is what there is to say.
std::string counts_of(const act::Outcome& one) {
  using Kind = act::Outcome::Kind;
  const std::string why = one.why.empty() ? "" : ": " + one.why;
  if (one.kind == Kind::failed || one.kind == Kind::moved) return one.why;
  return fmt::format("{} rows removed, {} changed, {} cells, {} documents{}", one.rows_removed,
                     one.rows_changed, one.cells_changed, one.documents_removed, why);
}

// Each kind of finding in each column once, with how often.
void print_findings(const verify::Report& report) {
  std::map<std::string, std::uint64_t> found;
  for (const verify::Finding& finding : report.findings) {
    found[fmt::format("{} {}.{} {} {}", verify::to_string(finding.kind), finding.system.text(),
                      finding.collection.text(), finding.column, finding.why)] += finding.count;
  }
  for (const auto& [what, times] : found) fmt::print("    {}x {}\n", times, what);
}

std::string listed(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

}  // namespace

void show_who(const std::string& reference, const handle::Who& who, const Context& context) {
  if (context.json) {
    ordered_json rows = ordered_json::array();
    for (const handle::WhoRow& row : who.rows) {
      rows.push_back({{"row", row.id},
                      {"system", row.system},
                      {"collection", row.collection},
                      {"key", row.key.reveal()},
                      {"why", row.why},
                      {"same", row.same},
                      {"different", row.different},
                      {"silent", row.silent}});
    }
    fmt::print(
        "{}\n",
        ordered_json{{"reference", reference}, {"must-be-said", who.must_be_said}, {"rows", std::move(rows)}}
            .dump(2));
    return;
  }
  fmt::print("{}: {}\n", reference,
             who.must_be_said ? "a human must say of these rows whose they are" : "nothing is in doubt");
  for (const handle::WhoRow& row : who.rows) {
    fmt::print("  {}  {} / {}, key {}: {}\n", row.id, base::for_terminal(row.system),
               base::for_terminal(row.collection), base::for_terminal(row.key.reveal()), row.why);
    if (!row.same.empty()) fmt::print("      the same: {}\n", base::for_terminal(listed(row.same)));
    if (!row.different.empty())
      fmt::print("      different: {}\n", base::for_terminal(listed(row.different)));
    if (!row.silent.empty()) fmt::print("      says nothing: {}\n", base::for_terminal(listed(row.silent)));
  }
  if (!who.rows.empty())
    fmt::print(
        "Write a line for each, {}=hers or {}=anothers, into a file; then:\n"
        "  habeas request who {} --decisions FILE --reason FILE --by NAME\n",
        who.rows.front().id, who.rows.front().id, reference);
}

void show_requests(const handle::House& house, const Context& context) {
  std::vector<request::Request> all;
  for (const std::string& reference : house.people.references()) all.push_back(known(house, reference));
  const auto due = [&](const request::Request& one) {
    return std::chrono::sys_days(request::deadline(one, house.rules()).in_force);
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const request::Request& a, const request::Request& b) { return due(a) < due(b); });
  if (context.json) {
    ordered_json list = ordered_json::array();
    for (const request::Request& one : all) list.push_back(as_json(house, one));
    fmt::print("{}\n", list.dump(2));
    return;
  }
  if (all.empty()) fmt::print("No request.\n");
  for (const request::Request& one : all) {
    const base::Date date = request::deadline(one, house.rules()).in_force;
    const bool over = one.state == request::State::closed || one.state == request::State::answered;
    fmt::print("{}  {:<18} {:<16} due {}  {}\n", one.reference, law::to_string(one.right),
               request::to_string(one.state), base::to_iso(date),
               over ? std::string() : left_in_words(days_left(house, date)));
  }
}

void show_request(const handle::House& house, const std::string& reference, const Context& context) {
  const request::Request request = known(house, reference);
  if (context.json) {
    fmt::print("{}\n", as_json(house, request).dump(2));
    return;
  }
  const law::Deadline deadline = request::deadline(request, house.rules());
  fmt::print("{}  {}  {}\n  received {}, due {} ({}), work to {}\n", request.reference,
             law::to_string(request.right), request::to_string(request.state),
             base::to_iso(request.course.received), base::to_iso(deadline.in_force),
             left_in_words(days_left(house, deadline.in_force)), base::to_iso(deadline.safe));
  if (deadline.waiting) fmt::print("  the clock stands: we wait for the person\n");
  for (const request::Event& event : request.events) print_event(event);
  show_to_do(house, reference);
}

void show_to_do(const handle::House& house, const std::string& reference) {
  const request::Request request = known(house, reference);
  for (const std::string& letter : request::letters_to_post(request))
    fmt::print(
        "  NOT SENT: no mail takes {0} to this person. Print {0}.html (habeas request fetch {1}) and post "
        "it, then: habeas request posted {1} --letter {0} --by NAME\n",
        letter, reference);
  for (const std::string& recipient : handle::recipients_waiting(request))
    fmt::print(
        "  to tell:  {0} (habeas request recipients {1}), then: habeas request told {1} --recipient {0} "
        "--by NAME\n",
        recipient, reference);
}

void show_recipients(handle::House& house, const std::string& reference, const std::string& language,
                     const Context& context) {
  const auto tasks = handle::recipients_to_tell(house, reference, language);
  const auto pairs = [](const base::Personal<handle::Details>& said) {
    ordered_json all = ordered_json::array();
    for (const auto& [name, value] : said.reveal()) all.push_back({{"name", name}, {"value", value}});
    return all;
  };
  if (context.json) {
    ordered_json all = ordered_json::array();
    for (const handle::ToTell& task : tasks)
      all.push_back({{"recipient", task.recipient},
                     {"name", task.display},
                     {"mail", task.mail},
                     {"act", task.act},
                     {"received-for", task.activities},
                     {"who", pairs(task.who)},
                     {"true-now", pairs(task.corrected)}});
    fmt::print("{}\n", all.dump(2));
    return;
  }
  if (tasks.empty()) fmt::print("{}: no recipient waits to be told.\n", reference);
  for (const handle::ToTell& task : tasks) {
    fmt::print("{}: tell {} by the way agreed with it ({})\n  do:       {}; they received it for: {}\n",
               task.recipient, base::for_terminal(task.display),
               task.mail.empty() ? "no mail was written to it"
                                 : "a mail that names nobody went to " + base::for_terminal(task.mail),
               task.act, base::for_terminal(task.activities));
    for (const auto& [name, value] : task.who.reveal())
      fmt::print("  who:      {}={}\n", base::for_terminal(name), base::for_terminal(value));
    for (const auto& [name, value] : task.corrected.reveal())
      fmt::print("  true now: {}={}\n", base::for_terminal(name), base::for_terminal(value));
  }
}

void show_preview(const std::string& reference, const handle::Preview& preview,
                  const std::vector<std::string>& not_prepared, const Context& context) {
  if (context.json) {
    ordered_json lines = ordered_json::array();
    for (const handle::PreviewLine& line : preview.lines) {
      lines.push_back({{"system", line.system},
                       {"collection", line.collection},
                       {"fate", plan::to_string(line.fate)},
                       {"rows", line.rows},
                       {"cells", line.cells},
                       {"ground", line.ground},
                       {"law", line.law},
                       {"until", line.until ? base::to_iso(*line.until) : ""},
                       {"until_last", line.until_last ? base::to_iso(*line.until_last) : ""}});
    }
    fmt::print("{}\n", ordered_json{{"reference", reference},
                                    {"plan", preview.digest},
                                    {"lines", std::move(lines)},
                                    {"questions", preview.questions},
                                    {"not-searched", preview.not_searched},
                                    {"not-prepared", not_prepared}}
                           .dump(2));
    return;
  }
  fmt::print("{}: this is what would happen. Nothing has changed.\n", reference);
  print_fates(preview);
  for (const handle::Difference& one : preview.differences) {
    fmt::print("  {}:\n    - {}\n    + {}\n", base::for_terminal(one.where),
               base::for_terminal(one.before.reveal()), base::for_terminal(one.after.reveal()));
  }
  print_kept(preview);
  for (const std::string& gap : preview.not_searched) fmt::print("  not searched: {}\n", gap);
  for (const handle::Said& one : preview.said)
    fmt::print("  {}: {}\n", one.what, base::for_terminal(one.words.reveal()));
  for (const std::string& question : preview.questions) fmt::print("  a human decides: {}\n", question);
  for (const std::string& system : not_prepared)
    fmt::print("  not prepared: {}: before it can be changed: habeas prepare {} --confirm\n", system, system);
  fmt::print("  plan {}\n", preview.digest);
  if (preview.questions.empty())
    fmt::print("  to go on: habeas request approve {} --plan {} --by NAME\n", reference, preview.digest);
  else
    fmt::print("  nothing can be approved before that is settled; then: habeas request plan {}\n", reference);
}

void show_run(const std::string& reference, const handle::RunReport& report, const Context& context) {
  if (context.json) {
    ordered_json outcomes = ordered_json::array();
    for (const act::Outcome& one : report.outcomes) {
      outcomes.push_back({{"system", one.system.text()},
                          {"how", act::to_string(one.kind)},
                          {"removed", one.rows_removed},
                          {"changed", one.rows_changed},
                          {"cells", one.cells_changed},
                          {"documents", one.documents_removed},
                          {"why", one.why}});
    }
    fmt::print("{}\n", ordered_json{{"reference", reference},
                                    {"complete", report.complete},
                                    {"outcomes", std::move(outcomes)},
                                    {"verified-rows", report.verified.rows_checked},
                                    {"findings", report.verified.findings.size()}}
                           .dump(2));
    return;
  }
  for (const act::Outcome& one : report.outcomes) {
    fmt::print("  {:<12} {:<14} {}\n", one.system.text(), act::to_string(one.kind), counts_of(one));
  }
  if (!report.outcomes.empty())
    fmt::print("  read back: {} rows, {} cells, {} links, {} columns searched: {}\n",
               report.verified.rows_checked, report.verified.cells_checked, report.verified.links_probed,
               report.verified.columns_searched,
               report.verified.kept() ? "the promise was kept" : "NOT kept");
  print_findings(report.verified);
  fmt::print("{}: {}\n", reference,
             report.complete ? "done" : "not complete; run it again when the cause is mended");
}

}  // namespace habeas::cli

#include "story.h"

#include <habeas/base/fault.h>
#include <habeas/connector/sqlite/sqlite.h>
#include <habeas/handle/handle.h>
#include <habeas/handle/permission.h>
#include <habeas/support/folder.h>
#include <habeas/support/law.h>
#include <habeas/support/letters.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace habeas::cases {
namespace {

using base::Node;
using base::Personal;
using testing::HasSubstr;

std::string text_of(const Node& node, std::string_view key) {
  const Node* found = node.find(key);
  return found ? found->text : std::string();
}

// A single text, or a list of them.
std::vector<std::string> texts_of(const Node& node) {
  if (node.kind != Node::Kind::list) return {node.text};
  std::vector<std::string> texts;
  for (const Node& item : node.items) texts.push_back(item.text);
  return texts;
}

// Noon of the day of the story, and a minute more with each step.
class Day final : public base::Clock {
 public:
  explicit Day(const std::string& day) { go_to(day); }
  base::Instant now() const override { return at_; }
  // "2026-03-31", or with an hour in UTC: "2026-03-31T23:30".
  void go_to(const std::string& when) {
    at_ = std::chrono::sys_days(base::parse_date(when.substr(0, 10)).value());
    const bool hour = when.size() == 16;
    at_ += hour ? std::chrono::minutes(60 * std::stoi(when.substr(11, 2)) + std::stoi(when.substr(14, 2)))
                : std::chrono::minutes(12 * 60);
  }
  void pass() { at_ += std::chrono::minutes(1); }

 private:
  base::Instant at_;
};

class Story {
 public:
  explicit Story(const LawCase& law_case)
      : case_(law_case), clock_(law_case.text({"request", "at"})), map_(map_of(law_case, law_)) {
    make_systems(law_case, folder_.path().string());
    const handle::Systems systems = open();
    for (const auto& source : systems.sources) {
      if (!source->preparation().empty())
        source->prepare(ledger_->warrant("prepare", {"prepare.intended", {{"system", source->system()}}}));
    }
  }

  void play() {
    for (const Node& step : case_.at({"story"})->items) {
      SCOPED_TRACE("line " + std::to_string(step.place.line));
      clock_.pass();
      if (const std::string day = text_of(step, "on"); !day.empty()) clock_.go_to(day);
      take(step);
      if (const Node* then = step.find("then")) check(*then);
    }
    EXPECT_TRUE(ledger::verify(folder_.file("ledger")).intact);
  }

 private:
  // --- what people do ---

  void take(const Node& step) {
    const std::string rule = text_of(step, "refused");
    if (rule.empty()) return act(step);
    try {
      act(step);
      ADD_FAILURE() << "this was not refused: " << rule;
    } catch (const base::Fault& fault) {
      EXPECT_THAT(std::string(fault.what()), HasSubstr(rule));
    }
  }

  void act(const Node& step) {
    using Act = void (Story::*)(const Node&);
    static const std::pair<const char*, Act> acts[] = {
        {"asks", &Story::ask},         {"proves", &Story::prove},   {"decides", &Story::decide},
        {"refuses", &Story::refuse},   {"plans", &Story::plan},     {"carries-out", &Story::carry_out},
        {"at-once", &Story::at_once},  {"answers", &Story::answer}, {"records", &Story::record},
        {"says-who", &Story::say_who}, {"writes", &Story::write},   {"copies", &Story::copy},
        {"restores", &Story::restore}, {"replays", &Story::replay}, {"withdraws", &Story::withdraw},
        {"closes", &Story::close},     {"purges", &Story::purge},   {"extends", &Story::extend},
        {"approves", &Story::approve}, {"runs", &Story::run},       {"tells", &Story::tell},
        {"posts", &Story::post},       {"informs", &Story::inform}, {"clarifies", &Story::clarify},
    };
    if (const std::string name = text_of(step, "of"); !name.empty()) reference_ = named_.at(name);
    if (const std::string name = text_of(step, "follows"); !name.empty()) follow(named_.at(name));
    for (const auto& [verb, does] : acts) {
      if (step.find(verb)) return (this->*does)(step);
    }
    if (!step.find("then")) throw std::runtime_error("a step that says nothing: " + case_.file);
  }

  void ask(const Node& step) {
    handle::Incoming incoming;
    incoming.received = house_.today();
    incoming.channel = step.find("channel") ? text_of(step, "channel") : "letter";
    if (const std::string who = text_of(step, "by"); !who.empty()) incoming.by = who;
    const Node* hers =
        step.find("identifiers") ? step.find("identifiers") : case_.at({"request", "identifiers"});
    for (const auto& [kind, value] : hers->entries)
      incoming.supplied.push_back({subject::KindName(kind.text), Personal<std::string>(value.text)});
    handle::Details details;
    if (const Node* said = step.find("details")) {
      for (const auto& [name, value] : said->entries) {
        for (const std::string& text : texts_of(value))
          details.emplace_back(name.text, named_.count(text) ? named_.at(text) : text);
      }
    }
    incoming.wishes.push_back(
        {law::right_named(text_of(step, "asks")).value(), Personal(std::move(details))});
    reference_ = handle::receive(house_, incoming).front();
    if (const std::string name = text_of(step, "as"); !name.empty()) named_[name] = reference_;
  }

  // The request that another one opened by itself.
  void follow(const std::string& first) {
    for (const std::string& reference : people_->references()) {
      for (const auto& [name, value] : people_->details(reference).reveal())
        if (name == "follows" && value == first) reference_ = reference;
    }
    EXPECT_NE(reference_, first) << "no request follows";
  }

  void prove(const Node& step) {
    const std::string how = text_of(step, "proves");
    if (how == "death")
      return handle::prove_death(
          house_, reference_,
          {text_of(step, "document"), text_of(step, "died"), Personal<std::string>(text_of(step, "place"))},
          text_of(step, "by"));
    if (how != "code")
      return handle::prove_otherwise(house_, reference_, how, text_of(step, "method"), text_of(step, "by"));
    handle::send_code(house_, reference_);
    EXPECT_TRUE(
        handle::prove_by_code(house_, reference_, support::code_in(folder_.file("outbox"), reference_)));
  }

  void decide(const Node& step) {
    handle::decide(
        house_, reference_,
        {text_of(step, "decides"), Personal<std::string>(text_of(step, "reasons")), text_of(step, "by")});
  }

  void refuse(const Node& step) {
    handle::refuse(house_, reference_, text_of(step, "refuses"),
                   Personal<std::string>(text_of(step, "reasons")), text_of(step, "by"));
  }

  void plan(const Node&) { questions_ = handle::plan(house_, reference_, "fr").questions; }

  void tell(const Node& step) {
    handle::message(house_, reference_, Personal<std::string>(text_of(step, "tells")), false,
                    text_of(step, "by"));
  }
  void withdraw(const Node&) { handle::withdraw(house_, reference_); }
  void close(const Node& step) { handle::close(house_, reference_, text_of(step, "by")); }
  // A dry run says the same, and does nothing.
  void purge(const Node&) {
    const handle::Purged would = handle::purge(house_, handle::Purging::dry);
    const handle::Purged again = handle::purge(house_, handle::Purging::dry);
    const handle::Purged done = handle::purge(house_, handle::Purging::for_good);
    EXPECT_EQ(would.packages + would.working_copies + would.request_files,
              done.packages + done.working_copies + done.request_files);
    EXPECT_EQ(would.packages, again.packages);
  }

  void post(const Node& step) {
    handle::posted(house_, reference_, text_of(step, "posts"), text_of(step, "by"));
  }

  // A recipient is told whom it concerns; or, with reasons, cannot be.
  void inform(const Node& step) {
    const std::string recipient = text_of(step, "informs");
    const std::string reasons = text_of(step, "reasons");
    if (reasons.empty()) return handle::told(house_, reference_, recipient, text_of(step, "by"));
    handle::cannot_be_told(house_, reference_, recipient, Personal<std::string>(reasons),
                           text_of(step, "by"));
  }

  void clarify(const Node& step) {
    handle::clarify(house_, reference_, text_of(step, "why"),
                    Personal<std::string>(text_of(step, "clarifies")), text_of(step, "by"));
  }

  void extend(const Node& step) {
    handle::extend(house_, reference_, text_of(step, "extends"), text_of(step, "by"));
  }

  void approve(const Node& step) {
    const handle::Preview preview = handle::plan(house_, reference_, "fr");
    EXPECT_THAT(preview.questions, testing::IsEmpty());
    handle::approve(house_, reference_, preview.digest, text_of(step, "by"));
  }
  void run(const Node&) { handle::run(house_, reference_); }

  void carry_out(const Node& step) {
    approve(step);
    const handle::RunReport report = handle::run(house_, reference_);
    EXPECT_TRUE(report.complete);
    EXPECT_TRUE(report.verified.findings.empty());
  }

  // Of every row and identifier that a human is asked about.
  void say_who(const Node& step) {
    const bool hers = text_of(step, "says-who") == "hers";
    const handle::Who who = handle::who_is_who(house_, reference_, "fr");
    EXPECT_TRUE(who.must_be_said);
    std::vector<handle::WhoDecision> decisions;
    for (const handle::WhoRow& row : who.rows)
      decisions.push_back(
          {row.id, hers ? dossier::Decision::Says::this_person : dossier::Decision::Says::somebody_else});
    handle::decide_who(house_, reference_, decisions, Personal<std::string>(text_of(step, "reasons")),
                       text_of(step, "by"));
  }

  // What the organisation's own programs write meanwhile.
  void write(const Node& step) {
    for (const auto& [system, sql] : step.find("writes")->entries) {
      const std::string trouble = run_on_database(folder_.file(system.text + ".db"), sql.text);
      EXPECT_EQ(trouble, "") << system.text;
    }
  }

  void copy(const Node& step) { copy_systems(".db", "." + text_of(step, "copies")); }
  void restore(const Node& step) { copy_systems("." + text_of(step, "restores"), ".db"); }
  void copy_systems(const std::string& from, const std::string& to) {
    for (const map::System& system : map_.organisation.systems)
      std::filesystem::copy_file(folder_.file(system.name.text() + from),
                                 folder_.file(system.name.text() + to),
                                 std::filesystem::copy_options::overwrite_existing);
  }

  void replay(const Node& step) {
    const handle::Replay replay = handle::replay(house_, false);
    const Node& said = *step.find("replays");
    EXPECT_EQ(std::to_string(replay.rows_again), text_of(said, "again"));
    EXPECT_EQ(std::to_string(replay.for_a_human), text_of(said, "human"));
    EXPECT_EQ(replay.not_done, 0u);
  }

  void at_once(const Node&) { handle::carry_out_at_once(house_, reference_); }
  void answer(const Node&) { handle::answer(house_, reference_); }

  // What the organisation's own form recorded before the story: a consent, with the text that was shown (GDPR 7(1)).
  void record(const Node& step) {
    const auto what = standing::what_named(text_of(step, "records"));
    std::vector<subject::Identifier> hers;
    for (const auto& [kind, value] : case_.at({"request", "identifiers"})->entries)
      hers.push_back({subject::KindName(kind.text), Personal<std::string>(value.text)});
    auto people = people_->people_with(hers);
    if (people.empty()) people.push_back(people_->add_person());
    for (const subject::Identifier& identifier : hers) people_->prove(people.front(), identifier, "form");
    standing::Entry entry;
    entry.what = what.value();
    entry.at = clock_.now();
    entry.by = "form";
    entry.consent = text_of(step, "consent");
    entry.version = text_of(step, "version");
    entry.how = text_of(step, "how");
    const auto now = standing::at(people_->entries(people.front()), clock_.now());
    const auto may = standing::may_follow(map_, now, entry);
    if (!may) throw base::Fault(base::FaultKind::refused, "form", may.error());
    people_->add_entry(people.front(), entry);
  }

  // --- what must follow ---

  void check(const Node& then) {
    const auto request = house_.people.request(reference_, house_.rules());
    if (request) {  // there is none yet while a form records
      check_text(then, "state", std::string(request::to_string(request->state)));
      check_text(then, "due", base::to_iso(request::deadline(*request, house_.rules()).in_force));
    }
    if (const Node* may = then.find("may")) check_permits(*may);
    if (const Node* letters = then.find("letter")) check_letters(*letters, true);
    if (const Node* letters = then.find("letter_without")) check_letters(*letters, false);
    if (const Node* mails = then.find("mail")) check_mails(*mails, true);
    if (const Node* mails = then.find("mail_without")) check_mails(*mails, false);
    if (const Node* mails = then.find("no_mail")) check_no_mails(texts_of(*mails));
    if (const Node* letters = then.find("to_post")) {
      EXPECT_EQ(request::letters_to_post(*request), texts_of(*letters));
    }
    if (const Node* tasks = then.find("to_tell")) check_to_tell(texts_of(*tasks));
    if (const Node* there = then.find("holds")) check_held(texts_of(*there));
    if (then.find("approved_by")) check_text(then, "approved_by", request->approved_by);
    if (const Node* rows = then.find("rows")) check_rows(*rows);
    if (const Node* questions = then.find("questions")) check_questions(texts_of(*questions));
    const Node* told = then.find("told");
    if (told == nullptr) return;
    EXPECT_EQ(request->recipients_told, texts_of(*told));
  }

  // Each of the last plan's questions holds the text; there are no others.
  void check_questions(const std::vector<std::string>& wanted) {
    ASSERT_EQ(questions_.size(), wanted.size()) << testing::PrintToString(questions_);
    for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_THAT(questions_[i], HasSubstr(wanted[i]));
  }

  static void check_text(const Node& then, std::string_view key, const std::string& is) {
    const Node* wanted = then.find(key);
    if (wanted == nullptr) return;
    EXPECT_EQ(is, wanted->text) << key;
  }

  // "newsletter", or "newsletter by email".
  void check_permits(const Node& permits) {
    std::vector<subject::Identifier> hers;
    for (const auto& [kind, value] : case_.at({"request", "identifiers"})->entries)
      hers.push_back({subject::KindName(kind.text), Personal<std::string>(value.text)});
    for (const auto& [use, answer] : permits.entries) {
      const std::size_t by = use.text.find(" by ");
      const std::string channel = by == std::string::npos ? "" : use.text.substr(by + 4);
      const permit::Permit permit =
          handle::may(house_, hers, map::ActivityName(use.text.substr(0, by)), channel);
      EXPECT_EQ(permit::to_string(permit.answer), answer.text) << use.text;
    }
  }

  void check_letters(const Node& letters, bool must_hold) {
    for (const auto& [name, wanted] : letters.entries) {
      const std::string written = letter(name.text);
      EXPECT_NE(written, "") << "no letter " << name.text;
      for (const std::string& text : texts_of(wanted)) {
        EXPECT_EQ(written.find(text) != std::string::npos, must_hold) << name.text << ": " << text;
      }
    }
  }

  // The last mail of its kind about this request, headers and all; it left, if anything of it is asked.
  void check_mails(const Node& mails, bool must_hold) {
    for (const auto& [kind, wanted] : mails.entries) {
      const std::string mail = support::last_letter(folder_.file("outbox"), reference_, kind.text);
      EXPECT_NE(mail, "") << "no mail " << kind.text;
      for (const std::string& text : texts_of(wanted))
        EXPECT_EQ(mail.find(text) != std::string::npos, must_hold) << kind.text << ": " << text;
    }
  }

  void check_no_mails(const std::vector<std::string>& kinds) {
    for (const std::string& kind : kinds)
      EXPECT_EQ(support::last_letter(folder_.file("outbox"), reference_, kind), "") << kind;
  }

  // Whom a human must tell: "lettrage erase email=ada@example.org city=Dijon".
  void check_to_tell(const std::vector<std::string>& wanted) {
    std::vector<std::string> tasks;
    for (const handle::ToTell& task : handle::recipients_to_tell(house_, reference_, "fr")) {
      tasks.push_back(task.recipient + " " + task.act);
      for (const auto* said : {&task.who, &task.corrected})
        for (const auto& [name, value] : said->reveal()) tasks.back() += " " + name + "=" + value;
    }
    EXPECT_EQ(tasks, wanted);
  }

  // What the register still holds of the request's own: "words" that she wrote or supplied, "letters", a "package",
  // "working copies".
  void check_held(const std::vector<std::string>& wanted) {
    std::vector<std::string> held;
    const auto add = [&](bool is_there, const char* what) {
      if (is_there && std::find(held.begin(), held.end(), what) == held.end()) held.emplace_back(what);
    };
    add(!people_->supplied(reference_).empty(), "words");
    for (const store::Filed& filed : people_->files(reference_)) {
      EXPECT_EQ(filed.destroyed, filed.content.reveal().empty());
      EXPECT_NE(filed.sha256, "");
      add(!filed.destroyed && filed.media_type != "application/zip", "letters");
    }
    for (const store::Filed& filed : people_->files(reference_))
      add(!filed.destroyed && filed.media_type == "application/zip", "package");
    add(!people_->names_put_away(reference_).empty(), "working copies");
    EXPECT_EQ(held, wanted);
  }

  // All rows of a table, in its order; of the columns that the case names. Nothing and an empty text are written alike.
  void check_rows(const Node& tables) {
    for (const auto& [name, rows] : tables.entries) {
      const std::size_t slash = name.text.find('/');
      std::string columns = "'a row'";
      std::vector<std::string> expected;
      for (const Node& row : rows.items) {
        columns.clear();
        std::string& line = expected.emplace_back();
        for (const auto& [column, value] : row.entries) {
          columns += (columns.empty() ? "" : " || ', ' || ") + ("ifnull(\"" + column.text + "\", '')");
          line += (line.empty() ? "" : ", ") + (value.kind == Node::Kind::null ? std::string() : value.text);
        }
      }
      const std::string sql =
          "select " + columns + " from \"" + name.text.substr(slash + 1) + "\" order by rowid";
      EXPECT_EQ(ask_database(folder_.file(name.text.substr(0, slash) + ".db"), sql), expected) << name.text;
    }
  }

  // --- where things are ---

  static std::vector<std::string> ask_database(const std::string& file, const std::string& sql) {
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    std::vector<std::string> found;
    sqlite3_exec(
        database, sql.c_str(),
        [](void* into, int, char** values, char**) {
          static_cast<std::vector<std::string>*>(into)->emplace_back(values[0] ? values[0] : "NULL");
          return 0;
        },
        &found, nullptr);
    sqlite3_close(database);
    return found;
  }

  static std::string run_on_database(const std::string& file, const std::string& sql) {
    sqlite3* database = nullptr;
    sqlite3_open(file.c_str(), &database);
    const bool done = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    const std::string trouble = done ? "" : sqlite3_errmsg(database);
    sqlite3_close(database);
    return trouble;
  }

  std::string letter(const std::string& name) const {
    for (const store::Filed& filed : people_->files(reference_)) {
      if (filed.name == name + ".html") return filed.content.reveal();
    }
    return {};
  }

  handle::Systems open() {
    handle::Systems systems;
    for (const map::System& system : map_.organisation.systems) {
      const std::string name = system.name.text();
      systems.sources.push_back(sqlite::make(name, folder_.file(name + ".db"), clock_));
      systems.access.push_back({systems.sources.back().get(), "", system.name});
    }
    return systems;
  }

  const LawCase& case_;
  support::Folder folder_;
  law::Library law_ = support::library_of_share();
  Day clock_;
  map::Map map_;
  std::unique_ptr<ledger::Ledger> ledger_ = ledger::Ledger::open(folder_.file("ledger"), clock_);
  std::unique_ptr<store::Register> people_ = store::Register::open(
      folder_.file("register.db"), folder_.file("keys"), map_.organisation.kinds, clock_);
  mail::Outbox outbox_{folder_.file("outbox")};
  handle::House house_{
      map_, law_, *people_, *ledger_, outbox_, [this] { return open(); }, clock_, folder_.file("scratch"),
      ""};
  std::string reference_;
  std::vector<std::string> questions_;
  std::map<std::string, std::string> named_;
};

}  // namespace

void play(const LawCase& law_case) { Story(law_case).play(); }

}  // namespace habeas::cases

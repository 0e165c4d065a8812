#include "shop.h"

#include <habeas/connector/manual/task.h>
#include <habeas/ledger/ledger.h>
#include <habeas/support/letters.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace habeas::journey {
namespace {

const std::string& model() {
  static const std::string made = [] {
    const std::string at = scratch_folder();
    const std::string command =
        std::string(HABEAS_DEMO) + " --people 60 --seed 7 --out '" + at + "' >/dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
    copy_folder(HABEAS_SOURCE_DIR "/demo/maison-verdier", at);
    return at;
  }();
  return made;
}

}  // namespace

Shop::Shop() : folder_(scratch_folder()) {
  copy_folder(model(), folder_);
  context_.folder = folder_;
  context_.quiet = true;
  open();
  prepare();
}

void Shop::open() {
  whole_.reset();
  whole_ = cli::open_house(context_);
}

void Shop::prepare() {
  for (const map::System& system : house().map.organisation.systems) {
    const auto source = cli::open_system(system, context_);
    if (!source->preparation().empty())
      source->prepare(
          house().ledger.warrant("prepare", {"prepare.intended", {{"system", system.name.text()}}}));
  }
}

std::int64_t Shop::count(const std::string& name, const std::string& sql) const {
  return journey::count(database(name), sql);
}

std::string Shop::one(const std::string& name, const std::string& sql) const {
  const auto all = ask(database(name), sql);
  return all.empty() ? std::string() : all.front();
}

std::string Shop::receive(law::Right right, handle::Details details, const std::string& email) {
  handle::Incoming incoming;
  incoming.received = house().today();
  incoming.channel = "desk";
  incoming.by = roy;
  incoming.supplied.push_back({subject::KindName("email"), base::Personal<std::string>(email)});
  incoming.wishes.push_back({right, base::Personal(std::move(details))});
  return handle::receive(house(), incoming).front();
}

void Shop::prove(const std::string& reference) {
  handle::send_code(house(), reference);
  ASSERT_TRUE(handle::prove_by_code(house(), reference, code_for(reference)));
}

void Shop::prove_death(const std::string& reference) {
  handle::prove_death(
      house(), reference,
      {"certificate", base::to_iso(house().today()), base::Personal<std::string>("Mairie de Dijon")}, roy);
}

std::string Shop::code_for(const std::string& reference) const {
  return support::code_in(folder_ + "/var/outbox", reference);
}

std::string Shop::mail(const std::string& reference, const std::string& kind) const {
  return support::last_letter(folder_ + "/var/outbox", reference, kind);
}

void Shop::search_paper(const std::string& reference) {
  if (state(reference) != request::State::executed) handle::plan(house(), reference, "fr");
  for (const manual::Task& task : manual::list(folder_ + "/var/manual")) {
    if (task.state == manual::State::open)
      manual::complete(folder_ + "/var/manual", task.reference, "", {}, context_.clock);
  }
}

handle::RunReport Shop::carry_out(const std::string& reference) {
  search_paper(reference);
  const handle::Preview preview = handle::plan(house(), reference, "fr");
  EXPECT_THAT(preview.questions, testing::IsEmpty());
  handle::approve(house(), reference, preview.digest, roy);
  handle::RunReport report = handle::run(house(), reference);
  for (const act::Outcome& outcome : report.outcomes)
    EXPECT_EQ(outcome.why, "") << outcome.system.text() << " " << act::to_string(outcome.kind);
  for (const verify::Finding& finding : report.verified.findings)
    ADD_FAILURE() << verify::to_string(finding.kind) << " " << finding.system.text() << " "
                  << finding.collection.text() << " " << finding.column << " " << finding.why;
  return report;
}

request::State Shop::state(const std::string& reference) {
  return house().people.request(reference, house().rules())->state;
}

law::Deadline Shop::deadline(const std::string& reference) {
  return request::deadline(*house().people.request(reference, house().rules()), house().rules());
}

std::string Shop::file(const std::string& reference, const std::string& name) {
  for (const store::Filed& filed : house().people.files(reference)) {
    if (filed.name == name) return filed.content.reveal();
  }
  return {};
}

permit::Answer Shop::may(const std::string& activity, const std::string& channel, const std::string& email) {
  return handle::may(house(), {{subject::KindName("email"), base::Personal<std::string>(email)}},
                     map::ActivityName(activity), channel)
      .answer;
}

}  // namespace habeas::journey

// The answer: letter, package, notices to recipients. It never claims what is not done.
#include <habeas/handle/complaint.h>
#include <habeas/handle/kept.h>
#include <habeas/handle/letters.h>
#include <habeas/handle/preview.h>
#include <habeas/handle/vaulted.h>
#include <habeas/handle/work.h>

#include <habeas/answer/explain.h>
#include <habeas/answer/package.h>
#include <habeas/base/digest.h>
#include <habeas/base/fault.h>

#include <algorithm>
#include <filesystem>

namespace habeas::handle {
namespace {

// The package goes sealed into the register; nothing of it stays on the disk.
answer::PackageReport file_package(House& house, const Case& of, Found& found, base::Date expires) {
  WithVault cells(house, of, *found.cells);
  const std::string path = house.scratch + "/" + of.reference() + ".zip";
  std::filesystem::create_directories(house.scratch);
  std::filesystem::remove(path);
  const answer::PackageReport report =
      answer::write_package(house.map, house.library, found.dossier, cells,
                            {of.reference(), house.clock.now(), of.request.language, asked_for(of)}, path);
  file_zip(house, of, of.reference() + ".zip", path, report.sha256, expires);
  in_ledger(house, "package.written", {{"reference", of.reference()}, {"sha256", report.sha256}});
  record(house, of.reference(),
         event_of(house, request::What::package_ready, "habeas",
                  {{"sha256", report.sha256}, {"expires", base::to_iso(expires)}}));
  return report;
}

// Until when she can fetch it; then it is destroyed (purge.cpp).
base::Date last_day_of_package(const House& house) { return ends(house, "export-package", house.today()); }

std::string title_of(const House& house, const std::string& system, const Case& of) {
  const map::System* declared = house.map.organisation.system(map::SystemName(system));
  return declared && !declared->title.empty() ? law::say(declared->title, of.request.language) : system;
}

// A place that could not be searched, and not for want of something that she did not give us.
bool is_left_out(const dossier::NotSearched& gap) {
  using Why = dossier::NotSearched::Why;
  static constexpr Why left_out[] = {Why::system_unavailable,
                                     Why::manual_pending,
                                     Why::no_index_in_time,
                                     Why::codec_unknown,
                                     Why::table_missing,
                                     Why::column_missing,
                                     Why::cell_undecodable,
                                     Why::contested,
                                     Why::no_map,
                                     Why::other};
  return std::find(std::begin(left_out), std::end(left_out), gap.why) != std::end(left_out);
}

// What no letter may pass over: where we could not look, one line each.
std::vector<std::string> not_searched(const House& house, const Case& of, const dossier::Dossier& dossier) {
  const answer::Words& words = answer::Words::in(of.request.language);
  std::vector<std::string> lines;
  for (const dossier::NotSearched& gap : dossier.not_searched) {
    if (!is_left_out(gap)) continue;
    std::string line =
        title_of(house, gap.system.text(), of) + words["colon"] + answer::why_not_searched(gap.why, words);
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
  }
  return lines;
}

bool is_whole_system(const dossier::Dossier& dossier, const std::string& system) {
  return std::any_of(dossier.not_searched.begin(), dossier.not_searched.end(), [&](const auto& gap) {
    return gap.system.text() == system && !gap.collection && is_left_out(gap);
  });
}

// Somebody still searches by hand, or a system is down: what is there leaves, and the request stays open for the rest.
bool will_be_searched(const dossier::Dossier& dossier) {
  using Why = dossier::NotSearched::Why;
  return std::any_of(dossier.not_searched.begin(), dossier.not_searched.end(), [](const auto& gap) {
    return gap.why == Why::manual_pending || gap.why == Why::system_unavailable;
  });
}

std::vector<std::string> answer_with_package(House& house, const Case& of) {
  Found found = find_for(house, of);
  need_one_person(of, found.dossier);
  answer::LetterFacts facts = letter_facts(house, of);
  facts.expires = last_day_of_package(house);
  facts.not_done = not_searched(house, of, found.dossier);
  const answer::PackageReport report = file_package(house, of, found, *facts.expires);
  auto kind = report.access.rows == 0 ? answer::LetterKind::nothing_held : answer::LetterKind::access_ready;
  if (will_be_searched(found.dossier)) kind = answer::LetterKind::access_in_part;
  return {of.reference() + ".zip", send_letter(house, of, kind, facts)};
}

// Marketing stops for whoever asks. What was found on the way would tell a stranger who is known, and where.
bool may_be_told(const Case& of) { return of.request.identity_proven || !of.marketing; }

// What stays: by the last plan, and by those before it where theirs is not to be found any more.
std::vector<answer::Kept> kept_by_all(House& house, const Case& of, const Kept& last) {
  std::vector<answer::Kept> all = kept_of(house, last.plan, last.dossier, of.request.language);
  for (const Kept& before : begun_before(house, of)) {
    const std::size_t known = all.size();
    for (answer::Kept& one : kept_of(house, before.plan, before.dossier, of.request.language)) {
      const auto end = all.begin() + static_cast<std::ptrdiff_t>(known);
      if (std::none_of(all.begin(), end, [&](const answer::Kept& other) { return other.what == one.what; }))
        all.push_back(std::move(one));
    }
  }
  return all;
}

bool has_changed(const Case& of, const std::string& system) {
  return std::any_of(of.request.events.begin(), of.request.events.end(), [&](const request::Event& event) {
    const std::string* name = event.what == request::What::system_done ? event.fact("system") : nullptr;
    const std::string* how = event.fact("how");
    return name && *name == system && (!how || *how != act::to_string(act::Outcome::Kind::nothing_to_do));
  });
}

// The systems in which something changed; where nothing did anywhere, that there was nothing to do, and where.
std::vector<std::string> done_in(const House& house, const Case& of, const dossier::Dossier& dossier) {
  std::vector<std::string> changed;
  std::vector<std::string> nothing;
  for (const std::string& system : of.request.systems_done) {
    if (is_whole_system(dossier, system)) continue;
    const std::string title = title_of(house, system, of);
    if (has_changed(of, system))
      changed.push_back(title);
    else
      nothing.push_back(
          answer::Words::in(of.request.language).fill("letter.nothing-to-do", {{"system", title}}));
  }
  const law::Right right = of.request.right;
  const bool matters = right == law::Right::rectification || right == law::Right::erasure;
  return changed.empty() && matters ? nothing : changed;
}

std::vector<std::string> answer_in_writing(House& house, const Case& of) {
  const Kept kept = take_up(house, of);
  Found found = find_for(house, of);
  const Planned made = planned(house, of, found, of.request.language);
  answer::LetterFacts facts = letter_facts(house, of);
  if (of.marketing) facts.channels = of.all_of("channel");
  std::vector<std::string> names;
  if (made.package) {
    need_one_person(of, found.dossier);
    facts.expires = last_day_of_package(house);
    file_package(house, of, found, *facts.expires);
    names.push_back(of.reference() + ".zip");
  }
  std::vector<std::string> told;
  if (made.changes_systems) told = tell_recipients(house, of, kept);
  if (may_be_told(of)) {
    facts.kept = kept_by_all(house, of, kept);
    facts.not_done = not_searched(house, of, kept.dossier);
    facts.done = done_in(house, of, kept.dossier);
    facts.recipients = std::move(told);
    if (const std::string erasure = erasure_after(of); !erasure.empty())
      facts.not_done.push_back(
          answer::Words::in(of.request.language).fill("letter.erasure-follows", {{"reference", erasure}}));
  }
  if (of.request.right == law::Right::consent && !of.request.identity_proven)
    facts.not_done.push_back(answer::Words::in(of.request.language)["letter.erasure-once-proven"]);
  names.push_back(send_letter(house, of, made.letter, facts));
  return names;
}

// Done is what can be answered: a notice that lacks something is refused before anything is said to be done.
void say_executed(House& house, const Case& of) {
  if (of.request.state == request::State::executed) return;  // a process died before the letter
  record(house, of.reference(), event_of(house, request::What::executed, "habeas"));
}

// Information and complaint need no plan: the answer is made from the register and the record of activities.
std::vector<std::string> answer_without_plan(House& house, const Case& of) {
  if (of.request.right == law::Right::complaint) {
    say_executed(house, of);
    return send_complaint_file(house, case_of(house, of.reference()));
  }
  const std::string audience = of.detail("audience").empty() ? "customer" : of.detail("audience");
  const plan::Notice notice = plan::notice(house.map, house.library, map::RoleName(audience));
  if (!notice.missing.empty())
    refuse_to(of.reference(), "the notice is not complete; run habeas notice to see why");
  say_executed(house, of);
  const answer::Letter letter = answer::notice_page(notice, of.request.language, house.map, house.library);
  return {send_written(house, of, address_of(of), "notice", letter, {{"version", notice.version}}).file};
}

// Near the due date something is not done: what is done and what is not leaves on time.
std::vector<std::string> answer_meanwhile(House& house, const Case& of) {
  answer::LetterFacts facts = letter_facts(house, of);
  for (const std::string& system : of.request.systems_done) {
    if (has_changed(of, system)) facts.done.push_back(title_of(house, system, of));
  }
  for (const std::string& system : of.request.systems_failed)
    facts.not_done.push_back(title_of(house, system, of));
  return {send_letter(house, of, answer::LetterKind::interim, facts)};
}

}  // namespace

std::vector<std::string> answer(House& house, const std::string& reference) {
  const Case of = case_of(house, reference);
  const law::Right right = of.request.right;
  if (right == law::Right::information || right == law::Right::complaint)
    return answer_without_plan(house, of);
  if (of.request.state == request::State::refused) return {send_refusal(house, of)};  // it did not leave then
  if (of.request.state == request::State::approved && !of.request.systems_failed.empty())
    return answer_meanwhile(house, of);
  if (of.request.state != request::State::executed)
    refuse_to(reference, "an answer says what is done, and this is not done yet: the request is " +
                             std::string(request::to_string(of.request.state)));
  if (right == law::Right::access || right == law::Right::portability) return answer_with_package(house, of);
  propose_erasure(house, of);  // not again; but the process that ran may have died before it
  return answer_in_writing(house, case_of(house, reference));
}

void close(House& house, const std::string& reference, const std::string& by) {
  if (!recipients_waiting(case_of(house, reference).request).empty())
    refuse_to(
        reference,
        "recipients are still to be told whom it concerns (GDPR 19): habeas request recipients, then told");
  record(house, reference, event_of(house, request::What::closed, by));
  in_ledger(house, "request.closed", {{"reference", reference}});
}

}  // namespace habeas::handle

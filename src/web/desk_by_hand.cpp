// What people do by hand for a request, in systems that no program reads: who is asked for what, by when; and that it is
// done. What was found is files: they are handed in on the machine, with `habeas task done`.
#include <habeas/web/desk.h>
#include <habeas/web/wish.h>

namespace habeas::web {
namespace {

using handle::ByHand;

std::string system_title(const Visit& visit, const std::string& name) {
  const map::System* system = visit.organisation().system(map::SystemName(name));
  return system && !system->title.empty() ? visit.words.say(system->title) : name;
}

void what_is_asked(Page& page, const Visit& visit, const ByHand& task) {
  const answer::Words& words = visit.words;
  page.html().open("dl", {{"class", "facts"}});
  page.row(words["web.desk.by-hand-who"], task.who);
  std::string due = words.date(task.due);
  if (task.due < visit.house.today()) due += " (" + words["web.desk.by-hand-late"] + ")";
  page.row(words["web.desk.by-hand-due"], due);
  for (const auto& [kind, value] : task.by.reveal())
    page.row(words["web.desk.by-hand-search"], kind_in_words(visit, kind) + words["colon"] + value);
  for (const std::string& line : task.changes.reveal()) page.row(words["web.desk.by-hand-change"], line);
  page.html().close();
}

void one(Page& page, const Visit& visit, const request::Request& request, const ByHand& task) {
  const answer::Words& words = visit.words;
  const bool search = task.what == ByHand::What::search;
  page.html().element("h3", system_title(visit, task.system));
  what_is_asked(page, visit, task);
  page.form(visit.link("/desk/" + request.reference + "/by-hand"));
  page.hidden("task", task.task);
  page.input("note-" + task.task, words["web.desk.by-hand-note"], "text", "");
  page.end_form(words[search ? "web.desk.by-hand-nothing" : "web.desk.by-hand-changed"]);
  if (!search) return;
  page.say(words["web.desk.by-hand-found"]);
  page.html().open("p");
  page.html().element("code",
                      "habeas task done " + task.task + " --evidence " + words["web.desk.by-hand-folder"]);
  page.html().close();
}

}  // namespace

void show_by_hand(Page& page, const Visit& visit, const request::Request& request) {
  if (is_over(request)) return;
  const auto tasks = handle::by_hand(visit.house, request.reference);
  if (tasks.empty()) return;
  page.html().element("h2", visit.words["web.desk.by-hand"]);
  page.say(visit.words["web.desk.by-hand-help"]);
  for (const ByHand& task : tasks) one(page, visit, request, task);
}

}  // namespace habeas::web

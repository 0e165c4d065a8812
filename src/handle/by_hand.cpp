// What people do by hand for a request, where no program can: seen, and said to be done, at the desk.
#include <habeas/handle/work.h>

#include <algorithm>

namespace habeas::handle {

std::vector<ByHand> by_hand(const House& house, const std::string& reference) {
  return house.hands.open_for ? house.hands.open_for(reference) : std::vector<ByHand>{};
}

void done_by_hand(House& house, const std::string& reference, const std::string& task,
                  const base::Personal<std::string>& note, const std::string& by) {
  if (by.empty()) refuse_to(reference, "who did it says so by name");
  const std::vector<ByHand> open = by_hand(house, reference);
  const auto one =
      std::find_if(open.begin(), open.end(), [&](const ByHand& each) { return each.task == task; });
  if (one == open.end()) refuse_to(reference, "no such task of this request is open");
  house.hands.done(task, note);
  const char* how = one->what == ByHand::What::search ? "nothing found" : "changed";
  in_ledger(house, "task.done", {{"task", task}, {"system", one->system}, {"evidence", "0"}, {"by", by}});
  record(house, reference,
         event_of(house, request::What::noted, by,
                  {{"by-hand", how}, {"system", one->system}, {"task", task}}, note));
}

}  // namespace habeas::handle

#include <habeas/handle/lost_work.h>

#include <habeas/base/fault.h>
#include <habeas/handle/replay_rows.h>
#include <habeas/handle/work.h>

#include <fmt/format.h>

#include <set>
#include <utility>

namespace habeas::handle {
namespace {

// The systems in which this request is known to have changed something, each with the plan by which it did: what one run
// left is done by another plan.
using Work = std::set<std::pair<std::string, std::string>>;

Work work_of(const request::Request& request) {
  Work work;
  std::string plan;
  for (const request::Event& event : request.events) {
    if (event.what == request::What::run_begun) plan = *event.fact("plan");
    if (event.what != request::What::system_done) continue;
    const auto some = [&](const char* what) {
      const std::string* count = event.fact(what);
      return count != nullptr && *count != "0";
    };
    if (some("removed") || some("changed") || some("documents")) work.emplace(*event.fact("system"), plan);
  }
  return work;
}

}  // namespace

LostWork lost_work(const House& house, Systems& systems) {
  LostWork lost;
  std::set<std::string> silent;
  std::vector<std::string> references = house.people.references();
  for (auto reference = references.rbegin(); reference != references.rend(); ++reference) {
    const auto request = house.people.request(*reference, house.rules());
    if (!request || request->right == law::Right::erasure) continue;
    for (const auto& [system, plan] : work_of(*request)) {
      try {
        source::Source* source = source_of(systems, system);
        if (source == nullptr) throw base::Fault(base::FaultKind::unavailable, system, "cannot be opened");
        if (source->committed(run_of(*reference, plan) + " " + plan)) continue;
        lost.lines.push_back(fmt::format(
            "{}: what was done for it in {} ({}) is not in this copy: have it done again by a new request",
            *reference, system, to_string(request->right)));
      } catch (const base::Fault& fault) {
        if (silent.insert(system).second) lost.not_read.push_back(system + ": " + fault.detail());
      }
    }
  }
  return lost;
}

}  // namespace habeas::handle

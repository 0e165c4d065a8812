// The record of processing activities: does it say what every person must be told (GDPR 13, 14, 15)?
#include <habeas/map/judging.h>

#include <fmt/format.h>

namespace habeas::map {

void check_register(const Map& map, Findings& findings) {
  for (const Activity& activity : map.activities) {
    if (activity.recipients_declared) continue;
    findings.warning(activity.place,
                     fmt::format("Activity {} does not say who receives its data (GDPR 15(1)(c))",
                                 shown(activity.name.text())),
                     "List its recipients; write 'recipients: []' if nobody outside receives it");
  }
}

}  // namespace habeas::map

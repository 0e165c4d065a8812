#include <habeas/base/must.h>
#include <habeas/base/zone.h>

#include <unicode/timezone.h>

#include <memory>

namespace habeas::base {
namespace {

// ICU answers an unknown name with a zone of its own called Etc/Unknown.
std::unique_ptr<icu::TimeZone> zone_named(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (!zone || *zone == icu::TimeZone::getUnknown()) return nullptr;
  return zone;
}

// What clocks there show, as an instant.
Instant shown_in(const std::string& zone, Instant at) {
  const auto there = zone_named(zone);
  must(there != nullptr, "a time zone is checked when it is read");
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(at);
  std::int32_t ahead = 0;
  std::int32_t summer = 0;
  UErrorCode error = U_ZERO_ERROR;
  there->getOffset(static_cast<UDate>(milliseconds.time_since_epoch().count()), 0, ahead, summer, error);
  must(U_SUCCESS(error), "a time zone says its offset at every instant");
  return at + std::chrono::milliseconds(ahead + summer);
}

}  // namespace

bool is_zone(const std::string& name) { return zone_named(name) != nullptr; }

Date date_in(const std::string& zone, Instant at) { return date_of(shown_in(zone, at)); }

std::string time_in(const std::string& zone, Instant at) {
  return to_rfc3339(shown_in(zone, at)).substr(11, 5);
}

}  // namespace habeas::base

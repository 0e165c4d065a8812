#include <habeas/base/must.h>
#include <habeas/base/time.h>

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

}  // namespace

bool is_zone(const std::string& name) { return zone_named(name) != nullptr; }

Date date_in(const std::string& zone, Instant at) {
  const auto there = zone_named(zone);
  must(there != nullptr, "a time zone is checked when it is read");
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(at);
  std::int32_t ahead = 0;
  std::int32_t summer = 0;
  UErrorCode error = U_ZERO_ERROR;
  there->getOffset(static_cast<UDate>(milliseconds.time_since_epoch().count()), 0, ahead, summer, error);
  must(U_SUCCESS(error), "a time zone says its offset at every instant");
  return date_of(at + std::chrono::milliseconds(ahead + summer));
}

}  // namespace habeas::base

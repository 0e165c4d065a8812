// Instants, dates and the clock. Everything that needs "now" takes a Clock; everything about deadlines and
// retention is arithmetic on calendar dates, without time zones.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace habeas::base {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Date = std::chrono::year_month_day;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

// The machine's clock, or the instant in SOURCE_DATE_EPOCH (seconds) for reproducible output.
class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }

 private:
  Instant at_;
};

// "2026-11-24T23:44:31Z", UTC, whole seconds. RFC 3339.
std::string to_rfc3339(Instant at);
// "2026-11-24".
std::string to_iso(Date date);
// Exactly "YYYY-MM-DD", a day that exists. Nothing otherwise.
std::optional<Date> parse_date(std::string_view text);
// The calendar date that begins `text` ("2026-11-24", "2026-11-24 10:00:00", "2026-11-24T10:00:00Z"), if it is one.
std::optional<Date> leading_date(std::string_view text);
Date date_of(Instant at);  // in UTC

// Is it a time zone of the IANA list ("Europe/Paris", "UTC")?
bool is_zone(const std::string& name);
// The day that it is there. What the law counts in days is counted where the organisation is: half past eleven at night
// in UTC on 31 March is 1 April in Paris.
Date date_in(const std::string& zone, Instant at);

}  // namespace habeas::base

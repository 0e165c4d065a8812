// The outbox: letters leave as files (RFC 5322, .eml) in a local folder, for tests, demos and where another program
// sends. SMTP stands behind the same function later. No data in the mail, no remote images, no tracking.
#pragma once

#include <habeas/base/personal.h>
#include <habeas/base/time.h>

#include <string>
#include <vector>

namespace habeas::mail {

struct Message {
  std::string reference;           // of the request: in the subject, and in Message-ID and References
  std::string kind;                // "acknowledgement", "code", "answer", "recipient"
  base::Personal<std::string> to;  // one address
  std::string from;
  std::string subject;
  base::Personal<std::string> text;  // plain, UTF-8
  std::string language = "fr";
};

class Outbox {
 public:
  explicit Outbox(std::string folder);
  // Durable when it returns; gives the file's name: "000012-R-2026-000001-code.eml". Owner-only permissions.
  // A header with a line break in it is refused, never folded into another header.
  std::string send(const Message& message, base::Instant at);

 private:
  std::string folder_;
};

}  // namespace habeas::mail

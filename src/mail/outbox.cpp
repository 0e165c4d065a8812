#include <habeas/mail/outbox.h>

#include <habeas/base/fault.h>
#include <habeas/base/file.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

namespace habeas::mail {
namespace {

namespace fs = std::filesystem;

// RFC 5322: a line break in a value would begin a header of somebody else's choice.
void check_header(const std::string& value) {
  const bool control =
      std::any_of(value.begin(), value.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (control || value.size() > 800)
    throw base::Fault(base::FaultKind::refused, "outbox",
                      "a header of a letter holds a control character, or is too long");
}

std::string base64(std::string_view bytes) {
  static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8U | (k < left ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= left ? letters[(group >> (18 - 6 * k)) & 63U] : '=';
  }
  return text;
}

// RFC 2047: words of a header that are not ASCII, 45 bytes each, cut between characters.
std::string encoded_word(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; }))
    return std::string(text);
  std::string made;
  while (!text.empty()) {
    std::size_t length = std::min<std::size_t>(42, text.size());
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80) --length;
    made += (made.empty() ? "" : "\r\n ") + ("=?utf-8?B?" + base64(text.substr(0, length)) + "?=");
    text.remove_prefix(length);
  }
  return made;
}

std::string content_of(std::string_view text) {
  const std::string all = base64(text);
  std::string lines;
  for (std::size_t i = 0; i < all.size(); i += 76) lines += all.substr(i, 76) + "\r\n";
  return lines;
}

std::string date_of(base::Instant at) {
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const base::Date date = base::date_of(at);
  const std::chrono::weekday day{std::chrono::sys_days(date)};
  const std::string clock = base::to_rfc3339(at).substr(11, 8);
  return fmt::format("{}, {:02} {} {} {} +0000", days[day.c_encoding()], static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()), clock);
}

std::string written(const Message& message, const std::string& name, base::Instant at) {
  const std::size_t domain = message.from.find('@');
  const std::string host = domain == std::string::npos ? "habeas.invalid" : message.from.substr(domain + 1);
  return fmt::format(
      "From: {}\r\nTo: {}\r\nSubject: {}\r\nDate: {}\r\nMessage-ID: <{}@{}>\r\nReferences: <{}@{}>\r\n"
      "Auto-Submitted: auto-generated\r\nContent-Language: {}\r\nMIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
      message.from, message.to.reveal(), encoded_word(message.subject), date_of(at), name, host,
      message.reference, host, message.language, content_of(message.text.reveal()));
}

// One more than the highest number there.
unsigned next_number(const std::string& folder) {
  unsigned highest = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    highest = std::max(highest, static_cast<unsigned>(std::strtoul(name.substr(0, 6).c_str(), nullptr, 10)));
  }
  return highest + 1;
}

}  // namespace

Outbox::Outbox(std::string folder) : folder_(std::move(folder)) {
  fs::create_directories(folder_);
  fs::permissions(folder_, fs::perms::owner_all);
}

std::string Outbox::send(const Message& message, base::Instant at) {
  for (const std::string* header :
       {&message.to.reveal(), &message.from, &message.subject, &message.reference, &message.kind})
    check_header(*header);
  for (unsigned number = next_number(folder_);; ++number) {
    const std::string name = fmt::format("{:06}-{}-{}", number, message.reference, message.kind);
    try {
      base::write_new(folder_ + "/" + name + ".eml", written(message, name, at));
      return name + ".eml";
    } catch (const base::Fault&) {
      if (!fs::exists(folder_ + "/" + name + ".eml")) throw;  // another one took the number: the next is free
    }
  }
}

}  // namespace habeas::mail

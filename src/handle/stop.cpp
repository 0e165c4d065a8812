// Stopping marketing by a link, with nothing but the link.
#include <habeas/handle/work.h>

#include <habeas/base/fault.h>

namespace habeas::handle {
namespace {

constexpr const char* purpose = "stop";

// The systems' own columns follow now if they can, else as soon as one of the staff looks; the opposition list holds
// already.
void carry_out_if_possible(House& house, const std::string& reference) {
  try {
    carry_out_at_once(house, reference);
  } catch (const base::Fault& fault) {
    record(house, reference, event_of(house, request::What::noted, "habeas", {{"left", fault.detail()}}));
  }
}

}  // namespace

std::string stop_token(const House& house, const subject::Identifier& identifier,
                       const std::string& channel) {
  return house.people.token_of(purpose, base::Personal<std::string>(identifier.kind.text() + "\n" + channel +
                                                                    "\n" + identifier.value.reveal()));
}

bool stop(House& house, const std::string& token) {
  const auto opened = house.people.in_token(purpose, token);
  if (!opened) return false;
  const std::string& text = opened->reveal();
  const std::size_t first = text.find('\n');
  const std::size_t second = text.find('\n', first + 1);
  const subject::Identifier identifier{subject::KindName(text.substr(0, first)),
                                       base::Personal<std::string>(text.substr(second + 1))};
  const std::string channel = text.substr(first + 1, second - first - 1);
  if (house.people.opposed(identifier, channel, house.clock.now())) return true;
  Incoming incoming;
  incoming.received = house.today();
  incoming.channel = "link";
  incoming.language = house.map.organisation.languages.front();
  incoming.supplied = {identifier};
  incoming.wishes = {
      {law::Right::objection, base::Personal(Details{{"marketing", "yes"}, {"channel", channel}})}};
  carry_out_if_possible(house, receive(house, incoming).front());
  return true;
}

}  // namespace habeas::handle

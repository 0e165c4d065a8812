// Stopping marketing by a link, with nothing but the link.
#include <habeas/handle/work.h>

#include <habeas/base/fault.h>

namespace habeas::handle {
namespace {

constexpr const char* purpose = "stop";

struct Meant {
  subject::Identifier identifier;
  std::string channel;
};

std::optional<Meant> opened(const House& house, const std::string& token) {
  const auto text = house.people.in_token(purpose, token);
  if (!text) return std::nullopt;
  const std::string& said = text->reveal();
  const std::size_t first = said.find('\n');
  const std::size_t second = said.find('\n', first + 1);
  return Meant{
      {subject::KindName(said.substr(0, first)), base::Personal<std::string>(said.substr(second + 1))},
      said.substr(first + 1, second - first - 1)};
}

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

std::optional<std::string> channel_of_stop(const House& house, const std::string& token) {
  const auto meant = opened(house, token);
  return meant ? std::optional(meant->channel) : std::nullopt;
}

bool stop(House& house, const std::string& token) {
  const auto meant = opened(house, token);
  if (!meant) return false;
  if (house.people.opposed(meant->identifier, meant->channel, house.clock.now())) return true;
  Incoming incoming;
  incoming.received = house.today();
  incoming.channel = "link";
  incoming.language = house.map.organisation.languages.front();
  incoming.supplied = {meant->identifier};
  incoming.wishes = {
      {law::Right::objection, base::Personal(Details{{"marketing", "yes"}, {"channel", meant->channel}})}};
  carry_out_if_possible(house, receive(house, incoming).front());
  return true;
}

}  // namespace habeas::handle

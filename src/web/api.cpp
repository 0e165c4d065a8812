// The API: POST /api/permit {"activity": …, "channel": …, "identifiers": [{"kind": …, "value": …}]} → answer, reasons,
// as_of. Identifiers travel in the body, never in an address. docs/api.md.
#include <habeas/base/fault.h>
#include <habeas/handle/permission.h>
#include <habeas/web/site.h>

#include <nlohmann/json.hpp>

namespace habeas::web {
namespace {

using nlohmann::ordered_json;

Reply json(unsigned status, const ordered_json& body) {
  Reply reply;
  reply.status = status;
  reply.type = "application/json";
  reply.body = body.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
  return reply;
}

Reply wrong(const char* why) { return json(400, {{"error", why}}); }

Reply permit_of(handle::House& house, const ordered_json& asked) {
  std::vector<subject::Identifier> identifiers;
  for (const auto& one : asked.at("identifiers")) {
    const subject::KindName kind(one.at("kind").get<std::string>());
    if (!house.map.organisation.kinds.shape(kind))
      return wrong("an identifier's kind is not one of habeas.yaml");
    identifiers.push_back({kind, base::Personal<std::string>(one.at("value").get<std::string>())});
  }
  if (identifiers.empty()) return wrong("no identifier");
  const permit::Permit permit =
      handle::may(house, identifiers, map::ActivityName(asked.at("activity").get<std::string>()),
                  asked.value("channel", std::string()));
  ordered_json reasons = ordered_json::array();
  for (const permit::Reason& reason : permit.reasons) {
    reasons.push_back(
        {{"ground", reason.ground},
         {"article", law::to_string(reason.article)},
         {"since", reason.since ? ordered_json(base::to_rfc3339(*reason.since)) : ordered_json()},
         {"by", reason.by}});
  }
  return json(200, {{"answer", permit::to_string(permit.answer)},
                    {"reasons", std::move(reasons)},
                    {"as_of", base::to_rfc3339(permit.as_of)}});
}

}  // namespace

// Without the key the API would tell anybody whom we know.
Reply api(handle::House& house, const std::string& key, const Message& message) {
  if (!same_secret(message.key, key)) {
    Reply reply = json(401, {{"error", "say Authorization: Bearer KEY; see docs/api.md"}});
    reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
  }
  if (message.path != "/api/permit") return json(404, {{"error", "no such address; see docs/api.md"}});
  if (message.method != "POST") {
    Reply reply = json(405, {{"error", "POST a question"}});
    reply.headers.emplace_back("Allow", "POST");
    return reply;
  }
  if (message.type != "application/json") return json(415, {{"error", "send application/json"}});
  try {
    const ordered_json asked = ordered_json::parse(message.body);
    return permit_of(house, asked);
  } catch (const base::Fault&) {
    return json(503, {{"error", "cannot be said now; until then: deny"}});
  } catch (const ordered_json::exception&) {
    return wrong("the body is not a question: activity, identifiers [{kind, value}], channel");
  }
}

}  // namespace habeas::web

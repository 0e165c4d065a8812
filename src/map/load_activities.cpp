// activities.yaml: the record of processing activities (GDPR 30).
#include <habeas/map/loading.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::map {

using base::Node;

namespace {

// A law may be cited by its name in the library, or as an article: "GDPR 6(1)(b)", "C. com. L123-22".
void check_citation(const Placed& citation, Loading& loading) {
  const auto ids = loading.library.reference_ids();
  if (std::find(ids.begin(), ids.end(), citation.text) != ids.end() || law::parse_article(citation.text))
    return;
  auto hint = did_you_mean(citation.text, ids);
  if (hint.empty()) hint = "A reference of the law library (c-com-L123-22), or an article (GDPR 6(1)(b)).";
  loading.error(citation.place, fmt::format("unknown law reference '{}'.", citation.text), std::move(hint));
}

void read_basis(const Node& node, Activity& activity, Loading& loading) {
  std::string_view word;
  const Node* basis = the_one(node, form("basis").exactly_one, word);
  if (!basis) return;
  activity.basis = law::basis_named(word).value_or(activity.basis);
  if (activity.basis == law::LegalBasis::legitimate_interests) {
    activity.interest = words(*basis, loading.language);
    activity.basis_reference = law::to_string(law::article_of(activity.basis));
    return;
  }
  const auto reference = placed(node, word);
  if (!reference) return;
  activity.basis_reference = reference->text;
  if (activity.basis == law::LegalBasis::consent)
    loading.consents.all.push_back(reference->text);
  else
    check_citation(*reference, loading);
}

void read_retention(const Node& node, Activity& activity, Loading& loading) {
  auto& retention = activity.retention;
  retention.active = words(node, "active", loading.language);
  for (const auto& [language, said] : retention.active)
    if (!retention.active_for) retention.active_for = law::parse_duration(said);
  retention.archive = law::parse_duration(text(node, "archive"));
  retention.since = words(node, "since", loading.language);
  if (node.kind == Node::Kind::mapping && !value(node, "active") && !value(node, "archive"))
    loading.error(node.place, "'retention' does not say how long.", "Give 'active', 'archive' or both.");
  const auto reference = placed(node, "reference");
  if (reference && loading.known(*reference, {loading.library.reference_ids()}, "law reference"))
    retention.reference = reference->text;
}

void read_people(const Node& node, Activity& activity, Loading& loading) {
  for (const auto& role : texts(node, "about")) {
    activity.about.emplace_back(role.text);
    loading.roles.all.push_back(role.text);
  }
  activity.recipients_declared = value(node, "recipients") != nullptr;
  for (const auto& recipient : texts(node, "recipients"))
    if (loading.known(recipient, loading.recipients, "recipient"))
      activity.recipients.emplace_back(recipient.text);
  for (const auto& channel : texts(node, "channel"))
    if (loading.known(channel, {{"email", "phone", "post", "sms"}}, "channel"))
      activity.channels.push_back(channel.text);
}

Activity read_activity(const Node& name, const Node& node, Loading& loading) {
  Activity activity;
  activity.name = ActivityName(name.text);
  activity.place = name.place;
  activity.title = words(node, "title", loading.language);
  activity.purpose = words(node, "purpose", loading.language);
  activity.source = words(node, "source", loading.language);
  activity.transfers = words(node, "transfers", loading.language);
  if (const Node* basis = value(node, "basis")) read_basis(*basis, activity, loading);
  if (const Node* retention = value(node, "retention")) read_retention(*retention, activity, loading);
  read_people(node, activity, loading);
  if (const Node* decision = value(node, "automated-decision"))
    activity.automated = {words(*decision, "effect", loading.language),
                          words(*decision, "logic", loading.language)};
  return activity;
}

}  // namespace

void read_activities(const Node& root, Loading& loading) {
  const Node* activities = value(root, "activities");
  if (!activities || activities->kind != Node::Kind::mapping) {
    loading.activities.whole = loading.consents.whole = loading.roles.whole = false;
    return;
  }
  if (activities->entries.empty()) loading.error(activities->place, "'activities' is empty.");
  for (const auto& [name, node] : activities->entries) {
    loading.map.activities.push_back(read_activity(name, node, loading));
    loading.activities.all.push_back(name.text);
  }
}

}  // namespace habeas::map

// What a form of the desk lacks, said at its fields before any rule is asked.
#include <habeas/web/desk.h>

#include <algorithm>

namespace habeas::web {
namespace {

using law::Right;

class Looking {
 public:
  explicit Looking(const Visit& visit) : visit_(visit) {}

  void need(const std::string& field, const char* words) {
    if (visit_.message.field(field).find_first_not_of(" \t\r\n") == std::string::npos) add(field, words);
  }
  void need_one_of(const std::string& field, const std::vector<Page::Choice>& choices, const char* words) {
    const std::string said = visit_.message.field(field);
    if (std::none_of(choices.begin(), choices.end(), [&](const auto& one) { return one.value == said; }))
      add(field, words);
  }
  void add(const std::string& field, const char* words) { found_.push_back({field, visit_.words[words]}); }
  std::vector<Mistake> found() { return std::move(found_); }

 private:
  const Visit& visit_;
  std::vector<Mistake> found_;
};

void look_at_decision(Looking& looking, const Visit& visit, const request::Request& request) {
  const bool weighed = request.right == Right::objection || request.right == Right::automated_decision;
  if (weighed) looking.need("outcome", "web.need.outcome");
  if (weighed || visit.message.field("outcome") == "mistaken")
    looking.need("decision-reasons", "web.need.reasons");
}

void look_at_death(Looking& looking, const Visit& visit) {
  looking.need("document", "web.need.document");
  if (!base::parse_date(visit.message.field("died"))) looking.add("died", "web.need.died");
  looking.need("place", "web.need.place");
}

}  // namespace

std::vector<Mistake> mistakes_of(const Visit& visit, const request::Request& request,
                                 const std::string& act) {
  Looking looking(visit);
  if (act == "identity") {
    looking.need("level", "web.need.level");
    looking.need("method", "web.need.method");
  }
  if (act == "refuse") {
    looking.need_one_of("ground", grounds_of(visit, request), "web.need.ground-of-refusal");
    looking.need("reasons", "web.need.reasons");
  }
  if (act == "decide") look_at_decision(looking, visit, request);
  if (act == "death") look_at_death(looking, visit);
  if (act == "extend") looking.need("extension", "web.need.extension");
  if (act == "message") looking.need("text", "web.need.message");
  return looking.found();
}

}  // namespace habeas::web

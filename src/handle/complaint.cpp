#include <habeas/handle/complaint.h>

#include <habeas/answer/zip.h>
#include <habeas/handle/letters.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace habeas::handle {
namespace {

using request::What;

// What she wrote in her own words when she asked; the rest of the details are choices.
std::vector<std::string> her_words(House& house, const std::string& reference, const answer::Words& words) {
  static const std::set<std::string> free = {"situation", "why", "view", "was", "is", "wish"};
  std::vector<std::string> lines;
  const auto details = house.people.details(reference);
  for (const auto& [name, value] : details.reveal()) {
    if (free.contains(name) && !value.empty())
      lines.push_back(words.fill("letter.she-wrote", {{"text", value}}));
  }
  return lines;
}

// What she wrote and what was written to her. Why staff decided what they decided may name other people, and is theirs.
bool is_addressed_to_her(const request::Event& event) {
  static const std::set<What> to_or_from_her = {What::received, What::message_in, What::message_out,
                                                What::clarification_asked, What::refused};
  if (event.what == What::clarification_given) return event.by == "person";
  return to_or_from_her.contains(event.what);
}

std::string beside(const House& house, const Case& of, const request::Event& event,
                   const answer::Words& words) {
  if (const std::string* system = event.fact("system")) {
    const map::System* declared = house.map.organisation.system(map::SystemName(*system));
    return declared && !declared->title.empty() ? law::say(declared->title, of.request.language) : *system;
  }
  if (const std::string* letter = event.fact("letter")) {
    const auto keys = words.keys();
    const std::string key = "web.file." + *letter;
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) return words[key];
  }
  return is_addressed_to_her(event) ? event.text.reveal() : std::string();
}

// How habeas went about it is no news to a judge; what was asked, said, decided and done is.
bool is_of_interest(What what) {
  static const std::set<What> inner = {What::planned, What::run_begun, What::noted, What::package_fetched};
  return !inner.contains(what);
}

void add_request(House& house, const Case& of, const std::string& reference, answer::LetterFacts& facts) {
  const auto request = house.people.request(reference, house.rules());
  if (!request) return;
  const answer::Words& words = answer::Words::in(of.request.language);
  const std::string zone = map::zone_of(house.map.organisation, house.library);
  const law::RightWords* right = house.library.words_of(request->right);
  std::vector<std::string> lines = her_words(house, reference, words);
  for (const request::Event& event : request->events) {
    if (!is_of_interest(event.what)) continue;
    const bool in_a_drawer = event.what == What::letter_sent && !request::has_left(event);
    std::string line =
        words.date(base::date_in(zone, event.at)) + words["colon"] +
        words[in_a_drawer ? "letter.not-left" : "web.event." + std::string(request::to_string(event.what))];
    if (const std::string more = beside(house, of, event, words); !more.empty()) line += " – " + more;
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
  }
  const std::string title =
      right ? law::say(right->title, of.request.language) : std::string(law::to_string(request->right));
  facts.history.emplace_back(reference + " – " + title, std::move(lines));
}

// Every letter that was written to her, as it was written. The packages are hers already, each in its own request.
void archive(House& house, const Case& of, const std::string& letter,
             const std::vector<std::string>& references) {
  const std::string path = house.scratch + "/" + of.reference() + "-file.zip";
  std::filesystem::create_directories(house.scratch);
  std::filesystem::remove(path);
  answer::Zip zip(path);
  for (const store::Filed& filed : house.people.files(of.reference())) {
    if (filed.name == letter) zip.add(letter, filed.content.reveal());
  }
  for (const std::string& reference : references) {
    for (const store::Filed& filed : house.people.files(reference)) {
      const bool is_letter = filed.media_type.rfind("text/html", 0) == 0;
      if (is_letter && !filed.destroyed) zip.add(reference + "/" + filed.name, filed.content.reveal());
    }
  }
  file_zip(house, of, "whole-file.zip", path, zip.finish().sha256, {});
}

}  // namespace

std::vector<std::string> send_complaint_file(House& house, const Case& of) {
  answer::LetterFacts facts = letter_facts(house, of);
  if (!of.request.identity_proven || !of.person)
    return {send_letter(house, of, answer::LetterKind::complaint_file, facts)};
  std::vector<std::string> references = house.people.requests_of(*of.person);
  for (const std::string& reference : references) add_request(house, of, reference, facts);
  std::string letter;
  // Both or neither: an answered request is not answered again, and its archive would be missing for good.
  house.people.in_one([&] {
    letter = send_letter(house, of, answer::LetterKind::complaint_file, facts);
    archive(house, of, letter, references);
  });
  return {letter, "whole-file.zip"};
}

}  // namespace habeas::handle

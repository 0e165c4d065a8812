#include <habeas/base/digest.h>
#include <habeas/map/check.h>
#include <habeas/plan/information.h>

#include <algorithm>
#include <set>

namespace habeas::plan {
namespace {

bool concerns(const map::Activity& activity, const map::RoleName& audience) {
  return std::find(activity.about.begin(), activity.about.end(), audience) != activity.about.end();
}

bool says(const map::Words& words) {
  return std::any_of(words.begin(), words.end(), [](const auto& one) { return !one.second.empty(); });
}

// What the maps say of an activity's data.
struct DataOf {
  std::set<std::string> categories;
  bool indirect = false;
};

DataOf data_of(const map::Map& map, const map::ActivityName& activity) {
  DataOf data;
  for (const map::SystemMap& system : map.systems) {
    for (const map::Collection& collection : system.collections) {
      for (const map::Field& field : collection.fields) {
        if (std::find(field.purposes.begin(), field.purposes.end(), activity) == field.purposes.end())
          continue;
        if (!field.data.empty()) data.categories.insert(field.data);
        data.indirect = data.indirect || field.from == map::From::third_party;
      }
    }
  }
  return data;
}

class Checking {
 public:
  Checking(const map::Map& map, const law::Library& library, Notice& notice)
      : map_(map), library_(library), notice_(notice) {}

  void organisation() {
    const map::Contact& controller = map_.organisation.controller;
    if (controller.name.empty() || (controller.address.empty() && controller.contact.empty()))
      lacks("13(1)(a)", "", "the controller's name and how to reach it");
    if (map_.organisation.dpo && map_.organisation.dpo->contact.empty())
      lacks("13(1)(b)", "", "how to reach the data-protection officer");
    if (!library_.authority(controller.country))
      lacks("13(2)(d)", "", "the supervisory authority of the controller's country");
    for (const law::Right right : {law::Right::access, law::Right::rectification, law::Right::erasure,
                                   law::Right::restriction, law::Right::objection, law::Right::portability}) {
      if (!library_.words_of(right))
        lacks("13(2)(b)", "", "the words of the right of " + std::string(law::to_string(right)));
    }
    if (notice_.activities.empty())
      lacks("13(1)(c)", "", "any purpose: no activity is about '" + notice_.audience.text() + "'");
  }

  // One that uses their data and does not say whom it is about would be left out, and nobody would notice.
  void nobodys(const map::Activity& activity) {
    if (!activity.about.empty()) return;
    const auto people = map::people_served(map_, activity.name);
    if (std::find(people.begin(), people.end(), notice_.audience) == people.end()) return;
    const std::string& name = activity.name.text();
    lacks("13(1)(c)", name,
          "whom '" + name + "' is about (about: in activities.yaml): it uses data of '" +
              notice_.audience.text() + "'");
  }

  void activity(const map::Activity& activity, const DataOf& data) {
    const std::string& name = activity.name.text();
    if (!says(activity.purpose)) lacks("13(1)(c)", name, "the purpose of '" + name + "'");
    if (activity.basis_reference.empty()) lacks("13(1)(c)", name, "a legal basis for '" + name + "'");
    if (activity.basis == law::LegalBasis::legitimate_interests && !says(activity.interest))
      lacks("13(1)(d)", name, "the legitimate interest of '" + name + "', in words");
    for (const map::RecipientName& recipient : activity.recipients) received(activity, recipient);
    if (!says(activity.retention.active) && !activity.retention.archive)
      lacks("13(2)(a)", name, "how long the data of '" + name + "' is kept");
    if (activity.automated && (!says(activity.automated->effect) || !says(activity.automated->logic)))
      lacks("13(2)(f)", name, "the logic and the effect of the automated decision of '" + name + "'");
    if (!data.indirect) return;
    if (!says(activity.source)) lacks("14(2)(f)", name, "where the data of '" + name + "' comes from");
    if (data.categories.empty()) lacks("14(1)(d)", name, "the categories of data of '" + name + "'");
  }

 private:
  void received(const map::Activity& activity, const map::RecipientName& name) {
    const map::Recipient* recipient = map_.organisation.recipient(name);
    if (!recipient || recipient->display.empty()) {
      lacks("13(1)(e)", activity.name.text(), "the name of the recipient '" + name.text() + "'");
      return;
    }
    // The library has an authority for every country where the Regulation applies.
    const bool far = !recipient->country.empty() && !library_.authority(recipient->country);
    if (far && !says(recipient->safeguards) && !says(activity.transfers))
      lacks("13(1)(f)", activity.name.text(),
            "what protects the data that '" + name.text() + "' receives outside the EEA");
  }

  void lacks(const std::string& number, const std::string& activity, const std::string& what) {
    notice_.missing.push_back({{"GDPR", number}, activity, "missing: " + what});
  }

  const map::Map& map_;
  const law::Library& library_;
  Notice& notice_;
};

// All that a notice says, each part with its length: another text, another version.
class Version {
 public:
  void add(std::string_view part) {
    sha_.add(std::to_string(part.size()) + ":");
    sha_.add(part);
  }
  void add(const map::Words& words) {
    add(std::to_string(words.size()));
    for (const auto& [language, text] : words) {
      add(language);
      add(text);
    }
  }
  void add(const map::Contact& contact) {
    for (const std::string* part : {&contact.name, &contact.address, &contact.contact, &contact.country})
      add(*part);
  }
  void add(const std::optional<law::Duration>& duration) {
    add(duration ? law::in_words(*duration, "en") : std::string());
  }
  void add(const map::Organisation& organisation, const map::Activity& activity) {
    for (const map::Words* words :
         {&activity.title, &activity.purpose, &activity.interest, &activity.source, &activity.transfers,
          &activity.retention.active, &activity.retention.since})
      add(*words);
    add(activity.name.text());
    add(law::to_string(activity.basis));
    add(activity.basis_reference);
    add(activity.retention.archive);
    add(activity.retention.reference);
    for (const map::RecipientName& name : activity.recipients) {
      add(name.text());
      if (const map::Recipient* recipient = organisation.recipient(name)) {
        add(recipient->display);
        add(recipient->country);
        add(recipient->role);
        add(recipient->safeguards);
      }
    }
    add(activity.automated ? "automated" : "");
    if (activity.automated) {
      add(activity.automated->effect);
      add(activity.automated->logic);
    }
  }
  std::string hex() { return sha_.hex(); }

 private:
  base::Sha256 sha_;
};

std::string version_of(const map::Map& map, const law::Library& library, const Notice& notice) {
  Version version;
  version.add("habeas notice 1");
  version.add(library.digest());
  version.add(notice.audience.text());
  version.add(map.organisation.controller);
  if (map.organisation.dpo) version.add(*map.organisation.dpo);
  for (const map::Activity* activity : notice.activities) version.add(map.organisation, *activity);
  for (const std::string& category : notice.categories) version.add(category);
  version.add(notice.indirect ? "indirect" : "direct");
  return version.hex();
}

}  // namespace

Notice notice(const map::Map& map, const law::Library& library, const map::RoleName& audience) {
  Notice notice;
  notice.audience = audience;
  for (const map::Activity& activity : map.activities) {
    if (concerns(activity, audience)) notice.activities.push_back(&activity);
  }
  Checking checking(map, library, notice);
  checking.organisation();
  for (const map::Activity& activity : map.activities) checking.nobodys(activity);
  std::set<std::string> categories;
  for (const map::Activity* activity : notice.activities) {
    const DataOf data = data_of(map, activity->name);
    categories.insert(data.categories.begin(), data.categories.end());
    notice.indirect = notice.indirect || data.indirect;
    checking.activity(*activity, data);
  }
  notice.categories.assign(categories.begin(), categories.end());
  notice.version = version_of(map, library, notice);
  return notice;
}

}  // namespace habeas::plan

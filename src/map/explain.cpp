#include <habeas/map/explain.h>

#include <habeas/base/text.h>
#include <habeas/map/layers.h>
#include <habeas/map/telling.h>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace habeas::map {
namespace {

class Reader {
 public:
  Reader(const Map& map, const Wanted& wanted) : map_(map), wanted_(wanted), tell_(map, wanted.language) {}

  std::string read() {
    for (const auto& system : map_.systems) {
      if (wanted_.system && *wanted_.system != system.system) continue;
      if (wanted_.collection && system.collection(*wanted_.collection) == nullptr) continue;
      read_system(system);
    }
    if (text_.empty()) return {};
    if (!wanted_.collection) read_activities();
    return std::move(text_);
  }

 private:
  std::string pick(const char* french, const char* english) const { return tell_.pick(french, english); }

  void title(const std::string& text, char line) {
    const auto safe = base::for_terminal(text);
    text_ += (text_.empty() ? "" : "\n") + safe + "\n" + std::string(width_of(safe), line) + "\n";
  }

  void say(const std::string& sentence) { text_ += wrapped(sentence, 2); }

  void read_system(const SystemMap& system) {
    const auto* named = map_.organisation.system(system.system);
    const auto title_words = named == nullptr ? std::string() : law::say(named->title, wanted_.language);
    if (!wanted_.collection) {
      title(pick("Système ", "System ") + system.system.text() +
                (title_words.empty() ? "" : pick(" : ", ": ") + title_words),
            '=');
      say(fmt::format(
          fmt::runtime(pick("{} collection(s) de données personnelles, {} table(s) laissée(s) de côté.",
                            "{} collection(s) of personal data, {} table(s) left out.")),
          system.collections.size(), system.not_personal.size()));
    }
    for (const auto at : by_layer(system)) {
      const auto& collection = system.collections[at];
      if (!wanted_.collection || *wanted_.collection == collection.name) read_collection(system, collection);
    }
    if (!wanted_.collection) read_left_out(system);
  }

  void read_collection(const SystemMap& system, const Collection& collection) {
    const auto& words = law::say(collection.title, wanted_.language);
    title(collection.name.text() + (words.empty() ? "" : pick(" : ", ": ") + words), '-');
    if (collection.table.name != collection.name.text() || !collection.table.schema.empty()) {
      say(pick("Table lue : ", "Table read: ") + relation::to_string(collection.table) + ".");
    }
    for (const auto& sentence : tell_.whose(system, collection)) say(sentence);
    for (const auto& sentence : tell_.what(collection)) say(sentence);
    for (const auto& sentence : tell_.fate(collection)) say(sentence);
    for (const auto& sentence : tell_.purposes(collection)) say(sentence);
  }

  void read_left_out(const SystemMap& system) {
    if (system.not_personal.empty()) return;
    title(pick("Laissées de côté", "Left out"), '-');
    for (const auto& out : system.not_personal) {
      std::string shown;
      for (const auto& column : out.show) shown += (shown.empty() ? "" : ", ") + column.text();
      const auto more = shown.empty() ? std::string()
                                      : pick(" Montrée avec les lignes qui y mènent : ",
                                             " Shown with the rows that lead there: ") +
                                            shown + ".";
      say("- " + out.name.text() + pick(" : ", ": ") + law::say(out.because, wanted_.language) + "." + more);
    }
  }

  // Only the activities that the systems told above serve.
  void read_activities() {
    std::set<ActivityName> served;
    for (const auto& system : map_.systems) {
      if (wanted_.system && *wanted_.system != system.system) continue;
      for (const auto& collection : system.collections) {
        served.insert(collection.purposes.begin(), collection.purposes.end());
        for (const auto& field : collection.fields)
          served.insert(field.purposes.begin(), field.purposes.end());
        for (const auto& link : collection.links) served.insert(link.purposes.begin(), link.purposes.end());
      }
    }
    title(pick("Pourquoi ces données, et combien de temps", "Why this data, and for how long"), '=');
    for (const auto& activity : map_.activities) {
      if (served.contains(activity.name)) say("- " + tell_.activity(activity));
    }
  }

  const Map& map_;
  const Wanted& wanted_;
  Telling tell_;
  std::string text_;
};

}  // namespace

std::string explain(const Map& map, const Wanted& wanted) { return Reader(map, wanted).read(); }

}  // namespace habeas::map

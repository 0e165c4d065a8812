#include <habeas/find/level.h>

#include <habeas/base/fault.h>
#include <habeas/base/text.h>

#include <algorithm>
#include <utility>

// How a level is read: the threads, and the confirming of every row.
namespace habeas::find {
namespace {

using dossier::NotSearched;
using relation::Row;
using relation::Value;
using SteadyClock = std::chrono::steady_clock;

}  // namespace

Row as_texts(const Row& key) {
  Row texts;
  for (const auto& cell : key) {
    const auto text = dossier::key_text(cell);
    texts.push_back(text ? Value(relation::Text{*text}) : Value(relation::Null{}));
  }
  return texts;
}

std::string loose(const Row& tuple) {
  const auto is_text = [](const Value& cell) { return std::holds_alternative<relation::Text>(cell); };
  if (std::none_of(tuple.begin(), tuple.end(), is_text)) return {};
  std::string text;
  for (const auto& cell : tuple) {
    const auto canonical = relation::canonical_text(cell).value_or("");
    text += base::fold_loosely(base::to_utf8(base::trim(canonical)));
    text += '\0';
  }
  return text;
}

// Adds the time it lives, however it ends.
struct Spending {
  std::chrono::microseconds& spent;
  SteadyClock::time_point begun = SteadyClock::now();
  ~Spending() { spent += std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - begun); }
};

// Takes the rows of a system's look-ups; gives a scan up when its time is over.
class Level::Sink final : public source::RowSink {
 public:
  Sink(Level& level, std::vector<Asked*> asked, std::chrono::milliseconds most)
      : level_(level), asked_(std::move(asked)), until_(SteadyClock::now() + most) {}

  void row(std::size_t lookup, const base::Personal<Row>& cells) override {
    auto& asked = *asked_[lookup];
    if (!asked.served && SteadyClock::now() > until_) {
      throw base::Fault(base::FaultKind::timed_out, level_.chart_.places[asked.question->place].table.name,
                        "no index serves, and reading it all takes longer than allowed");
    }
    const auto before = asked.answer.proposals.size();
    level_.confirm(asked, cells.reveal());
    if (asked.answer.proposals.size() == before) return;
    if (level_.graph_.rows.size() + ++level_.proposed_ > level_.limits_.rows_at_once) throw TooManyRows();
  }

  void failed(std::size_t lookup, const std::exception_ptr& fault) override { asked_[lookup]->fault = fault; }

 private:
  Level& level_;
  std::vector<Asked*> asked_;
  SteadyClock::time_point until_;
};

bool Level::run() {
  std::vector<Asked> all;
  all.reserve(questions_.size());
  for (const auto& [order, question] : questions_) {
    if (auto asked = prepare(question)) all.push_back(std::move(*asked));
  }
  std::map<std::size_t, std::vector<Asked*>> by_system;
  for (auto& asked : all) by_system[chart_.places[asked.question->place].system].push_back(&asked);
  std::vector<std::pair<std::size_t, std::vector<Asked*>>> systems(by_system.begin(), by_system.end());
  std::vector<std::exception_ptr> lost(systems.size());
  in_parallel(systems.size(), [&](std::size_t i) {
    try {
      read_system(systems[i].first, systems[i].second);
    } catch (const base::Fault&) {
      lost[i] = std::current_exception();
    }
  });
  bool whole = true;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    if (!lost[i]) continue;
    whole = false;
    try {
      std::rethrow_exception(lost[i]);
    } catch (const base::Fault& fault) {
      state_.lost(systems[i].first, fault.detail());
    }
  }
  for (const auto& asked : all) whole = record(asked) && whole;
  if (whole) {
    for (auto& asked : all) {
      merge(*asked.question, asked.answer);
      asked.answer = {};
    }
  }
  questions_.clear();
  return whole;
}

void Level::read_system(std::size_t system, std::vector<Asked*>& asked) {
  auto& open = state_.systems[system];
  const Spending spending{open.spent};
  const auto read = [&](const std::vector<Asked*>& together) {
    std::vector<source::Lookup> lookups;
    for (auto* one : together) lookups.push_back(std::move(one->lookup));
    Sink sink(*this, together, limits_.scan);
    open.snapshot->read(lookups, sink);
  };
  std::vector<Asked*> served;
  for (auto* one : asked) {
    if (one->served) served.push_back(one);
  }
  if (!served.empty()) read(served);
  for (auto* one : asked) {
    if (one->served) continue;
    try {
      read({one});
    } catch (const base::Fault& fault) {
      if (fault.kind() != base::FaultKind::timed_out) throw;
      one->fault = std::current_exception();
    }
  }
}

// Notes what failed for one look-up. True when it did not fail.
bool Level::record(const Asked& asked) {
  if (!asked.fault) return true;
  const auto place = asked.question->place;
  const auto system = chart_.places[place].system;
  try {
    std::rethrow_exception(asked.fault);
  } catch (const base::Fault& fault) {
    if (fault.kind() == base::FaultKind::timed_out) {
      for (const auto& column : asked.columns) state_.exclusions.slow.insert({place, column.text()});
      return false;
    }
    if (fault.kind() == base::FaultKind::unavailable || fault.kind() == base::FaultKind::broken) {
      state_.lost(system, fault.detail());
      return false;
    }
    NotSearched said;
    said.why =
        fault.kind() == base::FaultKind::vanished ? NotSearched::Why::table_missing : NotSearched::Why::other;
    said.system = chart_.map->systems[system].system;
    const auto& at = chart_.places[place];
    said.collection = at.collection != nullptr ? at.collection->name : at.sight->name;
    said.detail = fault.detail();
    state_.exclusions.places.emplace_back(place, std::move(said));
  }
  return false;
}

// One table may be several collections, each with its `where`: what one leaves out, another has.
bool Level::is_of_another_collection(const Place& place, const Row& cells) const {
  return std::any_of(chart_.places.begin(), chart_.places.end(), [&](const Place& other) {
    if (&other == &place || other.system != place.system || other.collection == nullptr ||
        other.table != place.table)
      return false;
    const auto columns = relation::columns_of(other.where);
    return std::all_of(columns.begin(), columns.end(),
                       [&](const ColumnName& column) { return place.keeps(column); }) &&
           satisfies(place, other.where, cells);
  });
}

void Level::confirm(Asked& asked, const Row& cells) const {
  const auto& place = chart_.places[asked.question->place];
  const auto side = satisfies(place, place.where, cells) ? Side::inside : Side::outside;
  if (side == Side::outside && is_of_another_collection(place, cells)) return;
  if (asked.question->what == Question::What::key) {
    if (side == Side::inside) confirm_key(asked, cells);
    return;
  }
  const bool of_identifiers = asked.question->what == Question::What::field ||
                              asked.question->what == Question::What::identifier_link;
  of_identifiers ? confirm_identifier(asked, cells, side) : confirm_link(asked, cells, side);
}

void Level::confirm_identifier(Asked& asked, const Row& cells, Side side) const {
  const auto& question = *asked.question;
  const auto& place = chart_.places[question.place];
  std::vector<std::string> texts;
  subject::KindName kind;
  if (question.what == Question::What::field) {
    const auto& field = place.collection->fields[question.index];
    kind = *field.identifier;
    bool undecodable = false;
    texts = identifiers_of(place, field, cells, undecodable);
    asked.answer.undecodable += undecodable && side == Side::inside ? 1 : 0;
  } else {
    const auto& link = chart_.links[question.index];
    kind = *link.link->identifier;
    if (auto text = text_of(chart_, link, cells)) texts.push_back(std::move(*text));
  }
  std::vector<IdentId> borne;
  for (const auto& text : texts) {
    const auto ident = known_ident(graph_, chart_.map->organisation.kinds, kind, text);
    if (!ident || !question.idents.contains(*ident)) continue;
    if (std::find(borne.begin(), borne.end(), *ident) == borne.end()) borne.push_back(*ident);
  }
  if (!borne.empty()) asked.answer.proposals.push_back({cells, std::move(borne), nullptr, side});
}

void Level::confirm_link(Asked& asked, const Row& cells, Side side) const {
  const auto& question = *asked.question;
  const auto& link = chart_.links[question.index];
  const bool pointing = question.what == Question::What::pointing;
  const auto tuple = compared(link, pointing ? link.here : link.there, cells);
  if (!tuple || (pointing && !active(chart_, link, cells))) return;
  const auto found = question.origins.find(relation::encode(*tuple));
  if (found == question.origins.end()) {
    if (side == Side::inside) count_differing(asked, *tuple);
  } else {
    asked.answer.proposals.push_back({cells, {}, &found->second, side});
  }
}

void Level::confirm_key(Asked& asked, const Row& cells) const {
  const auto key = key_of(chart_.places[asked.question->place], cells).reveal();
  if (asked.question->origins.contains(relation::encode(as_texts(key))))
    asked.answer.proposals.push_back({cells, {}, nullptr, Side::inside});
}

// The database took this row for equal, and it is not: every origin whose spelling comes near is told.
void Level::count_differing(Asked& asked, const Row& tuple) const {
  const auto& question = *asked.question;
  const auto wanted = loose(tuple);
  std::vector<RowId> origins;
  std::vector<RowId> all;
  for (const auto& key : question.tuples) {
    const auto& rows = question.origins.at(relation::encode(key));
    all.insert(all.end(), rows.begin(), rows.end());
    if (loose(key) == wanted) origins.insert(origins.end(), rows.begin(), rows.end());
  }
  for (const auto origin : origins.empty() ? all : origins) ++asked.answer.differing[origin];
}

}  // namespace habeas::find

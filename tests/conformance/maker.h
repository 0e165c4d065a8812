// Maker: how the conformance suite gets a source of each kind with given tables and rows. A new connector adds
// one Maker to makers() in makers.cpp, and passes the suite.
#pragma once

#include <habeas/base/time.h>
#include <habeas/relation/catalogue.h>
#include <habeas/source/source.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace habeas::conformance {

struct GivenTable {
  std::string name;
  struct Column {
    std::string name;
    relation::Family family =
        relation::Family::text;  // integer, real, text, bytes, or other: cells of any type
  };
  std::vector<Column> columns;
  std::vector<relation::Row> rows;
  std::vector<std::string> key;  // columns; none: no primary key
};

struct Given {
  std::vector<GivenTable> tables;
  std::vector<std::pair<std::string, std::string>> documents;  // path and content, where the kind holds them
};

// A source, with whatever keeps it alive. It is removed with the last reference.
struct Made {
  std::shared_ptr<void> keeper;
  std::unique_ptr<source::Source> source;
  std::function<std::unique_ptr<source::Source>()>
      again;                      // the same system, as another process would open it
  std::function<void()> by_hand;  // where a person carries changes out: she does all she was asked
};

struct Maker {
  std::string kind;
  bool keeps_types = true;  // false: every cell comes back as its canonical text
  std::function<Made(const Given& given, const base::Clock& clock)> make;
  bool by_hand = false;  // a person carries changes out

  friend std::ostream& operator<<(std::ostream& out, const Maker& maker) { return out << maker.kind; }
};

const std::vector<Maker>& makers();

}  // namespace habeas::conformance

// The tree is built from yaml-cpp's events as they come, so that nothing is expanded and everything has its
// place. What is refused is still read where it can be, for the sake of the problems behind it.
#include <habeas/base/yaml.h>

#include <habeas/base/must.h>
#include <habeas/base/text.h>
#include <habeas/base/yaml_source.h>
#include <habeas/base/yaml_trouble.h>

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <sstream>
#include <unordered_set>

namespace habeas::base {
namespace {

// Ends the reading from within an event: what comes after would only be more of the same.
struct Enough {};

constexpr std::size_t most_problems = 200;

// A key as a message shows it: a hostile one may be as long as the file.
std::string shown(const std::string& key) {
  constexpr std::size_t most = 80;
  return key.size() <= most ? key : to_utf8(key.substr(0, most)) + "…";
}

// A list or mapping that is being read.
struct Open {
  Node node;
  std::unordered_set<std::string> keys;
  Node key;  // of a mapping: the one whose value is awaited
  bool awaits_value = false;
  bool refused = false;  // the next value goes nowhere: its key was refused
  bool flow = false;
};

class Builder final : public YAML::EventHandler {
 public:
  Builder(const YamlSource& source, const YamlLimits& limits, Problems& problems)
      : source_(source), limits_(limits), problems_(problems) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    if (source_.has_at(offset_of(mark), "---")) {
      report(place_of(mark), "a second document begins here", "Keep one document to a file.");
    } else {
      report(place_of(mark), "this does not belong to what is above it", "Check the indentation.");
    }
    throw Enough{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    Node node = begin(mark, Node::Kind::null);
    const std::string word = source_.null_word_at(offset_of(mark));
    if (wants_key()) {
      node.kind = Node::Kind::scalar;
      node.plain = true;
      node.text = word;
    } else if (word.empty() && in_flow_list()) {
      report(node.place, "a value is missing", "Write null for an empty one.");
    } else if (word.empty() && awaits_value()) {
      node.place = open_.back().key.place;  // nothing is written: the key is what one can point at
    }
    take(std::move(node));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    report(place_of(mark), "an alias ('*') is not allowed", "Write the value out.");
    take(begin(mark, Node::Kind::missing));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    Node node = begin(mark, Node::Kind::scalar);
    node.plain = tag == "?" || tag.empty();
    node.text = value;
    if (!source_.closes_quote(offset_of(mark))) report(node.place, "a quote is not closed", {});
    if (value.find('\0') != std::string::npos) report(node.place, "a NUL character is not allowed", {});
    take(std::move(node));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(mark, tag, anchor, style, Node::Kind::list);
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(mark, tag, anchor, style, Node::Kind::mapping);
  }
  void OnMapEnd() override { close(); }

  void report(Place place, std::string what, std::string hint) {
    if (finishing_) return;
    Problem problem{std::move(place), std::move(what), std::move(hint), Gravity::error};
    if (!problems_.empty() && problems_.back() == problem) return;  // a key with a tag begins its mapping too
    problems_.push_back(std::move(problem));
    if (problems_.size() >= most_problems) throw Enough{};
  }

  Place place_of(const YAML::Mark& mark) const {
    if (mark.is_null()) return source_.whole();
    return source_.place(offset_of(mark));
  }

  // What was read, with everything closed that the reading left open.
  Node finish() {
    finishing_ = true;
    while (!open_.empty()) close();
    return std::move(root_);
  }

 private:
  static std::size_t offset_of(const YAML::Mark& mark) {
    return static_cast<std::size_t>(std::max(mark.pos, 0));
  }

  bool wants_key() const {
    return !open_.empty() && open_.back().node.kind == Node::Kind::mapping && !open_.back().awaits_value;
  }

  bool awaits_value() const { return !open_.empty() && open_.back().awaits_value; }
  bool in_flow_list() const {
    return !open_.empty() && open_.back().flow && open_.back().node.kind == Node::Kind::list;
  }

  Node begin(const YAML::Mark& mark, Node::Kind kind) {
    if (++nodes_ > limits_.nodes) {
      report(place_of(mark), fmt::format("more than {} values in one file", limits_.nodes),
             "Split the file.");
      throw Enough{};
    }
    refuse_tabs(mark);
    Node node;
    node.kind = kind;
    node.place = place_of(mark);
    return node;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YAML::EmitterStyle::value style, Node::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    Open next;
    next.node = begin(mark, kind);
    next.flow = style == YAML::EmitterStyle::Flow;
    if (open_.size() >= limits_.depth) {
      report(next.node.place, fmt::format("nested deeper than {} levels", limits_.depth), {});
      throw Enough{};
    }
    open_.push_back(std::move(next));
  }

  void close() {
    must(!open_.empty(), "yaml-cpp closes what it opened");
    Open done = std::move(open_.back());
    open_.pop_back();
    if (done.awaits_value && !done.refused) {
      Node nothing;
      nothing.place = done.key.place;
      done.node.entries.push_back({std::move(done.key), std::move(nothing)});
    }
    take(std::move(done.node));
  }

  // Puts a finished node where it belongs.
  void take(Node node) {
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == Node::Kind::list) {
      parent.node.items.push_back(std::move(node));
    } else if (parent.awaits_value) {
      parent.awaits_value = false;
      if (!parent.refused) parent.node.entries.push_back({std::move(parent.key), std::move(node)});
    } else {
      take_key(parent, std::move(node));
    }
  }

  void take_key(Open& parent, Node key) {
    parent.awaits_value = true;
    parent.refused = true;
    if (key.kind == Node::Kind::missing) return;  // an alias: already reported
    if (key.kind != Node::Kind::scalar) {
      return report(key.place, "a key must be a plain word, not a list or a mapping",
                    "Put text that begins with '{' or '[' between quotes.");
    }
    if (key.plain && key.text.empty()) return report(key.place, "a key is missing before ':'", {});
    if (!parent.keys.insert(key.text).second) {
      return report(key.place, fmt::format("the key '{}' is there twice", shown(key.text)),
                    "Keep one: only the first was read.");
    }
    parent.refused = false;
    parent.key = std::move(key);
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0)
      report(place_of(mark), "an anchor ('&') is not allowed", "Write the value out where it is needed.");
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    const bool explicit_tag =
        (tag != "?" && tag != "!" && !tag.empty()) || source_.at(offset_of(mark)) == '!';
    if (explicit_tag)
      report(place_of(mark), "a tag ('!') is not allowed", "Put text that begins with '!' between quotes.");
  }

  // YAML forbids tabs as indentation of blocks; yaml-cpp lets some through and then nests otherwise than it looks.
  void refuse_tabs(const YAML::Mark& mark) {
    if (!open_.empty() && open_.back().flow) return;
    const auto tab = source_.tab_in_indentation(offset_of(mark));
    if (!tab || tab == last_tab_) return;
    last_tab_ = tab;
    report(source_.place(*tab), "a tab indents this line", "Indent with spaces.");
  }

  const YamlSource& source_;
  const YamlLimits& limits_;
  Problems& problems_;
  std::vector<Open> open_;
  Node root_;
  std::size_t nodes_ = 0;
  std::size_t documents_ = 0;
  bool finishing_ = false;
  std::optional<std::size_t> last_tab_;
};

// yaml-cpp stops at the first thing that is not YAML.
void parse(Builder& builder, const std::string& text) {
  std::istringstream stream(text);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Enough&) {
    return;
  } catch (const YAML::DeepRecursion& e) {
    builder.report(builder.place_of(e.mark), "nested too deeply", {});
  } catch (const YAML::Exception& e) {
    Trouble trouble = explained(e.msg);
    builder.report(builder.place_of(e.mark), std::move(trouble.what), std::move(trouble.hint));
  }
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto found =
      std::ranges::find_if(entries, [&](const auto& entry) { return entry.first.text == key; });
  return found == entries.end() ? nullptr : &found->second;
}

YamlFile read_yaml(std::string_view text, const std::string& file, const YamlLimits& limits) {
  YamlFile result;
  if (text.size() > limits.bytes) {
    result.problems.push_back({{file, 0, 0},
                               fmt::format("the file is larger than {} bytes", limits.bytes),
                               "Split it.",
                               Gravity::error});
    return result;
  }
  const YamlSource source(text, file);
  result.problems = source.problems();
  Builder builder(source, limits, result.problems);
  try {
    parse(builder, source.text());
  } catch (const Enough&) {
    // The limit of problems was met by the last one.
  }
  result.root = builder.finish();
  if (result.root.place.line == 0) result.root.place = source.whole();
  std::ranges::stable_sort(result.problems, {}, &Problem::place);
  return result;
}

}  // namespace habeas::base

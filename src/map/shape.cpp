#include <habeas/map/shape.h>

#include <fmt/format.h>

#include <algorithm>

namespace habeas::map {

using base::Node;

namespace {

std::string_view kind_of(const Node& node) {
  switch (node.kind) {
    case Node::Kind::missing: return "nothing";
    case Node::Kind::null: return "nothing";
    case Node::Kind::scalar: return node.is_true() || node.is_false() ? "true or false" : "text";
    case Node::Kind::list: return "a list";
    case Node::Kind::mapping: return "a mapping";
  }
  return "nothing";
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) {
  return {views.begin(), views.end()};
}

std::string quoted_list(const std::vector<std::string_view>& all) {
  std::string line;
  for (const auto& one : all) line += fmt::format("{}'{}'", line.empty() ? "" : ", ", one);
  return line;
}

class Checker {
 public:
  explicit Checker(base::Problems& problems) : problems_(problems) {}

  void mapping(const Node& node, const Form& form) {
    if (!is(node, Node::Kind::mapping, form.name)) return;
    for (const auto& [key, value] : node.entries) {
      if (const Key* known = key_of(form, key.text))
        typed(value, *known);
      else
        unknown_key(key, form);
    }
    missing_keys(node, form);
    exactly_one(node, form);
  }

 private:
  void add(const Node& node, std::string what, std::string hint = {}) {
    problems_.push_back({node.place, std::move(what), std::move(hint), base::Gravity::error});
  }

  void wrong_type(const Node& node, std::string_view name, std::string_view expected) {
    add(node, fmt::format("'{}' is {}; it must be {}.", name, kind_of(node), expected));
  }

  bool is(const Node& node, Node::Kind kind, std::string_view name) {
    if (node.kind == kind) return true;
    wrong_type(node, name,
               kind == Node::Kind::mapping ? "a mapping"
               : kind == Node::Kind::list  ? "a list"
                                           : "text");
    return false;
  }

  void unknown_key(const Node& key, const Form& form) {
    std::vector<std::string> known;
    for (const auto& one : form.keys) known.emplace_back(one.name);
    add(key, fmt::format("unknown key '{}'.", key.text), did_you_mean(key.text, known));
  }

  void missing_keys(const Node& node, const Form& form) {
    for (const auto& key : form.keys)
      if (key.need == Need::required && !node.find(key.name))
        add(node, fmt::format("'{}' is missing here.", key.name), std::string(key.meaning));
  }

  void exactly_one(const Node& node, const Form& form) {
    if (form.exactly_one.empty()) return;
    const Node* first = nullptr;
    for (const auto& [key, value] : node.entries) {
      const bool listed =
          std::find(form.exactly_one.begin(), form.exactly_one.end(), key.text) != form.exactly_one.end();
      if (listed && first) add(key, fmt::format("'{}' and '{}' exclude each other.", first->text, key.text));
      if (listed && !first) first = &key;
    }
    // A misspelt one has been reported as unknown: one mistake, one problem.
    if (!first && !has_unknown_key(node, form))
      add(node, fmt::format("one of {} must be here.", quoted_list(form.exactly_one)));
  }

  static bool has_unknown_key(const Node& node, const Form& form) {
    return std::any_of(node.entries.begin(), node.entries.end(),
                       [&](const auto& entry) { return !key_of(form, entry.first.text); });
  }

  void typed(const Node& node, const Key& key);

  void text(const Node& node, std::string_view name) {
    if (!is(node, Node::Kind::scalar, name)) return;
    if (node.text.empty()) add(node, fmt::format("'{}' is empty.", name));
  }

  void truth(const Node& node, std::string_view name) {
    if (!node.is_true() && !node.is_false()) wrong_type(node, name, "true or false, without quotes");
  }

  void constant(const Node& node, std::string_view name) {
    if (node.kind != Node::Kind::scalar && node.kind != Node::Kind::null)
      wrong_type(node, name, "one value: text, a number, true, false or null");
  }

  void list_of_text(const Node& node, std::string_view name) {
    for (const auto& item : node.items) text(item, name);
  }

  void texts(const Node& node, std::string_view name) {
    if (node.kind == Node::Kind::list) return list_of_text(node, name);
    if (node.kind != Node::Kind::scalar) return wrong_type(node, name, "text or a list of texts");
    text(node, name);
  }

  void choice(const Node& node, std::string_view name, std::string_view of) {
    if (!is(node, Node::Kind::scalar, name)) return;
    const auto all = choices(of);
    if (std::find(all.begin(), all.end(), node.text) != all.end()) return;
    add(node, fmt::format("'{}' cannot be '{}'.", name, node.text), did_you_mean(node.text, strings(all)));
  }

  void choice_or_texts(const Node& node, const Key& key) {
    if (node.kind == Node::Kind::list) return list_of_text(node, key.name);
    if (node.kind != Node::Kind::scalar) return wrong_type(node, key.name, "a word or a list of fields");
    choice(node, key.name, key.of);
  }

  void words(const Node& node, std::string_view name) {
    if (node.kind == Node::Kind::scalar) return text(node, name);
    if (node.kind != Node::Kind::mapping) return wrong_type(node, name, "text, or texts by language");
    if (node.entries.empty()) add(node, fmt::format("'{}' is empty.", name));
    for (const auto& [language, value] : node.entries) {
      const auto all = word_languages();
      if (std::find(all.begin(), all.end(), language.text) == all.end())
        add(language, fmt::format("unknown language '{}'.", language.text),
            did_you_mean(language.text, {all.begin(), all.end()}));
      text(value, name);
    }
  }

  void country(const Node& node, std::string_view name) {
    if (!is(node, Node::Kind::scalar, name) || is_country(node.text)) return;
    add(node, fmt::format("unknown country '{}'.", node.text),
        node.text == "UK" ? "Did you mean 'GB'?" : "Two letters as in ISO 3166: FR, DE, CH.");
  }

  void languages(const Node& node, std::string_view name) {
    if (!is(node, Node::Kind::list, name)) return;
    if (node.items.empty()) add(node, fmt::format("'{}' is empty.", name));
    for (const auto& item : node.items) {
      if (!is(item, Node::Kind::scalar, name)) continue;
      const auto all = our_languages();
      if (std::find(all.begin(), all.end(), item.text) == all.end())
        add(item, fmt::format("there are no letters and pages in '{}'.", item.text),
            "There are in fr and en.");
    }
  }

  void duration(const Node& node, std::string_view name) {
    if (!is(node, Node::Kind::scalar, name) || law::parse_duration(node.text)) return;
    add(node, fmt::format("'{}' is not a duration.", node.text), "Write 3 years, 13 months or 90 days.");
  }

  void conditions(const Node& node, std::string_view name) {
    if (!is(node, Node::Kind::mapping, name)) return;
    if (node.entries.empty()) add(node, fmt::format("'{}' is empty.", name));
    for (const auto& [column, value] : node.entries) {
      if (value.kind != Node::Kind::list) {
        constant(value, column.text);
        continue;
      }
      if (value.items.empty()) add(value, fmt::format("'{}' is empty: it would never hold.", column.text));
      for (const auto& item : value.items) constant(item, column.text);
    }
  }

  void columns(const Node& node, std::string_view name) {
    if (!is(node, Node::Kind::mapping, name)) return;
    for (const auto& [here, there] : node.entries) text(there, here.text);
  }

  void our_name(const Node& key, Naming naming) {
    if (key.text.empty()) add(key, "a name is empty.");
    if (naming == Naming::plain && !key.text.empty() && !is_plain_name(key.text))
      add(key, "this name cannot be used.", "Letters, digits, '-', '_' and '.', at most 64.");
  }

  void choices_by_name(const Node& node, const Key& key) {
    if (!is(node, Node::Kind::mapping, key.name)) return;
    for (const auto& [name, value] : node.entries) {
      our_name(name, Naming::plain);
      choice(value, name.text, key.of);
    }
  }

  // The form itself or its short form.
  void form_or_short(const Node& node, std::string_view name, const Form& form) {
    if (form.short_form.empty()) return is(node, Node::Kind::mapping, name) ? mapping(node, form) : void();
    if (node.kind == Node::Kind::scalar) return text(node, name);
    if (node.kind != Node::Kind::mapping) return wrong_type(node, name, "text or a mapping");
    mapping(node, form);
  }

  void forms_or_list(const Node& node, std::string_view name, const Form& form) {
    if (node.kind != Node::Kind::list) return form_or_short(node, name, form);
    if (node.items.empty()) add(node, fmt::format("'{}' is empty.", name));
    for (const auto& item : node.items) form_or_short(item, name, form);
  }

  void by_name(const Node& node, const Key& key) {
    if (!is(node, Node::Kind::mapping, key.name)) return;
    const Form& each = form(key.of);
    for (const auto& [name, value] : node.entries) {
      our_name(name, each.naming);
      if (key.type == Type::form_lists_by_name)
        forms_or_list(value, name.text, each);
      else
        form_or_short(value, name.text, each);
    }
  }

  base::Problems& problems_;
};

void Checker::typed(const Node& node, const Key& key) {
  switch (key.type) {
    case Type::text: return text(node, key.name);
    case Type::truth: return truth(node, key.name);
    case Type::constant: return constant(node, key.name);
    case Type::words: return words(node, key.name);
    case Type::texts: return texts(node, key.name);
    case Type::choice: return choice(node, key.name, key.of);
    case Type::choice_or_texts: return choice_or_texts(node, key);
    case Type::country: return country(node, key.name);
    case Type::languages: return languages(node, key.name);
    case Type::duration: return duration(node, key.name);
    case Type::conditions: return conditions(node, key.name);
    case Type::columns: return columns(node, key.name);
    case Type::choices_by_name: return choices_by_name(node, key);
    case Type::form: return form_or_short(node, key.name, form(key.of));
    case Type::forms: return forms_or_list(node, key.name, form(key.of));
    case Type::forms_by_name: return by_name(node, key);
    case Type::form_lists_by_name: return by_name(node, key);
  }
}

}  // namespace

void check_shape(const Node& node, const Form& form, base::Problems& problems) {
  Checker(problems).mapping(node, form);
}

std::string did_you_mean(const std::string& wrong, const std::vector<std::string>& known) {
  if (const auto near = base::nearest(wrong, known); !near.empty())
    return fmt::format("Did you mean '{}'?", near);
  if (known.empty() || known.size() > 12) return {};
  std::string line;
  for (const auto& one : known) line += fmt::format("{}'{}'", line.empty() ? "" : ", ", one);
  return fmt::format("Known: {}.", line);
}

}  // namespace habeas::map

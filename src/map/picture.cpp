#include <habeas/map/picture.h>

#include <habeas/map/layers.h>
#include <habeas/map/picture_layout.h>
#include <habeas/map/picture_text.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace habeas::map {
namespace {

using drawing::Arrow;
using drawing::Box;
using drawing::cut;
using drawing::escaped;
using drawing::Layout;
using drawing::Point;

constexpr double card_width = 288;
constexpr double grey_width = 190;
constexpr double head = 50;  // name and title
constexpr double line_height = 19;
constexpr double frame_head = 46;
constexpr double margin = 28;
constexpr std::size_t row_length = 40;  // characters
constexpr double between_systems = 30;

constexpr LinkKind kinds[] = {LinkKind::of, LinkKind::owns, LinkKind::mentions, LinkKind::shows};

// Dash, width and colour: any two differ in more than colour.
struct Look {
  const char* colour;
  const char* dash;
  double width;
};
Look look(LinkKind kind) {
  switch (kind) {
    case LinkKind::of: return {"#17457a", "none", 2.2};
    case LinkKind::owns: return {"#0b6b4f", "none", 4.2};
    case LinkKind::mentions: return {"#7a2e7a", "9 5", 2};
    case LinkKind::shows: return {"#5c5c5c", "2 5", 2};
  }
  return {"#000", "none", 1};
}

std::string style(LinkKind kind) {
  const auto l = look(kind);
  return fmt::format("stroke=\"{}\" stroke-width=\"{}\" stroke-dasharray=\"{}\"", l.colour, l.width, l.dash);
}

class Painter {
 public:
  Painter(const Map& map, const PictureOf& of) : map_(map), of_(of) {}

  std::string paint() {
    double y = 96;
    double width = 860;
    for (const auto& system : map_.systems) {
      if (of_.system && *of_.system != system.system) continue;
      const auto size = frame(system, y);
      width = std::max(width, size.x + 2 * margin);
      y += size.y + between_systems;
    }
    const double legend_top = y;
    legend(legend_top);
    return document(width, legend_top + 150);
  }

 private:
  std::string pick(const char* french, const char* english) const {
    return of_.language == "fr" ? french : english;
  }

  std::string document(double width, double height) const {
    const auto& name = map_.organisation.controller.name;
    const auto title = pick("La carte des données personnelles", "The map of personal data") +
                       (name.empty() ? "" : pick(" de ", " of ") + name);
    const auto count =
        fmt::format(fmt::runtime(pick("{} collections de données personnelles, {} tables de côté",
                                      "{} collections of personal data, {} tables left out")),
                    collections_, left_out_);
    std::string text = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"picture-title "
        "picture-desc\" lang=\"{}\" width=\"{:.0f}\" height=\"{:.0f}\" "
        "viewBox=\"0 0 {:.0f} {:.0f}\" font-family=\"'DejaVu Sans', Verdana, Arial, sans-serif\" "
        "font-size=\"13\">\n",
        of_.language == "fr" ? "fr" : "en", width, height, width, height);
    text += fmt::format("<title id=\"picture-title\">{}</title>\n<desc id=\"picture-desc\">{}</desc>\n",
                        escaped(title), escaped(count + ". " + told_));
    text += "<defs>\n" + markers() + "</defs>\n";
    text += fmt::format("<rect width=\"{:.0f}\" height=\"{:.0f}\" fill=\"#ffffff\"/>\n", width, height);
    text += words(margin, 44, title, "font-size=\"24\" font-weight=\"bold\" fill=\"#1c1c1c\"");
    text += words(margin, 70, count, "font-size=\"14\" fill=\"#444444\"");
    return text + body_ + "</svg>\n";
  }

  static std::string words(double x, double y, const std::string& content, const std::string& attributes) {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" {}>{}</text>\n", x, y, attributes, escaped(content));
  }

  // Filled heads where data belongs, open ones where it is only seen; owns begins with a lozenge.
  static std::string markers() {
    std::string text;
    for (const auto kind : kinds) {
      const bool open = kind == LinkKind::mentions || kind == LinkKind::shows;
      text += fmt::format(
          "<marker id=\"to-{}\" viewBox=\"0 0 12 12\" refX=\"11\" refY=\"6\" markerWidth=\"12\" "
          "markerHeight=\"12\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
          "<path d=\"M1 1 L11 6 L1 11{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"1.6\"/></marker>\n",
          to_string(kind), open ? "" : " Z", open ? "none" : look(kind).colour, look(kind).colour);
    }
    text += fmt::format(
        "<marker id=\"from-owns\" viewBox=\"0 0 16 12\" refX=\"1\" refY=\"6\" markerWidth=\"16\" "
        "markerHeight=\"12\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
        "<path d=\"M1 6 L8 1 L15 6 L8 11 Z\" fill=\"#ffffff\" stroke=\"{}\" "
        "stroke-width=\"1.6\"/></marker>\n",
        look(LinkKind::owns).colour);
    return text;
  }

  // --- one system ----------------------------------------------------------------------------------------

  // Draws it at `top`, and gives its size.
  Point frame(const SystemMap& system, double top) {
    collections_ += system.collections.size();
    left_out_ += system.not_personal.size();
    const auto layout = arranged(system);
    const double width = std::max(layout.width + 2 * margin, 620.0);
    const double height = layout.height + frame_head + 2 * margin;
    body_ += fmt::format("<g transform=\"translate({:.1f} {:.1f})\">\n", margin, top);
    body_ += fmt::format(
        "<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"6\" fill=\"#f7f5f0\" stroke=\"#8d8677\" "
        "stroke-width=\"1.5\"/>\n",
        width, height);
    const auto* named = map_.organisation.system(system.system);
    const auto title = named == nullptr ? std::string() : law::say(named->title, of_.language);
    const auto kind = named == nullptr ? std::string() : named->kind;
    body_ += words(margin - 8, 32,
                   pick("Système ", "System ") + system.system.text() + (title.empty() ? "" : " · " + title) +
                       (kind.empty() ? "" : " (" + kind + ")"),
                   "font-size=\"17\" font-weight=\"bold\" fill=\"#3a352a\"");
    body_ += fmt::format("<g transform=\"translate({:.1f} {:.1f})\">\n", margin, frame_head + margin / 2);
    for (std::size_t i = 0; i < layout.arrows.size(); ++i) {
      const auto& one = layout.arrows[i];
      arrow(one, drawn_[i], one.points.front().x == layout.boxes[one.from].x ? Side::left : Side::right);
    }
    for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
      const bool mapped = i < system.collections.size();
      mapped ? card(system.collections[i], layout.boxes[i])
             : grey_card(system.not_personal[i - system.collections.size()], layout.boxes[i]);
    }
    body_ += "</g>\n</g>\n";
    told_ += tell(system);
    return {width, height};
  }

  Layout arranged(const SystemMap& system) {
    const auto layer = layers(system);
    std::vector<Box> boxes;
    std::vector<Arrow> arrows;
    drawn_.clear();
    std::size_t last = 0;
    for (std::size_t i = 0; i < system.collections.size(); ++i) {
      const auto& collection = system.collections[i];
      boxes.push_back(
          {layer[i], card_width,
           head + line_height * static_cast<double>(rows_before(collection) + collection.links.size()) + 8,
           collection.name.text()});
      last = std::max(last, layer[i] + 1);
    }
    for (const auto& out : system.not_personal) boxes.push_back({last, grey_width, 42, out.name.text()});
    for (std::size_t i = 0; i < system.collections.size(); ++i) {
      const auto& links = system.collections[i].links;
      for (std::size_t n = 0; n < links.size(); ++n) {
        const auto to = index_of(system, links[n]);
        if (to == boxes.size()) continue;
        const double port =
            head + line_height * (static_cast<double>(rows_before(system.collections[i]) + n) + 0.5) - 2;
        arrows.push_back({i, to, port, {}});
        drawn_.push_back(links[n].kind);
      }
    }
    return drawing::arrange(std::move(boxes), std::move(arrows));
  }

  static std::size_t index_of(const SystemMap& system, const Link& link) {
    const auto none = system.collections.size() + system.not_personal.size();
    if (link.identifier) return none;
    for (std::size_t i = 0; i < system.collections.size(); ++i) {
      if (!link.target_is_sight_only && system.collections[i].name == link.target) return i;
    }
    for (std::size_t i = 0; i < system.not_personal.size(); ++i) {
      if (link.target_is_sight_only && system.not_personal[i].name == link.target)
        return system.collections.size() + i;
    }
    return none;
  }

  // --- cards ---------------------------------------------------------------------------------------------

  // "se trouve par email, phone*": each kind once, in as many rows as it takes.
  std::vector<std::string> identifiers(const Collection& collection) const {
    std::vector<std::string> kinds_borne;
    for (const auto& field : collection.fields) {
      if (!field.identifier) continue;
      auto kind = field.identifier->text() + (field.shared ? "*" : "");
      if (std::ranges::find(kinds_borne, kind) == kinds_borne.end()) kinds_borne.push_back(std::move(kind));
    }
    std::vector<std::string> rows;
    for (const auto& kind : kinds_borne) {
      if (rows.empty()) {
        rows.push_back(pick("se trouve par ", "found by ") + kind);
      } else if (rows.back().size() + kind.size() + 3 <= row_length) {
        rows.back() += ", " + kind;
      } else {
        rows.back() += ",";
        rows.push_back(kind);
      }
    }
    return rows;
  }

  std::string counted(const Collection& collection) const {
    const auto count = [&](auto test) {
      return static_cast<std::size_t>(std::ranges::count_if(collection.fields, test));
    };
    const auto data = count([](const Field& f) { return !f.data.empty() && !f.secret; });
    const auto secret = count([](const Field& f) { return f.secret; });
    const auto special = count([](const Field& f) { return f.special; });
    auto text = fmt::format("{} {}", data,
                            data == 1 ? pick("donnée personnelle", "personal datum")
                                      : pick("données personnelles", "personal data"));
    if (special > 0)
      text += fmt::format(", {} {}", special,
                          special == 1 ? pick("sensible", "special") : pick("sensibles", "special"));
    if (secret > 0) text += fmt::format(", {} {}", secret, secret == 1 ? "secret" : "secrets");
    return text;
  }

  std::size_t rows_before(const Collection& collection) const {
    return 1 + (collection.is ? 1u : 0u) + identifiers(collection).size();
  }

  void card(const Collection& collection, const Box& box) {
    const bool person = collection.is.has_value();
    body_ += fmt::format("<g transform=\"translate({:.1f} {:.1f})\"><title>{}</title>\n", box.x, box.y,
                         escaped(collection.name.text()));
    body_ += fmt::format(
        "<rect width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{}\" fill=\"{}\" stroke=\"{}\" "
        "stroke-width=\"{}\"/>\n",
        box.width, box.height, person ? 18 : 4, person ? "#fdf3d8" : "#ffffff",
        person ? "#8a5a00" : "#5d6670", person ? 3 : 1.4);
    if (person)
      body_ +=
          "<g fill=\"#8a5a00\"><circle cx=\"25\" cy=\"18\" r=\"7\"/><path d=\"M12 42 C12 27 38 27 38 42 "
          "Z\"/></g>\n";
    const double x = person ? 48 : 14;
    body_ += words(x, 22, cut(collection.name.text(), person ? 24 : 28),
                   "font-size=\"15\" font-weight=\"bold\" fill=\"#1c1c1c\"");
    const auto& title = law::say(collection.title, of_.language);
    body_ +=
        words(x, 40, cut(title.empty() ? relation::to_string(collection.table) : title, person ? 30 : 34),
              "font-size=\"12\" fill=\"#4a4a4a\"");
    double y = head + line_height - 6;
    const auto row = [&](const std::string& content, const char* attributes) {
      body_ += words(14, y, cut(content, row_length), attributes);
      y += line_height;
    };
    if (person)
      row(pick("personnes : ", "people: ") + collection.is->text(),
          "font-size=\"12\" font-weight=\"bold\" fill=\"#6b4600\"");
    row(counted(collection), "font-size=\"12\" fill=\"#1c1c1c\"");
    for (const auto& found_by : identifiers(collection)) row(found_by, "font-size=\"12\" fill=\"#1c1c1c\"");
    for (const auto& link : collection.links) {
      link_row(link, y);
      y += line_height;
    }
    body_ += "</g>\n";
  }

  void link_row(const Link& link, double y) {
    const auto target =
        link.identifier ? pick("par ", "by ") + link.identifier->text() : "→ " + link.target.text();
    std::string columns;
    for (const auto& [here, there] : link.columns) columns += (columns.empty() ? "" : "+") + here.text();
    if (!link.when.always()) columns += "?";
    body_ += fmt::format("<rect x=\"10\" y=\"{:.1f}\" width=\"64\" height=\"15\" rx=\"3\" fill=\"{}\"/>\n",
                         y - 12, look(link.kind).colour);
    body_ += words(42, y - 0.5, std::string(to_string(link.kind)),
                   "font-size=\"11\" font-weight=\"bold\" text-anchor=\"middle\" fill=\"#ffffff\"");
    body_ += words(80, y, cut(columns + " " + target, 31), "font-size=\"11.5\" fill=\"#1c1c1c\"");
  }

  void grey_card(const NotPersonal& out, const Box& box) {
    body_ += fmt::format("<g transform=\"translate({:.1f} {:.1f})\"><title>{}</title>\n", box.x, box.y,
                         escaped(out.name.text()));
    body_ += fmt::format(
        "<rect width=\"{:.1f}\" height=\"{:.1f}\" fill=\"#ececec\" stroke=\"#8a8a8a\" stroke-width=\"1\" "
        "stroke-dasharray=\"4 3\"/>\n",
        box.width, box.height);
    body_ +=
        words(12, 18, cut(out.name.text(), 22), "font-size=\"12.5\" font-weight=\"bold\" fill=\"#555555\"");
    body_ += words(12, 34, cut(law::say(out.because, of_.language), 26), "font-size=\"11\" fill=\"#555555\"");
    body_ += "</g>\n";
  }

  // --- arrows --------------------------------------------------------------------------------------------

  enum class Side { left, right };

  void arrow(const Arrow& arrow, LinkKind kind, Side leaves) {
    const auto& points = arrow.points;
    std::string path = fmt::format("M{:.1f} {:.1f}", points.front().x, points.front().y);
    const bool loop = points.front().x == points.back().x && points.size() == 2;
    for (std::size_t i = 1; i < points.size(); ++i) {
      const auto& a = points[i - 1];
      const auto& b = points[i];
      const double reach = !loop ? (b.x - a.x) / 2 : leaves == Side::left ? -30 : 46;
      const double back = loop ? -reach : reach;
      path += a.y == b.y ? fmt::format(" L{:.1f} {:.1f}", b.x, b.y)
                         : fmt::format(" C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", a.x + reach, a.y,
                                       b.x - back, b.y, b.x, b.y);
    }
    body_ +=
        fmt::format("<path d=\"{}\" fill=\"none\" {} marker-end=\"url(#to-{})\"{}/>\n", path, style(kind),
                    to_string(kind), kind == LinkKind::owns ? " marker-start=\"url(#from-owns)\"" : "");
  }

  // --- words beside it -----------------------------------------------------------------------------------

  void legend(double top) {
    body_ += fmt::format("<g transform=\"translate({:.1f} {:.1f})\">\n", margin, top);
    body_ += words(0, 16, pick("Comment lire", "How to read it"),
                   "font-size=\"15\" font-weight=\"bold\" fill=\"#1c1c1c\"");
    const char* french[] = {
        "of : cette ligne appartient à la personne", "owns : ses personnes possèdent aussi la cible",
        "mentions : la personne y est vue, sans la posséder", "shows : la cible est montrée, rien de plus"};
    const char* english[] = {"of: this row belongs to that person", "owns: its people also own the target",
                             "mentions: that person is seen here, and owns nothing",
                             "shows: the target is shown, no more"};
    for (int i = 0; i < 4; ++i) {
      const double x = i % 2 * 410;
      const double y = 40 + i / 2 * 26;
      const auto kind = kinds[i];
      body_ += fmt::format(
          "<path d=\"M{:.1f} {:.1f} L{:.1f} {:.1f}\" fill=\"none\" {} marker-end=\"url(#to-{})\"{}/>\n", x, y,
          x + 56, y, style(kind), to_string(kind),
          kind == LinkKind::owns ? " marker-start=\"url(#from-owns)\"" : "");
      body_ += words(x + 66, y + 4, pick(french[i], english[i]), "font-size=\"12.5\" fill=\"#1c1c1c\"");
    }
    body_ +=
        "<g transform=\"translate(0 92)\"><rect width=\"40\" height=\"26\" rx=\"10\" fill=\"#fdf3d8\" "
        "stroke=\"#8a5a00\" stroke-width=\"3\"/><g fill=\"#8a5a00\"><circle cx=\"20\" cy=\"9\" "
        "r=\"4\"/><path d=\"M12 22 C12 13 28 13 28 22 Z\"/></g></g>\n";
    body_ += words(66, 109, pick("chaque ligne est une personne", "each row is a person"),
                   "font-size=\"12.5\" fill=\"#1c1c1c\"");
    body_ +=
        "<rect x=\"410\" y=\"92\" width=\"40\" height=\"26\" fill=\"#ececec\" stroke=\"#8a8a8a\" "
        "stroke-dasharray=\"4 3\"/>\n";
    body_ += words(476, 109,
                   pick("laissée de côté : rien de personnel   · * à plusieurs   · ? sous condition",
                        "left out: nothing personal   · * shared   · ? on a condition"),
                   "font-size=\"12.5\" fill=\"#1c1c1c\"");
    body_ += "</g>\n";
  }

  // The picture in words, in the order in which it is drawn.
  std::string tell(const SystemMap& system) const {
    std::string text = pick("Système ", "System ") + system.system.text() + pick(" : ", ": ");
    for (const auto at : by_layer(system)) {
      const auto& collection = system.collections[at];
      text += collection.name.text() +
              (collection.is ? pick(", personnes (", ", people (") + collection.is->text() + ")" : "") +
              ", " + counted(collection);
      for (const auto& link : collection.links) {
        text += fmt::format(", {} {}", to_string(link.kind),
                            link.identifier ? link.identifier->text() : link.target.text());
        text += pick(" par ", " by ") +
                (link.columns.empty() ? std::string() : link.columns.front().first.text());
      }
      text += "; ";
    }
    if (!system.not_personal.empty()) text += pick("de côté : ", "left out: ");
    for (std::size_t i = 0; i < system.not_personal.size(); ++i)
      text += (i == 0 ? "" : ", ") + system.not_personal[i].name.text();
    return text + ". ";
  }

  const Map& map_;
  const PictureOf& of_;
  std::string body_;
  std::string told_;
  std::vector<LinkKind> drawn_;
  std::size_t collections_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string picture(const Map& map, const PictureOf& of) { return Painter(map, of).paint(); }

}  // namespace habeas::map

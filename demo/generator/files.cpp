// What lies in folders: the tills' exports as CSV, and scanned documents that the shop's rows name.
#include "systems.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace habeas::demo {
namespace {

std::ofstream create(const std::filesystem::path& path) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  if (!out) throw std::runtime_error(path.string() + ": cannot be created");
  return out;
}

// A one-page PDF with one line of text, in Latin letters.
std::string pdf(const std::string& line) {
  const std::string content = fmt::format("BT /F1 14 Tf 72 760 Td ({}) Tj ET", line);
  const std::string stream = fmt::format("<< /Length {} >>\nstream\n{}\nendstream", content.size(), content);
  const std::string page =
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      "/Resources << /Font << /F1 5 0 R >> >> >>";
  const std::vector<std::string> objects = {"<< /Type /Catalog /Pages 2 0 R >>",
                                            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream,
                                            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
  std::string out = "%PDF-1.4\n";
  std::string table;
  int number = 0;
  for (const std::string& object : objects) {
    table += fmt::format("{:010} 00000 n \n", out.size());
    out += fmt::format("{} 0 obj\n{}\nendobj\n", ++number, object);
  }
  return out +
         fmt::format(
             "xref\n0 6\n0000000000 65535 f \n{}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n",
             table, out.size());
}

// A portrait nobody could recognise: 24 × 24 squares in the PNM format that every viewer opens.
std::string portrait(std::int64_t id) {
  Random random(static_cast<std::uint64_t>(id) * 77u);
  std::string out = "P6\n24 24\n255\n";
  for (int i = 0; i < 24 * 24 * 3; ++i) out += static_cast<char>(random.below(256));
  return out;
}

}  // namespace

std::optional<std::string> photo_of(const Person& person) {
  if (person.id != claire && person.id % 40 != 0) return std::nullopt;
  return fmt::format("portraits/client-{}.ppm", person.id);
}

std::optional<std::string> invoice_scan(std::int64_t order, const Person& person) {
  if (person.id > heroes && order % 50 != 0) return std::nullopt;
  return fmt::format("factures/commande-{}.pdf", order);
}

std::int64_t fill_tills(const std::string& folder, std::uint64_t seed, const std::vector<Person>& people) {
  Random random(seed ^ 0x7111);
  auto out = create(std::filesystem::path(folder) / "tills" / "passages.csv");
  out << "ticket,carte,magasin,le,montant\r\n";
  std::int64_t lines = 0;
  for (const Person& p : people) {
    if (!p.card) continue;
    for (int i = random.between(0, 3) + (p.id == claire ? 2 : 0); i > 0; --i) {
      const int cents = random.between(0, 99);
      const int euros = random.between(5, 240);
      const auto day = moment(random, 2024, 2026).substr(0, 10);
      out << fmt::format("T{:08},{},\"Dijon, rue des Forges\",{},{}.{:02}\r\n", ++lines, *p.card, day, euros,
                         cents);
    }
  }
  return lines;
}

std::int64_t fill_scans(const std::string& folder, std::uint64_t, const std::vector<Person>& people) {
  const std::filesystem::path scans = std::filesystem::path(folder) / "scans";
  std::int64_t documents = 0;
  std::int64_t order = 0;
  for (const Person& p : people) {
    if (const auto photo = photo_of(p)) {
      create(scans / *photo) << portrait(p.id);
      ++documents;
    }
    for (int i = 0; i < p.orders; ++i) {
      ++order;
      // One of Claire's scans was lost: the row still names it.
      if (const auto scan = invoice_scan(order, p); scan && order != 2) {
        create(scans / *scan) << pdf(fmt::format("Maison Verdier - Facture de la commande {}", order));
        ++documents;
      }
    }
  }
  return documents;
}

}  // namespace habeas::demo

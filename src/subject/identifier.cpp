#include <habeas/subject/identifier.h>

#include <habeas/subject/email.h>
#include <habeas/subject/phone.h>
#include <habeas/subject/plain.h>

namespace habeas::subject {
namespace {

constexpr std::size_t most_keys = 64;

std::optional<std::string> phone_of(std::string_view value, const std::string& region) {
  const auto phone = read_phone(value, region);
  if (!phone) return std::nullopt;
  return phone->e164;
}

std::optional<std::string> normal_of(Shape shape, std::string_view value, const std::string& region) {
  switch (shape) {
    case Shape::email: return normal_email(value);
    case Shape::phone: return phone_of(value, region);
    case Shape::number: return normal_number(value);
    case Shape::text: return normal_text(value);
    case Shape::name_birthdate: return normal_name_birthdate(value);
  }
  return std::nullopt;
}

Probes propose(ProbeForm form, std::optional<std::vector<std::string>> keys) {
  if (!keys) return {};
  return {form, base::Personal<std::vector<std::string>>(std::move(*keys))};
}

}  // namespace

Kinds::Kinds()
    : shapes_{{KindName("email"), Shape::email},
              {KindName("phone"), Shape::phone},
              {KindName("name+birthdate"), Shape::name_birthdate}} {}

bool Kinds::declare(const KindName& kind, std::string_view shape) {
  if (shape != "number" && shape != "text") return false;
  return shapes_.emplace(kind, shape == "number" ? Shape::number : Shape::text).second;
}

std::optional<Shape> Kinds::shape(const KindName& kind) const {
  const auto found = shapes_.find(kind);
  if (found == shapes_.end()) return std::nullopt;
  return found->second;
}

std::vector<std::string> Kinds::names() const {
  std::vector<std::string> all;
  for (const auto& [kind, shape] : shapes_) all.push_back(kind.text());
  return all;
}

std::optional<base::Personal<std::string>> normal_form(const Kinds& kinds, const KindName& kind,
                                                       std::string_view value) {
  if (value.size() > identifier_limit) return std::nullopt;  // before anything looks at its bytes
  const auto shape = kinds.shape(kind);
  if (!shape) return std::nullopt;
  auto normal = normal_of(*shape, value, kinds.region);
  if (!normal || normal->size() > identifier_limit)
    return std::nullopt;  // composing and punycode may lengthen
  return base::Personal<std::string>(std::move(*normal));
}

bool same(const Kinds& kinds, const KindName& kind, std::string_view a, std::string_view b) {
  const auto left = normal_form(kinds, kind, a);
  if (!left) return false;
  if (a == b) return true;
  const auto right = normal_form(kinds, kind, b);
  return right && left->reveal() == right->reveal();
}

Probes probes(const Kinds& kinds, const Identifier& identifier) {
  const auto normal = normal_form(kinds, identifier.kind, identifier.value.reveal());
  if (!normal) return {};
  const std::string& text = normal->reveal();
  switch (*kinds.shape(identifier.kind)) {
    case Shape::email: return propose(ProbeForm::lower_trim, email_keys(text, most_keys));
    case Shape::number: return propose(ProbeForm::exact_text, number_keys(text));
    case Shape::text: return propose(ProbeForm::lower_trim, text_keys(text, most_keys));
    case Shape::phone: {
      const auto phone = read_phone(identifier.value.reveal(), kinds.region);
      return propose(ProbeForm::digits_tail, phone_keys(*phone));
    }
    case Shape::name_birthdate:
      return {};  // two columns of a row, as a rule: no form of one column proposes it
  }
  return {};
}

}  // namespace habeas::subject

// Identifiers: what confirming one cell costs, by kind; a phone against libphonenumber's parser alone, an
// e-mail against folding the same bytes.
#include <habeas/base/text.h>
#include <habeas/subject/identifier.h>

#include <benchmark/benchmark.h>

#include <phonenumbers/phonenumberutil.h>

namespace {

using namespace habeas;

subject::Kinds kinds() {
  subject::Kinds all;
  all.declare(subject::KindName("customer"), "number");
  all.declare(subject::KindName("pen-name"), "text");
  return all;
}

void normal(benchmark::State& state, const char* kind, const char* value) {
  const subject::Kinds all = kinds();
  const subject::KindName name(kind);
  for (auto _ : state) benchmark::DoNotOptimize(subject::normal_form(all, name, value));
}
BENCHMARK_CAPTURE(normal, email, "email", "Marie.Dupont@mail.example");
BENCHMARK_CAPTURE(normal, email_with_accents, "email", "Renée.Dupont@bücher.example");
BENCHMARK_CAPTURE(normal, phone_national, "phone", "06 12 34 56 78");
BENCHMARK_CAPTURE(normal, phone_international, "phone", "+33 6 12 34 56 78");
BENCHMARK_CAPTURE(normal, number, "customer", "0004017");
BENCHMARK_CAPTURE(normal, text, "pen-name", "AB-4017");
BENCHMARK_CAPTURE(normal, name_birthdate, "name+birthdate", "Marie Dupont, 1980-05-02");

void parsing_a_phone_alone(benchmark::State& state) {
  const auto& numbers = *i18n::phonenumbers::PhoneNumberUtil::GetInstance();
  for (auto _ : state) {
    i18n::phonenumbers::PhoneNumber number;
    benchmark::DoNotOptimize(numbers.Parse("0612345678", "FR", &number));
  }
}
BENCHMARK(parsing_a_phone_alone);

void folding_an_email_alone(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(base::fold_case("Renée.Dupont@bücher.example"));
}
BENCHMARK(folding_an_email_alone);

void probes(benchmark::State& state, const char* kind, const char* value) {
  const subject::Kinds all = kinds();
  const subject::Identifier one{subject::KindName(kind), base::Personal<std::string>(value)};
  for (auto _ : state) benchmark::DoNotOptimize(subject::probes(all, one));
}
BENCHMARK_CAPTURE(probes, email, "email", "marie.dupont@mail.example");
BENCHMARK_CAPTURE(probes, email_with_accents, "email", "renée.dupont@bücher.example");
BENCHMARK_CAPTURE(probes, number, "customer", "4017");

}  // namespace

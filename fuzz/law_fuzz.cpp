// Any bytes as a file of share/law, an article, a duration or a date: answers or problems, never anything else.
#include <habeas/base/must.h>
#include <habeas/base/time.h>
#include <habeas/law/article.h>
#include <habeas/law/duration.h>
#include <habeas/law/library.h>

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace habeas;
  using base::must;
  const std::string text(reinterpret_cast<const char*>(data), size);
  base::Problems problems;
  const law::Library library = law::Library::read({{"fuzzed.yaml", text}}, problems);
  for (const std::string& id : library.ground_ids())
    must(library.ground(id) != nullptr, "a ground that is listed is there");
  for (const std::string& country : library.countries())
    must(library.authority(country) != nullptr, "an authority that is listed is there");
  if (const auto article = law::parse_article(text))
    must(law::parse_article(law::to_string(*article)) == article, "an article is read as it is written");
  if (const auto date = base::parse_date(text))
    must(base::parse_date(base::to_iso(*date)) == date, "so is a date");
  law::parse_duration(text);
  return 0;
}

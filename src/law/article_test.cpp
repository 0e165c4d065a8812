#include <habeas/law/article.h>
#include <habeas/law/basis.h>

#include <gtest/gtest.h>

namespace habeas::law {
namespace {

TEST(Article, ReadsBackAsWritten) {
  for (const auto* text :
       {"GDPR 15(1)(c)", "GDPR 20", "LIL 49", "LIL 85 II", "C. com. L123-22", "LPF L102 B",
        "Décret 2019-536 77", "C. mon. fin. L561-12", "CNIL 2021-131", "Reg. 1182/71 3(2)(c)"}) {
    const auto article = parse_article(text);
    ASSERT_TRUE(article) << text;
    EXPECT_EQ(to_string(*article), text);
  }
  EXPECT_EQ(parse_article("LPF L102 B"), (Article{"LPF", "L102 B"}));
  EXPECT_EQ(parse_article("Décret 2019-536 77"), (Article{"Décret 2019-536", "77"}));
}

TEST(Article, IsNothingWhenItCitesNothing) {
  for (const auto* text : {"", " ", "GDPR", "15(3)", "GDPR ", "GDPR 15(", "GDPR 15((1))", " GDPR 15",
                           "GDPR fifteen", "c-com-L123-22", "GDPR 15;DROP"}) {
    EXPECT_FALSE(parse_article(text)) << text;
  }
}

TEST(Article, IsReadAloudInFrenchAndInEnglish) {
  EXPECT_EQ(in_words({"GDPR", "15(1)(c)"}, "fr"), "RGPD, art. 15, § 1, c)");
  EXPECT_EQ(in_words({"GDPR", "15(1)(c)"}, "en"), "GDPR, Art. 15(1)(c)");
  EXPECT_EQ(in_words({"C. com.", "L123-22"}, "fr"), "Code de commerce, art. L. 123-22");
  EXPECT_EQ(in_words({"LIL", "49"}, "fr"), "loi Informatique et Libertés, art. 49");
  EXPECT_EQ(in_words({"CNIL", "2021-131"}, "fr"), "CNIL, délibération n° 2021-131");
  EXPECT_EQ(in_words({"X", "1"}, "en"), "X, Art. 1");
}

TEST(LegalBasis, HasTheMapsWordAndItsArticle) {
  EXPECT_EQ(basis_named("legitimate-interest"), LegalBasis::legitimate_interests);
  EXPECT_EQ(basis_named("legitimate_interest"), std::nullopt);
  EXPECT_EQ(to_string(article_of(LegalBasis::legitimate_interests)), "GDPR 6(1)(f)");
  for (const auto basis :
       {LegalBasis::consent, LegalBasis::contract, LegalBasis::legal_obligation, LegalBasis::vital_interests,
        LegalBasis::public_task, LegalBasis::legitimate_interests}) {
    EXPECT_EQ(basis_named(to_string(basis)), basis);
  }
}

TEST(Portability, ReachesConsentAndContractOnly) {  // GDPR 20(1)(a)
  EXPECT_TRUE(portable(LegalBasis::consent));
  EXPECT_TRUE(portable(LegalBasis::contract));
  EXPECT_FALSE(portable(LegalBasis::legal_obligation));
  EXPECT_FALSE(portable(LegalBasis::vital_interests));
  EXPECT_FALSE(portable(LegalBasis::public_task));
  EXPECT_FALSE(portable(LegalBasis::legitimate_interests));
}

TEST(Right, HasItsWordAndItsArticle) {
  for (int i = 0; i <= static_cast<int>(Right::posthumous); ++i) {
    const auto right = static_cast<Right>(i);
    EXPECT_EQ(right_named(to_string(right)), right);
  }
  EXPECT_EQ(to_string(article_of(Right::portability)), "GDPR 20");
}

}  // namespace
}  // namespace habeas::law

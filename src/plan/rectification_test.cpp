#include <habeas/plan/plan_example.h>
#include <habeas/plan/rectification.h>

#include <gmock/gmock.h>

namespace habeas::plan {
namespace {

using dossier::Class;
using example::down;
using example::text;
using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Correction correction(const std::string& data, const std::string& was, const std::string& is) {
  return {data, base::Personal<std::string>(was), base::Personal<std::string>(is)};
}

// Her row (1) with an e-mail and a name, and whatever a test adds.
struct Story {
  map::Map map = example::shop();
  dossier::Dossier dossier;
  example::Values cells;
  std::vector<std::optional<relation::Catalogue>> catalogues;

  Story() {
    dossier::ReachedRow her = example::row(1, Class::mine, {{}});
    her.is_person = true;
    add("customer", her, {{"email", text("Ada@Example.org")}, {"name", text("Ada Martin")}});
  }
  void add(const std::string& collection, dossier::ReachedRow row, example::Values::Cells values) {
    const map::CollectionAt at = example::at(map, collection);
    if (dossier.collections.empty() || !(dossier.collections.back().at == at))
      dossier.collections.push_back({at, false, {}});
    dossier.collections.back().rows.push_back(std::move(row));
    cells.put(at, std::move(values));
  }
  Plan plan(const std::vector<Correction>& corrections) {
    return rectification(map, dossier, cells, example::library(), corrections, catalogues);
  }
  std::vector<std::string> words(const std::vector<Correction>& corrections, std::size_t collection = 0) {
    return example::in_words(map, dossier, plan(corrections), collection, 0);
  }
};

const std::vector<Correction>& new_email() {
  static const std::vector<Correction> one = {
      correction("contact.email", "ada@example.org", "ada@new.example")};
  return one;
}

TEST(Rectification, CorrectsTheDatumAndNothingElse_GDPR16) {
  Story story;
  EXPECT_THAT(story.words(new_email()),
              ElementsAre("id: untouched not-asked", "email: correct inaccurate", "name: untouched not-asked",
                          "password: untouched not-asked", "score: untouched not-asked",
                          "created_at: untouched not-asked"));
  EXPECT_THAT(story.plan(new_email()).questions, IsEmpty());
  EXPECT_EQ(story.plan(new_email()).collections[0].patterns[0][1].correction, 0);
}

TEST(Rectification, LeavesADifferentValueOfTheSameCategory) {
  Story story;
  const Plan plan = story.plan({correction("contact.email", "a.da@example.org", "ada@new.example")});
  EXPECT_THAT(plan.questions, ElementsAre(HasSubstr("No cell of 'contact.email'")));
  EXPECT_EQ(balance(plan).replaced, 0u);
}

TEST(Rectification, NotesACopyWrittenWithOtherCapitalsOrSpaces) {
  Story story;
  const Plan plan = story.plan({correction("identity.name", "ada  martin", "Ada Roy")});
  EXPECT_EQ(balance(plan).replaced, 1u);
  EXPECT_THAT(plan.notes, ElementsAre(HasSubstr("other capitals or spaces")));
}

TEST(Rectification, FillsInWhatWasIncompleteInHerOwnRow) {
  Story story;
  example::collection(story.map, "customer").fields.push_back(example::field("phone", "contact.phone"));
  EXPECT_THAT(story.words({correction("contact.phone", "", "+33612345678")}),
              Contains("phone: correct inaccurate"));
}

// She did not say what is written today: where all copies of her own say the same, that is it (GDPR 16).
TEST(Rectification, CorrectsEveryCopyWhereHerOwnRecordsAllSayTheSame) {
  Story story;
  example::collection(story.map, "message").fields.push_back(example::field("signed_by", "identity.name"));
  story.add("message", example::row(10, Class::mine, {down(0)}), {{"signed_by", text("Ada Martin")}});
  const std::vector<Correction> married = {correction("identity.name", "", "Ada Roy")};
  EXPECT_THAT(story.words(married), Contains("name: correct inaccurate"));
  EXPECT_THAT(story.words(married, 1), Contains("signed_by: correct inaccurate"));
  EXPECT_THAT(story.plan(married).questions, IsEmpty());
  EXPECT_EQ(as_it_stands(story.map, story.dossier, story.cells, married)[0].was.reveal(), "Ada Martin");
}

TEST(Rectification, AsksWhichOneIsWrongWhereHerOwnRecordsDiffer) {
  Story story;
  example::collection(story.map, "message").fields.push_back(example::field("signed_by", "identity.name"));
  story.add("message", example::row(10, Class::mine, {down(0)}), {{"signed_by", text("A. Martin")}});
  const Plan plan = story.plan({correction("identity.name", "", "Ada Roy")});
  EXPECT_THAT(plan.questions, ElementsAre(HasSubstr("ask her what is written today")));
  EXPECT_EQ(balance(plan).replaced, 0u);
}

// Interrupted after the first system: what is corrected already does not make the rest unclear.
TEST(Rectification, GoesOnWhereSomeCopiesSayAlreadyWhatSheAsksFor) {
  Story story;
  example::collection(story.map, "message").fields.push_back(example::field("signed_by", "identity.name"));
  story.add("message", example::row(10, Class::mine, {down(0)}), {{"signed_by", text("Ada Roy")}});
  const std::vector<Correction> married = {correction("identity.name", "", "Ada Roy")};
  EXPECT_THAT(story.words(married), Contains("name: correct inaccurate"));
  EXPECT_THAT(story.plan(married).questions, IsEmpty());
}

TEST(Rectification, KeepsWhatAnAccountingDocumentSaidOnItsDate) {
  Story story;
  auto& name = example::collection(story.map, "customer").fields[1];
  name.purposes = {map::ActivityName("accounting")};
  for (map::Activity& activity : story.map.activities) activity.retention.reference = "c-com-L123-22";
  const std::vector<Correction> married = {correction("identity.name", "Ada Martin", "Ada Roy")};
  EXPECT_THAT(story.words(married), Contains("name: keep true-then c-com-L123-22"));
  EXPECT_THAT(story.plan(married).questions, IsEmpty());
  name.purposes.push_back(map::ActivityName("orders"));
  EXPECT_THAT(story.words(married), Contains("name: correct inaccurate"));
}

TEST(Rectification, FollowsHerIdentifierIntoLinksThatBearIt) {
  Story story;
  map::Link& author = example::collection(story.map, "message").links[0];
  author.identifier = subject::KindName("email");
  author.target = {};
  dossier::ReachedRow row = example::row(20, Class::anothers, {down(0)});
  row.arrivals[0].by = dossier::Arrival::By::identifier_link;
  story.add("message", row, {{"sender_id", text("ada@example.org")}, {"body", text("ada@example.org")}});
  EXPECT_THAT(
      story.words(new_email(), 1),
      ElementsAre("id: untouched anothers", "body: untouched anothers", "sender_id: correct inaccurate",
                  "recipient_id: untouched anothers", "read_at: untouched anothers"));
}

TEST(Rectification, AsksAboutARecordThatOthersShare) {
  Story story;
  example::collection(story.map, "message").fields[0].data = "contact.email";
  story.add("message", example::row(20, Class::shared, {down(0)}), {{"body", text("ada@example.org")}});
  EXPECT_THAT(story.words(new_email(), 1), Contains("body: untouched needs-decision"));
  EXPECT_THAT(story.plan(new_email()).questions, ElementsAre(HasSubstr("also other people's")));
}

TEST(Rectification, AsksWhatTheColumnWouldRefuse) {
  Story story;
  relation::Table table;
  table.name = {"", "customer"};
  table.columns.resize(2);
  table.columns[0] = {.name = example::column("email"),
                      .type = "varchar(10)",
                      .family = relation::Family::text,
                      .nullable = false,
                      .default_value = {},
                      .collation = {},
                      .comment = {}};
  table.columns[1] = {.name = example::column("name"),
                      .type = "integer",
                      .family = relation::Family::integer,
                      .nullable = true,
                      .default_value = {},
                      .collation = {},
                      .comment = {}};
  story.catalogues.resize(1);
  story.catalogues[0].emplace();
  story.catalogues[0]->tables = {table};
  const auto asks = [&](const std::string& data, const std::string& was, const std::string& is) {
    const Plan plan = story.plan({correction(data, was, is)});
    EXPECT_EQ(balance(plan).replaced, 0u);
    return plan.questions.empty() ? std::string() : plan.questions[0];
  };
  EXPECT_THAT(asks("contact.email", "ada@example.org", "ada@new.example"), HasSubstr("longer"));
  EXPECT_THAT(asks("contact.email", "ada@example.org", ""), HasSubstr("refuses NULL"));
  EXPECT_THAT(asks("contact.email", "ada@example.org", "nobody"), HasSubstr("form of 'email'"));
  EXPECT_THAT(asks("identity.name", "Ada Martin", "Ada Roy"), HasSubstr("type, integer"));
  EXPECT_THAT(asks("identity.name", "Ada Martin", "Ada Martin"), HasSubstr("is what it was"));
}

TEST(Rectification, NeverSaysAValueInItsQuestionsAndNotes) {
  Story story;
  const Plan plan = story.plan({correction("identity.name", "ada martin", "Ada Roy"),
                                correction("contact.email", "other@example.org", "x@example.org")});
  for (const auto* list : {&plan.questions, &plan.notes}) {
    EXPECT_THAT(*list, Each(testing::Not(HasSubstr("Ada"))));
    EXPECT_THAT(*list, Each(testing::Not(HasSubstr("example.org"))));
  }
}

}  // namespace
}  // namespace habeas::plan

// Letters to the person and to recipients, in French or English, as HTML and plain text: what was asked, what was
// done, what is kept, why and until when, the law, and where to complain (CNIL online and by post, the authority of
// her country, a court): in every answer, not only on refusal (GDPR 12(3)-(4), 13(2)(d)); a receipt or a code is none. An
// answer that lacks the authority or the court cannot be made. Words in share/words/.
#pragma once

#include <habeas/answer/words.h>
#include <habeas/law/library.h>
#include <habeas/map/map.h>
#include <habeas/plan/fate.h>
#include <habeas/plan/information.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace habeas::answer {

enum class LetterKind {
  acknowledgement,  // reference, date, the date by which she will hear
  identity_code,    // the one-time code, nothing else
  extension,        // reason and new date
  access_ready,     // where and until when to fetch
  access_in_part,   // likewise, while somebody still searches by hand or a system is down: the whole follows
  nothing_held,
  rectified,
  erased,                   // what went, what is kept, why and until when
  erased_after_withdrawal,  // what served only a consent that was withdrawn (GDPR 17(1)(b))
  restricted,               // what is frozen, what remains possible
  lift_notice,              // before the freeze ends (GDPR 18(3))
  restriction_ended,        // after it
  marketing_stopped,
  objection_upheld,
  decision_reviewed,
  consent_withdrawn,
  complaint_file,
  directive_lodged,
  directive_revoked,
  directive_carried_out,   // erased, as she had decided
  directive_kept,          // kept, as she had decided
  directive_communicated,  // ready for the person named, or her heirs
  death_recorded,          // that, and nothing else
  accounts_closed,         // to heirs: free written proof (LIL 85 II)
  heirs_update,            // likewise
  refusal,                 // reasons in fact and law, per item; authority and court (GDPR 12(4))
  interim,                 // what is done and what is not yet
  recipient_notice,        // GDPR 19, to a recipient
  clarification,           // a question that must be answered first (recital 63; décret 2019-536 art. 78)
  message,                 // that somebody wrote to her: where to read it, or what was written
};
std::string_view to_string(LetterKind kind);

struct Kept {        // a line of "what stays, why, until when"
  std::string what;  // in the person's words: "Vos factures"
  std::uint64_t rows = 0;
  std::string ground;     // an id of the law library
  std::string reference;  // "c-com-L123-22"; may be empty
  std::optional<base::Date> until;
};

struct LetterFacts {
  std::string reference;
  base::Date received{};
  base::Date today{};
  std::optional<base::Date> due;      // by when she will hear
  std::string country = "FR";         // of residence: which authority is offered beside the CNIL (GDPR 77)
  std::string activity;               // concerned, if one is
  std::vector<std::string> done;      // lines in her words, already in the letter's language
  std::vector<std::string> not_done;  // and what could not be done yet, and why
  std::vector<std::pair<std::string, std::vector<std::string>>>
      history;  // of complaint_file: request by request
  std::vector<Kept> kept;
  std::string ground;                   // of a refusal
  base::Personal<std::string> reasons;  // in words, by a named human
  std::string decided_by;
  std::string ends;  // of a refusal: what held until now and when it ends, in the letter's language
  base::Personal<std::string> code;  // of identity_code
  std::string link;                  // to the portal, without secrets
  std::optional<base::Date> expires;
  std::vector<std::string>
      recipients;         // a line about each: told, or to be told by a human; or that there are none
  std::string recipient;  // of recipient_notice: whom it is for
  std::string act;        // likewise: "rectify", "erase", "restrict", "release", "stop"
  std::vector<std::string> channels;  // of marketing_stopped: those she named; none: all
};

struct Letter {
  std::string subject;
  base::Personal<std::string> text;  // plain
  base::Personal<std::string> html;  // a whole page, no script, nothing remote
};

// " par courriel et par SMS": what a stop is limited to; empty where it is of all.
std::string by_channels(const Words& words, const std::vector<std::string>& channels);

Letter letter(LetterKind kind, const std::string& language, const map::Map& map, const law::Library& library,
              const LetterFacts& facts);

// A letter as it was written (Letter::html), to be shown within another page: its heading, and what stands below it, safe
// as it is. Nothing for a page of another make.
struct Inside {
  std::string heading;
  std::string html;
};
std::optional<Inside> inside(std::string_view page);

// The notice as a page and as plain text; must be complete (plan::Notice::missing is empty).
Letter notice_page(const plan::Notice& notice, const std::string& language, const map::Map& map,
                   const law::Library& library);

}  // namespace habeas::answer

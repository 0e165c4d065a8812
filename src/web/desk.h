// The desk's parts. Internal to web/.
#pragma once

#include <habeas/web/page.h>
#include <habeas/web/site.h>

#include <string>
#include <vector>

namespace habeas::web {

// Shown beside a request, after an act of the desk.
struct Shown {
  const handle::Preview* preview = nullptr;
  std::vector<handle::WhoRow> who;  // of whom a human must say who they are
  std::string done;                 // what was done, in a line
  std::string first;                // what comes before what was asked for, which was not done
  std::string refused;              // the rule that forbids it, in English
  std::vector<Mistake> mistakes;    // of the form that was sent
};

bool is_over(const request::Request& request);
// "● 12 jours"; that the clock stands.
std::string left_in_words(const Visit& visit, const request::Request& request);
std::string state_in_words(const Visit& visit, const request::Request& request);

Reply request_page(Visit& visit, const std::string& reference, const Shown& shown);
void show_plan(Page& page, const Visit& visit, const request::Request& request,
               const handle::Preview& preview);
void show_who(Page& page, const Visit& visit, const request::Request& request,
              const std::vector<handle::WhoRow>& rows);
// What the desk can do with the request as it stands: the next act first, the others below; with what was typed in a form
// that has mistakes.
void show_acts(Page& page, const Visit& visit, const request::Request& request, const Shown& shown);
// Grounds on which this request may be refused, in words.
std::vector<Page::Choice> grounds_of(const Visit& visit, const request::Request& request);
// Searches and changes that people do by hand, and that it waits for.
void show_by_hand(Page& page, const Visit& visit, const request::Request& request);
// What a form lacks, by its fields; what a rule says of it comes after.
std::vector<Mistake> mistakes_of(const Visit& visit, const request::Request& request, const std::string& act);
// Does it; Fault `refused` where a rule forbids.
Reply carry_out(Visit& visit, const std::string& reference, const std::string& act);

}  // namespace habeas::web

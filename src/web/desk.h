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
  std::string refused;              // the rule that forbids it
};

bool is_over(const request::Request& request);
std::string left_in_words(const Visit& visit, const request::Request& request);

Reply request_page(Visit& visit, const std::string& reference, const Shown& shown);
void show_plan(Page& page, const Visit& visit, const request::Request& request,
               const handle::Preview& preview);
void show_who(Page& page, const Visit& visit, const request::Request& request,
              const std::vector<handle::WhoRow>& rows);
// What the desk can do with the request as it stands: the next act first, the others below.
void show_acts(Page& page, const Visit& visit, const request::Request& request);
// Does it; Fault `refused` where a rule forbids.
Reply carry_out(Visit& visit, const std::string& reference, const std::string& act);

}  // namespace habeas::web

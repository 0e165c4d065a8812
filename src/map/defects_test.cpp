// Every mistake is reported, where it is, once, and nothing else is. A line with a planted mistake ends with
// `#! part of the message`.
#include <habeas/map/example_map.h>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

namespace habeas::map {
namespace {

const MapFile organisation = {"habeas.yaml", R"yaml(
controller:
  nmae: Maison Verdier                      #! unknown key 'nmae'
  name: Maison Verdier
  contact: donnees@maison-verdier.example
  country: UK                               #! unknown country 'UK'
languages: [fr, de]                         #! no letters and pages in 'de'
calendar: FR-alsase                         #! unknown calendar 'FR-alsase'
time-zone: Europe/Lyon                      #! 'Europe/Lyon' is not a time zone
portal: droits.example.org/suivre           #! is not the address of a site
identifiers:
  shop-customer: integer                    #! cannot be 'integer'
  email: text                               #! is built in
systems:
  shop: {sqlite: shop.db, files: shop}      #! exclude each other
  crm:
    manual:
      who: service@maison-verdier.example
      within: 2 months                      #! must be in days
  "a b": {manual: {who: x, within: 5 days}} #! this name cannot be used
  scans: {files: scans}
  letters: {sqlite: letters.db}             #! 'letters' has no map
recipients:
  cloud:
    name: Cloud Inc.
    country: US                             #! outside the EEA
    role: procesor                          #! Did you mean 'processor'
)yaml"};

const MapFile activities = {"activities.yaml", R"yaml(
activities:
  orders:
    title: Commandes
    purpose: Livrer
    basis: {contract: "GDPR 6(1)(b)", consent: x}   #! exclude each other
    recipients: [clowd]                             #! Did you mean 'cloud'
    retention: {archive: five years}                #! is not a duration
  accounting:
    title: {fr: Comptes, xx: Accounts}              #! unknown language 'xx'
    purpose: Tenir les comptes
    basis: {legal-obligation: c-com-L123-2}         #! unknown law reference
    retention: {archive: 10 years, reference: nope} #! unknown law reference 'nope'
  letter:
    title: Lettre
    purpose: Écrire
    basis: {consent: newsletter}
    channel: [fax]                                  #! unknown channel 'fax'
    retention: {since: always}                      #! does not say how long
  empty:
    title: Rien                                     #! 'purpose' is missing #! 'basis' is missing #! 'retention' is missing
  letter: {}                                        #! 'letter'
)yaml"};

const MapFile shop = {"maps/shop.yaml", R"yaml(
system: shop
collections:
  customer:
    is: customer
    key: id
    for: [orders, order]                            #! unknown activity 'order'
    from: somebody                                  #! cannot be 'somebody'
    fields:
      email: {data: contact.emial}                  #! Did you mean 'contact.email'
      phone: {data: contact.phone, shared: true}    #! 'shared' is said of an identifier
      fax: {data: contact.phone, verified: true}    #! 'verified' is said of an identifier
      mobile: {data: contact.phone, identifier: phone, shared: true, verified: true}   #! is shared and verified
      pass: {secret: true, data: account.login}     #! is secret and has 'data'
      wants: {data: preference.marketing, consent: newsleter}   #! no activity rests on
      photo: {data: image, file: shop2}             #! unknown system 'shop2'
      card: {data: image, file: scans}
      scan: {data: image, file: letters}            #! not a folder of files
      born: {data: identity.birthdate, identifier: name+birthdate}   #! no name
      nick: {identifier: nickname}                  #! unknown kind of identifier 'nickname'
      void: {title: Rien}                           #! does not say what it holds
      two: {data: image, json: $.a, list: ","}      #! exclude each other
      path: {data: image, json: a.b}                #! is not a path
      note: {data: image, erase: truncat}           #! Did you mean 'truncate'
      again: {data: contact.email, column: email}   #! read the same column
      yes: {data: image, agree: "true"}             #! must be true or false
    technical: [made, email]                        #! is a field and technical too
    feeds: [mail]                                   #! unknown system 'mail'
  orders:
    key: [shop, id]
    of:
      customer_id: custmer                          #! Did you mean 'customer'
      owner: {to: customer, when: [a]}              #! must be a mapping
      tag: {identifier: emial}                      #! Did you mean 'email'
      who: {to: customer, withhold: [nobody]}       #! unknown field 'nobody'
    owns:
      heirless: {to: customer, heir: {in: heirs, first: x}}   #! unknown collection 'heirs'
    shows:
      product_id: product                           #! has no key
    fields:
      city: contact.city                            #! serves no activity
    retention: {since: customer_id.made}            #! leads to no collection
  line:
    key: id
    of:
      order_id: orders                              #! is not paired
      order_id: customer                            #! 'order_id'
    mentions:
      product: product                              #! is not personal
    fields: [a]                                     #! must be a mapping
not_personal:
  product: catalogue
  line: codes                                       #! and not personal too
  currency: {key: id}                               #! 'because' is missing
)yaml"};

struct Expected {
  std::string file;
  std::size_t line;
  std::string message;
};

std::vector<Expected> planted_in(const MapFile& file) {
  std::vector<Expected> all;
  std::stringstream content(file.content);
  std::string line;
  for (std::size_t number = 1; std::getline(content, line); ++number) {
    for (auto mark = line.find("#! "); mark != line.npos; mark = line.find("#! ", mark + 1)) {
      auto message = line.substr(mark + 3, line.find(" #! ", mark + 3) - mark - 3);
      all.push_back({file.name, number, message});
    }
  }
  return all;
}

TEST(Load, ReportsEveryMistakeWhereItIsAndNothingElse) {
  std::vector<Expected> planted;
  for (const auto& file : {activities, organisation, shop})
    for (auto& one : planted_in(file)) planted.push_back(std::move(one));
  EXPECT_GE(planted.size(), 50u);

  const auto loaded = load({organisation, activities, shop}, example::library());
  std::vector<std::string> unexpected;
  for (const auto& problem : loaded.problems) {
    const auto said = base::to_string(problem);
    const auto match = std::find_if(planted.begin(), planted.end(), [&](const Expected& one) {
      return one.file == problem.place.file && one.line == problem.place.line &&
             said.find(one.message) != said.npos;
    });
    if (match == planted.end())
      unexpected.push_back(said);
    else
      planted.erase(match);
  }
  for (const auto& said : unexpected) ADD_FAILURE() << "not planted: " << said;
  for (const auto& one : planted)
    ADD_FAILURE() << "not reported: " << one.file << ":" << one.line << ": " << one.message;
}

}  // namespace
}  // namespace habeas::map

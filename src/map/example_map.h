// The example of docs/map.md as files, for tests: an organisation with every key of the language in use.
#pragma once

#include <habeas/map/load.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace habeas::map::example {

inline const law::Library& library() {
  static const law::Library read = [] {
    std::vector<std::pair<std::string, std::string>> files;
    for (const std::string name : {"authorities", "grounds", "references", "retention", "rights"}) {
      std::ifstream file(std::string(HABEAS_SOURCE_DIR) + "/share/law/" + name + ".yaml");
      std::stringstream content;
      content << file.rdbuf();
      files.emplace_back(name + ".yaml", content.str());
    }
    base::Problems problems;
    return law::Library::read(files, problems);
  }();
  return read;
}

inline MapFile organisation() {
  return {"habeas.yaml", R"yaml(
controller: {name: Maison Verdier SAS, address: "12 rue des Forges, 21000 Dijon", contact: donnees@maison-verdier.example, country: FR}
dpo:        {name: Camille Roy, contact: dpo@maison-verdier.example}
languages:  [fr, en]
calendar:   FR
identifiers: {shop-customer: number, loyalty-card: text, pen-name: text}
register:   {sqlite: var/register.db}
systems:
  shop:     {postgresql: {read: {env: SHOP_READ_DSN}, act: {env: SHOP_ACT_DSN}}, title: {fr: Boutique, en: Shop}}
  mailing:  {sqlite: data/mailing.db}
  scans:    {files: /srv/scans}
  crm:      {manual: {who: service-clients@maison-verdier.example, within: 5 days}}
recipients:
  chronovia: {name: Chronovia SARL, country: FR, role: processor, notify: {mail: rgpd@chronovia.example}}
  mailer:    {name: Mailer Inc., country: US, role: processor, safeguards: {fr: clauses types, en: standard clauses}}
)yaml"};
}

inline MapFile activities() {
  return {"activities.yaml", R"yaml(
activities:
  orders:
    title:    {fr: Gestion des commandes, en: Orders}
    purpose:  {fr: Livrer et suivre vos achats, en: Deliver and follow up your purchases}
    basis:    {contract: "GDPR 6(1)(b)"}
    about:    [customer]
    recipients: [chronovia]
    retention: {active: end of relation, archive: 5 years, reference: c-civ-2224}
  accounting:
    title:    Comptabilité
    purpose:  Tenir les comptes
    basis:    {legal-obligation: c-com-L123-22}
    retention: {archive: 10 years, since: end of financial year}
  newsletter:
    title:    {fr: Lettre d'information}
    purpose:  {fr: Vous écrire}
    basis:    {consent: newsletter}
    recipients: mailer
    channel:  [email]
    retention: {active: 3 years, since: last contact}
  advertising:
    title:    {fr: Publicité}
    purpose:  {fr: Choisir ce que nous vous proposons}
    basis:    {legitimate-interest: vendre}
    source:   {fr: vos achats}
    transfers: {fr: aucun}
    automated-decision: {effect: {fr: une remise}, logic: {fr: le nombre d'achats}}
    retention: {active: 2 years}
)yaml"};
}

inline MapFile shop() {
  return {"maps/shop.yaml", R"yaml(
system: shop
collections:
  customer:
    is: customer
    key: id
    for: [orders]
    from: subject
    fields:
      id:        {identifier: shop-customer}
      email:     {data: contact.email, identifier: email, for: [orders, newsletter]}
      phone:     {data: contact.phone, identifier: phone, shared: true}
      name:      identity.name
      segment:   {data: profile.segment, from: derived, for: [advertising]}
      password:  {secret: true}
      wants_news: {data: preference.marketing, consent: newsletter, value: {given: true, withdrawn: false}}
      photo:     {data: image, file: scans}
      last:      {data: identity.family-name, identifier: name+birthdate, agree: true}
      first:     {data: identity.given-name, identifier: name+birthdate, agree: true}
      born:      {data: identity.birthdate, identifier: name+birthdate, agree: true}
    technical: [created_at, updated_at]
  orders:
    key: id
    of: {customer_id: customer}
    for: [orders, accounting]
    retention: {since: placed_at}
    shows: {product_id: product}
    fields:
      placed_at: order.date
      note:      {data: content.message, erase: redact, retention: {since: customer_id.created_at}}
      city:      {data: contact.city, column: delivery, json: $.address.city}
      mail:      {data: contact.email, column: delivery, json: "$['e mail']", erase: ""}
  album: {key: [shop, number], for: orders, fields: {title: content.comment}, retention: {since: request}}
  album_member:
    of:   {customer_id: customer}
    owns: {album_id: {to: album, and: {shop: shop}, heir: {in: album_member, first: joined_at}}}
    technical: [joined_at]
    key: none
  message:
    key: id
    for: orders
    of:       {sender_id: customer}
    mentions: {recipient_id: {to: customer, withhold: [], erase: [recipient_id], for: accounting}}
    erase: cells
    fields:
      body: {data: content.message, erase: "message deleted"}
      address: {data: technical.ip, ip: true, from: observed, erase: truncate}
      tags: {data: content.list, list: ","}
      source: {data: content.message, mime: body, title: {fr: Original}}
      extra: {data: content.comment, php: "$.note"}
  comment:
    key: id
    for: orders
    of: {author: {identifier: pen-name}}
    mentions: {email: [{identifier: email, withhold: row}, {identifier: loyalty-card, erase: placeholder}]}
    erase: [text]
    fields: {text: content.comment}
    copies: [{history: audit.comment_log, until: 90 days}, {dump: [nightly, weekly]}]
  address:
    table: crm.address
    title: Adresses
    key: id
    for: orders
    of: {owner_id: {to: customer, when: {owner_type: [customer, client], kind: null}}}
    where: {tenant: 1, active: true}
    fields: {city: contact.city}
    feeds: [mailing]
  line:
    key: none
    of: {order_id: {to: orders, and: {tenant: tenant}}}
    shows: {shop: {to: album, and: {number: number}, follow: true}}
  meta:
    key: [customer_id, meta_key]
    of: {customer_id: customer}
    for: orders
    fields:
      billing_email: {data: contact.email, rows: {name: meta_key, value: meta_value, is: billing_email}}
      billing_phone: {data: contact.phone, rows: {name: meta_key, value: meta_value, is: billing_phone}}
      own: {data: x.own.thing}
not_personal:
  currency: codes
  product:  {because: catalogue, key: id, show: [name, price]}
)yaml"};
}

inline MapFile mailing() {
  return {"maps/mailing.yaml", R"yaml(
system: mailing
collections:
  subscriber:
    is: customer
    key: email
    for: newsletter
    fields: {email: {data: contact.email, identifier: email}}
)yaml"};
}

inline std::vector<MapFile> files() { return {organisation(), activities(), shop(), mailing()}; }

}  // namespace habeas::map::example

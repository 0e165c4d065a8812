// The closed list of categories of data. `dpv-pd:` is https://w3id.org/dpv/2.0/pd#, the concepts of personal data of the
// W3C Data Privacy Vocabulary, and `dpv:` https://w3id.org/dpv/2.0#. Where there is no narrower concept, the nearest wider
// one is given.
#include <habeas/map/load.h>

#include <algorithm>

namespace habeas::map {

namespace {

DataCategory plain(std::string name, std::string french, std::string english, std::string dpv) {
  return {std::move(name), {{"fr", std::move(french)}, {"en", std::move(english)}}, std::move(dpv), false};
}

// GDPR 9 (special categories) and 10 (criminal convictions).
DataCategory special(std::string name, std::string french, std::string english, std::string dpv) {
  return {std::move(name), {{"fr", std::move(french)}, {"en", std::move(english)}}, std::move(dpv), true};
}

std::vector<DataCategory> identity_and_contact() {
  return {
      plain("identity.name", "Nom complet", "Full name", "dpv-pd:Name"),
      plain("identity.given-name", "Prénom", "First name", "dpv-pd:Name"),
      plain("identity.family-name", "Nom de famille", "Last name", "dpv-pd:Name"),
      plain("identity.former-name", "Nom de naissance ou d'usage", "Birth or former name", "dpv-pd:Name"),
      plain("identity.title", "Civilité", "Title", "dpv-pd:Identifying"),
      plain("identity.pseudonym", "Pseudonyme", "User name or pen name", "dpv-pd:Username"),
      plain("identity.birthdate", "Date de naissance", "Date of birth", "dpv-pd:BirthDate"),
      plain("identity.birthplace", "Lieu de naissance", "Place of birth", "dpv-pd:BirthPlace"),
      plain("identity.age", "Âge", "Age", "dpv-pd:Age"),
      plain("identity.gender", "Sexe ou genre", "Gender", "dpv-pd:Gender"),
      plain("identity.nationality", "Nationalité", "Nationality", "dpv-pd:Nationality"),
      plain("identity.national-id", "Numéro d'identité ou de sécurité sociale",
            "National or social security number", "dpv-pd:OfficialID"),
      plain("identity.document", "Pièce d'identité", "Identity document", "dpv-pd:OfficialID"),
      plain("identity.number", "Numéro qui vous désigne chez nous", "Number by which we know you",
            "dpv-pd:UID"),
      plain("identity.signature", "Signature", "Signature", "dpv-pd:Identifying"),
      plain("contact.email", "Adresse e-mail", "E-mail address", "dpv-pd:EmailAddress"),
      plain("contact.phone", "Numéro de téléphone", "Phone number", "dpv-pd:TelephoneNumber"),
      plain("contact.address", "Adresse postale", "Postal address", "dpv-pd:PhysicalAddress"),
      plain("contact.postcode", "Code postal", "Postcode", "dpv-pd:PostalCode"),
      plain("contact.city", "Ville", "City", "dpv-pd:City"),
      plain("contact.country", "Pays", "Country", "dpv-pd:Country"),
      plain("contact.social", "Compte sur un réseau social", "Social network account", "dpv-pd:SocialMedia"),
      plain("contact.website", "Site web", "Website", "dpv-pd:Contact"),
      plain("contact.company", "Entreprise", "Company", "dpv-pd:CurrentEmployment"),
  };
}

std::vector<DataCategory> account_and_trade() {
  return {
      plain("account.login", "Identifiant de connexion", "Login", "dpv-pd:Username"),
      plain("account.status", "État du compte", "Account status", "dpv:PersonalData"),
      plain("account.date", "Date liée à votre compte", "Date about your account", "dpv:PersonalData"),
      plain("account.loyalty", "Programme de fidélité", "Loyalty scheme", "dpv-pd:PurchasesAndSpendingHabit"),
      plain("account.membership", "Adhésion ou abonnement", "Membership or subscription", "dpv-pd:Social"),
      plain("order.number", "Numéro de commande", "Order number", "dpv-pd:Transactional"),
      plain("order.date", "Date de commande", "Order date", "dpv-pd:Transactional"),
      plain("order.item", "Achat", "Purchase", "dpv-pd:Purchase"),
      plain("order.amount", "Montant", "Amount", "dpv-pd:Transactional"),
      plain("order.status", "Suivi de commande", "Order status", "dpv-pd:Transactional"),
      plain("order.delivery", "Livraison", "Delivery", "dpv-pd:Transactional"),
      plain("order.return", "Retour ou réclamation", "Return or claim", "dpv-pd:Transactional"),
      plain("payment.invoice", "Facture", "Invoice", "dpv-pd:Transactional"),
      plain("payment.iban", "Compte bancaire", "Bank account", "dpv-pd:BankAccount"),
      plain("payment.card", "Carte de paiement", "Payment card", "dpv-pd:PaymentCardNumber"),
      plain("payment.transaction", "Paiement", "Payment", "dpv-pd:Transaction"),
      plain("payment.method", "Moyen de paiement", "Payment method", "dpv-pd:FinancialAccount"),
      plain("payment.debt", "Impayé ou crédit", "Debt or credit", "dpv-pd:Credit"),
      plain("payment.tax", "Donnée fiscale", "Tax data", "dpv-pd:Tax"),
      plain("payment.income", "Revenus", "Income", "dpv-pd:Income"),
  };
}

std::vector<DataCategory> choices_and_content() {
  return {
      plain("preference.marketing", "Choix concernant la publicité", "Marketing choices",
            "dpv-pd:PrivacyPreference"),
      plain("preference.language", "Langue choisie", "Preferred language", "dpv-pd:Language"),
      plain("preference.interest", "Centres d'intérêt", "Interests", "dpv-pd:Interest"),
      plain("preference.setting", "Réglages", "Settings", "dpv-pd:Preference"),
      plain("consent.record", "Consentement enregistré", "Recorded consent", "dpv-pd:PrivacyPreference"),
      plain("consent.date", "Date d'un consentement", "Date of a consent", "dpv-pd:PrivacyPreference"),
      plain("profile.segment", "Groupe dans lequel nous vous classons", "Group we place you in",
            "dpv-pd:Profile"),
      plain("profile.score", "Note que nous calculons sur vous", "Score we compute about you",
            "dpv-pd:IndividualProfile"),
      plain("profile.family", "Famille et foyer", "Family and household", "dpv-pd:Family"),
      plain("profile.housing", "Logement", "Housing", "dpv-pd:Ownership"),
      plain("profile.vehicle", "Véhicule", "Vehicle", "dpv-pd:Vehicle"),
      plain("profile.note", "Note écrite sur vous", "Note written about you", "dpv-pd:Profile"),
      plain("content.message", "Message", "Message", "dpv-pd:Communication"),
      plain("content.subject", "Objet d'un message", "Subject of a message", "dpv-pd:Communication"),
      plain("content.comment", "Commentaire", "Comment", "dpv-pd:Communication"),
      plain("content.review", "Avis", "Review", "dpv-pd:Opinion"),
      plain("content.rating", "Note donnée", "Rating given", "dpv-pd:Opinion"),
      plain("content.document", "Document", "Document", "dpv:PersonalData"),
      plain("content.date", "Date d'un message ou document", "Date of a message or document",
            "dpv-pd:CommunicationsMetadata"),
      plain("content.survey", "Réponse à un questionnaire", "Answer to a survey", "dpv-pd:Opinion"),
      plain("content.list", "Liste ou sélection", "List or selection", "dpv-pd:Preference"),
      plain("image", "Photo ou vidéo", "Photo or video", "dpv-pd:Picture"),
      plain("voice", "Enregistrement de la voix", "Voice recording", "dpv-pd:VoiceCommunicationRecording"),
  };
}

std::vector<DataCategory> traces_and_work() {
  return {
      plain("location.position", "Position géographique", "Geographic position", "dpv-pd:Location"),
      plain("location.history", "Déplacements", "Journeys", "dpv-pd:TravelHistory"),
      plain("technical.ip", "Adresse IP", "IP address", "dpv-pd:IPAddress"),
      plain("technical.device", "Appareil", "Device", "dpv-pd:DeviceBased"),
      plain("technical.browser", "Navigateur", "Browser", "dpv-pd:UserAgent"),
      plain("technical.cookie", "Identifiant de cookie", "Cookie identifier", "dpv-pd:Identifier"),
      plain("technical.log", "Journal de connexion", "Connection log", "dpv-pd:AuthenticationHistory"),
      plain("technical.browsing", "Navigation", "Browsing", "dpv-pd:BrowsingBehavior"),
      plain("technical.usage", "Utilisation du service", "Use of the service",
            "dpv-pd:ServiceConsumptionBehavior"),
      plain("employment.job", "Poste", "Job", "dpv-pd:Job"),
      plain("employment.salary", "Rémunération", "Pay", "dpv-pd:Salary"),
      plain("employment.contract", "Contrat de travail", "Employment contract", "dpv-pd:CurrentEmployment"),
      plain("employment.absence", "Congés et absences", "Leave and absence", "dpv-pd:Professional"),
      plain("employment.evaluation", "Évaluation professionnelle", "Work evaluation",
            "dpv-pd:ProfessionalEvaluation"),
      plain("employment.history", "Parcours professionnel", "Work history", "dpv-pd:EmploymentHistory"),
      plain("employment.education", "Formation et diplômes", "Education", "dpv-pd:Education"),
  };
}

std::vector<DataCategory> protected_more() {
  return {
      special("health.condition", "État de santé", "Health", "dpv-pd:Health"),
      special("health.disability", "Handicap", "Disability", "dpv-pd:Disability"),
      special("health.treatment", "Soins et ordonnances", "Treatment and prescriptions",
              "dpv-pd:MedicalHealth"),
      special("health.insurance", "Assurance santé", "Health insurance", "dpv-pd:MedicalHealth"),
      special("health.diet", "Régime alimentaire ou allergie", "Diet or allergy", "dpv-pd:Health"),
      special("belief.religion", "Religion ou convictions", "Religion or beliefs", "dpv-pd:ReligiousBelief"),
      special("belief.politics", "Opinions politiques", "Political opinions", "dpv-pd:PoliticalOpinion"),
      special("belief.union", "Appartenance syndicale", "Trade-union membership",
              "dpv-pd:TradeUnionMembership"),
      special("origin.ethnic", "Origine ethnique", "Ethnic origin", "dpv-pd:EthnicOrigin"),
      special("sex-life", "Vie ou orientation sexuelle", "Sex life or orientation", "dpv-pd:Sexual"),
      special("biometric", "Donnée biométrique", "Biometric data", "dpv-pd:Biometric"),
      special("genetic", "Donnée génétique", "Genetic data", "dpv-pd:Genetic"),
      special("criminal", "Condamnation ou infraction", "Conviction or offence", "dpv-pd:Criminal"),
  };
}

std::vector<DataCategory> all_categories() {
  std::vector<DataCategory> all;
  for (auto part : {identity_and_contact(), account_and_trade(), choices_and_content(), traces_and_work(),
                    protected_more()})
    for (auto& one : part) all.push_back(std::move(one));
  std::sort(all.begin(), all.end(),
            [](const DataCategory& a, const DataCategory& b) { return a.name < b.name; });
  return all;
}

}  // namespace

const std::vector<DataCategory>& data_categories() {
  static const std::vector<DataCategory> all = all_categories();
  return all;
}

const DataCategory* data_category(std::string_view name) {
  const auto& all = data_categories();
  const auto found =
      std::lower_bound(all.begin(), all.end(), name,
                       [](const DataCategory& one, std::string_view wanted) { return one.name < wanted; });
  return found != all.end() && found->name == name ? &*found : nullptr;
}

}  // namespace habeas::map

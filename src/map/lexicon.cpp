#include <habeas/map/lexicon.h>

#include <array>

namespace habeas::map::lexicon {
namespace {

using enum Where;

constexpr Phrase table[] = {
    // Who she is
    {"first name|given name|firstname|forename|prenom|prenoms|fname|vorname", "identity.given-name", anywhere,
     Shape::text, true},
    {"middle name|middlename|middle initial|deuxieme prenom", "identity.given-name", anywhere, Shape::text,
     true},
    {"last name|family name|lastname|surname|nom famille|nom de famille|lname|nom patronymique",
     "identity.family-name", anywhere, Shape::text, true},
    {"maiden name|birth name|former name|nom jeune fille|nom naissance|nom de naissance|nom usage|nom "
     "marital",
     "identity.former-name", anywhere, Shape::text, true},
    {"full name|fullname|nom complet|nom prenom|prenom nom|display name|contact name|nom contact|real name",
     "identity.name", anywhere, Shape::text, true},
    {"author name|reviewer name|recipient name|sender name|holder name|cardholder "
     "name|titulaire|beneficiaire|destinataire|nom destinataire|ship name|billed to",
     "identity.name", anywhere, Shape::text},
    {"author|auteur|reviewer|sender|expediteur|recipient|caller|appelant|creator", "identity.name", anywhere,
     Shape::text},
    {"name|nom|suffix|identite", "identity.name", of_people, Shape::text},
    {"civility|civilite|salutation|honorific|title courtesy|title of courtesy|name prefix|name title",
     "identity.title", anywhere, Shape::any, true},
    {"nickname|pseudo|pseudonym|pseudonyme|surnom|screen name|pen name|alias", "identity.pseudonym", anywhere,
     Shape::text, true},
    {"birth date|birthdate|birthday|date birth|date of birth|dob|naissance|date naissance|date de "
     "naissance|ddn|dnaiss|naiss|birth year|annee naissance|ne le|born",
     "identity.birthdate", anywhere, Shape::not_boolean, true},
    {"birth place|birthplace|place birth|lieu naissance|lieu de naissance|ville naissance|birth city|birth "
     "country|pays naissance",
     "identity.birthplace", anywhere, Shape::text, true},
    {"age", "identity.age", of_people, Shape::not_boolean},
    {"gender|sex|sexe|genre civil", "identity.gender", anywhere, Shape::any},
    {"nationality|nationalite|citizenship", "identity.nationality", anywhere, Shape::not_boolean},
    {"nir|numero secu|num secu|securite sociale|social security|ssn|national id|national "
     "insurance|nino|niss|no insee|numero insee|tax id personal|spi",
     "identity.national-id", anywhere, Shape::not_boolean, true},
    {"passport|passeport|id card|carte identite|identity card|driving licence|driver license|permis "
     "conduire|titre sejour",
     "identity.document", anywhere, Shape::not_boolean},
    {"signature|paraphe", "identity.signature", anywhere, Shape::not_boolean},
    // How she is reached
    {"email|e mail|mail|courriel|mel|email address|mail address|adresse mail|adresse email|adresse "
     "courriel|emailaddress",
     "contact.email", anywhere, Shape::text, true},
    {"phone|telephone|tel|mobile|gsm|portable|cell|cellphone|fixe|phone number|numero telephone|num "
     "tel|msisdn|extension",
     "contact.phone", anywhere, Shape::not_boolean, true},
    {"fax|telecopie", "contact.phone", anywhere, Shape::not_boolean, true},
    {"address|adresse|adr|street|rue|voie|address line|addressline|adresse ligne|house number|numero "
     "voie|complement adresse|lieu dit|apartment|appartement|po box|boite postale",
     "contact.address", anywhere, Shape::not_boolean},
    {"postal code|postcode|post code|zip|zipcode|zip code|code postal|cp|postalcode|codepostal",
     "contact.postcode", anywhere, Shape::not_boolean, true},
    {"city|town|ville|commune|localite|city name|nom ville|nom commune", "contact.city", anywhere,
     Shape::text},
    {"line", "contact.address", beside_address, Shape::text},
    {"state|province|region|county|district|departement|state province", "contact.address", beside_address,
     Shape::text},
    {"country|pays|country code|code pays|country name", "contact.country", anywhere, Shape::not_boolean},
    {"company|company name|entreprise|societe|employer|employeur|raison sociale|organisme|nom societe",
     "contact.company", of_people, Shape::text},
    {"twitter|facebook|linkedin|instagram|skype|mastodon|social network|whatsapp|telegram", "contact.social",
     anywhere, Shape::text},
    {"website|site web|homepage|home page|blog", "contact.website", of_people, Shape::text},
    // Her account
    {"login|username|user name|login name|identifiant|identifiant connexion|login id|loginid|nom utilisateur",
     "account.login", anywhere, Shape::text},
    {"carte|card|member card|carte membre", "account.loyalty", row},
    {"loyalty|fidelite|loyalty card|carte fidelite|loyalty points|points fidelite", "account.loyalty", row},
    {"membership|adhesion|abonnement|subscription", "account.membership", row},
    {"account status|statut compte|active|activebool|actif|is active|enabled|blocked|banned|suspended|locked",
     "account.status", row, Shape::any},
    {"joined at|join date|registered at|registration date|date inscription|inscrit le|signup date|last "
     "login|derniere connexion|last seen|closed at|cloture le|create date|date creation|member since",
     "account.date", row},
    // What she bought
    {"order number|numero commande|order no|reference commande", "order.number", row},
    {"order date|date commande|placed at|ordered at|invoice date|date facture|rental date|purchase date|date "
     "achat|required date|payment date|return date|date",
     "order.date", row},
    {"quantity|quantite|qty|qte|item|article|product|produit", "order.item", row},
    {"total|amount|montant|price|prix|unit price|prix unitaire|subtotal|discount|remise|tax "
     "amount|tva|freight|frais port",
     "order.amount", row},
    {"status|statut|etat|order status", "order.status", row, Shape::any},
    {"shipped date|shipped at|delivered at|date livraison|tracking|tracking number|suivi|ship "
     "via|carrier|transporteur|delivery",
     "order.delivery", row},
    {"invoice number|numero facture|facture|invoice", "payment.invoice", row},
    {"iban|bic|rib|bank account|compte bancaire|account holder|sort code|routing number", "payment.iban",
     anywhere, Shape::not_boolean, true},
    {"card number|credit card|numero carte|carte bancaire|cb|pan|cvv|cvc|exp month|exp year|card expiry|card "
     "expires|approval code|card type",
     "payment.card", anywhere, Shape::not_boolean},
    {"payment method|moyen paiement|mode paiement|mode reglement", "payment.method", row},
    {"balance|solde|credit limit|encours|debt|dette|impaye", "payment.debt", row},
    {"income|revenu|revenus|revenu fiscal|quotient familial", "payment.income", anywhere, Shape::not_boolean},
    // What she chose, said, and what is said of her
    {"newsletter|opt in|optin|opted in|opt out|optout|wants news|marketing|email promotion|accepte "
     "publicite|consent marketing|unsubscribed|desinscrit",
     "preference.marketing", row, Shape::any},
    {"consent|consentement|gdpr|rgpd|cgu acceptees|terms accepted", "consent.record", row, Shape::any},
    {"language|langue|locale|lang", "preference.language", row},
    {"preference|preferences|setting|settings|reglages|timezone|theme", "preference.setting", row,
     Shape::any},
    {"interest|interests|centre interet|hobby|hobbies|loisirs", "preference.interest", anywhere},
    {"segment|cohort|cluster|customer type|type client|profile|profil", "profile.segment", row},
    {"score|scoring|risk|risque|rating internal", "profile.score", row},
    {"marital status|situation familiale|situation maritale|spouse|conjoint|children|enfants|nombre "
     "enfants|etat civil|household|foyer",
     "profile.family", anywhere, Shape::any},
    {"demographics|person type", "profile.segment", of_people, Shape::any},
    {"plate|immatriculation|immat|license plate|plaque", "profile.vehicle", anywhere, Shape::text},
    {"note|notes|comment internal|remarque|remarques|observation|observations|commentaire "
     "interne|bio|biography|biographie|about me",
     "profile.note", of_people, Shape::text},
    {"note|notes|remark|remarks|remarque|observation|observations", "profile.note", row, Shape::text},
    {"comment|comments|commentaire|commentaires", "content.comment", row, Shape::text},
    {"message|body|content|contenu|texte|corps", "content.message", row, Shape::text},
    {"subject|objet|sujet", "content.subject", row, Shape::text},
    {"review|avis", "content.review", row, Shape::text},
    {"rating|stars|etoiles|note donnee", "content.rating", row},
    {"document|attachment|piece jointe|fichier|scan|resume|cv|curriculum", "content.document", row,
     Shape::any},
    {"sent at|envoye le|posted at|publie le|read at|lu le", "content.date", row},
    {"photo|picture|avatar|portrait|photo path|photo url|image profil", "image", anywhere,
     Shape::not_boolean},
    {"voice|voix|enregistrement vocal|recording", "voice", row, Shape::any},
    // Traces
    {"latitude|longitude|lat|lng|lon|geolocation|geolocalisation|gps|spatial location|position gps",
     "location.position", anywhere, Shape::not_boolean},
    {"ip|ip address|adresse ip|ipaddress|remote addr|client ip", "technical.ip", anywhere,
     Shape::not_boolean},
    {"user agent|useragent|browser|navigateur", "technical.browser", row},
    {"device|appareil|device id|imei|mac address", "technical.device", anywhere, Shape::not_boolean},
    {"cookie|cookie id|visitor id", "technical.cookie", anywhere, Shape::not_boolean},
    {"page|url|referrer|referer|visited url", "technical.browsing", row},
    // Work
    {"job|job title|jobtitle|contact title|fonction|poste|profession|metier|occupation|emploi",
     "employment.job", anywhere, Shape::text},
    {"salary|salaire|remuneration|wage|paie|pay rate|salaried|bonus|commission|hourly rate|sales quota",
     "employment.salary", anywhere, Shape::any},
    {"hire date|date embauche|hired at|embauche|contract type|type contrat|end contract|date entree|date "
     "sortie|termination date",
     "employment.contract", anywhere, Shape::not_boolean},
    {"vacation hours|leave|conges|absence|absences|vacation", "employment.absence", anywhere, Shape::any},
    {"diploma|diplome|degree|education|etudes|formation", "employment.education", of_people, Shape::any},
    // Art. 9 and 10
    {"health|sante|diagnosis|diagnostic|disease|maladie|pathologie|blood type|groupe "
     "sanguin|symptom|symptome|sick leave|sick leave hours|arret maladie|medical history|antecedents",
     "health.condition", anywhere, Shape::any},
    {"disability|handicap|rqth", "health.disability", anywhere, Shape::any},
    {"treatment|traitement|prescription|ordonnance|medication|medicament", "health.treatment", anywhere,
     Shape::any},
    {"mutuelle|health insurance|assurance maladie", "health.insurance", anywhere, Shape::any},
    {"allergy|allergie|allergies|diet|regime alimentaire", "health.diet", anywhere, Shape::any},
    {"religion|religious|confession|croyance", "belief.religion", anywhere, Shape::any},
    {"political|politique|parti politique|political opinion", "belief.politics", anywhere, Shape::any},
    {"union member|trade union|syndicat|syndique", "belief.union", anywhere, Shape::any},
    {"ethnic|ethnicity|ethnie|race|origine ethnique", "origin.ethnic", anywhere, Shape::any},
    {"sexual orientation|orientation sexuelle", "sex-life", anywhere, Shape::any},
    {"fingerprint|empreinte digitale|empreinte|iris|face template|biometric|biometrie", "biometric", anywhere,
     Shape::any},
    {"genome|dna|adn|genetic|genetique", "genetic", anywhere, Shape::any},
    {"criminal record|casier|casier judiciaire|condamnation|conviction|offence", "criminal", anywhere,
     Shape::any},
};

}  // namespace

std::span<const Phrase> phrases() { return table; }

std::string_view secrets() {
  return "password|passwd|pwd|mdp|mot de passe|mot passe|motdepasse|passphrase|password hash|password "
         "salt|hash|salt|secret|"
         "token|api key|apikey|otp|totp|private key|reset key|session key|pin code";
}

std::string_view technical() {
  return "created at|created on|created|create date|created date|created by|creation|date creation|cree "
         "le|updated at|updated on|"
         "updated|update date|last update|last updated|last modified|modified at|modified date|modified "
         "on|modified|date modification|"
         "date maj|maj|modifie le|updated by|modified by|timestamp|row version|rowversion|rowguid|row "
         "guid|guid|uuid|version|"
         "etag|sort order|sort|position|ordre|rang|deleted at|is deleted|deleted|supprime|supprime "
         "le|sync|synced at|"
         "imported at|import id|checksum|tenant|tenant id|lock version";
}

std::string_view undoing() {
  return "type|verified|verifie|confirmed|confirme|valid|valide|validated|count|nb|nombre|template|modele|"
         "format|flag|sent|"
         "status|statut|id|enabled|file|fichier|filename|host|domain|domaine|server|serveur|product|produit|"
         "item|article|category|"
         "categorie|table|column|field|class|classe|event|evenement|page|tag|group|groupe|team|equipe|course|"
         "cours|department|service|"
         "campaign|campagne|song|album|movie|film|track|book|livre|project|projet|role|pref|prefecture|label|"
         "libelle|bounce|queue|"
         "job|task|brand|marque|model|currency|devise|tax|taxe|rate|iso|code|sales|store|shop|magasin|"
         "stadium|airport|station|"
         "hotel|school|ecole|college|museum|bank|banque|device|channel|genre|language|langue|size|length|max|"
         "min|avg|average|total";
}

std::string_view harmless() {
  return "home|work|main|primary|secondary|principal|principale|secondaire|perso|personal|personnel|"
         "personnelle|pro|professionnel|private|prive|"
         "billing|shipping|delivery|ship|bill|facturation|livraison|contact|current|new|old|alt|alternate|"
         "alternative|other|autre|"
         "emergency|urgence|de|du|la|le|l|d|of|the|to|from|line|ligne|complement|number|numero|num|no|full|"
         "office|bureau|domicile|"
         "travail|postal|postale|permanent|given|hash|residence|street|rue|address|adresse|date|name|nom|"
         "value|text|path|url|blob|data|user|"
         "additional|info|paypal|notification|reply|recovery|backup";
}

std::string_view people() {
  return "client|cliente|customer|user|utilisateur|utilisatrice|member|membre|patient|contact|abonne|"
         "subscriber|person|personne|"
         "people|individu|individual|adherent|eleve|student|etudiant|candidate|candidat|applicant|guest|"
         "visitor|visiteur|buyer|acheteur|"
         "participant|donor|donateur|beneficiaire|beneficiary|passenger|passager|tenant|locataire|resident|"
         "habitant|citizen|usager|assure|"
         "player|joueur|author|auteur|owner|proprietaire|holder|titulaire|parent|child|enfant|spouse|"
         "conjoint|account holder|voter|"
         "prospect|lead|attendee|inscrit|reviewer|actor|acteur|performer|athlete|driver|conducteur|sender|"
         "recipient|destinataire|"
         "expediteur|demandeur|salarie|employee|employe|teacher|professeur|enseignant|doctor|medecin|"
         "physician|nurse|infirmier|volunteer|benevole";
}

std::string_view staff() {
  return "employee|employe|staff|salarie|agent|admin|administrator|administrateur|operator|operateur|vendeur|"
         "seller|salesperson|manager|"
         "technician|technicien|collaborateur|personnel|worker|teacher|professeur|enseignant|doctor|medecin|"
         "physician|nurse|instructor|"
         "faculty|librarian|commercial|intervenant|formateur";
}

std::string_view organisations() {
  return "supplier|fournisseur|vendor|company|entreprise|societe|shipper|transporteur|carrier|store|shop|"
         "magasin|boutique|organisation|"
         "organization|partner|partenaire|manufacturer|fabricant|agency|agence|association|branch|succursale|"
         "hotel|school|ecole|"
         "department|departement|service|bank|banque|team|equipe|club|etablissement|site|editor|editeur|"
         "publisher";
}

std::string_view things() {
  return "product|produit|article|item|category|categorie|country|pays|city|ville|region|currency|devise|"
         "language|langue|type|status|statut|"
         "role|permission|setting|config|configuration|parameter|parametre|migration|schema|tax|taxe|unit|"
         "genre|tag|album|track|film|"
         "movie|song|playlist|media|theme|template|modele|calendar|holiday|territory|brand|marque|model|"
         "artist|artiste|airport|"
         "stadium|code|version|lookup|reference|demographic";
}

std::string_view handlers() {
  return "created|updated|modified|by|approved|validated|manager|responsable|handled|processed|assigned|rep|"
         "representative|seller|vendeur|"
         "operator|operateur|traite|cree|modifie|valide|par|supervisor|chief|chef|gestionnaire|referent|"
         "cashier|caissier|support|"
         "advisor|conseiller|closed|reviewed|editor|moderator|salesperson";
}

std::string_view handled() {
  return "assigned to|assignee|handled by|created by|updated by|modified by|entered by|recorded by|processed "
         "by|"
         "approved by|validated by|verified by|checked by|closed by|reviewed by|answered by|served by|sold "
         "by|"
         "added by|edited by|changed by|taken by|treated by|managed by|prepared by|inserted by|deleted by|"
         "operator|agent|advisor|adviser|clerk|cashier|salesperson|sales rep|seller|manager|account manager|"
         "handler|technician|moderator|supervisor|"
         "affecte a|assigne a|attribue a|cree par|modifie par|maj par|saisi par|valide par|traite par|suivi "
         "par|"
         "enregistre par|cloture par|approuve par|verifie par|ajoute par|supprime par|vendu par|encaisse par|"
         "repondu par|prepare par|gere par|operateur|operatrice|conseiller|conseillere|gestionnaire|vendeur|"
         "vendeuse|caissier|caissiere|technicien|technicienne|commercial|referent|responsable|moderateur|"
         "superviseur";
}

std::string_view speaking() {
  return "author|auteur|autrice|written by|ecrit par|redige "
         "par|redacteur|redactrice|creator|sender|expediteur|"
         "reviewer|posted by|publie par|owner";
}

std::string_view of_a_name() {
  return "name|nom|prenom|first|last|full|display|email|mail|courriel|phone|tel|telephone|initial|initiale|"
         "login|"
         "username|employee|employe|staff";
}

}  // namespace habeas::map::lexicon

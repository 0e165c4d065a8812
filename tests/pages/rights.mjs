// Journeys at Maison Verdier in a browser: a person and an agent, from the first page to the answer.
//   node rights.mjs JOURNEY URL FOLDER BIN    FOLDER is the organisation's, with its outbox; BIN has the program
import { codeFor, letters, must, Person, withBrowser, wrong } from './house.mjs';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [, , journey, url, folder, bin] = process.argv;
const claires = 'claire.fontaine@courriel.example';

async function ask(person, right, fill, email = claires) {
  await person.go('/fr/');
  await person.follow(right);
  await fill();
  if (email) await person.type('Adresse e-mail', email);
  await person.press('Continuer');
  await person.press('Envoyer la demande');
  await person.reads('Votre demande');
  return person.reference();
}

async function prove(person, reference) {
  await person.press('Envoyer un code');
  await person.reads('Si nous vous connaissons, un code vient de partir');
  await person.type('Le code reçu', await codeFor(folder, reference));
  await person.press('Confirmer');
  await person.reads('Identité confirmée');
}

async function signIn(agent) {
  await agent.go('/fr/desk');
  await agent.type('Nom', 'Camille Roy');
  await agent.type('Mot de passe', 'une phrase assez longue');
  await agent.press('Se connecter');
  await agent.reads('nous attendent');
}

async function open(agent, reference) {
  await agent.go('/fr/desk');
  await agent.follow(reference);
}

function habeas(...words) {
  return execFileSync(`${bin}/habeas`, ['--in', folder, '--json', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

// Somebody looks through the paper files, beside the running desk, and finds nothing of hers.
function searchPaper() {
  const open = JSON.parse(habeas('task', 'list')).filter(({ state }) => state === 'open');
  for (const { reference } of open) habeas('task', 'done', reference);
}

// What leaves by no machine: letters that no mail takes are posted, and recipients told whom it concerns (GDPR 12, 19).
async function doOutside(agent) {
  for (const done of ['Cette lettre est postée', 'Ce destinataire est prévenu']) {
    const button = agent.page.getByRole('button', { name: done, exact: true });
    while ((await button.count()) > 0) await agent.press(done, agent.page.locator('form', { has: button }).first());
  }
}

// What every right that changes something goes through; `sees` is said of the plan before it is approved.
async function carryOut(agent, reference, sees = []) {
  await open(agent, reference);
  await agent.press('Établir le plan');
  await agent.reads('Le plan');
  searchPaper();
  await agent.press('Revoir le plan');
  await agent.reads('Le plan');
  for (const words of sees) await agent.reads(words);
  await agent.press('Approuver ce plan, exactement');
  await agent.press('Exécuter le plan approuvé');
  await agent.reads('Fait, relu, et vérifié.');
  await agent.press('Répondre');
  await doOutside(agent);
  await agent.press('Clore');
  await agent.reads('Close');
}

async function reads(person, reference, letter, words) {
  await person.go(`/fr/follow/${reference}`);
  await person.follow(letter);
  const text = await person.page.locator('body').innerText();
  for (const each of words) must(text.includes(each), `the letter should say "${each}", and says:\n${text}`);
}

const journeys = {
  async information(claire) {
    await ask(claire, 'Savoir ce que vous faites de mes données', () => claire.choose('Client ou cliente'), null);
    await claire.follow('Ce que nous faisons de vos données');
    const text = await claire.page.locator('body').innerText();
    for (const words of ['CNIL', 'Lettre d’information', '10 ans'])
      must(text.replaceAll("'", '’').includes(words), `the notice should say "${words}"`);
  },

  async access(claire, agent) {
    const reference = await ask(claire, 'Voir mes données', () => {});
    await claire.doesNotRead('À télécharger');
    await prove(claire, reference);
    await signIn(agent);
    await carryOut(agent, reference);
    await claire.go(`/fr/follow/${reference}`);
    await claire.reads('À télécharger');
    const [download] = await Promise.all([
      claire.page.waitForEvent('download'),
      claire.page.getByRole('link', { name: 'Votre dossier, avec toutes vos données' }).click(),
    ]);
    must(readFileSync(await download.path()).subarray(0, 2).toString() === 'PK', 'the package is a ZIP file');
    await reads(claire, reference, 'Notre réponse', ['CNIL']);
  },

  // She comes back another day, in another browser.
  async access_from_another_browser(claire, agent, browser) {
    const reference = await ask(claire, 'Voir mes données', () => {});
    const number = await claire.number();
    await prove(claire, reference);
    await signIn(agent);
    await carryOut(agent, reference);
    const again = await Person.with(browser, url, 'claire elsewhere');
    await again.go('/fr/follow');
    await again.type('Numéro de suivi', number);
    await again.press('Continuer');
    await again.doesNotRead('À télécharger');
    const before = letters(folder, reference, 'code').length;
    await again.press('Envoyer un code');
    while (letters(folder, reference, 'code').length === before) await new Promise((done) => setTimeout(done, 100));
    await again.type('Le code reçu', await codeFor(folder, reference));
    await again.press('Confirmer');
    await again.reads('À télécharger');
  },

  async rectification(claire, agent) {
    const reference = await ask(claire, 'Corriger mes données', async () => {
      await claire.choose('Ville');
      await claire.type('Ce qui est écrit aujourd’hui (facultatif)', 'Strasbourg');
      await claire.type('Ce qui est juste', 'Beaune');
    });
    await prove(claire, reference);
    await signIn(agent);
    await carryOut(agent, reference, ['Avant et après', 'Beaune']);
    await reads(claire, reference, 'Ce qui a été corrigé', ['CNIL']);
  },

  async erasure(claire, agent) {
    const reference = await ask(claire, 'Effacer mes données', () => {});
    await prove(claire, reference);
    await signIn(agent);
    await carryOut(agent, reference, ['conservé', 'Code de commerce']);
    await reads(claire, reference, 'Ce qui a été effacé, et ce qui doit rester', ['CNIL', 'L. 123-22']);
  },

  async restriction(claire, agent) {
    const reference = await ask(claire, 'Geler mes données', () => claire.choose('J’en ai besoin pour défendre mes droits'));
    await prove(claire, reference);
    await signIn(agent);
    await carryOut(agent, reference);
    await reads(claire, reference, 'Le gel de vos données', ['CNIL']);
  },

  async portability(claire, agent) {
    const reference = await ask(claire, 'Emporter mes données', () => {});
    await prove(claire, reference);
    await signIn(agent);
    await carryOut(agent, reference);
    await claire.go(`/fr/follow/${reference}`);
    await claire.reads('Votre dossier, avec toutes vos données');
  },

  // One act: no account, no proof, no reason (GDPR 21(3)).
  async marketing(claire, agent) {
    const reference = await ask(claire, 'Ne plus utiliser mes données pour…',
      () => claire.choose('À la publicité et à la prospection, sous toutes ses formes'));
    await claire.reads('cela vaut dès maintenant');
    await signIn(agent);
    await open(agent, reference);
    await agent.reads('Aucune preuve demandée pour ce droit');
    await agent.reads('L’arrêt de la publicité');
  },

  async objection(claire, agent) {
    const reference = await ask(claire, 'Ne plus utiliser mes données pour…', async () => {
      await claire.choose('À une autre utilisation');
      await claire.choose('Sécurité du site');
      await claire.type('Votre situation (seulement pour une autre utilisation)', 'Je suis suivie par un tiers.');
    });
    await prove(claire, reference);
    await signIn(agent);
    await open(agent, reference);
    await agent.choose('Accueillie : cette utilisation cesse');
    await agent.page.locator('#decision-reasons').fill('Situation particulière établie.');
    await agent.press('Décider');
    await carryOut(agent, reference);
    await reads(claire, reference, 'Votre opposition, acceptée', ['CNIL']);
  },

  async refusal(claire, agent) {
    const reference = await ask(claire, 'Corriger mes données', async () => {
      await claire.choose('Ville');
      await claire.type('Ce qui est juste', 'Beaune');
    });
    await prove(claire, reference);
    await signIn(agent);
    await open(agent, reference);
    await agent.page.getByText('Refuser', { exact: true }).first().click();
    await agent.look();
    await agent.page.locator('#ground').check();
    await agent.page.locator('#reasons').fill('La facture du fournisseur prouve cette ville.');
    await agent.press('Refuser');
    await agent.reads('Répondue');
    await reads(claire, reference, 'Notre refus, ses raisons et vos recours', ['La facture du fournisseur', 'CNIL', 'un juge']);
  },

  async automated_decision(claire, agent) {
    const reference = await ask(claire, 'Faire revoir une décision automatique',
      () => claire.type('Ce que vous en pensez', 'Mes retards sont anciens.'));
    await prove(claire, reference);
    await signIn(agent);
    await open(agent, reference);
    await agent.type('Décision', 'accepted');
    await agent.page.locator('#decision-reasons').fill('Situation rétablie.');
    await agent.press('Décider');
    await carryOut(agent, reference);
    await reads(claire, reference, 'La décision, revue par une personne', ['CNIL']);
  },

  // One act, as easy as giving it (GDPR 7(3)).
  async consent(claire, agent) {
    const reference = await ask(claire, 'Retirer mon accord', () => claire.choose('Lettre d’information'.replace('’', "'")));
    await claire.reads('cela vaut dès maintenant');
    await signIn(agent);
    await open(agent, reference);
    await agent.reads('Le retrait de votre accord');
  },

  async complaint(claire) {
    await claire.go('/fr/request/complaint');
    await claire.reads('Fontenoy');
    const reference = await ask(claire, 'Réclamer, avec mon dossier', () => {});
    await prove(claire, reference);
    await reads(claire, reference, 'Votre dossier de réclamation', ['Fontenoy', reference]);
  },

  async posthumous(claire, agent) {
    const reference = await ask(claire, 'Décider de l’après : mes données après ma mort', async () => {
      await claire.choose('Je décide de ce que deviendront mes données');
      await claire.choose('effacées');
    });
    await prove(claire, reference);
    await signIn(agent);
    await carryOut(agent, reference);
    await reads(claire, reference, 'Votre décision pour après, enregistrée', ['CNIL']);
  },

  // A search that only a person can do, seen at the desk and said to have found nothing; letters within the site.
  async by_hand(claire, agent) {
    const reference = await ask(claire, 'Voir mes données', () => {});
    await prove(claire, reference);
    await claire.follow('Accusé de réception');
    await claire.reads('Nous avons bien reçu votre demande');
    await claire.page.getByRole('link', { name: 'Votre demande' }).click();
    await claire.reads('Ce qui s’est passé');
    await signIn(agent);
    await open(agent, reference);
    await agent.press('Établir le plan');
    await agent.reads('À faire à la main');
    await agent.page.getByLabel('Remarque (facultatif)').fill('Les deux classeurs sont vus.');
    await agent.page.getByRole('button', { name: /rien trouvé/ }).click();
    await agent.look();
    await agent.doesNotRead('À faire à la main');
    await agent.press('Revoir le plan');
    await agent.doesNotRead('la recherche est faite à la main');
    await agent.page.getByText('Refuser', { exact: true }).first().click();
    await agent.press('Refuser');
    await agent.reads('Raisons');
    must((await agent.page.locator('.errors a').count()) === 2, 'a refusal says its ground and its reasons');
  },

  // A household's telephone: a human says who is who.
  async who_is_who(marie, agent) {
    const reference = await ask(marie, 'Voir mes données',
      () => marie.type('Numéro de téléphone', '03 80 00 12 34'), null);
    await signIn(agent);
    await open(agent, reference);
    await agent.choose('L3 – ce qu’elle seule peut savoir');
    await agent.type('Ce que vous avez vu (pas de document, pas de numéro)', 'numéro de client et dernière commande');
    await agent.press('Noter l’identité');
    await agent.reads('Qui est qui ?');
    await agent.reads('Votre saisie n’a pas été enregistrée');
    await agent.doesNotRead('Approuver ce plan, exactement');
    const rows = agent.page.locator('fieldset').filter({ hasText: 'C’est cette personne' });
    const all = await rows.count();
    must(all >= 2, 'two people may be meant');
    for (let i = 0; i < all; i += 1)
      await agent.choose(i === 0 ? 'C’est cette personne' : 'C’est quelqu’un d’autre', rows.nth(i));
    await agent.type('Pourquoi', 'Rappelée au numéro de sa fiche.');
    await agent.press('Noter qui est qui');
    // What was typed before is still there.
    await agent.press('Noter l’identité');
    await agent.press('Établir le plan');
    await agent.reads('Le plan');
    await agent.press('Approuver ce plan, exactement');
    await agent.press('Exécuter le plan approuvé');
    await agent.press('Répondre');
    await agent.reads('Votre dossier, avec toutes vos données');
  },

  // What goes wrong is said at the field, and linked to it.
  async mistakes(claire, agent) {
    for (const language of ['fr', 'en']) {
      for (const right of ['rectification', 'restriction', 'objection', 'consent', 'posthumous', 'access', 'information']) {
        await claire.go(`/${language}/request/${right}`);
        const phone = claire.page.locator('#id-phone');
        if ((await phone.count()) > 0) await phone.fill('12');
        await claire.press(language === 'fr' ? 'Continuer' : 'Continue');
        must((await claire.page.locator('.errors a').count()) > 0, `${right}: what is wrong is listed`);
        for (const link of await claire.page.locator('.errors a').all())
          must((await claire.page.locator(await link.getAttribute('href')).count()) === 1, `${right}: and leads to its field`);
      }
    }
    await claire.go('/en/follow');
    await claire.type('Tracking number', 'my request');
    await claire.press('Continue');
    await claire.type('Tracking number', 'R-2026-000001-AAAAAAAAAA');
    await claire.press('Continue');
    await claire.reads('leads to no request');
    await claire.go('/fr/desk');
    await claire.type('Nom', 'Personne');
    await claire.type('Mot de passe', 'je ne sais pas du tout');
    await claire.press('Se connecter');
    await claire.reads('ne vont pas ensemble');
    await signIn(agent);
    await agent.press('Se déconnecter (Camille Roy)');
    await agent.go('/fr/desk');
    await agent.doesNotRead('nous attendent');
  },

  // Everything that can be read without asking, in both languages, by keyboard.
  async reading(claire) {
    for (const language of ['fr', 'en']) {
      for (const path of ['/', '/notice', '/accessibility', '/follow', '/desk', '/nowhere', '/request/erasure',
        '/request/automated-decision', '/request/portability', '/request/complaint']) await claire.go(`/${language}${path}`);
    }
    await claire.go('/fr/');
    await claire.page.keyboard.press('Tab');
    must((await claire.page.locator(':focus').innerText()) !== '', 'the first key leads somewhere');
    await claire.page.keyboard.press('Enter');
    must(claire.page.url().endsWith('#main'), 'past the navigation');
  },
};

await withBrowser(async (browser) => {
  const person = await Person.with(browser, url, journey);
  const agent = await Person.with(browser, url, `${journey} desk`);
  await journeys[journey](person, agent, browser);
});

if (wrong.length > 0) {
  console.error([...new Set(wrong)].join('\n'));
  process.exit(1);
}
console.log(`${journey}: done, and nothing found on the way.`);

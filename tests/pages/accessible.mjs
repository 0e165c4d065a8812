// The pages that a person receives, in Debian's Chromium: no rule of axe-core is broken (WCAG 2.2 A and AA, and what it
// calls best practice), nothing is wider than the screen, nothing is asked of a network; at the width of a telephone and of
// a desk, in light and dark.
//   node accessible.mjs FOLDER        FOLDER/claire is the package, unpacked
import { chromium } from 'playwright-core';
import axe from 'axe-core';
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2], 'claire');
const pages = [
  'index.html',
  'index.en.html',
  'informations/informations.html',
  'portabilite/lisez-moi.html',
  'donnees/shop/customer.html', // cards
  'donnees/shop/orders.html', // a table
  'donnees/shop/message.en.html', // withheld items
];
const widths = [360, 1280];
const schemes = ['light', 'dark'];

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
if (!executablePath) throw new Error('no Chromium: install the package chromium');

const wrong = [];

async function look(context, name, where) {
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) wrong.push(`${where}: asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(resolve(folder, name)).href);
  // The page allows no script of its own; ours comes through the debugger.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  if (passes.length === 0) wrong.push(`${where}: axe-core looked at nothing`);
  for (const { id, help, nodes } of violations) {
    for (const { target, html } of nodes) wrong.push(`${where}: ${id}: ${help}\n    ${target.join(' ')}\n    ${html}`);
  }
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (wide > room) wrong.push(`${where}: ${wide} px wide, in ${room}`);
  await page.close();
}

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
});
try {
  for (const width of widths) {
    for (const colorScheme of schemes) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
      for (const name of pages) await look(context, name, `${name} (${width} px, ${colorScheme})`);
      await context.close();
    }
  }
} finally {
  await browser.close();
}

if (readdirSync(folder).length < 5) wrong.push('the package is not there');
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
console.log(`${pages.length} pages, ${widths.length} widths, ${schemes.length} colour schemes: nothing found.`);

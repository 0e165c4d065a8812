// What the journeys share: a browser (no page has a script, which is looked at too), a look at every page on the way (axe-core, width,
// nothing asked of elsewhere; at 360 px in light and 1280 px in dark), and the folder of letters.
//   HABEAS_PICTURES=FOLDER keeps a picture of every page that is looked at.
import { chromium } from 'playwright-core';
import axe from 'axe-core';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
if (!executablePath) throw new Error('no Chromium: install the package chromium');

const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const views = [
  { width: 1280, colorScheme: 'dark' },
  { width: 360, colorScheme: 'light' },
];

export const wrong = [];

export function must(holds, what) {
  if (!holds) throw new Error(what);
}

// Somebody with a browser of her own.
export class Person {
  static async with(browser, url, name) {
    const context = await browser.newContext({ bypassCSP: true, acceptDownloads: true });
    const page = await context.newPage();
    const person = new Person();
    Object.assign(person, { page, url, name, seen: 0 });
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) wrong.push(`${name}: a page asks for ${request.url()}`);
    });
    page.on('response', (response) => {
      const policy = response.headers()['content-security-policy'] ?? '';
      if (!policy.startsWith("default-src 'none'; style-src 'self'")) wrong.push(`${response.url()}: policy "${policy}"`);
      if (response.status() >= 500) wrong.push(`${response.url()}: ${response.status()}`);
    });
    return person;
  }

  async go(path) {
    await this.page.goto(this.url + path);
    await this.look();
  }

  // Presses the button or link of this name, and looks at what comes.
  async press(name, where = this.page) {
    await where.getByRole('button', { name, exact: true }).click();
    await this.page.waitForLoadState();
    await this.look();
  }
  async follow(name) {
    await this.page.getByRole('link', { name, exact: true }).first().click();
    await this.page.waitForLoadState();
    await this.look();
  }
  async type(label, text) {
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }
  async choose(label, where = this.page) {
    await where.getByLabel(label, { exact: true }).check();
  }
  async text() {
    return (await this.page.locator('main').innerText()).replace(/\s+/g, ' ');
  }
  async reads(words) {
    const text = await this.text();
    must(text.includes(words), `${this.name} should read "${words}" at ${this.page.url()}, and reads:\n${text}`);
  }
  async doesNotRead(words) {
    must(!(await this.text()).includes(words), `${this.name} must not read "${words}" at ${this.page.url()}`);
  }
  async number() {
    return /R-\d{4}-\d{6}-[0-9A-Z]{10}/.exec(await this.text())[0];
  }
  reference() {
    return /R-\d{4}-\d{6}/.exec(this.page.url())[0];
  }

  async look() {
    this.seen += 1;
    const where = `${this.name}, page ${this.seen} (${new URL(this.page.url()).pathname})`;
    const scripts = await this.page.locator('script, [onclick], [onload], [onsubmit]').count();
    if (scripts > 0) wrong.push(`${where}: has a script`);
    for (const { width, colorScheme } of views) {
      await this.page.setViewportSize({ width, height: 900 });
      await this.page.emulateMedia({ colorScheme });
      await this.judge(`${where} at ${width} px, ${colorScheme}`);
      await this.picture(width);
    }
  }

  // The pages allow no script; axe-core's comes through the debugger.
  async judge(where) {
    await this.page.evaluate(axe.source);
    const { violations, passes } = await this.page.evaluate(() => globalThis.axe.run(document));
    if (passes.length === 0) wrong.push(`${where}: axe-core looked at nothing`);
    for (const { id, help, nodes } of violations) {
      for (const { target, html } of nodes) wrong.push(`${where}: ${id}: ${help}\n    ${target.join(' ')}\n    ${html}`);
    }
    const [wide, room] = await this.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    if (wide > room) wrong.push(`${where}: ${wide} px wide, in ${room}`);
  }

  async picture(width) {
    const folder = process.env.HABEAS_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const name = `${this.name}-${String(this.seen).padStart(2, '0')}-${width}.png`.replaceAll(' ', '-');
    await this.page.screenshot({ path: join(folder, name), fullPage: true });
  }
}

export async function withBrowser(work) {
  const browser = await chromium.launch({ executablePath, args });
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

// The letters of one kind about one request, oldest first, as people read them.
export function letters(folder, reference, kind) {
  const outbox = join(folder, 'var/outbox');
  return readdirSync(outbox)
    .filter((name) => name.includes(reference) && name.endsWith(`-${kind}.eml`))
    .sort()
    .map((name) => {
      const [head, ...body] = readFileSync(join(outbox, name), 'utf8').split('\r\n\r\n');
      return { head, text: Buffer.from(body.join(''), 'base64').toString('utf8') };
    });
}

// The code of the last letter; it leaves after the page did.
export async function codeFor(folder, reference) {
  for (let tries = 0; tries < 100; tries += 1) {
    const all = letters(folder, reference, 'code');
    const code = all.length > 0 && /\b\d{8}\b/.exec(all.at(-1).text);
    if (code) return code[0];
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`no code left for ${reference}`);
}

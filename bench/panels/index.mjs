/** Script of a played frame of a comparison of six panels beside that of one such panel, in headless Chromium: a table in Markdown. */
import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/npm.mjs';

const ROUNDS = 5;
const PLAYED_MS = 2500;
const SOLVERS = ['euler 8', 'euler 16', 'euler 32', 'heun 8', 'heun 16', 'rk4 8'];
const ELEMENT = '<fm-sampler target="moons" view="plane" count="600" layers="density contours particles paths"';
/** A panel of six is a third of the whole as wide. */
const PAGES = {
  one: `<div style="width: 232px">${ELEMENT} solver="heun" steps="16"></fm-sampler></div>`,
  six: `<div style="width: 720px">${ELEMENT} compare="solver: ${SOLVERS.join(', ')}"></fm-sampler></div>`,
};

/** @type {(values: number[]) => number} */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Counts animation frames and what their callbacks take; runs in the page before its own scripts. */
function watch() {
  const seen = { ms: 0, frames: 0, last: -1 };
  const { requestAnimationFrame } = globalThis;
  globalThis.requestAnimationFrame = (callback) =>
    requestAnimationFrame((now) => {
      const began = performance.now();
      callback(now);
      seen.ms += performance.now() - began;
      if (now !== seen.last) seen.frames++;
      seen.last = now;
    });
  Object.assign(globalThis, { seen });
}

/** Script in ms for each animation frame while the figure plays. @param {import('playwright-core').Page} page */
function scriptOfFrame(page) {
  return page.evaluate(async (ms) => {
    const { seen } = /** @type {{ seen: { ms: number, frames: number } }} */ (/** @type {unknown} */ (globalThis));
    const figure = /** @type {HTMLElement & { playing: boolean }} */ (document.querySelector('fm-sampler'));
    figure.playing = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = { ...seen };
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (!figure.playing) throw new Error('the figure stands');
    const frames = seen.frames - before.frames;
    return { ms: (seen.ms - before.ms) / frames, frames: (1000 * frames) / ms };
  }, PLAYED_MS);
}

export async function run() {
  const script = readFileSync(`${ROOT}dist/fm-elements.js`);
  const server = createServer((request, response) => {
    const body = /** @type {Record<string, string>} */ (PAGES)[(request.url ?? '/').slice(1)];
    if (body) response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>panels</title><script type="module" src="/fm-elements.js"></script>${body}`);
    else response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  /** @type {Record<string, { ms: number, frames: number }[]>} */
  const taken = { one: [], six: [] };
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of Object.keys(PAGES)) {
        const page = await browser.newPage({ viewport: { width: 760, height: 800 } });
        await page.addInitScript(watch);
        await page.goto(`http://localhost:${port}/${name}`);
        await page.waitForFunction(() => document.querySelector('fm-sampler')?.shadowRoot?.querySelector('canvas'));
        await page.waitForTimeout(4000);
        if ((await page.locator('[role=alert]').count()) > 0) throw new Error('the figure shows nothing');
        taken[name].push(await scriptOfFrame(page));
        await page.close();
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
  const of = (/** @type {string} */ name, /** @type {'ms' | 'frames'} */ key) => median(taken[name].map((one) => one[key]));
  console.log(`${cpus().length} x ${cpus()[0].model}, ${process.platform}; Chromium ${browser.version()} (headless), ${ROUNDS} rounds in turn, medians\n`);
  console.log('| a sampler that plays | script of a frame | frames a second |\n|---|--:|--:|');
  for (const name of Object.keys(PAGES)) console.log(`| ${name === 'one' ? 'one panel' : 'six panels'} | ${of(name, 'ms').toFixed(2)} ms | ${of(name, 'frames').toFixed(0)} |`);
  console.log(`\nSix panels take ${(of('six', 'ms') / of('one', 'ms')).toFixed(2)} times the script of one (goal: at most 6).`);
}

/** From a pointer's move to the painted probe, in headless Chromium: a table in Markdown. */
import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/npm.mjs';

const MOVES = 80;
const POINTS = 2000;
const FIGURES = {
  'moons, 30 draws': '<fm-field target="moons" t="0.5" probe="pairs"></fm-field>',
  'moons, likelihood': '<fm-field target="moons" t="0.5" probe="likelihood"></fm-field>',
  'moons, likelihood of a network': '<fm-field target="moons" field="learned" t="0.5" probe="likelihood"></fm-field>',
  '2,000 data points, all weights': '<fm-field src="/points.csv" bandwidth="0" t="0.5" probe="pairs"></fm-field>',
};

/** @type {(values: number[], part: number) => number} */
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.floor(part * (values.length - 1))];

/** Two columns on a spiral. */
const points = ['x,y', ...Array.from({ length: POINTS }, (_, i) => `${(0.002 * i * Math.cos(0.02 * i)).toFixed(5)},${(0.002 * i * Math.sin(0.02 * i)).toFixed(5)}`)].join('\n');

/** Notes how long after each move the probe has been painted: its words change in the frame that paints it, and the next task comes after that frame. Runs in the page. */
function watch() {
  /** @type {number[]} */
  const taken = [];
  let moved = Number.NaN;
  const figure = /** @type {HTMLElement} */ (document.querySelector('fm-field'));
  const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
  root.querySelector('canvas')?.addEventListener('pointermove', () => (moved = performance.now()), { capture: true });
  new MutationObserver(() => {
    const began = moved;
    if (!Number.isNaN(began)) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => taken.push(performance.now() - began);
      port2.postMessage(undefined);
    }
    moved = Number.NaN;
  }).observe(root, { subtree: true, childList: true, characterData: true });
  Object.assign(globalThis, { taken });
}

export async function run() {
  const files = { '/points.csv': ['text/csv', points], '/fm-elements.js': ['text/javascript', readFileSync(`${ROOT}dist/fm-elements.js`)] };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    const figure = /** @type {Record<string, string>} */ (FIGURES)[decodeURIComponent(path.slice(1))];
    if (figure) return void response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>pointer</title><script type="module" src="/fm-elements.js"></script>${figure}`);
    const file = /** @type {Record<string, [string, string | Buffer]>} */ (files)[path];
    if (!file) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': file[0] }).end(file[1]);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  try {
    console.log(`${cpus().length} x ${cpus()[0].model}, ${process.platform} ${process.arch}; Chromium ${browser.version()} (headless), ${MOVES} moves\n`);
    console.log('| ms from a pointer\'s move to the frame after its answer | median | 95 % |\n|---|---|---|');
    for (const name of Object.keys(FIGURES)) {
      const page = await browser.newPage({ viewport: { width: 720, height: 700 } });
      await page.goto(`http://localhost:${port}/${encodeURIComponent(name)}`);
      const canvas = page.locator('fm-field canvas');
      await canvas.waitFor();
      await page.waitForTimeout(2000);
      await page.evaluate(watch);
      const box = /** @type {{ x: number, y: number, width: number, height: number }} */ (await canvas.boundingBox());
      for (let move = 0; move < MOVES; move++) {
        await page.mouse.move(box.x + box.width * (0.5 + 0.2 * Math.cos(0.1 * move)), box.y + box.height * (0.5 + 0.2 * Math.sin(0.1 * move)));
        await page.waitForTimeout(30);
      }
      const taken = await page.evaluate(() => /** @type {{ taken: number[] }} */ (/** @type {unknown} */ (globalThis)).taken);
      console.log(`| ${name} | ${quantile(taken, 0.5).toFixed(1)} | ${quantile(taken, 0.95).toFixed(1)} |`);
      await page.close();
    }
  } finally {
    await browser.close();
    server.close();
  }
}

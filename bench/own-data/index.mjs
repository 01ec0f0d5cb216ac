/** Tasks of the page while it takes 200,000 rows of its reader's, in headless Chromium: a table in Markdown. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/npm.mjs';

const ROWS = 200_000;
const ROUNDS = 5;
/** Long enough for the first pictures after the rows are told of. */
const AFTER_MS = 2000;

const FIGURES = '<fm-field id="own" target="moons" t="0.5" own-data="file paste"></fm-field><fm-sampler from="#own" view="plane" controls="none"></fm-sampler>';

/** Two noisy spirals, each a group. */
const rows = Array.from({ length: ROWS }, (_, i) => {
  const [turn, side] = [(12 * ((i * 7919) % ROWS)) / ROWS, i % 2 ? 1 : -1];
  const [x, y] = [Math.cos, Math.sin].map((of, k) => side * turn * of(turn) + 0.3 * Math.sin(12.9898 * i + k));
  return { x: x.toFixed(4), y: y.toFixed(4), side: side > 0 ? 'one' : 'other' };
});
const csv = `x,y,side\n${rows.map(({ x, y, side }) => `${x},${y},${side}`).join('\n')}\n`;
const json = JSON.stringify(rows.map(({ x, y }) => [Number(x), Number(y)]));
/** For each column that does not vary the file is read once more. */
const constant = `${Array.from({ length: 4 }, (_, k) => `c${k}`).join()},x,y\n${rows.map(({ x, y }) => `1,1,1,1,${x},${y}`).join('\n')}\n`;

/** @type {Record<string, { name: string, text: string }>} */
const GIVEN = {
  'CSV, two groups': { name: 'rows.csv', text: csv },
  'JSON, lists': { name: 'rows.json', text: json },
  'CSV, four constant columns before': { name: 'constant.csv', text: constant },
};

/** Notes tasks over 50 ms; runs in the page before its own scripts. */
function watch() {
  /** @type {number[]} */
  const long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
  Object.assign(globalThis, { long });
}
/** @param {import('playwright-core').Page} page @returns {Promise<number[]>} */
const longTasks = (page) => page.evaluate(() => /** @type {{ long: number[] }} */ (/** @type {unknown} */ (globalThis)).long.splice(0));

/**
 * The longest task of the page's main thread, ms of its processor time: what other processes had of the clock meanwhile is not in it.
 * @param {Buffer} trace
 */
function longestOf(trace) {
  /** @type {{ traceEvents: { name: string, pid: number, tid: number, tdur?: number, args: { name?: string } }[] }} */
  const { traceEvents } = JSON.parse(trace.toString());
  const threadOf = (/** @type {{ pid: number, tid: number }} */ { pid, tid }) => `${pid} ${tid}`;
  const mains = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf));
  return Math.max(...traceEvents.filter((event) => event.name.endsWith('RunTask') && mains.has(threadOf(event))).map(({ tdur = 0 }) => tdur / 1000));
}

export async function run() {
  const script = readFileSync(`${ROOT}dist/fm-elements.js`);
  const server = createServer((request, response) => {
    if (request.url === '/fm-elements.js') return void response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>own data</title><script type="module" src="/fm-elements.js"></script><div style="width: 420px">${FIGURES}</div>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  // A driver that gives the bytes themselves would have the page decode them.
  const folder = mkdtempSync(join(tmpdir(), 'own-data-'));
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  try {
    console.log(`${cpus().length} x ${cpus()[0].model}, ${process.platform} ${process.arch}; Chromium ${browser.version()} (headless), ${ROWS} rows, ${ROUNDS} fresh pages each\n`);
    console.log('| given | MB | ms until it is told of (median) | tasks over 50 ms in all | the longest, ms | the longest, ms of processor time |\n|---|--:|--:|--:|--:|--:|');
    for (const [what, { name, text }] of Object.entries(GIVEN)) {
      /** @type {number[]} */
      const long = [];
      const path = join(folder, name);
      writeFileSync(path, text);
      /** @type {number[]} */
      const told = [];
      /** @type {number[]} */
      const longest = [];
      for (let round = 0; round < ROUNDS; round++) {
        const page = await browser.newPage({ viewport: { width: 720, height: 900 } });
        await page.addInitScript(watch);
        await page.goto(`http://localhost:${port}/`);
        await page.locator('fm-field .own-data .file').waitFor();
        await page.waitForTimeout(AFTER_MS);
        await longTasks(page);
        await browser.startTracing(page, { categories: ['toplevel'] });
        const began = Date.now();
        await page.locator('fm-field .own-data input[type="file"]').setInputFiles(path);
        await page.locator('fm-field .own-data .account', { hasText: name }).filter({ hasNotText: 'Reading' }).waitFor({ timeout: 60_000 });
        told.push(Date.now() - began);
        await page.waitForTimeout(AFTER_MS);
        long.push(...(await longTasks(page)));
        longest.push(longestOf(await browser.stopTracing()));
        await page.close();
      }
      told.sort((a, b) => a - b);
      console.log(`| ${what} | ${(Buffer.byteLength(text) / 2 ** 20).toFixed(1)} | ${told[Math.floor(ROUNDS / 2)]} | ${long.length} | ${long.length > 0 ? Math.max(...long) : '-'} | ${Math.max(...longest).toFixed(0)} |`);
    }
  } finally {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
}

/** Training and evaluation by every engine, in Node and in a worker of a real Chromium: tables in Markdown. */
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';
import { bundle } from '../../scripts/bundle.mjs';
import { ROOT } from '../../scripts/npm.mjs';

/** @typedef {import('./measure.ts').Table} Table */

const OUT = 'out/bench/training';

/** @returns {Promise<string>} the worker's whole text */
async function bundledForWorker() {
  const target = `${OUT}/in-worker.js`;
  await bundle({ source: 'bench/training/in-worker.ts', target });
  return readFileSync(ROOT + target, 'utf8');
}

/** @returns {Promise<Table[]>} */
async function inNode() {
  const program = await bundleForNode('bench/training/in-node.ts', OUT);
  return new Promise((resolve, reject) => {
    const child = fork(program, { execArgv: ['--experimental-wasm-relaxed-simd'] });
    child.once('message', (tables) => resolve(/** @type {Table[]} */ (tables)));
    child.once('exit', (code) => reject(new Error(`The benchmark in Node ended with code ${code}.`)));
  });
}

/** @returns {Promise<{ version: string, tables: Table[] }>} */
async function inWorker() {
  const source = await bundledForWorker();
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  try {
    const page = await browser.newPage();
    // A page of no origin may not start a worker from a blob.
    await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto('http://localhost/');
    const tables = await page.evaluate((code) => new Promise((resolve, reject) => {
      const worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })), { type: 'module' });
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    }), source);
    return { version: browser.version(), tables: /** @type {Table[]} */ (tables) };
  } finally {
    await browser.close();
  }
}

const FRESH_PAGES = 5;

/**
 * Milliseconds from pressing Train, in a page whose worker has not been started, to the first report of the run: the worker is loaded and
 * ready, the held-out draws and the exact field on them are there, and the first slice of optimiser steps is done.
 *
 * @returns {Promise<number[]>} one for each of some fresh pages
 */
async function startToFirstReport() {
  const script = readFileSync(`${ROOT}dist/fm-elements.js`, 'utf8');
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  try {
    const all = [];
    for (let i = 0; i < FRESH_PAGES; i++) {
      const page = await (await browser.newContext()).newPage();
      await page.route('**/*', (route) => route.fulfill(route.request().url().endsWith('.js')
        ? { contentType: 'text/javascript', body: script }
        : { contentType: 'text/html', body: '<!doctype html><script type="module" src="/fm-elements.js"></script><fm-trainer target="eight-gaussians"></fm-trainer>' }));
      await page.goto('http://localhost/');
      await page.waitForFunction(() => document.querySelector('fm-trainer')?.shadowRoot?.querySelector('button:enabled'));
      all.push(await page.evaluate(() => new Promise((resolve) => {
        const trainer = /** @type {HTMLElement & { train(): void }} */ (document.querySelector('fm-trainer'));
        const began = performance.now();
        trainer.addEventListener('fm-progress', (event) => {
          const { detail } = /** @type {CustomEvent} */ (event);
          if (detail.phase === 'training' && detail.step > 0) resolve(performance.now() - began);
        });
        trainer.train();
      })));
    }
    return /** @type {number[]} */ (all);
  } finally {
    await browser.close();
  }
}

/** @param {number | null} ms */
const digits = (ms) => (ms === null ? 'not available' : ms.toPrecision(3));

/** @param {{ title: string, tables: Table[] }[]} places */
function print(places) {
  places[0].tables.forEach(({ title, rows }, table) => {
    console.log(`\n**${title}**\n\n| engine | ${places.map((place) => `${place.title} | times as fast as the first |`).join(' ')}\n|---|${'--:|--:|'.repeat(places.length)}`);
    rows.forEach(({ name }, row) => {
      const cells = places.map(({ tables }) => {
        const { ms } = tables[table].rows[row];
        const first = tables[table].rows[0].ms;
        return `${digits(ms)} | ${ms !== null && first !== null ? (first / ms).toFixed(1) : ''} |`;
      });
      console.log(`| ${name} | ${cells.join(' ')}`);
    });
  });
}

export async function run() {
  const [{ model }] = cpus();
  const node = await inNode();
  const worker = await inWorker();
  console.log(`${cpus().length} x ${model}, ${process.platform} ${process.arch}; Node ${process.versions.node}, Chromium ${worker.version} (headless, in a worker)`);
  print([{ title: 'Node', tables: node }, { title: 'Chromium', tables: worker.tables }]);
  const starts = (await startToFirstReport()).sort((a, b) => a - b);
  console.log(`\nFrom pressing Train to the first report of optimiser steps, worker and engine not yet loaded: ${starts.map((ms) => ms.toFixed(0)).join(', ')} ms in ${FRESH_PAGES} fresh pages.`);
}

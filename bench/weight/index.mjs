/** How much of what a page with one exact figure in the plane loads is run until the figure is ready, and half a second longer, in headless Chromium: a line in Markdown. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/npm.mjs';

const FOLDER = `${ROOT}dist/cdn/`;
const ENTRY = 'fm-elements.js';
const WORKER = 'fm-worker-math.js';
const PAGE = `<!doctype html><html lang="en"><title>weight</title><script>addEventListener('fm-ready', () => (globalThis.isReady = true))</script><script type="module" src="/${ENTRY}"></script><fm-field target="moons"></fm-field>`;
const AFTERWARDS_MS = 500;

const gzipKb = (/** @type {string} */ code) => gzipSync(code, { level: 9 }).length / 1000;

/** Without what was never run: of a function that was not called, and of a branch that was not taken. @param {string} code @param {{ ranges: { count: number, startOffset: number, endOffset: number }[] }[]} functions the outer before the inner */
function onlyRun(code, functions) {
  const isRun = new Uint8Array(code.length).fill(1);
  for (const { ranges } of functions) for (const { count, startOffset, endOffset } of ranges) isRun.fill(Number(count > 0), startOffset, endOffset);
  return [...code].filter((_, i) => isRun[i]).join('');
}

export async function run() {
  if (!existsSync(FOLDER + ENTRY)) throw new Error('There is no build: npm run build first.');
  const server = createServer((request, response) => {
    const file = FOLDER + request.url?.slice(1);
    if (request.url === '/') response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE);
    else if (existsSync(file)) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  try {
    const page = await browser.newPage();
    await page.coverage.startJSCoverage();
    await page.goto(`http://localhost:${port}/`);
    await page.waitForFunction('globalThis.isReady');
    await page.waitForTimeout(AFTERWARDS_MS);
    const covered = (await page.coverage.stopJSCoverage()).find(({ url }) => url.endsWith(ENTRY));
    if (covered?.source === undefined) throw new Error('the browser tells nothing of the entry');
    const [all, run, worker] = [covered.source, onlyRun(covered.source, covered.functions), readFileSync(FOLDER + WORKER, 'utf8')].map(gzipKb);
    console.log(`Chromium ${browser.version()} (headless), kB of gzip -9\n\n| the entry | of it, what is run | its worker | all | with nothing in the entry that is not run |\n|--:|--:|--:|--:|--:|`);
    console.log(`| ${[all, run, worker, all + worker, run + worker].map((kb) => kb.toFixed(1)).join(' | ')} |`);
  } finally {
    await browser.close();
    server.close();
  }
}

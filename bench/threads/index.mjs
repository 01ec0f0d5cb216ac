/** Training by one thread and by two, in workers of a real Chromium: a table in Markdown. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { bundle } from '../../scripts/bundle.mjs';
import { ROOT } from '../../scripts/npm.mjs';

const TARGET = 'out/bench/threads/in-worker.js';
const PROBLEMS = [
  ...[256, 128].map((width) => ({ dimension: 40, hidden: [width, width, width], batch: 256 })),
  ...[512, 256, 128, 64].map((width) => ({ dimension: 2, hidden: [width, width, width], batch: 256 })),
];

/** Shared memory is for pages that are isolated. */
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

export async function run() {
  await bundle({ source: 'bench/threads/in-worker.ts', target: TARGET });
  const script = readFileSync(ROOT + TARGET, 'utf8');
  const server = createServer(({ url }, response) => {
    const isScript = url === '/worker.js';
    response.writeHead(200, { ...headers, 'Content-Type': isScript ? 'text/javascript' : 'text/html' }).end(isScript ? script : '<!doctype html>');
  }).listen(0);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/`);
    console.log(`${cpus().length} x ${cpus()[0].model}, ${process.platform} ${process.arch}; Chromium ${browser.version()} (headless)\n`);
    for (const problem of PROBLEMS) {
      const { draws, ms, areSame } = /** @type {import('./in-worker.ts').Row} */ (await page.evaluate((asked) => new Promise((resolve, reject) => {
        const worker = new Worker('/worker.js', { type: 'module' });
        worker.onmessage = ({ data }) => {
          worker.terminate();
          resolve(data);
        };
        worker.onerror = ({ message }) => reject(new Error(message));
        worker.postMessage(asked);
      }), problem));
      const [first, ...others] = Object.keys(ms);
      if (problem === PROBLEMS[0]) console.log(`| network | of it draws | ${first} | ${others.map((name) => `${name} | times as fast`).join(' | ')} | same weights |\n|---|--:|--:|${'--:|--:|'.repeat(others.length)}--|`);
      const cells = others.map((name) => `${ms[name].toPrecision(3)} | ${(ms[first] / ms[name]).toFixed(2)}`);
      const { dimension, hidden, batch } = problem;
      console.log(`| ${dimension}-D, ${hidden.join('-')}, batch ${batch} | ${draws.toFixed(2)} | ${ms[first].toPrecision(3)} | ${cells.join(' | ')} | ${areSame ? 'yes' : 'no'} |`);
    }
  } finally {
    await browser.close();
    server.close();
  }
}

/** What a figure costs the page, in headless Chromium with WebGL in software: a table in Markdown. */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { bundle } from '../../scripts/bundle.mjs';
import { ROOT } from '../../scripts/npm.mjs';

const TARGET = 'out/bench/scene/in-page.js';

export async function run() {
  await bundle({ source: 'bench/scene/in-page.ts', target: TARGET });
  const script = readFileSync(ROOT + TARGET, 'utf8');
  // Exact figures of the heap, and no collection but the one that is asked for.
  const args = [...browserArgs, '--enable-precise-memory-info', '--js-flags=--expose-gc'];
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args });
  try {
    const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
    await page.route('**/*', (route) => route.fulfill(route.request().url().endsWith('.js')
      ? { contentType: 'text/javascript', body: script }
      : { contentType: 'text/html', body: '<!doctype html><script type="module" src="/in-page.js"></script>' }));
    await page.goto('http://localhost/');
    await page.waitForFunction(() => 'measure' in globalThis);
    const rows = await page.evaluate(() => /** @type {{ measure(): Promise<{ what: string, measured: string, goal: string }[]> }} */ (/** @type {unknown} */ (globalThis)).measure());
    console.log(`${cpus().length} x ${cpus()[0]?.model}, ${process.platform} ${process.arch}; Chromium ${browser.version()} (headless, WebGL by SwiftShader)\n`);
    console.log('| what | measured | goal |\n|---|---|---|');
    for (const { what, measured, goal } of rows) console.log(`| ${what} | ${measured} | ${goal} |`);
  } finally {
    await browser.close();
  }
}

import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { pathOf, textOf } from './built.ts';
import { openPage, serveFolder, trainOneStep, warningsOf } from './page.ts';

const README = textOf('README.md');

let browser: Browser;
let folder: string;
let site: Awaited<ReturnType<typeof serveFolder>>;
beforeAll(async () => {
  const [, page] = /```html\n(<!doctype html>[^`]*)```/.exec(README) ?? [];
  if (page === undefined) throw new Error('README.md has no complete page.');
  folder = mkdtempSync(join(tmpdir(), 'fm-elements-'));
  writeFileSync(join(folder, 'index.html'), page);
  for (const file of ['fm-elements.js', 'fm-elements.iife.js']) cpSync(pathOf(`dist/${file}`), join(folder, file));
  site = await serveFolder(folder);
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
});
afterAll(async () => {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['from a disk', () => pathToFileURL(join(folder, 'index.html')).href],
  ['from a site', () => `${site.url}/`],
])("README's complete page, opened %s, draws its figures and trains in a worker when Train is pressed", async (_, address) => {
  const opened = await openPage(browser, address());
  await opened.page.waitForFunction(() => [...document.querySelectorAll('fm-field:not([from]), fm-trainer')].every((figure) =>
    figure.shadowRoot?.querySelector('.still')?.hasAttribute('hidden')));
  await opened.page.getByRole('button', { name: 'Train' }).click();
  await trainOneStep(opened.page);
  expect(opened.workers.length).toBeGreaterThan(0);
  expect(await warningsOf(opened.page)).toEqual([]);
  expect(opened.complaints).toEqual([]);
  await opened.page.close();
});

test('what README says that the one file exports is there, in the module and in the classic script', async () => {
  const names = /exports the three classes \((.*?)\)/s.exec(README)?.[1].match(/\w+/g) ?? [];
  expect(names).toEqual(['FmField', 'FmTrainer', 'FmSampler']);
  const streams = Object.keys(await import(pathToFileURL(pathOf('dist/src/streams/index.js')).href) as object);
  expect(streams.length).toBeGreaterThan(5);
  const wanted = [...names, ...streams, 'math', 'registerLayer'].sort();
  const { page } = await openPage(browser, `${site.url}/`);
  expect(await page.evaluate(() => Object.keys((globalThis as unknown as { fmElements: object }).fmElements).sort())).toEqual(wanted);
  expect(await page.evaluate("import('/fm-elements.js').then((module) => Object.keys(module).sort())")).toEqual(wanted);
  await page.close();
});

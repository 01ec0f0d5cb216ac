import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { pathOf } from './built.ts';
import { openPage, serveFolder, warningsOf } from './page.ts';

/** Figures whose data are a file and letters, one with a still, and a trainer that others follow. */
const FIGURES = `
<fm-field src="/points.csv"><img src="data:," alt="a still"></fm-field>
<fm-field target="text:FM"></fm-field>
<fm-trainer id="moons" target="moons" controls="full"></fm-trainer>
<fm-sampler from="#moons" lang="fr"></fm-sampler>
<fm-field target="no such law"></fm-field>`;

/** What a server that knows Lit writes for `FIGURES`, in a Node without a page. */
function renderOnServer(): string {
  const program = `
    import { render } from '@lit-labs/ssr';
    import { collectResult } from '@lit-labs/ssr/lib/render-result.js';
    import { html, unsafeStatic } from 'lit/static-html.js';
    import 'fm-elements';
    console.log(await collectResult(render(html\`\${unsafeStatic(${JSON.stringify(FIGURES)})}\`)));
  `;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: pathOf('.'), encoding: 'utf8' });
}

/** The page as the server sends it; `support` is a script that some frameworks put before all others. */
const page = (body: string, support: string): string =>
  `<!doctype html><meta charset="utf-8"><title>rendered by a server</title>${support}<script type="module" src="/fm-elements.js"></script>${body}`;

let browser: Browser;
let folder: string;
let site: Awaited<ReturnType<typeof serveFolder>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fm-elements-'));
  cpSync(pathOf('dist/fm-elements.js'), join(folder, 'fm-elements.js'));
  writeFileSync(join(folder, 'points.csv'), 'x,y\n0,1\n1,0\n2,2\n');
  await build({
    entryPoints: [pathOf('node_modules/@lit-labs/ssr-client/lit-element-hydrate-support.js')], bundle: true, format: 'iife', outfile: join(folder, 'hydrate.js'),
  });
  site = await serveFolder(folder);
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
});
afterAll(async () => {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a server that renders elements draws no figure and loads nothing, but writes the still and the frame around it, which shows no words: the page has a language', () => {
  const html = renderOnServer();
  expect(html.match(/<template shadowroot="open" shadowrootmode="open">/g)?.length).toBe(5);
  expect(html).toContain('alt="a still"');
  expect(html.match(/<div class="figure"[^>]* aria-busy="true"/g)?.length).toBe(5);
});

test.each([
  ['alone', ''],
  ["after Lit's support for hydration", '<script src="/hydrate.js"></script>'],
])('figures that a server has rendered are there once when the page loads our script %s', async (_, support) => {
  writeFileSync(join(folder, 'index.html'), page(renderOnServer(), support));
  const opened = await openPage(browser, `${site.url}/`);
  await opened.page.waitForFunction(() => [...document.querySelectorAll('fm-field, fm-trainer, fm-sampler')].every((figure) =>
    figure.matches('[target="no such law"]') || figure.shadowRoot?.querySelector('.still')?.hasAttribute('hidden')), undefined, { timeout: 60_000 });
  const parts = await opened.page.evaluate(() => [...document.querySelectorAll('fm-field, fm-trainer, fm-sampler')].map(({ shadowRoot }) =>
    [shadowRoot?.querySelectorAll('.figure').length, shadowRoot?.querySelectorAll('slot:not([name])').length]));
  expect(parts).toEqual(Array.from({ length: 5 }, () => [1, 1]));
  expect((await warningsOf(opened.page)).length).toBe(1);
  expect(opened.complaints).toEqual([]);
  await opened.page.close();
});

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { pathOf, textOf } from './built.ts';
import { openPage, serveFolder } from './page.ts';

const { version } = JSON.parse(textOf('package.json')) as { version: string };

/** Scripts of a page that loads two copies; the second one's sampler is registered under a name of its own, so that both draw. */
const page = (second: string): string => `<!doctype html><meta charset="utf-8"><title>copies</title><body style="width: 400px">
<script type="module">
  await import('/first.js');
  const { FmSampler } = await import('${second}');
  customElements.define('other-sampler', class extends FmSampler {});
</script>
<fm-sampler view="spacetime" count="50"></fm-sampler><other-sampler view="spacetime" count="50"></other-sampler>`;

let browser: Browser;
let site: Awaited<ReturnType<typeof serveFolder>>;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fm-elements-'));
  cpSync(pathOf('dist/fm-elements.js'), join(folder, 'first.js'));
  cpSync(pathOf('dist/fm-elements.js'), join(folder, 'same.js'));
  const other = textOf('dist/fm-elements.js').replaceAll(`\`${version}\``, '`0.0.9`');
  expect(other).not.toBe(textOf('dist/fm-elements.js'));
  writeFileSync(join(folder, 'other.js'), other);
  for (const name of ['same', 'other']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.html'), page(`/${name}.js`));
  }
  site = await serveFolder(folder);
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
});
afterAll(async () => {
  await browser.close();
  site.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Waits until both figures have something on their canvases; tells how many WebGL contexts they have asked for. */
async function contextsOf(opened: Page): Promise<number> {
  await opened.waitForFunction(() => [...document.querySelectorAll('fm-sampler, other-sampler')].every((figure) => {
    const canvas = figure.shadowRoot?.querySelector('canvas');
    if (!canvas?.width) return false;
    const { width, height } = canvas;
    return canvas.toDataURL() !== Object.assign(document.createElement('canvas'), { width, height }).toDataURL();
  }), undefined, { timeout: 60_000 });
  return opened.evaluate(() => (globalThis as unknown as { contexts: number }).contexts);
}

test.each([
  ['one version twice', 'same', []],
  ['two versions', 'other', [`fm-elements: this page loads version 0.0.9 beside ${version}; the elements that were defined first are kept.`]],
])('%s on one page: one WebGL context for all figures, and nothing on the console but that versions differ', async (_, name, complaints) => {
  const opened = await openPage(browser, `${site.url}/${name}/`, () => {
    let contexts = 0;
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...given: unknown[]) {
      if (given[0] === 'webgl2') Object.assign(globalThis, { contexts: ++contexts });
      return Reflect.apply(getContext, this, given) as RenderingContext;
    } as typeof getContext;
  });
  expect(await contextsOf(opened.page)).toBe(1);
  expect(opened.complaints).toEqual(complaints);
  await opened.page.close();
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { rolldown } from 'rolldown';
import { rollup } from 'rollup';
import * as vite from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { installPacked } from './packed.ts';
import { openPage, serveFolder, trainOneStep, warningsOf } from './page.ts';

/** What an author writes: one import; and a page that has all three elements, one of them in space-time. */
const ENTRY = "import 'fm-elements';\n";
const page = (script: string): string => `<!doctype html><meta charset="utf-8"><title>bundled</title>
${script}
<fm-trainer id="moons" target="moons" steps="40" hidden-layers="16" autostart></fm-trainer>
<fm-field from="#moons" field="learned"></fm-field>
<fm-sampler from="#moons" view="spacetime"></fm-sampler>`;

type Build = (entry: string, output: string) => Promise<string[]>;

const withEsbuild = (options: esbuild.BuildOptions): Build => async (entry, output) => {
  const { warnings } = await esbuild.build({ entryPoints: [entry], bundle: true, outdir: output, logLevel: 'silent', ...options });
  return warnings.map(({ text }) => text);
};

interface Bundler {
  build: Build;
  script?: string;
  /** Address of the worker. */
  answered: RegExp;
  /** Whether the page asks for the worker's code as a module of its own. */
  asksForSource: boolean;
}

/** Each bundler as its own first page says, without a plugin but the one with which Rollup finds packages at all. */
const BUNDLERS: Record<string, Bundler> = {
  'esbuild to one module': { build: withEsbuild({ format: 'esm' }), answered: /^blob:/, asksForSource: false },
  'esbuild to modules in parts': { build: withEsbuild({ format: 'esm', splitting: true }), answered: /^blob:/, asksForSource: true },
  'esbuild to a classic script': {
    build: withEsbuild({ format: 'iife' }), script: '<script defer src="main.js"></script>', answered: /^blob:/, asksForSource: false,
  },
  'Rolldown': {
    build: async (entry, output) => {
      const warnings: string[] = [];
      const bundle = await rolldown({ input: entry, platform: 'browser', onLog: (_, log) => warnings.push(log.message) });
      await bundle.write({ dir: output });
      return warnings;
    },
    answered: /^blob:/, asksForSource: true,
  },
  'Rollup': {
    build: async (entry, output) => {
      const warnings: string[] = [];
      const bundle = await rollup({ input: entry, plugins: [nodeResolve({ browser: true })], onLog: (_, log) => warnings.push(log.message) });
      await bundle.write({ dir: output });
      return warnings;
    },
    answered: /^blob:/, asksForSource: true,
  },
  'Vite, which follows the worker to its file': {
    build: async (entry, output) => {
      const warnings: string[] = [];
      const customLogger = { ...vite.createLogger('warn'), warn: (text: string) => warnings.push(text), warnOnce: (text: string) => warnings.push(text) };
      await vite.build({
        root: join(entry, '..'), configFile: false, logLevel: 'warn', customLogger, publicDir: false,
        build: { outDir: output, emptyOutDir: false, chunkSizeWarningLimit: 2000, rolldownOptions: { input: entry, output: { entryFileNames: 'main.js' } } },
      });
      return warnings;
    },
    asksForSource: false,
    answered: /\/assets\/fm-worker-[\w-]+\.js$/,
  },
};

let browser: Browser;
let installed: ReturnType<typeof installPacked>;
beforeAll(async () => {
  installed = installPacked();
  writeFileSync(join(installed.folder, 'main.js'), ENTRY);
  // Vitest's own would have Vite build for development.
  vi.stubEnv('NODE_ENV', 'production');
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await browser.close();
  installed.remove();
});

test.each(Object.entries(BUNDLERS))('a page built by %s trains in a worker, with nothing copied by hand and nothing asked for in vain', async (name, { build, script, answered, asksForSource }) => {
  const output = join(installed.folder, name.replaceAll(/\W+/g, '-'));
  mkdirSync(output);
  expect(await build(join(installed.folder, 'main.js'), output)).toEqual([]);
  writeFileSync(join(output, 'index.html'), page(script ?? '<script type="module" src="main.js"></script>'));
  const site = await serveFolder(output);
  const opened = await openPage(browser, `${site.url}/`);
  await trainOneStep(opened.page);
  expect(await warningsOf(opened.page)).toEqual([]);
  expect(opened.workers).toContainEqual(expect.stringMatching(answered));
  expect(opened.requests.filter((url) => url.includes('/inlined-')).length > 0).toBe(asksForSource);
  expect(opened.requests.filter((url) => /inlined-all|fm-worker-(?!math|training)/.test(url))).toEqual([]);
  expect(opened.complaints).toEqual([]);
  await opened.page.close();
  site.close();
});

/** From navigation to `fm-ready` of one figure, or of the last of many, in fresh pages of headless Chromium: a table in Markdown. */
import { cpus } from 'node:os';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/npm.mjs';

const ROUNDS = 10;
const FIGURE = '<fm-field target="moons" t="0.5"></fm-field>';

/** @type {(values: number[]) => number} */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** Moments on the way, in ms since the navigation began, in their order. */
const MOMENTS = ['script', 'defined', 'worker', 'answering', 'answer', 'ready'];

/** Notes the moments; runs in the page before its own scripts. @param {number} figures */
function watch(figures) {
  let left = figures;
  /** @type {Record<string, number>} */
  const moments = {};
  const note = (/** @type {string} */ name) => void (moments[name] ??= performance.now());
  Object.assign(globalThis, { moments });
  const { define } = CustomElementRegistry.prototype;
  CustomElementRegistry.prototype.define = function (...given) {
    if (given[0] === 'fm-field') note('defined');
    return define.apply(this, given);
  };
  const RealWorker = Worker;
  globalThis.Worker = class extends RealWorker {
    constructor(/** @type {string | URL} */ url, /** @type {WorkerOptions} */ options) {
      note('worker');
      super(url, options);
      this.addEventListener('message', ({ data }) => note(data.type === 'ready' ? 'answering' : 'answer'));
    }
  };
  addEventListener('fm-ready', () => {
    if (--left > 0) return;
    note('ready');
    moments.script = Math.max(...performance.getEntriesByType('resource').filter(({ name }) => /fm-elements[\w.-]*\.js$/.test(name)).map((entry) => /** @type {PerformanceResourceTiming} */ (entry).responseEnd));
  });
}

/** @param {string[]} args  how many figures, 1 when that is left out; builds to compare, `dist` when none is named: each is measured in turn in every round */
export async function run(args) {
  const figures = Number(args[0]) || 1;
  const folders = args.filter((arg) => !Number(arg));
  const builds = (folders.length > 0 ? folders : [`${ROOT}dist`]).flatMap((folder) => ['fm-elements.js', 'cdn/fm-elements.js']
    .filter((file) => existsSync(`${folder}/${file}`)).map((file) => ({ name: folders.length > 1 ? `${folder}/${file}` : file, folder, file })));
  let folder = '';
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://any').pathname;
    if (path === '/') return void response.writeHead(204).end();
    const page = /^\/page\/(.*)$/.exec(path)?.[1];
    if (page) return void response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<!doctype html><title>ready</title><script type="module" src="/dist/${page}"></script>${FIGURE.repeat(figures)}`);
    const file = `${folder}/${path.replace('/dist/', '')}`;
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  /** @type {Record<string, Record<string, number>[]>} */
  const measured = {};
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const build of builds) {
        folder = build.folder;
        const context = await browser.newContext({ viewport: { width: 720, height: 700 } });
        const page = await context.newPage();
        await page.addInitScript(watch, figures);
        await page.goto(`http://localhost:${port}/page/${build.file}`);
        await page.waitForFunction(() => 'script' in /** @type {{ moments: object }} */ (/** @type {unknown} */ (globalThis)).moments);
        (measured[build.name] ??= []).push(await page.evaluate(() => /** @type {{ moments: Record<string, number> }} */ (/** @type {unknown} */ (globalThis)).moments));
        await context.close();
      }
    }
    console.log(`${cpus().length} x ${cpus()[0].model}, ${process.platform} ${process.arch}; Chromium ${browser.version()} (headless), a server on the same machine, median of ${ROUNDS} fresh pages\n`);
  } finally {
    await browser.close();
    server.close();
  }
  console.log('| ms since the navigation began | script is here | elements are defined | worker is started | worker runs | first answer | **`fm-ready`** |');
  console.log('|---|--:|--:|--:|--:|--:|--:|');
  for (const [name, all] of Object.entries(measured)) {
    console.log(`| ${name} | ${MOMENTS.map((moment) => median(all.map((moments) => moments[moment])).toFixed(0)).join(' | ')} |`);
  }
}

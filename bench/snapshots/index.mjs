/** What a page does for each snapshot of a training while trainer, field and sampler show it, in headless Chromium: a table in Markdown. */
import { cpus } from 'node:os';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/npm.mjs';

const ROUNDS = 3;
const TRAINED_MS = 6000;
/** @type {('no-preference' | 'reduce')[]} */
const MOTIONS = ['no-preference', 'reduce'];
const FIGURES = '<fm-trainer id="moons" target="moons" seed="7" steps="100000" t="0.6"></fm-trainer><fm-field from="#moons" field="learned"></fm-field><fm-sampler from="#moons" view="plane"></fm-sampler>';
const PAGE = `<!doctype html><title>snapshots</title><style>body { margin: 0; display: grid; grid-template-columns: 1fr 1fr; gap: 8px }</style><script type="module" src="/fm-elements.js"></script>${FIGURES}`;

/** @typedef {{ scriptMs: number, taskMs: number, frames: number, allocatedKb: number, snapshots: number }} Taken */

/** @type {(values: number[]) => number} */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];

/** Counts animation frames that somebody has asked for; runs in the page before its own scripts. */
function watch() {
  const seen = { snapshots: 0, frames: 0, last: -1 };
  const { requestAnimationFrame } = globalThis;
  globalThis.requestAnimationFrame = (callback) =>
    requestAnimationFrame((now) => {
      callback(now);
      if (now !== seen.last) seen.frames++;
      seen.last = now;
    });
  Object.assign(globalThis, { seen });
}

/** Counts the networks that a training gives. */
function countSnapshots() {
  const { seen } = /** @type {{ seen: { snapshots: number } }} */ (/** @type {unknown} */ (globalThis));
  const { flow } = /** @type {HTMLElement & { flow: { learned$: { subscribe(next: () => void): void } } }} */ (document.querySelector('fm-trainer'));
  flow.learned$.subscribe(() => void seen.snapshots++);
}

/** @param {import('playwright-core').Page} page @returns {Promise<Taken>} */
async function takenFor(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const now = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const ms = (/** @type {string} */ wanted) => 1000 * (metrics.find(({ name }) => name === wanted)?.value ?? NaN);
    const seen = await page.evaluate(() => /** @type {{ seen: { snapshots: number, frames: number } }} */ (/** @type {unknown} */ (globalThis)).seen);
    return { scriptMs: ms('ScriptDuration'), taskMs: ms('TaskDuration'), ...seen };
  };
  const before = await now();
  await page.waitForTimeout(TRAINED_MS);
  const after = await now();
  const snapshots = after.snapshots - before.snapshots;
  if (snapshots < 3) throw new Error('the training stands');
  // A profile of the heap takes time itself: what is allocated is counted apart.
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.startSampling', { samplingInterval: 1024, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true });
  const { snapshots: profiledFrom } = await now();
  await page.waitForTimeout(TRAINED_MS);
  const { snapshots: profiledTo } = await now();
  const { profile } = await session.send('HeapProfiler.stopSampling');
  /** @type {(node: typeof profile.head) => number} */
  const size = ({ selfSize, children }) => children.reduce((sum, child) => sum + size(child), selfSize);
  const each = (/** @type {'scriptMs' | 'taskMs' | 'frames'} */ what) => (after[what] - before[what]) / snapshots;
  return { snapshots, scriptMs: each('scriptMs'), taskMs: each('taskMs'), frames: each('frames'), allocatedKb: size(profile.head) / 1000 / (profiledTo - profiledFrom) };
}

/** @param {string[]} folders  builds to compare, `dist` when none is named: each is measured in turn in every round */
export async function run(folders) {
  const builds = (folders.length > 0 ? folders : [`${ROOT}dist`]).filter((folder) => existsSync(`${folder}/fm-elements.js`));
  if (builds.length === 0) throw new Error('There is no build: npm run build first.');
  let folder = '';
  const server = createServer((request, response) => {
    if (request.url === '/') response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE);
    else response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(`${folder}/fm-elements.js`));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  /** @type {Record<string, Taken[]>} */
  const taken = {};
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const { build, reducedMotion } of builds.flatMap((build) => MOTIONS.map((reducedMotion) => ({ build, reducedMotion })))) {
        folder = build;
        const page = await browser.newPage({ viewport: { width: 1100, height: 1000 }, reducedMotion });
        await page.addInitScript(watch);
        await page.goto(`http://localhost:${port}/`);
        await page.getByRole('button', { name: 'Train' }).click();
        await page.evaluate(countSnapshots);
        await page.waitForTimeout(3000);
        (taken[reducedMotion === 'reduce' ? `${build}, less motion asked for` : build] ??= []).push(await takenFor(page));
        await page.close();
      }
    }
    console.log(`${cpus().length} x ${cpus()[0].model}, ${process.platform}; Chromium ${browser.version()} (headless), ${ROUNDS} pages of ${TRAINED_MS / 1000} s in turn, medians\n`);
  } finally {
    await browser.close();
    server.close();
  }
  console.log('| for each snapshot | script of the page | its main thread in all | frames | allocated | snapshots a second |\n|---|--:|--:|--:|--:|--:|');
  for (const [build, all] of Object.entries(taken)) {
    const of = (/** @type {keyof Taken} */ what, digits = 1) => median(all.map((one) => one[what])).toFixed(digits);
    const rate = median(all.map(({ snapshots }) => (1000 * snapshots) / TRAINED_MS)).toFixed(1);
    console.log(`| ${build} | ${of('scriptMs')} ms | ${of('taskMs')} ms | ${of('frames')} | ${of('allocatedKb', 0)} kB | ${rate} |`);
  }
}

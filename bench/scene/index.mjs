/** What a figure costs the page, in headless Chromium: a table in Markdown. */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { bundle } from '../../scripts/bundle.mjs';
import { ROOT } from '../../scripts/npm.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./in-page.ts').Bench} Bench */

const TARGET = 'out/bench/scene/in-page.js';
/** Frames until a figure's code is compiled as well as it will be. */
const WARM_UP = 300;
const FRAMES = 200;
/** With a canvas on a software GPU, pictures of a crowd take their time. */
const SLOW_FRAMES = 60;
const CLOUDS = [600, 2000, 6000, 20_000];
const CROWDS = [6000, 20_000];

/** @type {(values: number[], part: number) => number} */
const quantile = (values, part) => [...values].sort((a, b) => a - b)[Math.floor(part * (values.length - 1))];
/** @type {(values: number[]) => string} */
const times = (values) => `${quantile(values, 0.5).toFixed(2)} / ${quantile(values, 0.95).toFixed(2)} ms`;

/** @type {(page: Page, name: 'plane' | 'cloud' | 'crowd' | 'spacetime', painter: 'canvas' | 'webgl', count?: number) => Promise<void>} */
const show = (page, name, painter, count) => page.evaluate(([name, painter, count]) => /** @type {{ bench: Bench }} */ (/** @type {unknown} */ (globalThis)).bench.show(name, painter, count), /** @type {const} */ ([name, painter, count]));
/** @type {(page: Page, frames: number) => ReturnType<Bench['play']>} */
const play = (page, frames) => page.evaluate((frames) => /** @type {{ bench: Bench }} */ (/** @type {unknown} */ (globalThis)).bench.play(frames), frames);
/** @type {(page: Page) => Promise<number>} */
const heapBytes = (page) => page.evaluate(() => /** @type {{ bench: Bench }} */ (/** @type {unknown} */ (globalThis)).bench.heapBytes());

/**
 * @param {string[]} args
 * @param {(page: Page) => Promise<string[][]>} measure
 * @returns {Promise<{ version: string, rows: string[][] }>}
 */
async function inBrowser(args, measure) {
  // Exact figures of the heap, and no collection but the one that is asked for.
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: [...args, '--enable-precise-memory-info', '--js-flags=--expose-gc'] });
  try {
    const page = await browser.newPage({ viewport: { width: 900, height: 700 } });
    const script = readFileSync(ROOT + TARGET, 'utf8');
    // Clocks of isolated pages go by microseconds.
    const headers = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
    await page.route('**/*', (route) => route.fulfill(route.request().url().endsWith('.js')
      ? { contentType: 'text/javascript', headers, body: script }
      : { contentType: 'text/html', headers, body: '<!doctype html><script type="module" src="/in-page.js"></script>' }));
    await page.goto('http://localhost/');
    await page.waitForFunction(() => 'bench' in globalThis);
    return { version: browser.version(), rows: await measure(page) };
  } finally {
    await browser.close();
  }
}

/** @param {Page} page @param {string} where */
async function measurePlane(page, where) {
  const session = await page.context().newCDPSession(page);
  const busyMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  await session.send('Performance.enable');
  await show(page, 'plane', 'canvas');
  const first = await play(page, 60);
  await play(page, WARM_UP);
  const before = await busyMs();
  const { scriptMs } = await play(page, FRAMES);
  const busy = (await busyMs() - before) / FRAMES;
  const plane = `Plane, 2,000 particles with trails, arrows, density, contours, ${where}`;
  return [
    [`${plane}: script of a played frame, median / p95`, times(scriptMs), 'p95 under 3 ms'],
    ['the same, of the first 60 frames, when nothing is compiled yet', times(first.scriptMs), '-'],
    ['the same: main thread for a frame, the browser\'s own part included', `${busy.toFixed(1)} ms`, '-'],
    ['the same: allocated for a frame, collected or not', `${((await allocatedBytes(page, session)) / 1000).toFixed(1)} kB`, 'under 10 kB'],
  ];
}

/** @param {Page} page @param {import('playwright-core').CDPSession} session */
async function allocatedBytes(page, session) {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.startSampling', { samplingInterval: 256, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true });
  await play(page, FRAMES);
  const { profile } = await session.send('HeapProfiler.stopSampling');
  /** @type {(node: typeof profile.head) => number} */
  const size = ({ selfSize, children }) => children.reduce((sum, child) => sum + size(child), selfSize);
  return size(profile.head) / FRAMES;
}

/** @param {Page} page */
async function measureClouds(page) {
  const rows = [];
  for (const count of CLOUDS) {
    await show(page, 'cloud', 'canvas', count);
    await play(page, SLOW_FRAMES);
    rows.push([`Plane, ${count.toLocaleString('en')} particles alone, no GPU, canvas on the CPU: script of a played frame, median / p95`, times((await play(page, SLOW_FRAMES)).scriptMs), '-']);
  }
  return rows;
}

/** What the GPU paints where there is one. @param {Page} page */
async function measureCrowds(page) {
  const rows = [];
  await page.evaluate(() => /** @type {{ bench: Bench }} */ (/** @type {unknown} */ (globalThis)).bench.claimGpu());
  for (const count of CROWDS) {
    await show(page, 'cloud', 'webgl', count);
    await play(page, SLOW_FRAMES);
    const { scriptMs, copyMs } = await play(page, SLOW_FRAMES);
    rows.push([`Plane, ${count.toLocaleString('en')} particles alone, by the GPU: script of a played frame, median / p95, the copy of the GPU's picture apart`, times(scriptMs), count === 20_000 ? 'median 2 ms' : '-']);
    rows.push(['the same: that copy, which waits for a software GPU', times(copyMs), '-']);
  }
  return rows;
}

/** @param {Page} page */
async function measureDeep(page) {
  const rows = [];
  for (const [name, what, goal] of /** @type {const} */ ([
    ['crowd', 'WebGL, 50,000 points and 1,000 worldlines of 100 points', 'p95 under 1 ms'],
    ['spacetime', 'Space-time figure of 50,000 trajectories', '-'],
  ])) {
    await show(page, name, 'webgl');
    await play(page, SLOW_FRAMES);
    const { scriptMs, copyMs } = await play(page, SLOW_FRAMES);
    rows.push([`${what}: script of a played frame, median / p95, the copy of the GPU's picture apart`, times(scriptMs), goal]);
    rows.push(['the same: that copy, which waits for a software GPU', times(copyMs), '-']);
  }
  const addIdle = (/** @type {number} */ count) => page.evaluate((count) => /** @type {{ bench: Bench }} */ (/** @type {unknown} */ (globalThis)).bench.addIdle(count), count);
  await addIdle(8);
  const few = await heapBytes(page);
  await addIdle(24);
  rows.push(['Heap for each further idle space-time figure of 600 trajectories', `${(((await heapBytes(page)) - few) / 24 / 1e6).toFixed(2)} MB`, 'under 1.5 MB']);
  return rows;
}

/** @param {string[]} args  `clouds` measures these alone */
export async function run([only] = []) {
  const isWhole = only !== 'clouds';
  await bundle({ source: 'bench/scene/in-page.ts', target: TARGET });
  const withoutGpu = await inBrowser([...browserArgs.filter((arg) => !arg.includes('swiftshader')), '--disable-gpu'], async (page) => [...(isWhole ? await measurePlane(page, 'canvas on the CPU') : []), ...await measureClouds(page)]);
  const softwareGpu = await inBrowser(browserArgs, async (page) => [...(isWhole ? await measurePlane(page, 'canvas on a software GPU') : []), ...await measureCrowds(page), ...(isWhole ? await measureDeep(page) : [])]);
  console.log(`${cpus().length} x ${cpus()[0]?.model}, ${process.platform} ${process.arch}; Chromium ${softwareGpu.version} (headless, WebGL by SwiftShader)\n`);
  console.log('| what | measured | goal |\n|---|---|---|');
  for (const row of [...withoutGpu.rows, ...softwareGpu.rows]) console.log(`| ${row.join(' | ')} |`);
}

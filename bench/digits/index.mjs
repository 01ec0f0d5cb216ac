/** Digits learned in headless Chromium, in `examples/digits`: until they are recognisable, by size of code, width and number of pictures; memory, and what blocks the page: a table in Markdown. */
import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { ROOT } from '../../scripts/npm.mjs';
import { serveArticle } from '../../scripts/serve.mjs';
import { nameOf } from '../../tests/fixtures/digit-classifier/index.mjs';
import { rendererMb, takeTasks, watch } from '../lecture/index.mjs';

const PIXELS = 784;
const CLASSES = 10;
/** Of each class, by which a network is told to draw digits. */
const DRAWN = 16;
const RECOGNISED = { part: 0.9, probability: 0.9 };
/** Networks before this step draw nothing yet. */
const FIRST_STEP = 50;
const GOAL = { seconds: 15, memoryMb: 300, blockedMs: 50 };
const USUAL = { axes: 40, width: 256, images: 2000 };
const RUNS = [USUAL, { ...USUAL, axes: 20 }, { ...USUAL, axes: 50 }, { ...USUAL, width: 128 }, { ...USUAL, images: 500 }];

/** @typedef {typeof USUAL} Run */
/** @typedef {{ readonly now: number, readonly step: number, readonly phase: string }} Progress */
/** @typedef {{ pressed: number, progress: Progress[] }} Course */
/** @typedef {import('../../components/classes.ts').FmTrainer} FmTrainer */

/** Notes when the training is begun, and how far it has come; runs in the page before its own scripts. */
function follow() {
  /** @type {Course} */
  const course = { pressed: Number.NaN, progress: [] };
  Object.assign(globalThis, { course });
  addEventListener('pointerdown', () => (course.pressed = performance.now()), { capture: true });
  addEventListener('fm-progress', (event) => {
    const { step, phase } = /** @type {CustomEvent<{ step: number, phase: string }>} */ (event).detail;
    course.progress.push({ now: performance.now(), step, phase });
  }, { capture: true });
}

/** The digits of the example, or as many of each class as come to so many. @param {number} images */
function digits(images) {
  const all = readFileSync(`${ROOT}examples/digits/digits-2000x28x28.u8`);
  const [each, of] = [(images * PIXELS) / CLASSES, all.length / CLASSES];
  return Buffer.concat(Array.from({ length: CLASSES }, (_, one) => all.subarray(one * of, one * of + each)));
}

/** The page of the example with another code, network or number of pictures. @param {import('playwright-core').Page} page @param {string} url @param {Run} run */
async function open(page, url, { axes, width, images }) {
  const html = readFileSync(`${ROOT}examples/digits/index.html`, 'utf8')
    .replace('pca 40', `pca ${axes}`).replace('256,256,256', `${width},${width},${width}`).replace('digits-2000x', `digits-${images}x`);
  await page.route(url, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.route('**/*.u8', (route) => route.fulfill({ body: digits(images) }));
  await page.goto(url);
  await page.waitForFunction(() => /** @type {import('../../components/classes.ts').FmSampler} */ (document.querySelector('fm-sampler')).toSvg?.()?.includes('<image'), undefined, { timeout: 120_000 });
}

/** What the network of a step draws of each class with guidance 2: ink, one digit after the other. @param {import('playwright-core').Page} page @param {number} step */
const drawn = (page, step) => page.evaluate(async ([lookedAt, count, classes]) => {
  const { pictureDecoder } = /** @type {typeof import('../../src/math/index.ts')} */ (await import(/** @type {string} */ ('/dist/src/math/index.js')));
  const { flow } = /** @type {FmTrainer} */ (document.querySelector('fm-trainer'));
  if (!flow) throw new Error('The trainer has no flow.');
  flow.training.lookBack(lookedAt);
  const { target } = flow.laws;
  if (!target.pictures || !target.units) throw new Error('The data are no pictures.');
  const { dimension, pictures: { width, height } } = target;
  const decode = pictureDecoder(target.pictures, target.units.scale);
  const ink = new Float32Array(width * height);
  const all = [];
  for (let digit = 0; digit < classes; digit++) {
    flow.set({ condition: String(digit), guidance: 2 });
    const { positions } = await new Promise((/** @type {(cloud: import('../../src/math/index.ts').Trajectories) => void} */ resolve) => {
      const subscription = flow.cloud({ model: 'learned', count }).subscribe((cloud) => {
        resolve(cloud);
        queueMicrotask(() => subscription.unsubscribe());
      });
    });
    const end = positions.subarray(-count * dimension);
    for (let i = 0; i < count; i++) {
      decode(end, i * dimension, ink);
      all.push(Array.from(ink, (value) => Math.round(255 * Math.min(1, Math.max(0, value))) / 255));
    }
  }
  return all;
}, [step, DRAWN, CLASSES]);

/** Part of a network's digits that are named as what they are to be, and surely. @param {import('playwright-core').Page} page @param {number} step */
async function recognised(page, step) {
  const names = (await drawn(page, step)).map(nameOf);
  return names.filter(({ digit, probability }, i) => digit === Math.floor(i / DRAWN) && probability >= RECOGNISED.probability).length / names.length;
}

/** @param {import('playwright-core').Page} page @param {Progress[]} progress */
async function firstRecognised(page, progress) {
  const steps = await page.evaluate(() => new Promise((/** @type {(steps: readonly number[]) => void} */ resolve) => {
    const { flow } = /** @type {FmTrainer} */ (document.querySelector('fm-trainer'));
    flow?.training.state$.subscribe((state) => 'checkpoints' in state && resolve(state.checkpoints));
  }));
  for (const step of steps.filter((one) => one >= FIRST_STEP)) {
    const part = await recognised(page, step);
    if (part >= RECOGNISED.part) return { step, part, now: progress.find((one) => one.step >= step)?.now ?? Number.NaN };
  }
  return undefined;
}

/** @type {(tasks: number[]) => string} */
const told = (tasks) => (tasks.length === 0 ? 'none' : `${tasks.length}, the longest ${Math.max(...tasks).toFixed(0)} ms`);

export async function run() {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  const served = await serveArticle({ port: 0, cdnPort: 0 });
  const rows = [];
  let empty = 0;
  try {
    for (const one of RUNS) {
      const page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
      await page.addInitScript(watch);
      await page.addInitScript(follow);
      if (!empty) {
        await page.goto(new URL('nothing', served.lectureUrl).href);
        empty = await rendererMb(browser);
      }
      await open(page, new URL('/examples/digits/', served.url).href, one);
      const opening = await takeTasks(page);
      await page.locator('fm-trainer button.main').click();
      await page.waitForFunction(() => /** @type {{ course: Course }} */ (/** @type {unknown} */ (globalThis)).course.progress.at(-1)?.phase === 'done', undefined, { timeout: 600_000, polling: 200 });
      const [training, memory] = [await takeTasks(page), await rendererMb(browser)];
      const { pressed, progress } = await page.evaluate(() => /** @type {{ course: Course }} */ (/** @type {unknown} */ (globalThis)).course);
      const found = await firstRecognised(page, progress);
      const [end] = progress.slice(-1);
      const last = await recognised(page, end.step);
      const seconds = (/** @type {number} */ now) => ((now - pressed) / 1000).toFixed(1);
      rows.push([
        `${one.axes} axes, 3 x ${one.width}, ${one.images.toLocaleString('en')} pictures`, found ? `${seconds(found.now)} s, at step ${found.step}` : 'not', `${seconds(end.now)} s`, `${(100 * last).toFixed(0)} %`,
        told(opening), told(training), `${memory.toFixed(0)} MB`,
      ].join(' | '));
      await page.close();
    }
  } finally {
    await browser.close();
    await served.close();
  }
  console.log(`${cpus().length} x ${cpus()[0].model}, ${process.platform}; Chromium ${browser.version()} (headless); an empty page takes ${empty.toFixed(0)} MB`);
  console.log(`Goals: recognised within ${GOAL.seconds} s, under ${GOAL.memoryMb} MB, no task over ${GOAL.blockedMs} ms\n`);
  console.log('| digits | recognised | the run ends | recognised then | tasks over 50 ms while it opens | while it trains | memory |\n|---|--:|--:|--:|---|---|--:|');
  for (const row of rows) console.log(`| ${row} |`);
}

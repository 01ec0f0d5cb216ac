import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { weights } from '../../scripts/weigh.mjs';
import { textOf } from './built.ts';
import { serveOrigins, type Origins } from './cdn.ts';
import { openPage, trainOneStep, warningsOf, type OpenedPage } from './page.ts';

const TAG = '<script type="module" src="CDN/dist/cdn/fm-elements.js"></script>';
const PLANE = '<fm-field target="moons"></fm-field>';
/** So that two figures are on the screen at once. */
const NARROW = '<style>body { width: 300px }</style>';

/** kB of gzip -9. A page with one exact figure in the plane loads this much in all; the goal is 50 to 55. */
const MOST_FIRST_KB = 89;
/** What is added by the first figure in three dimensions, by the first training in our own kernels, and so on. */
const MOST_ADDED_KB = { volume: 150, training: 33, data: 11.1, language: 17.8, part: 5, trainer: 10.2, probe: 10.3, comparison: 9.4 };

let browser: Browser;
let origins: Origins;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
});
beforeEach(async () => {
  origins = await serveOrigins();
  return () => origins.close();
});
afterAll(() => browser.close());

/** Opens a page of the site, and waits until all of its figures have drawn. */
async function draw(body: string, policy?: string): Promise<OpenedPage> {
  const opened = await openPage(browser, origins.pageOf(`${TAG}${body}`, policy), () => {
    let ready = 0;
    addEventListener('fm-ready', () => Object.assign(globalThis, { ready: ++ready }));
  });
  await opened.page.waitForFunction(() => (globalThis as { ready?: number }).ready === document.querySelectorAll('fm-field, fm-trainer, fm-sampler').length, undefined, { timeout: 60_000 });
  return opened;
}

/** Without the hash that parts have in their names. */
const asked = (): string[] => origins.asked().map((name) => (name.startsWith('fm-') ? name : name.replace(/-[\w-]{8}\.js$/, '.js'))).sort();

/** Says what weighs what where it is too much. */
async function expectAtMost(kb: number, most: number, what: string): Promise<void> {
  console.info(`${what}: ${kb.toFixed(1)} kB gzip`);
  if (kb > most) console.info(await weights());
  expect(kb, what).toBeLessThanOrEqual(most);
}

test('one script tag from another origin draws a figure in the plane with two files: the entry, and a worker for exact fields', async () => {
  const { page, complaints, workers } = await draw(PLANE);
  expect(asked()).toEqual(['fm-elements.js', 'fm-worker-math.js']);
  await expectAtMost(origins.askedKb(), MOST_FIRST_KB, 'a page with one exact figure in the plane');
  expect(workers).toEqual([expect.stringMatching(/^blob:/)]);
  expect(await page.evaluate(() => document.querySelector('fm-field')!.toSvg()!.length)).toBeGreaterThan(1000);
  expect(await page.evaluate(() => document.querySelector('fm-field')!.shadowRoot!.querySelector('canvas')!.ariaLabel)).toContain('at t = 0.00, with 600 points');
  expect(complaints).toEqual([]);
  await page.close();
});

test('what the rows of parameters, views and probes say to authors is in the modules of the package, and no page loads it', () => {
  const said = ['streams/parameters/table', 'figures/probes/table'].map((name) => textOf(`dist/src/${name}.js`)).join() + textOf('dist/components/shared/figure-rows.js');
  const loaded = textOf('dist/cdn/fm-elements.js');
  for (const meaning of ['optimiser steps of a run', 'both mean ends, velocity and score', 'two corners, or two ends on a line']) {
    expect(said).toContain(meaning);
    expect(loaded).not.toContain(meaning);
  }
});

test('the worker is started before the figure has been drawn for the first time, and is the one that the figure asks', async () => {
  const { page, workers } = await openPage(browser, origins.pageOf(`${TAG}${PLANE}`), () => {
    const drawn: boolean[] = [];
    Object.assign(globalThis, { drawn });
    const RealWorker = Worker;
    globalThis.Worker = class extends RealWorker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options);
        drawn.push(document.querySelector('fm-field')!.shadowRoot?.querySelector('canvas') != null);
      }
    };
    addEventListener('fm-ready', () => Object.assign(globalThis, { ready: 1 }));
  });
  await page.waitForFunction(() => 'ready' in globalThis);
  expect(await page.evaluate(() => (globalThis as unknown as { drawn: boolean[] }).drawn)).toEqual([false]);
  expect(workers.length).toBe(1);
  await page.close();
});

test('a page without an exact figure starts no worker for it', async () => {
  const { page } = await draw('<fm-trainer id="moons" target="moons"></fm-trainer><fm-sampler from="#moons"></fm-sampler><fm-field from="#moons" field="learned"></fm-field>');
  expect(asked()).not.toContain('fm-worker-math.js');
  await page.close();
});

test.each<[string, string, string[], number]>([
  ['a figure in three dimensions', '<fm-sampler target="moons" view="spacetime" count="50"></fm-sampler>', ['deep-stage.js', 'grid-points.js', 'members.js', 'pair-paths.js', 'paths.js', 'slab-names.js', 'spacetime.js', 'thread-shades.js', 'webgl-share.js', 'webgl.js'], MOST_ADDED_KB.volume],
  ['a figure on a line', '<fm-field target="two-gaussians"></fm-field>', ['line.js', 'members.js', 'pair-paths.js', 'paths.js'], MOST_ADDED_KB.part],
  ['a layer that few figures have', '<fm-field target="moons" layers="mesh"></fm-field>', ['mesh.js'], MOST_ADDED_KB.part],
  ['a trainer that is not pressed', '<fm-trainer target="moons"></fm-trainer>', ['later-styles.js', 'live.js', 'loss-chart.js', 'loss-curve.js', 'panel.js', 'train.js', 'words.js'], MOST_ADDED_KB.trainer],
  ['a figure of a network beside its trainer', '<fm-trainer id="trainer" target="moons"></fm-trainer><fm-field from="#trainer" field="learned"></fm-field>', ['fm-worker-training.js', 'later-styles.js', 'live.js', 'loss-chart.js', 'loss-curve.js', 'motion.js', 'panel.js', 'train.js', 'words.js'], MOST_ADDED_KB.trainer + MOST_ADDED_KB.training + 1.1],
  ['a probe', '<fm-field target="moons" probe="point"></fm-field>', ['equations.js', 'point.js', 'pointing.js', 'points.js', 'readings-en.js', 'single-marks.js', 'units.js'], MOST_ADDED_KB.probe],
  ["an author's data", '<fm-field src="/points.csv"></fm-field>', ['load-law.js'], MOST_ADDED_KB.data],
  ['a comparison', '<fm-field target="moons" compare="schedule: linear, cosine"></fm-field>', ['compare.js', 'later-styles.js'], MOST_ADDED_KB.comparison],
  ['another language', '<fm-field target="moons" lang="fr"></fm-field>', ['equations.js', 'fr.js'], MOST_ADDED_KB.language],
])('%s adds what it shows, and nothing else', async (what, figure, files, most) => {
  await (await draw(PLANE)).page.close();
  const before = origins.askedKb();
  const { page, complaints } = await draw(`${NARROW}${PLANE}${figure}`);
  await expect.poll(asked, { timeout: 10_000 }).toEqual([...files, 'fm-elements.js', 'fm-worker-math.js'].sort());
  await expectAtMost(origins.askedKb() - before, most, what);
  expect(complaints).toEqual([]);
  await page.close();
});

/** Presses Train, and waits for the first step. */
async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train' }).click();
  await trainOneStep(page);
}

test.each<[string, string, string, number]>([
  ['training', '', 'fm-worker-training.js', MOST_ADDED_KB.training],
  ['training by TensorFlow.js, and nothing else,', 'engine="tfjs"', 'fm-worker.js', Infinity],
])('%s adds one file, when Train is pressed', async (what, attribute, file, most) => {
  const { page, complaints } = await draw(`${PLANE}<fm-trainer target="moons" ${attribute}></fm-trainer>`);
  const [before, filesBefore] = [origins.askedKb(), asked()];
  await train(page);
  expect(asked().filter((name) => !filesBefore.includes(name))).toEqual([file]);
  await expectAtMost(origins.askedKb() - before, most, what);
  expect(await warningsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

test.each<[string, string, string]>([
  ['a documentation site, where the page may have workers from blobs alone', "script-src 'self' CDN 'wasm-unsafe-eval'; worker-src blob:; connect-src *", 'inlined-training.js'],
  ['the same without WebAssembly, for which TensorFlow.js is fetched', "script-src 'self' CDN; worker-src blob:; connect-src *", 'inlined-all.js'],
])('under the policy of %s, figures draw and train in a worker', async (_, policy, file) => {
  const { page, workers } = await draw(`${PLANE}<fm-trainer target="moons" steps="20" hidden-layers="16"></fm-trainer>`, policy);
  await train(page);
  expect(asked()).toContain(file);
  expect(workers.filter((address) => address.startsWith('blob:')).length).toBeGreaterThanOrEqual(2);
  expect(await warningsOf(page)).toEqual([]);
  await page.close();
});

test("the folder copied to one's own site needs no blob, under a policy that allows files of the site alone", async () => {
  const url = origins.pageOf(`<script type="module" src="/dist/cdn/fm-elements.js"></script>${PLANE}<fm-trainer target="moons"></fm-trainer>`,
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'");
  const { page, complaints, workers } = await openPage(browser, url);
  await train(page);
  expect(workers.map((address) => address.slice(address.lastIndexOf('/')))).toEqual(['/fm-worker-math.js', '/fm-worker-training.js']);
  expect(complaints).toEqual([]);
  await page.close();
});

test.each([
  ['mesh', 'fm-field', 'layers="mesh"'],
  ['spacetime', 'fm-sampler', 'view="spacetime"'],
  ['loss', 'fm-trainer', ''],
])('where the code for "%s" cannot be had, the figure that shows it says so with the code code-load, others go on, and it is drawn once the code can be had', async (name, tag, attribute) => {
  const { page } = await openPage(browser, origins.pageOf(`${TAG}${PLANE}`), () => {
    addEventListener('fm-ready', () => Object.assign(globalThis, { ready: 1 }));
    addEventListener('fm-error', (event) => Object.assign(globalThis, { said: (event as CustomEvent).detail as unknown }));
  });
  await page.waitForFunction(() => 'ready' in globalThis);
  origins.lose(new RegExp(`^${name}`));
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), `<${tag} id="late" target="moons" ${attribute}></${tag}>`);
  await page.waitForFunction(() => 'said' in globalThis, undefined, { timeout: 30_000 });
  expect(await page.evaluate(() => (globalThis as unknown as { said: unknown }).said)).toEqual({ code: 'code-load', message: expect.stringMatching(`^The code that draws "${name}" could not be loaded: .`) });
  expect(await page.evaluate(() => document.querySelector('fm-field')!.toSvg()!.length)).toBeGreaterThan(1000);
  expect(await page.evaluate(() => document.querySelector<HTMLElementTagNameMap['fm-field']>('#late')!.toSvg())).toBeUndefined();
  origins.lose(/^$/);
  await page.waitForFunction(() => document.querySelector<HTMLElementTagNameMap['fm-field']>('#late')!.toSvg() !== undefined, undefined, { timeout: 30_000 });
  await page.close();
});

test.each([
  ['silent', 'mesh', 'target="moons" layers="mesh"', 'The code that draws "mesh" did not arrive within 10 seconds.'],
  ['empty', 'mesh', 'target="moons" layers="mesh"', /^The code that draws "mesh" could not be loaded: /],
  ['missing', 'load-law', 'src="/points.csv"', /^The code that draws "data" could not be loaded: /],
  ['silent', 'load-law', 'src="/points.csv"', 'The code that draws "data" did not arrive within 10 seconds.'],
] as const)('a file that is %s (%s) is said with the code code-load', async (how, name, attributes, says) => {
  const { page } = await openPage(browser, origins.pageOf(`${TAG}${PLANE}`), () => {
    addEventListener('fm-ready', () => Object.assign(globalThis, { ready: 1 }));
    addEventListener('fm-error', (event) => Object.assign(globalThis, { said: (event as CustomEvent).detail as unknown }));
  });
  await page.waitForFunction(() => 'ready' in globalThis);
  origins.lose(new RegExp(`^${name}`), how);
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), `<fm-field id="late" ${attributes}></fm-field>`);
  await page.waitForFunction(() => 'said' in globalThis, undefined, { timeout: 30_000 });
  expect(await page.evaluate(() => (globalThis as unknown as { said: unknown }).said)).toEqual({ code: 'code-load', message: typeof says === 'string' ? says : expect.stringMatching(says) });
  if (how === 'missing') {
    origins.lose(/^$/);
    await page.waitForFunction(() => document.querySelector<HTMLElementTagNameMap['fm-field']>('#late')!.toSvg() !== undefined, undefined, { timeout: 30_000 });
  }
  await page.close();
});

test.each([
  ['comes with another try', false],
  ['comes no more by itself, and is had when Train is pressed', true],
])('where what follows a training cannot be had the trainer says so, and has its chart again once it %s', async (_, isPressed) => {
  const { page } = await openPage(browser, origins.pageOf(`${TAG}${PLANE}`), () => {
    const progress: string[] = [];
    const said: unknown[] = [];
    Object.assign(globalThis, { progress, said });
    addEventListener('fm-ready', () => Object.assign(globalThis, { ready: 1 }));
    addEventListener('fm-progress', (event) => progress.push((event as CustomEvent<{ phase: string }>).detail.phase));
    addEventListener('fm-error', (event) => said.push((event as CustomEvent).detail));
  });
  await page.waitForFunction(() => 'ready' in globalThis);
  let lost = 0;
  page.on('requestfailed', (request) => void (lost += Number(/\/train-[^/]*$/.test(request.url()))));
  origins.lose(/^train-/);
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<fm-trainer id="late" target="moons" hidden-layers="8" steps="20" batch="16"></fm-trainer>'));
  const said = { code: 'code-load', message: expect.stringMatching(/^The code that draws "training" could not be loaded: ./) as unknown };
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { said: unknown[] }).said), { timeout: 30_000 }).toEqual([said]);
  const isShown = (): Promise<boolean> => page.evaluate(() => {
    const root = document.querySelector('#late')!.shadowRoot!;
    return !root.querySelector('canvas')!.hidden && root.querySelector('.problem') === null;
  });
  expect(await isShown()).toBe(false);
  if (isPressed) await expect.poll(() => lost, { timeout: 60_000 }).toBe(4);
  origins.lose(/^$/);
  if (isPressed) await page.evaluate(() => document.querySelector<HTMLElementTagNameMap['fm-trainer']>('#late')!.train());
  await expect.poll(isShown, { timeout: 30_000 }).toBe(true);
  if (!isPressed) await page.evaluate(() => document.querySelector<HTMLElementTagNameMap['fm-trainer']>('#late')!.train());
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { progress: string[] }).progress.at(-1)), { timeout: 30_000 }).toBe('done');
  await page.close();
});

test.each([
  ['', /^"plane" shows two dimensions, and "torus" has 3; /],
  [', and where those cannot be had a word says what it is', /^viewUnfit$/],
])('a mistake is said in words that come with it%s', async (lost, says) => {
  const { page } = await draw(PLANE);
  if (lost) origins.lose(/^problems-en/);
  await page.evaluate(() => {
    addEventListener('fm-error', (event) => Object.assign(globalThis, { said: (event as CustomEvent).detail as unknown }));
    document.body.insertAdjacentHTML('beforeend', '<fm-field id="late" target="torus" view="plane"></fm-field>');
  });
  await page.waitForFunction(() => 'said' in globalThis, undefined, { timeout: 30_000 });
  const { code, attribute, message } = await page.evaluate(() => (globalThis as unknown as { said: { code: string; attribute: string; message: string } }).said);
  expect([code, attribute]).toEqual(['dimension', 'view']);
  expect(message).toMatch(says);
  const shown = await page.evaluate(async () => {
    const late = document.querySelector<HTMLElementTagNameMap['fm-field']>('#late')!;
    await late.updateComplete;
    return late.shadowRoot!.querySelector('.problem')!.textContent;
  });
  expect(shown).toBe(`view: ${message}`);
  await page.close();
});

test('an address with a query, which parts do not know, draws all the same', async () => {
  const { page } = await openPage(browser, origins.pageOf(`${TAG.replace('.js"', '.js?v=2"')}<fm-sampler target="moons" view="spacetime" count="50"></fm-sampler>`), () => {
    addEventListener('fm-ready', () => Object.assign(globalThis, { ready: 1 }));
  });
  await page.waitForFunction(() => 'ready' in globalThis);
  expect(await page.evaluate(() => document.querySelector('fm-sampler')!.toSvg()!.length)).toBeGreaterThan(1000);
  await page.close();
});

test('where the code that trains cannot be had, the trainer says so with the code worker-load, and exact figures go on', async () => {
  const { page } = await draw(`${PLANE}<fm-trainer target="moons"></fm-trainer>`);
  await page.evaluate(() => addEventListener('fm-error', (event) => Object.assign(globalThis, { said: (event as CustomEvent<{ code: string; message: string }>).detail })));
  origins.lose(/fm-worker|inlined/);
  await page.getByRole('button', { name: 'Train' }).click();
  await page.waitForFunction(() => 'said' in globalThis, undefined, { timeout: 30_000 });
  const said = await page.evaluate(() => (globalThis as unknown as { said: { code: string; message: string } }).said);
  expect(said.code).toBe('worker-load');
  expect(said.message).toMatch(/worker could not be (loaded|started)/);
  expect(await page.evaluate(() => document.querySelector('fm-field')!.toSvg()!.length)).toBeGreaterThan(1000);
  await page.close();
});

import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { FmTrainer } from '../../components/classes.ts';
import type { TrainingState } from '../../src/streams/index.ts';
import { useBrowser } from './browser.ts';

const STEPS = 2000;
const TRAINER = `<!doctype html><html lang="en"><title>Training</title>
  <script type="module" src="/dist/fm-elements.js"></script>
  <fm-trainer target="moons" seed="5" hidden-layers="128,128" steps="${STEPS}"></fm-trainer></html>`;

const tools = useBrowser();

/** A trainer in a page, set going; its worker has been started. */
async function startTraining(): Promise<Page> {
  const page = await tools.browser.newPage();
  onTestFinished(() => page.close());
  const address = new URL('/examples/training.html', tools.served.url).href;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: TRAINER }));
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector<FmTrainer>('fm-trainer')?.flow !== undefined);
  await page.evaluate(() => {
    const states: TrainingState[] = [];
    Object.assign(globalThis, { states });
    document.querySelector<FmTrainer>('fm-trainer')!.flow!.training.state$.subscribe((state) => states.push(state));
    document.querySelector<FmTrainer>('fm-trainer')!.train();
  });
  return page;
}

/** The steps of all states so far, and the last state; the network is summed up by its numbers, bit by bit. */
async function end(page: Page) {
  const found = await page.waitForFunction(() => {
    const { states } = globalThis as unknown as { states: TrainingState[] };
    const last = states.at(-1);
    return (last.phase === 'done' || last.phase === 'failed') && states;
  }, undefined, { timeout: 90_000 });
  const states = (await found.jsonValue()) as TrainingState[];
  const weights = await page.evaluate(async () => {
    const { flow } = document.querySelector<FmTrainer>('fm-trainer')!;
    const layers = await new Promise<readonly { weights: Float32Array }[]>((resolve) => flow!.learned$.subscribe((model) => resolve(model.layers)).unsubscribe());
    return layers.map(({ weights: numbers }) => [...new Uint32Array(numbers.slice().buffer)]);
  });
  return { last: states.at(-1), steps: states.map(({ step }) => step), weights };
}

const stepReached = (page: Page, step: number) =>
  page.waitForFunction((least) => (globalThis as unknown as { states: TrainingState[] }).states.at(-1).step >= least, step, { timeout: 60_000 });

test.each([
  ['throws outside any task', () => void setTimeout(() => { throw new Error('a fault of the engine'); })],
  ['ends without a word', () => globalThis.close()],
  ['spins and never answers again', () => void setTimeout(() => { for (;;); })],
])('a worker that %s at step 500 or later: training goes on from the last snapshot, to the same weights', async (_, kill) => {
  const undisturbed = await end(await startTraining());
  const page = await startTraining();
  await stepReached(page, 500);
  const [worker] = page.workers();
  // A worker that ends cannot answer that it has.
  void worker.evaluate(kill).catch(() => undefined);
  const { last, steps, weights } = await end(page);
  expect(last).toMatchObject({ phase: 'done', step: STEPS, restarts: 1 });
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  // One that only spins is ended when it has had its second chance. (Chromium ends no worker that spins in the debugger's own hands.)
  await expect.poll(() => page.workers(), { timeout: 20_000 }).not.toContain(worker);
  expect(weights).toEqual(undisturbed.weights);
});

test('a figure that asks a worker which spins is answered by another, while the training goes on in a third', async () => {
  const page = await startTraining();
  await page.evaluate(() => {
    const silences: number[] = [];
    Object.assign(globalThis, { silences });
    let heard = performance.now();
    document.querySelector<FmTrainer>('fm-trainer')!.flow!.training.state$.subscribe(() => {
      silences.push(performance.now() - heard);
      heard = performance.now();
    });
  });
  await stepReached(page, 300);
  const [worker] = page.workers();
  await worker.evaluate(() => void setTimeout(() => { for (;;); }));
  await page.evaluate(() => {
    const figure = document.createElement('fm-sampler');
    figure.setAttribute('target', 'eight-gaussians');
    document.body.append(figure);
    Object.assign(globalThis, { isDrawn: new Promise((resolve) => figure.addEventListener('fm-ready', resolve, { once: true })).then(() => true) });
  });
  expect(await page.evaluate(() => (globalThis as unknown as { isDrawn: Promise<boolean> }).isDrawn)).toBe(true);
  const { last } = await end(page);
  expect(last).toMatchObject({ phase: 'done', step: STEPS, restarts: 1 });
  const longest = await page.evaluate(() => Math.max(...(globalThis as unknown as { silences: number[] }).silences));
  console.info(`the longest time without a report, in which the worker was missed and another started: ${longest.toFixed(0)} ms`);
});

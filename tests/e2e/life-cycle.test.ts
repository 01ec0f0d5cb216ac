import type { CDPSession, Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { FmField } from '../../components/classes.ts';
import type { TrainingState } from '../../src/streams/index.ts';
import { useBrowser } from './browser.ts';

const tools = useBrowser();

interface Record {
  frames: number;
  states: TrainingState[];
  running: number;
}
const recordOf = (page: Page): Promise<Record> => page.evaluate(() => (globalThis as unknown as { record: Record }).record);

/** A page that counts the animation frames it is asked for and the workers that run in it. */
async function open(body: string): Promise<{ page: Page; devtools: CDPSession }> {
  const page = await tools.browser.newPage({ viewport: { width: 800, height: 900 } });
  onTestFinished(() => page.close());
  const devtools = await page.context().newCDPSession(page);
  await page.addInitScript(() => {
    const record = { frames: 0, states: [], running: 0 };
    Object.assign(globalThis, { record });
    const ask = requestAnimationFrame.bind(globalThis);
    globalThis.requestAnimationFrame = (callback) => (record.frames++, ask(callback));
    const { terminate } = Worker.prototype;
    globalThis.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        record.running++;
      }
      override terminate(): void {
        record.running--;
        terminate.call(this);
      }
    };
  });
  const address = new URL('/examples/life.html', tools.served.url).href;
  const html = `<!doctype html><html lang="en"><title>Life</title><script type="module" src="/dist/fm-elements.js"></script><body>${body}</body></html>`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.goto(address);
  return { page, devtools };
}

const FIELD = '<fm-field target="moons" style="width: 400px"></fm-field>';
const isPlaying = (page: Page): Promise<boolean> => page.locator('fm-field').evaluate((field: FmField) => !field.paused);
const picture = (page: Page): Promise<string> => page.locator('fm-field canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
const timeOf = (page: Page): Promise<number> => page.locator('fm-field').evaluate((field: FmField) => field.currentTime);
const isReady = (page: Page): Promise<unknown> => page.waitForFunction(() => document.querySelector('fm-field, fm-trainer')?.shadowRoot?.querySelector<HTMLElement>('.still')?.hidden);

/** As when the reader looks at another tab: a browser without a screen says of every page that it is seen. */
async function hide(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    Object.defineProperty(document, 'visibilityState', { value: hidden ? 'hidden' : 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

test('in a hidden page the clock stands still and no animation frame is asked for; back in sight it goes on without a jump', async () => {
  const { page } = await open(FIELD);
  await isReady(page);
  await page.locator('fm-field .timeline button').click();
  await page.waitForFunction(() => document.querySelector<FmField>('fm-field')!.currentTime > 0.01);
  await hide(page, true);
  const t = await timeOf(page);
  const { frames } = await recordOf(page);
  await page.waitForFunction((since) => performance.now() > since + 700, await page.evaluate(() => performance.now()), { polling: 100 });
  expect({ t: await timeOf(page), frames: (await recordOf(page)).frames }).toEqual({ t, frames });
  expect(await isPlaying(page)).toBe(true);
  await hide(page, false);
  await page.waitForFunction((before) => document.querySelector<FmField>('fm-field')!.currentTime > before, t);
  expect(await timeOf(page)).toBeLessThan(t + 0.1);
});

test('who asks for less motion while a figure plays stops it, and may play it again', async () => {
  const { page } = await open(FIELD);
  await isReady(page);
  await page.locator('fm-field .timeline button').click();
  expect(await isPlaying(page)).toBe(true);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.waitForFunction(() => document.querySelector<FmField>('fm-field')!.paused);
  await page.locator('fm-field .timeline button').click();
  expect(await isPlaying(page)).toBe(true);
});

const LOOKS = 5;

test('forced colours that are switched on, and off again, recolour the figure', async () => {
  const { page } = await open(`<meta name="color-scheme" content="light dark">${FIELD}`);
  await isReady(page);
  await page.waitForFunction(() => document.querySelector('fm-field')!.shadowRoot!.querySelector('canvas')!.width > 300);
  /** The picture once it is drawn to the last: on a busy machine the fine field comes long after the coarse one. */
  const settled = async (isRight: (now: string) => boolean): Promise<string> => {
    let last = '';
    let looks = 0;
    await expect.poll(async () => {
      const now = await picture(page);
      looks = now === last ? looks + 1 : 0;
      last = now;
      return looks >= LOOKS && isRight(last);
    }, { timeout: 20_000, interval: 400 }).toBe(true);
    return last;
  };
  const light = await settled(() => true);
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await settled((now) => now !== light);
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' });
  await settled((now) => now === light);
});

test('another ratio of device pixels redraws the figure at that ratio', async () => {
  const { page, devtools } = await open(FIELD);
  await isReady(page);
  const width = (): Promise<number> => page.locator('fm-field canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width);
  await expect.poll(width, { timeout: 10_000 }).toBe(400);
  await devtools.send('Emulation.setDeviceMetricsOverride', { width: 800, height: 900, deviceScaleFactor: 2, mobile: false });
  await expect.poll(width, { timeout: 10_000 }).toBe(800);
  // As when a reader zooms: of a window that keeps its size Chromium 156 tells only the first change.
  await devtools.send('Emulation.setDeviceMetricsOverride', { width: 810, height: 900, deviceScaleFactor: 1.5, mobile: false });
  await expect.poll(width, { timeout: 10_000 }).toBe(600);
});

const CYCLES = 200;
const WARM_UP = 20;
/** Bytes that the page may keep of all cycles together. */
const MOST_GROWTH = 1e6;

test(`${CYCLES} figures that come, play, train and go leave nothing behind`, { timeout: 480_000 }, async () => {
  const { page, devtools } = await open('<main></main>');
  await page.waitForFunction(() => customElements.get('fm-trainer'));
  const cycle = (count: number): Promise<void> =>
    page.evaluate(async (times) => {
      const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      for (let i = 0; i < times; i++) {
        const trainer = document.createElement('fm-trainer');
        const field = document.createElement('fm-field');
        Object.assign(trainer, { id: 'run', target: 'moons', hiddenLayers: [8], steps: 1000, batch: 16, count: 50 });
        Object.assign(field, { from: '#run', field: 'learned' });
        document.querySelector('main')!.append(trainer, field);
        while (!field.flow) await frame();
        const trained = new Promise<void>((resolve) => {
          trainer.addEventListener('fm-progress', (event) => event.detail.step >= 5 && resolve());
        });
        field.play();
        trainer.train();
        await trained;
        for (let n = 0; n < 3; n++) await frame();
        trainer.remove();
        field.remove();
      }
    }, count);
  const measure = async () => {
    await page.waitForFunction(() => (globalThis as unknown as { record: Record }).record.running === 0, undefined, { timeout: 15_000 });
    for (let pass = 0; pass < 3; pass++) await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
    return { usedSize, nodes, jsEventListeners };
  };
  await cycle(WARM_UP);
  const before = await measure();
  await cycle(CYCLES);
  const after = await measure();
  console.log(`${CYCLES} cycles: ${after.usedSize - before.usedSize} bytes, ${after.nodes - before.nodes} nodes, ${after.jsEventListeners - before.jsEventListeners} listeners`);
  expect(after.usedSize - before.usedSize).toBeLessThan(MOST_GROWTH);
  expect({ nodes: after.nodes, listeners: after.jsEventListeners }).toEqual({ nodes: before.nodes, listeners: before.jsEventListeners });
});

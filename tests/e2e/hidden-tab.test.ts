/** A tab that another one really hides: only a browser with windows has it, so Chromium and Firefox are started with their heads. */
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { FmField, FmTrainer } from '../../components/classes.ts';
import { browserArgs, ensureBrowsers } from '../../scripts/browser.mjs';
import { startDisplay } from '../../scripts/display.mjs';
import { firefoxOptions } from '../../scripts/firefox.mjs';
import { serveArticle } from '../../scripts/serve.mjs';
import type { TrainingState } from '../../src/streams/index.ts';

const { chromium, firefox } = ensureBrowsers();
const browsers = [
  { name: 'Chromium', start: chromium === undefined ? undefined : async () => puppeteer.launch({ executablePath: chromium, headless: false, args: browserArgs, env: { ...process.env, DISPLAY: await startDisplay() } }) },
  { name: 'Firefox', start: firefox === undefined ? undefined : async () => puppeteer.launch(await firefoxOptions(firefox)) },
];

/** What the page notes. */
interface Notes {
  /** Animation frames that it asked for. */
  asked: number;
  states: TrainingState[];
  /** Changes within the trainer, of words, charts or attributes. */
  changes: number;
  /** Once it was seen again: the first t that was another one, and after how many ms. */
  back?: { t: number; afterMs: number };
}
declare const notes: Notes;
const notesIn = (page: Page): Promise<Notes> => page.evaluate(() => notes);

const htmlOf = (body: string): string =>
  `<!doctype html><html lang="en"><title>Hidden</title><script type="module" src="/dist/fm-elements.js"></script><body>${body}</body></html>`;

describe.each(browsers)('a page of $name in a tab that another one hides', ({ name, start }) => {
  let browser: Browser;
  let served: Awaited<ReturnType<typeof serveArticle>>;
  beforeAll(async () => {
    if (!start) return;
    served = await serveArticle({ port: 0, cdnPort: 0 });
    browser = await start();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
  });

  async function open(body: string): Promise<{ page: Page; hide(): Promise<void>; show(): Promise<void> }> {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(() => {
      const kept: Notes = { asked: 0, states: [], changes: 0 };
      Object.assign(globalThis, { notes: kept });
      const ask = requestAnimationFrame.bind(globalThis);
      globalThis.requestAnimationFrame = (callback) => (kept.asked++, ask(callback));
    });
    const address = new URL('/examples/hidden.html', served.url).href;
    await page.setRequestInterception(true);
    page.on('request', (request) => void (request.url() === address ? request.respond({ contentType: 'text/html', body: htmlOf(body) }) : request.continue()));
    await page.goto(address);
    const other = await browser.newPage();
    onTestFinished(async () => {
      await other.close();
      await page.close();
    });
    const inFront = async (tab: Page, state: DocumentVisibilityState): Promise<void> => {
      await tab.bringToFront();
      await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe(state);
    };
    await inFront(page, 'visible');
    return { page, hide: () => inFront(other, 'hidden'), show: () => inFront(page, 'visible') };
  }

  test.skipIf(!start)('asks for no animation frame and its clock stands still; seen again it goes on from there', async () => {
    const { page, hide, show } = await open('<fm-field target="moons" style="width: 400px"></fm-field>');
    const t = (): Promise<number> => page.evaluate(() => document.querySelector<FmField>('fm-field')!.currentTime);
    await page.waitForFunction(() => document.querySelector('fm-field')?.shadowRoot?.querySelector<HTMLElement>('.still')?.hidden);
    await page.evaluate(() => document.querySelector<FmField>('fm-field')!.play());
    await expect.poll(t, { timeout: 20_000 }).toBeGreaterThan(0.01);
    await hide();
    // Frames that were asked for before it was hidden may still come.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [stood, { asked }] = [await t(), await notesIn(page)];
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect({ t: await t(), asked: (await notesIn(page)).asked }).toEqual({ t: stood, asked });
    expect(await page.evaluate(() => document.querySelector<FmField>('fm-field')!.paused)).toBe(false);

    await page.evaluate((before) => {
      document.addEventListener('visibilitychange', () => {
        const since = performance.now();
        const look = (): void => {
          if (document.querySelector<FmField>('fm-field')!.currentTime === before) requestAnimationFrame(look);
          else notes.back = { t: document.querySelector<FmField>('fm-field')!.currentTime, afterMs: performance.now() - since };
        };
        look();
      }, { once: true });
    }, stood);
    await show();
    await expect.poll(async () => (await notesIn(page)).back !== undefined).toBe(true);
    const back = (await notesIn(page)).back!;
    console.info(`${name}: it moves ${back.afterMs.toFixed(0)} ms after it is seen again`);
    expect(back.t).toBeLessThan(stood + 0.05);
  });

  test.skipIf(!start)('ends a training that the reader has begun, and holds back what nobody sees', async () => {
    const { page, hide, show } = await open('<fm-trainer target="moons" seed="3" hidden-layers="64,64" batch="64" steps="40000" style="width: 400px"></fm-trainer>');
    await page.waitForFunction(() => document.querySelector<FmTrainer>('fm-trainer')?.flow !== undefined);
    await page.evaluate(() => document.querySelector<FmTrainer>('fm-trainer')!.flow!.training.state$.subscribe((state) => notes.states.push(state)));
    const last = (): Promise<{ phase: string; step: number; stepsPerSecond: number }> => page.evaluate(() => {
      const { phase, step, stepsPerSecond } = notes.states.at(-1) as TrainingState & { stepsPerSecond: number };
      return { phase, step, stepsPerSecond };
    });
    await page.locator('fm-trainer >>> button ::-p-text(Train)').click();
    await expect.poll(async () => (await last()).step, { timeout: 30_000 }).toBeGreaterThan(1000);
    const seen = await last();
    await hide();
    await page.evaluate(() => {
      new MutationObserver((found) => (notes.changes += found.length))
        .observe(document.querySelector('fm-trainer')!.shadowRoot!, { subtree: true, childList: true, characterData: true, attributes: true });
    });
    const began = await last();
    await expect.poll(async () => (await last()).step, { timeout: 30_000 }).toBeGreaterThan(began.step + 5000);
    const [hidden, { changes }] = [await last(), await notesIn(page)];
    expect(hidden.phase).toBe('training');
    expect(changes).toBe(0);
    await expect.poll(async () => (await last()).phase, { timeout: 60_000, interval: 200 }).toBe('done');
    expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
    console.info(`${name}: ${seen.stepsPerSecond.toFixed(0)} steps/s seen, ${(await last()).stepsPerSecond.toFixed(0)} hidden`);
    await show();
    await page.locator('fm-trainer >>> button ::-p-text(Train again)').wait();
  });
});

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FmField } from '../../components/classes.ts';
import { useBrowser } from './browser.ts';
import { untilDrawn } from './lecture-walk.ts';
import { FIGURES } from './said.ts';

const tools = useBrowser();
const COUNT = 18;

async function open(file: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await tools.browser.newPage({ viewport: { width: 1280, height: 720 } });
  const complaints: string[] = [];
  page.on('console', (message) => void complaints.push(message.text()));
  page.on('pageerror', (error) => void complaints.push(String(error)));
  await page.goto(new URL(file, tools.served.slidesUrl).href);
  await page.waitForSelector('.reveal.ready');
  return { page, complaints };
}

/** Which slide is seen, from 0. */
const slide = (page: Page): Promise<number> => page.evaluate(() => [...document.querySelectorAll('.slides > section')].findIndex((section) => section.classList.contains('present')));
const figuresSeen = (page: Page): Promise<number[]> => page.evaluate((figures) => [...document.querySelectorAll(figures)].flatMap((figure, i) => (figure.closest('section.present') ? [i] : [])), FIGURES);

test.each(['index.html', 'fr.html'])('each slide of %s shows its figures whole, at 1280 x 720', async (file) => {
  const { page, complaints } = await open(file);
  for (let i = 0; i < COUNT; i++) {
    expect(await slide(page)).toBe(i);
    for (const figure of await figuresSeen(page)) await untilDrawn(page, figure);
    const outside = await page.evaluate((figures) => [...document.querySelectorAll(`section.present :is(h1, h2, p), section.present :is(${figures})`)].filter((part) => {
      const parts = [part, ...(part.shadowRoot?.querySelectorAll('.surface, button, input, [part=reading]') ?? [])].map((one) => one.getBoundingClientRect());
      return parts.some(({ left, right, top, bottom }) => left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1);
    }).map(({ outerHTML }) => outerHTML.slice(0, 120)), FIGURES);
    expect(outside).toEqual([]);
    await page.keyboard.press('ArrowRight');
  }
  expect(await slide(page)).toBe(COUNT - 1);
  expect(complaints).toEqual([]);
  await page.close();
}, 300_000);

test('arrows in a figure are the figure’s; the next slide pauses what played, from inside of a figure too', async () => {
  const { page } = await open('index.html');
  const figure = page.locator(FIGURES).nth(3);
  const state = (): Promise<{ paused: boolean; currentTime: number }> => figure.evaluate((one: FmField) => ({ paused: one.paused, currentTime: one.currentTime }));
  for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
  await untilDrawn(page, 3);
  await figure.locator('input').focus();
  await page.keyboard.press('ArrowRight');
  expect(await slide(page)).toBe(4);
  expect((await state()).currentTime).toBeCloseTo(0.51, 9);

  await figure.locator('button').first().focus();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await state()).currentTime, { timeout: 30_000 }).toBeGreaterThan(0.52);
  expect(await slide(page)).toBe(4);
  expect((await state()).paused).toBe(false);
  await page.keyboard.press('PageDown');
  expect(await slide(page)).toBe(5);
  await expect.poll(async () => (await state()).paused).toBe(true);
  await page.keyboard.press('ArrowRight');
  expect(await slide(page)).toBe(6);
  await page.close();
}, 120_000);

test('both languages have the same figures, but for the names of the data', () => {
  const [english, french] = ['index.html', 'fr.html'].map((file) => [...readFileSync(new URL(`../../examples/slides/${file}`, import.meta.url), 'utf8').matchAll(/^ *<fm-.*$/gm)].map(([line]) => line.replace(/src="[^"]+" columns="[^"]+"/, 'src columns')));
  expect(french).toEqual(english);
});

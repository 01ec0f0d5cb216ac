import { decode } from 'fast-png';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { FmSampler, FmTrainer } from '../../components/classes.ts';
import { nameOf } from '../fixtures/digit-classifier/index.mjs';
import { useBrowser } from './browser.ts';
import { untilDrawn } from './lecture-walk.ts';

const tools = useBrowser();

const CLASSES = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
const [SIDE, GAP, SIDE_BY_SIDE] = [28, 2, 8];
/** Fewer than the page has: enough for digits, in a third of the time. */
const STEPS = 600;
/** Of the gallery among all figures of the page. */
const GALLERY = 1;
/** On a machine that does something else. */
const TRAINED = { timeout: 150_000 };
const SOON = { timeout: 30_000 };

async function open(given: Parameters<typeof tools.browser.newContext>[0] = {}): Promise<{ page: Page; complaints: string[] }> {
  const context = await tools.browser.newContext({ viewport: { width: 900, height: 1000 }, reducedMotion: 'reduce', ...given });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => void complaints.push(message.text()));
  page.on('pageerror', (error) => void complaints.push(String(error)));
  await page.goto(new URL('/examples/digits/', tools.served.url).href);
  return { page, complaints };
}

const galleryOf = (page: Page) => page.locator('fm-sampler[view=gallery]').first();
const mainButton = (page: Page) => page.locator('fm-trainer button.main');
const timeOf = (page: Page): Promise<number> => galleryOf(page).evaluate((figure: FmSampler) => figure.currentTime);
const stepOf = (page: Page): Promise<number> => page.locator('fm-trainer').evaluate((trainer: FmTrainer) => trainer.shadowRoot!.querySelector('progress')?.value ?? 0);
const problemsOf = (page: Page): Promise<string[]> =>
  page.locator('fm-trainer, fm-sampler').evaluateAll((all) => all.flatMap(({ shadowRoot }) => shadowRoot?.querySelector('[role=alert]')?.textContent ?? []));

/** The generated row of the gallery, as the figure gives it to an author: a picture of its own in the SVG. */
const generatedIn = (page: Page): Promise<string> => galleryOf(page).evaluate((figure: FmSampler) => /href="([^"]+)"/.exec(/<image[^>]*>/.exec(figure.toSvg() ?? '')?.[0] ?? '')?.[1] ?? '');

/** Ink 0..1 of each digit of a row. */
function digitsOf(href: string): Float32Array[] {
  const { width, height, data, channels } = decode(Buffer.from(href.split(',')[1], 'base64'));
  expect([width, height]).toEqual([SIDE_BY_SIDE * SIDE + (SIDE_BY_SIDE - 1) * GAP, SIDE]);
  // Ink is how opaque a pixel is, which stands last.
  return Array.from({ length: SIDE_BY_SIDE }, (_, place) => Float32Array.from({ length: SIDE * SIDE }, (_, i) =>
    data[channels * (Math.floor(i / SIDE) * width + place * (SIDE + GAP) + (i % SIDE)) + channels - 1] / 255));
}

/** Of what the gallery generates of each class the digits that are named as it, and surely. */
async function namedIn(page: Page, conditions: readonly string[]): Promise<{ readonly named: number; readonly missed: readonly object[] }> {
  const all = [];
  let before = await generatedIn(page);
  for (const condition of conditions) {
    await galleryOf(page).evaluate((figure: FmSampler, given) => Object.assign(figure, { condition: given, guidance: 2 }), condition);
    await expect.poll(() => generatedIn(page), SOON).not.toBe(before);
    before = await generatedIn(page);
    all.push(...digitsOf(before).map((ink) => ({ condition, ...nameOf(ink) })));
  }
  const missed = all.filter(({ condition, digit, probability }) => String(digit) !== condition || probability < 0.9);
  return { named: 1 - missed.length / all.length, missed };
}

test('digits are learned in the page at the press of a button: a classifier names what each class generates, and is sure', async () => {
  const { page, complaints } = await open();
  await untilDrawn(page, GALLERY);
  await expect.poll(() => generatedIn(page), SOON).not.toBe('');
  expect((await namedIn(page, ['3', '7'])).named).toBeLessThan(0.5);
  await page.locator('fm-trainer').evaluate((trainer: FmTrainer, steps) => Object.assign(trainer, { steps }), STEPS);
  await mainButton(page).click();
  await expect.poll(() => mainButton(page).textContent(), TRAINED).toBe('Train again');
  const { named, missed } = await namedIn(page, CLASSES);
  expect(named, JSON.stringify(missed)).toBeGreaterThanOrEqual(0.9);
  await untilDrawn(page, GALLERY);
  expect(await problemsOf(page)).toEqual([]);
  expect(complaints).toEqual([]);
}, 300_000);

test('keys train and stop, and lead the gallery through time', async () => {
  const { page, complaints } = await open();
  await untilDrawn(page, GALLERY);
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className ?? '');
  for (let stops = 0; stops < 20 && (await focused()) !== 'main'; stops++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => stepOf(page), TRAINED).toBeGreaterThan(0);
  await page.keyboard.press('Space');
  await expect.poll(() => mainButton(page).textContent(), SOON).toBe('Go on');
  await galleryOf(page).locator('input[type=range]').first().focus();
  await page.keyboard.press('Home');
  await expect.poll(() => timeOf(page), SOON).toBe(0);
  const noise = await generatedIn(page);
  await page.keyboard.press('End');
  await expect.poll(() => timeOf(page), SOON).toBe(1);
  await expect.poll(() => generatedIn(page), SOON).not.toBe(noise);
  expect(complaints).toEqual([]);
}, 240_000);

test('a finger trains and stops, and plays the gallery', async () => {
  const { page, complaints } = await open({ hasTouch: true, viewport: { width: 390, height: 844 } });
  await untilDrawn(page, GALLERY);
  await mainButton(page).tap();
  await expect.poll(() => stepOf(page), TRAINED).toBeGreaterThan(0);
  await mainButton(page).tap();
  await expect.poll(() => mainButton(page).textContent(), SOON).toBe('Go on');
  const before = await timeOf(page);
  await galleryOf(page).locator('.timeline button').first().tap();
  await expect.poll(() => timeOf(page), SOON).not.toBe(before);
  expect(complaints).toEqual([]);
}, 240_000);

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';
import { entries, useStorybook } from './storybook.ts';

/** What a finger meets for certain, CSS px (WCAG 2.2, target size, enhanced). */
const FINGER_PX = 44;

const tools = useBrowser();
const storybook = useStorybook();
const story = entries.find(({ id }) => id === 'elements-fm-field--brought-data')!;

async function openOnTelephone(lang: string): Promise<Page> {
  const context = await tools.browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.route('**/iframe.html*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/<html[^>]*>/, `<html lang="${lang}">`) });
  });
  await page.goto(storybook.frameOf(story));
  await page.locator('fm-field .own-data .draw').waitFor();
  return page;
}

test.each(['en', 'fr'])('a finger meets every button and list for data of its own, and nothing is wider than a telephone (%s)', async (lang) => {
  const page = await openOnTelephone(lang);
  const small = (): Promise<string[]> => page.locator('fm-field .own-data').locator('button, select').evaluateAll((all, least) => all
    .map((element) => ({ text: element.textContent.trim(), box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width < least || box.height < least || box.left < 0 || box.right > document.documentElement.clientWidth)
    .map(({ text, box }) => `${text}: ${box.width} x ${box.height} at ${box.left}`), FINGER_PX);
  const isWide = (): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect([await small(), await isWide()]).toEqual([[], false]);
  await page.locator('fm-field .own-data .draw').tap();
  await page.locator('fm-field .pad').waitFor();
  expect([await small(), await isWide()]).toEqual([[], false]);
  await page.locator('fm-field .own-data .paste').tap();
  await page.locator('fm-field textarea').fill('a long name of a column,another long name of a column,group\n1,2,one\n2,5,other\n3,3,one');
  await page.locator('fm-field .pasting .main').tap();
  await page.locator('fm-field .columns').waitFor();
  expect([await small(), await isWide()]).toEqual([[], false]);
  await page.context().close();
});

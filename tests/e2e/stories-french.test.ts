import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { englishIn } from '../locales/english.ts';
import { useBrowser } from './browser.ts';
import { FIGURES, saidIn } from './said.ts';
import { entries, useStorybook, type Entry } from './storybook.ts';

/** Files, columns, ids and values of attributes as the stories name them: they are the author's. */
const AUTHORS = ['examples article penguins bill_length_mm bill_depth_mm flipper_length_mm body_mass_g wingspan species island sex year story variance-preserving law'];

const tools = useBrowser();
const storybook = useStorybook();
const stories = entries.filter(({ type }) => type === 'story').map((entry) => [`${entry.title}, ${entry.name}`, entry] as const);

/** A story in a page that is French before anything of it is loaded. */
async function openInFrench(entry: Entry): Promise<Page> {
  const page = await tools.browser.newPage({ viewport: { width: 400, height: 1400 }, reducedMotion: 'reduce' });
  await page.route('**/iframe.html*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(/<html[^>]*>/, '<html lang="fr">') });
  });
  await page.goto(storybook.frameOf(entry));
  await page.waitForFunction((figures) => {
    const all = [...document.querySelectorAll<HTMLElement>(figures)];
    return all.length > 0 && all.every(({ shadowRoot }) => shadowRoot?.querySelector('.still[hidden], [role=alert]'));
  }, FIGURES, { timeout: 60_000 });
  return page;
}

const expectFrench = (page: Page): Promise<void> =>
  expect.poll(async () => (await saidIn(page)).flatMap((text) => englishIn(text, AUTHORS).map((word) => `${word}: ${text}`)), { timeout: 10_000 }).toEqual([]);

test.each(stories)('in a French page no figure has an English word: %s', async (_, entry) => {
  const page = await openInFrench(entry);
  await expectFrench(page);
  expect((await saidIn(page)).join(' ')).toMatch(/Temps t, de la source aux données|Entraîn|Il n’y a pas de colonne/);
  if (entry.tags.includes('trains') && await page.locator('fm-trainer').count() > 0) {
    await page.waitForFunction(() => document.querySelector('fm-trainer')?.shadowRoot?.querySelector('.main')?.textContent?.includes('Recommencer'), undefined, { timeout: 90_000 });
    await expectFrench(page);
  }
  await page.close();
});

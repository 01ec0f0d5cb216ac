import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { browserArgs } from '../../scripts/browser.mjs';
import { useBrowser } from './browser.ts';
import { useFonts } from './fonts.ts';
import { pixelsOff, readPng, writePng } from './palette.ts';
import { pictureAtRest } from './pictures.ts';
import { entries, useStorybook, type Entry } from './storybook.ts';

const KNOWN = new URL('./stories/', import.meta.url);
const SEEN = new URL('../../out/pictures/', import.meta.url);
const UPDATE = process.env.UPDATE_PICTURES === '1';
/** Of all pixels of a picture: edges of a formula whose place falls between pixels, which come out one way or the other (80 were seen); a dot has 150. */
const MOST_PIXELS_OFF = 120;
/** All pictures together, as they are kept. */
const MOST_BYTES = 4e6;

type Scheme = 'light' | 'dark';
/** As wide as a column of text, and as a telephone. */
type Width = 720 | 360;
/** Storybook's, on both sides of a story. */
const MARGIN_PX = 16;
/** Higher than any story: what is out of sight is not drawn. */
const HEIGHT_PX = 2200;

/** What trains as soon as it is seen looks as the machine's speed has it. */
const stories = entries.filter(({ type, tags }) => type === 'story' && !tags.includes('trains'));

/** A figure of each kind, and what must give way where there is little room. */
const NARROW = [
  'together--penguins', 'elements-fm-field--moons', 'elements-fm-field--pairs', 'elements-fm-field--likelihood', 'elements-fm-field--continuity', 'elements-fm-field--predictions',
  'elements-fm-field--average-velocity', 'elements-fm-field--own-data', 'elements-fm-field--brought-data', 'elements-fm-field--streamlines', 'elements-fm-field--line',
  'elements-fm-field--one-column', 'elements-fm-field--in-space', 'elements-fm-field--over-time', 'elements-fm-field--wrong-column',
  'elements-fm-sampler--spacetime', 'elements-fm-sampler--space', 'elements-fm-sampler--compare-solvers', 'elements-fm-trainer--moons',
];

interface Look {
  readonly entry: Entry;
  readonly width: Width;
  /** One after the other, in the same page: a figure goes along when its reader turns the light off. */
  readonly schemes: readonly Scheme[];
}

const looks: readonly Look[] = [
  ...stories.map((entry): Look => ({ entry, width: 720, schemes: ['light', 'dark'] })),
  ...stories.filter(({ id }) => NARROW.includes(id)).map((entry): Look => ({ entry, width: 360, schemes: ['light'] })),
];
const fileOf = ({ entry, width }: Look, scheme: Scheme): string => `${entry.id}-${scheme}-${width}.png`;

/** Canvases are painted as where there is a GPU. */
const tools = useBrowser(browserArgs);
const storybook = useStorybook();
beforeAll(() => void mkdirSync(SEEN, { recursive: true }));

async function open({ entry, width, schemes: [scheme] }: Look): Promise<Page> {
  const page = await tools.browser.newPage({ viewport: { width: width + 2 * MARGIN_PX, height: HEIGHT_PX }, colorScheme: scheme, reducedMotion: 'reduce' });
  await useFonts(page);
  await page.goto(storybook.frameOf(entry));
  // A figure that is not drawn yet rests as well.
  await page.waitForFunction(() => {
    const figures = [...document.querySelectorAll('fm-field, fm-sampler, fm-trainer')];
    return figures.length > 0 && figures.every(({ shadowRoot }) => shadowRoot?.querySelector('.still[hidden], [role=alert]'));
  }, undefined, { timeout: 60_000 });
  return page;
}

/** How far the page is from the picture that is kept of it; what it shows is written to `out/pictures`. */
async function pixelsOffKnown(page: Page, file: string, isRenewed = false): Promise<number> {
  const [known, seen] = [KNOWN, SEEN].map((folder) => new URL(file, folder));
  expect(isRenewed || existsSync(known), 'this story has no picture yet: UPDATE_PICTURES=1 npm run e2e -- stories').toBe(true);
  const before = isRenewed ? undefined : readPng(readFileSync(known));
  const { png, pixels } = await pictureAtRest(page, (now) => before !== undefined && pixelsOff(before, now) <= MOST_PIXELS_OFF);
  writeFileSync(seen, png);
  if (isRenewed) writeFileSync(known, writePng(pixels));
  return pixelsOff(before ?? readPng(readFileSync(known)), pixels);
}

describe('a story looks as it did:', () => {
  test.each(looks.map((look) => [`${look.entry.title}, ${look.entry.name}`, look.width, look] as const))('%s, %d px wide', async (_, _width, look) => {
    const page = await open(look);
    for (const scheme of look.schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      const file = fileOf(look, scheme);
      expect.soft(await pixelsOffKnown(page, file, UPDATE), `out/pictures/${file} is not tests/e2e/stories/${file}`).toBeLessThanOrEqual(MOST_PIXELS_OFF);
    }
    await page.close();
  });

  test('a line, also after it was moved and moved back', async () => {
    const look = looks.find(({ entry }) => entry.id === 'elements-fm-field--one-column')!;
    const page = await open(look);
    for (const t of [0.61, 0.2, 0.6]) {
      await page.waitForTimeout(400);
      await page.locator('fm-field').evaluate((figure, time) => figure.setAttribute('t', String(time)), t);
    }
    expect(await pixelsOffKnown(page, fileOf(look, 'light'))).toBeLessThanOrEqual(MOST_PIXELS_OFF);
    await page.close();
  });

  test('and no picture is kept of a story that is gone, nor more than a clone should carry', () => {
    const kept = readdirSync(KNOWN).sort();
    expect(kept).toEqual(looks.flatMap((look) => look.schemes.map((scheme) => fileOf(look, scheme))).sort());
    expect(NARROW.filter((id) => !stories.some((story) => story.id === id))).toEqual([]);
    expect(kept.reduce((sum, file) => sum + statSync(new URL(file, KNOWN)).size, 0)).toBeLessThan(MOST_BYTES);
  });
});

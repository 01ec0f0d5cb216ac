import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { FmField } from '../../components/classes.ts';
import { englishIn } from '../locales/english.ts';
import { useBrowser } from './browser.ts';
import { lectureWalk, untilDrawn } from './lecture-walk.ts';
import { FIGURES, saidIn } from './said.ts';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Both halves, each in both languages: how many figures a page has, and at least how many of them the arrow keys turn or point at. */
const PAGES = [
  { file: 'index.html', count: 29, answering: 13 },
  { file: 'fr.html', english: 'index.html', count: 29, answering: 13 },
  { file: 'learning.html', count: 35, answering: 3 },
  { file: 'apprendre.html', english: 'learning.html', count: 35, answering: 3 },
];
/** Some 120 stops, at each of which a busy machine may have a figure to compute. */
const WALK_MS = 900_000;
/** Values of attributes, and names of columns and formulas, that are the author's in any language. */
const AUTHORS = ['independent ot sinkhorn variance-preserving polynomial-3 arrows steps particles nearest error euler longueur_bec_mm profondeur_bec_mm condition none generator law'];
/** Names of the data in English and in French. */
const TRANSLATED = { '../article/penguins.csv': 'manchots.csv', bill_length_mm: 'longueur_bec_mm', bill_depth_mm: 'profondeur_bec_mm', species: 'espèce', Adelie: 'Adélie', Chinstrap: 'à jugulaire', Gentoo: 'papou' };
/** Names and titles of works stay what they are, and lines of HTML as they are written. */
const OTHERS_WORDS = '[lang=en], code';
/** French as well, though no French sentence of the package has them. */
const ALSO_FRENCH = ['on or tab code arrive change places long'];

const tools = useBrowser();
/** A page that nobody looks at any more must not go on computing beside the next. */
const closeAll = (): Promise<unknown> => Promise.all(tools.browser.contexts().map((context) => context.close()));
const htmlOf = (file: string): string => readFileSync(new URL(`../../examples/lecture/${file}`, import.meta.url), 'utf8');

interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

async function open(file: string): Promise<Opened> {
  const page = await tools.browser.newPage({ viewport: { width: 1100, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' });
  const complaints: string[] = [];
  page.on('console', (message) => void complaints.push(message.text()));
  page.on('pageerror', (error) => void complaints.push(String(error)));
  page.on('requestfailed', (request) => void complaints.push(`${request.url()} failed`));
  await page.addInitScript(() => {
    const ready = new Set<EventTarget>();
    addEventListener('fm-ready', ({ target }) => void ready.add(target!), true);
    Object.assign(globalThis, { readyCount: () => ready.size });
  });
  await page.goto(new URL(file, tools.served.lectureUrl).href);
  return { page, complaints };
}

const allReady = (page: Page, count: number) => page.waitForFunction((all) => (globalThis as unknown as { readyCount(): number }).readyCount() === all, count, { timeout: 240_000 });

/** Each figure comes into sight, as a reader brings it there, and stays until it is drawn. */
async function seeAll(page: Page, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await page.locator(FIGURES).nth(i).scrollIntoViewIfNeeded();
    await untilDrawn(page, i);
  }
}

describe.each(PAGES)('the lecture, $file,', ({ file, english, count, answering }) => {
  test('is walked from top to bottom by keyboard alone: each figure is reached, has a name, is drawn and answers keys, and answers open', async () => {
    onTestFinished(async () => void (await closeAll()));
    const { page, complaints } = await open(file);
    // Before their words are here figures have no controls to stop at.
    await page.waitForFunction((all) => [...document.querySelectorAll(all)].every(({ shadowRoot }) => shadowRoot?.querySelector('button, input')), FIGURES);
    const { figures, links, answers } = await lectureWalk(page);
    const kinds = await page.locator(FIGURES).evaluateAll((all) => all.map(({ localName }) => localName));
    expect(kinds).toHaveLength(count);
    expect(figures).toEqual(kinds.map((kind) => ({ isNamed: true, isDrawn: true, hasProblem: false, slides: kind !== 'fm-trainer', turnsOrPoints: expect.not.stringMatching(/silent/) })));
    expect(figures.filter(({ turnsOrPoints }) => turnsOrPoints === 'answers').length).toBeGreaterThanOrEqual(answering);
    expect(links).toBe(await page.locator('a[href]').count());
    expect(answers).toBe(await page.locator('details').count());
    expect(complaints).toEqual([]);
  }, WALK_MS);

  // Printed before it has been scrolled, and then looked at: so many figures are computed once for all of this.
  describe('in one page,', () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = await open(file);
    });
    afterAll(closeAll);

    test('is printed with all of its figures as vectors, digits as images, on A4, without having been scrolled', async () => {
      const { page } = opened;
      await allReady(page, count);
      await page.evaluate((figures) => {
        addEventListener('beforeprint', () => {
          const missing = [...document.querySelectorAll(figures)].filter(({ shadowRoot }) => !shadowRoot?.querySelector('svg.on-paper :is(path, image)')).map(({ outerHTML }) => outerHTML);
          Object.assign(globalThis, { missing });
        });
      }, FIGURES);
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect(await page.evaluate(() => (globalThis as unknown as { missing: string[] }).missing)).toEqual([]);
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)!.map(Number);
      expect([width, height].map(Math.round)).toEqual([595, 842]);
    });

    test.each([{ colorScheme: 'light', width: 1100 }, { colorScheme: 'dark', width: 360 }] as const)('axe finds nothing in it, and nothing is wider than the window: %o', async ({ colorScheme, width }) => {
      const { page, complaints } = opened;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await seeAll(page, count);
      await page.addScriptTag({ path: AXE });
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run());
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(complaints).toEqual([]);
    });

    test.runIf(english)('has no English word, neither in figures nor in text', async () => {
      const { page } = opened;
      await seeAll(page, count);
      const told = async (): Promise<string[]> => (await saidIn(page)).flatMap((text) => englishIn(text, AUTHORS).map((word) => `${word}: ${text}`));
      await expect.poll(told, { timeout: 30_000 }).toEqual([]);
      expect((await saidIn(page)).join(' ')).toMatch(/Temps t, de la source aux données/);
      const text = await page.evaluate((others) => {
        const copy = document.querySelector('main')!.cloneNode(true) as HTMLElement;
        for (const part of copy.querySelectorAll(`math, ${others}`)) part.remove();
        return copy.textContent;
      }, OTHERS_WORDS);
      expect(text.length).toBeGreaterThan(8000);
      expect(englishIn(text, [...AUTHORS, ...ALSO_FRENCH])).toEqual([]);
    });
  });

  test('shows under each figure the line of HTML that makes it', () => {
    const html = htmlOf(file);
    const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    const shown = [...html.matchAll(/<pre><code>([^]*?)<\/code><\/pre>/g)].flatMap(([, code]) => plain(code).split('\n'));
    const made = [...html.replaceAll(/<pre>[^]*?<\/pre>/g, '').matchAll(/<fm-[^]*?<\/fm-\w+>/g)].map(([line]) => line);
    expect(made).toHaveLength(count);
    expect(shown).toEqual(made);
  });

  test('leads nowhere in vain', async () => {
    const base = new URL(file, tools.served.lectureUrl);
    const addresses = [...htmlOf(file).replaceAll(/<pre>[^]*?<\/pre>/g, '').matchAll(/ (?:href|src)="([^"]+)"/g)].map(([, address]) => address);
    expect(addresses.length).toBeGreaterThan(10);
    for (const address of addresses) {
      const url = new URL(address, base);
      if (url.origin !== base.origin) {
        // Of others only what is written is looked at: tests need no network.
        expect(address).toMatch(/^(https:\/\/(arxiv\.org|doi\.org)\/|data:)/);
        continue;
      }
      const response = await fetch(url);
      expect([address, response.status]).toEqual([address, 200]);
      if (url.hash) expect(await response.text()).toContain(`id="${url.hash.slice(1)}"`);
    }
  });
});

describe.each(PAGES.filter((page) => page.english !== undefined))('the French lecture, $file,', ({ file, english }) => {
  test('has the figures of the English one, but for the names of the data', () => {
    const linesOf = (html: string): string[] => [...html.matchAll(/^ *<fm-.*$/gm)].map(([line]) => line.trim());
    const translated = Object.entries(TRANSLATED).reduce((html, [from, to]) => html.replaceAll(from, to), htmlOf(english));
    expect(linesOf(htmlOf(file))).toEqual(linesOf(translated));
  });
});

test('figures of a section that share a flow share its time', async () => {
  onTestFinished(async () => void (await closeAll()));
  const { page } = await open('index.html');
  const times = (selector: string): Promise<number[]> => page.locator(selector).evaluateAll((all) => all.map((figure) => (figure as FmField).currentTime));
  await page.locator('#field').scrollIntoViewIfNeeded();
  await page.locator('#field input').focus();
  await page.keyboard.press('End');
  await expect.poll(() => times('#field, [from="#field"]')).toEqual([1, 1, 1]);
  expect(await times('#cloud, [from="#cloud"]')).toEqual([0.7, 0.7, 0.7]);
});

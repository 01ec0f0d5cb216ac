import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/npm.mjs';
import { useBrowser } from './browser.ts';

const tools = useBrowser();
const LATE_MS = 1000;

/** What the README gives authors for the time before the script has come. */
const README = readFileSync(`${ROOT}README.md`, 'utf8');
const EARLY_STYLES = /```css\n([^`]*:not\(:defined\)[^`]*)```/.exec(README)?.[1] ?? '';

const FIGURES = {
  trainer: '<fm-trainer target="moons"></fm-trainer>',
  field: '<fm-field target="moons" t="0.5"></fm-field>',
  still: '<fm-field target="moons" t="0.5"><img src="data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 width=%22900%22 height=%22900%22/>" alt=""></fm-field>',
  sampler: '<fm-sampler target="moons"></fm-sampler>',
  data: '<fm-sampler src="article/penguins.csv" columns="bill_length_mm,bill_depth_mm"></fm-sampler>',
};

async function open(width: number, html: string): Promise<Page> {
  const page = await tools.browser.newPage({ viewport: { width, height: 800 } });
  const address = new URL('/examples/layout.html', tools.served.url).href;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await page.addInitScript(() => {
    const shifts: number[] = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });
    Object.assign(globalThis, { shifts });
  });
  return page.goto(address).then(() => page);
}

const shift = (page: Page): Promise<number> => page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0));
const allDrawn = (page: Page) => page.waitForFunction(() => [...document.querySelectorAll('fm-field, fm-sampler, fm-trainer')].every((figure) => ((figure as Element & { toSvg?(): string | undefined }).toSvg?.()?.length ?? 0) > 1000));

for (const width of [390, 1000]) {
  test.each(Object.entries(FIGURES))(`nothing below a figure moves when its script comes late, ${width} px wide: %s`, async (_, figure) => {
    const page = await open(width, `<!doctype html><html lang="en"><title>Late</title><style>body { font: 16px/1.6 serif; margin: 8px auto; max-width: 600px } ${EARLY_STYLES}</style>
      <p>Above.</p>${figure}<p>${'Below. '.repeat(60)}</p></html>`);
    await page.waitForFunction((late) => performance.now() > late, LATE_MS);
    const before = await page.locator('p').nth(1).evaluate((p) => p.getBoundingClientRect().top);
    await page.addScriptTag({ type: 'module', url: '/dist/fm-elements.js' });
    await allDrawn(page);
    expect(before).toBeGreaterThan(200);
    expect(await shift(page)).toBeLessThanOrEqual(0.01);
    await page.close();
  });
}

test('a trainer in a box of a slide keeps all of its parts in there, and its picture gives way', async () => {
  const page = await open(1000, `<!doctype html><html lang="en"><title>Slide</title><style>.slide { width: 960px; height: 540px; font-size: 28px }</style>
    <div class="slide"><fm-trainer target="moons" controls="full" style="height: 100%"></fm-trainer></div><div class="slide"><fm-trainer target="moons" style="max-height: 540px"></fm-trainer></div>
    <script type="module" src="/dist/fm-elements.js"></script></html>`);
  await allDrawn(page);
  const found = await page.locator('fm-trainer').evaluateAll((all) => all.map((trainer) => {
    const box = (trainer.parentElement!).getBoundingClientRect();
    const parts = [...trainer.shadowRoot!.querySelectorAll('.surface, button, .numbers, .quality')].map((part) => part.getBoundingClientRect());
    return { over: Math.max(...parts.map(({ bottom }) => bottom - box.bottom)), surface: parts[0].height / box.height, width: parts[0].width };
  }));
  expect(found).toHaveLength(2);
  for (const { over, surface, width } of found) {
    expect(over).toBeLessThanOrEqual(0.5);
    expect(surface).toBeGreaterThan(0.3);
    expect(width).toBe(960);
  }
  await page.close();
});

import { expect, test } from 'vitest';
import type { FmSampler } from '../../components/classes.ts';
import { useBrowser } from './browser.ts';

const PAGE = `<!doctype html><html lang="en"><title>On paper</title>
  <script type="module" src="/dist/fm-elements.js"></script>
  <fm-field target="moons" t="0.5"></fm-field>
  <fm-sampler target="moons" t="0.5" count="200"></fm-sampler>
  <fm-sampler target="torus" t="0.5" count="200"></fm-sampler></html>`;

const tools = useBrowser();

test('on paper every figure is its vector picture, with its text as text, and afterwards it is alive again', async () => {
  const page = await tools.browser.newPage({ viewport: { width: 700, height: 1800 } });
  const address = new URL('/examples/print.html', tools.served.url).href;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await page.goto(address);
  const figures = '*:is(fm-field, fm-sampler)';
  await page.waitForFunction((all) => {
    const elements = [...document.querySelectorAll(all)] as (Element & { toSvg(): string | undefined })[];
    return elements.every((figure) => (figure.toSvg()?.length ?? 0) > 20_000);
  }, figures);
  await page.evaluate((all) => {
    addEventListener('beforeprint', () => {
      const found = [...document.querySelectorAll(all)].map(({ shadowRoot }) => {
        const still = shadowRoot!.querySelector('svg.on-paper');
        const { width } = still?.getBoundingClientRect() ?? { width: 0 };
        return { texts: still?.querySelectorAll('text').length ?? 0, paths: still?.querySelectorAll('path').length ?? 0, width, canvas: getComputedStyle(shadowRoot!.querySelector('canvas')!).display };
      });
      Object.assign(globalThis, { found });
    });
  }, figures);
  const pdf = await page.pdf();
  const found = await page.evaluate(() => (globalThis as unknown as { found: { texts: number; paths: number; width: number; canvas: string }[] }).found);
  expect(found).toHaveLength(3);
  for (const { texts, paths, width, canvas } of found) {
    expect(texts).toBeGreaterThan(2);
    expect(paths).toBeGreaterThan(5);
    expect(width).toBeGreaterThan(300);
    expect(canvas).toBe('none');
  }
  expect(pdf.toString('latin1')).toMatch(/\/Type \/Font/);
  const left = await page.evaluate((all) => [...document.querySelectorAll(all)].map(({ shadowRoot }) => ({
    stills: shadowRoot!.querySelectorAll('.on-paper').length,
    canvas: getComputedStyle(shadowRoot!.querySelector('canvas')!).display,
  })), figures);
  expect(left).toEqual([1, 2, 3].map(() => ({ stills: 0, canvas: 'block' })));
});

test('a whole article that is printed without having been scrolled has all of its figures: those below the fold are computed as well', async () => {
  const page = await tools.browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.addInitScript(() => {
    let ready = 0;
    addEventListener('fm-ready', () => ready++, true);
    Object.assign(globalThis, { readyCount: () => ready });
  });
  await page.goto(tools.served.url);
  const figures = await page.locator('fm-field, fm-sampler, fm-trainer').count();
  await page.waitForFunction((count) => (globalThis as unknown as { readyCount(): number }).readyCount() === count, figures);
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      const missing = [...document.querySelectorAll('fm-field, fm-sampler, fm-trainer')].filter(({ shadowRoot }) => !shadowRoot?.querySelector('svg.on-paper path'));
      Object.assign(globalThis, { missing: missing.map((figure) => figure.outerHTML) });
    });
  });
  await page.pdf();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  expect(await page.evaluate(() => (globalThis as unknown as { missing: string[] }).missing)).toEqual([]);
  await page.close();
});

const TRAINING = `<!doctype html><html lang="en"><title>After a training</title>
  <script type="module" src="/dist/fm-elements.js"></script>
  <fm-trainer id="trained" target="moons" t="0.8" seed="3" hidden-layers="32,32" steps="400"></fm-trainer>
  <div style="height: 4000px"></div>
  <fm-sampler from="#trained" count="200" steps="8"></fm-sampler>
  <fm-field from="#trained" field="learned"></fm-field></html>`;

test('figures that nobody has looked at since a training are printed as they look when one does', async () => {
  const page = await tools.browser.newPage({ viewport: { width: 700, height: 700 } });
  const address = new URL('/examples/print.html', tools.served.url).href;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: TRAINING }));
  await page.goto(address);
  const pictures = () => page.evaluate(() => [...document.querySelectorAll<FmSampler>('fm-sampler, fm-field')].map((figure) => figure.toSvg() ?? ''));
  await expect.poll(async () => (await pictures()).every((svg) => svg.length > 10_000), { timeout: 20_000 }).toBe(true);
  const untrained = await pictures();
  await page.getByRole('button', { name: 'Train' }).click();
  await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
  await expect.poll(async () => (await pictures()).every((svg, i) => svg !== untrained[i]), { timeout: 20_000 }).toBe(true);
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      const found = [...document.querySelectorAll('fm-sampler, fm-field')].map(({ shadowRoot }) => [...shadowRoot!.querySelectorAll('svg.on-paper path')].map((path) => path.getAttribute('d')));
      Object.assign(globalThis, { found });
    });
  });
  await page.pdf();
  expect(await page.evaluate(() => scrollY)).toBe(0);
  const printed = await page.evaluate(() => (globalThis as unknown as { found: string[][] }).found);
  for (const [i, paths] of printed.entries()) {
    const figure = page.locator('fm-sampler, fm-field').nth(i);
    await figure.scrollIntoViewIfNeeded();
    await expect.poll(() => figure.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0)), { timeout: 20_000 }).toBe(true);
    const svg = await figure.evaluate((element) => (element as FmSampler).toSvg()!);
    const seen = [...svg.matchAll(/<path[^>]* d="([^"]*)"/g)].map(([, d]) => d);
    expect(paths.length).toBeGreaterThan(5);
    expect(paths).toEqual(seen);
  }
  await page.close();
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useBrowser } from './browser.ts';

const tools = useBrowser();

async function open(body: string, options: { forcedColors?: 'active' } = {}): Promise<Page> {
  const page = await tools.browser.newPage({ viewport: { width: 700, height: 900 }, ...options });
  const address = new URL('/examples/manners.html', tools.served.url).href;
  await page.route(address, (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><html lang="en"><title>Manners</title><script type="module" src="/dist/fm-elements.js"></script>${body}</html>`,
  }));
  await page.goto(address);
  await page.waitForFunction(() => [...document.querySelectorAll('fm-field, fm-sampler, fm-trainer')].every((figure) => ((figure as Element & { toSvg?(): string | undefined }).toSvg?.()?.length ?? 0) > 1000));
  return page;
}

test('where the reader has forced colours, sliders are seen, and figures have the system’s colours with roles apart', async () => {
  const page = await open('<fm-field target="moons" t="0"></fm-field><fm-trainer target="moons" steps="20" autostart></fm-trainer>', { forcedColors: 'active' });
  await page.locator('fm-trainer input').waitFor();
  for (const row of [page.locator('fm-field .timeline'), page.locator('fm-trainer .training')]) {
    const shown = await row.screenshot();
    await row.locator('input').evaluate((input) => ((input as HTMLElement).style.visibility = 'hidden'));
    expect(shown.equals(await row.screenshot())).toBe(false);
  }
  const [found, system] = await page.evaluate(() => {
    const svg = (document.querySelector('fm-field') as Element & { toSvg(): string }).toSvg();
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.forcedColorAdjust = 'none';
    const system = ['CanvasText', 'LinkText'].map((name) => {
      probe.style.color = name;
      const parts = getComputedStyle(probe).color.match(/\d+/g)!.slice(0, 3);
      return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
    });
    return [new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement.outerHTML, system];
  });
  // Arrows in the colour of text, the cloud of the source in that of links.
  for (const color of system) expect(found).toContain(`"${color}"`);
  expect(new Set(system).size).toBe(2);
  await page.close();
});

test('a key that a control answers to is not the page’s as well; all other keys are', async () => {
  const page = await open('<fm-sampler target="moons" count="1"></fm-sampler><fm-trainer target="moons" steps="20" autostart></fm-trainer>');
  await page.locator('fm-trainer input').waitFor();
  await page.evaluate(() => {
    const heard: string[] = [];
    document.addEventListener('keydown', ({ key }) => heard.push(key));
    Object.assign(globalThis, { heard });
  });
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.splice(0));
  const time = () => page.locator('fm-sampler').evaluate((figure) => (figure as HTMLElement & { currentTime: number }).currentTime);
  const slider = page.locator('fm-sampler input');
  await slider.focus();
  for (const key of ['ArrowRight', 'ArrowUp', 'Shift+ArrowRight', 'PageUp', 'Home', 'End', 'ArrowLeft', 'PageDown']) await page.keyboard.press(key);
  expect(await time()).toBeLessThan(1);
  expect(await time()).toBeGreaterThan(0);
  expect((await heard()).filter((key) => key !== 'Shift')).toEqual([]);
  await page.keyboard.press(' ');
  await page.keyboard.press(' ');
  await page.keyboard.press('n');
  await page.keyboard.press('Escape');
  expect(await heard()).toEqual(['n', 'Escape']);
  await page.locator('fm-trainer input').focus();
  for (const key of ['ArrowLeft', 'Home', 'End']) await page.keyboard.press(key);
  for (const place of ['fm-sampler canvas', 'fm-sampler button']) {
    await page.locator(place).focus();
    await page.keyboard.press(' ');
    await page.keyboard.press(' ');
  }
  expect(await heard()).toEqual([]);
  await page.close();
});

test('one point is a point', async () => {
  const page = await open('<fm-sampler target="moons" count="1" steps="1"></fm-sampler><fm-trainer steps="1"></fm-trainer>');
  expect(await page.locator('fm-sampler canvas').getAttribute('aria-label')).toMatch(/\b1 point carried .* by 1 step of/);
  expect(await page.locator('fm-trainer .numbers').textContent()).toMatch(/\b1 step,/);
  await page.close();
});

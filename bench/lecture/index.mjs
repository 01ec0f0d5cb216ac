/** The lecture in headless Chromium: its memory, and what blocks it while a reader scrolls: a table in Markdown. */
import { cpus } from 'node:os';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { serveArticle } from '../../scripts/serve.mjs';

/** A notch of a mouse's wheel, and the time between two of a reader in a hurry. */
const WHEEL = { px: 120, everyMs: 60 };
/** So long figures that have come into sight go on computing. */
const REST_MS = 15_000;
const SIZE = { width: 1100, height: 900 };
const GOAL = { memoryMb: 250, blockedMs: 50 };

/** Notes tasks of more than 50 ms; runs in the page before its own scripts. */
export function watch() {
  /** @type {number[]} */
  const tasks = [];
  Object.assign(globalThis, { tasks });
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask', buffered: true });
}

/** @type {(page: import('playwright-core').Page) => Promise<number[]>} */
export const takeTasks = (page) => page.evaluate(() => /** @type {{ tasks: number[] }} */ (/** @type {unknown} */ (globalThis)).tasks.splice(0));

/** Memory that is a process's own, in MB; Linux alone tells it. @param {number} pid */
function privateMb(pid) {
  const parts = [...readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+: +(\d+) kB$/gm)];
  return parts.reduce((sum, [, kb]) => sum + Number(kb), 0) / 1000;
}

/** Of the pages' own processes, workers included: the largest. @param {import('playwright-core').Browser} browser */
export async function rendererMb(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateMb(id)));
}

/** From the top to the bottom, notch by notch. @param {import('playwright-core').Page} page */
async function scroll(page) {
  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.move(SIZE.width - 10, SIZE.height / 2);
  await takeTasks(page);
  for (;;) {
    const before = await page.evaluate(() => scrollY);
    await page.mouse.wheel(0, WHEEL.px);
    await page.waitForTimeout(WHEEL.everyMs);
    if (await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 1) && (await page.evaluate(() => scrollY)) === before) break;
  }
  return takeTasks(page);
}

/** @type {(tasks: number[]) => string} */
const told = (tasks) => (tasks.length === 0 ? 'none' : `${tasks.length}, the longest ${Math.max(...tasks).toFixed(0)} ms`);

export async function run() {
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
  const served = await serveArticle({ port: 0, cdnPort: 0 });
  try {
    const page = await browser.newPage({ viewport: SIZE });
    await page.addInitScript(watch);
    await page.goto(new URL('nothing', served.lectureUrl).href);
    const empty = await rendererMb(browser);
    await page.goto(served.lectureUrl);
    await page.waitForLoadState('networkidle');
    const opening = await takeTasks(page);
    const first = await scroll(page);
    await page.waitForTimeout(REST_MS);
    const seen = await rendererMb(browser);
    const again = await scroll(page);
    await page.waitForTimeout(REST_MS);
    const after = await rendererMb(browser);
    console.log(`${cpus().length} x ${cpus()[0].model}, ${process.platform}; Chromium ${browser.version()} (headless), ${SIZE.width} x ${SIZE.height} px\n`);
    console.log('| the lecture | measured | goal |\n|---|--:|--:|');
    console.log(`| memory of the page's process when every figure has been seen (an empty page: ${empty.toFixed(0)} MB) | ${seen.toFixed(0)} MB | under ${GOAL.memoryMb} MB |`);
    console.log(`| the same after it was scrolled through once more | ${after.toFixed(0)} MB | under ${GOAL.memoryMb} MB |`);
    console.log(`| tasks over ${GOAL.blockedMs} ms on its main thread, while it opens | ${told(opening)} | - |`);
    console.log(`| the same while it is scrolled for the first time | ${told(first)} | none |`);
    console.log(`| the same for the second time | ${told(again)} | none |`);
  } finally {
    await browser.close();
    await served.close();
  }
}

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { FmField } from '../../components/classes.ts';
import { FIGURES } from './said.ts';

/** A reader who gets lost ends here. */
const MOST_STOPS = 400;
const PATIENCE = { timeout: 60_000 };

/** What has the focus: in which figure of the page it is, and what it is there. */
interface Stop {
  readonly figure: number;
  readonly role: 'link' | 'summary' | 'button' | 'slider' | 'picture' | 'none';
  readonly name: string;
}

const stopOf = (page: Page): Promise<Stop> => page.evaluate((figures) => {
  const outer = document.activeElement;
  const inner = outer?.shadowRoot?.activeElement ?? outer;
  const roles: Record<string, Stop['role'] | undefined> = { A: 'link', SUMMARY: 'summary', BUTTON: 'button', INPUT: 'slider', CANVAS: 'picture' };
  const role = roles[inner?.tagName ?? ''] ?? 'none';
  return { figure: [...document.querySelectorAll(figures)].indexOf(outer!), role, name: inner?.getAttribute('aria-label') ?? inner?.textContent ?? '' };
}, FIGURES);

export interface WalkedFigure {
  isNamed: boolean;
  isDrawn: boolean;
  hasProblem: boolean;
  /** Its slider moves its time. */
  slides: boolean;
  /** A picture that can be reached answers the arrow keys, or is silent; others cannot be reached. */
  turnsOrPoints: 'answers' | 'silent' | 'is looked at';
}

export interface Walk {
  readonly figures: readonly WalkedFigure[];
  readonly links: number;
  /** So many of what can be opened were. */
  readonly answers: number;
}

/** Tab from the top of the page to its end, and at each stop the keys that it answers. */
export async function lectureWalk(page: Page): Promise<Walk> {
  const count = await page.locator(FIGURES).count();
  const figures = Array.from({ length: count }, (): WalkedFigure => ({ isNamed: false, isDrawn: false, hasProblem: true, slides: false, turnsOrPoints: 'is looked at' }));
  let links = 0;
  let answers = 0;
  for (let stops = 0; ; stops++) {
    expect(stops).toBeLessThan(MOST_STOPS);
    await page.keyboard.press('Tab');
    const { figure, role, name } = await stopOf(page);
    if (role === 'none') return { figures, links, answers };
    expect(name.trim()).not.toBe('');
    if (role === 'link') links++;
    if (role === 'summary') answers += await opens(page);
    if (figure < 0) continue;
    const seen = figures[figure];
    if (!seen.isDrawn) Object.assign(seen, await arrive(page, figure));
    // Another slider than that of time may stand beside it.
    if (role === 'slider') seen.slides = (await slides(page, figure)) || seen.slides;
    if (role === 'picture' && seen.turnsOrPoints !== 'silent') seen.turnsOrPoints = (await answersArrows(page, figure)) ? 'answers' : 'silent';
  }
}

async function opens(page: Page): Promise<number> {
  await page.keyboard.press('Enter');
  return page.evaluate(() => Number((document.activeElement!.parentElement as HTMLDetailsElement).open));
}

const inFigure = <T>(page: Page, index: number, inPage: (figure: FmField) => T): Promise<T> => page.locator(FIGURES).nth(index).evaluate(inPage as never);

/** Until something is painted of the figure, which is in sight. A copy is read: the browser notes on the console when a canvas itself is. */
export const untilDrawn = (page: Page, index: number): Promise<void> => expect.poll(() => inFigure(page, index, ({ shadowRoot }) => [...shadowRoot!.querySelectorAll('canvas')].some((canvas) => {
  const { width, height } = canvas;
  if (width === 0 || height === 0) return false;
  const copy = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  copy.drawImage(canvas, 0, 0);
  return copy.getImageData(0, 0, width, height).data.some((value) => value > 0);
})), { ...PATIENCE, message: `figure ${index} is not drawn` }).toBe(true);

async function arrive(page: Page, index: number): Promise<Partial<WalkedFigure>> {
  await untilDrawn(page, index);
  return inFigure(page, index, ({ shadowRoot }) => ({
    isDrawn: true,
    hasProblem: shadowRoot!.querySelector('[role=alert]') !== null,
    isNamed: [...shadowRoot!.querySelectorAll('canvas')].filter((canvas) => canvas.checkVisibility()).every((canvas) => (canvas.getAttribute('aria-label') ?? '').length > 10),
  }));
}

async function slides(page: Page, index: number): Promise<boolean> {
  const time = (): Promise<number> => inFigure(page, index, ({ currentTime }) => currentTime);
  const before = await time();
  const [there, back] = before < 0.5 ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
  await page.keyboard.press(there);
  const between = await time();
  await page.keyboard.press(back);
  return Math.abs(Math.abs(between - before) - 0.01) < 1e-9 && Math.abs((await time()) - before) < 1e-9;
}

/** Whether the picture, or what is told of it, becomes another: up goes the cross or the box, or the figure turns. */
async function answersArrows(page: Page, index: number): Promise<boolean> {
  const shown = (): Promise<string> => inFigure(page, index, (figure) => `${figure.toSvg() ?? ''}${figure.shadowRoot!.querySelector('[part=reading]')?.textContent ?? ''}`);
  await expect.poll(async () => (await shown()).length, PATIENCE).toBeGreaterThan(1000);
  const before = await shown();
  await page.keyboard.press('ArrowUp');
  try {
    await expect.poll(async () => (await shown()) !== before, PATIENCE).toBe(true);
  } catch {
    return false;
  }
  return true;
}

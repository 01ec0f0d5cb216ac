import type { Page } from 'playwright-core';
import { readPng, type Pixels } from './palette.ts';

/** A page that was given no rest for so long still moves. */
const PATIENCE_MS = 30_000;
const BETWEEN_MS = 80;
/** So long figures rest that are done, and so long those that may still wait for a worker: how well a guided flow fits takes seconds on a busy machine. */
const REST_MS = { done: 300, undecided: 8000 };

/** What was seen, as the browser gave it and by its pixels. */
export interface Picture {
  readonly png: Uint8Array;
  readonly pixels: Pixels;
}

/**
 * Waits until the figures of a page have painted what there is to paint.
 *
 * @param isDone  whether a picture can be the last one; others are given longer to change
 * @returns what a reader sees of the story: canvases, formulas over them, controls and notes
 */
export async function pictureAtRest(page: Page, isDone: (pixels: Pixels) => boolean): Promise<Picture> {
  const story = page.locator('#storybook-root');
  const look = (png: Uint8Array): { readonly pixels: Pixels; readonly isDone: boolean } => {
    const pixels = readPng(png);
    return { pixels, isDone: isDone(pixels) };
  };
  let [last, since] = [await story.screenshot(), performance.now()];
  let known = look(last);
  for (const patience = AbortSignal.timeout(PATIENCE_MS); ; ) {
    patience.throwIfAborted();
    await page.waitForTimeout(BETWEEN_MS);
    const seen = await story.screenshot();
    if (!seen.equals(last)) {
      const now = look(seen);
      // Of what is done edges alone differ: the browser paints them one way and the other, also of a page that stands still.
      if (!now.isDone || !known.isDone) since = performance.now();
      [last, known] = [seen, now];
    }
    if (performance.now() - since > (known.isDone ? REST_MS.done : REST_MS.undecided)) return { png: seen, pixels: known.pixels };
  }
}

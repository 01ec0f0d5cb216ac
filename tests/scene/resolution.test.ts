import { describe, expect, test, vi } from 'vitest';
import { Resolution } from '../../src/scene/stage/resolution.ts';

interface Figure {
  readonly resolution: Resolution;
  readonly rest: ReturnType<typeof vi.fn>;
  /** Paints so many pictures, so far apart. @returns the parts of the screen's resolution they were painted at */
  paint(count: number, apartMs: number, fromMs?: number, tookMs?: number): number[];
}

/** A figure in a browser that takes so long for each picture before it gives the next frame; as long as they are apart, when nothing is said. */
function createFigure(): Figure {
  const rest = vi.fn();
  const waiting: ((nowMs: number) => void)[] = [];
  const resolution = new Resolution(rest, (callback) => waiting.push(callback));
  const paint: Figure['paint'] = (count, apartMs, fromMs = 0, tookMs = apartMs) =>
    Array.from({ length: count }, (_, i) => {
      const part = resolution.next(fromMs + i * apartMs);
      for (const callback of waiting.splice(0)) callback(fromMs + i * apartMs + tookMs);
      return part;
    });
  return { resolution, rest, paint };
}

describe('the resolution of a figure', () => {
  test('stays that of the screen while pictures follow one another fast enough', () => {
    expect(new Set(createFigure().paint(200, 33))).toEqual(new Set([1]));
  });

  test('stays that of the screen for pictures that come one by one', () => {
    expect(new Set(createFigure().paint(50, 400, 0, 16))).toEqual(new Set([1]));
    expect(new Set(createFigure().paint(50, 400, 0, 120))).toEqual(new Set([1]));
  });

  test.each([80, 160, 300, 900])('falls step by step while a movement is slow, to a limit, and never rises within it: frames of %i ms', (frameMs) => {
    const { resolution, paint } = createFigure();
    const parts = paint(60, frameMs);
    expect(parts.slice(0, 6)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(parts[10]).toBe(0.75);
    expect(parts.at(-1)).toBe(0.4);
    expect([...parts].sort((a, b) => b - a)).toEqual(parts);
    expect(paint(30, 16, 60 * frameMs).every((part) => part === 0.4)).toBe(true);
    resolution.stop();
  });

  test('is not judged by a page that was hidden', () => {
    const { resolution, paint } = createFigure();
    paint(3, 16);
    paint(1, 60_000, 48);
    expect(new Set(paint(20, 16, 60_100))).toEqual(new Set([1]));
    resolution.stop();
  });

  test('is full again in the next picture after a pause, which is asked for', async () => {
    const { resolution, rest, paint } = createFigure();
    paint(20, 80);
    await vi.waitFor(() => expect(rest).toHaveBeenCalledOnce());
    expect(resolution.next(20 * 80 + 200)).toBe(1);
  });

  test('tries one step finer in the next movement', () => {
    const { resolution, paint } = createFigure();
    const slow = paint(16, 80).at(-1);
    const [alone, moving] = paint(2, 16, 3000);
    expect([alone, moving]).toEqual([1, slow / 0.75]);
    resolution.stop();
  });

  test('is nothing that a figure asks for after it is gone', async () => {
    const gone = createFigure();
    gone.paint(20, 80);
    gone.resolution.stop();
    const other = createFigure();
    other.paint(20, 80);
    await vi.waitFor(() => expect(other.rest).toHaveBeenCalledOnce());
    expect(gone.rest).not.toHaveBeenCalled();
  });
});

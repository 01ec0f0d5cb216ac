import { describe, expect, test, vi } from 'vitest';
import { Resolution } from '../../src/scene/stage/resolution.ts';

/** Paints so many pictures, so far apart. @returns the parts of the screen's resolution they were painted at */
function paint(resolution: Resolution, count: number, apartMs: number, fromMs = 0): number[] {
  return Array.from({ length: count }, (_, i) => resolution.next(fromMs + i * apartMs));
}

describe('the resolution of a figure', () => {
  test('stays that of the screen while pictures follow one another fast enough', () => {
    expect(new Set(paint(new Resolution(() => undefined), 200, 33))).toEqual(new Set([1]));
  });

  test('stays that of the screen for pictures that come one by one', () => {
    expect(new Set(paint(new Resolution(() => undefined), 50, 400))).toEqual(new Set([1]));
  });

  test('falls step by step while a movement is slow, to a limit, and never rises within it', () => {
    const resolution = new Resolution(() => undefined);
    const parts = paint(resolution, 60, 80);
    expect(parts.slice(0, 6)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(parts[10]).toBe(0.75);
    expect(parts.at(-1)).toBe(0.4);
    expect([...parts].sort((a, b) => b - a)).toEqual(parts);
    expect(paint(resolution, 30, 16, 60 * 80).every((part) => part === 0.4)).toBe(true);
    resolution.stop();
  });

  test('is full again in the next picture after a pause, which is asked for', async () => {
    const rest = vi.fn();
    const resolution = new Resolution(rest);
    paint(resolution, 20, 80);
    await vi.waitFor(() => expect(rest).toHaveBeenCalledOnce());
    expect(resolution.next(20 * 80 + 200)).toBe(1);
  });

  test('tries one step finer in the next movement', () => {
    const resolution = new Resolution(() => undefined);
    const slow = paint(resolution, 16, 80).at(-1);
    const [alone, moving] = paint(resolution, 2, 16, 3000);
    expect([alone, moving]).toEqual([1, slow / 0.75]);
    resolution.stop();
  });

  test('is nothing that a figure asks for after it is gone', async () => {
    const rest = vi.fn();
    const resolution = new Resolution(rest);
    paint(resolution, 20, 80);
    resolution.stop();
    const other = vi.fn();
    paint(new Resolution(other), 20, 80);
    await vi.waitFor(() => expect(other).toHaveBeenCalledOnce());
    expect(rest).not.toHaveBeenCalled();
  });
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cancelPaint, requestPaint, type Painter } from '../../src/scene/stage/scheduler.ts';

/** Time goes on by what paintings are said to take. */
let now = 0;
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => now));
afterEach(() => void vi.restoreAllMocks());

/** A window whose frames come when the test says so. */
function createWindow(): { readonly view: Window; readonly frame: () => boolean } {
  let next: FrameRequestCallback | undefined;
  const view = {
    document: { hidden: false, addEventListener: () => undefined },
    requestAnimationFrame: (callback: FrameRequestCallback) => ((next = callback), 1),
    cancelAnimationFrame: () => (next = undefined),
  } as unknown as Window;
  const frame = (): boolean => {
    const callback = next;
    next = undefined;
    callback?.(0);
    return callback !== undefined;
  };
  return { view, frame };
}

const painterOf = (view: Window, name: string, ms: number, painted: string[], again = false): Painter => ({
  view,
  paint: () => {
    painted.push(name);
    now += ms;
    return again;
  },
});

test('what a frame has no time for is painted in the next one, before what moves', () => {
  const { view, frame } = createWindow();
  const painted: string[] = [];
  for (const name of ['a', 'b', 'c', 'd']) requestPaint(painterOf(view, name, 15, painted, name === 'a'));
  frame();
  expect(painted).toEqual(['a', 'b']);
  frame();
  expect(painted).toEqual(['a', 'b', 'c', 'd']);
  frame();
  expect(painted).toEqual(['a', 'b', 'c', 'd', 'a']);
});

test('quick figures are painted in one frame, and no other is asked for', () => {
  const { view, frame } = createWindow();
  const painted: string[] = [];
  for (const name of ['a', 'b', 'c', 'd']) requestPaint(painterOf(view, name, 0, painted));
  frame();
  expect(painted).toEqual(['a', 'b', 'c', 'd']);
  expect(frame()).toBe(false);
});

test('one that goes away while another is painted is not painted', () => {
  const { view, frame } = createWindow();
  const painted: string[] = [];
  const gone = painterOf(view, 'gone', 0, painted);
  requestPaint({ view, paint: () => (cancelPaint(gone), false) });
  requestPaint(gone);
  frame();
  expect(painted).toEqual([]);
  expect(frame()).toBe(false);
});

import { TestScheduler } from 'rxjs/testing';
import { interval, map } from 'rxjs';
import { expect, test } from 'vitest';
import { createClock, DURATION_S } from '../../src/streams/index.ts';

const run = (body: (helpers: Parameters<Parameters<TestScheduler['run']>[0]>[0]) => void): void =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(body);
const frames = (everyMs: number) => interval(everyMs).pipe(map((n) => n * everyMs));

test('playing carries the time from 0 to 1 in the stated duration and stops there', () => {
  run(({ flush }) => {
    const clock = createClock(frames(100));
    const times: number[] = [];
    clock.time$.subscribe((t) => times.push(t));
    clock.play();
    expect(clock.playing).toBe(true);
    flush();
    expect(times[0]).toBe(0);
    expect(times.at(-1)).toBe(1);
    expect(times.length).toBe(DURATION_S * 10 + 1);
    expect(clock.playing).toBe(false);
  });
});

test('a clock at its end plays from the start', () => {
  const clock = createClock();
  clock.seek(1);
  clock.play();
  expect(clock.time).toBe(0);
});

test('backward it runs from 1 to 0 and stops there, from wherever it stands, and turns while it runs', () => {
  run(({ flush }) => {
    const clock = createClock(frames(100));
    const times: number[] = [];
    clock.time$.subscribe((t) => times.push(t));
    clock.isBackward = true;
    clock.play();
    expect(clock.time).toBe(1);
    flush();
    expect(times.slice(0, 2)).toEqual([0, 1]);
    expect(times.at(-1)).toBe(0);
    expect(times.length).toBe(DURATION_S * 10 + 2);
    expect(clock.playing).toBe(false);
    clock.seek(0.5);
    clock.play();
    clock.isBackward = false;
    expect(clock.time).toBe(0.5);
    flush();
    expect(times.at(-1)).toBe(1);
  });
});

test('seeking clamps, and ignores what is not a number', () => {
  const clock = createClock();
  clock.seek(0.25);
  clock.seek(NaN);
  expect(clock.time).toBe(0.25);
  clock.seek(7);
  expect(clock.time).toBe(1);
  clock.seek(-1);
  expect(clock.time).toBe(0);
});

test('a clock that nobody watches asks for no frames', () => {
  run(({ cold, expectSubscriptions }) => {
    const frames$ = cold('a-b-c-d', { a: 0, b: 10, c: 20, d: 30 });
    const clock = createClock(frames$);
    clock.play();
    const early = clock.time$.subscribe();
    early.unsubscribe();
    expectSubscriptions(frames$.subscriptions).toBe('(^!)');
  });
});

test('a long gap between frames does not make the time jump', () => {
  run(({ cold, flush }) => {
    const clock = createClock(cold('a-b', { a: 0, b: 60_000 }));
    let t = 0;
    clock.time$.subscribe((now) => (t = now));
    clock.play();
    flush();
    expect(t).toBeCloseTo(0.1 / DURATION_S, 12);
  });
});

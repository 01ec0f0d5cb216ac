import { Subject } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { SharedScale } from '../../components/compare/arrow-scale.ts';

interface Member {
  readonly answer$: Subject<number>;
  readonly told: (readonly [number, number])[];
  leave(): void;
}

/** One whose answers are their own speeds. */
function join(scale: SharedScale, kind = 'velocity'): Member {
  const answer$ = new Subject<number>();
  const told: (readonly [number, number])[] = [];
  const subscription = scale.scaled(kind, answer$, (speed) => speed).subscribe((pair) => told.push(pair));
  return { answer$, told, leave: () => subscription.unsubscribe() };
}

describe('variants of a comparison', () => {
  test('have the scale of the fastest of them, from the first picture of each on', () => {
    const scale = new SharedScale();
    const [slow, fast] = [join(scale), join(scale)];
    slow.answer$.next(2);
    expect(slow.told.at(-1)).toEqual([2, 2]);
    fast.answer$.next(5);
    expect([slow.told.at(-1), fast.told.at(-1)]).toEqual([[2, 5], [5, 5]]);
    fast.answer$.next(1);
    expect([slow.told.at(-1), fast.told.at(-1)]).toEqual([[2, 2], [1, 2]]);
  });

  test('are told nothing anew while the fastest stays as fast', () => {
    const scale = new SharedScale();
    const [slow, fast] = [join(scale), join(scale)];
    fast.answer$.next(5);
    slow.answer$.next(2);
    const before = fast.told.length;
    slow.answer$.next(3);
    fast.leave();
    slow.answer$.next(2);
    expect([fast.told.length, slow.told.at(-1)]).toEqual([before, [2, 2]]);
  });

  test('are slower again when the fastest has left, and other kinds of arrows have scales of their own', () => {
    const scale = new SharedScale();
    const [slow, fast, score] = [join(scale), join(scale), join(scale, 'score')];
    slow.answer$.next(2);
    fast.answer$.next(5);
    score.answer$.next(80);
    expect(slow.told.at(-1)).toEqual([2, 5]);
    fast.leave();
    expect([slow.told.at(-1), score.told.at(-1)]).toEqual([[2, 2], [80, 80]]);
  });
});

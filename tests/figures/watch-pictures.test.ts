import { BehaviorSubject, NEVER, defer, of, throwError, type Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, test } from 'vitest';
import type { Problem } from '../../components/shared/problem.ts';
import { askedAgain, watchPictures } from '../../components/shared/watch-pictures.ts';
import type { Scene } from '../../src/scene/index.ts';
import { createFlow, ParameterError } from '../../src/streams/index.ts';

const lost = Object.assign(new Error('The worker no longer answers.'), { code: 'worker-crash' });
const broken = Object.assign(new Error('The task broke.'), { code: 'worker-task' });
const scene = {} as Scene;

/** A figure whose pictures are these, one stream for each time that they are asked for, the last again and again. */
function createFigure(...answers: Observable<Scene>[]) {
  const said: string[] = [];
  const seen$ = new BehaviorSubject(true);
  const flow = createFlow({ target: 'moons' });
  const state = { asked: 0, drawn: 0, said, seen$, flow };
  const pictures = () => defer(() => answers[Math.min(state.asked++, answers.length - 1)]);
  const problems = {
    report: ({ code }: Problem) => void said.push(code),
    clear: (code: Problem['code']) => void (code === 'worker' && said.push('')),
    withdraw: () => void said.push(''),
  };
  const watching = watchPictures({ flow, seen$, problem$: of(undefined), pictures }, problems, () => state.drawn++);
  return Object.assign(state, { watching });
}

/** Runs on a clock of its own; `at` does something on it, in ms. */
function onClock(run: (at: (ms: number, act: () => void) => void) => void): void {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(({ cold, flush }) => {
    run((ms, act) => void cold(`${ms}ms a`).subscribe(act));
    flush();
  });
}

const failing = throwError(() => lost);

test('a picture over which a worker was lost is asked for again by itself, and drawn when another worker answers', () => {
  onClock((at) => {
    const figure = createFigure(failing, of(scene));
    expect(figure).toMatchObject({ asked: 1, drawn: 0, said: ['worker'] });
    at(4900, () => expect(figure.asked).toBe(1));
    at(5100, () => expect(figure).toMatchObject({ asked: 2, drawn: 1, said: ['worker', ''] }));
    at(60_000, () => figure.watching.unsubscribe());
  });
});

test('it is asked for sooner when the reader comes back to the figure', () => {
  onClock((at) => {
    const figure = createFigure(failing, of(scene));
    at(1000, () => figure.seen$.next(false));
    at(2000, () => expect(figure.asked).toBe(1));
    at(2100, () => figure.seen$.next(true));
    at(2200, () => expect(figure).toMatchObject({ asked: 2, drawn: 1 }));
    at(60_000, () => figure.watching.unsubscribe());
  });
});

test('workers that are lost again and again are asked four times in all, and anew when a parameter has changed', () => {
  onClock((at) => {
    const figure = createFigure(failing);
    at(100_000, () => expect(figure.asked).toBe(4));
    at(100_100, () => (figure.seen$.next(false), figure.seen$.next(true)));
    at(100_200, () => expect(figure.asked).toBe(4));
    at(100_300, () => figure.flow.set({ seed: 5 }));
    at(100_400, () => expect(figure.asked).toBe(5));
    at(200_000, () => expect(figure.asked).toBe(8));
    at(200_100, () => figure.watching.unsubscribe());
  });
});

test('what is refused, or breaks in a worker that goes on, waits for a change of parameters', () => {
  for (const error of [new ParameterError('count', { key: 'noPoints' }), broken]) {
    onClock((at) => {
      const figure = createFigure(throwError(() => error), NEVER);
      at(60_000, () => expect(figure.asked).toBe(1));
      at(60_100, () => figure.flow.set({ seed: 5 }));
      at(60_200, () => expect(figure.asked).toBe(2));
      at(60_300, () => figure.watching.unsubscribe());
    });
  }
});

test('code that could not be had is asked for again after a while, or when the reader comes back, four times in all', () => {
  onClock((at) => {
    const seen$ = new BehaviorSubject(true);
    const state = { asked: 0, said: 0 };
    const code$ = defer(() => (state.asked++, throwError(() => new Error('500'))));
    const asking = askedAgain(code$, seen$, () => state.said++).subscribe();
    at(1000, () => expect(state).toEqual({ asked: 1, said: 1 }));
    at(2000, () => (seen$.next(false), seen$.next(true)));
    at(2100, () => expect(state).toEqual({ asked: 2, said: 2 }));
    at(100_000, () => expect(state).toEqual({ asked: 4, said: 4 }));
    at(100_100, () => asking.unsubscribe());
  });
});

test('code that comes at another try is given', () => {
  onClock((at) => {
    const given: string[] = [];
    let asked = 0;
    const code$ = defer(() => (asked++ === 0 ? throwError(() => new Error('500')) : of('code')));
    askedAgain(code$, new BehaviorSubject(true), () => undefined).subscribe((code) => given.push(code));
    at(4900, () => expect(given).toEqual([]));
    at(5100, () => expect(given).toEqual(['code']));
  });
});

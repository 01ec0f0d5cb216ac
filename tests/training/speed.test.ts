import { expect, onTestFinished, test, vi } from 'vitest';
import { createNetwork, gaussianMixture, isotropicMixture } from '../../src/math/index.ts';
import { TrainingRun } from '../../src/training/run.ts';
import { Speed } from '../../src/training/speed.ts';
import { prepare } from './engines.ts';

/** Slices that take 5 steps each and end so many milliseconds after one another. */
function takeSlices(speed: Speed, betweenMs: number, count: number, from = { step: 0, ms: 0 }): { step: number; ms: number } {
  let { step, ms } = from;
  for (let i = 0; i < count; i++) speed.mark((step += 5), (ms += betweenMs));
  return { step, ms };
}

test('a speed is not known by one slice alone, which tells nothing of what the worker does beside', () => {
  const speed = new Speed();
  expect(speed.stepsPerSecond).toBe(0);
  speed.mark(4, 3);
  expect(speed.stepsPerSecond).toBe(0);
});

test.each([8, 100, 500, 3000])('of slices that end %i ms after one another, a speed is by the clock', (betweenMs) => {
  const speed = new Speed();
  takeSlices(speed, betweenMs, 20);
  expect(speed.stepsPerSecond).toBeCloseTo(5000 / betweenMs, 9);
});

test('a speed follows what has changed within about a second', () => {
  const speed = new Speed();
  const slow = takeSlices(speed, 500, 10);
  takeSlices(speed, 10, 110, slow);
  expect(speed.stepsPerSecond).toBeCloseTo(500, 9);
});

test('a rest does not count, however short or often it is told', () => {
  const speed = new Speed();
  let at = { step: 0, ms: 0 };
  for (const restMs of [50, 300, 60_000]) {
    at = takeSlices(speed, 100, 2, at);
    speed.rest(at.ms);
    speed.rest(at.ms + restMs / 2);
    at.ms += restMs;
    speed.goOn(at.ms);
    speed.goOn(at.ms + 1);
  }
  takeSlices(speed, 100, 1, at);
  expect(speed.stepsPerSecond).toBeCloseTo(50, 9);
});

test('the time left of a run is that of the clock where other work is done between its slices, and a pause is none of it', async () => {
  const makeEngine = await prepare('tfjs cpu');
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 1));
  onTestFinished(() => void clock.mockRestore());
  const initial = createNetwork({ dimension: 2, hidden: [4], activation: 'silu', seed: 7 });
  const run = new TrainingRun({ source: gaussianMixture(2), target: isotropicMixture(2, [2, 0, -2, 0], 0.3), initial, firstStep: 0, steps: 2000, batch: 4, learningRate: 1e-2, seed: 7 }, makeEngine);
  onTestFinished(() => run.dispose());
  const takeSteps = (): void => {
    for (let taken = 0; taken < 40;) {
      taken += run.advance();
      now += 600;
    }
  };
  takeSteps();
  const { step, stepsPerSecond, secondsLeft } = run.report();
  expect(stepsPerSecond).toBeGreaterThan(1);
  expect(stepsPerSecond).toBeLessThan(15);
  expect(secondsLeft).toBeCloseTo((2000 - step) / stepsPerSecond, 9);
  run.rest();
  now += 1e7;
  run.advance();
  expect(run.report().stepsPerSecond).toBeGreaterThan(1);
});

import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Mixture } from '../../src/math/index.ts';

/** Values made independently with numpy, scipy and PyTorch in float64; `tests/math/fixtures/`. */
export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

export interface MixtureFixture {
  weights: number[];
  means: number[][];
  covariances: number[][][];
}

export function mixtureOf({ weights, means, covariances }: MixtureFixture): Mixture {
  return {
    dimension: means[0].length,
    weights: Float64Array.from(weights),
    means: Float64Array.from(means.flat()),
    covariances: Float64Array.from(covariances.flat(2)),
  };
}

/** Each number within `tolerance` of the expected one, relative to its size or to 1, whichever is larger. */
export function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  let worst = 0;
  let at = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    if (!(error <= worst)) {
      worst = error;
      at = i;
    }
  }
  expect(worst, `number ${at} is ${actual[at]}, expected ${expected[at]}`).toBeLessThanOrEqual(tolerance);
}

/** Paths of a flow and the log density at their ends, of `flow_endpoints`. */
export interface EndpointCase {
  name: string;
  source: MixtureFixture;
  target: MixtureFixture;
  trajectories: { x0: number[]; path: number[][]; logDensityAt1: number; exactLogDensityAt1: number }[];
}

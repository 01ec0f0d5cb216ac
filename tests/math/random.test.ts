import { expect, test } from 'vitest';
import { createRandom, resumeRandom } from '../../src/math/index.ts';

function draws(seed: number, stream: number | undefined, kind: 'uniform' | 'normal', count = 20000): number[] {
  const random = createRandom(seed, stream);
  return Array.from({ length: count }, () => random[kind]());
}
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const correlation = (a: number[], b: number[]): number => mean(a.map((value, i) => value * b[i])) - mean(a) * mean(b);

test('one seed gives the same numbers on every machine, for ever', () => {
  const random = createRandom(7);
  expect([random.uniform(), random.uniform(), random.uniform()]).toEqual([0.7038804619353887, 0.46004103088942094, 0.2332208250870521]);
});

test('buffers are filled with the very numbers that come one by one, in any order of calls', () => {
  const one = createRandom(5);
  const many = createRandom(5);
  for (const length of [3, 0, 1, 500, 7]) {
    const normals = new Float64Array(length);
    many.fillNormal(normals);
    expect([...normals]).toEqual(Array.from(normals, () => one.normal()));
    const uniforms = new Float64Array(length);
    many.fillUniform(uniforms);
    expect([...uniforms]).toEqual(Array.from(uniforms, () => one.uniform()));
  }
});

test('uniform numbers lie in [0, 1) with the right moments', () => {
  const values = draws(1, 0, 'uniform');
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  // Four standard errors of 20,000 draws.
  expect(Math.abs(mean(values) - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 20000));
  expect(Math.abs(mean(values.map((value) => value ** 2)) - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / 20000));
});

test('normal numbers have the first four moments of N(0, 1)', () => {
  const values = draws(2, 0, 'normal');
  [0, 1, 0, 3].forEach((moment, k) => {
    const variance = [1, 2, 15, 96][k];
    expect(Math.abs(mean(values.map((value) => value ** (k + 1))) - moment)).toBeLessThan(4 * Math.sqrt(variance / 20000));
  });
});

test('neighbouring seeds, streams and delays do not correlate', () => {
  const bound = 4 / Math.sqrt(20000);
  const base = draws(3, 0, 'normal');
  for (const other of [draws(4, 0, 'normal'), draws(3, 1, 'normal'), draws(-3, 0, 'normal'), draws(3.5, 0, 'normal')]) {
    expect(Math.abs(correlation(base, other))).toBeLessThan(bound);
  }
  expect(Math.abs(correlation(base.slice(1), base.slice(0, -1)))).toBeLessThan(bound);
});

test('a seed that is not a number is refused by name', () => {
  expect(() => createRandom(NaN)).toThrow('seed: must be a finite number, not NaN');
});

test('a generator that is resumed goes on with the numbers that would have come', () => {
  for (const before of [0, 1, 127, 128, 129, 1000]) {
    const random = createRandom(11);
    for (let i = 0; i < before; i++) random.uniform();
    if (before % 2 === 1) random.normal();
    const resumed = resumeRandom(structuredClone(random.state()));
    for (let i = 0; i < 700; i++) expect(resumed.normal()).toBe(random.normal());
    expect(resumed.state()).toEqual(random.state());
  }
});

test('what no generator could have left is refused', () => {
  const { words } = createRandom(1).state();
  for (const state of [{ words: new Int32Array(4), read: 0 }, { words, read: -2 }, { words, read: 3 }, { words, read: 258 }, { words: new Int32Array(3), read: 0 }]) {
    expect(() => resumeRandom({ ...state, spare: NaN })).toThrow(/state: must be/);
  }
});

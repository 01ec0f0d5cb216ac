import { describe, expect, test } from 'vitest';
import {
  conditioned, createNetwork, createRandom, divergenceField, gaussianMixture, inOneGo, isotropicMixture, velocityField, type Classes, type MixtureModel, type MlpModel,
} from '../../src/math/index.ts';
import { Batches } from '../../src/training/batches.ts';
import { networkField, SimdEngine } from '../../src/training/simd/index.ts';
import { startTraining } from '../../src/training/run.ts';
import { prepare } from './engines.ts';
import { distance, variants, weightsOf } from './simd/fixtures.ts';

const source = gaussianMixture(2);
/** Left, right and right above. */
const target = isotropicMixture(2, [-2, 0, 2, -1, 2, 1], 0.4);
const classes: Classes = { names: ['left', 'right'], ofComponents: Int32Array.of(0, 1, 1) };
const createModel = (options: Partial<Parameters<typeof createNetwork>[0]> = {}): MlpModel => createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', classes: 2, seed: 3, ...options });
const createBatches = (network: MlpModel, count = 101, coupling?: 'ot'): Batches =>
  new Batches({ source, target, classes: classes.ofComponents, count, random: createRandom(5), network, ...(coupling && { coupling }) });
const points = Float64Array.of(0.3, -0.7, -1.2, 0.4, 2, 1.5);
const valuesOf = (model: MlpModel, t = 0.4): Float64Array => {
  const out = new Float64Array(points.length);
  velocityField(model)(points, t, out);
  return out;
};

describe('a batch for a network that knows classes', () => {
  test('has a 1 at the class of each X_1, and none in about 15 of 100 rows', () => {
    const batches = createBatches(createModel(), 4000);
    batches.draw();
    let dropped = 0;
    for (let row = 0; row < 4000; row++) {
      const [left, right] = batches.inputs.subarray(row * 5 + 2, row * 5 + 4);
      if (left + right === 0) dropped++;
      else expect([left, right]).toEqual(batches.x1[2 * row] < 0 ? [1, 0] : [0, 1]);
      expect(batches.inputs[row * 5 + 4]).toBeCloseTo(batches.t[row], 6);
    }
    // Four standard deviations of 4,000 draws.
    expect(Math.abs(dropped / 4000 - 0.15)).toBeLessThan(4 * Math.sqrt((0.15 * 0.85) / 4000));
  });

  test('pairs by optimal transport within each class, so that a class is reached from all of the source', () => {
    const batches = createBatches(createModel(), 256, 'ot');
    const sums = [0, 0];
    const counts = [0, 0];
    for (let round = 0; round < 20; round++) {
      batches.draw();
      for (let row = 0; row < 256; row++) {
        const [left, right] = batches.inputs.subarray(row * 5 + 2, row * 5 + 4);
        if (left + right === 0) continue;
        expect(left === 1).toBe(batches.x1[2 * row] < 0);
        sums[right] += batches.x0[2 * row];
        counts[right]++;
      }
    }
    // Across classes the left one would begin left, at about -0.8 on average.
    sums.forEach((sum, k) => expect(Math.abs(sum / counts[k])).toBeLessThan(4 / Math.sqrt(counts[k])));
  });
});

test.each(variants.map((module) => [module.name, module] as const))('%s learn with classes as tfjs does, with features and with two times', async (_, module) => {
  const makeReference = await prepare('tfjs cpu');
  for (const options of [{}, { timeFeatures: 2 }, { times: 2 as const, timeFeatures: 1 }]) {
    const model = createModel(options);
    const [ours, reference] = [new SimdEngine(model, module), makeReference(model)];
    const batches = createBatches(model);
    for (let step = 0; step < 5; step++) {
      batches.draw();
      const [loss, expected] = [ours, reference].map((engine) => inOneGo(engine.step(batches.inputs, batches.slopes, 1e-3)));
      expect(Math.abs(loss - expected)).toBeLessThan(1e-4 * expected);
    }
    expect(distance(weightsOf(ours.model()), weightsOf(reference.model()))).toBeLessThan(1e-4);
    reference.dispose();
  }
});

describe('a network under a condition', () => {
  const model = createModel({ timeFeatures: 1 });
  const under = (chosen: number, guidance: number): MlpModel => ({ ...model, condition: { class: chosen, guidance } });

  test('is v + w (v_c - v), and so is its divergence', () => {
    const [all, part] = [valuesOf(model), valuesOf(under(1, 1))];
    expect(distance(all, part)).toBeGreaterThan(0.01);
    expect([...valuesOf(under(1, 0))]).toEqual([...all]);
    expect(distance(valuesOf(under(1, 2.5)), all.map((v, i) => v + 2.5 * (part[i] - v)))).toBeLessThan(1e-12);
    const divergence = (given: MlpModel): Float64Array => {
      const out = new Float64Array(3);
      divergenceField(given)(points, 0.4, out);
      return out;
    };
    const [ofAll, ofPart] = [divergence(model), divergence(under(1, 1))];
    expect(distance(divergence(under(1, 2.5)), ofAll.map((v, i) => v + 2.5 * (ofPart[i] - v)))).toBeLessThan(1e-12);
    // By differences of the velocity.
    const step = 1e-5;
    const moved = (axis: number, by: number): Float64Array => {
      const out = new Float64Array(6);
      velocityField(under(1, 2.5))(points.map((x, i) => x + (i % 2 === axis ? by : 0)), 0.4, out);
      return out;
    };
    const sums = [0, 1, 2].map((i) => [0, 1].reduce((sum, axis) => sum + (moved(axis, step)[2 * i + axis] - moved(axis, -step)[2 * i + axis]) / (2 * step), 0));
    expect(distance(divergence(under(1, 2.5)), sums)).toBeLessThan(1e-8);
  });

  test.each(variants.map((module) => [module.name, module] as const))('is the same by %s', (_, module) => {
    for (const given of [model, under(0, 1), under(1, 3)]) {
      const out = new Float64Array(points.length);
      networkField(given, module)(points, 0.4, out);
      expect(distance(out, valuesOf(given))).toBeLessThan(1e-5);
    }
  });

  test('that it does not know, or guidance out of range, is refused', () => {
    expect(() => valuesOf(under(2, 1))).toThrow('condition: must be one of 2 classes, from 0, not 2');
    expect(() => valuesOf(under(0, 1e9))).toThrow('guidance: must lie in [0, 100], not 1000000000');
    expect(() => createModel({ classes: 65 })).toThrow('classes: must be a whole number from 0 to 64, not 65');
  });
});

test('one run learns the field to all data, to each class, and with guidance beyond it', async () => {
  const run = await startTraining({ source, target, classes: classes.ofComponents, initial: createModel({ hidden: [32, 32] }), firstStep: 0, steps: 600, batch: 128, learningRate: 0.02, seed: 1 });
  for (let taken = 0; taken < 600; ) taken += run.advance();
  const { model, excess } = run.report();
  run.dispose();
  // Of a mean square of about 6.
  expect(excess).toBeLessThan(0.6);
  const exact: MixtureModel = { kind: 'mixture', source, target };
  const draws = new Float64Array(2 * 400);
  createRandom(9).fillNormal(draws);
  for (const [chosen, guidance] of [[0, 1], [1, 1], [1, 2]] as const) {
    const fieldsOf = [conditioned(exact, classes, { class: classes.names[chosen], guidance }), { ...model, condition: { class: chosen, guidance } }, model];
    const [known, learned, ofAll] = fieldsOf.map((field) => {
      const values = new Float64Array(draws.length);
      // Where the noise of t = 0.3 stands, on its way to the class.
      velocityField(field)(draws.map((z, i) => 0.7 * z + (i % 2 === 0 ? (chosen === 0 ? -0.6 : 0.6) : 0)), 0.3, values);
      return values;
    });
    const apart = (values: Float64Array): number => Math.sqrt(known.reduce((sum, v, i) => sum + (v - values[i]) ** 2, 0) / known.reduce((sum, v) => sum + v ** 2, 0));
    // After 600 steps; the network without a class is much further.
    expect(apart(learned)).toBeLessThan(0.15);
    expect(apart(ofAll)).toBeGreaterThan(2 * apart(learned));
  }
});

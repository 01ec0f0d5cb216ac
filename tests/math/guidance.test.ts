import { describe, expect, test } from 'vitest';
import {
  carry, conditioned, createRandom, densityField, divergenceField, gaussianMixture, guidedLogDensity, lawOfClass, mixtureLogDensity, mixtureMoments, namedSchedule, pointsMixture, pointsMoments, sampleMixture, scoreField,
  scoreOfVelocity, tiltedLaw, velocityField,
  type Classes, type GuidedModel, type Mixture, type MixtureModel, type ScheduleName, type VelocityModel,
} from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type MixtureFixture } from './fixtures.ts';

interface Guidance {
  prior: number[];
  classes: MixtureFixture[];
  points: { t: number; class: number; x: number[]; velocity: number[]; classVelocity: number[]; guided: Record<string, number[]> }[];
}

const NAMES = ['a', 'b', 'c'];

/** The fixture's classes as one law. */
function createClasses({ prior, classes }: Guidance): { target: Mixture; classes: Classes } {
  const laws = classes.map(mixtureOf);
  return {
    target: {
      dimension: 2,
      weights: Float64Array.from(laws.flatMap(({ weights }, c) => Array.from(weights, (weight) => prior[c] * weight))),
      means: Float64Array.from(laws.flatMap(({ means }) => [...means])),
      covariances: Float64Array.from(laws.flatMap(({ covariances }) => [...covariances])),
    },
    classes: { names: NAMES, ofComponents: Int32Array.from(laws.flatMap(({ weights }, c) => Array.from(weights, () => c))) },
  };
}

function createModel(guidance: number, schedule: ScheduleName = 'linear', of = 'b'): MixtureModel | GuidedModel {
  const { target, classes } = createClasses(fixture<Guidance>('guidance'));
  return conditioned({ kind: 'mixture', source: gaussianMixture(2), target, schedule }, classes, { class: of, guidance });
}

const at = (model: VelocityModel, x: readonly number[], t: number): Float64Array => {
  const out = new Float64Array(x.length);
  velocityField(model)(Float64Array.from(x), t, out);
  return out;
};

/** Two Gaussians of a plane, of which the class is the first. */
function createGaussians(chosen: [mean: number, variance: number], other: [mean: number, variance: number]): { model: MixtureModel; classes: Classes } {
  const target: Mixture = { dimension: 1, weights: Float64Array.of(0.5, 0.5), means: Float64Array.of(chosen[0], other[0]), covariances: Float64Array.of(chosen[1], other[1]) };
  return { model: { kind: 'mixture', source: gaussianMixture(1), target }, classes: { names: ['chosen', 'other'], ofComponents: Int32Array.of(0, 1) } };
}

describe('the guided velocity', () => {
  const reference = fixture<Guidance>('guidance');

  test.each(reference.points)('has the values of an independent computation at t = $t for class $class', ({ t, class: c, x, velocity, classVelocity, guided }) => {
    const { target, classes } = createClasses(reference);
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target };
    const by = (guidance: number): Float64Array => at(conditioned(model, classes, { class: NAMES[c], guidance }), x, t);
    expectClose(at(model, x, t), velocity, 1e-9);
    expectClose(at({ ...model, target: lawOfClass(target, classes, NAMES[c]) }, x, t), classVelocity, 1e-9);
    for (const [guidance, expected] of Object.entries(guided)) expectClose(by(Number(guidance)), expected, 1e-9);
  });

  test.each(['linear', 'cosine', 'variance-preserving', 'polynomial-2'] as const)('is the one of the guided log density\'s differences, under %s', (schedule) => {
    const model = createModel(3.5, schedule) as GuidedModel;
    const logDensity = guidedLogDensity(model);
    const step = 1e-4;
    for (const t of [0.1, 0.5, 0.9]) {
      for (const x of [[0.3, -0.4], [1.2, 0.8], [-0.9, 0.1]]) {
        const differences = x.map((_, k) => {
          const shifted = Float64Array.from([...x, ...x]);
          shifted[k] += step;
          shifted[2 + k] -= step;
          const out = new Float64Array(2);
          logDensity(shifted, t, out);
          return (out[0] - out[1]) / (2 * step);
        });
        const score = new Float64Array(2);
        scoreField(model, velocityField(model))(Float64Array.from(x), t, score);
        expectClose(score, differences, 1e-6);
        // The source is normal: the velocity that belongs to this score is the guided one.
        scoreOfVelocity(velocityField(model), namedSchedule(schedule))(Float64Array.from(x), t, score);
        expectClose(score, differences, 1e-6);
      }
    }
  });

  test('has the divergence of its differences', () => {
    const model = createModel(2.5);
    const out = new Float64Array(1);
    divergenceField(model)(Float64Array.of(0.3, -0.2), 0.6, out);
    const step = 1e-5;
    const along = (k: number): number => {
      const [up, down] = [step, -step].map((shift) => at(model, [0.3, -0.2].map((value, l) => (l === k ? value + shift : value)), 0.6));
      return (up[k] - down[k]) / (2 * step);
    };
    expectClose(out, [along(0) + along(1)], 1e-6);
  });

  test('is the field itself without guidance, and that of the class at 1, with its law and density', () => {
    const { target, classes } = createClasses(fixture<Guidance>('guidance'));
    expect(createModel(0)).toMatchObject({ kind: 'mixture', target });
    expect(createModel(1)).toMatchObject({ kind: 'mixture', target: lawOfClass(target, classes, 'b') });
    expect(createModel(1.5).kind).toBe('guided');
    expect(densityField(createModel(1))).toBeDefined();
    expect(densityField(createModel(1.5))).toBeUndefined();
  });

  test('reaches the data of its class, points included, and under a schedule whose rates are infinite', () => {
    const coordinates = Float64Array.of(-2, -1.5, 1.5, 2);
    const classes: Classes = { names: ['left', 'right'], ofComponents: Int32Array.of(0, 0, 1, 1) };
    for (const schedule of ['linear', 'variance-preserving'] as const) {
      const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(1), target: pointsMixture({ dimension: 1, count: 4, coordinates }), schedule };
      const start = sampleMixture(model.source, 200, createRandom(1));
      const end = carry(velocityField(conditioned(model, classes, { class: 'right', guidance: 2 })), start, { solver: 'heun', steps: 200 });
      for (const x of end.coordinates) expect(Math.min(Math.abs(x - 1.5), Math.abs(x - 2)), `${schedule}: ${x}`).toBeLessThan(1e-2);
    }
  });

  test('is refused for a class that there is not, and beyond its range', () => {
    expect(() => createModel(1, 'linear', 'z')).toThrow('class: there is no class "z"; there are a, b, c');
    for (const guidance of [1e9, -1, NaN, Infinity]) expect(() => velocityField(createModel(guidance)), String(guidance)).toThrow(`guidance: must lie in [0, 100], not ${guidance}`);
    const { target, classes } = createClasses(fixture<Guidance>('guidance'));
    expect(() => lawOfClass(target, { ...classes, ofComponents: Int32Array.of(0) }, 'a')).toThrow('classes: are of 1 components, but the law has 5');
    expect(() => lawOfClass({ ...target, weights: target.weights.map((_, i) => (i < 2 ? 0 : 1 / 3)) }, classes, 'a')).toThrow('class: "a" has no weight in the law');
  });
});

describe('the tilted law', () => {
  test('is p(x)^(1 - w) p(x | c)^w, normalised', () => {
    const { model, classes } = createGaussians([1, 1], [-1, 1]);
    const guided = conditioned(model, classes, { class: 'chosen', guidance: 3 }) as GuidedModel;
    const law = tiltedLaw(guided);
    const x = Float64Array.from({ length: 801 }, (_, i) => -3 + i / 100);
    const [tilted, plain] = [new Float64Array(801), new Float64Array(801)];
    mixtureLogDensity(law)(x, tilted);
    guidedLogDensity(guided)(x, 1, plain);
    const total = plain.reduce((sum, value) => sum + Math.exp(value) / 100, 0);
    // Nodes are 1/50 apart here: the sum of Gaussians so wide errs by its square.
    for (let i = 0; i < 801; i++) expect(Math.abs(Math.exp(tilted[i]) - Math.exp(plain[i]) / total)).toBeLessThan(1e-3);
  });

  test('is not what guided samples have: their law is narrower on the far side', () => {
    const { model, classes } = createGaussians([1, 0.25], [-1, 1]);
    const guided = conditioned(model, classes, { class: 'chosen', guidance: 3 }) as GuidedModel;
    const sampled = pointsMoments(carry(velocityField(guided), sampleMixture(model.source, 4000, createRandom(1)), { solver: 'rk4', steps: 100 }));
    const tilted = mixtureMoments(tiltedLaw(guided));
    // Of 4,000 samples the mean is known to 0.01.
    expect(Math.abs(sampled.mean[0] - tilted.mean[0])).toBeGreaterThan(0.1);
    expect(sampled.covariance[0] / tilted.covariance[0]).not.toBeCloseTo(1, 1);
  });

  test('at w = 1 guided samples have the law of the class', () => {
    const { model, classes } = createGaussians([1, 0.25], [-1, 1]);
    const sampled = pointsMoments(carry(velocityField(conditioned(model, classes, { class: 'chosen', guidance: 1 })), sampleMixture(model.source, 4000, createRandom(1)), { solver: 'rk4', steps: 100 }));
    expect(Math.abs(sampled.mean[0] - 1)).toBeLessThan(4 * Math.sqrt(0.25 / 4000));
    expect(Math.abs(sampled.covariance[0] - 0.25)).toBeLessThan(4 * 0.25 * Math.sqrt(2 / 4000));
  });

  test('of points without spread, and in many dimensions, is refused', () => {
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(1), target: pointsMixture({ dimension: 1, count: 2, coordinates: Float64Array.of(-1, 1) }) };
    const classes: Classes = { names: ['a', 'b'], ofComponents: Int32Array.of(0, 1) };
    expect(() => tiltedLaw(conditioned(model, classes, { class: 'a', guidance: 2 }) as GuidedModel)).toThrow('model: leads to points without spread');
    const wide: MixtureModel = { kind: 'mixture', source: gaussianMixture(4), target: gaussianMixture(4) };
    const guided = conditioned(wide, { names: ['a'], ofComponents: Int32Array.of(0) }, { class: 'a', guidance: 2 }) as GuidedModel;
    expect(() => tiltedLaw(guided)).toThrow('model: has dimension 4; its tilted law is found up to 3');
  });
});

import { describe, expect, test } from 'vitest';
import {
  carryDensity,
  createNetwork,
  createRandom,
  dataset,
  divergenceField,
  exactLogDensity,
  exactVelocity,
  gaussianMixture,
  hutchinsonDivergence,
  logLikelihood,
  mixtureLogDensity,
  mlpDivergence,
  mlpVelocity,
  sampleMixture,
  ACTIVATIONS,
  type MixtureModel,
} from '../../src/math/index.ts';
import { expectClose, fixture, mixtureOf, type EndpointCase } from './fixtures.ts';

describe.each(fixture<{ cases: EndpointCase[] }>('flow_endpoints').cases)('$name', ({ source, target, trajectories }) => {
  const model: MixtureModel = { kind: 'mixture', source: mixtureOf(source), target: mixtureOf(target) };
  const dimension = model.source.dimension;

  test('the log density carried along a trajectory is that of the reference and of the target', () => {
    const start = { dimension, count: trajectories.length, coordinates: Float64Array.from(trajectories.flatMap(({ x0 }) => x0)) };
    const { end, change } = carryDensity(exactVelocity(model), divergenceField(model), start, { solver: 'dopri5', tolerance: 1e-12 });
    const sourceDensity = new Float64Array(start.count);
    mixtureLogDensity(model.source)(start.coordinates, sourceDensity);
    const carried = sourceDensity.map((value, i) => value + change[i]);
    expectClose(end.coordinates, trajectories.flatMap(({ path }) => path[path.length - 1]), 1e-9);
    // The reference's own integral is good to about 1e-10; ours meets the closed form.
    expectClose(carried, trajectories.map(({ exactLogDensityAt1 }) => exactLogDensityAt1), 1e-9);
    expectClose(carried, trajectories.map(({ logDensityAt1 }) => logDensityAt1), 1e-8);
  });

  test('the likelihood of points, integrated backward, is the density of the target', () => {
    const points = sampleMixture(model.target, 10, createRandom(1));
    const likelihood = logLikelihood(exactVelocity(model), divergenceField(model), mixtureLogDensity(model.source), points, { solver: 'dopri5', tolerance: 1e-11 });
    const exact = new Float64Array(10);
    exactLogDensity(model)(points.coordinates, 1, exact);
    expectClose(likelihood, exact, 1e-8);
  });
});

test("Hutchinson's estimate gives the same likelihood on average", () => {
  const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: dataset('eight-gaussians').law };
  const points = sampleMixture(model.target, 400, createRandom(2));
  const solver = { solver: 'rk4', steps: 60 } as const;
  const field = exactVelocity(model);
  const exact = logLikelihood(field, divergenceField(model), mixtureLogDensity(model.source), points, solver);
  const estimate = logLikelihood(field, hutchinsonDivergence(field, 2, createRandom(3)), mixtureLogDensity(model.source), points, solver);
  const differences = estimate.map((value, i) => value - exact[i]);
  const mean = differences.reduce((sum, value) => sum + value, 0) / 400;
  const deviation = Math.sqrt(differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 399);
  expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(400));
  expect(deviation).toBeGreaterThan(0);
});

test('the divergence of a network is the trace of its Jacobian, for every activation', () => {
  for (const activation of ACTIVATIONS) {
    const network = createNetwork({ dimension: 3, hidden: [16, 16], activation, seed: 4 });
    const [field, divergence] = [mlpVelocity(network), mlpDivergence(network)];
    const x = Float64Array.of(0.3, -1.2, 0.7, 2, 0.1, -0.4);
    const p = new Float64Array(2);
    divergence(x, 0.4, p);
    const h = 1e-6;
    for (let point = 0; point < 2; point++) {
      let trace = 0;
      for (let k = 0; k < 3; k++) {
        const [ahead, behind] = [h, -h].map((step) => {
          const v = new Float64Array(6);
          field(x.map((value, i) => value + (i === 3 * point + k ? step : 0)), 0.4, v);
          return v[3 * point + k];
        });
        trace += (ahead - behind) / (2 * h);
      }
      expect(Math.abs(trace - p[point]), activation).toBeLessThan(1e-6);
    }
  }
});

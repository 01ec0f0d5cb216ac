import { expect, test } from 'vitest';
import { createNetwork, exactVelocity, fixedStep, gaussianMixture, integrate, isotropicMixture, lineFlow, mlpVelocity, type MixtureModel } from '../../src/math/index.ts';

const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(1), target: isotropicMixture(1, [-2, 1], 0.3) };
const start = { dimension: 1, count: 5, coordinates: Float64Array.of(-1.5, -0.4, 0, 0.7, 2) };

test.each([1, 3])('%i steps by the average velocity end where the exact flow on a line does', (steps) => {
  const { positions, times } = integrate(exactVelocity(model), start, { solver: 'average-velocity', steps });
  const flow = lineFlow(model);
  expect(times.length).toBe(steps + 1);
  times.forEach((t, s) => start.coordinates.forEach((x, i) => expect(positions[s * start.count + i]).toBeCloseTo(flow(x, 0, t), 4)));
});

// The flow parts beside 0, where an error of the solver grows a thousand times.
test('a step by an infinite velocity is taken in the time in which it is finite', () => {
  const steep: MixtureModel = { ...model, schedule: 'variance-preserving' };
  const { positions } = integrate(exactVelocity(steep), start, { solver: 'average-velocity', steps: 1 });
  start.coordinates.forEach((x, i) => expect(positions[start.count + i]).toBeCloseTo(lineFlow(steep)(x, 0, 1), 2));
});

test('what a network has learned takes one evaluation a step, between the times of that step', () => {
  const network = mlpVelocity(createNetwork({ dimension: 1, hidden: [16], activation: 'silu', times: 2, seed: 3 }));
  const { positions, evaluations } = integrate(network, start, { solver: 'average-velocity', steps: 2 });
  expect(evaluations).toBe(2);
  const x = Float64Array.from(start.coordinates);
  for (const [s, t] of [[0, 0.5], [0.5, 1]]) {
    const u = new Float64Array(x.length);
    network.average!(x, s, t, u);
    x.forEach((value, i) => (x[i] = value + (t - s) * u[i]));
  }
  x.forEach((value, i) => expect(positions[2 * start.count + i]).toBe(Math.fround(value)));
});

test('back in time, for which nothing was learned, a step follows the flow', () => {
  const network = mlpVelocity(createNetwork({ dimension: 1, hidden: [16], activation: 'silu', times: 2, seed: 3 }));
  const there = Float64Array.of(0.6);
  fixedStep('average-velocity', 1).advance(network, there, 0.8, 0.1);
  const back = integrate(network, { dimension: 1, count: 1, coordinates: there }, { solver: 'dopri5', tolerance: 1e-9, from: 0.1, to: 0.8 });
  expect(back.positions.at(-1)).toBeCloseTo(0.6, 4);
});

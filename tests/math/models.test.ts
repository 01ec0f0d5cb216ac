import { expect, test } from 'vitest';
import {
  ArgumentError,
  chooseTimes,
  createNetwork,
  divergenceField,
  gaussianMixture,
  isLive,
  isotropicMixture,
  modelDimension,
  sampleField,
  velocityField,
  type VelocityModel,
} from '../../src/math/index.ts';

const grid = { dimension: 2, lower: [-1, -1], upper: [1, 1], size: [3, 3] };
const models: Record<VelocityModel['kind'], VelocityModel> = {
  mixture: { kind: 'mixture', source: gaussianMixture(2), target: gaussianMixture(2) },
  guided: { kind: 'guided', all: { kind: 'mixture', source: gaussianMixture(2), target: gaussianMixture(2) }, chosen: { kind: 'mixture', source: gaussianMixture(2), target: isotropicMixture(2, [1, 1], 0.5) }, guidance: 2 },
  mlp: createNetwork({ dimension: 2, hidden: [4], activation: 'silu', seed: 1 }),
};

test.each(Object.values(models))('a model of kind $kind is evaluated by its row of the table', (model) => {
  const [v, p] = [new Float64Array(4), new Float64Array(2)];
  velocityField(model)(Float64Array.of(1, 0, 0, 1), 0.5, v);
  divergenceField(model)(Float64Array.of(1, 0, 0, 1), 0.5, p);
  expect([...v, ...p].every(Number.isFinite)).toBe(true);
  expect(modelDimension(model)).toBe(2);
  expect(isLive(model)).toBe(model === models.mlp);
  const volume = sampleField(model, grid, chooseTimes(model, grid, 3));
  expect(volume.density?.length).toBe(model === models.mixture ? volume.times.length * 9 : undefined);
});

test('an evaluator takes the place of the plain arithmetic, for its kind alone', () => {
  const asked: string[] = [];
  const ones = { mlp: ({ kind }: VelocityModel) => (asked.push(kind), (_x: ArrayLike<number>, _t: number, out: Float64Array | Float32Array) => void out.fill(1)) };
  const out = new Float64Array(2);
  velocityField(models.mlp, ones)(new Float64Array(2), 0, out);
  expect([...out]).toEqual([1, 1]);
  velocityField(models.mixture, ones)(Float64Array.of(3, 3), 0.5, out);
  expect([...out]).toEqual([0, 0]);
  expect(asked).toEqual(['mlp']);
});

test('a kind that does not exist is refused by name, also one of Object itself', () => {
  for (const kind of ['cnn', 'constructor', 'toString', undefined]) {
    const model = { ...models.mixture, kind } as unknown as VelocityModel;
    for (const ask of [modelDimension, isLive, velocityField, divergenceField, (wrong: VelocityModel) => sampleField(wrong, grid, Float64Array.of(0, 1))]) {
      expect(() => ask(model)).toThrow(ArgumentError);
      expect(() => ask(model)).toThrow(`model.kind: must be mixture or guided or mlp, not "${String(kind)}"`);
    }
  }
});

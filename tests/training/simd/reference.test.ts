import { describe, expect, test } from 'vitest';
import { inOneGo } from '../../../src/math/index.ts';
import { networkField, SimdEngine } from '../../../src/training/simd/index.ts';
import { AXES, modelOf, pytorchCases, rowsOf, TOLERANCE } from '../pytorch.ts';
import { distance, variants } from './fixtures.ts';

describe.each(variants.map((module) => [module.name, module] as const))('with %s', (_, module) => {
  describe.each(pytorchCases)('a network with %s', (_, fixture) => {
    test('predicts what PyTorch predicts', () => {
      const { xt } = rowsOf(fixture);
      const field = networkField(modelOf(fixture), module);
      fixture.t.forEach((t, i) => {
        const out = new Float64Array(AXES);
        field(Float64Array.from(xt.slice(AXES * i, AXES * (i + 1))), t, out);
        expect(distance(out, fixture.prediction.slice(AXES * i, AXES * (i + 1)))).toBeLessThan(TOLERANCE);
      });
    });

    test('errs and has the slopes that PyTorch finds', () => {
      const { inputs, slopes } = rowsOf(fixture);
      const { loss, layers } = new SimdEngine(modelOf(fixture), module).gradient(inputs, slopes);
      expect(distance([loss], [AXES * fixture.lossAfterSteps[0]])).toBeLessThan(TOLERANCE);
      layers.forEach(({ weights, bias }, l) => {
        expect(distance(weights, fixture.weightGradients[l].map((slope) => AXES * slope))).toBeLessThan(TOLERANCE);
        expect(distance(bias, fixture.biasGradients[l].map((slope) => AXES * slope))).toBeLessThan(TOLERANCE);
      });
    });

    test('has the losses of PyTorch after each of three Adam steps', () => {
      const { inputs, slopes } = rowsOf(fixture);
      const engine = new SimdEngine(modelOf(fixture), module);
      for (const expected of fixture.lossAfterSteps) {
        expect(distance([inOneGo(engine.step(inputs, slopes, fixture.learningRate))], [AXES * expected])).toBeLessThan(TOLERANCE);
      }
    });
  });
});

import { tensor2d, variableGrads } from '@tensorflow/tfjs-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { inOneGo } from '../../src/math/index.ts';
import { useBackend, type Backend } from '../../src/training/engine.ts';
import { matchingLoss } from '../../src/training/loss.ts';
import { TfjsEngine } from '../../src/training/tfjs-engine.ts';
import { VelocityNetwork } from '../../src/training/velocity-network.ts';
import { AXES, modelOf, pytorchCases, rowsOf, TOLERANCE } from './pytorch.ts';

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i] - expected[i])).toBeLessThan(TOLERANCE * Math.max(1, Math.abs(expected[i])));
  }
}

describe.each<Backend>(['wasm', 'cpu'])('on the %s backend', (backend) => {
  describe.each(pytorchCases)('a network with %s', (_, fixture) => {
    test('predicts, errs and has the slopes that PyTorch finds', async () => {
      expect(await useBackend(backend)).toBe(true);
      const network = new VelocityNetwork(modelOf(fixture));
      onTestFinished(() => network.dispose());
      const rows = rowsOf(fixture);
      const inputs = tensor2d(rows.inputs, [fixture.t.length, AXES + 1]);
      const slopes = tensor2d(rows.slopes, [fixture.t.length, AXES]);
      expectClose(network.velocity(inputs).dataSync(), fixture.prediction);
      const { value, grads } = variableGrads(() => matchingLoss(network, inputs, slopes), [...network.variables]);
      expectClose(value.dataSync(), [AXES * fixture.lossAfterSteps[0]]);
      network.variables.forEach((variable, i) => {
        const expected = (i % 2 === 0 ? fixture.weightGradients : fixture.biasGradients)[i >> 1];
        expectClose(grads[variable.name].dataSync(), expected.map((slope) => AXES * slope));
      });
    });

    test('has the losses of PyTorch after each of three Adam steps', async () => {
      expect(await useBackend(backend)).toBe(true);
      const engine = new TfjsEngine(modelOf(fixture), backend);
      onTestFinished(() => engine.dispose());
      const { inputs, slopes } = rowsOf(fixture);
      for (const expected of fixture.lossAfterSteps) expectClose([inOneGo(engine.step(inputs, slopes, fixture.learningRate))], [AXES * expected]);
    });
  });
});

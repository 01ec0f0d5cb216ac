import { expect, onTestFinished, test } from 'vitest';
import { createNetwork, gaussianMixture, isotropicMixture } from '../../src/math/index.ts';
import { referenceEngine, startTraining, type TrainingOptions } from '../../src/training/index.ts';

/** The curve of a whole run and the engine it names. */
async function train(engine: TrainingOptions['engine']): Promise<{ engine: string; curve: Float64Array }> {
  const run = await startTraining({
    source: gaussianMixture(2),
    target: isotropicMixture(2, [2, 0, -2, 0], 0.3),
    initial: createNetwork({ dimension: 2, hidden: [64, 64, 64], activation: 'silu', seed: 7 }),
    firstStep: 0,
    steps: 200,
    batch: 256,
    learningRate: 1e-3,
    seed: 7,
    engine,
  }, referenceEngine);
  onTestFinished(() => run.dispose());
  while (!run.isOver) run.advance();
  return run.report();
}

test('auto takes our own kernels, tfjs can be asked for, and both learn from the same batches along the same curve', async () => {
  const [auto, tfjs] = [await train('auto'), await train('tfjs')];
  expect(auto.engine).toMatch(/^wasm (relaxed )?SIMD$/);
  expect(tfjs.engine).toBe('tfjs wasm');
  expect(auto.curve.length).toBe(2 * 200);
  auto.curve.forEach((value, i) => expect(Math.abs(value - tfjs.curve[i])).toBeLessThanOrEqual(1e-3 * tfjs.curve[i]));
});

import type { MlpModel } from '../math/index.ts';
import type { EngineChoice, OptimizerSettings } from './options.ts';
import { bestKernels, SimdEngine } from './simd/index.ts';
import type { TrainingEngine } from './training-engine.ts';
import { TrainingError } from './training-error.ts';

/** Makes an engine that improves a network, and may throw a RangeError when there is not enough memory for it. */
export type MakeEngine = (initial: MlpModel, settings?: OptimizerSettings) => TrainingEngine;

/** Makes tfjs ready. It is handed in where it is wanted, so that code without it need not load it. */
export type ReferenceEngine = () => Promise<MakeEngine>;

/**
 * Make ready what the choice needs: tfjs is not even started where our own kernels run.
 *
 * @throws TrainingError `worker-part` when that is tfjs and there is none
 */
export async function chooseEngine(choice: EngineChoice, reference?: ReferenceEngine): Promise<MakeEngine> {
  const kernels = choice === 'auto' ? bestKernels() : null;
  if (kernels) return (initial, settings) => new SimdEngine(initial, kernels, settings);
  if (!reference) throw new TrainingError('worker-part', 'WebAssembly SIMD cannot be used here, and TensorFlow.js was not loaded.');
  return reference();
}

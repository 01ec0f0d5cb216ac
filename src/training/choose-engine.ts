import type { MlpModel } from '../math/index.ts';
import { bestBackend } from './engine.ts';
import type { EngineChoice, OptimizerSettings } from './options.ts';
import { bestKernels, SimdEngine } from './simd/index.ts';
import { TfjsEngine } from './tfjs-engine.ts';
import type { TrainingEngine } from './training-engine.ts';

/** Makes an engine that improves a network, and may throw a RangeError when there is not enough memory for it. */
export type MakeEngine = (initial: MlpModel, settings?: OptimizerSettings) => TrainingEngine;

/** Make ready what the choice needs: tfjs is not even started where our own kernels run. */
export async function chooseEngine(choice: EngineChoice): Promise<MakeEngine> {
  const kernels = choice === 'auto' ? bestKernels() : null;
  if (kernels) return (initial, settings) => new SimdEngine(initial, kernels, settings);
  const backend = await bestBackend();
  return (initial, settings) => new TfjsEngine(initial, backend, settings);
}

/** A program that trains by each engine and tells how it ended; a test runs it in processes of its own. */
import { createHash } from 'node:crypto';
import { createNetwork, dataset, gaussianMixture, pointsMixture } from '../../../src/math/index.ts';
import type { MakeEngine } from '../../../src/training/choose-engine.ts';
import { useBackend } from '../../../src/training/engine.ts';
import type { TrainingOptions } from '../../../src/training/options.ts';
import { startTraining, TrainingRun } from '../../../src/training/run.ts';
import { compileKernels, SimdEngine } from '../../../src/training/simd/index.ts';
import { TfjsEngine } from '../../../src/training/tfjs-engine.ts';

const options: TrainingOptions = {
  source: gaussianMixture(2),
  target: dataset('moons').law,
  initial: createNetwork({ dimension: 2, hidden: [32, 32], activation: 'silu', seed: 7 }),
  firstStep: 0,
  steps: 100,
  batch: 64,
  learningRate: 1e-2,
  coupling: 'ot',
  seed: 7,
};

function weightsAfter(makeEngine: MakeEngine): string {
  const run = new TrainingRun(options, makeEngine);
  while (!run.isOver) run.advance();
  const { model } = run.report();
  run.dispose();
  const hash = createHash('sha256');
  for (const { weights, bias } of model.layers) hash.update(weights).update(bias);
  return hash.digest('hex');
}

async function weights(): Promise<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const name of ['SIMD', 'relaxed SIMD'] as const) {
    const module = compileKernels(name);
    if (module) result[name] = weightsAfter((initial, settings) => new SimdEngine(initial, module, settings));
  }
  for (const backend of ['wasm', 'cpu'] as const) {
    if (await useBackend(backend)) result[`tfjs ${backend}`] = weightsAfter((initial, settings) => new TfjsEngine(initial, backend, settings));
  }
  return result;
}

/** What each mistake is answered with, and the most memory that the process has held, in megabytes. */
async function mistakes(): Promise<{ answers: Record<string, string>; mostMegabytes: number }> {
  const answers: Record<string, string> = {};
  const attempt = async (name: string, changes: () => Partial<TrainingOptions>): Promise<void> => {
    try {
      const run = await startTraining({ ...options, ...changes() });
      while (!run.isOver) run.advance();
      answers[name] = `done, loss ${run.report().loss < 1e3 ? 'small' : 'large'}`;
      run.dispose();
    } catch (error) {
      answers[name] = (error as Error).message;
    }
  };
  await attempt('a net of 10^9 weights', () => ({ initial: createNetwork({ dimension: 2, hidden: [32_000, 32_000], activation: 'relu', seed: 1 }) }));
  await attempt('batch 0', () => ({ batch: 0 }));
  await attempt('batch 10^9', () => ({ batch: 1e9 }));
  await attempt('learning rate 10^9', () => ({ learningRate: 1e9 }));
  await attempt('an unknown activation', () => ({ initial: { ...options.initial, activation: 'gelu' as 'silu' } }));
  await attempt('one point', () => ({ target: pointsMixture({ dimension: 2, count: 1, coordinates: Float64Array.of(1, -1) }) }));
  return { answers, mostMegabytes: process.resourceUsage().maxRSS / 1024 };
}

process.send?.(process.argv[2] === 'mistakes' ? await mistakes() : await weights());

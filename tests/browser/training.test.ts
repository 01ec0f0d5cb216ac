import { expect } from '@open-wc/testing';
import { lastValueFrom, toArray } from 'rxjs';
import { ACTIVATIONS, createNetwork, gaussianMixture, isotropicMixture, type MlpModel } from '../../src/math/index.ts';
import { bestKernels } from '../../src/training/simd/index.ts';
import { createClient, spawn, type Opening, type TrainRequest, type TrainingReport } from '../../src/worker/index.ts';
import { openings as waysTo } from '../../src/worker/spawn-own-file.ts';

const openings = waysTo('all');

function createCourse(changes: Partial<TrainRequest> = {}): TrainRequest {
  return {
    source: gaussianMixture(2),
    target: isotropicMixture(2, [2, 0, -2, 0], 0.3),
    initial: createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed: 7 }),
    firstStep: 0,
    steps: 50,
    batch: 64,
    learningRate: 1e-2,
    seed: 7,
    ...changes,
  };
}

/** A worker in which WebAssembly is refused, as under a content security policy without `wasm-unsafe-eval`. */
const withoutWasm: Opening = () => {
  const entry = new URL('/src/worker/entry.ts', location.href).href;
  const source = `
    WebAssembly.Module = function () { throw new WebAssembly.CompileError('refused by the policy'); };
    await import(${JSON.stringify(entry)});`;
  return new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
};

const last = <T>(items: readonly T[]): T => items[items.length - 1];

/** All reports of one training in a worker of its own. */
async function trainIn(ways: readonly Opening[], changes: Partial<TrainRequest> = {}): Promise<TrainingReport[]> {
  const client = createClient(spawn(ways));
  try {
    return await lastValueFrom(client.feed('train', createCourse(changes)).pipe(toArray()));
  } finally {
    client.close();
  }
}

const weightsOf = ({ layers }: MlpModel) => layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

describe('training in a worker', () => {
  for (const activation of ACTIVATIONS) {
    it(`knows every operation that a network with ${activation} needs`, async () => {
      const initial = createNetwork({ dimension: 2, hidden: [8], activation, seed: 7 });
      for (const ways of [openings, [withoutWasm]]) {
        expect(last(await trainIn(ways, { initial, steps: 5, engine: 'tfjs' }))).to.include({ phase: 'done', step: 5 });
      }
    });
  }

  it('is done by our own kernels where nothing else is asked for, as well as by the reference', async () => {
    const [own, reference] = [await trainIn(openings), await trainIn(openings, { engine: 'tfjs' })].map(last);
    expect(own.engine).to.equal(`wasm ${bestKernels()?.name}`);
    expect(reference.engine).to.equal('tfjs wasm');
    expect(own.floor).to.equal(reference.floor);
    expect(Math.abs(own.excess - reference.excess)).to.be.lessThan(0.01);
  });

  it('is done on the processor alone where WebAssembly is refused, and says so', async () => {
    const reports = await trainIn([withoutWasm]);
    expect(last(reports)).to.include({ engine: 'tfjs cpu', step: 50 });
    expect(last(reports).excess).to.be.lessThan(reports[0].excess);
  });

  it('gives bit-equal weights for the same seed in two workers', async () => {
    const [one, two] = [await trainIn(openings), await trainIn(openings)];
    expect(weightsOf(last(one).model)).to.deep.equal(weightsOf(last(two).model));
  });
});

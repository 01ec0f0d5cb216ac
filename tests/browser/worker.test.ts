import { expect } from '@open-wc/testing';
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs';
import { createNetwork, createRandom, gaussianMixture, isotropicMixture, sampleMixture } from '../../src/math/index.ts';
import { createClient, spawn, type IntegrateRequest, type Opening, type TrainRequest, type WorkerClient } from '../../src/worker/index.ts';
import { openings } from '../../src/worker/spawn-own-file.ts';

const source = gaussianMixture(2);
const target = isotropicMixture(2, [2, 0, -2, 0], 0.3);

function createCourse(changes: Partial<TrainRequest> = {}): TrainRequest {
  const initial = createNetwork({ dimension: 2, hidden: [64, 64, 64], activation: 'silu', seed: 7 });
  return { source, target, initial, firstStep: 0, steps: 50, batch: 256, learningRate: 1e-2, seed: 7, ...changes };
}

function createQuestion(): IntegrateRequest {
  const start = sampleMixture(source, 200, createRandom(1));
  return { model: { kind: 'mixture', source, target }, start, solver: 'heun', steps: 8 };
}

const last = <T>(items: readonly T[]): T => items[items.length - 1];

/** Clients of real workers, ended after each test. */
const clients: WorkerClient[] = [];
function createRealClient(ways: readonly Opening[] = openings('all')): WorkerClient {
  const client = createClient(spawn(ways));
  clients.push(client);
  return client;
}
afterEach(() => clients.splice(0).forEach((client) => client.close()));

const failureOf = (client: WorkerClient) =>
  firstValueFrom(client.call('integrate', createQuestion())).then(
    () => 'none',
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );

const workerAt = (url: string) => () => new Worker(new URL(/* @vite-ignore */ url, import.meta.url), { type: 'module' });

describe('a real worker', () => {
  it('trains 50 steps with WebAssembly and says so', async () => {
    const reports = await lastValueFrom(createRealClient().feed('train', createCourse({ engine: 'tfjs' })).pipe(toArray()));
    const end = last(reports);
    expect(end).to.include({ phase: 'done', step: 50, engine: 'tfjs wasm' });
    expect(end.excess).to.be.lessThan(reports[0].excess);
  });

  it('is opened by a worker of the page that imports it, as for a file of another origin', async () => {
    const paths = await firstValueFrom(createRealClient([openings('all')[1]]).call('integrate', createQuestion()));
    expect(paths.positions.length).to.equal(9 * 200 * 2);
  });

  it('answers calls while it trains', async () => {
    const client = createRealClient();
    let reports = 0;
    const running = client.feed('train', createCourse({ steps: 1e6 })).subscribe(() => reports++);
    // A browser may take longer for its first report than for ten answers.
    for (let i = 0; i < 10 || reports === 0; i++) {
      const paths = await firstValueFrom(client.call('integrate', createQuestion()));
      expect(paths.positions.length).to.equal(9 * 200 * 2);
    }
    expect(running.closed).to.equal(false);
    running.unsubscribe();
  });
});

describe('a worker that cannot be had', () => {
  it('because its file is missing is a failure in words, soon', async () => {
    expect(await failureOf(createRealClient([workerAt('/no-such-worker.js')]))).to.match(/^worker-load: The worker could not be loaded/);
  });

  it('because its address gives a page is a failure in words', async () => {
    expect(await failureOf(createRealClient([workerAt('/')]))).to.match(/^worker-load: /);
  });

  it('because it throws while it works is a failure in words', async () => {
    const source = `postMessage({ type: 'ready' }); onmessage = () => { throw new Error('broken on purpose'); };`;
    const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    expect(await failureOf(createRealClient([workerAt(url)]))).to.match(/^worker-crash: .*broken on purpose/);
  });

  it('is replaced by the next way to get one', async () => {
    const client = createRealClient([workerAt('/no-such-worker.js'), ...openings('all')]);
    expect(await failureOf(client)).to.equal('none');
  });
});

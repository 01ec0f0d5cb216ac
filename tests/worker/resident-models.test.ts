import { firstValueFrom, of, Subject } from 'rxjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createNetwork, exactVelocity, gaussianMixture, isotropicMixture, mlpVelocity, type MixtureModel, type MlpModel } from '../../src/math/index.ts';
import { workerCompute } from '../../src/streams/index.ts';
import { all } from '../../src/worker/abilities-all.ts';
import { serve } from '../../src/worker/host.ts';
import { createClient, createPool, type Port, type ToWorker, type WorkerClient } from '../../src/worker/index.ts';
import { buffersOf } from '../../src/worker/transferables.ts';
import { expectClose } from '../math/fixtures.ts';

interface Joined {
  readonly client: WorkerClient;
  readonly sent: ToWorker[];
  kill(): void;
}

/** A client and a host that are real, and all that was posted from the one to the other but for pings. */
function join(): Joined {
  const { port1, port2 } = new MessageChannel();
  const sent: ToWorker[] = [];
  const port: Port = Object.assign(port1, {
    postMessage(message: ToWorker) {
      MessagePort.prototype.postMessage.call(port1, message);
      if (message.type !== 'ping') sent.push(message);
    },
  });
  const end = serve(port2, all);
  const opened = new Subject<Port>();
  const client = createClient(opened);
  port1.start();
  opened.next(port);
  onTestFinished(() => (client.close(), end()));
  return { client, sent, kill: () => (end(), port1.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }))) };
}

const network = (seed: number): MlpModel => createNetwork({ dimension: 2, hidden: [64, 64], activation: 'silu', seed });
const points = { dimension: 2, count: 2, coordinates: Float64Array.of(0.5, -1, 2, 0.25) };
const grid = { dimension: 2, lower: [-2, -2], upper: [2, 2], size: [4, 4] };
const bytesOf = (messages: readonly unknown[]): number => messages.reduce<number>((sum, message) => sum + buffersOf(message).reduce((bytes, { byteLength }) => bytes + byteLength, 0), 0);
const types = (messages: readonly ToWorker[]): string[] => messages.map(({ type }) => type);

/** The velocity that the worker finds is that of the very model. */
async function askAbout(client: Pick<WorkerClient, 'call'>, model: MlpModel): Promise<void> {
  const { velocity } = await firstValueFrom(client.call('evaluate', { model, points, t: 0.5 }));
  const expected = new Float64Array(4);
  mlpVelocity(model)(points.coordinates, 0.5, expected);
  expectClose(velocity, expected, 1e-5);
}

describe('a worker keeps the models that it is asked about', () => {
  test('also when an answer is part of one', async () => {
    const { client } = join();
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: isotropicMixture(2, [1, 0, -1, 0.5], 0.2) };
    for (let times = 0; times < 2; times++) {
      const { law } = await firstValueFrom(client.call('fitLaw', { model, generator: { kind: 'law' }, seed: 1 }));
      expect(law).toEqual(model.target);
      const { velocity } = await firstValueFrom(client.call('evaluate', { model, points, t: 0.5 }));
      const expected = new Float64Array(4);
      exactVelocity(model)(points.coordinates, 0.5, expected);
      expectClose(velocity, expected, 1e-12);
    }
  });

  test('weights cross once, however many questions there are about them, at once or later', async () => {
    const { client, sent } = join();
    const model = network(1);
    await Promise.all([
      firstValueFrom(client.call('integrate', { model, start: points, solver: 'heun', steps: 2 })),
      firstValueFrom(client.call('sampleField', { model, grid, maxTimes: 2 })),
      firstValueFrom(client.call('sampleDensity', { model, source: gaussianMixture(2), grid, times: Float64Array.of(0, 1), steps: 1 })),
      askAbout(client, model),
    ]);
    await askAbout(client, model);
    expect(types(sent)).toEqual(['keep', 'call', 'call', 'call', 'call', 'call']);
    const weights = bytesOf([model]);
    expect(weights).toBeGreaterThan(17_000);
    expect(bytesOf(sent)).toBeLessThan(weights + 300);
    expect(client.holds(model)).toBe(true);
  });

  test('of many it keeps the last that were used; one that it has dropped is sent again, and every answer is about its own', async () => {
    const { client, sent } = join();
    const models = Array.from({ length: 10 }, (_, seed) => network(seed));
    for (const model of models) {
      await askAbout(client, model);
      await askAbout(client, models[0]);
    }
    expect(models.map((model) => client.holds(model))).toEqual([true, false, false, ...Array.from({ length: 7 }, () => true)]);
    await askAbout(client, models[1]);
    expect(types(sent).filter((type) => type === 'keep')).toHaveLength(11);
    expect(types(sent).filter((type) => type === 'drop')).toHaveLength(3);
  });

  test('a model may be dropped while questions about it wait', async () => {
    const { client } = join();
    await Promise.all(Array.from({ length: 30 }, (_, seed) => askAbout(client, network(seed))));
  });

  test('another worker is sent what a lost one had', async () => {
    const joined: Joined[] = [];
    const pool = createPool(() => {
      joined.push(join());
      return joined[joined.length - 1].client;
    }, 1);
    const compute = workerCompute((...wanted) => pool.acquire(...wanted));
    const model = network(3);
    await askAbout(compute, model);
    const long = firstValueFrom(compute.call('integrate', { model, start: points, solver: 'rk4', steps: 50_000 }));
    joined[0].kill();
    expect((await long).positions.every(Number.isFinite)).toBe(true);
    await askAbout(compute, model);
    expect(joined.map(({ sent }) => types(sent).filter((type) => type === 'keep').length)).toEqual([1, 1]);
  });

  test('one that cannot be posted fails in words, and others are answered', async () => {
    const { client, sent } = join();
    const broken = { ...network(1), note: () => undefined };
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(firstValueFrom(client.call('evaluate', { model: broken, points, t: 0.5 }))).rejects.toMatchObject({ code: 'worker-message' });
    }
    await askAbout(client, network(1));
    expect(types(sent)).toEqual(['keep', 'call']);
  });

  test('exact models as well; a question that is taken back before there is a worker sends nothing', async () => {
    const opened = new Subject<Port>();
    const client = createClient(opened);
    const { port1, port2 } = new MessageChannel();
    const end = serve(port2, all);
    onTestFinished(() => (client.close(), end()));
    const model: MixtureModel = { kind: 'mixture', source: gaussianMixture(2), target: isotropicMixture(2, [1, 2], 0.5) };
    client.call('evaluate', { model: network(9), points, t: 0.5 }).subscribe().unsubscribe();
    const answer = firstValueFrom(client.call('evaluate', { model, points, t: 0.5 }));
    const sent: ToWorker[] = [];
    const original = port1.postMessage.bind(port1);
    port1.postMessage = (message: ToWorker) => (sent.push(message), original(message));
    port1.start();
    opened.next(port1);
    const expected = new Float64Array(4);
    exactVelocity(model)(points.coordinates, 0.5, expected);
    expectClose((await answer).velocity, expected, 1e-12);
    expect(sent.map((message) => (message.type === 'keep' ? message.model.kind : message.type))).toEqual(['mixture', 'call']);
  });
});

test('of workers that are equally free, who asks is given the one that has the model', () => {
  const model = network(1);
  const clients: WorkerClient[] = [];
  const pool = createPool(() => {
    const holder = clients.length === 1;
    const client = { ...createClient(of()), holds: () => holder };
    clients.push(client);
    return Object.defineProperty(client, 'isAlive', { value: true });
  }, 2);
  const leases = [pool.acquire(), pool.acquire()];
  leases.forEach(({ release }) => release());
  const lease = pool.acquire(false, 'all', model);
  expect(lease.client).toBe(clients[1]);
  expect(pool.acquire(false, 'all', model).client).toBe(clients[0]);
});

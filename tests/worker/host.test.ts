import { firstValueFrom, lastValueFrom, Subject, take, toArray } from 'rxjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createNetwork, createRandom, gaussianMixture, isotropicMixture, sampleMixture, integrate, velocityField } from '../../src/math/index.ts';
import { serve } from '../../src/worker/host.ts';
import { createClient, handshake, type IntegrateRequest, type TrainRequest } from '../../src/worker/index.ts';

/** A client and the real host, joined in one process. */
function createJoined() {
  const { port1, port2 } = new MessageChannel();
  const client = createClient(handshake(() => port1));
  serve(port2);
  onTestFinished(() => client.close());
  return client;
}

const source = gaussianMixture(2);
const target = isotropicMixture(2, [2, 0, -2, 0], 0.3);

function createCourse(changes: Partial<TrainRequest> = {}): TrainRequest {
  const initial = createNetwork({ dimension: 2, hidden: [16, 16], activation: 'silu', seed: 7 });
  return { source, target, initial, firstStep: 0, steps: 40, batch: 32, learningRate: 1e-2, seed: 7, ...changes };
}

function createQuestion(changes: Partial<IntegrateRequest> = {}): IntegrateRequest {
  const start = sampleMixture(source, 200, createRandom(1));
  return { model: { kind: 'mixture', source, target }, start, solver: 'heun', steps: 8, ...changes };
}

describe('a call', () => {
  test('to integrate gives the paths that the same field gives here', async () => {
    const question = createQuestion();
    const paths = await firstValueFrom(createJoined().call('integrate', question));
    const expected = integrate(velocityField(question.model), question.start, question);
    expect(paths).toEqual(expected);
  });
});

describe('training', () => {
  test('tells every step of the curve once and completes when it is done', async () => {
    const reports = await lastValueFrom(createJoined().feed('train', createCourse()).pipe(toArray()));
    const steps = reports.flatMap(({ curve }) => [...curve].filter((_, i) => i % 2 === 0));
    expect(steps).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    expect(reports.at(-1)).toMatchObject({ phase: 'done', step: 40, steps: 40, engine: 'tfjs wasm' });
  });
});

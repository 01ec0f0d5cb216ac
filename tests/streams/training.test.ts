import { filter, firstValueFrom, take, toArray, type Observable } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { integrate, mlpVelocity, sampleMixture, createRandom, straightness, type MlpModel } from '../../src/math/index.ts';
import { GRACE_MS } from '../../src/worker/index.ts';
import type { Flow, FlowParameters, TrainingProgress, TrainingState } from '../../src/streams/index.ts';
import { createJoinedFlow, phase, SMALL_CLOUD } from './joined-flow.ts';

/** Long enough that a run is met on its way. */
const LONG = { steps: 20_000, hiddenLayers: [32, 32], batch: 128 };
/** Three runs on a machine that is busy. */
vi.setConfig({ testTimeout: 30_000 });

const progress$ = (flow: Flow): Observable<TrainingProgress> => flow.training.state$.pipe(filter((state): state is TrainingProgress & TrainingState => 'curve' in state));
const atStep = (flow: Flow, least: number) => firstValueFrom(progress$(flow).pipe(filter(({ step }) => step >= least)));
const stepsOf = ({ curve }: TrainingProgress): number[] => [...curve].filter((_, i) => i % 2 === 0);

function watch(flow: Flow): TrainingProgress[] {
  const seen: TrainingProgress[] = [];
  const subscription = progress$(flow).subscribe((state) => seen.push(state));
  onTestFinished(() => subscription.unsubscribe());
  return seen;
}

async function weightsAtEnd(flow: Flow): Promise<MlpModel['layers']> {
  await phase(flow, 'done');
  return (await firstValueFrom(flow.learned$)).layers;
}

async function undisturbed(parameters: Partial<FlowParameters> = LONG): Promise<MlpModel['layers']> {
  const { flow } = createJoinedFlow(parameters);
  watch(flow);
  flow.training.start();
  return weightsAtEnd(flow);
}

test('a run whose worker is lost goes on in another from the last report, and ends with the very weights of one that was not', async () => {
  const { flow, kill, workers } = createJoinedFlow(LONG);
  const seen = watch(flow);
  flow.training.start();
  await atStep(flow, 500);
  kill();
  const before = seen.at(-1);
  const next = await atStep(flow, before.step + 1);
  expect(next.restarts).toBe(1);
  const layers = await weightsAtEnd(flow);
  expect(workers()).toBe(2);
  expect(seen.at(-1)).toMatchObject({ phase: 'done', step: 20_000 });
  expect(seen.map(({ step }) => step)).toEqual([...seen.map(({ step }) => step)].sort((a, b) => a - b));
  const steps = stepsOf(seen.at(-1));
  expect(new Set(steps).size).toBe(steps.length);
  expect(layers).toEqual(await undisturbed());
});

test('a run that loses its worker a fourth time fails in words and keeps its network', async () => {
  const { flow, kill, workers } = createJoinedFlow({ steps: 100_000 });
  watch(flow);
  flow.training.start();
  for (let i = 0, step = 1; i < 4; i++) {
    step = (await atStep(flow, step + 1)).step;
    kill();
  }
  const state = await phase(flow, 'failed');
  expect(state).toMatchObject({ phase: 'failed', message: expect.stringContaining('out of memory') });
  expect(state.step).toBeGreaterThan(1);
  expect(workers()).toBe(4);
  flow.training.reset();
  flow.training.start();
  expect((await atStep(flow, 1)).restarts).toBe(0);
  flow.training.reset();
});

test('a worker that is lost over trajectories is replaced once, without a word', async () => {
  const { flow, kill, workers } = createJoinedFlow();
  expect((await firstValueFrom(flow.cloud(SMALL_CLOUD))).count).toBe(50);
  const trajectories = firstValueFrom(flow.cloud({ count: 4000, steps: 64 }));
  kill();
  expect((await trajectories).positions.every(Number.isFinite)).toBe(true);
  expect(workers()).toBe(2);
});

test('single steps: each is one update of the weights, and the run rests in between', async () => {
  const { flow } = createJoinedFlow({ steps: 20 });
  const seen = watch(flow);
  for (let step = 1; step <= 3; step++) {
    flow.training.step();
    expect(await atStep(flow, step)).toMatchObject({ phase: 'paused', step });
  }
  expect(stepsOf(seen.at(-1))).toEqual([1, 2, 3]);
  flow.training.start();
  const layers = await weightsAtEnd(flow);
  const { flow: whole } = createJoinedFlow({ steps: 20 });
  watch(whole);
  whole.training.start();
  expect(layers).toEqual(await weightsAtEnd(whole));
});

test('a step stops a run that goes on, and after the end begins anew', async () => {
  const { flow } = createJoinedFlow({ steps: 100_000 });
  watch(flow);
  flow.training.start();
  await atStep(flow, 2);
  flow.training.step();
  const { step } = await phase(flow, 'paused');
  expect(step).toBeLessThan(100_000);
  flow.set({ steps: 5 });
  flow.training.start();
  await phase(flow, 'done');
  flow.training.step();
  expect(await firstValueFrom(progress$(flow).pipe(filter(({ step }) => step === 1)))).toMatchObject({ phase: 'paused', steps: 5 });
});

test('reflow: the network learns its own pairs, and its paths become straighter round after round', async () => {
  const { flow } = createJoinedFlow({ target: 'eight-gaussians', hiddenLayers: [64, 64], batch: 256, steps: 1500 });
  const seen = watch(flow);
  flow.training.reflow();
  expect(await firstValueFrom(flow.training.state$)).toMatchObject({ phase: 'idle' });
  flow.training.start();
  await phase(flow, 'done');
  const curved = await firstValueFrom(flow.learned$);
  expect(seen.at(-1).reflows).toEqual([]);
  for (let round = 1; round <= 2; round++) {
    flow.training.reflow();
    await firstValueFrom(progress$(flow).pipe(filter(({ reflows }) => reflows.length === round && reflows[round - 1].after !== undefined)));
  }
  const { reflows, floor } = seen.at(-1);
  expect(floor).toBeNaN();
  const [first, second] = reflows;
  expect(first.after!.straightness).toBeLessThan(0.3 * first.before.straightness);
  expect(first.after!.oneStepError).toBeLessThan(0.5 * first.before.oneStepError);
  expect(second.after!.straightness).toBeLessThan(first.before.straightness);
  // The same by the mathematics alone, from other noise.
  const measure = (model: MlpModel): number => {
    const start = sampleMixture(flow.laws.source.law, 500, createRandom(99));
    return straightness(integrate(mlpVelocity(model), start, { solver: 'heun', steps: 32 }));
  };
  expect(measure(await firstValueFrom(flow.learned$))).toBeLessThan(0.3 * measure(curved));
  flow.training.reset();
  expect(await firstValueFrom(flow.training.state$)).toMatchObject({ phase: 'idle' });
  flow.training.start();
  expect((await atStep(flow, 1)).reflows).toEqual([]);
});

test('one that leaves for longer than the grace period and returns finds the run where it was, and the same end', { timeout: 60_000 }, async () => {
  // The run goes on for the second of grace, and must not end in it on a fast machine either.
  const longer = { ...LONG, steps: 50_000 };
  const { flow, workers } = createJoinedFlow(longer);
  const first = progress$(flow).subscribe();
  flow.training.start();
  const { step } = await atStep(flow, 500);
  first.unsubscribe();
  await new Promise((resolve) => setTimeout(resolve, 2 * GRACE_MS + 200));
  const [back, further] = await firstValueFrom(progress$(flow).pipe(take(2), toArray()));
  expect(back.step).toBeGreaterThanOrEqual(step);
  expect(further.step).toBeGreaterThanOrEqual(back.step);
  watch(flow);
  const layers = await weightsAtEnd(flow);
  // One that has just nothing to do is kept for a while.
  expect(workers()).toBe(1);
  expect(layers).toEqual(await undisturbed(longer));
});

test('every parameter of the training reaches it', async () => {
  const learn = async (change: Parameters<Flow['set']>[0]): Promise<string> => {
    const { flow } = createJoinedFlow({ steps: 4, ...change });
    watch(flow);
    flow.training.start();
    return JSON.stringify((await weightsAtEnd(flow)).map(({ weights }) => [...weights]));
  };
  const sgd = { optimizer: 'sgd' } as const;
  const results = await Promise.all(
    [{}, sgd, { ...sgd, momentum: 0.5 }, { warmup: 3 }, { ...sgd, clipNorm: 0.1 }, { timeFeatures: 2 }, { coupling: 'sinkhorn' } as const, { coupling: 'sinkhorn', epsilon: 100 } as const].map(learn),
  );
  expect(new Set(results).size).toBe(results.length);
});

test('a warm-up that is longer than the run ends before its last step', async () => {
  const { flow } = createJoinedFlow({ warmup: 40_000 });
  watch(flow);
  flow.training.start();
  expect(await phase(flow, 'done')).toMatchObject({ step: 30 });
});

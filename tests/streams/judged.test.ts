import { filter, firstValueFrom } from 'rxjs';
import { expect, onTestFinished, test } from 'vitest';
import { createFlow, type Flow, type FlowParameters, type JudgedCheckpoint, type Measure } from '../../src/streams/index.ts';
import { createJoinedFlow, joinedCompute, phase, SMALL } from './joined-flow.ts';

/** The checkpoints of a short run when all of them are judged. */
async function judgedBy(measures: readonly Measure[], parameters: Partial<FlowParameters> = {}): Promise<{ flow: Flow; judged: readonly JudgedCheckpoint[] }> {
  const { flow } = createJoinedFlow(parameters);
  const training = flow.training.state$.subscribe();
  onTestFinished(() => training.unsubscribe());
  const all$ = flow.training.judged(measures).pipe(filter((judged) => judged.at(-1)?.step === flow.parameters.steps));
  const all = firstValueFrom(all$);
  flow.training.start();
  await phase(flow, 'done');
  return { flow, judged: await all };
}

test('each checkpoint is judged, in the order of steps, by what is asked for', async () => {
  const { flow, judged } = await judgedBy(['cloud', 'likelihood', 'gradients']);
  const state = await phase(flow, 'done');
  expect(judged.map(({ step }) => step)).toEqual((state as { checkpoints: readonly number[] }).checkpoints.filter((step) => step <= 30));
  for (const { excess, cloud, likelihood, gradients } of judged) {
    expect(excess).toBeGreaterThan(0);
    expect(cloud!.slicedW2).toBeGreaterThan(0);
    expect(Number.isFinite(likelihood!.learned)).toBe(true);
    expect(gradients!.cosine).toBeGreaterThan(0);
  }
  expect(judged.at(-1)!.excess).toBeLessThan(judged[0].excess);
});

test('with nothing to measure the excess is told alone', async () => {
  const { judged } = await judgedBy([]);
  expect(judged.every((one) => Object.keys(one).sort().join() === 'excess,step')).toBe(true);
});

test('of pairs that are not independent no gradients are compared', async () => {
  const { judged } = await judgedBy(['gradients'], { coupling: 'ot', steps: 5 });
  expect(judged.some(({ gradients }) => gradients)).toBe(false);
  expect(judged.at(-1)!.excess).toBeNaN();
});

test('errors of few steps are told against the exact flow where pairs are independent, and else against the network’s own alone', async () => {
  const { judged } = await judgedBy(['evaluations'], { steps: 5 });
  const { own, exact, evaluations } = judged.at(-1)!.evaluations!;
  expect([own.length, exact!.errors.length]).toEqual([evaluations.length, evaluations.length]);
  const { judged: ofPairs } = await judgedBy(['evaluations'], { coupling: 'ot', steps: 5 });
  expect(ofPairs.at(-1)!.evaluations!.own.length).toBe(evaluations.length);
  expect(ofPairs.at(-1)!.evaluations).not.toHaveProperty('exact');
});

test('another run is judged anew', async () => {
  const { flow } = await judgedBy([], { steps: 5 });
  const lengths: number[] = [];
  const watching = flow.training.judged([]).subscribe((judged) => lengths.push(judged.length));
  onTestFinished(() => watching.unsubscribe());
  expect(lengths.at(-1)).toBe(5);
  flow.training.reset();
  expect(lengths.at(-1)).toBe(0);
  flow.training.start();
  await phase(flow, 'done');
  expect(lengths.at(-1)).toBe(5);
});

test('where the exact flow leads is found once, for the first checkpoint, and told with the others', async () => {
  const { compute } = joinedCompute();
  const asked: (Float64Array | undefined)[] = [];
  const flow = createFlow({ ...SMALL, target: 'eight-gaussians' }, {
    compute: {
      ...compute,
      call: (name, request) => {
        if (name === 'judge') asked.push((request as { exactEnds?: Float64Array }).exactEnds);
        return compute.call(name, request);
      },
    },
  });
  const training = flow.training.state$.subscribe();
  onTestFinished(() => training.unsubscribe());
  const all = firstValueFrom(flow.training.judged(['evaluations']).pipe(filter((judged) => judged.at(-1)?.step === flow.parameters.steps)));
  flow.training.start();
  const judged = await all;
  expect(asked.length).toBeGreaterThan(2);
  expect(asked).toEqual([undefined, ...judged.slice(1).map(() => judged[0].evaluations!.exact!.ends)]);
});

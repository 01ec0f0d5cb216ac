import { filter, firstValueFrom, lastValueFrom, takeWhile, tap, toArray } from 'rxjs';
import { expect, test } from 'vitest';
import { gaussianMixture } from '../../src/math/index.ts';
import { createFlow, readRecording, recordCompute, recordedCompute, RecordingError, writeRecording, type FlowParameters, type TrainingState } from '../../src/streams/index.ts';
import { GRACE_MS } from '../../src/worker/index.ts';
import { joinedCompute, SMALL, SMALL_CLOUD } from './joined-flow.ts';


/** A flow whose answers are kept: its cloud, and a run to its end. */
async function createRecording(parameters: Partial<FlowParameters> = {}) {
  const { compute, recording } = recordCompute(joinedCompute().compute);
  const flow = createFlow({ ...SMALL, ...parameters }, { compute });
  const trajectories = await firstValueFrom(flow.cloud(SMALL_CLOUD));
  const states = trainedStates(flow);
  flow.training.start();
  return { trajectories, states: await states, text: writeRecording(recording()) };
}

const trainedStates = (flow: ReturnType<typeof createFlow>): Promise<TrainingState[]> =>
  lastValueFrom(flow.training.state$.pipe(takeWhile(({ phase }) => phase !== 'done', true), toArray()));

test('a recorded flow plays without a worker: the same cloud, the same run, the same network', async () => {
  const { trajectories, states, text } = await createRecording();
  const flow = createFlow(SMALL, { compute: recordedCompute(readRecording(text)) });
  expect(await firstValueFrom(flow.cloud(SMALL_CLOUD))).toEqual(trajectories);
  const played = trainedStates(flow);
  flow.training.start();
  expect((await played).at(-1)).toEqual(states.at(-1));
});

test('a recorded run can be paused, and a single step is its next report', async () => {
  const { text } = await createRecording({ steps: 3000 });
  const flow = createFlow({ ...SMALL, steps: 3000 }, { compute: recordedCompute(readRecording(text)) });
  const seen: TrainingState[] = [];
  const subscription = flow.training.state$.subscribe((state) => seen.push(state));
  flow.training.step();
  await firstValueFrom(flow.training.state$.pipe(filter(({ step }) => step > 0)));
  expect(seen.map(({ phase }) => phase)).toEqual(['idle', 'starting', 'paused']);
  subscription.unsubscribe();
});

test('what was not recorded is an error that says so, and other parameters are not recorded', async () => {
  const { text } = await createRecording();
  const flow = createFlow({ ...SMALL, seed: 4 }, { compute: recordedCompute(readRecording(text)) });
  await expect(firstValueFrom(flow.cloud(SMALL_CLOUD))).rejects.toThrow(/no answer to this "integrate"/);
  const states = firstValueFrom(flow.training.state$.pipe(filter(({ phase }) => phase === 'failed')));
  flow.training.start();
  expect(await states).toMatchObject({ message: expect.stringMatching(/no answer to this "train"/) as string });
});

test('a recorded run that is left and taken up again goes on from where it was, and a shorter one does not take its place', async () => {
  const { compute, recording } = recordCompute(joinedCompute().compute);
  const live = createFlow({ ...SMALL, steps: 3000 }, { compute });
  const end = trainedStates(live);
  live.training.start();
  const states = await end;
  live.training.reset();
  const shorter = firstValueFrom(live.training.state$.pipe(filter(({ step }) => step > 0)));
  live.training.start();
  await shorter;
  live.training.reset();
  const flow = createFlow({ ...SMALL, steps: 3000 }, { compute: recordedCompute(readRecording(writeRecording(recording()))) });
  const begun = firstValueFrom(flow.training.state$.pipe(filter(({ step }) => step > 0)));
  flow.training.start();
  const { step } = await begun;
  flow.training.pause();
  await new Promise((resolve) => setTimeout(resolve, GRACE_MS + 300));
  const steps: number[] = [];
  const done = lastValueFrom(flow.training.state$.pipe(takeWhile(({ phase }) => phase !== 'done', true), tap((state) => steps.push(state.step))));
  flow.training.start();
  expect(await done).toEqual(states.at(-1));
  expect(steps[0]).toBe(step);
  expect([...steps].sort((a, b) => a - b)).toEqual(steps);
});

test.each([
  ['no JSON', '{', /no recording/],
  ['another thing', '[1, 2]', /no recording/],
  ['another version', '{"version":99,"entries":[]}', /version 99; version 2 can be played/],
  ['an entry that is none', '{"version":2,"entries":[null]}', /without a key/],
  ['an array of a kind that there is not', '{"version":2,"entries":{"array":"constructor","base64":"AA=="}}', /no recording|version/],
])('%s is refused in words', (_, text, says) => {
  expect(() => recordedCompute(readRecording(text))).toThrow(RecordingError);
  expect(() => recordedCompute(readRecording(text))).toThrow(says);
});

test('neither a question that was given up is kept nor one that failed', async () => {
  const { compute, recording } = recordCompute(joinedCompute().compute);
  const law = gaussianMixture(2);
  const ask = (columns: number) =>
    compute.call('sampleField', { model: { kind: 'mixture', source: law, target: law }, grid: { dimension: 2, lower: [-2, -2], upper: [2, 2], size: [columns, 3] }, maxTimes: 2 });
  ask(4).subscribe().unsubscribe();
  await expect(firstValueFrom(ask(1e9))).rejects.toThrow(/memory/);
  expect(recording().entries).toEqual([]);
  await firstValueFrom(ask(4));
  expect(recording().entries.length).toBe(1);
});

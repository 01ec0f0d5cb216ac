import { filter, firstValueFrom } from 'rxjs';
import { expect, test, vi } from 'vitest';
import type { MlpModel } from '../../src/math/index.ts';
import type { TrainingRest } from '../../src/streams/index.ts';
import { createJoinedFlow, phase } from './joined-flow.ts';

const places = { grid: { dimension: 2, lower: [-1, -1], upper: [1, 1], size: [2, 2] }, times: Float64Array.of(0, 1) };
const weightsOf = ({ layers }: MlpModel): number[] => layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

test.each(['auto', 'tfjs'] as const)('the step that is explained is the one that is taken, one after the other, by the engine %s', async (engine) => {
  const { flow } = createJoinedFlow({ engine, batch: 4 });
  const { training } = flow;
  const watching = training.moments$.subscribe();
  for (let step = 0; step < 3; step++) {
    expect(await firstValueFrom(training.rest$.pipe(filter((rest) => rest?.step === step)))).toMatchObject({ step });
    const explained = await firstValueFrom(training.nextStep(places));
    training.step();
    const { model } = await firstValueFrom(training.moments$.pipe(filter(({ state }) => state.step === step + 1)));
    expect(explained.step).toBe(step + 1);
    expect(weightsOf(explained.model)).toEqual(weightsOf(model));
  }
  watching.unsubscribe();
});

test('a training that goes on does not rest, and one that is over has no next step', async () => {
  const { flow: { training }, flow } = createJoinedFlow({ steps: 20 });
  const rests: (TrainingRest | undefined)[] = [];
  const watching = training.rest$.subscribe((rest) => rests.push(rest));
  const done = phase(flow, 'done');
  training.start();
  await done;
  await vi.waitFor(() => expect(rests.at(-1)).toMatchObject({ step: 20, isOver: true }));
  expect(rests).toContain(undefined);
  expect(await firstValueFrom(training.nextStep(places), { defaultValue: undefined })).toBeUndefined();
  training.reset();
  expect(rests.at(-1)).toMatchObject({ step: 0, isOver: false });
  watching.unsubscribe();
});

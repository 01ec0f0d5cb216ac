import { BehaviorSubject, firstValueFrom, of } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { FmField } from '../../components/fm-field/field.element.ts';
import { FmSampler } from '../../components/fm-sampler/sampler.element.ts';
import { atCheckpoint, checkpointProblem, stepsToKeep } from '../../components/shared/checkpoint.ts';
import { whileThere } from '../../components/shared/network.ts';
import { CLOUD, defaultsOf, type Flow, type ModelName } from '../../src/streams/index.ts';
import { createJoinedFlow, phase } from '../streams/joined-flow.ts';

vi.setConfig({ testTimeout: 60_000 });

const settingsOf = (...models: ModelName[]) => ({ models, cloud: defaultsOf(CLOUD) });

async function trained(flow: Flow): Promise<void> {
  flow.training.start();
  await phase(flow, 'done');
}

/** The models of an element that is given this. */
function modelsOf(element: typeof FmField | typeof FmSampler, given: object): readonly ModelName[] {
  const figure = Object.create(element.prototype, { isFieldAsked: { value: 'field' in given } }) as { settings(parameters: object, given: object): ReturnType<typeof settingsOf> };
  // Its property tells the default when nobody has set it.
  return atCheckpoint(figure.settings({ model: 'exact' }, { field: 'exact', ...given }), 5).models;
}

test('a checkpoint stands in the place of the network, and of nothing else that an author asks for', () => {
  expect(modelsOf(FmField, { checkpoint: 5 })).toEqual(['checkpoint-5']);
  expect(modelsOf(FmField, { checkpoint: 5, field: 'learned' })).toEqual(['checkpoint-5']);
  expect(modelsOf(FmField, { checkpoint: 5, field: 'exact' })).toEqual(['exact']);
  expect(modelsOf(FmField, { checkpoint: 5, field: 'both' })).toEqual(['exact', 'checkpoint-5']);
  expect(modelsOf(FmField, { checkpoint: 5, field: 'conditional' })).toEqual(['conditional-1']);
  expect(modelsOf(FmSampler, { checkpoint: 5 })).toEqual(['checkpoint-5']);
  expect(atCheckpoint(settingsOf('learned'), undefined).models).toEqual(['learned']);
  expect(atCheckpoint(settingsOf('learned'), 'last').models).toEqual(['latest']);
});

test('a conditional field has no checkpoints, and says so', async () => {
  const { flow } = createJoinedFlow();
  const problemOf = (model: ModelName) => firstValueFrom(checkpointProblem(flow, true, 'checkpoint', of(settingsOf(model))));
  expect(await problemOf('conditional-3')).toMatchObject({ attribute: 'checkpoint', saying: { key: 'checkpointConditional' } });
  // Nothing trains in this flow, which is another thing.
  expect(await problemOf('checkpoint-3')).toMatchObject({ saying: { key: 'checkpointAlone' } });
});

test('pictures of a checkpoint go on while its network is there, and begin anew with that of the next run', async () => {
  const { flow } = createJoinedFlow();
  let begun = 0;
  const pictures$ = new BehaviorSubject('picture');
  const drawn: string[] = [];
  const shown = () => {
    begun++;
    return pictures$;
  };
  const watching = whileThere(flow, settingsOf('checkpoint-30'), of(true), shown).subscribe((picture) => drawn.push(picture));
  onTestFinished(() => watching.unsubscribe());
  expect([begun, drawn]).toEqual([0, []]);
  for (const [run, change] of [{ seed: 8 }, { coupling: 'ot' as const }].entries()) {
    await trained(flow);
    await vi.waitFor(() => expect(begun).toBe(run + 1));
    flow.set(change);
    await vi.waitFor(() => expect(pictures$.observed).toBe(false));
    pictures$.next('of what is gone');
    pictures$.next('picture');
    expect(drawn).toEqual(Array.from({ length: run + 1 }, () => 'picture'));
  }
});

test('steps to be kept are those that are named, however they are written', () => {
  expect(stepsToKeep({ compare: 'checkpoint: 10, 1e3,, last, -5, 1.5, 2e5, soon', checkpoint: 7 })).toEqual([10, 1000, 7]);
  expect(stepsToKeep({ compare: 'seed: 1, 2', checkpoint: 'last' })).toEqual([]);
  expect(stepsToKeep({})).toEqual([]);
});

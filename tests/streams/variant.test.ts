import { firstValueFrom } from 'rxjs';
import { expect, onTestFinished, test } from 'vitest';
import { createFlow, ParameterError } from '../../src/streams/index.ts';
import { createJoinedFlow, phase, SMALL, SMALL_CLOUD } from './joined-flow.ts';

test('a variant has the same clock and the same noise, and a field of its own', async () => {
  const { flow } = createJoinedFlow();
  const variant = flow.variant({ schedule: 'cosine' });
  expect(variant.clock).toBe(flow.clock);
  const [one, other] = await Promise.all([flow, variant].map((each) => firstValueFrom(each.cloud(SMALL_CLOUD))));
  expect([...other.positions.slice(0, 100)]).toEqual([...one.positions.slice(0, 100)]);
  expect([...other.positions]).not.toEqual([...one.positions]);
  expect(variant.parameters).toEqual({ ...flow.parameters, schedule: 'cosine' });
});

test('a variant of another seed has other noise', async () => {
  const { flow } = createJoinedFlow();
  const [one, other] = await Promise.all([flow, flow.variant({ seed: 4 })].map((each) => firstValueFrom(each.cloud(SMALL_CLOUD))));
  expect([...other.positions.slice(0, 100)]).not.toEqual([...one.positions.slice(0, 100)]);
});

test('a variant follows what is set on its parent, but for what it changes itself', () => {
  const flow = createFlow(SMALL);
  const variant = flow.variant({ schedule: 'cosine' });
  const [schedules, seeds]: [string[], number[]] = [[], []];
  let changes = 0;
  const subscription = variant.parameters$.subscribe(({ schedule, seed }) => (changes++, schedules.push(schedule), seeds.push(seed)));
  onTestFinished(() => subscription.unsubscribe());
  flow.set({ seed: 8 });
  flow.set({ schedule: 'polynomial-2' });
  expect(changes).toBe(2);
  expect(seeds).toEqual([3, 8]);
  expect(schedules).toEqual(['cosine', 'cosine']);
  variant.set({ seed: 5 });
  flow.set({ seed: 9 });
  expect(variant.parameters).toMatchObject({ schedule: 'cosine', seed: 5 });
  expect(flow.parameters).toMatchObject({ schedule: 'polynomial-2', seed: 9 });
});

test('a variant of a variant follows both', async () => {
  const { flow } = createJoinedFlow();
  const inner = flow.variant({ schedule: 'cosine' }).variant({ coupling: 'ot' });
  expect(await firstValueFrom(inner.exact$)).toEqual({ known: false, why: 'coupling' });
  expect(inner.clock).toBe(flow.clock);
  flow.set({ target: 'circles', coupling: 'sinkhorn' });
  expect(inner.parameters).toMatchObject({ target: 'circles', schedule: 'cosine', coupling: 'ot' });
  expect(inner.laws).toBe(flow.laws);
  const seen: string[] = [];
  const subscription = inner.laws$.subscribe(({ target }) => seen.push(target.name));
  onTestFinished(() => subscription.unsubscribe());
  flow.set({ target: 'moons' });
  expect(seen).toEqual(['circles', 'moons']);
});

test('a variant’s training is its own: the parent’s does not start it, nor the other way round', async () => {
  const { flow } = createJoinedFlow();
  const variant = flow.variant({ coupling: 'ot' });
  const subscription = variant.training.state$.subscribe();
  onTestFinished(() => subscription.unsubscribe());
  flow.training.start();
  await phase(flow, 'done');
  expect(await firstValueFrom(variant.training.state$)).toMatchObject({ phase: 'idle' });
  flow.training.reset();
  variant.training.start();
  await phase(variant, 'done');
  expect(await firstValueFrom(flow.training.state$)).toMatchObject({ phase: 'idle' });
});

test('a parameter that a variant changes does not end its training when the parent is set', async () => {
  const { flow } = createJoinedFlow();
  const variant = flow.variant({ target: 'circles' });
  variant.training.start();
  const subscription = variant.training.state$.subscribe();
  onTestFinished(() => subscription.unsubscribe());
  await phase(variant, 'done');
  flow.set({ target: 'circles' });
  flow.set({ target: 'ring' });
  expect(await firstValueFrom(variant.training.state$)).toMatchObject({ phase: 'done' });
});

test('a variant that nobody watches starts no worker, and is not subscribed to its parent', async () => {
  const { flow, workers } = createJoinedFlow();
  const variant = flow.variant({ target: 'ring' });
  flow.set({ source: 'circles', target: 'ring' });
  variant.training.start();
  await Promise.resolve();
  expect(workers()).toBe(0);
  expect(variant.laws.source.name).toBe('circles');
});

test('what cannot be is refused when a variant is made or set, and leaves all as it was', () => {
  const flow = createFlow(SMALL);
  expect(() => flow.variant({ target: 'mooons' })).toThrow(/no data set "mooons"/);
  expect(() => flow.variant({ source: 'torus' })).toThrow(ParameterError);
  const variant = flow.variant({ source: 'circles' });
  expect(() => variant.set({ target: 'torus' })).toThrow(/dimension/);
  expect(variant.parameters).toMatchObject({ source: 'circles', target: 'moons' });
  expect(flow.parameters.target).toBe('moons');
});

test('where the parent comes to have laws that do not go with the changes, the variant says so, and follows again later', async () => {
  const { flow } = createJoinedFlow();
  const variant = flow.variant({ source: 'circles' });
  const errors: unknown[] = [];
  variant.laws$.subscribe({ error: (error: unknown) => errors.push(error) });
  flow.set({ target: 'torus' });
  expect(errors).toMatchObject([{ name: 'ParameterError', attribute: 'source' }]);
  expect(flow.laws.target.name).toBe('torus');
  expect(() => variant.laws).toThrow(ParameterError);
  flow.set({ target: 'ring' });
  expect((await firstValueFrom(variant.cloud(SMALL_CLOUD))).dimension).toBe(2);
});

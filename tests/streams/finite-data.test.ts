import { firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { isPointLaw } from '../../src/math/index.ts';
import { createFlow, ParameterError } from '../../src/streams/index.ts';
import { createJoinedFlow, phase } from './joined-flow.ts';

test('data-count draws of the target are the data: the exact field leads to them, and another seed has others', async () => {
  const flow = createFlow({ target: 'moons', dataCount: 5, seed: 1 });
  const { target, drawn } = flow.laws;
  expect(isPointLaw(target.law)).toBe(true);
  expect(target.law.weights).toHaveLength(5);
  expect(drawn!.from).toBe(drawn!.fresh);
  const exact = await firstValueFrom(flow.exact$);
  expect(exact.known && 'target' in exact.model && exact.model.target).toBe(target.law);
  flow.set({ batch: 32 });
  expect(flow.laws.target.law).toBe(target.law);
  flow.set({ seed: 2 });
  expect(flow.laws.target.law.means).not.toEqual(target.law.means);
  flow.set({ dataCount: 0 });
  expect(flow.laws.drawn).toBeUndefined();
  const { laws } = flow;
  flow.set({ seed: 3 });
  expect(flow.laws).toBe(laws);
});

test('a variant with more data keeps what it does not change', () => {
  const flow = createFlow({ target: 'moons', dataCount: 5 });
  const more = flow.variant({ dataCount: 50 });
  expect(more.laws.target.law.means.subarray(0, 10)).toEqual(flow.laws.target.law.means);
});

test('targets="marginal" beside a coupling that has no marginal in closed form is refused, and changes nothing', () => {
  const flow = createFlow({ targets: 'marginal' });
  expect(() => flow.set({ coupling: 'ot' })).toThrow(ParameterError);
  expect(flow.parameters.coupling).toBe('independent');
  expect(() => createFlow({ targets: 'marginal', coupling: 'sinkhorn' })).toThrow('targets="marginal"');
});

test('a network learns the exact velocities from the same draws, and straightens on its own pairs as any other', async () => {
  const run = async (targets: 'marginal' | 'conditional') => {
    const { flow } = createJoinedFlow({ targets, dataCount: 8, steps: 2, batch: 4096 });
    const done = phase(flow, 'done');
    flow.training.start();
    const state = await done;
    if (!('loss' in state)) throw new Error('It has reported.');
    return { flow, firstLoss: state.curve[1], floor: state.floor };
  };
  const [marginal, conditional] = [await run('marginal'), await run('conditional')];
  expect(conditional.floor).toBe(marginal.floor);
  expect((conditional.firstLoss - marginal.firstLoss) / conditional.floor).toBeCloseTo(1, 0);
  const { flow } = marginal;
  const again = phase(flow, 'training').then(() => phase(flow, 'done'));
  flow.training.reflow();
  const straightened = await again;
  expect('reflows' in straightened && straightened.reflows).toHaveLength(1);
});

import { BehaviorSubject } from 'rxjs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { explain, explainProblem, type ExplainHost } from '../../components/explain/index.ts';
import type { Problem } from '../../components/shared/problem.ts';
import { pointsDataset, type Dataset } from '../../src/math/index.ts';
import { createFlow, type Compute } from '../../src/streams/index.ts';
import { createJoinedFlow, joinedCompute, SMALL } from '../streams/joined-flow.ts';

const wide = (dimension: number): Dataset => pointsDataset({
  name: 'wide.csv', columns: Array.from({ length: dimension }, (_, k) => `c${k}`), bandwidth: 0.3,
  points: { dimension, count: 9, coordinates: Float64Array.from({ length: 9 * dimension }, (_, i) => (i * 7) % 11) },
});

function explained(flow: ReturnType<typeof createJoinedFlow>['flow']) {
  const problems = new Set<Problem>();
  const host: ExplainHost = {
    problems: { report: (problem) => void problems.add(problem), clear: (code) => problems.forEach((one) => one.code === code && problems.delete(one)), withdraw: (problem) => void problems.delete(problem) },
    viewport: { pointing: null, onPaint: null }, seen$: new BehaviorSubject(true), draw: () => undefined, refresh: () => undefined,
  };
  const explaining = explain(flow, host);
  onTestFinished(() => explaining.end());
  return { explaining, said: () => [...problems].map(({ saying: { key } }) => key) };
}

test('steps are explained of velocities of data that are shown whole, and words say why of others', () => {
  const { laws, parameters } = createFlow({ target: wide(3) });
  expect(explainProblem(parameters, laws)).toBeUndefined();
  expect(explainProblem({ objective: 'mean-flow' }, laws)!.saying).toEqual({ key: 'explainAverage' });
  expect(explainProblem(parameters, createFlow({ target: wide(4) }).laws)).toMatchObject({ attribute: 'explain', saying: { key: 'explainPartly', name: 'wide.csv', dimension: 4 } });
});

test('while data have more axes than a figure, no step is shown; of the next data it is', async () => {
  const { flow } = createJoinedFlow({ target: wide(5) });
  const { explaining, said } = explained(flow);
  expect(said()).toEqual(['explainPartly']);
  flow.set({ target: 'moons' });
  await vi.waitFor(() => expect(explaining.isShown).toBe(true));
  expect(said()).toEqual([]);
  flow.set({ target: wide(5) });
  expect(explaining.isShown).toBe(false);
  expect(said()).toEqual(['explainPartly']);
});

test('an error takes the step away, and it is shown again when parameters have changed', async () => {
  const { compute } = joinedCompute();
  let isBroken = false;
  const breakable: Compute = { ...compute, call: (task, request) => compute.call(task, isBroken && task === 'explainStep' ? { ...request, times: undefined! } : request) };
  const flow = createFlow(SMALL, { compute: breakable });
  const { explaining, said } = explained(flow);
  await vi.waitFor(() => expect(explaining.isShown).toBe(true));
  isBroken = true;
  flow.set({ seed: 5 });
  await vi.waitFor(() => expect(said()).toHaveLength(1));
  expect(explaining.isShown).toBe(false);
  isBroken = false;
  flow.set({ seed: 6 });
  await vi.waitFor(() => expect(explaining.isShown).toBe(true));
  expect(said()).toEqual([]);
});

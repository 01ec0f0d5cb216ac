import { readFileSync } from 'node:fs';
import { compileFunction } from 'node:vm';
import { firstValueFrom } from 'rxjs';
import { expect, test, vi } from 'vitest';
import { createJoinedFlow, phase } from './joined-flow.ts';

vi.setConfig({ testTimeout: 30_000 });

test('the README’s chart of one’s own gets the loss of every step, and the exact floor', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const example = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code).find((code) => code.includes('curve'))!;
  const { flow } = createJoinedFlow({ steps: 300 });
  const draw = vi.fn<(points: { step: number; loss: number }[], floor: number) => void>();
  (compileFunction(example, ['flow', 'draw']) as (...given: unknown[]) => void)(flow, draw);
  flow.training.start();
  await phase(flow, 'done');
  const [points, floor] = draw.mock.lastCall!;
  expect(points.map(({ step }) => step)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
  expect(points.every(({ loss }) => loss > 0 && Number.isFinite(loss))).toBe(true);
  expect(floor).toBeGreaterThan(0);
});

test('a look back to step 0 shows the first network that is kept, not the last', async () => {
  const { flow } = createJoinedFlow({ steps: 300 });
  const watched = flow.training.state$.subscribe();
  flow.training.start();
  await phase(flow, 'done');
  const last = await firstValueFrom(flow.learned$);
  flow.training.lookBack(0);
  const state = await phase(flow, 'done');
  expect('shownStep' in state && state.shownStep).toBe('checkpoints' in state && state.checkpoints[0]);
  expect(await firstValueFrom(flow.learned$)).not.toBe(last);
  watched.unsubscribe();
});

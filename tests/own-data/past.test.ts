import { expect, test } from 'vitest';
import { drawing } from '../../components/own-data/brought.ts';
import { pastOf } from '../../components/own-data/past.ts';
import { createFlow, type Flow } from '../../src/streams/index.ts';

const drawn = (x: number) => drawing([[x, 0], [x, 1]], `drawing ${x}`);

function createPast() {
  const flow: Flow = createFlow({ target: 'moons' });
  const past = pastOf(flow);
  const bring = (x: number): void => {
    const next = drawn(x);
    past.show(next, () => past.history.push(next));
  };
  return { flow, past, bring };
}

test('data that the page gives while the reader’s are shown are the page’s, and undo leads back to the reader’s', () => {
  const { flow, past, bring } = createPast();
  bring(1);
  flow.set({ target: 'circles' });
  past.follow();
  expect(past.history.now).toEqual({ kind: 'page', target: 'circles' });
  expect(past.history.before!.kind).toBe('drawing');
  past.follow();
  past.show(past.history.before!, () => past.history.undo());
  expect(flow.laws.target.name).toBe('drawing 1');
  expect(past.history.before).toEqual({ kind: 'page', target: 'moons' });
  expect(past.history.after).toEqual({ kind: 'page', target: 'circles' });
});

test('a page that changes its own data again and again makes no steps of it, and what was undone can be done again', () => {
  const { flow, past, bring } = createPast();
  bring(1);
  past.show(past.history.before!, () => past.history.undo());
  for (const target of ['circles', 'pinwheel', 'two-spirals'] as const) {
    flow.set({ target });
    past.follow();
  }
  expect(past.history.now).toEqual({ kind: 'page', target: 'two-spirals' });
  expect(past.history.canUndo).toBe(false);
  expect(past.history.after!.kind).toBe('drawing');
});

test('who is told of the flow’s data while the reader’s are being shown takes them for no change of the page’s', () => {
  const { flow, past, bring } = createPast();
  flow.parameters$.subscribe(() => past.follow());
  bring(1);
  bring(2);
  expect(past.history.before!.kind).toBe('drawing');
  expect(past.history.now.kind).toBe('drawing');
});

test('what the flow refuses changes nothing', () => {
  const { flow, past } = createPast();
  const bad = { kind: 'page', target: 'no such law' } as never;
  expect(() => past.show(bad, () => past.history.push(bad))).toThrow();
  expect(past.history.canUndo).toBe(false);
  flow.set({ target: 'circles' });
  past.follow();
  expect(past.history.now).toEqual({ kind: 'page', target: 'circles' });
});

test('of the page’s own and the reader’s data undo leads back to the page’s, after 20 others at most', () => {
  const { past, bring } = createPast();
  for (let i = 0; i < 40; i++) bring(i);
  let steps = 0;
  for (; past.history.canUndo; steps++) past.history.undo();
  expect(steps).toBe(20);
  expect(past.history.now.kind).toBe('page');
});

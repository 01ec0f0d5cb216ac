import { beforeAll, expect, test } from 'vitest';
import { ask } from '../../components/ask/index.ts';
import { ASKED, PROBES, QUANTITIES, type ProbeName } from '../../src/figures/index.ts';
import { ASKED_OF } from '../../src/figures/asking/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';

beforeAll(async () => void (await ASKED.fetch()));

test.each(QUANTITIES)('what asks for %s without a probe names one that tells it', (quantity) => {
  const figure = { flow: createJoinedFlow().flow, quantity, places: [], named: undefined, words: expect.fail, convention: () => undefined, refresh: expect.fail, onAnswer: () => undefined };
  const problem = ask({} as ShadowRoot, 'plane', figure);
  const { message } = (problem as { readonly saying: { readonly message: string } }).saying;
  const named = /probe="(.*?)"/.exec(message)![1];
  expect(Object.keys(PROBES)).toContain(named);
  expect(ASKED_OF[named as ProbeName]).toContain(quantity);
});

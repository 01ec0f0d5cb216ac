import { beforeAll, expect, test } from 'vitest';
import { ask } from '../../components/ask/index.ts';
import { ASKED, PROBE_NAMES, PROBES, probeSuits, QUANTITIES, VIEWS, type ProbeName } from '../../src/figures/index.ts';
import { ASKED_OF } from '../../src/figures/asking/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';

beforeAll(async () => void (await ASKED.fetch()));

const createFigure = () => ({ flow: createJoinedFlow().flow, places: [], named: undefined, words: expect.fail, convention: () => undefined, refresh: expect.fail, onAnswer: () => undefined });

test.each(QUANTITIES)('what asks for %s without a probe names one that tells it', (quantity) => {
  const problem = ask({} as ShadowRoot, 'plane', { ...createFigure(), quantity });
  const { message } = (problem as { readonly saying: { readonly message: string } }).saying;
  const named = /probe="(.*?)"/.exec(message)![1];
  expect(Object.keys(PROBES)).toContain(named);
  expect(ASKED_OF[named as ProbeName]).toContain(quantity);
});

test('in a view the probe that is named suits it, where there is one', () => {
  const figure = createFigure();
  for (const view of ['plane', 'line', 'spacetime', 'volume'] as const) {
    for (const quantity of QUANTITIES) {
      const { saying: { message } } = ask({} as ShadowRoot, view, { ...figure, quantity }) as { readonly saying: { readonly message: string } };
      const telling = PROBE_NAMES.filter((name) => ASKED_OF[name].includes(quantity) && probeSuits(name, VIEWS[view].traits));
      if (telling.length > 0) expect(telling, `${quantity} in ${view}`).toContain(/probe="(.*?)"/.exec(message)![1]);
    }
  }
});

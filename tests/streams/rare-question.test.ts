import { EMPTY, firstValueFrom, of } from 'rxjs';
import { afterEach, expect, test, vi } from 'vitest';
import { fetched, type Code } from '../../src/code/index.ts';
import { flowState } from '../../src/streams/flow-state.ts';
import { defaultsOf, FLOW, QUESTIONS } from '../../src/streams/index.ts';
import type { Asking } from '../../src/streams/question.ts';
import { rare } from '../../src/streams/rare-question.ts';
import { RARE_CODE, type RareQuestions } from '../../src/streams/rare-code.ts';
import { joinedCompute } from './joined-flow.ts';

const rows = RARE_CODE.now!;

/** What cannot be had so often before it comes. */
function late(failures: number): Code<RareQuestions> {
  let asked = 0;
  return fetched(() => (++asked <= failures ? Promise.reject(new TypeError('There is no network.')) : Promise.resolve(rows)));
}

afterEach(() => void vi.useRealTimers());

const asking = (): Asking => ({ state$: of(flowState(defaultsOf(FLOW), [])), compute: joinedCompute().compute, basisOf: () => EMPTY, tell: () => EMPTY });

test('what is asked of a model, and what of the laws, is known before the code of a question is here', () => {
  for (const name of Object.keys(rows) as (keyof RareQuestions)[]) expect(QUESTIONS[name].isOfModel, name).toBe(rows[name].isOfModel);
});

test('a question whose code is late is answered as any other, all who ask the same share one stream, and code that cannot be had is an error until somebody asks again', async () => {
  const floor = rare('floor', false, late(1)).open(asking());
  const answer$ = floor({ group: 4 });
  await expect(firstValueFrom(answer$)).rejects.toMatchObject({ code: 'code-load', saying: { key: 'codeNotLoaded', name: 'floor', reason: 'There is no network.' } });
  const [first, second] = await Promise.all([firstValueFrom(answer$), firstValueFrom(floor({ group: 4 }))]);
  expect(first).toEqual(await firstValueFrom(rows.floor.open(asking())({ group: 4 })));
  expect(second).toBe(first);
});

test('what is no question is thrown at once where the code is here, and is the error of the stream where it is late', async () => {
  const wrong = { model: 'exact', points: [], at: 0, withJacobians: false } as const;
  expect(() => rare('trace', true).open(asking())(wrong)).toThrow('there are none');
  await expect(firstValueFrom(rare('trace', true, late(0)).open(asking())(wrong))).rejects.toThrow('there are none');
});

test('a question whose code a server never answers is an error after ten seconds, in words that other languages have as well', async () => {
  vi.useFakeTimers();
  const answer = firstValueFrom(rare('floor', false, fetched(() => new Promise<never>(() => undefined))).open(asking())({ group: 4 })).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await Promise.race([answer, Promise.resolve('nothing')])).toMatchObject({ code: 'code-load', saying: { key: 'codeLate', name: 'floor', seconds: 10 } });
});

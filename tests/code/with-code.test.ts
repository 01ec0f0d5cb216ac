import { firstValueFrom, of } from 'rxjs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fetched, withCode } from '../../src/code/index.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What becomes of a figure whose code is loaded so, within a minute. */
async function shown(load: () => Promise<unknown>): Promise<unknown> {
  const figure = firstValueFrom(withCode([{ name: 'mesh', code: fetched(load) }], () => of('drawn'))).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(60_000);
  return Promise.race([figure, Promise.resolve('nothing')]);
}

test('code that comes is drawn with, and no timer is left', async () => {
  expect(await shown(() => Promise.resolve(1))).toBe('drawn');
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  ['never comes', () => new Promise(() => undefined), { key: 'codeLate', name: 'mesh', seconds: 10 }, 'The code that draws "mesh" did not arrive within 10 seconds.'],
  ['is not in its file', () => Promise.resolve(undefined), { key: 'codeEmpty', name: 'mesh' }, 'The code that draws "mesh" could not be loaded: the server answered with a file that does not hold it.'],
  ['cannot be fetched', () => Promise.reject(new TypeError('no network')), { key: 'codeNotLoaded', name: 'mesh', reason: 'no network' }, 'The code that draws "mesh" could not be loaded: no network'],
] as const)('code that %s is an error with the code code-load', async (_, load, saying, message) => {
  expect(await shown(load)).toMatchObject({ code: 'code-load', saying, message });
});

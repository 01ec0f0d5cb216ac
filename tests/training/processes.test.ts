import { fork } from 'node:child_process';
import { beforeAll, expect, test, vi } from 'vitest';
import { bundleForNode } from '../../scripts/bundle-for-node.mjs';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let program: string;
beforeAll(async () => {
  program = await bundleForNode('tests/training/processes/train.ts', 'out/tests/training');
});

function run<T>(what: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = fork(program, [what]);
    child.once('message', (answer) => resolve(answer as T));
    child.once('exit', (code) => reject(new Error(`The process ended with code ${code}.`)));
  });
}

test('the same seed gives bit-equal weights in two processes, by every engine', async () => {
  const [first, second] = [await run<Record<string, string>>('weights'), await run<Record<string, string>>('weights')];
  expect(Object.keys(first)).toEqual(['SIMD', 'relaxed SIMD', 'tfjs wasm', 'tfjs cpu']);
  expect(second).toEqual(first);
  // They round differently: equal weights would mean that one stood for another.
  expect(new Set(Object.values(first)).size).toBeGreaterThanOrEqual(3);
});

test('what cannot be trained is refused in words, one point is learned, and all of it stays under 300 MB', async () => {
  const { answers, mostMegabytes } = await run<{ answers: Record<string, string>; mostMegabytes: number }>('mistakes');
  expect(answers).toEqual({
    'a net of 10^9 weights': expect.stringMatching(/weights/),
    'batch 0': expect.stringMatching(/^batch must be a whole number from 1/),
    'batch 10^9': expect.stringMatching(/^batch must be a whole number from 1/),
    'learning rate 10^9': expect.stringMatching(/finite number.*learning rate below 1000000000/),
    'an unknown activation': expect.stringMatching(/^activation must be one of silu.*"gelu"/),
    'one point': 'done, loss small',
  });
  expect(mostMegabytes).toBeLessThan(300);
});

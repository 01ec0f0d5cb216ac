/** The package in parts from another origin, in Firefox and WebKit; tests/package/cdn.test.ts holds Chromium to more. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveOrigins, type Origins } from '../package/cdn.ts';
import type {} from '../../components/classes.ts';
import { readers, type Reader } from './readers.ts';

const FIGURES = `<script type="module" src="CDN/dist/cdn/fm-elements.js"></script>
<script>addEventListener('fm-error', ({ detail }) => { globalThis.said = detail.message; });</script>
<style>body { width: 400px }</style><fm-field target="moons"></fm-field>
<fm-trainer id="moons" target="moons" steps="20" hidden-layers="16" ATTRIBUTE></fm-trainer>`;

describe.each(readers)('one script tag in $name', ({ name, start }) => {
  let reader: Reader;
  let origins: Origins;
  beforeAll(async () => {
    if (!start) return;
    origins = await serveOrigins();
    reader = await start();
  });
  afterAll(async () => {
    if (!start) return;
    await reader.close();
    origins.close();
  });

  test.skipIf(!start).each([
    ['our own kernels', '', /^wasm/, 'fm-worker-training.js'],
    ['TensorFlow.js where it is asked for', 'engine="tfjs"', /^tfjs/, 'fm-worker.js'],
  ])('draws, and trains by %s in workers that load no more than they need', async (_, attribute, engine, file) => {
    await reader.open(origins.pageOf(FIGURES.replace('ATTRIBUTE', attribute)));
    const seen = (): Promise<{ drawn: boolean; said?: string }> => reader.evaluate(() => ({
      drawn: [...document.querySelectorAll('fm-field, fm-trainer')].every((figure) => ((figure as HTMLElement & { toSvg?(): string | undefined }).toSvg?.()?.length ?? 0) > 1000),
      ...('said' in globalThis && { said: String((globalThis as { said?: unknown }).said) }),
    }));
    await expect.poll(seen, { timeout: 60_000 }).toEqual({ drawn: true });
    expect(origins.asked()).toEqual(expect.arrayContaining(['fm-elements.js', 'fm-worker-math.js']));
    const before = origins.asked();
    await reader.evaluate(() => {
      const trainer = document.querySelector('fm-trainer')!;
      trainer.flow!.training.state$.subscribe((state) => Object.assign(globalThis, { training: 'engine' in state ? `${state.phase} ${state.engine}` : state.phase }));
      trainer.train();
    });
    const training = (): Promise<string> => reader.evaluate(() => (globalThis as unknown as { training: string }).training);
    await expect.poll(training, { timeout: 60_000 }).toMatch(/^(done|failed)/);
    expect((await training()).replace(/^done /, '')).toMatch(engine);
    expect(origins.asked().filter((asked) => !before.includes(asked)), name).toEqual([file]);
  });
});

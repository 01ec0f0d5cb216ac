import { filter, firstValueFrom, of, timeout } from 'rxjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { figure, layerNames, layerSuits, registerLayer, VIEWS as ALL_VIEWS, type FigureOptions, type FigureScene } from '../../src/figures/index.ts';
import { pointsDataset } from '../../src/math/index.ts';
import type { FlowParameters } from '../../src/streams/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, OPTIONS, VIEWS } from './probed.ts';

const TIMES = [0, 0.3, 0.7, 1];
/** Told in words alone. */
const DRAWS_NOTHING = ['fit'];

/** Rows without spread, in two groups. */
const groups = (dimension: number) => pointsDataset({
  name: 'rows.csv', columns: ['x', 'y', 'z'].slice(0, dimension),
  points: { dimension, count: 24, coordinates: Float64Array.from({ length: 24 * dimension }, (_, i) => Math.sin(7 * i + 1)) },
  classes: { names: ['one', 'other'], ofComponents: Int32Array.from({ length: 24 }, (_, row) => row % 2) },
});

/** What a layer needs beside a law, where it needs more. */
const NEEDS: Readonly<Record<string, (dimension: number) => { readonly parameters?: Partial<FlowParameters>; readonly options?: Partial<FigureOptions> }>> = {
  classes: (dimension) => ({ parameters: { target: groups(dimension) } }),
  nearest: (dimension) => ({ parameters: { target: groups(dimension) } }),
  difference: () => ({ options: { models: ['exact', 'learned'] } }),
};

/** How much is drawn: dots, lines, arrows and texts, at all times. */
const amountOf = (scene: FigureScene): number =>
  TIMES.flatMap((t) => marksOf(scene, t)).reduce((sum, mark) => sum + ('count' in mark ? mark.count : 'offsets' in mark ? mark.offsets.length - 1 : 1), 0);

const names = layerNames();
beforeAll(() => registerLayer({ name: 'nothing', suits: () => true, ask: () => of(0), make: () => ({ parts: [], take: () => undefined, update: () => undefined }) }));

describe.each(VIEWS)('in a %s', (view, target, x) => {
  const { traits } = ALL_VIEWS[view];
  test.each(names.filter((name) => layerSuits(name, traits)))('the layer %s draws or tells something, of numbers alone, and fails nowhere', { timeout: 60_000 }, async (layer) => {
    const { parameters, options } = NEEDS[layer]?.(x.length) ?? {};
    const { flow } = createJoinedFlow({ target, ...parameters });
    const failures: unknown[] = [];
    const given = { ...OPTIONS, view, chosen$: of([{ x, t: 0.5 }]), ...options, onFailure: (name: string, error: unknown) => failures.push([name, error]) };
    // Axes and names.
    const bare = amountOf(await firstValueFrom(figure(flow, flow.laws, { ...given, layers: ['nothing'] })));
    const isThere = (scene: FigureScene): boolean => scene.readings.length > 0 || amountOf(scene) > bare;
    const scene = await firstValueFrom(figure(flow, flow.laws, { ...given, layers: [layer] }).pipe(filter(isThere), timeout(50_000)));
    expect(amountOf(scene) > bare || DRAWS_NOTHING.includes(layer)).toBe(true);
    for (const t of TIMES) {
      for (const mark of marksOf(scene, t)) if ('positions' in mark) expect(mark.positions.every(Number.isFinite), `${mark.kind} at t = ${t}`).toBe(true);
    }
    expect(failures).toEqual([]);
  });
});

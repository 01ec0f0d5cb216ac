import { filter, firstValueFrom, of } from 'rxjs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { figure, type FigureOptions, type FigureScene, type Reading } from '../../src/figures/index.ts';
import { dataset, gaussianTransportCost } from '../../src/math/index.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import type { Mark } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type Flow } from '../../src/streams/index.ts';
import { createSurface } from '../scene/create.ts';
import { createJoinedFlow, phase } from '../streams/joined-flow.ts';

const surface = createSurface();
const options = { layers: [], models: ['exact'], cloud: { ...defaultsOf(CLOUD), count: 40, steps: 8 } } as const satisfies Partial<FigureOptions>;
const show = (flow: Flow, given: Partial<FigureOptions> & Pick<FigureOptions, 'view'>, isRight: (scene: FigureScene) => boolean = ({ readings }) => readings.length > 0): Promise<FigureScene> =>
  firstValueFrom(figure(flow, flow.laws, { ...options, ...given }).pipe(filter(isRight)));
const marksOf = <K extends Mark['kind']>(scene: FigureScene, kind: K, t = 0): Extract<Mark, { kind: K }>[] =>
  scene.marks(t, surface, scene.camera(surface, firstOrbit)).filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);
const planOf = ({ readings }: FigureScene): Extract<Reading, { readonly key: 'plan' }> => readings.find((reading) => reading.key === 'plan')!;

describe('the layer of a patch', () => {
  test.each([[0.3, 0], [0.8, 0.4], [1, 0]])('has at t = %d the area that the flow makes of a disc at %d: exp of the integral of div v', async (t, from) => {
    const { flow } = createJoinedFlow();
    flow.clock.seek(t);
    const chosen = firstValueFrom(figure(flow, flow.laws, { ...options, view: 'plane', layers: ['patch'], chosen$: of([{ x: [0.5, 0.4], t: from }]) }).pipe(filter(({ readings }) => readings.length > 0)));
    const scene = await chosen;
    const [reading] = scene.readings;
    if (reading.key !== 'expansion') throw new Error(reading.key);
    const [{ ratio, jacobian }] = reading.ratios;
    expect(Math.abs(jacobian / ratio - 1)).toBeLessThan(1e-4);
    const areaAt = (time: number): number => {
      const [line] = marksOf(scene, 'strokes', time).filter(({ widthPx, offsets }) => widthPx === 1.6 && offsets.length === 2);
      let twice = 0;
      for (let v = 0; v + 1 < line.offsets[1]; v++) twice += line.positions[3 * v] * line.positions[3 * v + 4] - line.positions[3 * v + 3] * line.positions[3 * v + 1];
      return Math.abs(twice) / 2;
    };
    const [before, now] = [areaAt(from), areaAt(t)];
    expect(now / before).toBeCloseTo(ratio, 3);
  });

  test('is an interval on a line, three circles in space, and nothing while no point is chosen', async () => {
    for (const [target, x, lines] of [['two-gaussians', [0.3], 1], ['trefoil', [0.3, 0.1, -0.2], 3]] as const) {
      const { flow } = createJoinedFlow({ target });
      const scene = await show(flow, { view: target === 'trefoil' ? 'volume' : 'line', layers: ['patch'], chosen$: of([{ x, t: 0.1 }]) });
      expect(marksOf(scene, 'strokes').find(({ widthPx, offsets }) => widthPx === 1.6 && offsets.length === lines + 1)).toBeDefined();
    }
    const { flow } = createJoinedFlow();
    expect((await show(flow, { view: 'plane', layers: ['patch'] }, () => true)).readings).toEqual([]);
  });
});

describe('the layer of a plan', () => {
  test('draws a line for each pair, none between points of two groups, and tells what it costs', async () => {
    const { flow } = createJoinedFlow({ coupling: 'ot' });
    const whole = planOf(await show(flow, { view: 'plane', layers: ['plan'] }));
    expect(whole).toMatchObject({ coupling: 'ot', count: 96 });
    expect(whole.cost).toBeCloseTo(whole.optimalCost, 12);
    const scene = await show(flow, { view: 'plane', layers: ['plan'], group: 8 });
    expect(planOf(scene)).toMatchObject({ group: 8 });
    expect(planOf(scene).cost).toBeGreaterThan(whole.cost);
    expect(marksOf(scene, 'strokes').some(({ offsets }) => offsets.length === 97)).toBe(true);
  });

  test('has the whole plan as a square on a line: a diagonal for transport, even for independent ends', async () => {
    for (const coupling of ['ot', 'independent'] as const) {
      const { flow } = createJoinedFlow({ target: 'two-gaussians', coupling });
      const [{ opacities, columns }] = marksOf(await show(flow, { view: 'line', layers: ['plan'] }), 'image');
      expect(columns).toBe(96);
      const dark = [...opacities].map((opacity, e) => ({ opacity, isDiagonal: e % 97 === 0 })).filter(({ opacity }) => opacity === 255);
      expect(dark.length).toBe(coupling === 'ot' ? 96 : 96 * 96);
      if (coupling === 'ot') expect(dark.every(({ isDiagonal }) => isDiagonal)).toBe(true);
    }
  });

  test('tells what the flow’s own map costs, in closed form between Gaussians, where it is not the optimal one', async () => {
    const { flow } = createJoinedFlow({ source: 'wide-gaussian', target: 'tilted-gaussian' });
    const { map } = planOf(await show(flow, { view: 'spacetime', layers: ['plan'] }, (scene) => planOf(scene)?.map !== undefined));
    const { flow: cost, optimal } = gaussianTransportCost({ kind: 'mixture', source: dataset('wide-gaussian').law, target: dataset('tilted-gaussian').law });
    expect(map).toMatchObject({ model: 'exact', flow: cost, optimal });
    expect(map).not.toHaveProperty('count');
    expect(map).not.toHaveProperty('bend');
    expect(cost).toBeGreaterThan(1.02 * optimal);
  });

  test('shows Sinkhorn’s rounds one by one: masses of the data right, those of the source as their line beside the square says', async () => {
    const { flow } = createJoinedFlow({ target: 'two-gaussians', coupling: 'sinkhorn', epsilon: 0.5 });
    const missed: number[] = [];
    for (const rounds of [1, 5, 0]) {
      const scene = await show(flow, { view: 'line', layers: ['plan'], rounds });
      const { entropic } = planOf(scene);
      expect(entropic).toMatchObject({ epsilon: 0.5, ...(rounds && { rounds }) });
      expect('rounds' in entropic!).toBe(rounds > 0);
      missed.push(entropic!.missed);
      const [below, beside] = marksOf(scene, 'strokes').filter(({ widthPx }) => widthPx === 1.3);
      const [rightBelow, rightBeside] = marksOf(scene, 'strokes').filter(({ dashPx }) => dashPx?.[0] === 2);
      const offAt = ({ positions }: typeof below, right: typeof below, axis: number): number => Math.max(...Array.from({ length: positions.length / 3 }, (_, v) => Math.abs(positions[3 * v + axis] - right.positions[axis])));
      expect(offAt(beside, rightBeside, 0)).toBeLessThan(1e-4);
      if (rounds === 1) expect(offAt(below, rightBelow, 1)).toBeGreaterThan(0.02);
      if (rounds === 0) expect(offAt(below, rightBelow, 1)).toBeLessThan(1e-4);
    }
    expect(missed).toEqual([...missed].sort((x, y) => y - x));
    expect(missed[2]).toBeLessThan(1e-4);
  });

  test('tells what a network’s map cost before each round of reflow', async () => {
    const { flow } = createJoinedFlow({ target: 'two-gaussians', hiddenLayers: [16], steps: 60, batch: 32 });
    const told: Extract<Reading, { readonly key: 'plan' }>[] = [];
    const watching = figure(flow, flow.laws, { ...options, models: ['learned'], view: 'line', layers: ['plan'] }).subscribe(({ readings: [reading] }) => reading?.key === 'plan' && told.push(reading));
    onTestFinished(() => watching.unsubscribe());
    const costsAfter = async (rounds: number): Promise<readonly number[]> => {
      await phase(flow, 'done');
      await vi.waitFor(() => expect(told.at(-1)?.map?.before.length).toBe(rounds), 15_000);
      const { before, flow: now } = told.at(-1).map!;
      return [...before, now];
    };
    flow.training.start();
    const first = await costsAfter(0);
    flow.training.reflow();
    const second = await costsAfter(1);
    expect(second.length).toBe(2);
    // The last that was told of the first round, which is that of its end or, where the machine has been slow, of a snapshot before.
    expect(told.filter(({ map }) => map?.before.length === 0).map(({ map }) => map!.flow)).toContain(second[0]);
    expect(first.length).toBe(1);
    flow.training.reset();
    await vi.waitFor(() => expect(told.at(-1)?.map?.before).toEqual([]), 15_000);
  }, 60_000);

  test('says nothing of a map whose field is not known', async () => {
    const { flow } = createJoinedFlow({ coupling: 'sinkhorn' });
    expect(planOf(await show(flow, { view: 'plane', layers: ['plan'] }))).not.toHaveProperty('map');
  });
});

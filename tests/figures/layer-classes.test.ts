import { filter, firstValueFrom } from 'rxjs';
import { expect, test } from 'vitest';
import { figure, type FigureOptions, type FigureScene } from '../../src/figures/index.ts';
import { pointsDataset } from '../../src/math/index.ts';
import { firstOrbit } from '../../src/scene/cameras/orbit.ts';
import type { Mark, PlaneCamera } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type Flow } from '../../src/streams/index.ts';
import { createSurface } from '../scene/create.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';

const surface = createSurface();
const show = (flow: Flow, view: FigureOptions['view']): Promise<FigureScene> =>
  firstValueFrom(figure(flow, flow.laws, { layers: ['classes'], models: ['exact'], cloud: defaultsOf(CLOUD), view }).pipe(filter(({ readings }) => readings.length > 0)));
const marksOf = <K extends Mark['kind']>(scene: FigureScene, kind: K): Extract<Mark, { kind: K }>[] =>
  scene.marks(1, surface, scene.camera(surface, firstOrbit)).filter((mark): mark is Extract<Mark, { kind: K }> => mark.kind === kind);

/** Rows in turn of so many groups, group g around (3 g, 0). */
function createGroups(groups: number, rows: number) {
  const of = (row: number): number => row % groups;
  const coordinates = Float64Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? 3 * of(i >> 1) : 0) + Math.sin(i + 1));
  return pointsDataset({
    name: 'rows.csv', columns: ['x', 'y'], points: { dimension: 2, count: rows, coordinates },
    classes: { names: Array.from({ length: groups }, (_, g) => `group ${g}`), ofComponents: Int32Array.from({ length: rows }, (_, row) => of(row)) },
  });
}

test('each group of the data has a colour of its own, and its name at its mean', async () => {
  const target = createGroups(3, 30);
  const { flow } = createJoinedFlow({ target });
  const scene = await show(flow, 'plane');
  expect(scene.readings).toEqual([{ key: 'classes', groups: [0, 1, 2].map((g) => ({ name: `group ${g}`, count: 10 })) }]);
  const [points] = marksOf(scene, 'points').filter(({ count }) => count === 30);
  const { inks, ofDots } = points.colors!;
  const { law: { means }, classes } = target;
  const dots = Array.from({ length: 30 }, (_, i) => ({ x: points.positions[3 * i], y: points.positions[3 * i + 1], ink: inks[ofDots[i]] }));
  const inkOf = (row: number) => dots.find(({ x, y }) => Math.hypot(x - means[2 * row], y - means[2 * row + 1]) < 1e-5)?.ink;
  const colors = [0, 1, 2].map((g) => new Set(Array.from({ length: 10 }, (_, i) => inkOf(3 * i + g))));
  expect(colors.map(({ size }) => size)).toEqual([1, 1, 1]);
  expect(new Set(colors.flatMap((one) => [...one]).filter(Boolean)).size).toBe(3);
  for (const g of [0, 1, 2]) {
    const rows = [...classes!.ofComponents].flatMap((of, row) => (of === g ? [row] : []));
    const mean = [0, 1].map((axis) => rows.reduce((sum, row) => sum + means[2 * row + axis] / rows.length, 0));
    const name = marksOf(scene, 'text').find(({ text }) => text === `group ${g}`)!;
    name.at.slice(0, 2).forEach((value, axis) => expect(value).toBeCloseTo(mean[axis], 5));
  }
});

test('on a telephone names lie over no other, and are whole in the plot, where groups are near each other and at its edge', async () => {
  const middles = [[0, 0], [0.35, 0.02], [0.6, -0.05], [2.4, 0.4], [-2.2, -0.3]];
  const target = pointsDataset({
    name: 'rows.csv', columns: ['x', 'y'], points: { dimension: 2, count: 100, coordinates: Float64Array.from({ length: 200 }, (_, i) => middles[(i >> 1) % 5][i % 2] + 0.1 * Math.sin(i + 1)) },
    classes: { names: ['Adelie', 'Chinstrap', 'Gentoo', 'Macaroni', 'Emperor'], ofComponents: Int32Array.from({ length: 100 }, (_, row) => row % 5) },
  });
  const scene = await show(createJoinedFlow({ target }).flow, 'plane');
  const phone = createSurface(328, 218);
  const camera = scene.camera(phone, firstOrbit) as PlaneCamera;
  const { plot, unitPx, visible } = camera;
  const names = scene.marks(1, phone, camera).filter((mark) => mark.kind === 'text').filter(({ text }) => target.classes!.names.includes(text)).map(({ text, at, offsetPx, align, baseline, size }) => {
    const [width, height] = [0.6 * size * phone.theme.fontSizePx * text.length, size * phone.theme.fontSizePx];
    const left = plot.left + (at[0] - visible.lower[0]) * unitPx[0] + offsetPx[0] - { left: 0, center: width / 2, right: width }[align];
    const top = plot.top + (visible.upper[1] - at[1]) * unitPx[1] + offsetPx[1] - { top: 0, middle: height / 2, bottom: height }[baseline];
    return { text, left, right: left + width, top, bottom: top + height };
  });
  expect(names).toHaveLength(5);
  for (const [i, a] of names.entries()) {
    expect(a.left, a.text).toBeGreaterThanOrEqual(plot.left);
    expect(a.right, a.text).toBeLessThanOrEqual(plot.left + plot.width);
    expect(a.top, a.text).toBeGreaterThanOrEqual(plot.top);
    expect(a.bottom, a.text).toBeLessThanOrEqual(plot.top + plot.height);
    for (const b of names.slice(i + 1)) expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom, `${a.text} over ${b.text}`).toBe(false);
  }
});

test('rows that are sorted by group are painted mixed, so that none hides another', async () => {
  const sorted = pointsDataset({
    name: 'rows.csv', columns: ['x', 'y'], points: { dimension: 2, count: 300, coordinates: Float64Array.from({ length: 600 }, (_, i) => Math.sin(i)) },
    classes: { names: ['a', 'b', 'c'], ofComponents: Int32Array.from({ length: 300 }, (_, row) => Math.floor(row / 100)) },
  });
  const [points] = marksOf(await show(createJoinedFlow({ target: sorted }).flow, 'plane'), 'points').filter(({ count }) => count === 300);
  for (const end of [points.colors!.ofDots.subarray(0, 60), points.colors!.ofDots.subarray(240)]) {
    expect([0, 1, 2].map((ink) => [...end].filter((one) => one === ink).length).every((count) => count >= 15)).toBe(true);
  }
});

test('of many groups the eight largest are shown, of many rows 2,000 at most, and data without groups say so', async () => {
  const { flow } = createJoinedFlow({ target: createGroups(11, 6000) });
  const scene = await show(flow, 'plane');
  const [points] = marksOf(scene, 'points').filter(({ count }) => count > 8);
  expect(new Set(points.colors!.ofDots).size).toBe(8);
  expect(points.count).toBeLessThanOrEqual(2000);
  expect((await show(createJoinedFlow().flow, 'plane')).readings).toEqual([{ key: 'classes', groups: [] }]);
});

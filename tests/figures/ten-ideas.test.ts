import { BehaviorSubject, filter, firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { figure, type FigureOptions, type FigureScene, type Reading } from '../../src/figures/index.ts';
import { couplingPlan, createRandom, dataset, exactDensity, exactVelocity, gaussianMixture, lineFlow, sampleMixture, type MixtureModel, type Place, type ScheduleName } from '../../src/math/index.ts';
import type { StrokesMark } from '../../src/scene/index.ts';
import { CLOUD, defaultsOf, type FlowParameters } from '../../src/streams/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, pointData } from './probed.ts';

/**
 * The ideas that "A Visual Dive into Conditional Flow Matching" (Gagneux et al. 2025) and its playground show on a line by rejection sampling, each by the
 * line of HTML that shows it here, exactly. What the line says is what the figure below it is made of, and its numbers are checked.
 */
interface Idea {
  readonly name: string;
  readonly html: string;
  readonly parameters?: Partial<FlowParameters>;
  readonly cloud?: Partial<typeof CLOUD_DEFAULTS>;
  readonly layers?: readonly string[];
  readonly probe?: FigureOptions['probe'];
  readonly pairs?: FigureOptions['pairs'];
  readonly group?: number;
  readonly cross?: Place;
  readonly chosen?: readonly Place[];
  readonly t?: number;
  isShown?(scene: FigureScene): boolean;
  check(scene: FigureScene): void;
}

const CLOUD_DEFAULTS = defaultsOf(CLOUD);
const TARGET = dataset('two-gaussians').law;
const modelOf = (schedule: ScheduleName = 'linear', source = gaussianMixture(1)): MixtureModel => ({ kind: 'mixture', source, target: TARGET, schedule });
const velocity = (model: MixtureModel, x: number, t: number): number => {
  const v = new Float64Array(1);
  exactVelocity(model)(Float64Array.of(x), t, v);
  return v[0];
};
const told = <K extends Reading['key']>(scene: FigureScene, key: K): Extract<Reading, { key: K }> => scene.readings.find((reading): reading is Extract<Reading, { key: K }> => reading.key === key)!;
const strokes = (scene: FigureScene, t: number, isRight: (mark: StrokesMark) => boolean): StrokesMark[] => ofKind(marksOf(scene, t), 'strokes').filter(isRight);
/** Places (t, x) of the lines of a mark. */
const linesOf = ({ offsets, positions }: StrokesMark): number[][][] =>
  offsets.slice(0, -1).map((from, l) => Array.from({ length: offsets[l + 1] - from }, (_, v) => [positions[3 * (from + v)], positions[3 * (from + v) + 1]]));
/** Axes are not cut at the edge of the plot. */
const isPaths = ({ offsets, clipped }: StrokesMark): boolean => clipped === true && offsets.length > 2;
const isPath = ({ positions, clipped }: StrokesMark): boolean => clipped === true && positions.length > 30;

const IDEAS: readonly Idea[] = [
  {
    name: 'a path of laws from the source to the data',
    html: '<fm-field target="two-gaussians" layers="density">', layers: ['density'],
    check(scene) {
      const [{ opacities, columns, rows, lower, upper }] = ofKind(marksOf(scene, 0.5), 'image');
      const density = exactDensity(modelOf());
      const p = new Float64Array(1);
      for (const column of [0, Math.floor(columns / 2), columns - 1]) {
        const shade = (row: number): number => opacities[row * columns + column];
        const darkest = Array.from({ length: rows }, (_, row) => row).reduce((best, row) => (shade(row) > shade(best) ? row : best), 0);
        const at = (row: number): number => {
          density(Float64Array.of(lower[1] + (row / (rows - 1)) * (upper[1] - lower[1])), column / (columns - 1), p);
          return p[0];
        };
        // No row has more than the darkest, but for the rounding of shades.
        for (let row = 0; row < rows; row += 10) expect(at(row)).toBeLessThan(1.02 * at(darkest));
      }
    },
  },
  {
    name: 'given a pair z = (x_0, x_1), a straight path; several cross',
    html: '<fm-field target="two-gaussians" layers="pairs" pairs="30">', layers: ['pairs'], pairs: 30,
    isShown: (scene) => strokes(scene, 0.5, isPaths).length > 0,
    check(scene) {
      const lines = strokes(scene, 0.5, isPaths).flatMap(linesOf);
      expect(lines.length).toBe(30);
      for (const line of lines) expect([line[0][0], line.at(-1)[0]]).toEqual([0, 1]);
      let crossings = 0;
      lines.forEach((a, i) => lines.slice(0, i).forEach((b) => (crossings += Number((a[0][1] - b[0][1]) * (a.at(-1)[1] - b.at(-1)[1]) < 0))));
      expect(crossings).toBeGreaterThan(50);
    },
  },
  {
    name: 'given an end z = x_1 alone, all paths towards it: v = (x_1 - x) / (1 - t), weighed by the posterior',
    html: '<fm-field src="data.csv" columns="x" bandwidth="0" probe="pairs" points="0.4 @ 0.6">', parameters: { target: pointData(1, 12) }, probe: 'pairs', cross: { x: [0.4], t: 0.6 },
    check(scene) {
      const reading = told(scene, 'pairs');
      if (!reading.known) throw new Error('not known');
      expect(reading.kind).toBe('all');
      const points = [...pointData(1, 12).law.means];
      const weights = points.map((x1) => Math.exp(-((0.4 - 0.6 * x1) ** 2) / (2 * 0.16)));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      expect(reading.v[0]).toBeCloseTo(points.reduce((sum, x1, i) => sum + (weights[i] / total) * ((x1 - 0.4) / 0.4), 0), 9);
      expect(reading.mean[0]).toBeCloseTo(reading.v[0], 9);
    },
  },
  {
    name: 'the velocity is the mean of those of all pairs that pass a place',
    html: '<fm-field target="two-gaussians" probe="pairs" pairs="all" points="0.5 @ 0.6">', probe: 'pairs', pairs: 'all', cross: { x: [0.5], t: 0.6 },
    check(scene) {
      const reading = told(scene, 'pairs');
      if (!reading.known) throw new Error('not known');
      expect(reading.v[0]).toBeCloseTo(velocity(modelOf(), 0.5, 0.6), 12);
      expect(Math.abs(reading.mean[0] - reading.v[0])).toBeLessThan(3 * reading.standardErrors[0]);
    },
  },
  {
    name: 'the field u(x, t) all over the paper',
    html: '<fm-field target="two-gaussians" layers="arrows">', layers: ['arrows'],
    isShown: (scene) => ofKind(marksOf(scene, 0.5), 'arrows').some(({ count }) => count > 30),
    check(scene) {
      const { count, positions, vectors } = ofKind(marksOf(scene, 0.5), 'arrows').find((one) => one.count > 30)!;
      // Arrows are read off a volume, with an error in t that is largest where hardly a point is.
      const errors = Array.from({ length: count }, (_, n) => Math.abs(vectors[3 * n + 1] / vectors[3 * n] - velocity(modelOf(), positions[3 * n + 1], positions[3 * n]))).sort((a, b) => a - b);
      expect(errors[Math.floor(0.5 * count)]).toBeLessThan(0.12);
      expect(errors[Math.floor(0.9 * count)]).toBeLessThan(0.3);
    },
  },
  {
    name: 'from the place of the pointer forward and backward',
    html: '<fm-field target="two-gaussians" layers="points" points="0.4 @ 0.3">', layers: ['points'], chosen: [{ x: [0.4], t: 0.3 }],
    isShown: (scene) => strokes(scene, 0.3, isPath).length > 0,
    check(scene) {
      const flow = lineFlow(modelOf());
      const [line] = strokes(scene, 0.3, isPath).flatMap(linesOf);
      for (const end of [line[0], line.at(-1)]) expect(end[1]).toBeCloseTo(flow(0.4, 0.3, end[0]), 2);
      expect([line[0][0], line.at(-1)[0]].sort()).toEqual([0, 1]);
    },
  },
  {
    name: 'many points that flow have the law p_t at each time',
    html: '<fm-field target="two-gaussians" layers="particles marginal" t="0.8">', layers: ['particles', 'marginal'], t: 0.8,
    isShown: (scene) => (marksOf(scene, 0.8), told(scene, 'marginal') !== undefined),
    check(scene) {
      const reading = told(scene, 'marginal');
      if (!reading.known) throw new Error('not known');
      expect(reading.distance).toBeLessThan(1.5 * reading.high);
    },
  },
  {
    name: 'the flow untangles: its own paths from the same noise never cross',
    html: '<fm-field target="two-gaussians" layers="pairs paths" pairs="30">', layers: ['pairs', 'paths'], pairs: 30,
    isShown: (scene) => told(scene, 'crossings') !== undefined || scene.readings.length > 0,
    check(scene) {
      const reading = scene.readings.find((one) => 'onLine' in one) as Extract<Reading, { onLine?: unknown }> & { onLine: { pairs: number; flow: number } };
      expect(reading.onLine.pairs).toBeGreaterThan(50);
      expect(reading.onLine.flow).toBe(0);
    },
  },
  {
    name: 'minibatches of optimal transport straighten it, all points at once are optimal transport',
    html: '<fm-field target="two-gaussians" coupling="ot" layers="plan" plan-batch="10">', parameters: { coupling: 'ot' }, layers: ['plan'], group: 10,
    isShown: (scene) => scene.readings.length > 0,
    check(scene) {
      const { cost, independentCost, optimalCost } = told(scene, 'plan');
      expect(cost).toBeGreaterThan(optimalCost);
      expect(cost).toBeLessThan(independentCost);
      const [a, b] = [sampleMixture(gaussianMixture(1), 96, createRandom(1)), sampleMixture(TARGET, 96, createRandom(2))];
      const whole = couplingPlan(a, b, { coupling: 'ot' }, createRandom(3));
      expect(whole.cost).toBeCloseTo(whole.optimalCost, 12);
    },
  },
  {
    name: 'a diffusion takes noisy paths, or none by the cosine schedule, to the same laws',
    html: '<fm-sampler target="two-gaussians" schedule="cosine" solver="sde" noise="diffusion" steps="64" layers="paths marginal" t="1">',
    parameters: { schedule: 'cosine' }, cloud: { solver: 'sde', noise: 'diffusion', steps: 64, count: 400 }, layers: ['marginal'], t: 1,
    isShown: (scene) => (marksOf(scene, 1), told(scene, 'marginal') !== undefined),
    check(scene) {
      const reading = told(scene, 'marginal');
      if (!reading.known) throw new Error('not known');
      expect(reading.distance).toBeLessThan(1.5 * reading.high);
      // Its deterministic likeness ends in the same law by quantiles.
      const flow = lineFlow(modelOf('cosine'));
      expect(flow(0, 0, 1)).toBeCloseTo(0, 9);
    },
  },
];

describe('the ten ideas on a line', () => {
  test('are ten, each with one line of HTML of its own', () => {
    expect(IDEAS.length).toBe(10);
    expect(new Set(IDEAS.map(({ html }) => html)).size).toBe(10);
  });

  test.each(IDEAS)('$name: $html', async ({ parameters, cloud, layers = [], probe, pairs, group, cross, chosen = [], t = 0.5, isShown, check }) => {
    const { flow } = createJoinedFlow({ target: 'two-gaussians', ...parameters });
    flow.clock.seek(cross?.t ?? t);
    const shown = figure(flow, flow.laws, {
      view: 'line', models: ['exact'], cloud: { ...CLOUD_DEFAULTS, count: 200, ...cloud }, layers, ...(probe && { probe }), ...(pairs && { pairs }), ...(group && { group }),
      cross$: new BehaviorSubject(cross), chosen$: new BehaviorSubject(chosen),
    });
    check(await firstValueFrom(shown.pipe(filter(isShown ?? ((scene) => layers.length > 0 || scene.readings.length > 0)))));
  });
});

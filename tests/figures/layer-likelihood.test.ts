import { filter, firstValueFrom } from 'rxjs';
import { describe, expect, test } from 'vitest';
import { figure, type FigureOptions, type FigureScene, type Reading } from '../../src/figures/index.ts';
import { densityField, divergenceField, gridPoints, logLikelihood, mixtureLogDensity, velocityField, type VelocityModel } from '../../src/math/index.ts';
import type { Flow } from '../../src/streams/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, OPTIONS, pointData } from './probed.ts';

type LikelihoodMapReading = Extract<Reading, { readonly key: 'likelihoodMap' }>;
const show = (flow: Flow, given: Partial<FigureOptions>): Promise<FigureScene> =>
  firstValueFrom(figure(flow, flow.laws, { ...OPTIONS, layers: ['likelihood'], ...given }).pipe(filter(({ readings }) => readings.length > 0)));
const readingOf = ({ readings: [reading] }: FigureScene): LikelihoodMapReading => {
  if (reading.key !== 'likelihoodMap') throw new Error(reading.key);
  return reading;
};
const exactOf = ({ laws: { source, target } }: Flow): VelocityModel => ({ kind: 'mixture', source: source.law, target: target.law });

/** Log densities of a curve beside the line at t = 1, by its vertices, which have 10 nats in 0.32. */
function curveOf({ positions }: { readonly positions: Float32Array }, top: number): { readonly x: number; readonly value: number }[] {
  return Array.from({ length: positions.length / 3 }, (_, v) => ({ x: positions[3 * v + 1], value: top - 10 * (1 - (1 - positions[3 * v]) / 0.32) })).filter(({ value }) => value > top - 9.9);
}

describe('a map of log p_1', () => {
  test('is that of the closed form, and its density sums to 1 over the picture', async () => {
    const { flow } = createJoinedFlow({ target: 'tilted-gaussian' });
    const scene = await show(flow, {});
    const [entry] = readingOf(scene).entries;
    if (!entry.known) throw new Error('not known');
    expect(entry.most).toBeCloseTo(-Math.log(2 * Math.PI * 1.6 * 0.5), 1);
    expect(entry.mass).toBeCloseTo(1, 2);
    // At the highest the shade is full, and 5 nats below half of it.
    const [image] = ofKind(marksOf(scene, 0), 'image');
    const grid = { dimension: 2, lower: [...image.lower], upper: [...image.upper], size: [image.columns, image.rows] };
    const half = [0, 1].map((axis) => (grid.upper[axis] - grid.lower[axis]) / grid.size[axis] / 2);
    const nodes = gridPoints({ ...grid, lower: grid.lower.map((value, axis) => value + half[axis]), upper: grid.upper.map((value, axis) => value - half[axis]) });
    const density = new Float64Array(nodes.length / 2);
    densityField(exactOf(flow))!(nodes, 1, density);
    density.forEach((value, node) => {
      const part = Math.max(0, 1 - (entry.most - Math.log(value)) / 10);
      expect(Math.abs(image.opacities[node] / 255 - 0.8 * part)).toBeLessThan(0.01);
    });
  });

  test('is of a network what each way back to its source says, and beside the exact one it tells how far it falls short', async () => {
    const { flow } = createJoinedFlow({ target: 'two-gaussians', hiddenLayers: [16, 16] });
    const scene = await show(flow, { view: 'line', models: ['exact', 'learned'] });
    const { entries: [exact, learned], shortfall } = readingOf(scene);
    if (!exact.known || !learned.known) throw new Error('not known');
    expect(learned.mass).toBeCloseTo(1, 2);
    const model = await firstValueFrom(flow.learned$);
    const logDensity = (points: readonly number[]): Float64Array => logLikelihood(velocityField(model), divergenceField(model), mixtureLogDensity(flow.laws.source.law), { dimension: 1, count: points.length, coordinates: Float64Array.from(points) }, { solver: 'dopri5', tolerance: 1e-8 });
    const top = Math.max(exact.most, learned.most);
    const [ofExact, ofLearned] = ofKind(marksOf(scene, 0), 'strokes').filter(({ widthPx, offsets }) => widthPx === 2 && offsets[1] === 161).map((mark) => curveOf(mark, top));
    const told = logDensity(ofLearned.map(({ x }) => x));
    ofLearned.forEach(({ value }, i) => expect(Math.abs(value - told[i])).toBeLessThan(1e-3));
    const density = new Float64Array(ofExact.length);
    densityField(exactOf(flow))!(Float64Array.from(ofExact, ({ x }) => x), 1, density);
    ofExact.forEach(({ value }, i) => expect(Math.abs(value - Math.log(density[i]))).toBeLessThan(1e-3));
    const guessed = logDensity(ofExact.map(({ x }) => x));
    const sum = density.reduce((total, value) => total + value, 0);
    expect(shortfall).toBeCloseTo(density.reduce((total, value, i) => total + value * (Math.log(value) - guessed[i]), 0) / sum, 2);
  });

  test('of two models in the plane is the difference of the two, in the colour of the higher', async () => {
    const { flow } = createJoinedFlow({ target: 'tilted-gaussian', hiddenLayers: [8] });
    const scene = await show(flow, { models: ['exact', 'learned'] });
    const images = ofKind(marksOf(scene, 0.3), 'image').filter(({ columns }) => columns === 43);
    expect(images.map(({ color }) => color)).toEqual(['exact', 'learned']);
    expect(images[0].opacities.some((opacity, node) => opacity > 0 && images[1].opacities[node] > 0)).toBe(false);
    expect(readingOf(scene).shortfall).toBeGreaterThan(0);
  }, 30_000);

  test.each([['plane', 2], ['line', 1]] as const)('says in the view %s that data which are points have none', async (view, dimension) => {
    const { flow } = createJoinedFlow({ target: pointData(dimension, 5) });
    const scene = await show(flow, { view });
    expect(readingOf(scene).entries).toEqual([{ model: 'exact', known: false }]);
    expect(ofKind(marksOf(scene, 1), 'image')).toEqual([]);
  });
});

import { expect, test } from 'vitest';
import {
  ArgumentError,
  conditionalDraws,
  createRandom,
  dataset,
  datasetNames,
  exactFloor,
  exactVelocity,
  gaussianMixture,
  lawExtent,
  lossFloor,
  mixtureLogDensity,
  mixtureMoments,
  pointsDataset,
  rasterDataset,
  sampleMixture,
  silvermanBandwidth,
  type Coordinates,
  type Mixture,
  type Random,
} from '../../src/math/index.ts';
import { pinwheel } from '../../src/math/datasets/pinwheel.ts';
import { checkerboard, circles, moons, ring, sCurve, swissRoll, twoSpirals } from '../../src/math/datasets/plane.ts';
import { helix, sCurve3d, swissRoll3d, torus, trefoil } from '../../src/math/datasets/space.ts';
import { expectClose } from './fixtures.ts';

test('each name gives a law of its dimension with a sentence', () => {
  for (const name of datasetNames()) {
    const { law, dimension, sentence } = dataset(name);
    expect(law.dimension).toBe(dimension);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(law.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(datasetNames(dimension)).toContain(name);
  }
});

test('there is a normal distribution in every dimension', () => {
  const { law, dimension } = dataset('gaussian', 20);
  expect([law.dimension, dimension, law.means.length]).toEqual([20, 20, 20]);
  expect(datasetNames(20)).toEqual(['gaussian']);
  expect(() => dataset('moons', 20)).toThrow('name: "moons" has dimension 2, not 20; there are gaussian');
  for (const wrong of [0, 2.5, NaN]) expect(() => dataset('gaussian', wrong)).toThrow(`dimension: must be a whole number, 1 or more, not ${wrong}`);
});

test('an unknown name is answered with the known ones', () => {
  expect(() => dataset('moon')).toThrow(ArgumentError);
  expect(() => dataset('moon')).toThrow(/there is no data set "moon"; there are gaussian, .*moons/);
});

test('every set of the list is there, in its dimension', () => {
  expect(datasetNames(1)).toEqual(['gaussian', 'two-gaussians', 'two-uniforms']);
  expect(datasetNames(2)).toEqual(
    expect.arrayContaining(
      'eight-gaussians moons circles two-spirals checkerboard pinwheel swiss-roll s-curve gaussian uniform ring three-modes'.split(' '),
    ),
  );
  expect(datasetNames(3)).toEqual(expect.arrayContaining('swiss-roll-3d s-curve-3d torus trefoil helix'.split(' ')));
  expect(dataset('gaussian', 3).law.dimension).toBe(3);
  expect(() => dataset('moons', 3)).toThrow('name: "moons" has dimension 2, not 3; there are gaussian, swiss-roll-3d');
});

test('every law reaches a few units from the origin and is light enough to draw as a field', () => {
  for (const name of datasetNames()) {
    const { law } = dataset(name);
    const { lower, upper } = lawExtent(law, 2);
    expect(Math.max(...upper, ...lower.map(Math.abs)), name).toBeLessThan(5);
    expect(law.weights.length, name).toBeLessThanOrEqual(2000);
  }
});

/** Largest change of the field on the path when the components along a curve are doubled. */
function changeByDoubling(law: (nodes?: number) => Mixture, nodes: number): number {
  const { dimension } = law();
  const source = gaussianMixture(dimension);
  const once = exactVelocity({ kind: 'mixture', source, target: law(nodes) });
  const twice = exactVelocity({ kind: 'mixture', source, target: law(2 * nodes) });
  const length = 100 * dimension;
  const x0 = sampleMixture(source, 100, createRandom(1)).coordinates;
  const x1 = sampleMixture(law(), 100, createRandom(2)).coordinates;
  const [a, b] = [new Float64Array(length), new Float64Array(length)];
  let worst = 0;
  for (const t of [0, 0.5, 0.8, 0.9, 0.95, 0.99, 1]) {
    const x = x1.map((value, i) => t * value + (1 - t) * x0[i]);
    once(x, t, a);
    twice(x, t, b);
    worst = a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), worst);
  }
  return worst;
}

test.each<[string, (nodes?: number) => Mixture, number]>([
  ['moons', moons, 96],
  ['circles', circles, 128],
  ['ring', ring, 96],
  ['two-spirals', twoSpirals, 224],
  ['swiss-roll', swissRoll, 160],
  ['s-curve', sCurve, 80],
  ['pinwheel', pinwheel, 44],
  ['swiss-roll-3d', swissRoll3d, 80],
  ['s-curve-3d', sCurve3d, 48],
  ['torus', torus, 72],
  ['trefoil', trefoil, 192],
  ['helix', helix, 288],
])('%s: doubling its components moves the field by less than 1e-3', (name, law, nodes) => {
  expect(law(nodes)).toEqual(dataset(name).law);
  expect(changeByDoubling(law, nodes)).toBeLessThan(1e-3);
});

test('the inside of a filled square is even to 4 %, and half as dense on its edge', () => {
  const density = mixtureLogDensity(dataset('uniform').law);
  const inside = Float64Array.from({ length: 200 }, (_, i) => 1.5 * Math.sin(i * 1.7));
  const out = new Float64Array(100);
  density(inside, out);
  out.forEach((value) => expect(Math.abs(Math.exp(value) * 16 - 1)).toBeLessThan(0.04));
  density(Float64Array.of(2, 0.3, -0.4, -2), out.subarray(0, 2));
  out.subarray(0, 2).forEach((value) => expect(Math.exp(value) * 16).toBeCloseTo(0.5, 1));
});

test('the floor of the softened checkerboard is that of the sharp one, 3.739 +- 0.024 for each axis at its published size', () => {
  const source = gaussianMixture(2);
  const board = checkerboard();
  const scale = 1 / 0.9; // squares of side 1 / 0.45
  const target = { ...board, means: board.means.map((m) => m * scale), covariances: board.covariances.map((c) => c * scale ** 2) };
  const { floor, standardError } = lossFloor({ kind: 'mixture', source, target }, { random: createRandom(12) });
  // Softening widens the board's variance by 0.5 %.
  expect(Math.abs(floor / 2 - 3.739)).toBeLessThan(2 * Math.hypot(0.024, standardError / 2) + 0.02);
}, 30_000);

test('a picture becomes a law with its first row on top', () => {
  const { law } = rasterDataset({ name: 'mask', sentence: 'A corner.', width: 3, height: 2, weights: [2, 1, 0, 1, 0, 0] });
  expect([...law.weights]).toEqual([0.5, 0.25, 0.25]);
  expectClose(law.means, [-2, 1, 0, 1, -2, -1], 1e-12);
  expect(law.covariances[0]).toBe(1);
});

test('a picture that is none is refused', () => {
  const picture = { name: 'mask', sentence: 'Nothing.', width: 2, height: 2 };
  expect(() => rasterDataset({ ...picture, weights: [0, 0, 0, 0] })).toThrow('weights: must not all be 0');
  expect(() => rasterDataset({ ...picture, weights: [0, 0] })).toThrow('weights: must hold 4 numbers, not 2');
  expect(() => rasterDataset({ ...picture, weights: [0, -1, 0, 0] })).toThrow('weights: must not be negative or non-finite, but one is -1');
  expect(() => rasterDataset({ ...picture, width: 200, height: 100, weights: new Float64Array(20_000).fill(1) })).toThrow('at most 10000 inked pixels');
});

test('moons: two half circles as scikit-learn places them, with noise 0.05', () => {
  const { coordinates } = sampleMixture(dataset('moons').law, 2000, createRandom(3));
  let squares = 0;
  for (let i = 0; i < 2000; i++) {
    const [x, y] = coordinates.slice(2 * i, 2 * i + 2);
    const upper = Math.hypot(x, y) - 1;
    const lower = Math.hypot(x - 1, y - 0.5) - 1;
    squares += Math.min(upper ** 2, lower ** 2);
  }
  expect(Math.sqrt(squares / 2000)).toBeGreaterThan(0.047);
  expect(Math.sqrt(squares / 2000)).toBeLessThan(0.052);
});

/** FFJORD's `toy_data.py`, draw by draw (Grathwohl et al. 2019; the pinwheel after Johnson et al. 2016): rows times rotations, so that it turns clockwise. */
const PUBLISHED: Record<string, (random: Random) => [number, number]> = {
  pinwheel: (random) => {
    const [along, across] = [1 + 0.3 * random.normal(), 0.1 * random.normal()];
    const angle = (2 * Math.PI * Math.floor(5 * random.uniform())) / 5 + 0.25 * Math.exp(along);
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    return [2 * (along * cosine + across * sine), 2 * (-along * sine + across * cosine)];
  },
  'two-spirals': (random) => {
    const n = (Math.sqrt(random.uniform()) * 540 * (2 * Math.PI)) / 360;
    const [x, y] = [-Math.cos(n) * n + random.uniform() * 0.5, Math.sin(n) * n + random.uniform() * 0.5];
    const sign = random.uniform() < 0.5 ? 1 : -1;
    return [(sign * x) / 3 + 0.1 * random.normal(), (sign * y) / 3 + 0.1 * random.normal()];
  },
};

test.each(Object.entries(PUBLISHED))('%s has the published law: published draws are as likely under it as its own', (name, draw) => {
  const { law } = dataset(name);
  const random = createRandom(31);
  const count = 4000;
  const published = Float64Array.from(Array.from({ length: count }, () => draw(random)).flat());
  const own = sampleMixture(law, count, createRandom(32)).coordinates;
  const logDensity = mixtureLogDensity(law);
  const mean = (x: Coordinates): number => {
    const out = new Float64Array(count);
    logDensity(x, out);
    return out.reduce((sum, value) => sum + value / count, 0);
  };
  // A log density has a deviation of about 1: four standard errors of a difference. What is turned round falls by 1 and more.
  expect(Math.abs(mean(published) - mean(own))).toBeLessThan(4 * Math.sqrt(2 / count));
  expect(mean(published.map((value, e) => (e % 2 ? -value : value)))).toBeLessThan(mean(own) - 1);
});

test('spirals are drawn with a radius that grows as the root of an even number, a torus by its area', () => {
  const { mean, covariance } = mixtureMoments(dataset('two-spirals').law);
  expectClose(mean, [0, 0], 1e-12);
  // E n^2 / 9, twice the box's mean of 1/12 against E n (sin n - cos n) / 3, the box's mean squared, and the noise.
  const turn = ((9 * Math.PI ** 2 + 6 * Math.PI - 4) * 2) / (9 * Math.PI ** 2);
  expect(covariance[0] + covariance[3]).toBeCloseTo(Math.PI ** 2 / 2 + turn / 18 + 2 / 144 + 2 * (0.1 ** 2 + 1 / 36 / 12), 8);
  const torusMoments = mixtureMoments(dataset('torus').law).covariance;
  // Of (R + r cos)^2 under the weight R + r cos, with R = 1.5 and r = 0.6.
  expect(torusMoments[0] + torusMoments[4]).toBeCloseTo(1.5 ** 2 + 1.5 * 0.6 ** 2 + 2 * 0.2 ** 2, 8);
});

test('the floor of the loss from N(0, I) to moons is 0.953 +- 0.008 for each axis', () => {
  const source = gaussianMixture(2);
  const target = dataset('moons').law;
  const draws = conditionalDraws({ source, target, count: 40000, random: createRandom(11) });
  const { floor, standardError } = exactFloor({ kind: 'mixture', source, target }, draws);
  expect(Math.abs(floor / 2 - 0.953)).toBeLessThan(2 * Math.hypot(0.008, standardError / 2));
}, 30_000);

test("an author's points are standardised and come back in their own units", () => {
  const coordinates = Float64Array.of(39.1, 18.7, 39.5, 17.4, 40.3, 18);
  const { law, units, sentence } = pointsDataset({ name: 'penguins', columns: ['length', 'depth'], points: { dimension: 2, count: 3, coordinates } });
  expect(sentence).toBe('3 points of length and depth.');
  for (let k = 0; k < 2; k++) {
    const column = [0, 1, 2].map((i) => law.means[2 * i + k]);
    expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    expect(column.reduce((sum, value) => sum + value ** 2, 0) / 3).toBeCloseTo(1, 12);
    column.forEach((value, i) => expect(units!.centre[k] + units!.scale[k] * value).toBeCloseTo(coordinates[2 * i + k], 10));
  }
});

test("with a bandwidth the law is the points' kernel density estimate: its density is the mean of their Gaussians'", () => {
  const coordinates = Float64Array.of(39.1, 18.7, 39.5, 17.4, 40.3, 18);
  const bandwidth = 0.4;
  const { law } = pointsDataset({ name: 'penguins', columns: ['length', 'depth'], points: { dimension: 2, count: 3, coordinates }, bandwidth });
  const at = Float64Array.of(0.3, -0.7);
  const logDensity = new Float64Array(1);
  mixtureLogDensity(law)(at, logDensity);
  let mean = 0;
  for (let i = 0; i < 3; i++) mean += Math.exp(-((at[0] - law.means[2 * i]) ** 2 + (at[1] - law.means[2 * i + 1]) ** 2) / (2 * bandwidth ** 2)) / (3 * 2 * Math.PI * bandwidth ** 2);
  expect(Math.exp(logDensity[0])).toBeCloseTo(mean, 12);
});

test.each([
  // scipy.stats.gaussian_kde(zeros((d, n)), bw_method='silverman').factor
  [342, 1, 0.32974827028856],
  [342, 2, 0.37814844221542],
  [10_000, 3, 0.25985264452188],
])('Silverman’s bandwidth of %i points in dimension %i is %f, as scipy has it', (count, dimension, bandwidth) => {
  expect(silvermanBandwidth(count, dimension)).toBeCloseTo(bandwidth, 12);
});

test('columns in very large and very small units are standardised alike', () => {
  const lawOf = (unit: number): number[] => [
    ...pointsDataset({ name: 'a', columns: ['x'], points: { dimension: 1, count: 3, coordinates: Float64Array.of(-unit, 2 * unit, 5 * unit) } }).law.means,
  ];
  for (const unit of [1e-290, 1e290]) lawOf(unit).forEach((value, i) => expect(value).toBeCloseTo(lawOf(1)[i], 12));
});

test('what rounding has left of a column is not taken for data', () => {
  const of = (...values: number[]) => () => pointsDataset({ name: 'a', columns: ['x'], points: { dimension: 1, count: values.length, coordinates: Float64Array.from(values) } });
  expect(of(1e15 + 0.1, 1e15 + 0.2, 1e15 + 0.3, 1e15 + 0.4)).toThrow('points: column "x" varies only beyond the 12th digit of its numbers, about 1000000000000000.1');
  expect(of(-1.7e308, 1.7e308, 1.7e308)).toThrow('points: column "x" holds numbers that are too large to be compared');
  expect(of(1.7e12, 1.7e12 + 1000, 1.7e12 + 2000)).not.toThrow();
});

test('a column whose spread is too small for arithmetic is refused in words', () => {
  const of = (...values: number[]) => () => pointsDataset({ name: 'a', columns: ['x'], points: { dimension: 1, count: values.length, coordinates: Float64Array.from(values) } });
  expect(of(1e-310, 2e-310, 3e-310)).toThrow('points: column "x" spreads over less than 1e-300');
  expect(of(0, 0, 5e-324)).toThrow('points: column "x" spreads over less than 1e-300');
  expect(of(1e-310, 1e-310)).toThrow('points: column "x" holds 1e-310 in every point');
  expect(of(1e-299, 2e-298)).not.toThrow();
});

test('points without a spread are refused in words', () => {
  const one = { dimension: 2, count: 1, coordinates: Float64Array.of(1, 2) };
  expect(() => pointsDataset({ name: 'a', columns: ['x', 'y'], points: one })).toThrow('points: needs two points or more, there is only one');
  const flat = { dimension: 2, count: 2, coordinates: Float64Array.of(0.1, 2, 0.1, 3) };
  expect(() => pointsDataset({ name: 'a', columns: ['x', 'y'], points: flat })).toThrow('points: column "x" holds 0.1 in every point');
  const broken = { dimension: 1, count: 2, coordinates: Float64Array.of(0, NaN) };
  expect(() => pointsDataset({ name: 'a', columns: ['x'], points: broken })).toThrow('points.coordinates: must be finite, but number 1 is NaN');
});

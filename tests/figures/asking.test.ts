import { BehaviorSubject, filter, firstValueFrom, shareReplay } from 'rxjs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asked, ASKED_OF, askedTime, FORMS, scoreOf, truthOf, type AskState, type Question } from '../../src/figures/asking/index.ts';
import { QUANTITIES, type Quantity } from '../../src/figures/asking/names.ts';
import { figure, PROBE_NAMES, PROBES, type FigureScene, type ProbeName, type Reading } from '../../src/figures/index.ts';
import { carry, exactDensity, exactEnds, exactLogDensity, exactScore, exactVelocity, type MixtureModel } from '../../src/math/index.ts';
import { createJoinedFlow } from '../streams/joined-flow.ts';
import { marksOf, ofKind, OPTIONS, VIEWS } from './probed.ts';

const T = 0.4;

interface Asked {
  readonly scene: FigureScene;
  readonly state$: BehaviorSubject<AskState>;
  /** What the figure knows and keeps to itself. */
  readonly known: () => Reading | undefined;
  readonly scale: () => number;
  readonly model: MixtureModel;
}

/** A figure that asks, once it knows the answer. */
async function createAsked(probe: ProbeName, quantity: Quantity, [view, target, x]: (typeof VIEWS)[number] = VIEWS[1], time = T): Promise<Asked> {
  const { flow } = createJoinedFlow({ target });
  flow.clock.seek(time);
  const state$ = new BehaviorSubject<AskState>({ isAnswered: false });
  let [known, scale]: [Reading | undefined, number] = [undefined, 0];
  const question: Question = { probe, quantity, state$, onReading: (reading, of) => ([known, scale] = [reading, of]) };
  const cross$ = new BehaviorSubject({ x, t: time });
  const scene$ = figure(flow, flow.laws, { ...OPTIONS, view, layers: [{ name: probe, code: asked(PROBES[probe].code, question) }], cross$ }).pipe(shareReplay(1));
  // It goes on to take what the reader answers.
  const following = scene$.subscribe({ error: () => undefined });
  onTestFinished(() => following.unsubscribe());
  const scene = await firstValueFrom(scene$.pipe(filter((one) => (marksOf(one, time), known !== undefined))));
  return { scene, state$, known: () => known, scale: () => scale, model: { kind: 'mixture', source: flow.laws.source.law, target: flow.laws.target.law } };
}

const x = Float64Array.from(VIEWS[1][2]);
const at = (field: (x: Float64Array, t: number, out: Float64Array) => unknown, size = 2): number[] => {
  const out = new Float64Array(size);
  field(x, T, out);
  return [...out];
};

describe('what is asked is known by closed forms:', () => {
  test.each<[ProbeName, Quantity, (model: MixtureModel) => number[]]>([
    ['point', 'velocity', (model) => at(exactVelocity(model))],
    ['point', 'density', (model) => at(exactDensity(model), 1)],
    ['pairs', 'velocity', (model) => at(exactVelocity(model))],
    ['predictions', 'velocity', (model) => at(exactVelocity(model))],
    ['predictions', 'score', (model) => at(exactScore(model))],
    ['predictions', 'data', (model) => at((place, t, out) => exactEnds(model)(place, t, new Float64Array(2), out))],
    ['predictions', 'noise', (model) => at((place, t, out) => exactEnds(model)(place, t, out, new Float64Array(2)))],
    ['average-velocity', 'end', (model) => [...carry(exactVelocity(model), { dimension: 2, count: 1, coordinates: x }, { solver: 'dopri5', tolerance: 1e-12, from: T, to: 1 }).coordinates]],
  ])('%s, %s', async (probe, quantity, truth) => {
    const { known, model } = await createAsked(probe, quantity);
    const told = truthOf(quantity, known())!;
    truth(model).forEach((value, k) => expect(told[k]).toBeCloseTo(value, 6));
  });

  test('the log density of the data, mass and flux', async () => {
    const likelihood = await createAsked('likelihood', 'log-density');
    const out = new Float64Array(1);
    exactLogDensity(likelihood.model)(x, 1, out);
    const [told] = truthOf('log-density', likelihood.known())!;
    expect([told - out[0], told - (() => (exactLogDensity(likelihood.model)(x, T, out), out[0]))()].some((off) => Math.abs(off) < 1e-6)).toBe(true);
    const { known } = await createAsked('continuity', 'flux');
    const [mass] = truthOf('mass', known())!;
    const [flux] = truthOf('flux', known())!;
    expect(mass).toBeGreaterThan(0);
    const reading = known() as Extract<Reading, { readonly key: 'continuity' }>;
    const [law] = reading.laws;
    expect(law.known && law.rate + flux).toBeCloseTo(0, 6);
  });
});

test('every quantity is asked of some probe, and every probe has one', () => {
  expect([...new Set(Object.values(ASKED_OF).flat())].sort()).toEqual([...QUANTITIES].sort());
  expect(PROBE_NAMES.filter((probe) => ASKED_OF[probe].length === 0)).toEqual([]);
});

describe.each(PROBE_NAMES.map((probe) => [probe, ASKED_OF[probe][0]] as const))('of the probe %s, %s', (probe, quantity) => {
  test('nothing that tells it is drawn or said before it is answered, and all is afterwards', async () => {
    const asking = await createAsked(probe, quantity);
    const texts = (): number => ofKind(marksOf(asking.scene, T), 'text').filter(({ clipped }) => clipped).length;
    const arrows = (): number => ofKind(marksOf(asking.scene, T), 'arrows').filter(({ count }) => count > 0).length;
    expect([asking.scene.readings, arrows(), texts()]).toEqual([[], 0, 0]);
    const before = marksOf(asking.scene, T).length;
    asking.state$.next({ guess: [0.2, 0.1], isAnswered: true });
    await expect.poll(() => asking.scene.readings.length).toBe(1);
    expect(asking.scene.readings[0]).toEqual(asking.known());
    expect(marksOf(asking.scene, T).length).toBeGreaterThan(before);
  });
});

describe.each(VIEWS.filter(([view]) => view !== 'spacetime').map((one) => [one[0], one] as const))('in a %s', (_, of) => {
  test('the tip of the true arrow stands where an answer without error would be', async () => {
    const asking = await createAsked('point', 'velocity', of);
    const v = truthOf('velocity', asking.known())!;
    const guess = of[2].map((value, k) => value + asking.scale() * v[k]);
    asking.state$.next({ guess, isAnswered: true });
    await expect.poll(() => asking.scene.readings.length).toBe(1);
    const arrows = ofKind(marksOf(asking.scene, T), 'arrows').filter(({ count }) => count === 1);
    const [answer, truth] = [arrows.find(({ color }) => color === 'through')!, arrows.find(({ color }) => color === 'exact')!];
    [0, 1, 2].forEach((axis) => expect(answer.vectors[axis]).toBeCloseTo(truth.vectors[axis], 5));
    expect(Math.hypot(...answer.vectors)).toBeGreaterThan(0.01);
  });
});

describe('an arrow late on a line, where time runs across the paper,', () => {
  test.each([[0.4, 0.25], [0.75, 0.25], [0.9, 0.1], [0.98, 0.05], [1, 0.05]])('at t = %f is as long as what is left of it, and never too short to be seen: %f', async (t, expected) => {
    expect(askedTime('point', t)).toBeCloseTo(expected, 12);
    const asking = await createAsked('point', 'velocity', VIEWS[0], t);
    expect(asking.scale()).toBeCloseTo(expected, 12);
    const [v] = truthOf('velocity', asking.known())!;
    asking.state$.next({ guess: [VIEWS[0][2][0] + 0.1], isAnswered: true });
    await expect.poll(() => asking.scene.readings.length).toBe(1);
    const truth = ofKind(marksOf(asking.scene, t), 'arrows').find(({ count, color }) => count === 1 && color === 'exact')!;
    expect(truth.vectors[0]).toBeCloseTo(expected, 5);
    expect(truth.vectors[1]).toBeCloseTo(expected * v, 5);
  });

  test('elsewhere is always as long', () => {
    expect([askedTime('point'), askedTime('pairs')]).toEqual([0.5, 0.25]);
  });
});

describe('the score', () => {
  test('of an arrow is its angle, its length and the distance of the tips, as a part of the true length', () => {
    const { angleDeg, lengthRatio, distance, error, score } = scoreOf('velocity', [0, 3], [4, 0]);
    expect(angleDeg).toBeCloseTo(90, 9);
    expect([lengthRatio, distance, error, score]).toEqual([0.75, 5, 1.25, 0]);
    expect(scoreOf('velocity', [4, 0], [4, 0])).toMatchObject({ distance: 0, error: 0, score: 1, lengthRatio: 1 });
  });

  test('of a point is its distance as a part of the way from the cross, of a number as a part of it, of a log density in nats', () => {
    expect(scoreOf('end', [1, 1], [1, 2], [1, 6])).toEqual({ distance: 1, error: 0.25, score: 0.75 });
    expect(scoreOf('mass', [0.3], [0.4]).error).toBeCloseTo(0.25, 12);
    expect(scoreOf('log-density', [-3], [-3.5])).toEqual({ distance: 0.5, error: 0.5, score: 0.5 });
    expect(scoreOf('flux', [0], [0])).toEqual({ distance: 0, error: 0, score: 1 });
  });
});

test('each quantity has a form', () => {
  expect(QUANTITIES.map((quantity) => FORMS[quantity]).filter((form) => form === undefined)).toEqual([]);
});

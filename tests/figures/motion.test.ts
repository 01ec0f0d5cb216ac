import { BehaviorSubject, filter, firstValueFrom, map, skip } from 'rxjs';
import { expect, onTestFinished, test } from 'vitest';
import { figure, type AnyReading, type FigureOptions, type FigureScene, type LayerCode, type LayerMarks, type Part, type ViewName } from '../../src/figures/index.ts';
import { arrows } from '../../src/figures/layers/arrows.ts';
import { FieldFrame } from '../../src/figures/field-frame.ts';
import { contours } from '../../src/figures/layers/contours.ts';
import type { FieldVolume } from '../../src/math/index.ts';
import { firstOrbit, NOWHERE, type ArrowsMark, type Mark, type PointsMark, type Writable } from '../../src/scene/index.ts';
import { CLOUD, createFlow, defaultsOf, type Flow } from '../../src/streams/index.ts';
import { createSurface } from '../scene/create.ts';
import { createJoinedFlow, joinedCompute } from '../streams/joined-flow.ts';

const surface = createSurface();
const cloud = { ...defaultsOf(CLOUD), count: 40, steps: 8 };
const LONGEST_MS = 300;

type Given = Pick<Part, 'moves'> & { readonly models?: FigureOptions['models'] };

/** A figure of one layer that shows what `answer` is given: points of one coordinate each. */
function createShown({ models = ['learned'], ...place }: Given = { moves: true }): { flow: Flow; answer(...x: number[]): void; at(nowMs?: number): PointsMark } {
  const { flow } = createJoinedFlow();
  const answers = new BehaviorSubject<readonly number[]>([0, 0]);
  let mark: Writable<PointsMark> = { kind: 'points', count: 0, positions: new Float32Array(0), radiusPx: 77, color: 'ink', opacity: 1, version: 0 };
  const marks: LayerMarks<readonly number[]> = {
    take(x) {
      if (mark.count !== x.length) mark = { ...mark, count: x.length, positions: new Float32Array(3 * x.length) };
      x.forEach((value, i) => mark.positions.set([value, 0, 0], 3 * i));
      mark.version++;
    },
    update: () => undefined,
    get parts(): readonly Part[] {
      return [{ mark, kind: 'data', ...place }];
    },
  };
  const code: LayerCode<readonly number[]> = { ask: () => answers, make: () => marks };
  let scene: FigureScene | undefined;
  const subscription = figure(flow, flow.laws, { view: 'plane', layers: [named(code)], models, cloud }).subscribe((shown) => (scene = shown));
  onTestFinished(() => subscription.unsubscribe());
  return { flow, answer: (...x) => answers.next(x), at: (nowMs) => marksOf(scene!, nowMs).find((one): one is PointsMark => one.kind === 'points' && one.radiusPx === 77)! };
}

const named = (code: LayerCode): { name: string; code: { now: LayerCode; fetch(): Promise<LayerCode> } } => ({ name: 'given', code: { now: code, fetch: () => Promise.resolve(code) } });

const marksOf = (scene: FigureScene, nowMs?: number, t = 1): readonly Mark[] => scene.marks(t, surface, scene.camera(surface, firstOrbit), nowMs);
const across = ({ positions }: PointsMark): number[] => [...positions].filter((_, i) => i % 3 === 0);

test('another network carries points from where they are to where they are to be, evenly', () => {
  const { answer, at } = createShown();
  const before = at(0);
  answer(3, -1);
  const shown = [1000, 1000 + LONGEST_MS / 3, 1000 + LONGEST_MS / 2, 1000 + LONGEST_MS, 2000].map((ms) => across(at(ms)));
  expect(shown).toEqual([[0, 0], [1, expect.closeTo(-1 / 3, 5)], [1.5, -0.5], [3, -1], [3, -1]]);
  expect(at(2001)).toBe(before);
});

test('a picture that no clock is told of shows where they are to be, and so does the layer', () => {
  const { answer, at } = createShown();
  at(0);
  answer(3, -1);
  at(1000);
  expect(across(at())).toEqual([3, -1]);
  expect(across(at(1150))).toEqual([1.5, -0.5]);
});

test('painters are told of each change and of none where nothing changes', () => {
  const { answer, at } = createShown();
  const versions = new Set([0, 1].map((ms) => at(ms).version));
  expect(versions.size).toBe(1);
  answer(3, -1);
  for (const ms of [1000, 1100, 1200, 1300]) versions.add(at(ms).version);
  expect(versions.size).toBe(5);
  expect(versions).toContain(at(1400).version);
});

test('they are there when the next answer is due, and go on from where they are where it comes sooner', () => {
  const { answer, at } = createShown();
  at(0);
  answer(1, 0);
  at(1000);
  at(2000);
  answer(2, 0);
  at(2100);
  expect(across(at(2200))[0]).toBeCloseTo(1 + 1 / 3, 5);
  answer(3, 0);
  const turned = across(at(2200))[0];
  expect(turned).toBeCloseTo(1 + 1 / 3, 5);
  // What is left of the way has to be made until the answer before would have been there.
  expect(across(at(2300))[0]).toBeCloseTo((turned + 3) / 2, 5);
  expect(across(at(2400))[0]).toBe(3);
  at(5000);
  answer(4, 0);
  at(5000);
  at(5300);
  answer(5, 0);
  at(5340);
  at(5600);
  answer(6, 0);
  at(5640);
  answer(7, 0);
  expect(across(at(5680))[0]).toBeLessThan(7);
  expect(across(at(5940))[0]).toBe(7);
});

test('points jump where the question is another one, where they are others, and from and to nowhere', async () => {
  const { flow, answer, at } = createShown();
  at(0);
  answer(1, 0);
  at(1000);
  const changed = firstValueFrom(flow.parameters$.pipe(skip(1)));
  flow.set({ seed: 8 });
  await changed;
  answer(5, 5);
  expect(across(at(1100))).toEqual([5, 5]);
  answer(1, 2, 3);
  expect(across(at(2000))).toEqual([1, 2, 3]);
  answer(NOWHERE, 2, NaN);
  expect(across(at(3000))).toEqual([NOWHERE, 2, NaN]);
  answer(1, 4, 3);
  expect(across(at(4000))).toEqual([1, 2, 3]);
});

test('points jump as long as answers to another question may come in parts', async () => {
  const { flow, answer, at } = createShown();
  at(0);
  const changed = firstValueFrom(flow.parameters$.pipe(skip(1)));
  flow.set({ seed: 8 });
  await changed;
  // As of two models: that of the exact one first, and then both.
  answer(5, 0);
  expect(across(at(5000))).toEqual([5, 0]);
  answer(5, 7);
  expect(across(at(5200))).toEqual([5, 7]);
  answer(6, 7);
  expect(across(at(6200))).toEqual([5, 7]);
});

test('marks that do not say so do not move, and neither does a field that stands', () => {
  for (const given of [{}, { moves: true, models: ['exact'] }] as const) {
    const { answer, at } = createShown(given);
    at(0);
    answer(3, -1);
    expect(across(at(1000))).toEqual([3, -1]);
  }
});

/** A layer of ours that has been answered with one volume, and then with another. */
async function createAnswered(code: Pick<LayerCode<never, AnyReading>, 'make'>, view: ViewName, between: (scene: FigureScene) => void): Promise<FigureScene> {
  const volumes: FieldVolume[] = [];
  for (const target of ['moons', 'ring'] as const) {
    const flow = createFlow({ target, seed: 3 }, { compute: joinedCompute().compute });
    volumes.push(await firstValueFrom(flow.field({ model: 'exact', grid: { dimension: 2, lower: [-3, -3], upper: [3, 3], size: [41, 41] }, maxTimes: 9 })));
  }
  const answers = new BehaviorSubject(volumes[0]);
  const asked = answers.pipe(map((volume) => (code === arrows ? { volumes: [volume], speed: new FieldFrame(volume).speed, isEnd: false } : volume)));
  const { flow } = createJoinedFlow();
  let scene: FigureScene | undefined;
  const subscription = figure(flow, flow.laws, { view, layers: [named({ ...code, ask: () => asked } as unknown as LayerCode)], models: ['learned'], cloud }).subscribe((shown) => (scene = shown));
  onTestFinished(() => subscription.unsubscribe());
  between(scene!);
  answers.next(volumes[1]);
  return scene!;
}

const strokesOf = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === 'strokes' ? [{ mark, offsets: [...mark.offsets], positions: [...mark.positions.subarray(0, 3 * mark.offsets.at(-1)!)] }] : []));

test.each(['plane', 'spacetime'] as const)('lines that are traced anew are at once those of the new answer, and one mark, in a %s', async (view) => {
  let first: readonly Mark[] = [];
  const scene = await createAnswered(contours, view, (shown) => (first = marksOf(shown, 0, 0.8)));
  for (const [ms, t] of [[1000, 0.8], [1100, 0.8], [1150, 0.9]]) {
    const shown = strokesOf(marksOf(scene, ms, t));
    shown.forEach(({ mark }, k) => expect(mark === strokesOf(first)[k].mark).toBe(true));
    expect(shown.map(({ positions }) => positions)).toEqual(strokesOf(marksOf(scene, undefined, t)).map(({ positions }) => positions));
  }
});

/** Vectors by where they stand. */
function vectorsOf(marks: readonly Mark[]): Map<string, number[]> {
  const { count, positions, vectors } = marks.filter((mark): mark is ArrowsMark => mark.kind === 'arrows').sort((a, b) => b.count - a.count)[0];
  return new Map(Array.from({ length: count }, (_, i) => [[...positions.subarray(3 * i, 3 * i + 3)].join(), [...vectors.subarray(3 * i, 3 * i + 3)]]));
}

test('each arrow turns where it stands, whichever others come and go, while the time runs too', async () => {
  const before = new Map<number, Map<string, number[]>>();
  const times = [0.9, 0.93, 0.96];
  const scene = await createAnswered(arrows, 'plane', (shown) => {
    for (const t of [...times].reverse()) before.set(t, vectorsOf(marksOf(shown, 0, t)));
  });
  const [from, lists] = [before.get(times[0])!, new Set<string>()];
  vectorsOf(marksOf(scene, 1000, times[0]));
  const started = vectorsOf(marksOf(scene, undefined, times[0]));
  for (const t of times) {
    const halfWay = vectorsOf(marksOf(scene, 1000 + LONGEST_MS / 2, t));
    const arrived = vectorsOf(marksOf(scene, undefined, t));
    expect([...halfWay.keys()]).toEqual([...arrived.keys()]);
    lists.add([...arrived.keys()].join());
    for (const [place, vector] of halfWay) {
      const [was, begun, is] = [from.get(place), started.get(place), arrived.get(place)!];
      vector.forEach((value, axis) => expect(value).toBeCloseTo(is[axis] + (was && begun ? (was[axis] - begun[axis]) / 2 : 0), 4));
    }
  }
  // Else nothing has been tried.
  expect(lists.size).toBe(times.length);
  expect([...from.keys()].join()).not.toBe([...started.keys()].join());
});

test('while a network learns, particles, paths and arrows of a figure keep their marks and come to their answers', async () => {
  const { flow } = createJoinedFlow({ steps: 40 });
  let latest: FigureScene | undefined;
  const subscription = figure(flow, flow.laws, { view: 'spacetime', layers: ['particles', 'paths', 'arrows'], models: ['learned'], cloud }).subscribe((scene) => (latest = scene));
  onTestFinished(() => subscription.unsubscribe());
  await firstValueFrom(flow.cloud({ ...cloud, model: 'learned' }));
  await expect.poll(() => marksOf(latest!).filter(({ kind }) => kind === 'arrows' || kind === 'threads').length).toBeGreaterThan(2);
  const numbers = (marks: readonly Mark[]): number[][] => marks.flatMap((mark) => ('positions' in mark ? [[...mark.positions]] : []));
  const first = marksOf(latest!, 0);
  const untrained = numbers(first);
  flow.training.start();
  await firstValueFrom(flow.training.state$.pipe(filter(({ phase }) => phase === 'done')));
  await firstValueFrom(flow.cloud({ ...cloud, model: 'learned' }));
  await expect.poll(() => JSON.stringify(numbers(marksOf(latest!)))).not.toBe(JSON.stringify(untrained));
  const begun = marksOf(latest!, 1000);
  expect(begun.every((mark, i) => mark === first[i] || !('positions' in mark))).toBe(true);
  expect(latest!.isMoving).toBe(true);
  const trained = numbers(marksOf(latest!));
  const halfWay = numbers(marksOf(latest!, 1000 + LONGEST_MS / 2));
  const [points] = halfWay.flatMap((of, k) => (of.length === 3 * cloud.count && of.some((value, i) => Math.abs(value - trained[k][i]) > 0.01) ? [k] : []));
  halfWay[points].forEach((value, i) => expect(value).toBeCloseTo((untrained[points][i] + trained[points][i]) / 2, 4));
  expect(numbers(marksOf(latest!, 2000))).toEqual(trained);
  expect(latest!.isMoving).toBe(false);
});

import { describe, expect, test } from 'vitest';
import { measuresOf, trainingCharts, type TrainingChartsOptions } from '../../src/figures/charts/training-charts.ts';
import { CHART_NAMES, type ChartName } from '../../src/figures/index.ts';
import { firstOrbit, paintSvg, type Mark } from '../../src/scene/index.ts';
import type { JudgedCheckpoint, TrainingProgress } from '../../src/streams/index.ts';
import { createSurface } from '../scene/create.ts';

const judged: JudgedCheckpoint[] = [1, 10, 100, 1000].map((step, i) => ({
  step, excess: 10 ** -i, cloud: { step: 0, slicedW2: 1 / (i + 1), slicedW2Noise: [0.05, 0.1], straightness: 0.1 * i }, likelihood: { learned: -9 + 2 * i, target: -2 },
  gradients: { conditionalLoss: 3, marginalLoss: 1, differenceError: 0.1, floor: 2, cosine: 0.9, conditionalVariance: 4, marginalVariance: 10 ** -i, squaredNorm: 1 },
  evaluations: { evaluations: Float64Array.of(1, 2, 4, 8), own: Float64Array.of(0.8, 0.4, 0.2, 0.1), exact: { errors: Float64Array.of(0.9, 0.5, 0.3, 0.25).map((value) => value + 1 - i / 3), apart: 1.2 - i / 3, ends: new Float64Array(2) } },
}));
const training = {
  engine: '', step: 1000, steps: 1000, loss: 2.1, floor: 2, excess: 0.1, curve: Float64Array.of(1, 5, 10, 4, 100, 3, 1000, 2), lossByTime: new Float64Array(10).fill(2.5), floorByTime: new Float64Array(10).fill(2),
  stepsPerSecond: 1, secondsLeft: 0, checkpoints: [], shownStep: 1000, restarts: 0, reflows: [],
} satisfies TrainingProgress;

const marksOf = (charts: readonly ChartName[], changes: Partial<TrainingChartsOptions> = {}, surface = createSurface(800, 600)): readonly Mark[] => {
  const scene = trainingCharts({ charts, steps: 1000, judged, training, hasFloor: true, tell: ({ chart }) => `${chart}\ndetail`, ...changes });
  return scene.marks(0, surface, scene.camera(surface, firstOrbit));
};
const textsOf = (marks: readonly Mark[]): string[] => marks.filter((mark) => mark.kind === 'text').map(({ text }) => text);
const lineOf = (marks: readonly Mark[], color = 'learned'): number[][] => {
  const { positions } = marks.find((mark) => mark.kind === 'strokes' && mark.color === color && mark.dashPx === undefined) as Extract<Mark, { kind: 'strokes' }>;
  return Array.from({ length: positions.length / 3 }, (_, i) => [...positions.subarray(3 * i, 3 * i + 2)]);
};

test('each chart asks for what it shows and no more, each measure once', () => {
  expect(measuresOf(['loss', 'excess', 'loss-by-time'])).toEqual([]);
  expect(measuresOf(['w2', 'straightness'])).toEqual(['cloud']);
  expect(measuresOf(CHART_NAMES)).toEqual(['cloud', 'evaluations', 'gradients', 'likelihood', 'nearest']);
});

test('equal ratios of the excess are equally far apart, over equal ratios of steps', () => {
  const line = lineOf(marksOf(['excess']));
  const gaps = [1, 2, 3].map((i) => [line[i][0] - line[i - 1][0], line[i - 1][1] - line[i][1]]);
  for (const [across, down] of gaps) {
    expect(across).toBeCloseTo(gaps[0][0], 3);
    expect(down).toBeCloseTo(gaps[0][1], 3);
    expect(down).toBeGreaterThan(10);
  }
  expect(textsOf(marksOf(['excess']))).toEqual(expect.arrayContaining(['1', '10', '100', '1000', '0.1', '0.01', '0.001', 'excess', 'detail']));
});

test('what no network explains stands below the error in each tenth of time', () => {
  const boxes = marksOf(['loss-by-time']).filter((mark) => mark.kind === 'face');
  const height = ({ corners }: (typeof boxes)[number]): number => corners[7] - corners[1];
  const [floors, errors] = ['exact', 'learned'].map((color) => boxes.filter((box) => box.color === color));
  expect([floors.length, errors.length]).toEqual([10, 10]);
  floors.forEach((floor, i) => {
    expect(height(errors[i]) / height(floor)).toBeCloseTo(0.25, 4);
    expect(errors[i].corners[1]).toBeCloseTo(floor.corners[7], 4);
  });
  const reversed = createSurface(800, 600);
  const told = marksOf(['loss-by-time'], {}, { ...reversed, theme: { ...reversed.theme, convention: 'data-at-0' } }).filter((mark) => mark.kind === 'face');
  expect(told[0].corners[0]).toBeGreaterThan(told[18].corners[0]);
});

test('errors over evaluations fall by equal ratios at equal ratios of them, in one line to the network’s own flow and one to the exact flow; networks before are faint', () => {
  const marks = marksOf(['evaluations']);
  const lines = marks.filter((mark): mark is Extract<Mark, { kind: 'strokes' }> => mark.kind === 'strokes' && (mark.color === 'learned' || mark.color === 'exact'));
  expect(lines.map(({ color, opacity }) => `${String(color)} ${opacity}`)).toEqual([...Array.from({ length: 3 }, () => ['learned 0.15', 'exact 0.15']).flat(), 'learned 1', 'exact 1']);
  const placesOf = ({ positions }: (typeof lines)[number]): number[][] => Array.from({ length: positions.length / 3 }, (_, i) => [...positions.subarray(3 * i, 3 * i + 2)]);
  const [own, exact] = lines.slice(-2).map(placesOf);
  for (const i of [1, 2, 3]) {
    expect(own[i][0] - own[i - 1][0]).toBeCloseTo(own[1][0] - own[0][0], 3);
    expect(own[i][1] - own[i - 1][1]).toBeCloseTo(own[1][1] - own[0][1], 3);
  }
  expect(own[0][1] - own[3][1]).toBeGreaterThan(1.5 * (exact[0][1] - exact[3][1]));
  expect(textsOf(marks)).toEqual(expect.arrayContaining(['1', '2', '4', '8', '16', '32', '0.1', '1']));
  // A unit of one axis is a unit of both lines: 0.9 above 0.8, by ln(0.9/0.8) of what ln 2 is.
  expect((exact[0][1] - own[0][1]) / (own[0][1] - own[1][1])).toBeCloseTo(Math.log(0.9 / 0.8) / Math.LN2, 3);
  const unknown = judged.map(({ evaluations: { evaluations, own } = judged[0].evaluations!, ...one }) => ({ ...one, evaluations: { evaluations, own } }));
  expect(marksOf(['evaluations'], { judged: unknown }).some((mark) => mark.kind === 'strokes' && mark.color === 'exact')).toBe(false);
});

test('the loss of a batch has its floor where that is of the same loss alone', () => {
  const dashed = (marks: readonly Mark[]): number => marks.filter((mark) => mark.kind === 'strokes' && mark.dashPx).length;
  expect(dashed(marksOf(['loss']))).toBe(1);
  expect(dashed(marksOf(['loss'], { hasFloor: false }))).toBe(0);
});

describe.each([[800, 600], [360, 1100]])('in %i by %i pixels', (widthPx, heightPx) => {
  test.each([['all measured', judged, training], ['nothing measured', [], undefined], ['one network measured', judged.slice(0, 1), training]] as const)('all charts keep to their places, with %s', (_, known, progress) => {
    const surface = createSurface(widthPx, heightPx);
    const options = { judged: known, ...(progress ? { training: progress } : { training: undefined }) } as Partial<TrainingChartsOptions>;
    const marks = marksOf(CHART_NAMES, options, surface);
    for (const mark of marks) {
      const positions = mark.kind === 'text' ? mark.at : mark.kind === 'face' ? mark.corners : mark.kind === 'strokes' || mark.kind === 'points' ? mark.positions : [];
      for (let i = 0; i < positions.length; i += 3) {
        expect(positions[i]).toBeGreaterThanOrEqual(0);
        expect(positions[i]).toBeLessThanOrEqual(widthPx);
        expect(positions[i + 1]).toBeGreaterThanOrEqual(0);
        expect(positions[i + 1]).toBeLessThanOrEqual(heightPx);
      }
    }
    const names = CHART_NAMES.map((name) => marks.find((mark) => mark.kind === 'text' && mark.text === name) as Extract<Mark, { kind: 'text' }>);
    const columns = new Set(names.map(({ at }) => at[0]));
    expect(columns.size).toBe(widthPx < 560 ? 1 : 2);
    expect(new Set(names.map(({ at }) => at.join())).size).toBe(CHART_NAMES.length);
  });
});

test('they are part of the picture as a vector file', () => {
  const scene = trainingCharts({ charts: ['w2'], steps: 1000, judged, training, hasFloor: true, tell: () => 'distance\n0.25' });
  const svg = paintSvg(scene, 0, createSurface(800, 600));
  expect(svg).toContain('distance');
  expect(svg).toContain('0.25');
});

test('before anything is measured no numbers stand at the axes up', () => {
  const marks = marksOf(CHART_NAMES.filter((name) => name !== 'loss-by-time' && name !== 'evaluations'), { judged: [], training: undefined });
  expect(new Set(textsOf(marks).filter((text) => /^[\d.−]+$/.test(text)))).toEqual(new Set(['1', '10', '100', '1000']));
});

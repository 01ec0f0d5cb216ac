import { describe, expect, onTestFinished, test } from 'vitest';
import { createNetwork, dataset, gaussianMixture, mlpVelocity, type MlpModel } from '../../src/math/index.ts';
import { checkpointSteps } from '../../src/training/checkpoint-steps.ts';
import { startTraining, type TrainingOptions, type TrainingProgress } from '../../src/training/index.ts';
import { learningRateAt } from '../../src/training/learning-rate.ts';

function createOptions(changes: Partial<TrainingOptions> = {}): TrainingOptions {
  const initial = createNetwork({ dimension: 2, hidden: [32, 32], activation: 'silu', seed: 7 });
  return { source: gaussianMixture(2), target: dataset('moons').law, initial, firstStep: 0, steps: 400, batch: 128, learningRate: 1e-2, seed: 7, ...changes };
}

/** All reports of a run. */
async function train(changes: Partial<TrainingOptions> = {}): Promise<TrainingProgress[]> {
  const run = await startTraining(createOptions(changes));
  onTestFinished(() => run.dispose());
  const reports: TrainingProgress[] = [];
  while (!run.isOver) {
    run.advance();
    if (run.isReportDue(run.isOver)) reports.push(run.report());
  }
  return reports;
}

const last = <T>(items: readonly T[]): T => items[items.length - 1];
const weightsOf = ({ layers }: MlpModel) => layers.flatMap(({ weights, bias }) => [...weights, ...bias]);

describe('a report', () => {
  test('tells loss and floor by time, and none is below its floor but by chance', async () => {
    const { loss, floor, excess, lossByTime, floorByTime } = last(await train());
    expect(loss - floor).toBeCloseTo(excess, 12);
    expect(lossByTime.length).toBe(10);
    lossByTime.forEach((value, bin) => expect(value).toBeGreaterThan(0.7 * floorByTime[bin]));
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    // Bins hold about, not exactly, a tenth of the draws.
    expect(Math.abs(mean(lossByTime) - loss)).toBeLessThan(0.1 * loss);
    expect(Math.abs(mean(floorByTime) - floor)).toBeLessThan(0.1 * floor);
  });

  test('tells the distance of the cloud, which falls, the noise of that distance, and the straightness', async () => {
    const [begun, reports] = [await train({ steps: 1 }), await train({ steps: 3000 })];
    // How many clouds are measured on the way is a matter of time; the last one always is.
    const [first, end] = [last(begun).cloud!, last(reports).cloud!];
    expect(end.step).toBe(3000);
    expect(end.slicedW2).toBeLessThan(first.slicedW2);
    const [low, high] = end.slicedW2Noise;
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(low);
    expect(end.slicedW2).toBeLessThan(3 * high);
    expect(end.straightness).toBeGreaterThan(0);
    expect(last(reports).secondsLeft).toBe(0);
  });

  test('does not claim a floor where the exact field is not known', async () => {
    const { loss, floor, excess, floorByTime } = last(await train({ coupling: 'ot', steps: 20 }));
    expect(loss).toBeGreaterThan(0);
    expect([floor, excess, ...floorByTime].every(Number.isNaN)).toBe(true);
  });

  test('measures the floor of the schedule that is learned', async () => {
    const [linear, cosine] = [last(await train({ steps: 5 })), last(await train({ steps: 5, schedule: 'cosine' }))];
    expect(cosine.floor).not.toBeCloseTo(linear.floor, 1);
    expect(Number.isFinite(cosine.excess)).toBe(true);
  });
});

test('optimal pairs make a network whose paths are straighter than independent ones do', async () => {
  const straightness = async (coupling: 'independent' | 'ot') => last(await train({ coupling, steps: 400 })).cloud!.straightness;
  expect(await straightness('ot')).toBeLessThan(0.5 * (await straightness('independent')));
});

test.each(['ot', 'sinkhorn'] as const)('a run with %s gives bit-equal weights for the same seed', async (coupling) => {
  const [one, two] = [await train({ coupling, steps: 20 }), await train({ coupling, steps: 20 })];
  expect(weightsOf(last(two).model)).toEqual(weightsOf(last(one).model));
});

describe('checkpoints', () => {
  test('come once each, in equal ratios of steps, and the last is the network itself', async () => {
    const reports = await train();
    const checkpoints = reports.flatMap((report) => report.checkpoints);
    const steps = checkpointSteps(400, 5000);
    expect(checkpoints.map(({ step }) => step)).toEqual(steps);
    expect(weightsOf(last(checkpoints).model)).toEqual(weightsOf(last(reports).model));
    expect(() => mlpVelocity(checkpoints[0].model)).not.toThrow();
  });

  test.each([1, 2, 50, 2000, 100_000])('of a run of %i steps are at most 32, from the first step to the last', (steps) => {
    const places = checkpointSteps(steps, 34_000);
    expect(places.length).toBeLessThanOrEqual(32);
    expect([places[0], last(places)]).toEqual([1, steps]);
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
  });

  test('of a large network are fewer, for they share 32 MB', () => {
    expect(checkpointSteps(1000, 2 ** 23).length).toBe(4);
  });
});

test('the learning rate rises in a line to its peak, then falls by a cosine to zero', () => {
  const at = (step: number) => learningRateAt(step, { peak: 1, warmup: 10, steps: 110 });
  expect([0, 4, 9, 10, 60, 110].map(at)).toEqual([0.1, 0.5, 1, 1, expect.closeTo(0.5, 12), 0]);
  expect(learningRateAt(0, { peak: 1, warmup: 0, steps: 10 })).toBe(1);
});

test.each<[string, Partial<Record<keyof TrainingOptions, unknown>>]>([
  ['coupling', { coupling: 'magic' }],
  ['schedule', { schedule: 'magic' }],
  ['epsilon', { epsilon: 0 }],
  ['warmup', { warmup: 400 }],
  ['pairs', { pairs: { x0: { dimension: 2, count: 1, coordinates: Float64Array.of(0, 0) }, x1: { dimension: 2, count: 0, coordinates: new Float64Array(0) } } }],
  ['pairs', { pairs: { x0: { dimension: 1, count: 1, coordinates: Float64Array.of(0) }, x1: { dimension: 1, count: 1, coordinates: Float64Array.of(0) } } }],
  ['activation', { initial: { ...createOptions().initial, activation: 'magic' } }],
])('a run is refused by the name of what is wrong: %s', async (name, changes) => {
  await expect(startTraining(createOptions(changes as Partial<TrainingOptions>))).rejects.toThrow(name);
});

test('a target of a single point is learned like any other', async () => {
  const target = { ...gaussianMixture(2), means: Float64Array.of(3, 1), covariances: new Float64Array(4) };
  const { loss, floor, cloud } = last(await train({ target, steps: 400 }));
  expect(floor).toBeLessThan(1e-6);
  expect(loss).toBeLessThan(1);
  expect(cloud!.slicedW2).toBeLessThan(1);
});

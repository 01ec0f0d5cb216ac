import { carry, createNetwork, createRandom, dataset, drawnData, gaussianMixture, inOneGo, meanDistance, measuringNearness, nearestData, sampleMixture, velocityField, type DrawnData, type Points, type VelocityModel } from '../../src/math/index.ts';
import { startTraining } from '../../src/training/index.ts';

/** A network that was trained on few data, and what came of it. */
export interface Trained {
  readonly data: number;
  readonly hidden: readonly number[];
  readonly targets: 'conditional' | 'marginal' | 'exact field';
  readonly steps: number;
  /** Mean of `|v_theta - v_t|^2` against the exact field of the data; 0 for that field. */
  readonly excess: number;
  /** Mean distance of samples to the nearest datum, and that of fresh data: 9 of 10 sets of as many lie within. */
  readonly samples: number;
  readonly fresh: readonly [low: number, high: number];
  /** Of the samples, those that end nearer to a datum than `NEAR`, and as many fresh data. */
  readonly near: number;
  readonly freshNear: number;
}

export const COUNTS = [5, 50];
export const TARGETS = ['conditional', 'marginal'] as const;
const NETWORKS = [{ hidden: [64, 64, 64], steps: 2000 }, { hidden: [128, 128, 128], steps: 2000 }, { hidden: [128, 128, 128], steps: 20_000 }, { hidden: [256, 256, 256], steps: 20_000 }];
const SAMPLES = 500;
const TOLERANCE = 1e-5;
/** Half of the moons' own noise. */
export const NEAR = 0.025;
const SEED = 7;

const source = gaussianMixture(2);
const law = dataset('moons');

/** Networks on some draws of the moons, one after the other, each beside the exact field of the same data. @param counts  of the data */
export async function* measure(counts: readonly number[], targetsOf: readonly (typeof TARGETS)[number][]): AsyncGenerator<Trained> {
  for (const count of counts) {
    const drawn = drawnData(law, count, createRandom(SEED));
    const target = drawn.data.law;
    yield { data: count, hidden: [], targets: 'exact field', steps: 0, excess: 0, ...judge({ kind: 'mixture', source, target }, drawn) };
    for (const { hidden, steps } of NETWORKS) {
      for (const targets of targetsOf) {
        const initial = createNetwork({ dimension: 2, hidden, activation: 'silu', seed: SEED });
        const run = await startTraining({ source, target, initial, firstStep: 0, steps, batch: 256, learningRate: 2e-3, seed: SEED, targets });
        while (!run.isOver) run.advance();
        const { model, excess } = run.report();
        run.dispose();
        yield { data: count, hidden, targets, steps, excess, ...judge(model, drawn) };
      }
    }
  }
}

function judge(model: VelocityModel, { data, fresh = data.law }: DrawnData): Pick<Trained, 'samples' | 'fresh' | 'near' | 'freshNear'> {
  const random = createRandom(SEED, 1);
  const points = carry(velocityField(model), sampleMixture(source, SAMPLES, random), { solver: 'dopri5', tolerance: TOLERANCE });
  const known = { dimension: 2, count: data.law.weights.length, coordinates: data.law.means };
  const usual = inOneGo(measuringNearness(known, SAMPLES, fresh, random));
  const near = (of: Points): number => nearestData(of, known).distances.filter((distance) => distance < NEAR).length / of.count;
  return { samples: meanDistance(nearestData(points, known)), fresh: usual.fresh!, near: near(points), freshNear: near(sampleMixture(fresh, 20 * SAMPLES, random)) };
}

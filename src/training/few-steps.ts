import { createRandom, integrating, medianDistance, mixtureSampler, SolverError, velocityField, type InPieces, type IntegrateOptions, type Mixture, type MlpModel, type ScheduleName, type VelocityField } from '../math/index.ts';
import type { FewStepErrors } from './types.ts';

export interface FewStepOptions {
  readonly model: MlpModel;
  readonly source: Mixture;
  /** Between which the exact flow is that of independent pairs; absent where the network learns another. Its ends, as they were told of another network of these laws and this seed, are found where they are absent. */
  readonly exact?: { readonly target: Mixture; readonly schedule: ScheduleName; readonly ends?: Float64Array };
  readonly seed: number;
}

/** So many points are carried, always from the same noise. */
const COUNT = 48;
/** Of them in one piece. */
const BLOCK = 8;
/** Of the field, which are the steps of Euler's method. */
const EVALUATIONS = [1, 2, 4, 8, 16, 32] as const;
/** Of a network, whose field is smooth: some thousand times nearer to its flow than 32 steps of Euler. */
const FINE: IntegrateOptions = { solver: 'rk4', steps: 16 };
/** The exact field of points is not: its steps are chosen. */
const ADAPTIVE: IntegrateOptions = { solver: 'dopri5', tolerance: 1e-5 };

/** The stream of random numbers of one seed from which the noise is drawn. */
const NOISE_STREAM = 114;

/** How far Euler's method ends from where the network's own flow leads, and the exact one; undefined where the network is not finite. */
export function* fewStepErrors({ model, source, exact, seed }: FewStepOptions): InPieces<FewStepErrors | undefined> {
  const { dimension } = source;
  const start = new Float64Array(COUNT * dimension);
  mixtureSampler(source)(createRandom(seed, NOISE_STREAM), start);
  const field = velocityField(model);
  const fine = yield* ends(field, start, dimension, FINE);
  if (!fine.every(Number.isFinite)) return undefined;
  const truth = exact && (exact.ends ?? (yield* exactEnds(velocityField({ kind: 'mixture', source, target: exact.target, schedule: exact.schedule }), start, dimension)));
  const [own, toExact] = [new Float64Array(EVALUATIONS.length), new Float64Array(truth ? EVALUATIONS.length : 0)];
  for (const [i, steps] of EVALUATIONS.entries()) {
    const coarse = yield* ends(field, start, dimension, { solver: 'euler', steps });
    own[i] = medianDistance(coarse, fine, dimension);
    if (truth) toExact[i] = medianDistance(coarse, truth, dimension);
  }
  return { evaluations: Float64Array.from(EVALUATIONS), own, ...(truth && { exact: { errors: toExact, apart: medianDistance(fine, truth, dimension), ends: truth } }) };
}

function* ends(field: VelocityField, start: Float64Array, dimension: number, options: IntegrateOptions): InPieces<Float64Array> {
  const out = new Float64Array(start.length);
  for (let first = 0; first < start.length; first += BLOCK * dimension) {
    const coordinates = start.subarray(first, first + BLOCK * dimension);
    const { positions } = yield* integrating(field, { dimension, count: coordinates.length / dimension, coordinates }, options);
    out.set(positions.subarray(positions.length - coordinates.length), first);
    yield;
  }
  return out;
}

/** Undefined where no solver follows it. */
function* exactEnds(field: VelocityField, start: Float64Array, dimension: number): InPieces<Float64Array | undefined> {
  try {
    return yield* ends(field, start, dimension, ADAPTIVE);
  } catch (error) {
    if (error instanceof SolverError) return undefined;
    throw error;
  }
}

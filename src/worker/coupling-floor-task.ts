import {
  createRandom, exactSpread, integrating, isFloorInfinite, measuringFloor, namedSchedule, optimalCoupling, sampleMixture, scheduledInterpolant, sinkhornCoupling, SolverError, takePoints, velocityField,
  type InPieces, type MixtureModel, type PairsFloor, type Points, type Random, type Schedule,
} from '../math/index.ts';
import type { CouplingFloor, CouplingFloorRequest } from './probe-protocol.ts';
import { inSlices } from './slices.ts';
import type { CallTask } from './task.ts';

/** The streams of random numbers of one seed that pairs, and draws for the exact floor, are taken from. */
const STREAMS = { pairs: 116, exact: 117, reflow: 118 };
/** Pairs by which a floor is measured, in batches of at least so many. */
const COUNT = { pairs: 2048, batch: 256, batches: 4 };
/** As batches are paired in training: rows that are assigned to each other at a time, and how well Sinkhorn's sums are right. */
const GROUP = 256;
const SINKHORN = { tolerance: 1e-2, maxIterations: 1000 };
/** Slices of time, each told at its middle. */
const TIMES = 16;
/** Draws of the exact spread in each slice, in groups from whose scatter the error is known. */
const DRAWS = { slice: 256, groups: 16 };
/** Neighbours tell little of a velocity in more dimensions. */
const MOST_DIMENSIONS = 3;
/** Of a pair that is carried, and how many at a time. */
const STEPS = 24;
const BLOCK = 64;

/** The floor of the loss under a coupling, beside that of independent pairs, and beside that after one reflow by the exact flow. */
export const couplingFloorTask: CallTask<CouplingFloorRequest, CouplingFloor> = (request, yieldNow) => inSlices(floorOf(request), yieldNow);

function* floorOf({ model, coupling, epsilon, group, seed }: CouplingFloorRequest): InPieces<CouplingFloor> {
  const { source, target } = model;
  const schedule = namedSchedule(model.schedule ?? 'linear');
  if (isFloorInfinite(source, target, schedule)) return { known: false, why: 'infinite' };
  if (coupling !== 'independent' && source.dimension > MOST_DIMENSIONS) return { known: false, why: 'dimension' };
  const times = Float64Array.from({ length: TIMES }, (_, s) => (s + 0.5) / TIMES);
  const independent = yield* exactFloorOf(model, schedule, createRandom(seed, STREAMS.exact));
  const measured = (pairs: Pairs): InPieces<PairsFloor> => measuringFloor(pairs, scheduledInterpolant(schedule), times);
  if (coupling === 'independent') {
    const pairs = source.dimension > MOST_DIMENSIONS ? undefined : yield* reflowed(model, createRandom(seed, STREAMS.reflow));
    return { known: true, times, independent, ...(pairs && { reflowed: { ...(yield* measured(pairs)), pairs: pairs.x0.count } }) };
  }
  const together = group ?? GROUP;
  const pairs = yield* coupled(model, coupling, epsilon, together, createRandom(seed, STREAMS.pairs));
  return { known: true, times, independent, own: { ...(yield* measured(pairs)), pairs: pairs.x0.count, group: together } };
}

interface Pairs {
  readonly x0: Points;
  readonly x1: Points;
  readonly batch: number;
}

/** With a draw of its own in each slice, whose mean is that over the slice. */
function* exactFloorOf(model: MixtureModel, schedule: Schedule, random: Random): InPieces<PairsFloor> {
  const { source: { dimension } } = model;
  const spread = exactSpread(model);
  const interpolant = scheduledInterpolant(schedule);
  const byTime = new Float64Array(TIMES);
  const byGroup = new Float64Array(DRAWS.groups);
  const [points, velocities, value] = [new Float64Array(dimension), new Float64Array(dimension), new Float64Array(1)];
  for (let s = 0; s < TIMES; s++) {
    const [x0, x1] = [model.source, model.target].map((law) => sampleMixture(law, DRAWS.slice, random).coordinates);
    for (let i = 0; i < DRAWS.slice; i++) {
      const t = (s + random.uniform()) / TIMES;
      const at = (of: Points['coordinates']): Float64Array => Float64Array.from(of.subarray(i * dimension, (i + 1) * dimension));
      interpolant(at(x0), at(x1), Float64Array.of(t), points, velocities);
      spread(points, t, value);
      byTime[s] += value[0] / DRAWS.slice;
      byGroup[i % DRAWS.groups] += (value[0] * DRAWS.groups) / (DRAWS.slice * TIMES);
      yield;
    }
  }
  const mean = byGroup.reduce((sum, one) => sum + one, 0) / DRAWS.groups;
  const variance = byGroup.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (DRAWS.groups - 1);
  return { byTime, mean, standardError: Math.sqrt(variance / DRAWS.groups) };
}

/** Draws that are paired group by group, each group whole in one batch. */
function* coupled({ source, target }: MixtureModel, coupling: 'ot' | 'sinkhorn', epsilon: number, group: number, random: Random): InPieces<Pairs> {
  const batch = group * Math.ceil(COUNT.batch / group);
  const count = batch * Math.max(COUNT.batches, Math.floor(COUNT.pairs / batch));
  const [x0, x1] = [source, target].map((law) => sampleMixture(law, count, random));
  const pair = coupling === 'ot' ? optimalCoupling : sinkhornCoupling({ epsilon, ...SINKHORN });
  const partners = new Int32Array(count);
  for (let first = 0; first < count; first += group) {
    const places = Array.from({ length: group }, (_, i) => first + i);
    pair(takePoints(x0, places), takePoints(x1, places), random).forEach((partner, i) => (partners[first + i] = first + partner));
    yield;
  }
  return { x0, x1: takePoints(x1, partners), batch };
}

/** Noise, and where the exact flow carries it; undefined where no solver follows it. */
function* reflowed(model: MixtureModel, random: Random): InPieces<Pairs | undefined> {
  const x0 = sampleMixture(model.source, COUNT.pairs, random);
  const { dimension, coordinates } = x0;
  const field = velocityField(model);
  const ends = new Float64Array(coordinates.length);
  try {
    for (let first = 0; first < ends.length; first += BLOCK * dimension) {
      const start = coordinates.subarray(first, first + BLOCK * dimension);
      const { positions } = yield* integrating(field, { dimension, count: BLOCK, coordinates: start }, { solver: 'heun', steps: STEPS });
      ends.set(positions.subarray(positions.length - start.length), first);
    }
  } catch (error) {
    if (error instanceof SolverError) return undefined;
    throw error;
  }
  return { x0, x1: { ...x0, coordinates: ends }, batch: COUNT.batch };
}

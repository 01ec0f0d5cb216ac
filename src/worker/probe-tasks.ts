import {
  ArgumentError, boxBalance, couplingPlanInPieces, createRandom, divergenceField, gaussianTransportCost, lacksSpread, lawsOf, mixtureLogDensity, modelDimension, pairsCostInPieces, sampleMixture,
  SolverError, straightness, tracing, velocityField, type InPieces, type Points, type Trace, type VelocityModel,
} from '../math/index.ts';
import { averageVelocityTask } from './average-velocity-task.ts';
import { couplingFloorTask } from './coupling-floor-task.ts';
import { encodePicturesTask, fitLawTask, fitTask, principalAxesTask } from './fit-tasks.ts';
import { integrateTask } from './integrate-task.ts';
import { nearnessTask, usualNearnessTask } from './nearness-task.ts';
import { pairsThroughTask } from './pairs-through-task.ts';
import { predictionsTask } from './predictions-task.ts';
import { marginalsTask } from './marginals-task.ts';
import { sampleScoreTask } from './sample-score-task.ts';
import { solverErrorsTask, TRIED } from './solver-errors-task.ts';
import { inSlices } from './slices.ts';
import type { Balance, BalanceRequest, Planned, PlanRequest, Traced, TraceRequest, Transported, TransportRequest } from './protocol.ts';
import type { CallTask } from './task.ts';
import { callRow, type CallRows } from './tasks.ts';

/** The stream of random numbers that the target of a plan is drawn from; clouds, batches and pairs have others. */
const PLAN_STREAM = 108;
/** And its partners. */
const PARTNER_STREAM = 109;
/** Beyond, tracing and assignment would take more than a moment. */
const MOST = { traced: 64, assigned: 1024 };
/** Where models that end in points, or in directions without spread, are followed to: volumes there are nothing at t = 1. */
const NEARLY_ENDED = 1 - 2 ** -10;
/** About how many stages a way takes at the tolerance of a trace. */
const TRACED_STAGES = 600;
/** A pair of points in all rounds of Sinkhorn's, as so many evaluations of a field. */
const ENTROPIC_ROUNDS = 12;
/** About the evaluations of a cloud by which a fit is told. */
const FITTED = 50_000;
/** As long as so many evaluations: neighbours of some thousand pairs at some times, and as many exact spreads. */
const FLOOR = 60_000;
/** The steps of a map whose cost is told to three digits. */
const STEPS = 64;

const balanceTask: CallTask<BalanceRequest, Balance> = ({ model, box, t }) => {
  const laws = lawsOf(model);
  if (!laws) return Promise.resolve({ known: false, why: 'law' });
  if (t > endOf(model)) return Promise.resolve({ known: false, why: 'points' });
  return Promise.resolve({ known: true, ...boxBalance(laws, box, t) });
};

const traceTask: CallTask<TraceRequest, Traced> = async ({ model, source, points, at, withJacobians }, yieldNow) => {
  check('points', points, model, MOST.traced);
  const end = endOf(model);
  if (at > end) return { known: false, why: 'points' };
  const traced = await inSlices(followed(tracing(velocityField(model), divergenceField(model), points, { at, span: [0, end], withJacobians })), yieldNow);
  if (!traced) return undefined;
  const { way } = traced;
  if (!way) return { known: false, why: 'solver' };
  const sourceLogDensity = new Float64Array(points.count);
  mixtureLogDensity(source)(way.positions.subarray(0, points.count * points.dimension), sourceLogDensity);
  return { known: true, sourceLogDensity, ...way };
};

/** How far densities of a model are finite. */
function endOf(model: VelocityModel): number {
  const laws = lawsOf(model);
  return laws && lacksSpread(laws, 1) ? NEARLY_ENDED : 1;
}

/** Without a way where the solver cannot follow it, or what it finds is no number. */
function* followed(steps: InPieces<Trace>): InPieces<{ readonly way?: Trace }> {
  try {
    const way = yield* steps;
    return way.positions.every(Number.isFinite) && way.expansion.every(Number.isFinite) ? { way } : {};
  } catch (error) {
    if (error instanceof SolverError) return {};
    throw error;
  }
}

const planTask: CallTask<PlanRequest, Planned> = async ({ start, target, coupling, group, epsilon, rounds, seed }, yieldNow) => {
  if (start.count > MOST.assigned) throw new ArgumentError('start', `has ${start.count} points; a plan is made of at most ${MOST.assigned}`);
  const x1 = sampleMixture(target, start.count, createRandom(seed, PLAN_STREAM));
  const x0 = { ...start, coordinates: Float64Array.from(start.coordinates) };
  const options = { coupling, group: Math.min(group ?? start.count, start.count), epsilon, ...(rounds !== undefined && { rounds }) };
  const plan = await inSlices(couplingPlanInPieces(x0, x1, options, createRandom(seed, PARTNER_STREAM)), yieldNow);
  return plan && { x0, x1, ...plan };
};

const transportTask: CallTask<TransportRequest, Transported> = async ({ model, start }, yieldNow, evaluators) => {
  const laws = lawsOf(model);
  if (laws && laws.source.weights.length === 1 && laws.target.weights.length === 1) return { isClosed: true, ...gaussianTransportCost(laws) };
  check('start', start, model, MOST.assigned);
  const paths = await integrateTask({ model, start, solver: 'rk4', steps: STEPS }, yieldNow, evaluators);
  if (!paths) return undefined;
  const cost = await inSlices(pairsCostInPieces(start, { ...start, coordinates: paths.positions.slice(-start.count * start.dimension) }), yieldNow);
  return cost && { isClosed: false, ...cost, bend: straightness(paths) };
};

function check(argument: string, { dimension, count }: Points, model: VelocityModel, most: number): void {
  const expected = modelDimension(model);
  if (dimension !== expected) throw new ArgumentError(argument, `have dimension ${dimension}, but the model has ${expected}`);
  if (count > most) throw new ArgumentError(argument, `are ${count}, more than ${most}`);
}

/** What only some figures ask; the types of what a page sends and is given come of it as well. */
export const probeCalls = {
  pairsThrough: callRow(pairsThroughTask, () => 1),
  predictions: callRow(predictionsTask, () => 1),
  averageVelocity: callRow(averageVelocityTask, ({ steps }) => steps),
  balance: callRow(balanceTask, () => 1),
  // Of every point the field at it and beside it, at each stage of the adaptive solver.
  trace: callRow(traceTask, ({ points: { dimension, count }, withJacobians }) => count * TRACED_STAGES * (2 + 2 ** dimension + (withJacobians ? 2 * dimension : 0))),
  // No model is evaluated: as long as evaluations that take the time.
  plan: callRow(planTask, ({ start: { count }, coupling, group = count }) => count * count + (coupling === 'sinkhorn' ? ENTROPIC_ROUNDS * count * Math.min(group, count) : 0)),
  couplingFloor: callRow(couplingFloorTask, () => FLOOR),
  // Forty draws of the cloud at eleven times, which cost about as much as an evaluation each.
  marginals: callRow(marginalsTask, ({ start, steps }) => start.count * (steps + 440)),
  // A pair of points, which no model is evaluated for.
  nearness: callRow(nearnessTask, ({ samples: { count } }) => count),
  usualNearness: callRow(usualNearnessTask, ({ count }) => 20 * count),
  sampleScore: callRow(sampleScoreTask, ({ grid }) => grid.size.reduce((product, size) => product * size, 33)),
  solverErrors: callRow(solverErrorsTask, ({ start: { count } }) => count * TRIED),
  transport: callRow(transportTask, ({ start: { count } }) => 4 * count * STEPS + count * count),
  fitLaw: callRow(fitLawTask, () => FITTED),
  fit: callRow(fitTask, () => FITTED),
  // Twenty shades are encoded in the time of an evaluation.
  encodePictures: callRow(encodePicturesTask, ({ shades }) => shades.length / 20),
  principalAxes: callRow(principalAxesTask, ({ points: { dimension, count } }) => dimension * count),
} satisfies CallRows;

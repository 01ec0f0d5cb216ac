import { asyncScheduler, distinctUntilChanged, map, throttleTime, type Observable } from 'rxjs';
import { modelDimension, type Box, type Points } from '../math/index.ts';
import type { Balance, Fit, Planned, PlanRequest, Traced, Transported } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import type { FlowState } from './flow-state.ts';
import { DENSITY_MS } from './density-question.ts';
import { latestMap } from './latest-map.ts';
import type { ModelName } from './models.ts';
import { inUnit, ofLaws, ofModel, type About, type BasisOf } from './question.ts';
import { aboutModel, checkPoints, pointsOf } from './questions.ts';

/** Mass and flux of a model's law in a box at a time. */
export interface BalanceSpec {
  readonly model: ModelName;
  readonly box: Box;
  /** 0..1 */
  readonly t: number;
}

/** What a model does to points, and to volume around them, back to t = 0 and on to t = 1. */
export interface TraceSpec {
  readonly model: ModelName;
  /** Interleaved coordinates, of at most 64 points. */
  readonly points: readonly number[];
  /** 0..1 */
  readonly at: number;
  readonly withJacobians: boolean;
}

/** What a model's own map costs, and how far its paths are from straight. */
export interface TransportSpec {
  readonly model: ModelName;
  /** Points of the flow's cloud by which it is told what no closed form is known of, 1..1024. */
  readonly count: number;
}

/** How near a model comes to the data. */
export interface FitSpec {
  readonly model: ModelName;
}

/** How the flow's coupling pairs its cloud with draws of the data. */
export interface PlanSpec {
  /** Points of the flow's cloud, 1..1024. */
  readonly count: number;
  /** So many are paired at a time, as in a minibatch; all when absent. */
  readonly group?: number;
  /** Of the coupling `sinkhorn`: only so many of its rounds, 1 or more; until they settle when absent. */
  readonly rounds?: number;
}

const askBalance = (basisOf: BasisOf, compute: Compute) => ({ model: name, box, t }: BalanceSpec): Observable<About<Balance>> =>
  aboutModel(basisOf, name, box.lower.length, ({ model }) => compute.call('balance', { model, box, t }));

export const balance = ofModel(({ model, box: { lower, upper }, t }: BalanceSpec): BalanceSpec => ({ model, box: { lower, upper }, t: inUnit(t) }), askBalance);

const askTrace = (basisOf: BasisOf, compute: Compute) => ({ model: name, points, at, withJacobians }: TraceSpec): Observable<About<Traced>> =>
  aboutModel(basisOf, name, undefined, ({ model, laws }) =>
    compute.call('trace', { model, source: laws.source.law, points: pointsOf(points, modelDimension(model)), at, withJacobians }));

export const trace = ofModel(({ model, points, at, withJacobians }: TraceSpec): TraceSpec => {
  checkPoints(points);
  return { model, points: [...points], at: inUnit(at), withJacobians };
}, askTrace);

const askTransport = (basisOf: BasisOf, compute: Compute) => ({ model: name, count }: TransportSpec): Observable<About<Transported>> =>
  aboutModel(basisOf, name, undefined, ({ model, noise }) => compute.call('transport', { model, start: noise(count) }), (a, b) => a.model === b.model && a.noise === b.noise);

export const transport = ofModel(({ model, count }: TransportSpec): TransportSpec => ({ model, count }), askTransport);

/** State: a plan for each coupling, whatever is known of its field. */
const askPlan = (state$: Observable<FlowState>, compute: Compute) => ({ count, group, rounds }: PlanSpec): Observable<Planned> =>
  state$.pipe(
    map(({ noise, laws: { target }, parameters: { coupling, epsilon, seed } }): Omit<PlanRequest, 'start'> & { readonly noise: FlowState['noise'] } =>
      ({ noise, target: target.law, coupling, epsilon, seed, ...(group !== undefined && { group }), ...(rounds !== undefined && { rounds }) })),
    distinctUntilChanged((a, b) => (Object.keys(a) as (keyof typeof a)[]).every((key) => a[key] === b[key])),
    latestMap(({ noise, ...request }) => compute.call('plan', { ...request, start: noise(count) satisfies Points })),
  );

/** By the same draws for all models of one exact field and seed; of a network at most as often as its density. */
const askFit = (basisOf: BasisOf, compute: Compute) => ({ model: name }: FitSpec): Observable<About<Fit>> =>
  basisOf(name).pipe(
    distinctUntilChanged((a, b) => a.model === b.model && a.exact === b.exact && a.seed === b.seed),
    throttleTime(DENSITY_MS, asyncScheduler, { leading: true, trailing: true }),
    latestMap((basis) => compute.call('fit', { model: basis.model, exact: basis.exact, source: basis.laws.source.law, seed: basis.seed }).pipe(map((answer) => ({ basis, answer })))),
  );

export const fit = ofModel(({ model }: FitSpec) => ({ model }), askFit);

export const plan = ofLaws(askPlan);

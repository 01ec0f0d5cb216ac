import type { Observable } from 'rxjs';
import type { PairsThrough } from '../math/index.ts';
import type { Averaged, Predictions } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import type { FlowState } from './flow-state.ts';
import type { Basis, ModelName } from './models.ts';
import { inUnit, ofModel, type About, type BasisOf } from './question.ts';
import { aboutModel, checkPoints, isSourceNormal } from './questions.ts';

/** A model at one point of space and time. */
export interface PlaceSpec {
  readonly model: ModelName;
  /** Coordinates. */
  readonly x: readonly number[];
  /** 0..1 */
  readonly t: number;
}

/** The pairs whose paths pass through a point. */
export interface PairsSpec extends PlaceSpec {
  /** Draws, 1 or more, where not all pairs can be told. */
  readonly count: number;
}

/** How a model carries a point from its time to another. */
export interface AverageVelocitySpec extends PlaceSpec {
  /** 0..1, before or after `t`. */
  readonly to: number;
  /** Stretches in which the way is told, 1 or more. */
  readonly steps: number;
}

/** Checked, and its time in range. */
function placed({ model, x, t }: PlaceSpec): PlaceSpec {
  checkPoints(x);
  return { model, x: [...x], t: inUnit(t) };
}

/** Seed and schedule may have changed beside the model. */
const isPresent = ({ seed, schedule }: Basis, { parameters }: FlowState): boolean => seed === parameters.seed && schedule === parameters.schedule;

/** An answer for each model of the point's dimension, with the schedule and the seed that belong to it. */
const aboutPlace = <Answer>(basisOf: BasisOf, { model: name, x }: PlaceSpec, ask: (basis: Basis) => Observable<Answer>): Observable<About<Answer>> =>
  aboutModel(basisOf, name, x.length, ask, (a, b) => a.model === b.model && a.schedule === b.schedule && a.seed === b.seed);

const askPairs = (basisOf: BasisOf, compute: Compute) => (spec: PairsSpec): Observable<About<PairsThrough>> =>
  aboutPlace(basisOf, spec, ({ model, seed }) => compute.call('pairsThrough', { model, seed, x: spec.x, t: spec.t, count: spec.count }));

export const pairs = ofModel((spec: PairsSpec): PairsSpec => ({ ...placed(spec), count: spec.count }), askPairs, isPresent);

const askPredictions = (basisOf: BasisOf, compute: Compute) => (spec: PlaceSpec): Observable<About<Predictions>> =>
  aboutPlace(basisOf, spec, ({ model, schedule, laws }) => compute.call('predictions', { model, schedule, isSourceNormal: isSourceNormal(laws), x: spec.x, t: spec.t }));

export const predictions = ofModel(placed, askPredictions, isPresent);

const askAverageVelocity = (basisOf: BasisOf, compute: Compute) => (spec: AverageVelocitySpec): Observable<About<Averaged>> =>
  aboutPlace(basisOf, spec, ({ model }) => compute.call('averageVelocity', { model, x: spec.x, t: spec.t, to: spec.to, steps: spec.steps }));

export const averageVelocity = ofModel((spec: AverageVelocitySpec): AverageVelocitySpec => ({ ...placed(spec), to: inUnit(spec.to), steps: spec.steps }), askAverageVelocity);

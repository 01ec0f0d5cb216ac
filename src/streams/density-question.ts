import { asyncScheduler, throttleTime, type Observable, type SchedulerLike } from 'rxjs';
import type { DensityVolume, Grid } from '../math/index.ts';
import type { Compute } from './compute/index.ts';
import type { ModelName } from './models.ts';
import { ofModel, type About, type BasisOf } from './question.ts';
import { answered, hasSameModel, modelsOf } from './questions.ts';

/** Which density, carried along a model's flow from the source, and where. */
export interface DensitySpec {
  readonly model: ModelName;
  readonly grid: Grid;
  /** Model times in [0, 1], increasing. */
  readonly times: readonly number[];
  /** Runge-Kutta steps from t = 1 back to 0, at least 1; from another time its share of them. */
  readonly steps: number;
}

/** Carrying a density asks for a network's derivatives at every node and step: snapshots are not followed faster. */
export const DENSITY_MS = 1000;

/** A density's volume for each model of the grid's dimension, at most once a second; the newest is always among them. */
export const askDensity = (basisOf: BasisOf, compute: Compute, scheduler: SchedulerLike = asyncScheduler) => ({ model: name, grid, times, steps }: DensitySpec): Observable<About<DensityVolume>> =>
  modelsOf(basisOf, name, grid.dimension, hasSameModel).pipe(
    throttleTime(DENSITY_MS, scheduler, { leading: true, trailing: true }),
    answered(({ model, laws }) => compute.call('sampleDensity', { model, source: laws.source.law, grid, times: Float64Array.from(times), steps })),
  );

export const density = ofModel(({ model, grid: { dimension, lower, upper, size }, times, steps }: DensitySpec): DensitySpec => ({ model, grid: { dimension, lower, upper, size }, times, steps }), askDensity);

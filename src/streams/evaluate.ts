import { concat, type Observable, type OperatorFunction } from 'rxjs';
import { isLive, type FieldVolume, type Grid, type Trajectories, type VelocityModel } from '../math/index.ts';
import type { IntegrateRequest } from '../worker/index.ts';
import { workerCompute, type Compute } from './compute/index.ts';
import { latestMap } from './latest-map.ts';

/** The cloud at t = 0, or at another time, whose dimension must be the model's, and how it is carried. */
export type IntegrateOptions = Omit<IntegrateRequest, 'model'>;

/**
 * Carry a cloud through each model, in a worker. Models that arrive while one is being integrated are skipped but
 * for the newest. An error of the worker is an error of the stream.
 */
export function integrate(options: IntegrateOptions, compute: Compute = workerCompute()): OperatorFunction<VelocityModel, Trajectories> {
  return latestMap((model) => integrateOnce(model, options, compute));
}

export const integrateOnce = (model: VelocityModel, options: IntegrateOptions, compute: Compute): Observable<Trajectories> =>
  compute.call('integrate', { model, ...options });

/** Times in the first, coarse volume. */
const COARSE_TIMES = 5;
/** The coarse volume's grid has this many times fewer nodes on each axis. */
const COARSENING = 3;

export interface SampleFieldOptions {
  /** Of the model's dimension. */
  readonly grid: Grid;
  /** The worker chooses at most so many times, at least 2, by interpolation error. */
  readonly maxTimes: number;
}

/**
 * Evaluate each model on a grid over time, in a worker. An exact model is answered twice, coarse and then fine, so that a picture is there at
 * once; a network in training only once, for the next snapshot is the finer picture.
 */
export function sampleField(options: SampleFieldOptions, compute: Compute = workerCompute()): OperatorFunction<VelocityModel, FieldVolume> {
  return latestMap((model) => sampleFieldOnce(model, options, compute));
}

export function sampleFieldOnce(model: VelocityModel, { grid, maxTimes }: SampleFieldOptions, compute: Compute): Observable<FieldVolume> {
  const fine$ = compute.call('sampleField', { model, grid, maxTimes });
  if (isLive(model)) return fine$;
  const coarse: Grid = { ...grid, size: grid.size.map((n) => Math.max(2, Math.ceil(n / COARSENING))) };
  return concat(compute.call('sampleField', { model, grid: coarse, maxTimes: COARSE_TIMES }), fine$);
}

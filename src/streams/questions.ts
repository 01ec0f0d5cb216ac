import { distinctUntilChanged, filter, map, type Observable, type OperatorFunction } from 'rxjs';
import { modelDimension, type FieldVolume, type Grid, type NoiseLevel, type Points, type Trajectories } from '../math/index.ts';
import type { IntegrateRequest, PointValues, SolverName } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import { integrateOnce, sampleFieldOnce } from './evaluate.ts';
import type { FlowState } from './flow-state.ts';
import { latestMap } from './latest-map.ts';
import { modelOf, type Basis, type ModelName } from './models.ts';
import { accepted, CLOUD, defaultsOf, ParameterError, PATHS, type CloudOptions, type Laws, type PathsOptions } from './parameters/index.ts';
import { inUnit, ofModel, type About, type BasisOf } from './question.ts';

/** Which cloud: of how many points, carried by which model, in which steps. */
export interface CloudSpec extends CloudOptions {
  readonly model: ModelName;
}

/** Which paths: through which points, along which model, in which steps. */
export interface PathsSpec extends PathsOptions {
  readonly model: ModelName;
  /** Interleaved coordinates, at the time `at`. */
  readonly points: readonly number[];
}

/** What an answer depends on: options of other solvers make no other question of it. */
export function relevant({ solver, steps, tolerance, noise }: Pick<PathsOptions, 'solver' | 'steps' | 'tolerance'> & { readonly noise?: NoiseLevel }): Stepping {
  return solver === 'dopri5' ? { solver, steps: 1, tolerance } : solver === 'sde' ? { solver, steps, noise } : { solver, steps };
}
export type Stepping = Pick<IntegrateRequest, 'solver' | 'steps' | 'tolerance' | 'noise'>;

/** Which field, and where. */
export interface FieldSpec {
  readonly model: ModelName;
  readonly grid: Grid;
  /** The worker chooses at most so many times, at least 2, by interpolation error. */
  readonly maxTimes: number;
}

/** A model at some points of one time. */
export interface ValuesSpec {
  readonly model: ModelName;
  /** Interleaved coordinates. */
  readonly points: readonly number[];
  /** 0..1 */
  readonly t: number;
}

/** A model as it changes, while it is of this dimension, where one is asked for. */
export const modelsOf = (basisOf: BasisOf, name: ModelName, dimension: number | undefined, isSame: (a: Basis, b: Basis) => boolean): Observable<Basis> =>
  basisOf(name).pipe(distinctUntilChanged(isSame), filter(({ model }) => dimension === undefined || modelDimension(model) === dimension));

export const hasSameModel = (a: Basis, b: Basis): boolean => a.model === b.model;

/** The newest answer for each basis that comes. */
export const answered = <Answer>(ask: (basis: Basis) => Observable<Answer>): OperatorFunction<Basis, About<Answer>> =>
  latestMap((basis: Basis) => ask(basis).pipe(map((answer) => ({ basis, answer }))));

/**
 * An answer for each model, of the question's dimension where it has one.
 *
 * @param isSame  of two bases, by default of one model, that one answer is for both
 */
export const aboutModel = <Answer>(basisOf: BasisOf, name: ModelName, dimension: number | undefined, ask: (basis: Basis) => Observable<Answer>, isSame = hasSameModel): Observable<About<Answer>> =>
  modelsOf(basisOf, name, dimension, isSame).pipe(answered(ask));

/** A cloud's trajectories for each basis; a snapshot that comes while one is computed waits, and only the newest does. */
export const askCloud = (basisOf: BasisOf, compute: Compute) => ({ model: name, count, ...options }: Stepping & Pick<CloudSpec, 'model' | 'count'>): Observable<About<Trajectories>> =>
  basisOf(name).pipe(
    answered(({ model, noise, laws, seed, schedule }) => {
      checkScore(name, options.solver, laws);
      checkCount(count, options.solver);
      const way = options.solver === 'sde' ? { ...options, seed, schedule } : options;
      return integrateOnce(model, { start: noise(count), ...way }, compute);
    }),
  );

export const cloudSpec = ({ model, ...options }: Partial<CloudSpec> = {}) => {
  const { count, ...stepping } = { ...defaultsOf(CLOUD), ...accepted(CLOUD, options) };
  return { model: model || undefined, count, ...relevant(stepping) };
};
/** What has been carried may be a noise that was. */
export const isCloudPresent = ({ noise }: Basis, present: FlowState): boolean => noise === present.noise;

export const cloud = ofModel(cloudSpec, askCloud, isCloudPresent);

/** The paths through chosen points for each model. */
const askPaths = (basisOf: BasisOf, compute: Compute) => ({ model: name, points, at, ...options }: Stepping & Pick<PathsSpec, 'model' | 'points' | 'at'>): Observable<About<Trajectories>> =>
  aboutModel(basisOf, name, undefined, ({ model }) => {
    const start = pointsOf(points, modelDimension(model));
    checkCount(start.count, options.solver);
    return integrateOnce(model, { start, ...options, ...(at > 0 && { at }) }, compute);
  });

export const paths = ofModel(({ model, points: given, ...options }: Partial<PathsSpec> & Pick<PathsSpec, 'points'>) => {
  const spec = { points: [...given], ...defaultsOf(PATHS), ...accepted(PATHS, options) };
  checkPaths(spec);
  return { model: model || undefined, points: spec.points, at: spec.at, ...relevant(spec) };
}, askPaths);

/** A field's volume for each model of the grid's dimension. */
const askField = (basisOf: BasisOf, compute: Compute) => ({ model: name, grid, maxTimes }: FieldSpec): Observable<About<FieldVolume>> =>
  aboutModel(basisOf, name, grid.dimension, ({ model }) => sampleFieldOnce(model, { grid, maxTimes }, compute));

export const field = ofModel(({ model, grid: { dimension, lower, upper, size }, maxTimes }: FieldSpec): FieldSpec => ({ model, grid: { dimension, lower, upper, size }, maxTimes }), askField);

/** A model's values at some points, each time the model changes. */
const askValues = (basisOf: BasisOf, compute: Compute) => ({ model: name, points, t }: ValuesSpec): Observable<About<PointValues>> =>
  aboutModel(basisOf, name, undefined, ({ model }) => compute.call('evaluate', { model, points: pointsOf(points, modelDimension(model)), t }));

export const values = ofModel(({ model, points, t }: ValuesSpec): ValuesSpec => {
  checkPoints(points);
  return { model, points: [...points], t: inUnit(t) };
}, askValues);

/** Refuses what are no points in any flow, and a solver that cannot lead through them. @throws ParameterError */
function checkPaths({ points, solver }: Pick<PathsSpec, 'points' | 'solver'>): void {
  if (solver === 'sde') throw new ParameterError('solver', { key: 'noWayBack', solver });
  checkPoints(points);
}

/** @throws ParameterError */
export function checkPoints(points: readonly number[]): void {
  if (points.length === 0) throw new ParameterError('points', { key: 'noPoints' });
  const wrong = points.findIndex((coordinate) => !Number.isFinite(coordinate));
  if (wrong >= 0) throw new ParameterError('points', { key: 'notAPoint', place: wrong + 1, coordinate: String(points[wrong]) });
}

/** @throws ParameterError for a number of coordinates that does not come to points */
export function pointsOf(coordinates: readonly number[], dimension: number): Points {
  const count = coordinates.length / dimension;
  if (Number.isInteger(count) && count <= CLOUD.count.high) return { dimension, count, coordinates: Float64Array.from(coordinates) };
  throw new ParameterError('points', { key: 'unevenPoints', coordinates: coordinates.length, most: CLOUD.count.high, dimension });
}

/** These take a step of all points at once, which must not keep a worker from answering. */
const MOST_AT_ONCE = 2000;

function checkCount(count: number, solver: SolverName): void {
  if (count <= MOST_AT_ONCE || (solver !== 'dopri5' && solver !== 'sde')) return;
  throw new ParameterError('count', { key: 'tooManyAtOnce', solver, most: MOST_AT_ONCE, count });
}

/** A learned velocity gives the score for this source alone. */
export const isSourceNormal = ({ source }: Laws): boolean => source.name === 'gaussian';

/** The stochastic equation needs the score. */
function checkScore(name: ModelName, solver: SolverName, laws: Laws): void {
  const { source } = laws;
  if (solver !== 'sde' || modelOf(name).hasScore || isSourceNormal(laws)) return;
  throw new ParameterError('solver', { key: 'noScore', solver, source: source.name });
}

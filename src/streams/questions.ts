import { defer, distinctUntilChanged, filter, finalize, map, type Observable } from 'rxjs';
import { modelDimension, type FieldVolume, type Grid, type Points, type ScheduleName, type Trajectories, type VelocityModel } from '../math/index.ts';
import type { SolverName } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import { integrateOnce, sampleFieldOnce } from './evaluate.ts';
import { keepWarm } from './keep-warm.ts';
import { latestMap } from './latest-map.ts';
import { ParameterError, type CloudOptions, type Laws } from './parameters/index.ts';

export type ModelName = 'exact' | 'learned';

/** Which cloud: of how many points, carried by which model, in which steps. */
export interface CloudSpec extends CloudOptions {
  readonly model: ModelName;
}

/** What the answer depends on: options of other solvers make no other question of it. */
export function relevant({ model, count, solver, steps, tolerance, noise }: CloudSpec): Relevant {
  const own = solver === 'dopri5' ? { steps: 1, tolerance } : solver === 'sde' ? { steps, noise } : { steps };
  return { model, count, solver, ...own };
}
type Relevant = Pick<CloudSpec, 'model' | 'count' | 'solver' | 'steps'> & Partial<CloudSpec>;

/** Which field, and where. */
export interface FieldSpec {
  readonly model: ModelName;
  readonly grid: Grid;
  /** The worker chooses at most so many times, at least 2, by interpolation error. */
  readonly maxTimes: number;
}

/** A model, and the noise that it carries: what changes together changes both at once. */
export interface Basis {
  readonly model: VelocityModel;
  /** The first points of one endless cloud at t = 0; the same array for the same count. */
  readonly noise: (count: number) => Points;
  /** The laws that both belong to. */
  readonly laws: Laws;
  /** Of the noise along the way, where there is some. */
  readonly seed: number;
  readonly schedule: ScheduleName;
}

/** An answer with what it is about: who comes after that has changed must not be given the old one first. */
export interface About<Answer> {
  readonly basis: Basis;
  readonly answer: Answer;
}

/** State; nothing comes while the model is not known. */
export type BasisOf = (name: ModelName) => Observable<Basis>;

/**
 * One stream for all who ask the same: the computing is done once, and all see the same. It is forgotten when nobody has listened for a
 * second.
 */
export function shared<Spec, Answer>(ask: (spec: Spec) => Observable<Answer>): (spec: Spec) => Observable<Answer> {
  const streams = new Map<string, Observable<Answer>>();
  return (spec) => {
    const key = JSON.stringify(spec);
    return defer(() => {
      const known = streams.get(key);
      if (known) return known;
      const answer$ = ask(spec).pipe(finalize(() => streams.delete(key)), keepWarm());
      streams.set(key, answer$);
      return answer$;
    });
  };
}

/** A cloud's trajectories for each basis; a snapshot that comes while one is computed waits, and only the newest does. */
export const askCloud = (basisOf: BasisOf, compute: Compute) => ({ model: name, count, ...options }: Relevant): Observable<About<Trajectories>> =>
  basisOf(name).pipe(
    latestMap((basis) => {
      const { model, noise, laws, seed, schedule } = basis;
      checkScore(name, options.solver, laws);
      checkCount(count, options.solver);
      const way = options.solver === 'sde' ? { ...options, seed, schedule } : options;
      return integrateOnce(model, { start: noise(count), ...way }, compute).pipe(map((answer) => ({ basis, answer })));
    }),
  );

/** A field's volume for each model of the grid's dimension. */
export const askField = (basisOf: BasisOf, compute: Compute) => ({ model: name, grid, maxTimes }: FieldSpec): Observable<About<FieldVolume>> =>
  basisOf(name).pipe(
    distinctUntilChanged((a, b) => a.model === b.model),
    filter(({ model }) => modelDimension(model) === grid.dimension),
    latestMap((basis) => sampleFieldOnce(basis.model, { grid, maxTimes }, compute).pipe(map((answer) => ({ basis, answer })))),
  );

/** These take a step of all points at once, which must not keep a worker from answering. */
const MOST_AT_ONCE = 2000;

function checkCount(count: number, solver: SolverName): void {
  if (count <= MOST_AT_ONCE || (solver !== 'dopri5' && solver !== 'sde')) return;
  throw new ParameterError('count', `"${solver}" carries at most ${MOST_AT_ONCE} points, and ${count} are asked for; take fewer, or another solver.`);
}

/** The stochastic equation needs the score, which a learned velocity gives for a standard normal source alone. */
function checkScore(name: ModelName, solver: SolverName, { source }: Laws): void {
  if (solver !== 'sde' || name === 'exact' || source.name === 'gaussian') return;
  throw new ParameterError('solver', `"sde" needs a score, which a learned field has for source="gaussian" alone, and this flow has "${source.name}"; take another solver.`);
}

import { asyncScheduler, throttleTime, type Observable } from 'rxjs';
import type { SolversCompared } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import { isStill, type ModelName } from './models.ts';
import { ofModel, type About, type BasisOf } from './question.ts';
import { aboutModel } from './questions.ts';

/** How far solvers end from where a model's flow leads. */
export interface SolverErrorsSpec {
  readonly model: ModelName;
}

/** The first points of the flow's cloud; the worker follows as many of them as it can in a moment. */
const POINTS = 24;
/** To follow a network costs more than a step of its training: snapshots are not followed faster. */
const SNAPSHOT_MS = 4000;

const askSolverErrors = (basisOf: BasisOf, compute: Compute) => ({ model: name }: SolverErrorsSpec): Observable<About<SolversCompared>> => {
  const seldom: BasisOf = (asked) => (isStill(asked) ? basisOf(asked) : basisOf(asked).pipe(throttleTime(SNAPSHOT_MS, asyncScheduler, { leading: true, trailing: true })));
  return aboutModel(seldom, name, undefined, ({ model, noise }) => compute.call('solverErrors', { model, start: noise(POINTS) }), (a, b) => a.model === b.model && a.noise === b.noise);
};

export const solverErrors = ofModel(({ model }: SolverErrorsSpec): SolverErrorsSpec => ({ model }), askSolverErrors);

import { catchError, concatMap, defer, map, of, scan, startWith, type Observable } from 'rxjs';
import type { Nearness, UsualNearness } from '../math/index.ts';
import type { Judged, Measure } from '../worker/index.ts';
import type { Compute } from './compute/index.ts';
import type { Run } from './training-reducer.ts';

/** What a network was worth that a run has passed through. */
export interface JudgedCheckpoint extends Judged {
  readonly step: number;
  /** `E|v_theta - v_t|^2`, summed over axes; NaN where the exact field is not known. */
  readonly excess: number;
}

/**
 * State: the checkpoints of a run so far, one after the other, steps increasing. A measure is left out where it is not known: gradients of anything but
 * independent pairs, and whatever a worker could not tell.
 */
export const judgeRun = (run$: Observable<Run>, measures: readonly Measure[], compute: Compute): Observable<readonly JudgedCheckpoint[]> =>
  defer(() => {
    let taken = 0;
    // Of the data that one run is about.
    let usual: UsualNearness | undefined;
    let exactEnds: Float64Array | undefined;
    return run$.pipe(
      concatMap((run) => {
        const fresh = run.checkpoints.slice(taken);
        taken = run.checkpoints.length;
        return fresh.map((checkpoint) => ({ run, checkpoint }));
      }),
      concatMap(({ run, checkpoint: { step, model, excess } }) => {
        const { source, target, fresh, schedule, coupling, seed } = run.inputs;
        const isIndependent = coupling === 'independent' && !run.isReflow;
        const known = measures.filter((measure) => measure !== 'gradients' || isIndependent);
        const judged$: Observable<Judged> = known.length === 0 ? of({}) : compute.call('judge', { model, source, target, schedule, seed, measures: known, isIndependent, ...(fresh && { fresh }), ...(usual && { usual }), ...(exactEnds && { exactEnds }) }).pipe(catchError(() => of({})));
        return judged$.pipe(map((judged): JudgedCheckpoint => {
          if (judged.nearest) usual = usualOf(judged.nearest);
          exactEnds ??= judged.evaluations?.exact?.ends;
          return { ...judged, step, excess };
        }));
      }),
      scan((all, one) => [...all, one], [] as readonly JudgedCheckpoint[]),
      startWith([]),
    );
  });

const usualOf = ({ apart, fresh }: Nearness): UsualNearness => ({ ...(apart !== undefined && { apart }), ...(fresh && { fresh }) });

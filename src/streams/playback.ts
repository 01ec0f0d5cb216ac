import { Observable, combineLatest, map, type OperatorFunction } from 'rxjs';
import { interpolateTrajectories, type Trajectories } from '../math/index.ts';

/** A cloud at one time. */
export interface Frame {
  /** Model time in [0, 1]. */
  readonly t: number;
  readonly dimension: number;
  readonly count: number;
  /** Interleaved; the buffer is written again for the next frame, so copy what must stay. */
  readonly positions: Float32Array;
}

/** Where the points of the latest trajectories are at the latest time: interpolated, never computed anew. */
export function playback(time$: Observable<number>): OperatorFunction<Trajectories, Frame> {
  return (trajectories$) =>
    new Observable<Frame>((subscriber) => {
      let positions = new Float32Array(0);
      return combineLatest([trajectories$, time$])
        .pipe(
          map(([trajectories, t]) => {
            const { dimension, count } = trajectories;
            if (positions.length !== count * dimension) positions = new Float32Array(count * dimension);
            interpolateTrajectories(trajectories, t, positions);
            return { t, dimension, count, positions };
          }),
        )
        .subscribe(subscriber);
    });
}

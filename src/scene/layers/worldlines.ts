import { interpolateTrajectories } from '../../math/index.ts';
import type { Trajectories } from '../../math/index.ts';
import type { ThreadsMark } from '../marks.ts';
import { timeToWorld } from './spacetime-space.ts';
import type { SpacetimeSpace } from './spacetime-space.ts';

/** More worldlines than this hide one another; the first ones are as random as any. */
const MOST = 260;
const STEPS = 56;
/** Opacity of one line among `CROWD`; it falls with the root of their number. */
const OPACITY = 0.42;
const CROWD = 100;
const WIDTH_PX = 1;
/** What lies ahead of the current time is fainter by this factor. */
const AHEAD = 0.55;

/** Paths over time as two marks, travelled and still ahead, that share their vertices. */
export interface Worldlines {
  readonly behind: { -readonly [K in keyof ThreadsMark]: ThreadsMark[K] };
  readonly ahead: { -readonly [K in keyof ThreadsMark]: ThreadsMark[K] };
  /** The fractional step of a model time. */
  stepOf(t: number): number;
}

export function worldlines(trajectories: Trajectories, space: SpacetimeSpace): Worldlines {
  const count = Math.min(MOST, trajectories.count);
  const positions = new Float32Array(STEPS * count * 3);
  const times = Float32Array.from({ length: STEPS }, (_, s) => s / (STEPS - 1));
  const cloud = new Float32Array(2 * trajectories.count);
  for (let s = 0; s < STEPS; s++) {
    interpolateTrajectories(trajectories, times[s], cloud);
    space.stand(cloud, count, timeToWorld(times[s]), positions, s * count);
  }
  const opacity = OPACITY * Math.min(1.5, Math.sqrt(CROWD / Math.max(1, count)));
  const mark = (factor: number): ThreadsMark => ({
    kind: 'threads',
    count,
    steps: STEPS,
    positions,
    times,
    opacities: new Float32Array(STEPS).fill(factor * opacity),
    widthPx: WIDTH_PX,
    fromStep: 0,
    toStep: STEPS - 1,
    version: 0,
  });
  return { behind: mark(1), ahead: mark(AHEAD), stepOf: (t) => t * (STEPS - 1) };
}

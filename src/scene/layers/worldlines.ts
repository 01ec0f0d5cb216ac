import { interpolateTrajectories } from '../../math/index.ts';
import type { Trajectories } from '../../math/index.ts';
import type { ThreadsMark } from '../marks.ts';
import { timeToWorld } from './spacetime-space.ts';
import type { SpacetimeSpace } from './spacetime-space.ts';

/** More worldlines than this hide one another; the first ones are as random as any. */
const MOST = 260;
const STEPS = 42;
/** Opacity of one line among `CROWD` in a figure of `ROOM_PX`; it falls with the root of their number, and with their room. */
const OPACITY = 0.42;
const CROWD = 100;
const ROOM_PX = 720;
const OPACITIES = { min: 0.06, max: 0.6 };
const WIDTH_PX = 1;
/** What lies ahead of the current time is fainter by this factor. */
const AHEAD = 0.55;

/** Paths over time as two marks, travelled and still ahead, that share their vertices. */
export interface Worldlines {
  readonly behind: { -readonly [K in keyof ThreadsMark]: ThreadsMark[K] };
  readonly ahead: { -readonly [K in keyof ThreadsMark]: ThreadsMark[K] };
  /** Parts the travelled from what is ahead, and fades both to the room that a figure of this width gives them. */
  update(t: number, widthPx: number): void;
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
  const mark = (opacity: number): Worldlines['behind'] => ({
    kind: 'threads',
    count,
    steps: STEPS,
    positions,
    times,
    opacities: new Float32Array(STEPS).fill(1),
    opacity,
    widthPx: WIDTH_PX,
    fromStep: 0,
    toStep: STEPS - 1,
    version: 0,
  });
  const [behind, ahead] = [mark(1), mark(AHEAD)];
  return {
    behind,
    ahead,
    update(t, widthPx) {
      const crowding = Math.sqrt(CROWD / Math.max(1, count)) * Math.min(1, widthPx / ROOM_PX);
      behind.opacity = Math.min(OPACITIES.max, Math.max(OPACITIES.min, OPACITY * crowding));
      ahead.opacity = AHEAD * behind.opacity;
      behind.toStep = ahead.fromStep = t * (STEPS - 1);
    },
  };
}

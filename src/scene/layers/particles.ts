import { interpolateTrajectories } from '../../math/index.ts';
import type { Trajectories } from '../../math/index.ts';
import type { PointsMark, ThreadsMark } from '../marks.ts';
import { dotRadiusPx } from './cloud.ts';

/** How much model time a trail looks back, and in how many pieces it bends. */
const TRAIL = 0.09;
const TRAIL_STEPS = 6;
const TRAIL_OPACITY = 0.55;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Writes interleaved positions of a cloud as interleaved x, y, z of the world, from vertex `first` of `out` on. */
export type Place = (cloud: Float32Array, out: Float32Array, first: number) => void;

/** The cloud at time t with trails that fade. */
export class ParticleLayer {
  readonly dots: Writable<PointsMark>;
  readonly trails: Writable<ThreadsMark>;
  private readonly trajectories: Trajectories;
  private readonly place: Place;
  private readonly scratch: Float32Array;

  /** @param place  where in the world a point stands; on the plane z = 0 when absent */
  constructor(trajectories: Trajectories, place: Place = flat) {
    const { count, dimension } = trajectories;
    const clipped = place === flat;
    this.trajectories = trajectories;
    this.place = place;
    this.scratch = new Float32Array(count * dimension);
    this.dots = {
      kind: 'points',
      count,
      positions: new Float32Array(count * 3),
      radiusPx: 1,
      color: 0,
      opacity: 0.9,
      clipped,
      version: 0,
    };
    this.trails = {
      kind: 'threads',
      count,
      steps: TRAIL_STEPS,
      positions: new Float32Array(count * TRAIL_STEPS * 3),
      times: new Float32Array(TRAIL_STEPS),
      opacities: Float32Array.from({ length: TRAIL_STEPS }, (_, s) => TRAIL_OPACITY * (s / (TRAIL_STEPS - 1)) ** 1.5),
      opacity: 1,
      widthPx: 1.2,
      fromStep: 0,
      toStep: TRAIL_STEPS - 1,
      clipped,
      version: 0,
    };
  }

  /** @param areaPx  the part of the figure that the cloud is spread over */
  layout(areaPx: number): void {
    this.dots.radiusPx = dotRadiusPx(areaPx, this.dots.count);
  }

  update(t: number): void {
    const { dots, trails, trajectories, scratch, place } = this;
    for (let s = 0; s < TRAIL_STEPS; s++) {
      const age = TRAIL * (1 - s / (TRAIL_STEPS - 1));
      const then = Math.max(0, t - age);
      trails.times[s] = then;
      interpolateTrajectories(trajectories, then, scratch);
      place(scratch, trails.positions, s * trajectories.count);
    }
    place(scratch, dots.positions, 0);
    dots.color = t;
    dots.version++;
    trails.version++;
  }
}

/** Interleaved pairs to the x and y of interleaved triples. */
function flat(pairs: Float32Array, triples: Float32Array, first: number): void {
  for (let i = 0, j = 3 * first; i < pairs.length; i += 2, j += 3) {
    triples[j] = pairs[i];
    triples[j + 1] = pairs[i + 1];
  }
}

import { interpolateField } from '../../math/index.ts';
import type { FieldVolume } from '../../math/index.ts';

/** How many vectors of each time are looked at to find a typical speed. */
const SPEED_SAMPLES = 512;
/** Arrows are scaled to this quantile, so that the few fastest do not shrink all others. */
const SPEED_QUANTILE = 0.9;
/** Typical speeds are rounded up to powers of this, so that arrows do not breathe from snapshot to snapshot. */
const SPEED_ROUNDING = 2 ** 0.25;

/** One field volume at one time: every layer of a frame reads the same interpolation. */
export class FieldFrame {
  readonly volume: FieldVolume;
  /** Nodes with the first axis fastest, two components each. */
  readonly velocity: Float32Array;
  readonly density: Float32Array | undefined;
  /** A typical speed over all times, never 0. */
  readonly speed: number;
  private t = Number.NaN;

  constructor(volume: FieldVolume) {
    const nodes = volume.grid.size[0] * volume.grid.size[1];
    this.volume = volume;
    this.velocity = new Float32Array(nodes * 2);
    this.density = volume.density && new Float32Array(nodes);
    this.speed = typicalSpeed(volume);
  }

  /** @returns whether anything had to be interpolated anew */
  moveTo(t: number): boolean {
    if (t === this.t) return false;
    this.t = t;
    interpolateField(this.volume, t, this.velocity, this.density);
    return true;
  }

  /** Bilinear velocity at the position `places[at]`, `places[at + 1]` into `out`; false outside the grid. */
  sample(places: Float64Array, at: number, out: Float64Array): boolean {
    const { lower, upper, size } = this.volume.grid;
    const columns = size[0];
    const rows = size[1];
    const u = ((places[at] - lower[0]) / (upper[0] - lower[0])) * (columns - 1);
    const v = ((places[at + 1] - lower[1]) / (upper[1] - lower[1])) * (rows - 1);
    if (!(u >= 0 && v >= 0 && u <= columns - 1 && v <= rows - 1)) return false;
    const i = Math.min(columns - 2, Math.floor(u));
    const j = Math.min(rows - 2, Math.floor(v));
    const right = u - i;
    const up = v - j;
    const corner = 2 * (j * columns + i);
    for (let axis = 0; axis < 2; axis++) {
      const node = corner + axis;
      const below = this.velocity[node] * (1 - right) + this.velocity[node + 2] * right;
      const above = this.velocity[node + 2 * columns] * (1 - right) + this.velocity[node + 2 * columns + 2] * right;
      out[axis] = below * (1 - up) + above * up;
    }
    return Number.isFinite(out[0]) && Number.isFinite(out[1]);
  }
}

/**
 * A speed that few are faster than, never 0: the middle, over model time, of each time's own quantile, since the times of a
 * volume crowd where the field is wild.
 */
export function typicalSpeed({ grid, times, velocity }: FieldVolume): number {
  const { dimension } = grid;
  const nodes = velocity.length / times.length / dimension;
  const stride = Math.max(1, Math.ceil(nodes / SPEED_SAMPLES));
  const ofTimes: { speed: number; span: number }[] = [];
  for (let s = 0; s < times.length; s++) {
    const speeds: number[] = [];
    for (let i = s * nodes; i < (s + 1) * nodes; i += stride) {
      const speed = Math.hypot(...velocity.subarray(dimension * i, dimension * (i + 1)));
      if (Number.isFinite(speed)) speeds.push(speed);
    }
    const speed = speeds.sort((a, b) => a - b)[Math.floor(SPEED_QUANTILE * speeds.length)];
    const span = ((times[s + 1] ?? 1) - (times[s - 1] ?? 0)) / 2;
    if (speed > 0) ofTimes.push({ speed, span });
  }
  ofTimes.sort((a, b) => a.speed - b.speed);
  const whole = ofTimes.reduce((sum, { span }) => sum + span, 0);
  let passed = 0;
  const typical = ofTimes.find(({ span }) => (passed += span) >= whole / 2)?.speed ?? 0;
  return typical > 0 ? SPEED_ROUNDING ** Math.ceil(Math.log(typical) / Math.log(SPEED_ROUNDING)) : 1;
}

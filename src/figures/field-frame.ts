import { interpolateField, type FieldVolume } from '../math/index.ts';
import { shadingOf, type DensityShading } from './density-shading.ts';

/** How many vectors of each time are looked at to find a typical speed. */
const SPEED_SAMPLES = 512;
/** Arrows are scaled to this quantile, so that the few fastest do not shrink all others. */
const SPEED_QUANTILE = 0.9;
/** Typical speeds are rounded up to powers of this, so that arrows do not change their length from snapshot to snapshot. */
const SPEED_ROUNDING = 2 ** 0.25;

/** One field volume at one time, in one to three dimensions. */
export class FieldFrame {
  readonly volume: FieldVolume;
  /** Nodes with the first axis fastest, `dimension` components each. */
  readonly velocity: Float32Array;
  readonly density: Float32Array | undefined;
  /** A typical speed over all times, never 0. */
  readonly speed: number;
  private t = Number.NaN;
  private shading: DensityShading | undefined;
  /** Of the cell that is sampled: its lowest node, and the part of the way to the next along each axis. */
  private readonly parts: Float64Array;
  private readonly strides: readonly number[];

  constructor(volume: FieldVolume) {
    const { dimension, size } = volume.grid;
    const nodes = size.reduce((product, count) => product * count, 1);
    this.volume = volume;
    this.velocity = new Float32Array(nodes * dimension);
    this.density = volume.density && new Float32Array(nodes);
    this.speed = typicalSpeed(volume);
    this.parts = new Float64Array(dimension);
    this.strides = size.map((_, axis) => size.slice(0, axis).reduce((product, count) => product * count, 1));
  }

  moveTo(t: number): void {
    if (t === this.t) return;
    this.t = t;
    this.shading = undefined;
    interpolateField(this.volume, t, this.velocity, this.density);
  }

  /** Whether there is a velocity at the time: towards points without spread it is infinite at t = 1. */
  get isDefined(): boolean {
    return !(this.volume.endsInPoints && this.t === 1);
  }

  /** How the density of the time is shown; undefined where there is none. */
  get densityShading(): DensityShading | undefined {
    return this.density && (this.shading ??= shadingOf(this.density, this.volume.grid.size));
  }

  /** Multilinear velocity at the position whose first coordinate is `places[at]` into `out`; false outside the grid and where it is not finite or not defined. */
  sample(places: Float64Array, at: number, out: Float64Array): boolean {
    const { velocity, parts, strides, volume: { grid: { dimension, lower, upper, size } } } = this;
    if (!this.isDefined) return false;
    let lowest = 0;
    for (let axis = 0; axis < dimension; axis++) {
      const last = size[axis] - 1;
      const place = ((places[at + axis] - lower[axis]) / (upper[axis] - lower[axis])) * last;
      // Rounding may put a node at the edge a hair outside.
      if (!(place >= -1e-9 && place <= last + 1e-9)) return false;
      const cell = Math.max(0, Math.min(last - 1, Math.floor(place)));
      parts[axis] = place - cell;
      lowest += cell * strides[axis];
    }
    let isFinite = true;
    for (let component = 0; component < dimension; component++) {
      let sum = 0;
      for (let corner = 0; corner < 1 << dimension; corner++) {
        let weight = 1;
        let node = lowest;
        for (let axis = 0; axis < dimension; axis++) {
          const isUpper = (corner >> axis) & 1;
          weight *= isUpper ? parts[axis] : 1 - parts[axis];
          node += isUpper * strides[axis];
        }
        // A node that does not count may hold anything.
        if (Math.abs(weight) > 1e-9) sum += weight * velocity[node * dimension + component];
      }
      out[component] = sum;
      isFinite &&= Number.isFinite(sum);
    }
    return isFinite;
  }
}

/**
 * A speed that few are faster than, never 0: the middle, over model time, of each time's own quantile, since the times of a
 * volume crowd where the field is wild.
 */
function typicalSpeed({ grid, times, velocity }: FieldVolume): number {
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

import type { Traced } from '../streams/index.ts';

/** Recorded times that are interpolated between. */
const NODES = 4;

/** What is recorded along a way, at any time of it: by the cubic through the four solver steps around, as fine as the steps are. */
export class TracedWay {
  readonly times: Float64Array;
  private readonly traced: Extract<Traced, { readonly known: true }>;
  private readonly place: Float64Array;
  private readonly growth: Float64Array;
  private readonly map: Float64Array;

  constructor(traced: Extract<Traced, { readonly known: true }>) {
    const { dimension, count, times } = traced;
    this.traced = traced;
    this.times = times;
    this.place = new Float64Array(count * dimension);
    this.growth = new Float64Array(count);
    this.map = new Float64Array(count * dimension * dimension);
  }

  /** Interleaved coordinates of all points; overwritten at the next call. */
  placesAt(t: number): Float64Array {
    return interpolate(this.times, this.traced.positions, t, this.place);
  }

  /** Log of the ratio of volumes between where the way was begun and `t`, for each point; overwritten at the next call. */
  growthAt(t: number): Float64Array {
    return interpolate(this.times, this.traced.expansion, t, this.growth);
  }

  /** Of the map to `t`, row-major, for each point; overwritten at the next call. */
  jacobianAt(t: number): Float64Array | undefined {
    return this.traced.jacobians && interpolate(this.times, this.traced.jacobians, t, this.map);
  }
}

/** Lagrange's polynomial through the nearest times; outside of all the nearest holds. */
function interpolate(times: Float64Array, values: Float64Array, t: number, out: Float64Array): Float64Array {
  const time = Math.min(times[times.length - 1], Math.max(times[0], t));
  const nodes = Math.min(NODES, times.length);
  const after = times.findIndex((node) => node >= time);
  const first = Math.min(times.length - nodes, Math.max(0, after - (nodes >> 1)));
  out.fill(0);
  for (let i = first; i < first + nodes; i++) {
    let weight = 1;
    for (let j = first; j < first + nodes; j++) if (j !== i) weight *= (time - times[j]) / (times[i] - times[j]);
    for (let k = 0; k < out.length; k++) out[k] += weight * values[i * out.length + k];
  }
  return out;
}

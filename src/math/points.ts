/**
 * Memory layouts shared by the whole library. All are plain data: they can be posted to a worker, stored and compared.
 */

/** Interleaved coordinates: axis `k` of point `i` stands at `[i * dimension + k]`. */
export type Coordinates = Float32Array | Float64Array;

/** A cloud of `count` points. */
export interface Points {
  readonly dimension: number;
  readonly count: number;
  /** Interleaved, length `count * dimension`. */
  readonly coordinates: Coordinates;
}

/** A place of the data at a model time. */
export interface Place {
  /** Coordinates, one for each axis. */
  readonly x: readonly number[];
  /** 0..1 */
  readonly t: number;
}

/** The paths of `count` points over the same increasing `times`. */
export interface Trajectories {
  readonly dimension: number;
  readonly count: number;
  /** Model times in [0, 1], strictly monotone, at least two. */
  readonly times: Float64Array;
  /** Time-major: axis `k` of point `i` at `times[s]` stands at `[(s * count + i) * dimension + k]`. */
  readonly positions: Float32Array;
  /** How often the velocity of the whole batch was evaluated. */
  readonly evaluations: number;
}

/** A regular grid of nodes, both ends included on each axis. */
export interface Grid {
  readonly dimension: number;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  /** Nodes on each axis, at least 2. */
  readonly size: readonly number[];
}

/** A velocity field (and where it is known its density) on the nodes of a grid at chosen times. */
export interface FieldVolume {
  readonly grid: Grid;
  /** Model times in [0, 1], increasing. */
  readonly times: Float64Array;
  /** Time-major, then nodes with the first axis fastest, then axes: length `times.length * nodes * dimension`. */
  readonly velocity: Float32Array;
  /**
   * Time-major, then nodes with the first axis fastest: length `times.length * nodes`; what is narrower than the grid can carry is
   * widened to 0.6 of its spacing. Absent for learned models.
   */
  readonly density?: Float32Array;
  /** The data are points: towards them the velocity grows without bound, and what stands here at t = 1 is that of no path. */
  readonly endsInPoints?: true;
}

/** Where the reader has turned a deep figure. */
export interface Orbit {
  /** To the right of the first view, wraps. */
  readonly yawRad: number;
  /** Above the first view. */
  readonly pitchRad: number;
  /** 1 shows everything. */
  readonly zoom: number;
}

export const firstOrbit: Orbit = { yawRad: 0, pitchRad: 0, zoom: 1 };

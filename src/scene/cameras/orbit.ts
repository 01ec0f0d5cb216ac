/** Where the reader has turned a deep figure. */
export interface Orbit {
  /** The box has been turned to the right by this much, from the first view on. */
  readonly yawRad: number;
  /** The eye has been raised by this much. */
  readonly pitchRad: number;
  /** 1 shows everything. */
  readonly zoom: number;
}

export const firstOrbit: Orbit = { yawRad: 0, pitchRad: 0, zoom: 1 };

import { firstOrbit } from '../cameras/orbit.ts';
import type { Orbit } from '../cameras/orbit.ts';

const PITCH_RAD = { min: -0.9, max: 1.1 };
const ZOOM = { min: 0.5, max: 6 };
/** The view covers 63 % of what is left to its goal in this time. */
const DAMPING_MS = 70;
/** Closer to its goal than this the view has arrived. */
const ARRIVED = 1e-4;

const clamp = (value: number, { min, max }: { min: number; max: number }) => Math.min(max, Math.max(min, value));

/** Where the reader has turned a figure, or several that share one motion, and how far the view has followed. */
export class OrbitMotion {
  private wanted: Orbit = firstOrbit;
  private now: Orbit = firstOrbit;
  private lastMs: number | undefined;
  private readonly listeners = new Set<() => void>();

  get orbit(): Orbit {
    return this.now;
  }

  /** Where it goes. */
  get goal(): Orbit {
    return this.wanted;
  }

  /**
   * @param moved  called when the next frame will differ
   * @returns ends that
   */
  watch(moved: () => void): () => void {
    this.listeners.add(moved);
    return () => void this.listeners.delete(moved);
  }

  turnTo({ yawRad, pitchRad, zoom }: Orbit): void {
    this.wanted = { yawRad, pitchRad: clamp(pitchRad, PITCH_RAD), zoom: clamp(zoom, ZOOM) };
    for (const moved of this.listeners) moved();
  }

  reset(): void {
    // Whole turns are forgotten, so that the way home is the short one.
    const turns = Math.round((this.now.yawRad - firstOrbit.yawRad) / (2 * Math.PI)) * 2 * Math.PI;
    this.now = { ...this.now, yawRad: this.now.yawRad - turns };
    this.turnTo(firstOrbit);
  }

  /**
   * Lets the view follow its goal; true while it has not arrived. Figures that share the motion and ask in the same frame see the same view.
   *
   * @param isInstant  it is there at once
   */
  advance(nowMs: number, isInstant: boolean): boolean {
    const elapsedMs = this.lastMs === undefined ? 16 : Math.min(100, nowMs - this.lastMs);
    const part = isInstant ? 1 : 1 - Math.exp(-elapsedMs / DAMPING_MS);
    const follow = (key: keyof Orbit) => this.now[key] + (this.wanted[key] - this.now[key]) * part;
    // Nothing has passed for those that come second in a frame: what is kept for one view stays kept.
    if (part > 0) this.now = { yawRad: follow('yawRad'), pitchRad: follow('pitchRad'), zoom: follow('zoom') };
    const arrived = (['yawRad', 'pitchRad', 'zoom'] as const).every((key) => Math.abs(this.wanted[key] - this.now[key]) < ARRIVED);
    if (arrived) this.now = this.wanted;
    this.lastMs = arrived ? undefined : nowMs;
    return !arrived;
  }
}

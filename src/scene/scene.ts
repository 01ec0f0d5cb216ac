import type { Place } from '../math/index.ts';
import type { Camera } from './cameras/camera.ts';
import type { Orbit } from './cameras/orbit.ts';
import type { Mark } from './marks.ts';
import type { Theme } from './theme.ts';

/** What a picture is laid out for; a new object whenever anything of it changes. */
export interface Surface {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly theme: Theme;
}

/** A picture as data: for each model time and surface the marks, back to front. */
export interface Scene {
  /** `flat` needs neither WebGL nor orbit. */
  readonly depth: 'flat' | 'deep';
  camera(surface: Surface, orbit: Orbit): Camera;
  /** Trajectories that cannot be drawn, because they are not finite or far out; 0 when absent. */
  readonly leftOut?: number;
  /** What lies under a pixel of the figure, at model time `t` where the paper does not say another; undefined where nothing does. */
  unproject?(xPx: number, yPx: number, t: number, surface: Surface, camera: Camera): Place | undefined;
  /** Pixel x and y of a place; undefined where it is not to be seen. */
  pixelOf?(place: Place, camera: Camera): readonly [xPx: number, yPx: number] | undefined;
  /**
   * The marks at model time `t` in [0, 1]; they are overwritten by the next call.
   *
   * @param nowMs  by the clock of frames: what has to come to another place may be on its way. Absent, all is where it is to be.
   */
  marks(t: number, surface: Surface, camera: Camera, nowMs?: number): readonly Mark[];
  /** Whether some marks were on their way when they were last asked for by the clock. */
  readonly isMoving?: boolean;
}

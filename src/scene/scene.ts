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
  /** The marks at model time `t` in [0, 1]; they are overwritten by the next call. */
  marks(t: number, surface: Surface, camera: Camera): readonly Mark[];
}

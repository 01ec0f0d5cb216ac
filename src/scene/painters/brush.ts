import type { Camera } from '../cameras/camera.ts';
import type { Palette } from '../colors.ts';
import type { Theme } from '../theme.ts';

/** What every part of the canvas painter needs; its context is scaled so that one unit is one CSS pixel. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;
  readonly palette: Palette;
  readonly theme: Theme;
  /** Device pixels for one CSS pixel. */
  readonly pixelRatio: number;
}

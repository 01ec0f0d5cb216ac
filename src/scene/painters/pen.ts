import type { Camera } from '../cameras/camera.ts';
import type { Ink } from '../colors.ts';
import type { Theme } from '../theme.ts';

/** What every part of the SVG painter needs. */
export interface Pen {
  readonly camera: Camera;
  readonly theme: Theme;
  /** A colour as attributes that every program reads. */
  ink(paint: 'fill' | 'stroke', color: Ink, opacity: number): string;
  /** As {@link Palette.paper}. */
  paper(color: Ink): string;
}

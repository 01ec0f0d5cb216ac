import { atFocus, type Camera } from '../../scene/index.ts';
import { lineOf, type LegendLine } from './legend.ts';

/** From the right edge of a figure without axes. */
const CORNER_PX = 8;

/** At the lower right corner of a deep figure, which names do not reach, and whose arrows have their nominal length in the middle. */
export function cornerLine(camera: Camera, fontSizePx: number): LegendLine {
  const at = (px: number) => atFocus(camera, camera.widthPx - CORNER_PX - px, camera.heightPx - 0.8 * fontSizePx);
  const [from, to] = [at(1), at(0)];
  return lineOf(at, [to[0] - from[0], to[1] - from[1], to[2] - from[2]], 0);
}

import type { Palette } from '../../colors.ts';
import type { ThreadsMark } from '../../marks.ts';

/** The colours of a mark's steps, four bytes each, into `bytes`. */
export function shadeSteps(bytes: Uint8Array, { steps, times, color, opacities }: ThreadsMark, palette: Palette): void {
  for (let s = 0; s < steps; s++) {
    const [r, g, b, a] = palette.rgba(color ?? times[s]);
    bytes.set([255 * r, 255 * g, 255 * b, Math.round(255 * a * opacities[s])], 4 * s);
  }
}

import { project } from '../cameras/camera.ts';
import type { PointsMark } from '../marks.ts';
import type { Brush } from './brush.ts';

/** A line this short is a dot for the eye, and still a line for every browser. */
const DOT_PX = 0.01;

const at = new Float64Array(3);

/**
 * Each dot is a stroke of its own with round ends, so that overlapping dots stay apart, which one path around all would
 * not show; of all ways to draw a disc it is the quickest.
 */
export function paintDots({ context, camera, palette }: Brush, mark: PointsMark): void {
  context.globalAlpha = mark.opacity;
  context.strokeStyle = palette.css(mark.color);
  context.lineCap = 'round';
  context.lineWidth = 2 * mark.radiusPx;
  const perspective = camera.focus !== 1;
  for (let i = 0; i < 3 * mark.count; i += 3) {
    if (!project(camera, mark.positions[i], mark.positions[i + 1], mark.positions[i + 2], at)) continue;
    if (perspective) context.lineWidth = 2 * mark.radiusPx * at[2];
    context.beginPath();
    context.moveTo(at[0], at[1]);
    context.lineTo(at[0] + DOT_PX, at[1]);
    context.stroke();
  }
}

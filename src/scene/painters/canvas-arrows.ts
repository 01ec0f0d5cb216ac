import { project } from '../cameras/camera.ts';
import type { ArrowsMark } from '../marks.ts';
import type { Brush } from './brush.ts';

/** A head grows with its arrow up to this length; short arrows are mostly head. */
const HEAD_PX = 8.5;
const HEAD_PART = 0.55;
/** Half the width of a head, and how far its back is cut in, as parts of its length. */
const HEAD_HALF_WIDTH = 0.4;
const HEAD_NOTCH = 0.75;
const DASH_PX = [3, 2.4];

const tail = new Float64Array(3);
const tip = new Float64Array(3);

export function paintArrows({ context, camera, palette }: Brush, mark: ArrowsMark): void {
  const { count, positions, vectors } = mark;
  const open = mark.shape === 'dashed';
  const heads = new Path2D();
  context.globalAlpha = mark.opacity;
  context.strokeStyle = context.fillStyle = palette.css(mark.color);
  context.lineWidth = mark.widthPx;
  context.lineJoin = 'round';
  context.beginPath();
  for (let i = 0; i < 3 * count; i += 3) {
    const [x, y, z] = [positions[i], positions[i + 1], positions[i + 2]];
    const [dx, dy, dz] = [vectors[i] / 2, vectors[i + 1] / 2, vectors[i + 2] / 2];
    if (!project(camera, x - dx, y - dy, z - dz, tail) || !project(camera, x + dx, y + dy, z + dz, tip)) continue;
    const length = Math.hypot(tip[0] - tail[0], tip[1] - tail[1]);
    if (!(length > 0)) continue;
    const [ux, uy] = [(tip[0] - tail[0]) / length, (tip[1] - tail[1]) / length];
    const head = Math.min(HEAD_PX, HEAD_PART * length);
    const half = HEAD_HALF_WIDTH * head;
    const shaft = open ? length : length - HEAD_NOTCH * head;
    context.moveTo(tail[0], tail[1]);
    context.lineTo(tail[0] + ux * shaft, tail[1] + uy * shaft);
    const [backX, backY] = [tip[0] - ux * head, tip[1] - uy * head];
    heads.moveTo(backX - uy * half, backY + ux * half);
    heads.lineTo(tip[0], tip[1]);
    heads.lineTo(backX + uy * half, backY - ux * half);
    if (!open) heads.lineTo(tip[0] - ux * HEAD_NOTCH * head, tip[1] - uy * HEAD_NOTCH * head);
  }
  if (open) context.setLineDash(DASH_PX);
  context.stroke();
  context.setLineDash([]);
  if (open) context.stroke(heads);
  else context.fill(heads);
}

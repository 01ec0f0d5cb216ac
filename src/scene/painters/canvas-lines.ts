import { project } from '../cameras/camera.ts';
import type { FaceMark, StrokesMark, ThreadsMark } from '../marks.ts';
import type { Brush } from './brush.ts';

const here = new Float64Array(3);
const next = new Float64Array(3);

export function paintStrokes({ context, camera, palette }: Brush, mark: StrokesMark): void {
  const { positions, offsets } = mark;
  context.globalAlpha = mark.opacity;
  context.strokeStyle = palette.css(mark.color);
  context.lineWidth = mark.widthPx;
  context.lineJoin = 'round';
  if (mark.dashPx) context.setLineDash([...mark.dashPx]);
  context.beginPath();
  for (let line = 0; line + 1 < offsets.length; line++) {
    let drawing = false;
    for (let v = offsets[line]; v < offsets[line + 1]; v++) {
      const seen = project(camera, positions[3 * v], positions[3 * v + 1], positions[3 * v + 2], here);
      if (seen && drawing) context.lineTo(here[0], here[1]);
      else if (seen) context.moveTo(here[0], here[1]);
      drawing = seen;
    }
  }
  context.stroke();
}

/** One path for each step: its pieces share colour and opacity, and crossings within a step do not darken. */
export function paintThreads({ context, camera, palette }: Brush, mark: ThreadsMark): void {
  const { count, positions, times, opacities } = mark;
  const from = Math.max(0, mark.fromStep);
  const to = Math.min(mark.steps - 1, mark.toStep);
  context.lineWidth = mark.widthPx;
  for (let s = Math.floor(from); s < to; s++) {
    const [begin, finish] = [Math.max(0, from - s), Math.min(1, to - s)];
    context.globalAlpha = (opacities[s] + opacities[s + 1]) / 2;
    context.strokeStyle = palette.css((times[s] + times[s + 1]) / 2);
    context.beginPath();
    for (let i = 0; i < count; i++) {
      const p = 3 * (s * count + i);
      const q = p + 3 * count;
      const [x, y, z] = [positions[p], positions[p + 1], positions[p + 2]];
      const [dx, dy, dz] = [positions[q] - x, positions[q + 1] - y, positions[q + 2] - z];
      if (!project(camera, x + begin * dx, y + begin * dy, z + begin * dz, here)) continue;
      if (!project(camera, x + finish * dx, y + finish * dy, z + finish * dz, next)) continue;
      context.moveTo(here[0], here[1]);
      context.lineTo(next[0], next[1]);
    }
    context.stroke();
  }
}

export function paintFace({ context, camera, palette }: Brush, { corners, color, opacity }: FaceMark): void {
  context.globalAlpha = opacity;
  context.fillStyle = palette.css(color);
  context.beginPath();
  for (let v = 0; v < corners.length; v += 3) {
    if (!project(camera, corners[v], corners[v + 1], corners[v + 2], here)) return;
    context.lineTo(here[0], here[1]);
  }
  context.fill();
}

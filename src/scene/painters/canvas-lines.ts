import { project } from '../cameras/camera.ts';
import type { FaceMark, StrokesMark, ThreadsMark } from '../marks.ts';
import type { Brush } from './brush.ts';

const here = new Float64Array(3);

/** Threads are painted in at most about so many pieces along, and groups across. */
const PIECES = 16;
const GROUPS = 24;

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

/**
 * Each path holds some steps of some lines: they share colour and opacity. More pieces along would show as dots where they
 * meet, fewer groups across would no longer darken where lines crowd.
 */
export function paintThreads({ context, camera, palette }: Brush, mark: ThreadsMark): void {
  const { count, positions, times, opacities } = mark;
  const from = Math.max(0, mark.fromStep);
  const to = Math.min(mark.steps - 1, mark.toStep);
  const stride = Math.ceil((mark.steps - 1) / PIECES);
  const group = Math.ceil(count / GROUPS);
  context.lineWidth = mark.widthPx;
  context.lineJoin = 'round';
  for (let piece = Math.floor(from / stride) * stride; piece < to; piece += stride) {
    const begin = Math.max(from, piece);
    const finish = Math.min(to, piece + stride);
    const middle = Math.min(mark.steps - 1, piece + (stride >> 1));
    const after = Math.min(mark.steps - 1, middle + (stride % 2));
    context.globalAlpha = (mark.opacity * (opacities[middle] + opacities[after])) / 2;
    context.strokeStyle = palette.css((times[middle] + times[after]) / 2);
    for (let i = 0; i < count; i++) {
      if (i % group === 0) {
        if (i > 0) context.stroke();
        context.beginPath();
      }
      let drawing = false;
      for (let step = begin; ; step = Math.min(finish, Math.floor(step) + 1)) {
        const s = Math.min(mark.steps - 2, Math.floor(step));
        const p = 3 * (s * count + i);
        const q = p + 3 * count;
        const part = step - s;
        const x = positions[p] + part * (positions[q] - positions[p]);
        const y = positions[p + 1] + part * (positions[q + 1] - positions[p + 1]);
        const z = positions[p + 2] + part * (positions[q + 2] - positions[p + 2]);
        const seen = project(camera, x, y, z, here);
        if (seen && drawing) context.lineTo(here[0], here[1]);
        else if (seen) context.moveTo(here[0], here[1]);
        drawing = seen;
        if (step >= finish) break;
      }
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

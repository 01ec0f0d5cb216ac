import { project } from '../cameras/camera.ts';
import type { FaceMark, StrokesMark, ThreadsMark } from '../marks.ts';
import type { Brush } from './brush.ts';
import { groupSize, projectThread, stretches } from './thread-stretches.ts';

const here = new Float64Array(3);

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

/** Each path holds a stretch of some lines: more groups than one, so that it still darkens where lines crowd. */
export function paintThreads({ context, camera, palette }: Brush, mark: ThreadsMark): void {
  const group = groupSize(mark);
  context.lineWidth = mark.widthPx;
  context.lineJoin = 'round';
  for (const { begin, finish, color, opacity } of stretches(mark)) {
    context.globalAlpha = opacity;
    context.strokeStyle = palette.css(color);
    for (let i = 0; i < mark.count; i++) {
      if (i % group === 0) {
        if (i > 0) context.stroke();
        context.beginPath();
      }
      let drawing = false;
      for (let step = begin; ; step = Math.min(finish, Math.floor(step) + 1)) {
        const seen = projectThread(mark, i, step, camera, here);
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

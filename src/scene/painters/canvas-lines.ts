import { project } from '../cameras/camera.ts';
import type { FaceMark, StrokesMark } from '../marks.ts';
import type { Brush } from './brush.ts';

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

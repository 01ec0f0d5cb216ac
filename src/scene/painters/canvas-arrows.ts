import type { ArrowsMark } from '../marks.ts';
import { DASH_PX, forEachArrow } from './arrow-shape.ts';
import type { Brush } from './brush.ts';

export function paintArrows({ context, camera, palette }: Brush, mark: ArrowsMark): void {
  const open = mark.shape === 'dashed';
  const heads = new Path2D();
  context.globalAlpha = mark.opacity;
  context.strokeStyle = context.fillStyle = palette.css(mark.color);
  context.lineWidth = mark.widthPx;
  context.lineJoin = 'round';
  context.beginPath();
  forEachArrow(camera, mark, ({ tail, neck, left, tip, right, notch }) => {
    context.moveTo(tail[0], tail[1]);
    context.lineTo(neck[0], neck[1]);
    heads.moveTo(left[0], left[1]);
    heads.lineTo(tip[0], tip[1]);
    heads.lineTo(right[0], right[1]);
    if (!open) heads.lineTo(notch[0], notch[1]);
  });
  if (open) context.setLineDash([...DASH_PX]);
  context.stroke();
  context.setLineDash([]);
  if (open) context.stroke(heads);
  else context.fill(heads);
}

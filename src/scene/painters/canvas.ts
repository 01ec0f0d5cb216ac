import type { Mark } from '../marks.ts';
import type { Brush } from './brush.ts';
import { paintArrows } from './canvas-arrows.ts';
import { paintDots } from './canvas-dots.ts';
import { paintImage } from './canvas-image.ts';
import { paintFace, paintStrokes, paintThreads } from './canvas-lines.ts';
import { paintText } from './canvas-text.ts';

/** Paints marks in the order given, over what is there. Labels belong to the stage and are passed over. */
export function paintCanvas(brush: Brush, marks: readonly Mark[]): void {
  const { context, pixelRatio } = brush;
  const { left, top, width, height } = brush.camera.plot;
  for (const mark of marks) {
    if (mark.kind === 'label') continue;
    context.save();
    context.scale(pixelRatio, pixelRatio);
    if (mark.clipped) {
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
    }
    if (mark.kind === 'points') paintDots(brush, mark);
    else if (mark.kind === 'threads') paintThreads(brush, mark);
    else if (mark.kind === 'strokes') paintStrokes(brush, mark);
    else if (mark.kind === 'arrows') paintArrows(brush, mark);
    else if (mark.kind === 'image') paintImage(brush, mark);
    else if (mark.kind === 'face') paintFace(brush, mark);
    else paintText(brush, mark);
    context.restore();
  }
}

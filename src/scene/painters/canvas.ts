import type { Mark } from '../marks.ts';
import type { Brush } from './brush.ts';
import { paintArrows } from './canvas-arrows.ts';
import { paintImage } from './canvas-image.ts';
import { paintFace, paintStrokes } from './canvas-lines.ts';
import { paintSheet } from './canvas-sheet.ts';
import { paintText } from './canvas-text.ts';
import { isSwarm, type Swarm } from './swarm.ts';

/**
 * Makes the whole canvas transparent. By erasing: where all is cleared or replaced, Chromium 156 drops what was to be painted
 * before and, with its canvas on a software GPU, sometimes keeps what was there, so that two pictures lie one over the other.
 */
export function wipe(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  context.save();
  context.globalCompositeOperation = 'destination-out';
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height);
  context.restore();
}

/**
 * Paints marks in the order given, over what is there. Labels belong to the stage and are passed over.
 * @param paintSwarms  paints neighbouring marks of dots and threads
 */
export function paintCanvas(brush: Brush, marks: readonly Mark[], paintSwarms: (brush: Brush, swarms: readonly Swarm[]) => void = paintSheet): void {
  const { context, pixelRatio } = brush;
  const { left, top, width, height } = brush.camera.plot;
  const swarms: Swarm[] = [];
  for (let i = 0; i < marks.length; i++) {
    const mark = marks[i];
    if (isSwarm(mark)) {
      swarms.push(mark);
      if (!isSwarm(marks[i + 1])) paintSwarms(brush, swarms.splice(0));
      continue;
    }
    if (mark.kind === 'label') continue;
    context.save();
    context.scale(pixelRatio, pixelRatio);
    if (mark.clipped) {
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
    }
    if (mark.kind === 'strokes') paintStrokes(brush, mark);
    else if (mark.kind === 'arrows') paintArrows(brush, mark);
    else if (mark.kind === 'image') paintImage(brush, mark);
    else if (mark.kind === 'face') paintFace(brush, mark);
    else paintText(brush, mark);
    context.restore();
  }
}

import { project } from '../cameras/camera.ts';
import type { PointsMark } from '../marks.ts';
import type { Brush } from './brush.ts';

/** Sprites are kept for the dots of this many colours and sizes of one figure. */
const KEPT_SPRITES = 160;
const sprites = new WeakMap<HTMLCanvasElement, Map<string, HTMLCanvasElement>>();
const at = new Float64Array(3);

/** Dots are stamped from a sprite: overlapping ones stay apart, which one path around all would not show. */
export function paintDots(brush: Brush, mark: PointsMark): void {
  const { context, camera, pixelRatio } = brush;
  const sprite = dotSprite(brush, brush.palette.css(mark.color), mark.radiusPx);
  const sizePx = sprite.width / pixelRatio;
  context.globalAlpha = mark.opacity;
  for (let i = 0; i < 3 * mark.count; i += 3) {
    if (!project(camera, mark.positions[i], mark.positions[i + 1], mark.positions[i + 2], at)) continue;
    const size = sizePx * at[2];
    context.drawImage(sprite, at[0] - size / 2, at[1] - size / 2, size, size);
  }
}

function dotSprite({ context, pixelRatio }: Brush, color: string, radiusPx: number): HTMLCanvasElement {
  const figure = context.canvas;
  const kept = sprites.get(figure) ?? new Map<string, HTMLCanvasElement>();
  sprites.set(figure, kept);
  const key = `${color}/${radiusPx}/${pixelRatio}`;
  const found = kept.get(key);
  if (found) return found;
  if (kept.size >= KEPT_SPRITES) kept.clear();
  const sprite = figure.ownerDocument.createElement('canvas');
  const radius = radiusPx * pixelRatio;
  sprite.width = sprite.height = 2 * Math.ceil(radius + 1);
  const pen = sprite.getContext('2d');
  if (pen) {
    pen.fillStyle = color;
    pen.arc(sprite.width / 2, sprite.height / 2, radius, 0, 2 * Math.PI);
    pen.fill();
  }
  kept.set(key, sprite);
  return sprite;
}

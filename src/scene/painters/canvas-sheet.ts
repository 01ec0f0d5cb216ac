import type { PointsMark, ThreadsMark } from '../marks.ts';
import { projectAll } from '../cameras/camera.ts';
import type { Brush } from './brush.ts';
import { inkOf, PixelSheet, type Bounds } from './pixel-sheet.ts';
import type { Swarm } from './swarm.ts';
import { stretches, threadVertices } from './thread-stretches.ts';

/** A canvas of its own that holds the sheet: painting image data on the figure itself would wipe out what is under it. */
interface Layer {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  readonly image: ImageData;
  readonly sheet: PixelSheet;
}

/** The page's figures are painted one after the other, so that one layer does for all: as wide and as high as the largest of them, of which each uses a corner. */
let shared: Layer | undefined;
/** It is made no larger than so many times the figure that needs a larger one. */
const MOST_SPARE = 4;
/** So many threads are projected together. */
const TOGETHER = 64;
/** Of what is filled next; grows. */
let places = new Float64Array(0);

/** Paints neighbouring marks of dots and threads, in the order given, over what is on the canvas. */
export function paintSheet(brush: Brush, marks: readonly Swarm[]): void {
  const { context } = brush;
  const { width, height } = context.canvas;
  const layer = layerFor(context.canvas.ownerDocument, width, height);
  if (!layer) return;
  const { sheet } = layer;
  const whole: Bounds = { left: 0, top: 0, right: width, bottom: height };
  const plot = plotOf(brush, whole);
  // Where they are all clipped, nothing else has to be cleared, nor carried over.
  const { left, top, right, bottom } = marks.every(({ clipped }) => clipped) ? plot : whole;
  if (right <= left || bottom <= top) return;
  sheet.clear({ left, top, right, bottom });
  for (const mark of marks) {
    sheet.clip(mark.clipped ? plot : whole);
    if (mark.kind === 'points') fillDots(sheet, brush, mark);
    else fillThreads(sheet, brush, mark);
  }
  layer.context.putImageData(layer.image, 0, 0, left, top, right - left, bottom - top);
  context.drawImage(layer.canvas, left, top, right - left, bottom - top, left, top, right - left, bottom - top);
}

/** In whole pixels, and no further than the canvas. */
function plotOf({ camera: { plot }, pixelRatio }: Brush, { right, bottom }: Bounds): Bounds {
  return {
    left: Math.max(0, Math.round(plot.left * pixelRatio)),
    top: Math.max(0, Math.round(plot.top * pixelRatio)),
    right: Math.min(right, Math.round((plot.left + plot.width) * pixelRatio)),
    bottom: Math.min(bottom, Math.round((plot.top + plot.height) * pixelRatio)),
  };
}

function fillDots(sheet: PixelSheet, { camera, palette, pixelRatio }: Brush, { count, positions, radiusPx, fade = 0, color, colors, opacity }: PointsMark): void {
  if (places.length < 3 * count) places = new Float64Array(3 * count);
  projectAll(camera, positions, count, places);
  for (let i = 0; i < 3 * count; i += 3) {
    places[i] *= pixelRatio;
    places[i + 1] *= pixelRatio;
    places[i + 2] *= radiusPx * pixelRatio;
  }
  sheet.ink = inkOf(palette.rgba(color), opacity);
  sheet.fade = fade;
  sheet.fullRadius = radiusPx * pixelRatio;
  sheet.dots(places, count, colors && { ofDots: colors.ofDots, inks: colors.inks.map((ink) => inkOf(palette.rgba(ink), opacity)) });
}

/** Thread by thread, so that the pixels written one after the other are neighbours in memory. */
function fillThreads(sheet: PixelSheet, { camera, palette, pixelRatio }: Brush, mark: ThreadsMark): void {
  sheet.lineWidth = mark.widthPx * pixelRatio;
  const parts = stretches(mark);
  const inks = parts.map(({ color, opacity }) => inkOf(palette.rgba(color), opacity));
  // A part begins where the last one has ended.
  const steps = new Float64Array(parts.reduce((sum, part) => sum + part.steps.length - 1, 1));
  let joint = 0;
  for (const part of parts) {
    steps.set(part.steps, joint);
    joint += part.steps.length - 1;
  }
  if (places.length < 3 * TOGETHER * steps.length) places = new Float64Array(3 * TOGETHER * steps.length);
  for (let first = 0; first < mark.count; first += TOGETHER) {
    const end = Math.min(mark.count, first + TOGETHER);
    const vertices = (end - first) * steps.length;
    threadVertices(mark, first, end, steps, places);
    projectAll(camera, places, vertices, places);
    for (let v = 0; v < 3 * vertices; v++) places[v] *= pixelRatio;
    for (let i = 0; i < end - first; i++) {
      let at = i * steps.length;
      for (let part = 0; part < parts.length; part++) {
        const { length } = parts[part].steps;
        sheet.ink = inks[part];
        sheet.line(places, at, length);
        at += length - 1;
      }
    }
  }
}

function layerFor(document: Document, leastWidth: number, leastHeight: number): Layer | undefined {
  if (shared && shared.sheet.width >= leastWidth && shared.sheet.height >= leastHeight) return shared;
  let [width, height] = [Math.max(leastWidth, shared?.sheet.width ?? 0), Math.max(leastHeight, shared?.sheet.height ?? 0)];
  // A very wide figure beside a very high one would have one that is both.
  if (width * height > MOST_SPARE * leastWidth * leastHeight) [width, height] = [leastWidth, leastHeight];
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  const image = context.createImageData(width, height);
  return (shared = { canvas, context, image, sheet: new PixelSheet(width, height, image.data) });
}

import { project, projectAll } from '../cameras/camera.ts';
import { firstOrbit } from '../cameras/orbit.ts';
import type { Orbit } from '../cameras/orbit.ts';
import { createPalette } from '../colors.ts';
import type { Ink, Palette, Rgba } from '../colors.ts';
import type { FaceMark, ImageMark, Mark, PointsMark, StrokesMark, ThreadsMark } from '../marks.ts';
import type { Scene, Surface } from '../scene.ts';
import type { Pen } from './pen.ts';
import { pixelsToPng, shadesToPng } from './png.ts';
import { arrowElements } from './svg-arrows.ts';
import { PathData, rounded } from './svg-path.ts';
import { escaped, labelElement, textElement } from './svg-text.ts';
import { groupSize, stretches, threadVertices } from './thread-stretches.ts';

/** Dots whose radii differ by less than this are written together. */
const RADIUS_STEP_PX = 0.1;

const at = new Float64Array(3);

/**
 * A scene at model time `t` in [0, 1] as an SVG document of the surface's size, transparent, for print and export.
 * Needs no page. Colours are read by `parseColor`; what it does not know comes out grey.
 */
export function paintSvg(scene: Scene, t: number, surface: Surface, orbit: Orbit = firstOrbit): string {
  return paintSvgWith(createPalette(surface.theme), scene, t, surface, orbit);
}

export function paintSvgWith(palette: Palette, scene: Scene, t: number, surface: Surface, orbit: Orbit): string {
  const camera = scene.camera(surface, orbit);
  const { theme } = surface;
  const pen: Pen = { camera, theme, ink: (paint, color, opacity) => inkAttributes(palette, paint, color, opacity), paper: palette.paper };
  const { left, top, width, height } = camera.plot;
  const plot = [left, top, width, height].map(rounded);
  // Two pictures in one page may share this name only when it means the same.
  const clip = `plot-${plot.join('-')}`;
  const body = scene
    .marks(t, surface, camera)
    .map((mark) => {
      const element = markElement(pen, mark, palette);
      return element && 'clipped' in mark && mark.clipped ? `<g clip-path="url(#${clip})">${element}</g>` : element;
    })
    .join('');
  const [widthPx, heightPx] = [rounded(surface.widthPx), rounded(surface.heightPx)];
  const rectangle = `<rect x="${plot[0]}" y="${plot[1]}" width="${plot[2]}" height="${plot[3]}"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}" ` +
    `font-family="${escaped(theme.fontFamily)}" fill="none" stroke-linejoin="round">` +
    `<clipPath id="${clip}">${rectangle}</clipPath>${body}</svg>`
  );
}

function inkAttributes(palette: Palette, paint: 'fill' | 'stroke', color: Ink, opacity: number): string {
  const [r, g, b, a] = palette.rgba(color);
  const hex = [r, g, b].map((part) => Math.round(255 * part).toString(16).padStart(2, '0')).join('');
  const seen = Number((a * opacity).toFixed(3));
  return `${paint}="#${hex}"${seen < 1 ? ` ${paint}-opacity="${seen}"` : ''}`;
}

function markElement(pen: Pen, mark: Mark, palette: Palette): string {
  switch (mark.kind) {
    case 'points':
      return dots(pen, mark);
    case 'threads':
      return threads(pen, mark);
    case 'strokes':
      return strokes(pen, mark);
    case 'arrows':
      return arrowElements(pen, mark);
    case 'image':
      return image(pen, mark, palette);
    case 'face':
      return face(pen, mark);
    case 'text':
      return textElement(pen, mark);
    case 'label':
      return labelElement(pen, mark);
  }
}

/** As lines without length but with round ends: a tenth of what as many circles would take. */
function dots({ camera, ink }: Pen, { count, positions, radiusPx, fade = 0, color, colors, opacity }: PointsMark): string {
  const inks = colors?.inks ?? [color];
  const byLook = new Map<number, PathData>();
  for (let i = 0; i < count; i++) {
    if (!project(camera, positions[3 * i], positions[3 * i + 1], positions[3 * i + 2], at)) continue;
    const size = Math.max(1, Math.round((radiusPx * at[2]) / RADIUS_STEP_PX));
    const look = size * inks.length + (colors ? colors.ofDots[i] : 0);
    const path = byLook.get(look) ?? new PathData();
    byLook.set(look, path);
    path.dot(at[0], at[1]);
  }
  return [...byLook]
    .map(([look, { text }]) => {
      const size = Math.floor(look / inks.length);
      const seen = Math.min(1, opacity * ((RADIUS_STEP_PX * size) / radiusPx) ** fade);
      return `<path ${ink('stroke', inks[look % inks.length], seen)} stroke-linecap="round" stroke-width="${rounded(2 * RADIUS_STEP_PX * size)}" d="${text}"/>`;
    })
    .join('');
}

function threads({ camera, ink }: Pen, mark: ThreadsMark): string {
  const group = groupSize(mark);
  return stretches(mark)
    .filter(({ opacity }) => opacity > 0.002)
    .map(({ steps, color, opacity }) => {
      const vertices = new Float64Array(3 * steps.length);
      let paths = '';
      for (let first = 0; first < mark.count; first += group) {
        const path = new PathData();
        for (let i = first; i < Math.min(mark.count, first + group); i++) {
          const line: number[] = [];
          threadVertices(mark, i, i + 1, steps, vertices);
          projectAll(camera, vertices, steps.length, vertices);
          for (let v = 0; v < vertices.length; v += 3) {
            if (Number.isNaN(vertices[v])) writeLine(path, line);
            else line.push(vertices[v], vertices[v + 1]);
          }
          writeLine(path, line);
        }
        if (path.text) paths += `<path d="${path.text}"/>`;
      }
      return `<g ${ink('stroke', color, opacity)} stroke-width="${rounded(mark.widthPx)}">${paths}</g>`;
    })
    .join('');
}

function strokes({ camera, ink }: Pen, { positions, offsets, color, opacity, widthPx, dashPx }: StrokesMark): string {
  const path = new PathData();
  for (let line = 0; line + 1 < offsets.length; line++) {
    const vertices: number[] = [];
    for (let v = offsets[line]; v < offsets[line + 1]; v++) {
      if (project(camera, positions[3 * v], positions[3 * v + 1], positions[3 * v + 2], at)) vertices.push(at[0], at[1]);
      else writeLine(path, vertices);
    }
    writeLine(path, vertices);
  }
  if (!path.text || opacity === 0) return '';
  const dash = dashPx ? ` stroke-dasharray="${dashPx.join(' ')}"` : '';
  return `<path ${ink('stroke', color, opacity)} stroke-width="${rounded(widthPx)}"${dash} d="${path.text}"/>`;
}

/** Empties `vertices`, which are a line if there are two. */
function writeLine(path: PathData, vertices: number[]): void {
  if (vertices.length > 2) path.polyline(vertices);
  vertices.length = 0;
}

function face({ camera, ink }: Pen, { corners, color, opacity }: FaceMark): string {
  const path = new PathData();
  for (let v = 0; v < corners.length; v += 3) {
    if (!project(camera, corners[v], corners[v + 1], corners[v + 2], at)) return '';
    if (v === 0) path.moveTo(at[0], at[1]);
    else path.lineTo(at[0], at[1]);
  }
  path.close();
  return `<path ${ink('fill', color, opacity)} d="${path.text}"/>`;
}

/** At the grid's own resolution: whoever shows the picture smooths it. */
function image({ camera }: Pen, mark: ImageMark, palette: Palette): string {
  const { columns, rows, lower, upper, opacity } = mark;
  if (!project(camera, lower[0], lower[1], 0, at)) return '';
  const [left, bottom] = at;
  if (!project(camera, upper[0], upper[1], 0, at)) return '';
  const [right, top] = at;
  const bytes = mark.columnTimes ? columnsToPng(mark, mark.columnTimes, palette) : shadesToPng(columns, rows, bytesOf(palette.rgba(mark.color)), downward(mark));
  const href = `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
  const place = `x="${rounded(left)}" y="${rounded(top)}" width="${rounded(right - left)}" height="${rounded(bottom - top)}"`;
  return `<image ${place} opacity="${rounded(opacity)}" preserveAspectRatio="none" href="${href}"/>`;
}

const bytesOf = ([r, g, b]: Rgba): [number, number, number] => [Math.round(255 * r), Math.round(255 * g), Math.round(255 * b)];

/** The opacities with the uppermost row first, as files have it. */
function downward({ columns, rows, opacities }: ImageMark): Uint8Array {
  const turned = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) turned.set(opacities.subarray(row * columns, (row + 1) * columns), (rows - 1 - row) * columns);
  return turned;
}

function columnsToPng(mark: ImageMark, times: Float32Array, palette: Palette): Uint8Array<ArrayBuffer> {
  const { columns, rows } = mark;
  const colors = Array.from(times, (t) => bytesOf(palette.rgba(t)));
  const pixels = new Uint8Array(4 * columns * rows);
  downward(mark).forEach((opacity, i) => pixels.set([...colors[i % columns], opacity], 4 * i));
  return pixelsToPng(columns, rows, pixels);
}

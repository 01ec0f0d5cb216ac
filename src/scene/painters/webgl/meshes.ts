import { BufferAttribute, BufferGeometry, Mesh, Points, Vector4 } from 'three';
import type { Object3D } from 'three';
import type { Palette, Rgba } from '../../colors.ts';
import type { DotColors, FaceMark, PointsMark } from '../../marks.ts';
import { arrowMesh } from './arrow-mesh.ts';
import { arrowShaders } from './arrow-shaders.ts';
import type { DeepMark } from './deep-marks.ts';
import { createMaterial, placedByShaders } from './deep-mesh.ts';
import type { DeepMesh } from './deep-mesh.ts';
import type { FigureUniforms } from './figure-uniforms.ts';
import { strokePieces, threadPieces } from './pieces.ts';
import { dotShaders, faceShaders, pieceShaders } from './shaders.ts';

export function createMesh(mark: DeepMark, figure: FigureUniforms): DeepMesh {
  switch (mark.kind) {
    case 'points':
      return dots(mark, figure);
    case 'threads':
      return threadPieces(mark, figure);
    case 'strokes':
      return strokePieces(mark, figure);
    case 'arrows':
      return arrowMesh(mark, figure);
    case 'face':
      return face(mark, figure);
  }
}

/** One object for each program, that is never drawn. */
export const programHolders = (): Object3D[] =>
  [dotShaders, pieceShaders, arrowShaders, faceShaders].map((shaders) => new Mesh(new BufferGeometry(), createMaterial(shaders, {})));

const setColor = (target: Vector4, [r, g, b, a]: Rgba, opacity: number): Vector4 => target.set(r, g, b, a * opacity);

function dots(mark: PointsMark, figure: FigureUniforms): DeepMesh {
  const geometry = new BufferGeometry();
  const positions = new BufferAttribute(mark.positions, 3);
  geometry.setAttribute('position', positions);
  const own = { radiusPx: { value: 1 }, fade: { value: 0 }, color: { value: new Vector4() }, hasOwnColors: { value: false } };
  const material = createMaterial(dotShaders, { ...figure, ...own });
  let version = mark.version;
  let colored: { readonly colors: DotColors | undefined; readonly palette: Palette } | undefined;
  return {
    object: placedByShaders(new Points(geometry, material)),
    update(palette) {
      own.radiusPx.value = mark.radiusPx;
      own.fade.value = mark.fade ?? 0;
      if (mark.colors) own.color.value.setW(mark.opacity);
      else setColor(own.color.value, palette.rgba(mark.color), mark.opacity);
      if (colored?.colors !== mark.colors || colored?.palette !== palette) colorDots(geometry, mark.colors, palette);
      colored = { colors: mark.colors, palette };
      own.hasOwnColors.value = mark.colors !== undefined;
      geometry.setDrawRange(0, mark.count);
      if (version !== mark.version) positions.needsUpdate = true;
      version = mark.version;
    },
    dispose() {
      geometry.dispose();
      material.dispose();
    },
  };
}

function colorDots(geometry: BufferGeometry, colors: DotColors | undefined, palette: Palette): void {
  if (!colors) return;
  const { inks, ofDots } = colors;
  const known = geometry.getAttribute('ownColor') as BufferAttribute | undefined;
  // What it has on the GPU is given up with the geometry, which comes there anew: what it no longer holds would stay.
  if (known && known.count !== ofDots.length) geometry.dispose();
  const attribute = known?.count === ofDots.length ? known : new BufferAttribute(new Uint8Array(4 * ofDots.length), 4, true);
  const ofInks = inks.map((ink) => palette.rgba(ink).map((part) => Math.round(255 * part)));
  ofDots.forEach((ink, i) => (attribute.array as Uint8Array).set(ofInks[ink], 4 * i));
  attribute.needsUpdate = true;
  geometry.setAttribute('ownColor', attribute);
}

function face(mark: FaceMark, figure: FigureUniforms): DeepMesh {
  const geometry = new BufferGeometry();
  const corners = new BufferAttribute(mark.corners, 3);
  geometry.setAttribute('position', corners);
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  const own = { color: { value: new Vector4() } };
  const material = createMaterial(faceShaders, { ...figure, ...own });
  let version = mark.version;
  return {
    object: placedByShaders(new Mesh(geometry, material)),
    update(palette) {
      setColor(own.color.value, palette.rgba(mark.color), mark.opacity);
      if (version !== mark.version) corners.needsUpdate = true;
      version = mark.version;
    },
    dispose() {
      geometry.dispose();
      material.dispose();
    },
  };
}

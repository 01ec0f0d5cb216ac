import { BufferAttribute, BufferGeometry, Mesh, Points, Vector4 } from 'three';
import type { Object3D } from 'three';
import type { Rgba } from '../../colors.ts';
import type { FaceMark, PointsMark } from '../../marks.ts';
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
  const own = { radiusPx: { value: 1 }, fade: { value: 0 }, color: { value: new Vector4() } };
  const material = createMaterial(dotShaders, { ...figure, ...own });
  let version = mark.version;
  return {
    object: placedByShaders(new Points(geometry, material)),
    update(palette) {
      own.radiusPx.value = mark.radiusPx;
      own.fade.value = mark.fade ?? 0;
      setColor(own.color.value, palette.rgba(mark.color), mark.opacity);
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

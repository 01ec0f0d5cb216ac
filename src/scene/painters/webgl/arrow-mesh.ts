import { BufferGeometry, Mesh, Vector4 } from 'three';
import type { ArrowsMark } from '../../marks.ts';
import { arrowShaders } from './arrow-shaders.ts';
import { createMaterial, placedByShaders, vertexTexture, VERTICES_PER_QUAD } from './deep-mesh.ts';
import type { DeepMesh } from './deep-mesh.ts';
import type { FigureUniforms } from './figure-uniforms.ts';

export function arrowMesh(mark: ArrowsMark, figure: FigureUniforms): DeepMesh {
  const { vertices, places } = vertexTexture((2 * mark.positions.length) / 3);
  const own = { vertices: { value: vertices }, widthPx: { value: 1 }, color: { value: new Vector4() }, dashed: { value: false } };
  const geometry = new BufferGeometry();
  const material = createMaterial(arrowShaders, { ...figure, ...own });
  let version: number | undefined;
  return {
    object: placedByShaders(new Mesh(geometry, material)),
    update(palette) {
      const [r, g, b, a] = palette.rgba(mark.color);
      own.color.value.set(r, g, b, a * mark.opacity);
      own.widthPx.value = mark.widthPx;
      own.dashed.value = mark.shape === 'dashed';
      geometry.setDrawRange(0, VERTICES_PER_QUAD * mark.count);
      if (version === mark.version) return;
      version = mark.version;
      writeEnds(mark, places);
      vertices.needsUpdate = true;
    },
    dispose() {
      geometry.dispose();
      material.dispose();
      vertices.dispose();
    },
  };
}

/** Tail and tip of each arrow as two groups of four. */
function writeEnds({ count, positions, vectors }: ArrowsMark, out: Float32Array): void {
  for (let i = 0; i < count; i++) {
    for (let axis = 0; axis < 3; axis++) {
      const middle = positions[3 * i + axis];
      const half = vectors[3 * i + axis] / 2;
      out[8 * i + axis] = middle - half;
      out[8 * i + 4 + axis] = middle + half;
    }
  }
}

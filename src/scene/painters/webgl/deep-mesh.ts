import { DataTexture, DoubleSide, FloatType, GLSL3, RawShaderMaterial } from 'three';
import type { IUniform, Object3D } from 'three';
import type { Palette } from '../../colors.ts';

/** A mark's counterpart on the GPU. */
export interface DeepMesh {
  readonly object: Object3D;
  /** Takes over what has changed of the mark since it was last looked at. */
  update(palette: Palette): void;
  dispose(): void;
}

/** Sources of a program, in GLSL ES 3. */
export interface Shaders {
  readonly vertexShader: string;
  readonly fragmentShader: string;
}

/** Of a quad, as two triangles. */
export const VERTICES_PER_QUAD = 6;
/** Vertices stand in rows of this length, which every GPU can hold. */
const TEXTURE_COLUMNS = 1024;

/** Room for the ends of quads, four numbers each in `places`; `needsUpdate` of the texture has them taken over. */
export function vertexTexture(vertexCount: number): { readonly vertices: DataTexture; readonly places: Float32Array } {
  const rows = Math.max(1, Math.ceil(vertexCount / TEXTURE_COLUMNS));
  const places = new Float32Array(4 * TEXTURE_COLUMNS * rows);
  return { places, vertices: new DataTexture(places, TEXTURE_COLUMNS, rows, undefined, FloatType) };
}

/** Marks are painted in order, over one another, and seen from both sides. */
export function createMaterial(shaders: Shaders, uniforms: Record<string, IUniform>): RawShaderMaterial {
  const inOrder = { transparent: true, premultipliedAlpha: true, depthTest: false, depthWrite: false };
  return new RawShaderMaterial({ ...shaders, ...inOrder, glslVersion: GLSL3, side: DoubleSide, uniforms });
}

/** Everything is placed by the shaders, of which three's own bounds and matrices know nothing. */
export function placedByShaders<T extends Object3D>(object: T): T {
  object.frustumCulled = false;
  object.matrixAutoUpdate = false;
  return object;
}

import { DoubleSide, GLSL3, RawShaderMaterial } from 'three';
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

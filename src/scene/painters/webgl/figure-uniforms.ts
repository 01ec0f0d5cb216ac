import { Matrix4, Vector2 } from 'three';
import type { IUniform } from 'three';
import type { Camera } from '../../cameras/camera.ts';

/** What all meshes of a figure share: one set of uniform objects, so that turning a figure writes four values. */
export interface FigureUniforms {
  readonly matrix: IUniform<Matrix4>;
  readonly sizePx: IUniform<Vector2>;
  readonly focus: IUniform<number>;
  readonly pixelRatio: IUniform<number>;
}

export const figureUniforms = (): FigureUniforms => ({
  matrix: { value: new Matrix4() },
  sizePx: { value: new Vector2() },
  focus: { value: 1 },
  pixelRatio: { value: 1 },
});

export function lookThrough(uniforms: FigureUniforms, camera: Camera, pixelRatio: number): void {
  uniforms.matrix.value.fromArray(camera.matrix);
  uniforms.sizePx.value.set(camera.widthPx, camera.heightPx);
  uniforms.focus.value = camera.focus;
  uniforms.pixelRatio.value = pixelRatio;
}

import {
  BufferAttribute,
  BufferGeometry,
  DataTexture,
  DoubleSide,
  GLSL3,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  InstancedInterleavedBuffer,
  InterleavedBufferAttribute,
  Matrix4,
  Mesh,
  RawShaderMaterial,
  Vector2,
  Vector4,
} from 'three';
import type { IUniform } from 'three';
import type { Camera } from '../../cameras/camera.ts';
import type { Palette, Rgba } from '../../colors.ts';
import type { FaceMark, PointsMark, StrokesMark, ThreadsMark } from '../../marks.ts';
import type { DeepMark } from './deep-marks.ts';
import { dotShaders, faceShaders, pieceShaders } from './shaders.ts';

/** A mark's counterpart on the GPU. */
export interface DeepMesh {
  readonly mesh: Mesh;
  /** Takes over what has changed of the mark since it was last looked at. */
  update(palette: Palette): void;
  dispose(): void;
}

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

export function createMesh(mark: DeepMark, figure: FigureUniforms): DeepMesh {
  switch (mark.kind) {
    case 'points':
      return dots(mark, figure);
    case 'threads':
      return threads(mark, figure);
    case 'strokes':
      return strokes(mark, figure);
    case 'face':
      return face(mark, figure);
  }
}

type Shaders = typeof dotShaders;

function material(shaders: Shaders, uniforms: Record<string, IUniform>): RawShaderMaterial {
  const options = { glslVersion: GLSL3, transparent: true, premultipliedAlpha: true, depthTest: false, depthWrite: false };
  return new RawShaderMaterial({ ...shaders, ...options, uniforms, side: DoubleSide });
}

function meshOf(geometry: BufferGeometry, shaders: Shaders, uniforms: Record<string, IUniform>): Mesh {
  const mesh = new Mesh(geometry, material(shaders, uniforms));
  // Everything is placed by the shaders; three's own bounds know nothing of it.
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  return mesh;
}

const disposeMesh = ({ geometry, material: made }: Mesh): void => {
  geometry.dispose();
  (made as RawShaderMaterial).dispose();
};

/** A square of two triangles for each instance: `corner` runs over [x0, 1] x [-1, 1]. */
function squares(x0: 0 | -1): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute('corner', new BufferAttribute(Float32Array.of(x0, -1, 1, -1, 1, 1, x0, 1), 2));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  return geometry;
}

function setColor(target: Vector4, [r, g, b, a]: Rgba, opacity: number): void {
  target.set(r, g, b, a * opacity);
}

function dots(mark: PointsMark, figure: FigureUniforms): DeepMesh {
  const geometry = squares(-1);
  const centres = new InstancedBufferAttribute(mark.positions, 3);
  geometry.setAttribute('centre', centres);
  const own = { radiusPx: { value: 1 }, color: { value: new Vector4() } };
  const mesh = meshOf(geometry, dotShaders, { ...figure, ...own });
  let version = mark.version;
  return {
    mesh,
    update(palette) {
      own.radiusPx.value = mark.radiusPx;
      setColor(own.color.value, palette.rgba(mark.color), mark.opacity);
      geometry.instanceCount = mark.count;
      if (version !== mark.version) centres.needsUpdate = true;
      version = mark.version;
    },
    dispose: () => disposeMesh(mesh),
  };
}

function threads(mark: ThreadsMark, figure: FigureUniforms): DeepMesh {
  const { count, steps } = mark;
  const geometry = squares(0);
  const vertices = new InstancedInterleavedBuffer(mark.positions, 3);
  geometry.setAttribute('start', new InterleavedBufferAttribute(vertices, 3, 0));
  // The same vertices, one step later: nothing is stored twice.
  geometry.setAttribute('end', new InterleavedBufferAttribute(vertices, 3, 3 * count));
  const shades = new DataTexture(new Uint8Array(4 * steps), steps, 1);
  const own = {
    count: { value: Math.max(1, count) },
    range: { value: new Vector2() },
    widthPx: { value: mark.widthPx },
    capPx: { value: 0 },
    opacity: { value: 1 },
    shades: { value: shades },
  };
  const mesh = meshOf(geometry, pieceShaders, { ...figure, ...own });
  let version = mark.version;
  let shadedFor: Palette | undefined;
  return {
    mesh,
    update(palette) {
      own.range.value.set(mark.fromStep, mark.toStep);
      own.opacity.value = mark.opacity;
      geometry.instanceCount = count * Math.min(steps - 1, Math.max(0, Math.ceil(mark.toStep)));
      const moved = version !== mark.version;
      if (moved) vertices.needsUpdate = true;
      if (moved || palette !== shadedFor) shade(shades, mark, palette);
      shadedFor = palette;
      version = mark.version;
    },
    dispose() {
      shades.dispose();
      disposeMesh(mesh);
    },
  };
}

function shade(texture: DataTexture, { steps, times, opacities }: ThreadsMark, palette: Palette): void {
  const bytes = texture.image.data as Uint8Array;
  for (let s = 0; s < steps; s++) {
    const [r, g, b, a] = palette.rgba(times[s]);
    bytes.set([255 * r, 255 * g, 255 * b, Math.round(255 * a * opacities[s])], 4 * s);
  }
  texture.needsUpdate = true;
}

function strokes(mark: StrokesMark, figure: FigureUniforms): DeepMesh {
  const pieces = mark.offsets[mark.offsets.length - 1] - (mark.offsets.length - 1);
  const geometry = squares(0);
  const vertices = new InstancedInterleavedBuffer(new Float32Array(6 * Math.max(1, pieces)), 6);
  geometry.setAttribute('start', new InterleavedBufferAttribute(vertices, 3, 0));
  geometry.setAttribute('end', new InterleavedBufferAttribute(vertices, 3, 3));
  geometry.instanceCount = pieces;
  const shades = new DataTexture(new Uint8Array(8), 2, 1);
  const own = {
    count: { value: Math.max(1, pieces) },
    range: { value: new Vector2(0, 1) },
    widthPx: { value: mark.widthPx },
    // Square ends close the corners.
    capPx: { value: mark.widthPx / 2 },
    opacity: { value: 1 },
    shades: { value: shades },
  };
  const mesh = meshOf(geometry, pieceShaders, { ...figure, ...own });
  let version: number | undefined;
  return {
    mesh,
    update(palette) {
      own.opacity.value = mark.opacity;
      const shaded = palette.rgba(mark.color).map((part) => Math.round(255 * part));
      (shades.image.data as Uint8Array).set([...shaded, ...shaded]);
      shades.needsUpdate = true;
      if (version === mark.version) return;
      version = mark.version;
      unroll(mark, vertices.array as Float32Array);
      vertices.needsUpdate = true;
    },
    dispose() {
      shades.dispose();
      disposeMesh(mesh);
    },
  };
}

/** Both ends of every piece, one piece after the other. */
function unroll({ offsets, positions }: StrokesMark, out: Float32Array): void {
  let piece = 0;
  for (let line = 0; line + 1 < offsets.length; line++) {
    for (let v = offsets[line]; v + 1 < offsets[line + 1]; v++) out.set(positions.subarray(3 * v, 3 * v + 6), 6 * piece++);
  }
}

function face(mark: FaceMark, figure: FigureUniforms): DeepMesh {
  const geometry = new BufferGeometry();
  const corners = new BufferAttribute(mark.corners, 3);
  geometry.setAttribute('position', corners);
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  const own = { color: { value: new Vector4() } };
  const mesh = meshOf(geometry, faceShaders, { ...figure, ...own });
  let version = mark.version;
  return {
    mesh,
    update(palette) {
      setColor(own.color.value, palette.rgba(mark.color), mark.opacity);
      if (version !== mark.version) corners.needsUpdate = true;
      version = mark.version;
    },
    dispose: () => disposeMesh(mesh),
  };
}

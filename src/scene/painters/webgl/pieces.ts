import { BufferGeometry, DataTexture, Mesh, Vector2 } from 'three';
import type { Palette, Rgba } from '../../colors.ts';
import type { StrokesMark, ThreadsMark } from '../../marks.ts';
import { createMaterial, placedByShaders, vertexTexture, VERTICES_PER_QUAD } from './deep-mesh.ts';
import type { DeepMesh } from './deep-mesh.ts';
import type { FigureUniforms } from './figure-uniforms.ts';
import { pieceShaders } from './shaders.ts';
import { shadeSteps } from './thread-shades.ts';

/** How pieces find their two ends and their colours: see the shader. */
interface Layout {
  readonly vertexCount: number;
  readonly spread: number;
  readonly reach: number;
  readonly count: number;
  readonly steps: number;
}

interface PieceMesh {
  readonly object: Mesh;
  readonly uniforms: ReturnType<typeof pieceUniforms>;
  draw(firstPiece: number, pieces: number): void;
  /** Interleaved x, y, z. */
  setVertices(positions: Float32Array): void;
  /** Four bytes a step. */
  setShades(write: (bytes: Uint8Array) => void): void;
  dispose(): void;
}

/** Paths through time: each step's pieces end where those of the next begin. */
export function threadPieces(mark: ThreadsMark, figure: FigureUniforms): DeepMesh {
  const { count, steps } = mark;
  const mesh = pieceMesh({ vertexCount: count * steps, spread: 1, reach: count, count, steps }, figure);
  let version: number | undefined;
  let shadedFor: Palette | undefined;
  return {
    object: mesh.object,
    update(palette) {
      const first = Math.max(0, Math.floor(mark.fromStep));
      const end = Math.min(steps - 1, Math.ceil(mark.toStep));
      mesh.draw(first * count, Math.max(0, end - first) * count);
      mesh.uniforms.range.value.set(mark.fromStep, mark.toStep);
      mesh.uniforms.widthPx.value = mark.widthPx;
      mesh.uniforms.opacity.value = mark.opacity;
      if (version !== mark.version) mesh.setVertices(mark.positions);
      if (version !== mark.version || palette !== shadedFor) mesh.setShades((bytes) => shadeSteps(bytes, mark, palette));
      version = mark.version;
      shadedFor = palette;
    },
    dispose: () => mesh.dispose(),
  };
}

/** Polylines: both ends of every piece stand side by side. Dashes belong to flat figures and are not painted here. */
export function strokePieces(mark: StrokesMark, figure: FigureUniforms): DeepMesh {
  const piecesNow = (): number => Math.max(0, mark.offsets[mark.offsets.length - 1] - (mark.offsets.length - 1));
  const create = (pieces: number): PieceMesh => {
    const created = pieceMesh({ vertexCount: 2 * pieces, spread: 2, reach: 1, count: pieces, steps: 2 }, figure);
    created.uniforms.range.value.set(0, 1);
    return created;
  };
  let room = piecesNow();
  let mesh = create(room);
  let ends = new Float32Array(6 * room);
  let version: number | undefined;
  let shadedWith: Rgba | undefined;
  /** Contours are longer at one time than at another. */
  const grow = (pieces: number): void => {
    if (pieces <= room) return;
    mesh.dispose();
    room = Math.max(pieces, 2 * room);
    mesh = create(room);
    ends = new Float32Array(6 * room);
    shadedWith = undefined;
  };
  return {
    get object() {
      return mesh.object;
    },
    update(palette) {
      const pieces = piecesNow();
      grow(pieces);
      mesh.draw(0, pieces);
      const color = palette.rgba(mark.color);
      if (color !== shadedWith) mesh.setShades((bytes) => bytes.set([...color, ...color].map((part) => Math.round(255 * part))));
      shadedWith = color;
      mesh.uniforms.widthPx.value = mark.widthPx;
      // Square ends close the corners.
      mesh.uniforms.capPx.value = mark.widthPx / 2;
      mesh.uniforms.opacity.value = mark.opacity;
      if (version === mark.version) return;
      version = mark.version;
      unroll(mark, ends);
      mesh.setVertices(ends);
    },
    dispose: () => mesh.dispose(),
  };
}

function unroll({ offsets, positions }: StrokesMark, out: Float32Array): void {
  let piece = 0;
  for (let line = 0; line + 1 < offsets.length; line++) {
    for (let v = offsets[line]; v + 1 < offsets[line + 1]; v++) out.set(positions.subarray(3 * v, 3 * v + 6), 6 * piece++);
  }
}

const pieceUniforms = (vertices: DataTexture, shades: DataTexture, { spread, reach, count }: Layout) => ({
  vertices: { value: vertices },
  shades: { value: shades },
  spread: { value: spread },
  reach: { value: reach },
  count: { value: Math.max(1, count) },
  range: { value: new Vector2() },
  widthPx: { value: 1 },
  capPx: { value: 0 },
  opacity: { value: 1 },
});

function pieceMesh(layout: Layout, figure: FigureUniforms): PieceMesh {
  const { vertices, places } = vertexTexture(layout.vertexCount);
  const bytes = new Uint8Array(4 * layout.steps);
  const shades = new DataTexture(bytes, layout.steps, 1);
  const geometry = new BufferGeometry();
  const uniforms = pieceUniforms(vertices, shades, layout);
  const material = createMaterial(pieceShaders, { ...figure, ...uniforms });
  return {
    object: placedByShaders(new Mesh(geometry, material)),
    uniforms,
    draw: (firstPiece, pieces) => geometry.setDrawRange(VERTICES_PER_QUAD * firstPiece, VERTICES_PER_QUAD * pieces),
    setVertices(positions) {
      for (let v = 0, i = 0; v < layout.vertexCount; v++, i += 3) {
        places[4 * v] = positions[i];
        places[4 * v + 1] = positions[i + 1];
        places[4 * v + 2] = positions[i + 2];
      }
      vertices.needsUpdate = true;
    },
    setShades(write) {
      write(bytes);
      shades.needsUpdate = true;
    },
    dispose() {
      geometry.dispose();
      material.dispose();
      vertices.dispose();
      shades.dispose();
    },
  };
}

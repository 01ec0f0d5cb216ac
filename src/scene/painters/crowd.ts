import type { Camera } from '../cameras/camera.ts';
import type { Palette } from '../colors.ts';
import type { PointsMark, ThreadsMark } from '../marks.ts';
import type { GpuPicture, SharingPainter } from './sharing-painter.ts';
import type { Swarm } from './swarm.ts';
import { POSITION, Program } from './webgl/program.ts';
import { dotShaders, pieceShaders } from './webgl/shaders.ts';
import { shadeSteps } from './webgl/thread-shades.ts';
import { VertexTexture } from './webgl/vertex-texture.ts';

/** Of the quad of a piece, as two triangles. */
const VERTICES_PER_PIECE = 6;

/**
 * Paints dots and threads with the shaders of figures in space, and without three.js, which is thirty times its size. Nothing of a
 * mark is kept: a crowd that moves has other places at each frame anyhow.
 */
export class CrowdPainter implements SharingPainter {
  private readonly gl: WebGL2RenderingContext;
  private readonly dots: Program;
  private readonly pieces: Program;
  private readonly withPlaces: WebGLVertexArrayObject;
  private readonly places: WebGLBuffer;
  private readonly vertices: VertexTexture;
  private readonly shades: WebGLTexture;
  private readonly matrix = new Float32Array(16);
  private shadeBytes = new Uint8Array(0);

  /** @param gl  with `contextAttributes` */
  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
    this.dots = new Program(gl, dotShaders);
    this.pieces = new Program(gl, pieceShaders);
    this.withPlaces = gl.createVertexArray();
    this.places = gl.createBuffer();
    this.vertices = new VertexTexture(gl);
    this.shades = gl.createTexture();
  }

  async prepare(): Promise<void> {
    await Promise.all([this.dots.linked(), this.pieces.linked()]);
    const { gl } = this;
    gl.bindVertexArray(this.withPlaces);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.places);
    gl.enableVertexAttribArray(POSITION);
    gl.vertexAttribPointer(POSITION, 3, gl.FLOAT, false, 0, 0);
    this.resume();
  }

  resume(): void {
    const { gl } = this;
    for (const test of [gl.DEPTH_TEST, gl.STENCIL_TEST, gl.CULL_FACE]) gl.disable(test);
    for (const test of [gl.SCISSOR_TEST, gl.BLEND]) gl.enable(test);
    gl.blendEquation(gl.FUNC_ADD);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.clearColor(0, 0, 0, 0);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 4);
    gl.bindVertexArray(this.withPlaces);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.places);
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.shades);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.activeTexture(gl.TEXTURE0);
    this.vertices.bind();
  }

  /**
   * @param columns  and rows of pixels of the figure
   * @returns undefined when the context has been lost
   */
  paint(marks: readonly Swarm[], camera: Camera, palette: Palette, pixelRatio: number, columns: number, rows: number): GpuPicture | undefined {
    const { gl, matrix } = this;
    const canvas = gl.canvas as HTMLCanvasElement;
    // The largest figure decides; growing once is cheaper than changing for each.
    if (canvas.width < columns) canvas.width = columns;
    if (canvas.height < rows) canvas.height = rows;
    gl.viewport(0, 0, columns, rows);
    gl.scissor(0, 0, columns, rows);
    gl.clear(gl.COLOR_BUFFER_BIT);
    matrix.set(camera.matrix);
    for (const program of [this.dots, this.pieces]) {
      program.use();
      gl.uniformMatrix4fv(program.at('matrix'), false, matrix);
      gl.uniform1f(program.at('pixelRatio'), pixelRatio);
    }
    const { plot } = camera;
    const edge = (px: number): number => Math.round(px * pixelRatio);
    for (const mark of marks) {
      if (mark.clipped) {
        const bottom = edge(plot.top + plot.height);
        gl.scissor(edge(plot.left), rows - bottom, edge(plot.left + plot.width) - edge(plot.left), bottom - edge(plot.top));
      } else gl.scissor(0, 0, columns, rows);
      if (mark.kind === 'points') this.paintDots(mark, camera, palette);
      else this.paintThreads(mark, camera, palette);
    }
    if (gl.isContextLost()) return undefined;
    return { canvas, top: canvas.height - rows, columns, rows };
  }

  forget(): void {
    // Nothing is kept.
  }

  private paintDots({ count, positions, radiusPx, fade = 0, color, opacity }: PointsMark, { focus }: Camera, palette: Palette): void {
    const { gl, dots } = this;
    const [r, g, b, a] = palette.rgba(color);
    dots.use();
    gl.uniform1f(dots.at('focus'), focus);
    gl.uniform1f(dots.at('radiusPx'), radiusPx);
    gl.uniform1f(dots.at('fade'), fade);
    gl.uniform4f(dots.at('color'), r, g, b, a * opacity);
    gl.bufferData(gl.ARRAY_BUFFER, positions, gl.STREAM_DRAW, 0, 3 * count);
    gl.drawArrays(gl.POINTS, 0, count);
  }

  private paintThreads(mark: ThreadsMark, { widthPx, heightPx }: Camera, palette: Palette): void {
    const { gl, pieces } = this;
    const { count, steps, fromStep, toStep } = mark;
    const first = Math.max(0, Math.floor(fromStep));
    const end = Math.min(steps - 1, Math.ceil(toStep));
    if (count === 0 || end <= first) return;
    pieces.use();
    gl.uniform2f(pieces.at('sizePx'), widthPx, heightPx);
    gl.uniform1i(pieces.at('spread'), 1);
    gl.uniform1i(pieces.at('reach'), count);
    gl.uniform1i(pieces.at('count'), count);
    gl.uniform2f(pieces.at('range'), fromStep, toStep);
    gl.uniform1f(pieces.at('widthPx'), mark.widthPx);
    gl.uniform1f(pieces.at('capPx'), 0);
    gl.uniform1f(pieces.at('opacity'), mark.opacity);
    gl.uniform1i(pieces.at('vertices'), 0);
    gl.uniform1i(pieces.at('shades'), 1);
    this.vertices.fill(mark.positions, count * steps);
    gl.activeTexture(gl.TEXTURE1);
    if (this.shadeBytes.length < 4 * steps) this.shadeBytes = new Uint8Array(4 * steps);
    shadeSteps(this.shadeBytes, mark, palette);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, steps, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, this.shadeBytes);
    gl.activeTexture(gl.TEXTURE0);
    gl.drawArrays(gl.TRIANGLES, VERTICES_PER_PIECE * first * count, VERTICES_PER_PIECE * (end - first) * count);
  }
}

/** Vertices stand in rows of this length, which every GPU can hold. */
const COLUMNS = 1024;

/** Places of a mark as the shaders read them by number, taken over as they stand in the mark. */
export class VertexTexture {
  private readonly gl: WebGL2RenderingContext;
  private readonly texture: WebGLTexture;
  private rows = 0;

  constructor(gl: WebGL2RenderingContext) {
    this.gl = gl;
    this.texture = gl.createTexture();
  }

  /** To the active unit. */
  bind(): void {
    const { gl } = this;
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  }

  /** @param positions  interleaved x, y, z of `count` vertices */
  fill(positions: Float32Array, count: number): void {
    const { gl } = this;
    const full = Math.floor(count / COLUMNS);
    const rest = count % COLUMNS;
    const rows = full + (rest > 0 ? 1 : 0);
    if (rows > this.rows) gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB32F, COLUMNS, (this.rows = rows), 0, gl.RGB, gl.FLOAT, null);
    if (full > 0) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, COLUMNS, full, gl.RGB, gl.FLOAT, positions);
    if (rest > 0) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, full, rest, 1, gl.RGB, gl.FLOAT, positions, 3 * full * COLUMNS);
  }
}

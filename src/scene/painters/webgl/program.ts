import type { Shaders } from './deep-mesh.ts';

/** The number of the attribute `position` in every program. */
export const POSITION = 0;

/** A program on the GPU, without three.js. */
export class Program {
  private readonly gl: WebGL2RenderingContext;
  private readonly program: WebGLProgram;
  private readonly places = new Map<string, WebGLUniformLocation | null>();

  constructor(gl: WebGL2RenderingContext, { vertexShader, fragmentShader }: Shaders) {
    this.gl = gl;
    this.program = gl.createProgram();
    this.attach(gl.VERTEX_SHADER, vertexShader);
    this.attach(gl.FRAGMENT_SHADER, fragmentShader);
    gl.bindAttribLocation(this.program, POSITION, 'position');
    gl.linkProgram(this.program);
  }

  /**
   * Resolves when it is linked, or the context is lost: asking for anything else of it before would wait for the GPU.
   *
   * @throws Error  when the driver does not take it
   */
  async linked(): Promise<void> {
    const { gl, program } = this;
    const parallel = gl.getExtension('KHR_parallel_shader_compile') as { readonly COMPLETION_STATUS_KHR: number } | null;
    while (parallel && !gl.isContextLost() && !gl.getProgramParameter(program, parallel.COMPLETION_STATUS_KHR)) await new Promise((resolve) => setTimeout(resolve, LINK_POLL_MS));
    if (!gl.isContextLost() && !gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(`The program was not linked: ${gl.getProgramInfoLog(program) ?? ''}`);
  }

  use(): void {
    this.gl.useProgram(this.program);
  }

  /** Where a uniform of its shaders is set. */
  at(name: string): WebGLUniformLocation | null {
    let place = this.places.get(name);
    if (place === undefined) this.places.set(name, (place = this.gl.getUniformLocation(this.program, name)));
    return place;
  }

  private attach(kind: number, source: string): void {
    const { gl, program } = this;
    const shader = gl.createShader(kind);
    if (!shader) throw new Error('no shader is to be had.');
    gl.shaderSource(shader, `#version 300 es\n${source}`);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
}

/** A frame, about. */
const LINK_POLL_MS = 15;

import { Camera as ThreeCamera, Scene as ThreeScene, WebGLRenderer } from 'three';
import type { Camera } from '../cameras/camera.ts';
import type { Palette } from '../colors.ts';
import type { GpuPicture, SharingPainter } from './sharing-painter.ts';
import type { DeepMark } from './webgl/deep-marks.ts';
import type { DeepMesh } from './webgl/deep-mesh.ts';
import { figureUniforms, lookThrough } from './webgl/figure-uniforms.ts';
import type { FigureUniforms } from './webgl/figure-uniforms.ts';
import { createMesh, programHolders } from './webgl/meshes.ts';

interface FigureState {
  readonly uniforms: FigureUniforms;
  readonly meshes: Map<DeepMark, DeepMesh>;
}

/**
 * Paints the deep figures of a whole page through one WebGL context, one after the other, each to be copied away at once.
 * Marks are painted in the order given, over one another.
 */
export class WebglPainter implements SharingPainter {
  private readonly context: WebGL2RenderingContext;
  private readonly renderer: WebGLRenderer;
  private readonly scene = new ThreeScene();
  private readonly camera = new ThreeCamera();
  private readonly figures = new Map<object, FigureState>();
  /** Holds the programs for the painter's life: three.js would compile them anew whenever all of a figure's marks change. */
  private readonly programs = new ThreeScene().add(...programHolders());

  /** @param context  with `contextAttributes`; its canvas belongs to the painter from now on */
  constructor(context: WebGL2RenderingContext) {
    this.context = context;
    this.renderer = new WebGLRenderer({ canvas: context.canvas as HTMLCanvasElement, context, alpha: true, depth: false });
    this.renderer.sortObjects = false;
    this.renderer.setPixelRatio(1);
    this.renderer.setScissorTest(true);
    this.renderer.setClearColor(0, 0);
    // Asking for a link's outcome waits for the GPU; the shaders are fixed, and the tests would see one that fails.
    this.renderer.debug.checkShaderErrors = false;
  }

  async prepare(): Promise<void> {
    // Asked for where it is missing, three.js would warn.
    if (this.renderer.extensions.has('KHR_parallel_shader_compile')) await this.renderer.compileAsync(this.programs, this.camera);
    else this.renderer.compile(this.programs, this.camera);
  }

  resume(): void {
    this.renderer.resetState();
    this.renderer.setScissorTest(true);
  }

  /**
   * @param figure  whose marks these are; what the GPU holds for it is kept until its marks change or it is forgotten
   * @returns undefined when the context has been lost
   */
  paint(figure: object, marks: readonly DeepMark[], camera: Camera, palette: Palette, pixelRatio: number): GpuPicture | undefined {
    const columns = Math.max(1, Math.round(camera.widthPx * pixelRatio));
    const rows = Math.max(1, Math.round(camera.heightPx * pixelRatio));
    const canvas = this.renderer.domElement;
    this.grow(columns, rows);
    const state = this.stateOf(figure);
    lookThrough(state.uniforms, camera, pixelRatio);
    this.scene.clear();
    for (const mark of marks) {
      let mesh = state.meshes.get(mark);
      if (!mesh) state.meshes.set(mark, (mesh = createMesh(mark, state.uniforms)));
      mesh.update(palette);
      this.scene.add(mesh.object);
    }
    this.drop(state, new Set(marks));
    this.renderer.setViewport(0, 0, columns, rows);
    this.renderer.setScissor(0, 0, columns, rows);
    this.renderer.render(this.scene, this.camera);
    if (this.context.isContextLost()) return undefined;
    return { canvas, top: canvas.height - rows, columns, rows };
  }

  forget(figure: object): void {
    const state = this.figures.get(figure);
    if (state) this.drop(state, new Set());
    this.figures.delete(figure);
  }

  /** The largest figure decides; growing once is cheaper than changing for each. */
  private grow(columns: number, rows: number): void {
    const { width, height } = this.renderer.domElement;
    if (columns <= width && rows <= height) return;
    this.renderer.setSize(Math.max(columns, width), Math.max(rows, height), false);
  }

  private stateOf(figure: object): FigureState {
    const known = this.figures.get(figure);
    if (known) return known;
    const state = { uniforms: figureUniforms(), meshes: new Map<DeepMark, DeepMesh>() };
    this.figures.set(figure, state);
    return state;
  }

  private drop({ meshes }: FigureState, kept: ReadonlySet<DeepMark>): void {
    for (const [mark, mesh] of meshes) {
      if (kept.has(mark)) continue;
      mesh.dispose();
      meshes.delete(mark);
    }
  }
}

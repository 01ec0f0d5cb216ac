import { createPalette } from '../colors.ts';
import type { Palette } from '../colors.ts';
import type { Brush } from '../painters/brush.ts';
import { paintCanvas, wipe } from '../painters/canvas.ts';
import { paintSvgWith } from '../painters/svg.ts';
import { isDeep } from '../painters/webgl/deep-marks.ts';
import type { Mark } from '../marks.ts';
import type { Scene, Surface } from '../scene.ts';
import { lightTheme } from '../theme.ts';
import type { Theme } from '../theme.ts';
import { LabelLayer } from './label-layer.ts';
import { OrbitInput } from './orbit-input.ts';
import { watchPixelRatio } from './pixel-ratio.ts';
import { readColor } from './read-color.ts';
import { Resolution } from './resolution.ts';
import { cancelPaint, requestPaint } from './scheduler.ts';
import { webglShare } from './webgl-share.ts';
import { windowOf } from './window-of.ts';

/** What can go wrong with a picture without stopping it. */
export type WarningCode = 'webgl-missing' | 'webgl-lost';

/** One figure's picture: says when it paints, how large, with what, and for which view. */
export interface Viewport {
  /** The same picture until the next call; null clears. The reader's view is kept from scene to scene. */
  show(scene: Scene | null): void;
  /** Model time in [0, 1]; what is outside is clamped. */
  time: number;
  theme: Theme;
  /** Back to the first view, as a double click does. */
  resetCamera(): void;
  onWarning: ((code: WarningCode, sentence: string) => void) | null;
  /** Called after each painted picture. */
  onPaint: (() => void) | null;
  /** Pictures painted so far. */
  readonly frames: number;
  /** What painted the last picture. */
  readonly painter: 'none' | 'canvas' | 'webgl';
  /** The picture as it stands, as an SVG document; undefined while there is none or the figure has no size. */
  toSvg(): string | undefined;
  /** Stops everything; the last picture stays on the canvas. */
  dispose(): void;
}

/** Drawing buffers larger than this on a side are scaled down instead. */
const MAX_BUFFER_PX = 4096;
const PIXEL_RATIO = { min: 0.5, max: 4 };

/**
 * @param canvas  sized by CSS; its drawing buffer, pointer and keyboard belong to the viewport from now on
 * @param labels  an element that lies exactly over the canvas and is positioned; receives the mathematics
 */
export function createViewport(canvas: HTMLCanvasElement, labels: HTMLElement): Viewport {
  return new CanvasViewport(canvas, labels);
}

class CanvasViewport implements Viewport {
  onWarning: Viewport['onWarning'] = null;
  onPaint: Viewport['onPaint'] = null;
  frames = 0;
  painter: Viewport['painter'] = 'none';
  readonly view: Window & typeof globalThis;
  private readonly canvas: HTMLCanvasElement;
  private readonly labels: LabelLayer;
  private readonly input: OrbitInput;
  private readonly resolution = new Resolution(() => this.invalidate(), (ready) => void this.view.requestAnimationFrame(ready));
  private readonly sizes: ResizeObserver;
  private readonly sight: IntersectionObserver;
  private readonly forgetPixelRatio: () => void;
  private scene: Scene | null = null;
  private t = 0;
  private look: Theme = lightTheme;
  private palette: Palette | undefined;
  private surface: Surface | undefined;
  private sizePx = { width: 0, height: 0 };
  private visible = false;
  private dirty = false;
  private disposed = false;
  private warned = false;

  constructor(canvas: HTMLCanvasElement, labels: HTMLElement) {
    this.canvas = canvas;
    this.view = windowOf(canvas);
    this.labels = new LabelLayer(labels);
    this.input = new OrbitInput(canvas, () => this.invalidate());
    this.forgetPixelRatio = watchPixelRatio(this.view, () => this.invalidate());
    this.sizes = new this.view.ResizeObserver(([{ contentRect }]) => {
      this.sizePx = { width: contentRect.width, height: contentRect.height };
      this.invalidate();
    });
    this.sizes.observe(canvas);
    this.sight = new this.view.IntersectionObserver((entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      if (this.visible && this.dirty) requestPaint(this);
      if (!this.visible) cancelPaint(this);
    });
    this.sight.observe(canvas);
  }

  get time(): number {
    return this.t;
  }

  set time(t: number) {
    const clamped = t > 0 ? Math.min(1, t) : 0;
    if (clamped === this.t) return;
    this.t = clamped;
    this.invalidate();
  }

  get theme(): Theme {
    return this.look;
  }

  set theme(theme: Theme) {
    this.look = theme;
    this.palette = undefined;
    this.surface = undefined;
    this.invalidate();
  }

  show(scene: Scene | null): void {
    if (this.disposed) return;
    this.scene = scene;
    this.input.enabled = scene?.depth === 'deep';
    if (scene?.depth !== 'deep') webglShare().leave(this);
    this.invalidate();
  }

  resetCamera(): void {
    this.input.reset();
  }

  toSvg(): string | undefined {
    const { scene, sizePx } = this;
    if (!scene || sizePx.width < 1 || sizePx.height < 1) return undefined;
    return paintSvgWith(this.currentPalette(), scene, this.t, this.currentSurface(), this.input.orbit);
  }

  dispose(): void {
    this.disposed = true;
    this.scene = null;
    this.input.enabled = false;
    this.sizes.disconnect();
    this.sight.disconnect();
    this.forgetPixelRatio();
    cancelPaint(this);
    this.resolution.stop();
    webglShare().leave(this);
    this.labels.clear();
  }

  /** For the shared context: what is on the canvas stays until the next frame paints over it. */
  stateChanged(): void {
    this.invalidate();
  }

  /** For the scheduler. */
  paint(nowMs: number): boolean {
    const context = this.canvas.getContext('2d');
    const { scene, sizePx } = this;
    if (this.disposed || !this.visible || !context || sizePx.width < 1 || sizePx.height < 1) return false;
    this.dirty = false;
    const moving = this.input.advance(nowMs);
    // What the GPU paints costs by the pixel; paths on a canvas do not.
    const pixelRatio = this.fitBuffer(this.painter === 'webgl' ? this.resolution.next(nowMs) : 1);
    const [palette, surface] = [this.currentPalette(), this.currentSurface()];
    if (scene) {
      const camera = scene.camera(surface, this.input.orbit);
      const marks = scene.marks(this.t, surface, camera);
      const brush = { context, camera, palette, theme: this.look, pixelRatio };
      const painter = scene.depth === 'deep' ? this.paintDeep(brush, marks) : this.paintFlat(brush, marks);
      if (painter === 'none') return false;
      this.painter = painter;
      this.labels.update(marks, camera, palette);
    } else {
      wipe(context);
      this.labels.clear();
    }
    this.frames++;
    this.onPaint?.();
    return moving;
  }

  private paintFlat(brush: Brush, marks: readonly Mark[]): 'canvas' {
    wipe(brush.context);
    paintCanvas(brush, marks);
    return 'canvas';
  }

  /** By WebGL if it is there, else the same picture on the canvas; 'none' while a lost context keeps the last picture. */
  private paintDeep(brush: Brush, marks: readonly Mark[]): 'none' | 'canvas' | 'webgl' {
    const share = webglShare();
    share.join(this);
    const { state } = share;
    if (state.kind === 'lost') return 'none';
    if (state.kind === 'gone') this.warn(state.code, state.sentence);
    if (state.kind !== 'ready') return this.paintFlat(brush, marks);
    const picture = state.painter.paint(this, marks.filter(isDeep), brush.camera, brush.palette, brush.pixelRatio);
    if (!picture) return 'none';
    const { canvas, top, columns, rows } = picture;
    wipe(brush.context);
    brush.context.drawImage(canvas, 0, top, columns, rows, 0, 0, columns, rows);
    paintCanvas(
      brush,
      marks.filter((mark) => !isDeep(mark)),
    );
    return 'webgl';
  }

  private warn(code: WarningCode, sentence: string): void {
    if (this.warned) return;
    this.warned = true;
    this.onWarning?.(code, sentence);
  }

  /** Gives the drawing buffer the figure's size in device pixels, or a part of it. @returns pixels for one CSS pixel */
  private fitBuffer(part: number): number {
    const { width, height } = this.sizePx;
    const device = Math.min(PIXEL_RATIO.max, Math.max(PIXEL_RATIO.min, this.view.devicePixelRatio));
    const ratio = part * Math.min(device, MAX_BUFFER_PX / width, MAX_BUFFER_PX / height);
    const [columns, rows] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    // Setting a size clears the picture, even to the same value.
    if (this.canvas.width !== columns) this.canvas.width = columns;
    if (this.canvas.height !== rows) this.canvas.height = rows;
    return ratio;
  }

  private currentPalette(): Palette {
    return (this.palette ??= createPalette(this.look, (css) => readColor(css, this.canvas.ownerDocument)));
  }

  private currentSurface(): Surface {
    const { width: widthPx, height: heightPx } = this.sizePx;
    if (this.surface?.widthPx === widthPx && this.surface.heightPx === heightPx) return this.surface;
    return (this.surface = { widthPx, heightPx, theme: this.look });
  }

  private invalidate(): void {
    this.dirty = true;
    if (this.visible && !this.disposed) requestPaint(this);
  }
}

import type { Code } from '../../code/index.ts';
import { createPalette, type Palette } from '../colors.ts';
import { wipe } from '../painters/canvas.ts';
import { paintSvgWith } from '../painters/svg.ts';
import { firstOrbit, type Orbit } from '../cameras/orbit.ts';
import type { Scene, Surface } from '../scene.ts';
import { lightTheme } from '../theme.ts';
import type { Theme } from '../theme.ts';
import { LabelLayer } from './label-layer.ts';
import type { DeepStage } from './deep-stage.ts';
import { FlatStage } from './flat-stage.ts';
import { DEEP, POINTING } from './later-code.ts';
import type { Cross, Pointed, Pointing } from './pointing.ts';
import { bufferRatio, watchPixelRatio } from './pixel-ratio.ts';
import { readColor } from './read-color.ts';
import { cancelPaint, requestPaint } from './scheduler.ts';
import { windowOf } from './window-of.ts';

/** Marks on their way by themselves are painted so seldom, about every second frame: that is as smooth for a few pixels of way, at half the price. */
const CARRIED_MS = 30;

/** What can go wrong with a picture without stopping it. */
export type WarningCode = 'webgl-missing' | 'webgl-lost';

/** One figure's picture: says when it paints, how large, with what, and for which view. */
export interface Viewport {
  /** The same picture until the next call; null clears. The reader's view is kept from scene to scene. */
  show(scene: Scene | null): void;
  /** Model time in [0, 1]; what is outside is clamped. */
  time: number;
  theme: Theme;
  /** Where the reader points and what is chosen, where a figure has something to be pointed at; null for none. */
  pointing: Pointing | null;
  /** Back to the first view, as a double click does. */
  resetCamera(): void;
  onWarning: ((code: WarningCode, sentence: string) => void) | null;
  /** Called after each painted picture. */
  onPaint: (() => void) | null;
  /** Calls once something has been painted, or where nobody can see it; whoever asks last. */
  whenPainted(then: () => void): void;
  /** Pictures painted so far. */
  readonly frames: number;
  /** What painted the last picture. */
  readonly painter: 'none' | 'canvas' | 'webgl';
  /** The picture as it stands, as an SVG document; undefined while there is none or the figure has no size. */
  toSvg(): string | undefined;
  /** Stops everything; the last picture stays on the canvas. */
  dispose(): void;
}

/**
 * @param canvas  sized by CSS; its drawing buffer, pointer and keyboard belong to the viewport from now on
 * @param labels  an element that lies exactly over the canvas and is positioned; receives the mathematics
 * @param group  the same object for figures that turn together
 */
export function createViewport(canvas: HTMLCanvasElement, labels: HTMLElement, group?: object): Viewport {
  return new CanvasViewport(canvas, labels, group);
}

class CanvasViewport implements Viewport {
  onWarning: Viewport['onWarning'] = null;
  onPaint: Viewport['onPaint'] = null;
  frames = 0;
  painter: Viewport['painter'] = 'none';
  readonly view: Window & typeof globalThis;
  private readonly canvas: HTMLCanvasElement;
  private readonly labels: LabelLayer;
  private readonly group: object | undefined;
  /** Whether the reader asked for less motion. */
  private readonly calm: MediaQueryList;
  private deep: DeepStage | undefined;
  private readonly flat = new FlatStage(this);
  private cross: Cross | undefined;
  private pointed: Pointing | null = null;
  /** Where a pointer has come to rest before anything could follow it. */
  private resting: PointerEvent | undefined;
  private readonly sizes: ResizeObserver;
  private readonly sight: IntersectionObserver;
  private readonly forgetPixelRatio: () => void;
  private readonly end = new AbortController();
  private scene: Scene | null = null;
  private t = 0;
  private look: Theme = lightTheme;
  private palette: Palette | undefined;
  private surface: Surface | undefined;
  private sizePx = { width: 0, height: 0 };
  private visible: boolean | undefined;
  private dirty = false;
  /** The next picture is only wanted for marks that are on their way. */
  private isCarried = false;
  private paintedMs = 0;
  private warned = false;
  private awaiting: (() => void) | undefined;

  constructor(canvas: HTMLCanvasElement, labels: HTMLElement, group?: object) {
    this.canvas = canvas;
    this.view = windowOf(canvas);
    this.labels = new LabelLayer(labels);
    this.group = group;
    this.calm = this.view.matchMedia('(prefers-reduced-motion: reduce)');
    this.forgetPixelRatio = watchPixelRatio(this.view, () => this.invalidate());
    this.sizes = new this.view.ResizeObserver(([{ contentRect }]) => {
      this.sizePx = { width: contentRect.width, height: contentRect.height };
      this.invalidate();
    });
    this.sizes.observe(canvas);
    this.sight = new this.view.IntersectionObserver((entries) => {
      this.visible = entries[entries.length - 1].isIntersecting;
      if (this.visible && (this.dirty || this.isCarried)) requestPaint(this);
      if (this.visible) return;
      cancelPaint(this);
      this.tellPainted();
    });
    this.sight.observe(canvas);
    for (const type of ['pointermove', 'pointerleave'] as const) canvas.addEventListener(type, this.rest, { signal: this.end.signal });
  }

  private get disposed(): boolean {
    return this.end.signal.aborted;
  }

  private readonly rest = (event: PointerEvent): void => {
    this.resting = this.cross || event.type === 'pointerleave' ? undefined : event;
  };

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
    this.palette = this.surface = undefined;
    this.invalidate();
  }

  show(scene: Scene | null): void {
    if (this.disposed) return;
    const isOther = scene?.depth !== this.scene?.depth;
    this.scene = scene;
    if (isOther) this.connect();
    this.invalidate();
  }

  whenPainted(then: () => void): void {
    if (this.painter !== 'none' || this.visible === false || this.canvas.ownerDocument.hidden) then();
    else this.awaiting = then;
  }

  private tellPainted(): void {
    this.awaiting?.();
    this.awaiting = undefined;
  }

  get pointing(): Pointing | null {
    return this.pointed;
  }

  set pointing(pointing: Pointing | null) {
    const isOther = (pointing === null) !== (this.pointed === null);
    this.pointed = pointing;
    if (this.cross) this.cross.pointing = pointing;
    if (isOther) this.connect();
  }

  resetCamera(): void {
    this.deep?.input.reset();
  }

  toSvg(): string | undefined {
    const { scene, sizePx } = this;
    if (!scene || sizePx.width < 1 || sizePx.height < 1) return undefined;
    return paintSvgWith(this.currentPalette(), scene, this.t, this.currentSurface(), this.orbit);
  }

  dispose(): void {
    this.end.abort();
    this.scene = null;
    this.deep?.dispose();
    this.flat.dispose();
    this.cross?.disconnect();
    for (const observer of [this.sizes, this.sight]) observer.disconnect();
    this.forgetPixelRatio();
    cancelPaint(this);
    this.labels.clear();
  }

  /** What the reader can do to the picture, as soon as its code is here. */
  private connect(): void {
    if (this.disposed) return;
    const { scene, canvas, pointed } = this;
    const isDeep = scene?.depth === 'deep';
    if (isDeep && !DEEP.now) this.connectWhenHere(DEEP);
    else if (isDeep) (this.deep ??= new DEEP.now!(canvas, this, this.group)).input.enabled = true;
    else this.deep?.leave();
    if (pointed && !POINTING.now) this.connectWhenHere(POINTING);
    else if (pointed) (this.cross ??= new POINTING.now!(canvas, () => this.target())).pointing = pointed;
    this.cross?.connect(scene ? isDeep : undefined);
    const { cross, resting } = this;
    if (cross && scene && pointed && resting) {
      this.resting = undefined;
      canvas.dispatchEvent(new this.view.PointerEvent('pointermove', resting));
    }
    if (isDeep || pointed) canvas.tabIndex = 0;
    else canvas.removeAttribute('tabindex');
  }

  /** Where it cannot be had, the figure says so: it fetches the same with what it shows. */
  private connectWhenHere(code: Code<unknown>): void {
    code.fetch().then(() => (this.connect(), this.invalidate()), () => undefined);
  }

  /** What is pointed at. */
  private target(): Pointed | undefined {
    const { scene, t } = this;
    if (!scene || this.sizePx.width < 1) return undefined;
    const surface = this.currentSurface();
    return { scene, surface, camera: scene.camera(surface, this.orbit), t };
  }

  private get orbit(): Orbit {
    return this.deep?.input.orbit ?? firstOrbit;
  }

  /** For the scheduler. */
  paint(nowMs: number): boolean {
    const context = this.canvas.getContext('2d');
    const { scene, sizePx } = this;
    if (this.disposed || !this.visible || !context || sizePx.width < 1 || sizePx.height < 1) return false;
    if (this.isCarried && !this.dirty && nowMs - this.paintedMs < CARRIED_MS) return true;
    this.dirty = false;
    const deep = scene?.depth === 'deep' ? this.deep : undefined;
    if (scene?.depth === 'deep' && !deep) return false;
    const moving = deep?.input.advance(nowMs) ?? false;
    const isCalm = this.calm.matches;
    const pixelRatio = this.fitBuffer(deep?.part(nowMs) ?? 1);
    const [palette, surface] = [this.currentPalette(), this.currentSurface()];
    if (scene) {
      const camera = scene.camera(surface, this.orbit);
      const marks = scene.marks(this.t, surface, camera, isCalm ? undefined : nowMs);
      const brush = { context, camera, palette, theme: this.look, pixelRatio };
      const painter = deep ? deep.paint(brush, marks) : this.flat.paint(brush, marks);
      if (painter === 'none') return false;
      this.painter = painter;
      this.labels.update(marks, camera, palette);
    } else {
      wipe(context);
      this.labels.clear();
    }
    this.frames++;
    this.onPaint?.();
    if (scene) this.tellPainted();
    this.paintedMs = nowMs;
    this.isCarried = !moving && !isCalm && (scene?.isMoving ?? false);
    return moving || this.isCarried;
  }

  /** For the stage in space; said once. */
  warn(code: WarningCode, sentence: string): void {
    if (this.warned) return;
    this.warned = true;
    this.onWarning?.(code, sentence);
  }

  /** Gives the drawing buffer the figure's size in device pixels, or a part of it. @returns pixels for one CSS pixel */
  private fitBuffer(part: number): number {
    const { width, height } = this.sizePx;
    const ratio = part * bufferRatio(width, height, this.view.devicePixelRatio);
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

  invalidate(): void {
    this.dirty = true;
    if (this.visible && !this.disposed) requestPaint(this);
  }
}

import { paintCanvas, wipe } from '../painters/canvas.ts';
import type { Brush } from '../painters/brush.ts';
import { isDeep } from '../painters/webgl/deep-marks.ts';
import type { Mark } from '../marks.ts';
import { OrbitInput } from './orbit-input.ts';
import { OrbitMotion } from './orbit-motion.ts';
import { Resolution } from './resolution.ts';
import { webglShare } from './webgl-share.ts';
import { windowOf } from './window-of.ts';
import type { WarningCode } from './viewport.ts';

/** Whose picture it is. */
export interface DeepHost {
  /** The next frame will differ. */
  invalidate(): void;
  warn(code: WarningCode, sentence: string): void;
}

/** Of figures that turn together. */
const motions = new WeakMap<object, OrbitMotion>();
function motionOf(group: object): OrbitMotion {
  const motion = motions.get(group) ?? new OrbitMotion();
  motions.set(group, motion);
  return motion;
}

/** What a picture in space has beside what all have: it is turned, and painted by the page's one WebGL context. */
export class DeepStage {
  readonly input: OrbitInput;
  private readonly host: DeepHost;
  private readonly resolution: Resolution;
  private last: 'none' | 'canvas' | 'webgl' = 'none';

  /** @param group  the same object for figures that turn together */
  constructor(canvas: HTMLCanvasElement, host: DeepHost, group: object = {}) {
    this.host = host;
    this.input = new OrbitInput(canvas, () => host.invalidate(), motionOf(group));
    this.resolution = new Resolution(() => host.invalidate(), (ready) => void windowOf(canvas).requestAnimationFrame(ready));
  }

  /** For the shared context: what is on the canvas stays until the next frame paints over it. */
  stateChanged(): void {
    this.host.invalidate();
  }

  /** What the GPU paints costs by the pixel; paths on a canvas do not. @returns factor of the screen's resolution, at most 1 */
  part(nowMs: number): number {
    return this.last === 'webgl' ? this.resolution.next(nowMs) : 1;
  }

  /** By WebGL if it is there, else the same picture on the canvas; 'none' while a lost context keeps the last picture. */
  paint(brush: Brush, marks: readonly Mark[]): 'none' | 'canvas' | 'webgl' {
    const share = webglShare();
    share.join(this, 'deep');
    const state = share.take('deep');
    if (state.kind === 'lost') return 'none';
    if (state.kind === 'gone') this.host.warn(state.code, state.sentence);
    if (state.kind !== 'ready') {
      wipe(brush.context);
      paintCanvas(brush, marks);
      return (this.last = 'canvas');
    }
    const picture = state.painter.paint(this, marks.filter(isDeep), brush.camera, brush.palette, brush.pixelRatio);
    if (!picture) return 'none';
    const { canvas, top, columns, rows } = picture;
    wipe(brush.context);
    brush.context.drawImage(canvas, 0, top, columns, rows, 0, 0, columns, rows);
    paintCanvas(
      brush,
      marks.filter((mark) => !isDeep(mark)),
    );
    return (this.last = 'webgl');
  }

  /** The picture is none in space any more. */
  leave(): void {
    this.input.enabled = false;
    this.last = 'none';
    webglShare().leave(this);
  }

  dispose(): void {
    this.input.disconnect();
    this.resolution.stop();
    webglShare().leave(this);
  }
}

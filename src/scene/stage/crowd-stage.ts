import type { Brush } from '../painters/brush.ts';
import { paintCanvas } from '../painters/canvas.ts';
import { paintSheet } from '../painters/canvas-sheet.ts';
import { hasOwnColors, isCrowd, type Swarm } from '../painters/swarm.ts';
import type { Mark } from '../marks.ts';
import { webglShare } from './webgl-share.ts';

/** What a flat picture with a large cloud has beside what all have: that cloud is painted by the page's one WebGL context. */
export class CrowdStage {
  private readonly host: { invalidate(): void };
  private painter: 'canvas' | 'webgl' = 'canvas';

  /** @param host  whose next frame will differ when something has changed */
  constructor(host: { invalidate(): void }) {
    this.host = host;
    webglShare().join(this, 'crowd');
  }

  /** For the shared context. */
  stateChanged(): void {
    this.host.invalidate();
  }

  /** Over what is there. Where there is no GPU, or none any more or none yet, the canvas paints the same picture: a figure need not say so. */
  paint(brush: Brush, marks: readonly Mark[]): 'canvas' | 'webgl' {
    this.painter = 'canvas';
    paintCanvas(brush, marks, this.paintSwarms);
    return this.painter;
  }

  dispose(): void {
    webglShare().leave(this);
  }

  private readonly paintSwarms = (brush: Brush, swarms: readonly Swarm[]): void => {
    const picture = swarms.some(isCrowd) && !swarms.some(hasOwnColors) ? this.onGpu(brush, swarms) : undefined;
    if (!picture) {
      paintSheet(brush, swarms);
      return;
    }
    const { canvas, top, columns, rows } = picture;
    brush.context.drawImage(canvas, 0, top, columns, rows, 0, 0, columns, rows);
    this.painter = 'webgl';
  };

  private onGpu({ context, camera, palette, pixelRatio }: Brush, swarms: readonly Swarm[]) {
    const state = webglShare().take('crowd');
    const { width, height } = context.canvas;
    return state.kind === 'ready' ? state.painter.paint(swarms, camera, palette, pixelRatio, width, height) : undefined;
  }
}

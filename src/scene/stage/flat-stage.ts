import type { Brush } from '../painters/brush.ts';
import { paintCanvas, wipe } from '../painters/canvas.ts';
import { isCrowd } from '../painters/swarm.ts';
import type { Mark } from '../marks.ts';
import type { CrowdStage } from './crowd-stage.ts';
import { CROWD } from './later-code.ts';

/** How a flat picture is painted: on the canvas, and a large cloud by the GPU as soon as the code for that is here. */
export class FlatStage {
  private readonly host: { invalidate(): void };
  private crowd: CrowdStage | undefined;
  private isAsked = false;
  private isDisposed = false;

  /** @param host  whose next frame will differ when something has changed */
  constructor(host: { invalidate(): void }) {
    this.host = host;
  }

  paint(brush: Brush, marks: readonly Mark[]): 'canvas' | 'webgl' {
    wipe(brush.context);
    if (!this.isAsked && marks.some(isCrowd)) this.ask();
    if (this.crowd) return this.crowd.paint(brush, marks);
    paintCanvas(brush, marks);
    return 'canvas';
  }

  dispose(): void {
    this.isDisposed = true;
    this.crowd?.dispose();
  }

  private ask(): void {
    this.isAsked = true;
    CROWD.fetch().then((Stage) => {
      if (this.isDisposed) return;
      this.crowd = new Stage(this.host);
      this.host.invalidate();
    }, () => undefined);
  }
}

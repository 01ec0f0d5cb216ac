import type { WebglPainter } from '../painters/webgl.ts';

/** Without antialiasing, since edges are softened by the shaders, and without depth, since marks come in order. */
const contextAttributes: WebGLContextAttributes = { alpha: true, antialias: false, depth: false, stencil: false };
/** After a loss a fresh context is asked for after these waits in turn; then there is none to be had. */
const RETRY_MS = [60, 300, 1000];
/** A context that was lost younger than this did not work; after so many of them in a row none will. */
const YOUNG_MS = 250;
const MAX_YOUNG_LOSSES = 3;

/** A figure that wants to be painted by WebGL. */
export interface DeepFigure {
  /** Something has changed: look at {@link WebglShare.state} again when painting. */
  stateChanged(): void;
}

export type ShareState =
  | { readonly kind: 'idle' }
  /** three.js is on its way; or the context was lost and a fresh one is to come, so that the last picture should stay. */
  | { readonly kind: 'loading' | 'lost' }
  | { readonly kind: 'ready'; readonly painter: WebglPainter }
  | { readonly kind: 'gone'; readonly code: 'webgl-missing' | 'webgl-lost'; readonly sentence: string };

/** The page's one WebGL context: made when the first figure needs it, kept, and made anew when it is lost. */
class WebglShare {
  state: ShareState = { kind: 'idle' };
  private readonly figures = new Set<DeepFigure>();
  /** The canvas of the context in use; events of earlier ones are past. */
  private current: HTMLCanvasElement | undefined;
  private bornMs = 0;
  private youngLosses = 0;

  /** Has the figure told about every change of state, and starts what has not been started. */
  join(figure: DeepFigure): void {
    this.figures.add(figure);
    if (this.state.kind === 'idle') this.make(0, 'webgl-missing');
  }

  leave(figure: DeepFigure): void {
    this.figures.delete(figure);
    if (this.state.kind === 'ready') this.state.painter.forget(figure);
  }

  private make(attempt: number, code: 'webgl-missing' | 'webgl-lost'): void {
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('webgl2', contextAttributes);
    if (context) {
      canvas.addEventListener('webglcontextlost', (event) => this.lose(event, canvas));
      this.current = canvas;
      if (this.state.kind === 'idle') this.state = { kind: 'loading' };
      void this.load(context);
    } else if (code === 'webgl-lost' && attempt < RETRY_MS.length) {
      setTimeout(() => this.make(attempt + 1, code), RETRY_MS[attempt]);
    } else if (code === 'webgl-missing') {
      this.change({ kind: 'gone', code, sentence: 'This browser offers no WebGL2, so the figure is drawn without it.' });
    } else this.giveUp();
  }

  private async load(context: WebGL2RenderingContext): Promise<void> {
    try {
      const { WebglPainter } = await import('../painters/webgl.ts');
      if (context.canvas !== this.current) return;
      const painter = new WebglPainter(context);
      await painter.prepare();
      if (context.canvas !== this.current) return;
      this.bornMs = performance.now();
      this.change({ kind: 'ready', painter });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const sentence = `The WebGL painter could not be loaded, so the figure is drawn without it: ${reason}`;
      this.change({ kind: 'gone', code: 'webgl-missing', sentence });
    }
  }

  private lose(event: Event, canvas: HTMLCanvasElement): void {
    event.preventDefault();
    // three.js would write on the console what is no news: the context is replaced.
    event.stopImmediatePropagation();
    if (canvas !== this.current) return;
    this.current = undefined;
    const young = this.state.kind !== 'ready' || performance.now() - this.bornMs < YOUNG_MS;
    this.youngLosses = young ? this.youngLosses + 1 : 0;
    if (this.youngLosses >= MAX_YOUNG_LOSSES) {
      this.giveUp();
      return;
    }
    this.change({ kind: 'lost' });
    setTimeout(() => this.make(1, 'webgl-lost'), RETRY_MS[0]);
  }

  private giveUp(): void {
    const sentence = 'The browser took WebGL away repeatedly, so the figure is drawn without it.';
    this.change({ kind: 'gone', code: 'webgl-lost', sentence });
  }

  private change(state: ShareState): void {
    this.state = state;
    for (const figure of [...this.figures]) figure.stateChanged();
  }
}

/**
 * Where the share of the page lies, for every copy of the package that the page loads: contexts are few. The number rises whenever
 * marks, palettes or the share itself are no longer what the painter of an earlier copy reads.
 */
const PLACE = Symbol.for('fm-elements.stage@1');

/** The page's share, whichever copy of the package made it. Nothing of it touches the page before a figure joins. */
export function webglShare(): WebglShare {
  const place = globalThis as Partial<Record<typeof PLACE, WebglShare>>;
  return (place[PLACE] ??= new WebglShare());
}

import { inTime, LOAD_MS } from '../../code/index.ts';
import type { SharingPainter } from '../painters/sharing-painter.ts';
import { isSoftware } from './software-gpu.ts';

/** Without antialiasing, since edges are softened by the shaders, and without depth, since marks come in order. */
const contextAttributes: WebGLContextAttributes = { alpha: true, antialias: false, depth: false, stencil: false };
/** After a loss a fresh context is asked for after these waits in turn; then there is none to be had. */
const RETRY_MS = [60, 300, 1000];
/** A context that was lost younger than this did not work; after so many of them in a row none will. */
const YOUNG_MS = 250;
const MAX_YOUNG_LOSSES = 3;

/** Who paints with the context, each with figures of its own; its code is fetched by the first of them. */
const PAINTERS = {
  /** Whole figures in space, by three.js. */
  deep: async (context: WebGL2RenderingContext) => new (await import('../painters/webgl.ts')).WebglPainter(context),
  /** Large clouds in flat figures, where that is cheaper. */
  crowd: async (context: WebGL2RenderingContext) => {
    if (isSoftware(context)) throw new Error('a program in place of a GPU is slower than the canvas.');
    return new (await import('../painters/crowd.ts')).CrowdPainter(context);
  },
};

type PainterName = keyof typeof PAINTERS;
type PainterOf<Name extends PainterName> = Awaited<ReturnType<(typeof PAINTERS)[Name]>>;
const NAMES = Object.keys(PAINTERS) as PainterName[];

/** A figure that wants to be painted by WebGL. */
export interface SharingFigure {
  /** Something has changed: look at {@link WebglShare.take} again when painting. */
  stateChanged(): void;
}

type Gone = { readonly kind: 'gone'; readonly code: 'webgl-missing' | 'webgl-lost'; readonly sentence: string };

export type ShareState<Painter extends SharingPainter> =
  | { readonly kind: 'idle' }
  /** The painter is on its way; or the context was lost and a fresh one is to come, so that the last picture may stay. */
  | { readonly kind: 'loading' | 'lost' }
  | { readonly kind: 'ready'; readonly painter: Painter }
  | Gone;

/** The page's one WebGL context: made when the first figure needs it, kept, and made anew when it is lost. */
class WebglShare {
  private readonly states: { [Name in PainterName]: ShareState<PainterOf<Name>> } = { deep: { kind: 'idle' }, crowd: { kind: 'idle' } };
  private readonly figures = new Map<SharingFigure, PainterName>();
  /** The context in use; events of earlier ones are past. */
  private current: WebGL2RenderingContext | undefined;
  /** A context has been asked for, and there is one, or one is to come. */
  private isAsked = false;
  /** Whose state the context is in. */
  private user: PainterName | undefined;
  private bornMs = 0;
  private youngLosses = 0;

  /** Has the figure told about every change of state, and starts what has not been started. */
  join(figure: SharingFigure, name: PainterName): void {
    this.figures.set(figure, name);
    if (this.states[name].kind !== 'idle') return;
    this.states[name] = { kind: 'loading' };
    if (this.current) void this.load(name, this.current);
    else if (!this.isAsked) this.make(0, 'webgl-missing');
  }

  /** For the painting that follows at once: if there is a painter, the context is its own until another is taken. */
  take<Name extends PainterName>(name: Name): ShareState<PainterOf<Name>> {
    const state: ShareState<PainterOf<Name>> = this.states[name];
    if (state.kind === 'ready' && this.user !== name) {
      state.painter.resume();
      this.user = name;
    }
    return state;
  }

  leave(figure: SharingFigure): void {
    const name = this.figures.get(figure);
    this.figures.delete(figure);
    const state = name && this.states[name];
    if (state?.kind === 'ready') state.painter.forget(figure);
  }

  private make(attempt: number, code: Gone['code']): void {
    this.isAsked = true;
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('webgl2', contextAttributes);
    if (context) {
      canvas.addEventListener('webglcontextlost', (event) => this.lose(event, context));
      this.current = context;
      this.user = undefined;
      for (const name of NAMES) if (this.states[name].kind !== 'idle') void this.load(name, context);
    } else if (code === 'webgl-lost' && attempt < RETRY_MS.length) {
      setTimeout(() => this.make(attempt + 1, code), RETRY_MS[attempt]);
    } else if (code === 'webgl-missing') {
      this.changeAll({ kind: 'gone', code, sentence: 'This browser offers no WebGL2, so the figure is drawn without it.' });
    } else this.giveUp();
  }

  private async load<Name extends PainterName>(name: Name, context: WebGL2RenderingContext): Promise<void> {
    try {
      const painter = await inTime<SharingPainter>(PAINTERS[name](context), () => new Error(`it did not come in ${LOAD_MS / 1000} seconds.`)) as PainterOf<Name>;
      if (context !== this.current) return;
      this.user = undefined;
      await painter.prepare();
      if (context !== this.current) return;
      this.user = undefined;
      if (!this.works) this.bornMs = performance.now();
      this.change(name, { kind: 'ready', painter });
    } catch (error) {
      if (context !== this.current || context.isContextLost()) return;
      const reason = error instanceof Error ? error.message : String(error);
      const sentence = `The WebGL painter could not be loaded, so the figure is drawn without it: ${reason}`;
      this.change(name, { kind: 'gone', code: 'webgl-missing', sentence });
    }
  }

  /** A painter has been ready on it. */
  private get works(): boolean {
    return NAMES.some((name) => this.states[name].kind === 'ready');
  }

  private lose(event: Event, context: WebGL2RenderingContext): void {
    event.preventDefault();
    // three.js would write on the console what is no news: the context is replaced.
    event.stopImmediatePropagation();
    if (context !== this.current) return;
    this.current = undefined;
    const young = !this.works || performance.now() - this.bornMs < YOUNG_MS;
    this.youngLosses = young ? this.youngLosses + 1 : 0;
    if (this.youngLosses >= MAX_YOUNG_LOSSES) {
      this.giveUp();
      return;
    }
    this.changeAll({ kind: 'lost' });
    setTimeout(() => this.make(1, 'webgl-lost'), RETRY_MS[0]);
  }

  private giveUp(): void {
    const sentence = 'The browser took WebGL away repeatedly, so the figure is drawn without it.';
    this.changeAll({ kind: 'gone', code: 'webgl-lost', sentence });
  }

  /** Of what concerns the context itself; a painter that nobody has asked for learns at the end alone that there is none. */
  private changeAll(state: { readonly kind: 'lost' } | Gone): void {
    for (const name of NAMES) if (state.kind === 'gone' || this.states[name].kind !== 'idle') this.change(name, state);
  }

  private change<Name extends PainterName>(name: Name, state: ShareState<PainterOf<Name>>): void {
    (this.states as Record<Name, ShareState<PainterOf<Name>>>)[name] = state;
    for (const [figure, itsName] of [...this.figures]) if (itsName === name) figure.stateChanged();
  }
}

/**
 * Where the share of the page lies, for every copy of the package that the page loads: contexts are few. The number rises whenever
 * marks, palettes or the share itself are no longer what the painter of an earlier copy reads.
 */
const PLACE = Symbol.for('fm-elements.stage@2');

/** The page's share, whichever copy of the package made it. Nothing of it touches the page before a figure joins. */
export function webglShare(): WebglShare {
  const place = globalThis as Partial<Record<typeof PLACE, WebglShare>>;
  return (place[PLACE] ??= new WebglShare());
}

/** Something with a picture. */
export interface Painter {
  /** The window in which its picture stands: each has animation frames of its own. */
  readonly view: Window;
  /** Paints once; true when the next frame is wanted as well (something still moves). */
  paint(nowMs: number): boolean;
}

/** Paints at the next frame of the painter's window. All figures of a window share one, and none is asked for while none waits, or unseen. */
export function requestPaint(painter: Painter): void {
  queueOf(painter).add(painter);
}

export function cancelPaint(painter: Painter): void {
  queueOf(painter).delete(painter);
}

/** When so much of a frame is used, the figures that still wait are painted in the next one, before those that have been. */
const SHARE_MS = 24;

const queues = new WeakMap<Window, Queue>();

function queueOf({ view }: Painter): Queue {
  const queue = queues.get(view) ?? new Queue(view);
  queues.set(view, queue);
  return queue;
}

class Queue {
  private readonly waiting = new Set<Painter>();
  private readonly view: Window;
  private frame: number | undefined;

  constructor(view: Window) {
    this.view = view;
    view.document.addEventListener('visibilitychange', () => this.ask());
  }

  add(painter: Painter): void {
    this.waiting.add(painter);
    this.ask();
  }

  delete(painter: Painter): void {
    this.waiting.delete(painter);
    this.ask();
  }

  /** For a frame where one is wanted, and for none where not. */
  private ask(): void {
    const isWanted = this.waiting.size > 0 && !this.view.document.hidden;
    if (isWanted) this.frame ??= this.view.requestAnimationFrame((nowMs) => this.paint(nowMs));
    else if (this.frame !== undefined) {
      this.view.cancelAnimationFrame(this.frame);
      this.frame = undefined;
    }
  }

  private paint(nowMs: number): void {
    this.frame = undefined;
    const began = performance.now();
    for (const painter of [...this.waiting]) {
      if (performance.now() - began > SHARE_MS) break;
      if (!this.waiting.delete(painter)) continue;
      try {
        if (painter.paint(nowMs)) this.add(painter);
      } catch (error) {
        // One broken figure must not stop the others.
        reportError(error);
      }
    }
    this.ask();
  }
}

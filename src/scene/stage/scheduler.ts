/** Something with a picture. */
export interface Painter {
  /** Paints once; true when the next frame is wanted as well (something still moves). */
  paint(nowMs: number): boolean;
}

const waiting = new Set<Painter>();
let frame: number | undefined;

/** Paints at the page's next frame. All figures share one animation frame, and none is asked for while none waits. */
export function requestPaint(painter: Painter): void {
  waiting.add(painter);
  frame ??= requestAnimationFrame(paintWaiting);
}

export function cancelPaint(painter: Painter): void {
  waiting.delete(painter);
  if (waiting.size > 0 || frame === undefined) return;
  cancelAnimationFrame(frame);
  frame = undefined;
}

function paintWaiting(nowMs: number): void {
  frame = undefined;
  const painters = [...waiting];
  waiting.clear();
  for (const painter of painters) {
    try {
      if (painter.paint(nowMs)) requestPaint(painter);
    } catch (error) {
      // One broken figure must not stop the others.
      reportError(error);
    }
  }
}

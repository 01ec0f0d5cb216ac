/** Where the reader points, in CSS pixels of the canvas. */
export interface PixelPlace {
  readonly xPx: number;
  readonly yPx: number;
}

/** Where a pointer is on a canvas, which its page may show at another scale: `transform: scale(0.5)` on a deck of slides is on the canvas as well. */
export function placeOn(canvas: HTMLCanvasElement, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): PixelPlace {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const part = (clientPx: number, seenPx: number, ownPx: number): number => (seenPx > 0 ? (clientPx * ownPx) / seenPx : clientPx);
  return { xPx: part(clientX - left, width, canvas.offsetWidth), yPx: part(clientY - top, height, canvas.offsetHeight) };
}

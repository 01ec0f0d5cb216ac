/** Drawing buffers larger than this on a side are scaled down instead. */
const MAX_BUFFER_PX = 4096;
const PIXEL_RATIO = { min: 0.5, max: 4 };

/** Pixels of a drawing buffer for one CSS pixel of a figure of this size. */
export function bufferRatio(widthPx: number, heightPx: number, devicePixelRatio: number): number {
  const device = Math.min(PIXEL_RATIO.max, Math.max(PIXEL_RATIO.min, devicePixelRatio));
  return Math.min(device, MAX_BUFFER_PX / widthPx, MAX_BUFFER_PX / heightPx);
}

/**
 * Be told of each change of the device pixels for one CSS pixel: the page is zoomed, or its window is on another screen.
 *
 * @returns ends it
 */
export function watchPixelRatio(view: Window, onChange: () => void): () => void {
  let query: MediaQueryList | undefined;
  /** A query answers for one ratio; another one needs the next. */
  const watch = (): void => {
    query?.removeEventListener('change', change);
    query = view.matchMedia(`(resolution: ${view.devicePixelRatio}dppx)`);
    query.addEventListener('change', change);
  };
  const change = (): void => {
    watch();
    onChange();
  };
  watch();
  return () => query?.removeEventListener('change', change);
}

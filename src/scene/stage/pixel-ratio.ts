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

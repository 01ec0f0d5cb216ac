import { Subscription } from 'rxjs';
import { windowOf } from '../../src/scene/index.ts';

/** What changes the colours of a page that does not itself change. */
const COLOURS = ['(forced-colors: active)', '(prefers-color-scheme: dark)', '(prefers-contrast: more)'];

/** What a figure does when the reader's settings change while it is shown. */
export interface SettingsListener {
  recolour(): void;
  /** The reader wants less motion from now on. */
  calm(): void;
}

export function watchSettings(element: Element, { recolour, calm }: SettingsListener): Subscription {
  const view = windowOf(element);
  const end = new AbortController();
  const watch = (query: string, act: (event: MediaQueryListEvent) => void): void => view.matchMedia(query).addEventListener('change', act, { signal: end.signal });
  for (const query of COLOURS) watch(query, recolour);
  watch('(prefers-reduced-motion: reduce)', ({ matches }) => {
    if (matches) calm();
  });
  return new Subscription(() => end.abort());
}

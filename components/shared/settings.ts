import { filter, fromEvent, map, merge, type Observable, type Subscription } from 'rxjs';
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
  const changes = (query: string): Observable<boolean> =>
    fromEvent<MediaQueryListEvent>(view.matchMedia(query), 'change').pipe(map(({ matches }) => matches));
  const watching = merge(...COLOURS.map(changes)).subscribe(recolour);
  watching.add(changes('(prefers-reduced-motion: reduce)').pipe(filter(Boolean)).subscribe(calm));
  return watching;
}

import { Observable, distinctUntilChanged } from 'rxjs';
import { windowOf } from '../../src/scene/index.ts';

/**
 * State, once the browser has looked: whether some of the element is on the screen, in a page that is seen. While the page is printed
 * all of it counts as seen.
 *
 * @param margin  how far beyond the edges the screen is thought to reach, as in `IntersectionObserver`
 */
export function inSight(element: Element, margin = '0px'): Observable<boolean> {
  return new Observable<boolean>((subscriber) => {
    const view = windowOf(element);
    const page = element.ownerDocument;
    const end = new AbortController();
    let isOnScreen = false;
    let isPrinting = false;
    let isAway = false;
    const tell = (): void => subscriber.next(isPrinting || (isOnScreen && !isAway && !page.hidden));
    const observer = new view.IntersectionObserver(
      (entries) => {
        isOnScreen = entries[entries.length - 1].isIntersecting;
        tell();
      },
      { rootMargin: margin },
    );
    observer.observe(element);
    const { signal } = end;
    page.addEventListener('visibilitychange', tell, { signal });
    // Before others that print.
    view.addEventListener('beforeprint', () => (isPrinting = true, tell()), { signal, capture: true });
    view.addEventListener('afterprint', () => (isPrinting = false, tell()), { signal });
    // A frame that is taken away tells it by this alone.
    view.addEventListener('pagehide', () => (isAway = true, tell()), { signal });
    view.addEventListener('pageshow', () => (isAway = false, tell()), { signal });
    return () => {
      observer.disconnect();
      end.abort();
    };
  }).pipe(distinctUntilChanged());
}

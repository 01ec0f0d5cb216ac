import type { Observable } from 'rxjs';
import type { CallName, Calls, FeedName, Feeds } from '../../worker/index.ts';

/** Who answers what a flow asks: the page's workers, or a recording of their answers. */
export interface Compute {
  /** Asks once at each subscription: one answer, then complete. What was asked about must not be changed afterwards: it may have been kept. */
  call<Name extends CallName>(name: Name, request: Calls[Name]['request']): Observable<Calls[Name]['reply']>;
  /**
   * Opens a feed at each subscription; unsubscribing ends it. While the latest of `running$` is false it rests, but for one step at each
   * value of `steps$`.
   */
  feed<Name extends FeedName>(
    name: Name,
    request: Feeds[Name]['request'],
    running$: Observable<boolean>,
    steps$: Observable<unknown>,
  ): Observable<Feeds[Name]['reply']>;
}

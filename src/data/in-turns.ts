import type { InPieces } from '../math/index.ts';

/**
 * Do work piece by piece, each in a task of its own, so that the page can paint and hear its reader between them. Timers are not used: a
 * hidden tab slows them to one a minute.
 *
 * @param signal  ends the work: the promise then rejects with the signal's reason
 */
export async function inTurns<T>(work: InPieces<T>, signal: AbortSignal): Promise<T> {
  const { port1, port2 } = new MessageChannel();
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      await new Promise((resolve) => {
        port1.onmessage = resolve;
        port2.postMessage(undefined);
      });
      signal.throwIfAborted();
    }
  } finally {
    port1.close();
  }
}

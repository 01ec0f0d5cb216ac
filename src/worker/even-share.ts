import { SLICE_MS } from './task.ts';

/**
 * The time of a thread in which feeds and calls are at work: a call that goes on waits until each feed has had as much as all calls have. Where each took
 * its turn, twenty figures that ask would leave a training a twenty-first part.
 */
export class EvenShare {
  private readonly feeds = new Set<object>();
  /** What the calls have had and the feeds have not; below 0 what feeds have had before. */
  private owedMs = 0;
  private readonly waiting: (() => void)[] = [];

  /** A feed has something to do; may be said again. */
  enter(feed: object): void {
    this.feeds.add(feed);
  }

  /** It rests, or is over; may be said again. */
  leave(feed: object): void {
    this.feeds.delete(feed);
    if (this.feeds.size > 0) return;
    this.owedMs = 0;
    for (const goOn of this.waiting.splice(0)) goOn();
  }

  /** A call has done a slice of its work. */
  calls(tookMs: number): void {
    this.owedMs += this.feeds.size * tookMs;
  }

  /** A feed has. */
  feed(tookMs: number): void {
    // What feeds had while nobody asked is not held against calls, but for the slice that is longer than what was owed.
    this.owedMs = Math.max(-SLICE_MS, this.owedMs - tookMs);
    if (this.owedMs <= 0) this.waiting.shift()?.();
  }

  /** Resolves when nothing is owed; those that wait go on in the order in which they came, one after a slice of a feed. */
  async turn(): Promise<void> {
    if (this.owedMs > 0 || this.waiting.length > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

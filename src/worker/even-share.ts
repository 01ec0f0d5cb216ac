import { SLICE_MS } from './task.ts';

interface Waiting {
  readonly call: object;
  readonly length: number;
  goOn(): void;
}

/**
 * The time of a thread in which feeds and calls are at work: a call that goes on waits until feeds together have had as much as calls times feeds, so that
 * all calls are as one feed more. Where each took its turn, twenty figures that ask would leave a training a twenty-first part.
 */
export class EvenShare {
  private readonly feeds = new Set<object>();
  /** What feeds have to come; below 0 what they have had before. */
  private owedMs = 0;
  private readonly waiting: Waiting[] = [];

  /** A feed has something to do; may be said again. */
  enter(feed: object): void {
    this.feeds.add(feed);
  }

  /** It rests, or is over; may be said again. */
  leave(feed: object): void {
    if (!this.feeds.delete(feed)) return;
    // Its own part is owed no more.
    this.owedMs *= this.feeds.size / (this.feeds.size + 1);
    if (this.feeds.size === 0) for (const { goOn } of this.waiting.splice(0)) goOn();
  }

  /** A call has done a slice of its work. */
  callTook(ms: number): void {
    this.owedMs += this.feeds.size * ms;
  }

  /** A feed has. */
  feedTook(ms: number): void {
    // What feeds had while nobody asked is not held against calls, but for the slice that is longer than what was owed.
    this.owedMs = Math.max(-SLICE_MS, this.owedMs - ms);
    if (this.owedMs > 0 || this.waiting.length === 0) return;
    const next = this.waiting.reduce((shortest, one) => (one.length < shortest.length ? one : shortest));
    this.waiting.splice(this.waiting.indexOf(next), 1);
    next.goOn();
  }

  /** Resolves when nothing is owed: of those that wait the shortest goes on after a slice of a feed, the first to come among equals. @param length  of its work */
  async turn(call: object, length: number): Promise<void> {
    if (this.owedMs > 0 || this.waiting.length > 0) await new Promise<void>((resolve) => this.waiting.push({ call, length, goOn: resolve }));
  }

  /** Nobody waits for its answer any more. */
  giveUp(call: object): void {
    const place = this.waiting.findIndex((one) => one.call === call);
    if (place >= 0) this.waiting.splice(place, 1)[0].goOn();
  }
}

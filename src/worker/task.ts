import type { Evaluators, InPieces } from '../math/index.ts';
import type { FeedName, Feeds } from './protocol.ts';

/** Lets everything else that waits have its turn; false when nobody waits for this answer any more. */
export type YieldNow = () => Promise<boolean>;

/** How long a task may hold up the others, and the page where there is no worker. */
export const SLICE_MS = 8;

/** Work that ends in one answer, in buffers of its own; undefined when it was given up. Models are evaluated by `evaluators`. */
export type CallTask<Request, Reply> = (request: Request, yieldNow: YieldNow, evaluators: Evaluators) => Promise<Reply | undefined>;

/** What stands behind a feed: a machine that is cranked by slices. */
export interface FeedSource<Name extends FeedName> {
  /** Nothing is left to do. */
  isOver(): boolean;
  /** Whether there is news; a source that rests owes whatever it has not told yet. */
  isFrameDue(isResting: boolean): boolean;
  /** One slice of work. */
  advance(): void;
  /** One step and no more; false when a slice of something else had to be done first. */
  step(): boolean;
  /** Nothing is asked of the source until further notice; may be said again while it rests. */
  rest(): void;
  /** What is new since the last frame, in buffers of its own; between its pieces nothing else is asked of the source. */
  frame(): InPieces<Feeds[Name]['reply']>;
  dispose(): void;
}

export type FeedTask<Name extends FeedName> = (request: Feeds[Name]['request']) => Promise<FeedSource<Name>>;

import type { Evaluators } from '../math/index.ts';
import type { FeedName } from './protocol.ts';
import type { FeedTask } from './task.ts';
import type { CallRows } from './tasks.ts';

/** What a worker can do beside the mathematics that all have. */
export interface Abilities {
  /** By which it evaluates models, where it has something faster than the mathematics. */
  readonly evaluators: Evaluators;
  /** Beside those that every worker answers. */
  readonly calls: CallRows;
  readonly feeds: { readonly [Name in FeedName]?: FeedTask<Name> };
}

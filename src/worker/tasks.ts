import { drawPairsTask } from './draw-pairs-task.ts';
import { integrateTask } from './integrate-task.ts';
import type { CallName, FeedName } from './protocol.ts';
import { sampleFieldTask } from './sample-field-task.ts';
import type { CallTask, FeedTask } from './task.ts';
import { trainTask } from './train-task.ts';

/** What the worker can be asked, by name. */
export const calls: { readonly [Name in CallName]: CallTask<Name> } = { integrate: integrateTask, sampleField: sampleFieldTask, drawPairs: drawPairsTask };
export const feeds: { readonly [Name in FeedName]: FeedTask<Name> } = { train: trainTask };

import type { ArgumentSaying, SolverObstacle } from '../math/index.ts';
import { inEnglish, type Saying, type TrainingSaying } from '../words/index.ts';
import type { FailureCode } from './protocol.ts';

/** What can come between a page and its worker. `reason` is what the browser says, as it says it. */
export const WORKER_SENTENCES = {
  workerRefused: ({ reason }: { reason: string }) => `The browser refused the worker: ${reason}`,
  workerNotLoaded: ({ reason = NO_REASON }: { reason?: string }) => `The worker could not be loaded: ${reason}`,
  workerNotStarted: ({ reason }: { reason: string }) => `The worker could not be started: ${reason}`,
  noWayToWorker: () => 'Without a page there are no workers: give the flow `compute: recordedCompute(recording)`.',
  workerLate: ({ seconds }: { seconds: number }) => `The worker did not answer within ${seconds} seconds.`,
  requestNotSent: ({ reason }: { reason: string }) => `The request could not be sent to the worker: ${reason}`,
  answerUnreadable: () => 'An answer of the worker could not be read.',
  workerStopped: ({ reason = NO_REASON }: { reason?: string }) => `The worker stopped: ${reason}`,
  workerSilent: () => 'The worker no longer answers; it may have run out of memory.',
  workerEnded: () => 'The worker was ended by the page.',
};
const NO_REASON = 'the browser gives no reason.';

/** Said by the worker, of a task for which there is no memory. */
export interface MemorySaying {
  readonly key: 'noMemory';
}

/** Why a stream of the worker ended, as data: the page can say it in its own language. */
export type FailureSaying = Saying<typeof WORKER_SENTENCES> | MemorySaying | ArgumentSaying | TrainingSaying | (SolverObstacle & { readonly t: number });

/** Why a stream of the worker ended: `code` for programs, `message` a plain sentence for the reader of the page, `saying` the same as data. */
export class WorkerFailure extends Error {
  readonly code: FailureCode;
  readonly saying: FailureSaying | undefined;

  constructor(code: FailureCode, message: string, saying?: FailureSaying) {
    super(message);
    this.name = 'WorkerFailure';
    this.code = code;
    this.saying = saying;
  }
}

/** What the page itself finds. */
export const failureOf = (code: FailureCode, saying: Saying<typeof WORKER_SENTENCES>): WorkerFailure => new WorkerFailure(code, inEnglish(WORKER_SENTENCES, saying), saying);

/**
 * What the browser says of an `error` event of a worker; of one that could not be loaded it says nothing. The event is
 * taken as handled: it would go on to the page's own error handlers, and the failure has its way to whoever waits.
 */
export function reasonOf(event: Event): { readonly reason?: string } {
  event.preventDefault();
  const { message } = event as ErrorEvent;
  return message ? { reason: message } : {};
}

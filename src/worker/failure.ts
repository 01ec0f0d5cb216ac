import type { FailureCode } from './protocol.ts';

/** Why a stream of the worker ended: `code` for programs, `message` a plain sentence for the reader of the page. */
export class WorkerFailure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string) {
    super(message);
    this.name = 'WorkerFailure';
    this.code = code;
  }
}

/**
 * What the browser says of an `error` event of a worker; of one that could not be loaded it says nothing. The event is
 * taken as handled: it would go on to the page's own error handlers, and the failure has its way to whoever waits.
 */
export function reasonOf(event: Event): string {
  event.preventDefault();
  return (event as ErrorEvent).message || 'the browser gives no reason.';
}

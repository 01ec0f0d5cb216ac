import { Observable, ReplaySubject, Subscription, asyncScheduler, distinctUntilChanged, type SchedulerLike, type Subscriber } from 'rxjs';
import { reasonOf, WorkerFailure } from './failure.ts';
import { createHeartbeat } from './heartbeat.ts';
import { Patience } from './patience.ts';
import { endPort, type Port } from './port.ts';
import type { CallName, Calls, FeedName, Feeds, FromWorker, ToWorker } from './protocol.ts';
import type { WorkerWarning } from './warning.ts';

/** The page's side of one worker. */
export interface WorkerClient {
  /** False once the worker has failed or was ended: every stream of this client then fails at once. */
  readonly isAlive: boolean;
  /** State, once the worker answers: what is not as it should be with it. Most often nothing ever comes. */
  readonly warning$: Observable<WorkerWarning>;
  /** Ask once at each subscription: one answer, then complete. Unsubscribing forgets the question. */
  call<Name extends CallName>(name: Name, request: Calls[Name]['request']): Observable<Calls[Name]['reply']>;
  /**
   * Open a feed at each subscription. Unsubscribing ends it in the worker. A frame is sent only when the one before
   * has been taken, so a slow page never queues. While the latest of `running$` is false the worker rests, but for one step
   * at each value of `steps$`.
   */
  feed<Name extends FeedName>(
    name: Name,
    request: Feeds[Name]['request'],
    running$?: Observable<boolean>,
    steps$?: Observable<unknown>,
  ): Observable<Feeds[Name]['reply']>;
  /** End the worker; whatever is pending fails. */
  close(): void;
}

type Reply = Calls[CallName]['reply'] | Feeds[FeedName]['reply'];

/**
 * A client of the worker that `port$` brings (once, when it is ready; an error of `port$` is the client's failure).
 * What is asked before the port is there waits for it. Every failure reaches every pending stream as a `WorkerFailure`.
 */
export function createClient(port$: Observable<Port>, patience = new Patience(), scheduler: SchedulerLike = asyncScheduler): WorkerClient {
  const pending = new Map<number, Subscriber<Reply>>();
  /** Feeds that are paused and owe nothing. */
  const resting = new Set<number>();
  let waiting: ToWorker[] = [];
  let nextId = 1;
  let port: Port | undefined;
  let failure: WorkerFailure | undefined;
  const connection = new Subscription();
  const warning$ = new ReplaySubject<WorkerWarning>(1);

  const send = (message: ToWorker): void => {
    if (failure) return;
    if (!port) {
      waiting.push(message);
      return;
    }
    try {
      port.postMessage(message);
    } catch (error) {
      end(message.id, new WorkerFailure('worker-message', `The request could not be sent to the worker: ${String(error)}`));
    }
  };

  const forget = (id: number): Subscriber<Reply> | undefined => {
    const subscriber = pending.get(id);
    pending.delete(id);
    resting.delete(id);
    keepBeating();
    return subscriber;
  };

  const end = (id: number, error?: WorkerFailure): void => {
    const subscriber = forget(id);
    if (error) subscriber?.error(error);
    else subscriber?.complete();
  };

  const fail = (error: WorkerFailure, part: (port: Port) => void = endPort): void => {
    if (failure) return;
    failure = error;
    waiting = [];
    connection.unsubscribe();
    if (port) {
      port.removeEventListener('message', hear);
      port.removeEventListener('messageerror', onUnreadable);
      port.removeEventListener('error', onCrash);
      part(port);
    }
    for (const id of [...pending.keys()]) end(id, error);
  };

  const hear = (event: Event): void => {
    heartbeat.hear();
    const message = (event as MessageEvent<FromWorker>).data;
    switch (message.type) {
      case 'reply': {
        const subscriber = forget(message.id);
        subscriber?.next(message.reply);
        return subscriber?.complete();
      }
      case 'frame':
        pending.get(message.id)?.next(message.frame);
        // After the subscriber has done its work, so that its slowness slows the feed.
        if (pending.has(message.id)) send({ type: 'credit', id: message.id });
        return;
      case 'done':
        return end(message.id);
      case 'failed':
        return end(message.id, new WorkerFailure(message.code, message.message));
    }
  };
  const onUnreadable = (): void => fail(new WorkerFailure('worker-message', 'An answer of the worker could not be read.'));
  const onCrash = (event: Event): void => fail(new WorkerFailure('worker-crash', `The worker stopped: ${reasonOf(event)}`));

  const heartbeat = createHeartbeat(
    () => send({ type: 'ping', id: 0 }),
    () => fail(
      new WorkerFailure('worker-crash', 'The worker no longer answers; it may have run out of memory.'),
      (silent) => patience.layAside(silent, scheduler),
    ),
    patience,
    scheduler,
  );
  /** While a worker works for somebody; the page itself cannot be lost on its own. */
  const keepBeating = (): void => heartbeat.keep(port !== undefined && !port.warning && pending.size > resting.size);

  const rest = (id: number, isResting: boolean): void => {
    if (isResting && pending.has(id)) resting.add(id);
    else resting.delete(id);
    keepBeating();
  };

  /** The subscriber's part in `pending`, and its end when it leaves. */
  const enter = (id: number, subscriber: Subscriber<Reply>): void => {
    pending.set(id, subscriber);
    keepBeating();
    subscriber.add(() => {
      if (!forget(id)) return;
      const unsent = waiting.length;
      waiting = waiting.filter((message) => message.id !== id);
      if (waiting.length === unsent) send({ type: 'close', id });
    });
  };

  connection.add(
    port$.subscribe({
      next(opened) {
        port = opened;
        if (port.warning) warning$.next(port.warning);
        port.addEventListener('message', hear);
        port.addEventListener('messageerror', onUnreadable);
        port.addEventListener('error', onCrash);
        const early = waiting;
        waiting = [];
        early.forEach(send);
        keepBeating();
      },
      error: (error: unknown) => fail(asFailure(error)),
    }),
  );

  return {
    get isAlive() {
      return !failure;
    },
    warning$: warning$.asObservable(),
    call: (name, request) =>
      new Observable((subscriber) => {
        if (failure) return subscriber.error(failure);
        const id = nextId++;
        enter(id, subscriber);
        send({ type: 'call', id, name, request } as ToWorker);
      }),
    feed: (name, request, running$, steps$) =>
      new Observable((subscriber) => {
        if (failure) return subscriber.error(failure);
        const id = nextId++;
        let isOpen = false;
        let paused = false;
        enter(id, subscriber);
        subscriber.add(
          running$?.pipe(distinctUntilChanged()).subscribe({
            next(running) {
              paused = !running;
              rest(id, paused);
              if (isOpen) send({ type: paused ? 'pause' : 'resume', id });
            },
            error: (error: unknown) => subscriber.error(error),
          }),
        );
        if (subscriber.closed) return;
        send({ type: 'open', id, name, request, paused });
        isOpen = true;
        subscriber.add(
          steps$?.subscribe({
            next() {
              rest(id, false);
              send({ type: 'step', id });
            },
            error: (error: unknown) => subscriber.error(error),
          }),
        );
      }),
    close: () => fail(new WorkerFailure('worker-closed', 'The worker was ended by the page.')),
  };
}

const asFailure = (error: unknown): WorkerFailure =>
  error instanceof WorkerFailure ? error : new WorkerFailure('worker-load', `The worker could not be started: ${String(error)}`);

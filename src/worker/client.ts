import { Observable, ReplaySubject, Subscription, asyncScheduler, distinctUntilChanged, type SchedulerLike, type Subscriber } from 'rxjs';
import { failureOf, reasonOf, WorkerFailure } from './failure.ts';
import { createHeartbeat } from './heartbeat.ts';
import { PingLimit } from './ping-limit.ts';
import { endPort, type Port } from './port.ts';
import type { VelocityModel } from '../math/index.ts';
import type { CallName, Calls, FeedName, Feeds, FromWorker, PostedCall, ToWorker } from './protocol.ts';
import { ResidentModels } from './resident-models.ts';
import type { WorkerWarning } from './warning.ts';

/** The page's side of one worker. */
export interface WorkerClient {
  /** False once the worker has failed or was ended: every stream of this client then fails at once. */
  readonly isAlive: boolean;
  /** Whether the worker has a model already; one that it has not is sent with the first question about it. */
  holds(model: VelocityModel): boolean;
  /** State, once the worker answers: what is not as it should be with it. Most often nothing ever comes. */
  readonly warning$: Observable<WorkerWarning>;
  /**
   * Ask once at each subscription: one answer, then complete. Unsubscribing forgets the question. A model that was asked about must not be changed
   * afterwards: the worker has kept it.
   */
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

/** What concerns one call or feed, before its model is known by a key. */
type Message = Exclude<ToWorker, PostedCall | { type: 'keep' | 'drop' | 'ping' }> | Asked;
interface Asked extends PostedCall {
  readonly request: Partial<Calls[CallName]['request']>;
}

type Reply = Calls[CallName]['reply'] | Feeds[FeedName]['reply'];

/**
 * A client of the worker that `port$` brings (once, when it is ready; an error of `port$` is the client's failure).
 * What is asked before the port is there waits for it. Every failure reaches every pending stream as a `WorkerFailure`.
 */
export function createClient(port$: Observable<Port>, pingLimit = new PingLimit(), scheduler: SchedulerLike = asyncScheduler): WorkerClient {
  const pending = new Map<number, Subscriber<Reply>>();
  /** Feeds that are paused, and those of them that owe nothing. */
  const paused = new Set<number>();
  const resting = new Set<number>();
  const models = new ResidentModels();
  let waiting: Message[] = [];
  let nextId = 1;
  let port: Port | undefined;
  let failure: WorkerFailure | undefined;
  const connection = new Subscription();
  const warning$ = new ReplaySubject<WorkerWarning>(1);

  const post = (to: Port, message: Message): void => {
    if (message.type !== 'call' || !('model' in message.request) || !message.request.model) return to.postMessage(message);
    const { model, ...request } = message.request;
    const key = models.keyOf(model, (before) => to.postMessage(before));
    to.postMessage({ ...message, request, model: key });
  };

  const send = (message: Message): void => {
    if (failure) return;
    if (!port) {
      waiting.push(message);
      return;
    }
    try {
      post(port, message);
    } catch (error) {
      end(message.id, failureOf('worker-message', { key: 'requestNotSent', reason: String(error) }));
    }
  };

  const forget = (id: number): Subscriber<Reply> | undefined => {
    const subscriber = pending.get(id);
    pending.delete(id);
    paused.delete(id);
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
      // A worker may throw for each message that it had got; what comes late is no news to the page's own handlers.
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
        // Of a single step.
        return rest(message.id, paused.has(message.id));
      case 'done':
        return end(message.id);
      case 'failed':
        return end(message.id, new WorkerFailure(message.code, message.message, message.saying));
    }
  };
  const onUnreadable = (): void => fail(failureOf('worker-message', { key: 'answerUnreadable' }));
  const onCrash = (event: Event): void => fail(failureOf('worker-crash', { key: 'workerStopped', ...reasonOf(event) }));

  const heartbeat = createHeartbeat(
    () => port?.postMessage({ type: 'ping', id: 0 } satisfies ToWorker),
    () => fail(
      failureOf('worker-crash', { key: 'workerSilent' }),
      (silent) => pingLimit.endLater(silent, scheduler),
    ),
    pingLimit,
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
    holds: (model) => models.holds(model),
    warning$: warning$.asObservable(),
    call: (name, request) =>
      new Observable((subscriber) => {
        if (failure) return subscriber.error(failure);
        const id = nextId++;
        enter(id, subscriber);
        send({ type: 'call', id, name, request });
      }),
    feed: (name, request, running$, steps$) =>
      new Observable((subscriber) => {
        if (failure) return subscriber.error(failure);
        const id = nextId++;
        let isOpen = false;
        enter(id, subscriber);
        subscriber.add(
          running$?.pipe(distinctUntilChanged()).subscribe({
            next(running) {
              if (running) paused.delete(id);
              else paused.add(id);
              rest(id, !running);
              if (isOpen) send({ type: running ? 'resume' : 'pause', id });
            },
            error: (error: unknown) => subscriber.error(error),
          }),
        );
        if (subscriber.closed) return;
        send({ type: 'open', id, name, request, paused: paused.has(id) });
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
    close: () => fail(failureOf('worker-closed', { key: 'workerEnded' })),
  };
}

const asFailure = (error: unknown): WorkerFailure =>
  error instanceof WorkerFailure ? error : failureOf('worker-load', { key: 'workerNotStarted', reason: String(error) });

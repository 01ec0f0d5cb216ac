import { type Observable, ReplaySubject, type SchedulerLike, asyncScheduler, defer, distinct, merge } from 'rxjs';
import type { VelocityModel } from '../math/index.ts';
import { createClient, type WorkerClient } from './client.ts';
import { addressWarning$ } from './explicit-url.ts';
import { holds, type Part } from './part.ts';
import { PingLimit } from './ping-limit.ts';
import { spawn, startedWith } from './spawn.ts';
import type { WorkerWarning } from './warning.ts';

/** How long work outlives its last user: an element that is moved in the page comes back sooner. */
export const GRACE_MS = 1000;
/** More would only fight over the processor with the page and with each other. */
const MOST_WORKERS = 4;
/** How long a worker outlives its last answer: a reader who rests, and points at a figure again, waits for no other to start. */
const IDLE_MS = 10_000;

/** A share in a worker. */
export interface Lease {
  readonly client: WorkerClient;
  /** Give the share back; a second call does nothing. */
  release(): void;
}

export interface WorkerPool {
  /**
   * The least used worker that has the code, or a new one while there are fewer than allowed and all of those are in use, or when none has
   * it: beyond what is allowed there may so be one more for each further part of the code. Failed ones are not given out.
   *
   * @param isAlone  a new one that nobody else is given, beyond what is allowed: for work that a worker was lost over
   * @param part  the code that it must have; all when absent
   * @param model  what will be asked about: of workers that are used equally, one that has it already
   */
  acquire(isAlone?: boolean, part?: Part, model?: VelocityModel): Lease;
  /** State: what is not as it should be with the workers, each once, however many they are. */
  readonly warning$: Observable<WorkerWarning>;
}

interface Member {
  readonly client: WorkerClient;
  readonly part: Part;
  readonly isAlone: boolean;
  users: number;
  /** Cancels the end that waits for the grace period. */
  stay(): void;
}

/** @param limit  how many workers are shared at once, at least 1, but for work that none of them has the code for */
export function createPool(create: (part: Part) => WorkerClient, limit: number, scheduler: SchedulerLike = asyncScheduler): WorkerPool {
  let members: Member[] = [];
  let isPage = false;
  const warnings$ = new ReplaySubject<WorkerWarning>();
  /** A second one on the page's own thread would win nothing. */
  const onWarning = (warning: WorkerWarning): void => {
    isPage = true;
    warnings$.next(warning);
  };

  const add = (part: Part, isAlone: boolean): Member => {
    const member: Member = { client: create(part), part, isAlone, users: 0, stay: () => undefined };
    members.push(member);
    member.client.warning$.subscribe(onWarning);
    return member;
  };

  const leave = (member: Member): void => {
    if (--member.users > 0) return;
    const end = scheduler.schedule(() => {
      members = members.filter((other) => other !== member);
      member.client.close();
    }, member.isAlone ? GRACE_MS : IDLE_MS);
    member.stay = () => end.unsubscribe();
  };

  return {
    warning$: warnings$.pipe(distinct(({ code }) => code)),
    acquire(isAlone = false, part = 'all', model) {
      members = members.filter(({ client }) => client.isAlive);
      const shared = members.filter((other) => !other.isAlone);
      // The page itself has all of it.
      const able = shared.filter((other) => isPage || holds(other.part, part));
      const hasModel = (other: Member): boolean => model !== undefined && other.client.holds(model);
      const isBetter = (one: Member, other: Member): boolean => one.users < other.users || (one.users === other.users && hasModel(one) && !hasModel(other));
      let member = able.reduce<Member | undefined>((best, other) => (!best || isBetter(other, best) ? other : best), undefined);
      if (isAlone && !isPage) member = add(part, true);
      else if (!member || (member.users > 0 && shared.length < (isPage ? 1 : limit))) member = add(part, false);
      member.stay();
      member.users++;
      let isHeld = true;
      const held = member;
      return {
        client: held.client,
        release() {
          if (isHeld) leave(held);
          isHeld = false;
        },
      };
    },
  };
}

let pool: WorkerPool | undefined;

function pagePool(): WorkerPool {
  const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
  const pingLimit = new PingLimit();
  return (pool ??= createPool((part) => createClient(spawn(undefined, part), pingLimit), Math.max(1, Math.min(MOST_WORKERS, cores - 1))));
}

/**
 * A share in one of the page's workers. As many as there are cores but one are shared, at least one and at most four; beyond them at most one for
 * each of three further parts of the code that none of those has, and one for each run that a worker was lost over.
 */
export const acquireWorker: WorkerPool['acquire'] = (isAlone, part = 'all', model) => pagePool().acquire(isAlone, startedWith(part), model);

/** Start a worker for exact fields, if none runs, for whoever asks it within ten seconds; it ends when nobody does. */
export const prepareWorker = (): void => acquireWorker(false, 'math').release();

/** State: what is not as it should be with the page's workers, each once. */
export const workerWarning$: Observable<WorkerWarning> = defer(() => merge(pagePool().warning$, addressWarning$));

import { type Observable, ReplaySubject, type SchedulerLike, asyncScheduler, defer, distinct, merge } from 'rxjs';
import { createClient, type WorkerClient } from './client.ts';
import { addressWarning$ } from './explicit-url.ts';
import { Patience } from './patience.ts';
import { spawn } from './spawn.ts';
import type { WorkerWarning } from './warning.ts';

/** How long a worker outlives its last user: an element that is moved in the page comes back sooner. */
export const GRACE_MS = 1000;
/** More would only fight over the processor with the page and with each other. */
const MOST_WORKERS = 4;

/** A share in a worker. */
export interface Lease {
  readonly client: WorkerClient;
  /** Give the share back; a second call does nothing. */
  release(): void;
}

export interface WorkerPool {
  /**
   * The least used worker, or a new one while there are fewer than allowed and all are in use. Failed ones are not given out.
   *
   * @param isAlone  a new one that nobody else is given, beyond what is allowed: for work that a worker was lost over
   */
  acquire(isAlone?: boolean): Lease;
  /** State: what is not as it should be with the workers, each once, however many they are. */
  readonly warning$: Observable<WorkerWarning>;
}

interface Member {
  readonly client: WorkerClient;
  readonly isAlone: boolean;
  users: number;
  /** Cancels the end that waits for the grace period. */
  stay(): void;
}

/** @param limit  how many workers there may be at once, at least 1 */
export function createPool(create: () => WorkerClient, limit: number, scheduler: SchedulerLike = asyncScheduler): WorkerPool {
  let members: Member[] = [];
  let isPage = false;
  const warnings$ = new ReplaySubject<WorkerWarning>();
  /** A second one on the page's own thread would win nothing. */
  const heed = (warning: WorkerWarning): void => {
    isPage = true;
    warnings$.next(warning);
  };

  const enlist = (isAlone: boolean): Member => {
    const member: Member = { client: create(), isAlone, users: 0, stay: () => undefined };
    members.push(member);
    member.client.warning$.subscribe(heed);
    return member;
  };

  const leave = (member: Member): void => {
    if (--member.users > 0) return;
    const end = scheduler.schedule(() => {
      members = members.filter((other) => other !== member);
      member.client.close();
    }, GRACE_MS);
    member.stay = () => end.unsubscribe();
  };

  return {
    warning$: warnings$.pipe(distinct(({ code }) => code)),
    acquire(isAlone = false) {
      members = members.filter(({ client }) => client.isAlive);
      const shared = members.filter((other) => !other.isAlone);
      let member = shared.reduce<Member | undefined>((least, other) => (least && least.users <= other.users ? least : other), undefined);
      if (isAlone && !isPage) member = enlist(true);
      else if (!member || (member.users > 0 && shared.length < (isPage ? 1 : limit))) member = enlist(false);
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
  const patience = new Patience();
  return (pool ??= createPool(() => createClient(spawn(), patience), Math.max(1, Math.min(MOST_WORKERS, cores - 1))));
}

/** A share in one of the page's workers, of which there are at most four, one fewer than cores, and at least one. */
export const acquireWorker: WorkerPool['acquire'] = (isAlone) => pagePool().acquire(isAlone);

/** State: what is not as it should be with the page's workers, each once. */
export const workerWarning$: Observable<WorkerWarning> = defer(() => merge(pagePool().warning$, addressWarning$));

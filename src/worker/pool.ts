import { type SchedulerLike, asyncScheduler } from 'rxjs';
import { createClient, type WorkerClient } from './client.ts';
import { spawn } from './spawn.ts';

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
  /** The least used worker, or a new one while there are fewer than allowed and all are in use. Failed ones are not given out. */
  acquire(): Lease;
}

interface Member {
  readonly client: WorkerClient;
  users: number;
  /** Cancels the end that waits for the grace period. */
  stay(): void;
}

/** @param limit  how many workers there may be at once, at least 1 */
export function createPool(create: () => WorkerClient, limit: number, scheduler: SchedulerLike = asyncScheduler): WorkerPool {
  let members: Member[] = [];

  const enlist = (): Member => {
    const member: Member = { client: create(), users: 0, stay: () => undefined };
    members.push(member);
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
    acquire() {
      members = members.filter(({ client }) => client.isAlive);
      let member = members.reduce<Member | undefined>((least, other) => (least && least.users <= other.users ? least : other), undefined);
      if (!member || (member.users > 0 && members.length < limit)) member = enlist();
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

let pagePool: WorkerPool | undefined;

/** A share in one of the page's workers, of which there are at most four, one fewer than cores, and at least one. */
export function acquireWorker(): Lease {
  const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
  pagePool ??= createPool(() => createClient(spawn()), Math.max(1, Math.min(MOST_WORKERS, cores - 1)));
  return pagePool.acquire();
}

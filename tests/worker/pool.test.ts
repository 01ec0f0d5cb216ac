import { of } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, test } from 'vitest';
import { createClient, createPool, type WorkerClient } from '../../src/worker/index.ts';
import { FakePort } from './fake-port.ts';

function createCountedPool(limit: number, scheduler: TestScheduler) {
  const ports: FakePort[] = [];
  const clients: WorkerClient[] = [];
  const create = () => {
    const port = new FakePort();
    const client = createClient(of(port));
    ports.push(port);
    clients.push(client);
    return client;
  };
  const alive = () => clients.filter(({ isAlive }) => isAlive).length;
  return { pool: createPool(create, limit, scheduler), ports, clients, alive };
}

const inTime = (run: (scheduler: TestScheduler, at: (ms: number, action: () => void) => void) => void) => {
  const scheduler = new TestScheduler(() => undefined);
  scheduler.run(() => run(scheduler, (ms, action) => void scheduler.schedule(action, ms)));
};

test('64 figures share at most as many workers as are allowed, evenly', () => {
  inTime((scheduler) => {
    const { pool, clients } = createCountedPool(3, scheduler);
    const leases = Array.from({ length: 64 }, () => pool.acquire());
    expect(clients).toHaveLength(3);
    expect(clients.map((client) => leases.filter((lease) => lease.client === client).length)).toEqual([22, 21, 21]);
  });
});

test('the worker ends one second after its last user has left', () => {
  inTime((scheduler, at) => {
    const { pool, alive } = createCountedPool(1, scheduler);
    const [first, second] = [pool.acquire(), pool.acquire()];
    at(0, first.release);
    at(2000, second.release);
    at(2999, () => expect(alive()).toBe(1));
    at(3001, () => expect(alive()).toBe(0));
  });
});

test('who returns within the second finds the same worker', () => {
  inTime((scheduler, at) => {
    const { pool, clients, alive } = createCountedPool(1, scheduler);
    pool.acquire().release();
    at(900, () => expect(pool.acquire().client).toBe(clients[0]));
    at(5000, () => expect(alive()).toBe(1));
  });
});

test('releasing twice gives back one share only', () => {
  inTime((scheduler, at) => {
    const { pool, alive } = createCountedPool(1, scheduler);
    pool.acquire();
    const twice = pool.acquire();
    twice.release();
    twice.release();
    at(5000, () => expect(alive()).toBe(1));
  });
});

test('a worker that has failed is replaced at the next request', () => {
  inTime((scheduler) => {
    const { pool, ports, clients } = createCountedPool(1, scheduler);
    pool.acquire();
    ports[0].raise('error', 'boom');
    expect(pool.acquire().client).toBe(clients[1]);
  });
});

test('workers on the page itself are told of once, and no more of them are made', () => {
  inTime((scheduler) => {
    const told: string[] = [];
    const port = () => Object.assign(new FakePort(), { warning: { code: 'main-thread', message: 'no worker' } as const });
    let made = 0;
    const pool = createPool(() => {
      made++;
      return createClient(of(port()));
    }, 4, scheduler);
    pool.warning$.subscribe(({ code }) => told.push(code));
    for (let i = 0; i < 8; i++) pool.acquire(i === 7);
    expect(made).toBe(1);
    expect(told).toEqual(['main-thread']);
  });
});

test('work that a worker was lost over gets one that nobody else is given, and that ends with it', () => {
  inTime((scheduler, at) => {
    const { pool, clients, alive } = createCountedPool(1, scheduler);
    const figure = pool.acquire();
    const lost = pool.acquire(true);
    expect(lost.client).not.toBe(figure.client);
    for (let i = 0; i < 8; i++) expect(pool.acquire().client).toBe(figure.client);
    expect(clients).toHaveLength(2);
    at(0, lost.release);
    at(1001, () => expect(alive()).toBe(1));
  });
});

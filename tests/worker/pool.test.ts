import { of } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { expect, test } from 'vitest';
import { createClient, createPool, type Part, type WorkerClient } from '../../src/worker/index.ts';
import { FakePort } from './fake-port.ts';

function createCountedPool(limit: number, scheduler: TestScheduler) {
  const ports: FakePort[] = [];
  const clients: WorkerClient[] = [];
  const parts: Part[] = [];
  const create = (part: Part) => {
    parts.push(part);
    const port = new FakePort();
    const client = createClient(of(port));
    ports.push(port);
    clients.push(client);
    return client;
  };
  const alive = () => clients.filter(({ isAlive }) => isAlive).length;
  return { pool: createPool(create, limit, scheduler), ports, clients, parts, alive };
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

test('the worker ends ten seconds after its last user has left', () => {
  inTime((scheduler, at) => {
    const { pool, alive } = createCountedPool(1, scheduler);
    const [first, second] = [pool.acquire(), pool.acquire()];
    at(0, first.release);
    at(2000, second.release);
    at(11_999, () => expect(alive()).toBe(1));
    at(12_001, () => expect(alive()).toBe(0));
  });
});

test('who returns within ten seconds finds the same worker', () => {
  inTime((scheduler, at) => {
    const { pool, clients, alive } = createCountedPool(1, scheduler);
    pool.acquire().release();
    at(9900, () => expect(pool.acquire().client).toBe(clients[0]));
    at(25_000, () => expect(alive()).toBe(1));
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

test('work that no worker has the code for gets one that has, beyond what is allowed; work that needs less takes whichever is less used', () => {
  inTime((scheduler) => {
    const { pool, clients, parts } = createCountedPool(1, scheduler);
    const take = (part: Part) => clients.indexOf(pool.acquire(false, part).client);
    expect([take('math'), take('math'), take('training'), take('training')]).toEqual([0, 0, 1, 1]);
    expect([take('math'), take('training'), take('math'), take('all'), take('training')]).toEqual([0, 1, 0, 2, 2]);
    expect([take('probes'), take('probes')]).toEqual([2, 2]);
    expect(parts).toEqual(['math', 'training', 'all']);
  });
});

test('beyond what is allowed there is at most one worker for each further part of the code, however much is asked for', () => {
  inTime((scheduler) => {
    const { pool, parts } = createCountedPool(4, scheduler);
    const ask = (part: Part): void => void Array.from({ length: 9 }, () => pool.acquire(false, part));
    for (let round = 0; round < 3; round++) (['math', 'probes', 'training', 'all'] as const).forEach(ask);
    expect(parts).toEqual(['math', 'math', 'math', 'math', 'probes', 'training', 'all']);
  });
});

test('a page that computes itself has all of the code', () => {
  inTime((scheduler) => {
    let made = 0;
    const pool = createPool(() => (made++, createClient(of(Object.assign(new FakePort(), { warning: { code: 'main-thread', message: 'no worker' } as const })))), 4, scheduler);
    for (const part of ['math', 'training', 'all'] as const) pool.acquire(false, part);
    expect(made).toBe(1);
  });
});

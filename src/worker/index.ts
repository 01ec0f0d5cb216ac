export type * from './protocol.ts';
export type { Opening, Port } from './port.ts';
export { createClient, type WorkerClient } from './client.ts';
export { setWorkerUrl } from './explicit-url.ts';
export { WorkerFailure } from './failure.ts';
export { handshake } from './handshake.ts';
export { acquireWorker, createPool, GRACE_MS, workerWarning$, type Lease, type WorkerPool } from './pool.ts';
export { spawn } from './spawn.ts';
export type { WorkerWarning } from './warning.ts';

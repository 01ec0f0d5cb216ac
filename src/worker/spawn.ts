import { catchError, defer, throwError, type Observable } from 'rxjs';
import { explicitOpenings } from './explicit-url.ts';
import { WorkerFailure } from './failure.ts';
import { handshake } from './handshake.ts';
import type { Opening, Port } from './port.ts';
import { openings } from './spawn-own-file.ts';

/** Every way to the worker, the best first: the author's own address, then what came with the package. */
const allWays = (): readonly Opening[] => [...explicitOpenings(), ...openings];

/** Emits the port of the first way that leads to a worker that answers; fails with `worker-load` when none does. */
export function spawn(ways?: readonly Opening[]): Observable<Port> {
  return defer(() => firstOf(ways ?? allWays()));
}

function firstOf([first, ...others]: readonly Opening[]): Observable<Port> {
  if (!first) return throwError(() => new WorkerFailure('worker-load', 'There is no way to start a worker.'));
  return handshake(first).pipe(
    catchError((error: unknown) => (others.length > 0 ? firstOf(others) : throwError(() => error))),
  );
}

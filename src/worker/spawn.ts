import { catchError, throwError, type Observable } from 'rxjs';
import { WorkerFailure } from './failure.ts';
import { handshake } from './handshake.ts';
import type { Opening, Port } from './port.ts';
import { openings } from './spawn-own-file.ts';

/** Emits the port of the first way that leads to a worker that answers; fails with `worker-load` when none does. */
export function spawn(ways: readonly Opening[] = openings): Observable<Port> {
  const [first, ...others] = ways;
  if (!first) return throwError(() => new WorkerFailure('worker-load', 'There is no way to start a worker.'));
  return handshake(first).pipe(
    catchError((error: unknown) => (others.length > 0 ? spawn(others) : throwError(() => error))),
  );
}
